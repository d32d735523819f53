//! Findings on units that can be made only once all have been read. They are rare, so the files concerned are read again.

use std::cell::RefCell;
use std::path::Path;
use std::sync::Arc;

use super::chunk::Chunk;
use super::render;
use super::run::Run;
use crate::cli::{Failure, load};
use crate::diagnostic::Diagnostic;
use crate::lint::{Ignores, UnitLinter};
use crate::report::rendered::Rendered;
use crate::source::{Files, SourceFile, Sources};
use crate::systemd::fleet::{Fleet, FleetFile};

/// Reads files again.
pub(super) struct Late<'a> {
    files: &'a dyn Files,
    /// Standard input, which cannot be read again.
    stdin: Option<Arc<SourceFile>>,
    problems: RefCell<Vec<Failure>>,
}

impl<'a> Late<'a> {
    /// Creates a reader of these files.
    pub(super) fn new(files: &'a dyn Files, chunks: &[Chunk]) -> Self {
        let stdin = chunks.iter().find_map(|chunk| chunk.stdin.clone());
        Self { files, stdin, problems: RefCell::new(Vec::new()) }
    }

    /// Returns the late findings.
    pub(super) fn check(
        &self,
        run: &Run<'_>,
        linter: &UnitLinter<'_>,
        fleet: &Fleet,
        chunks: &[Chunk],
        ignores: &mut Ignores,
    ) -> Result<Rendered, Failure> {
        let mut rendered = Rendered::new(run.form);
        for (unit, deferred) in chunks
            .iter()
            .flat_map(|chunk| chunk.deferred.iter().map(|(at, deferred)| (chunk.first + at, deferred)))
        {
            let known = fleet.unit(unit);
            let findings: Vec<Diagnostic> =
                deferred.iter().filter_map(|deferred| deferred.make(fleet, known)).collect();
            if findings.is_empty() {
                continue;
            }
            let mut sources = Sources::new();
            let is_there = known.files().all(|file| self.open(file).map(|file| sources.add(file)).is_some());
            if is_there {
                render(&mut rendered, &sources, ignores.split(&sources, findings))?;
            }
        }
        let sources = RefCell::new(Sources::new());
        let findings = linter.check_fleet(fleet, &|place| {
            let file = fleet.file(place);
            let known = sources.borrow().find(file.name);
            known.or_else(|| Some(sources.borrow_mut().add(self.open(file)?)))
        });
        let sources = sources.into_inner();
        render(&mut rendered, &sources, ignores.split(&sources, findings))?;
        Ok(rendered)
    }

    /// Files that could not be read again.
    pub(super) fn problems(self) -> Vec<Failure> {
        self.problems.into_inner()
    }

    /// The file in the state in which it was checked: spans are meaningless for any other contents.
    pub(super) fn open(&self, file: FleetFile<'_>) -> Option<Arc<SourceFile>> {
        let is_it = |other: &SourceFile| other.name() == file.name && other.digest() == file.digest;
        if let Some(stdin) = self.stdin.as_ref().filter(|stdin| is_it(stdin)) {
            return Some(Arc::clone(stdin));
        }
        let path = Path::new(file.name);
        let read = load::files_of(path, self.files).read(path).ok();
        let read = read.and_then(|bytes| SourceFile::new(file.name, bytes).ok()).filter(|read| is_it(read));
        if read.is_none() {
            self.problems.borrow_mut().push(Failure::with_help(
                format!("{} changed while it was being checked", file.name),
                "not all of its problems were reported; check it again",
            ));
        }
        read.map(Arc::new)
    }
}
