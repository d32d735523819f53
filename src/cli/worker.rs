//! A job of a check: reads files one at a time, and collects the findings.

use std::sync::Arc;

use super::discover::Target;
use super::stream::Run;
use super::{Failure, load};
use crate::language::Language;
use crate::lint::{
    Condition, Deferred, Ignores, LineCache, Sink, SuppressedBy, UnitFinding, UnitFindings, UnitHostLinter,
    UnitLinter,
};
use crate::report::rendered::Rendered;
use crate::source::{SourceFile, Sources};
use crate::systemd::UnitReader;
use crate::systemd::fleet::Fleet;

/// The results for a chunk of files.
#[derive(Debug)]
pub(super) struct Chunk {
    /// What its units say about each other.
    pub(super) fleet: Fleet,
    /// The index of its first unit among all units.
    pub(super) first: usize,
    /// The rendered findings.
    pub(super) findings: Rendered,
    /// Findings that hold only if the units as a whole confirm them: the index of the finding, the index of the unit as in
    /// [`Chunk::deferred`], and the condition. In the order of the units.
    pub(super) conditions: Vec<(usize, usize, Condition)>,
    /// Findings that comments suppress: the index of the finding, and the comment.
    pub(super) suppressed: Vec<(usize, SuppressedBy)>,
    /// The ignore comments.
    pub(super) ignores: Ignores,
    /// Checks that need all units, with the index of their unit within this chunk.
    pub(super) deferred: Vec<(usize, Vec<Deferred>)>,
    /// supervisord files, which are checked later.
    pub(super) supervisord: Vec<SourceFile>,
    /// Standard input, which cannot be read again.
    pub(super) stdin: Option<Arc<SourceFile>>,
    /// The indexes of files that are checked later.
    pub(super) postponed: Vec<usize>,
    /// Files that could not be read, with their indexes.
    pub(super) problems: Vec<(usize, Failure)>,
    /// The number of files that were read.
    pub(super) files: usize,
}

/// A job and its state.
pub(super) struct Worker<'a> {
    run: &'a Run<'a>,
    linter: &'a UnitLinter<'a>,
    host: Option<&'a UnitHostLinter<'a>>,
    reader: UnitReader<'a>,
    cache: LineCache,
    sink: Sink,
    /// The files of the current unit.
    sources: Sources,
    chunk: Chunk,
}

impl<'a> Worker<'a> {
    /// Creates a job without results.
    pub(super) fn new(
        run: &'a Run<'a>,
        linter: &'a UnitLinter<'a>,
        host: Option<&'a UnitHostLinter<'a>>,
        reader: UnitReader<'a>,
    ) -> Self {
        let chunk = Chunk {
            fleet: Fleet::new(),
            first: 0,
            findings: Rendered::new(run.form),
            conditions: Vec::new(),
            suppressed: Vec::new(),
            ignores: Ignores::new(),
            deferred: Vec::new(),
            supervisord: Vec::new(),
            stdin: None,
            postponed: Vec::new(),
            problems: Vec::new(),
            files: 0,
        };
        let (cache, sink) = (LineCache::default(), linter.sink());
        Self { run, linter, host, reader, cache, sink, sources: Sources::new(), chunk }
    }

    /// Returns the results, and the reader with everything that it has cached.
    pub(super) fn end(self) -> (Chunk, UnitReader<'a>) {
        (Chunk { ignores: self.sink.into_ignores(), ..self.chunk }, self.reader)
    }

    /// Leaves a file for later.
    pub(super) fn postpone(&mut self, number: usize) {
        self.chunk.postponed.push(number);
    }

    /// Reads a file and checks it, if it is a unit.
    ///
    /// # Errors
    /// If a finding cannot be rendered.
    pub(super) fn check(&mut self, number: usize, target: &Target) -> Result<(), Failure> {
        match load::read(target, &self.run.args.input, self.run.files) {
            Ok(Some(read)) => {
                self.chunk.files += 1;
                match read.language {
                    Language::Supervisord => self.chunk.supervisord.push(read.file),
                    Language::Systemd => {
                        let file = Arc::new(read.file);
                        if target.is_stdin() {
                            self.chunk.stdin = Some(Arc::clone(&file));
                        }
                        self.unit(file, read.name.as_deref())?;
                    }
                }
            }
            Ok(None) => {}
            // The other files are still checked.
            Err(problem) => self.chunk.problems.push((number, problem)),
        }
        Ok(())
    }

    fn unit(&mut self, file: Arc<SourceFile>, name: Option<&str>) -> Result<(), Failure> {
        self.sources.clear();
        let main = self.sources.add(file);
        let unit = self.reader.read(main, name, &mut self.sources);
        self.linter.check(&unit, &self.sources, &mut self.cache, &mut self.sink);
        let found = self.sink.take();
        self.keep(found)?;
        if let Some(host) = self.host {
            host.check(&unit, &self.sources, &mut self.sink);
            let found = self.sink.take();
            self.keep(found)?;
        }
        self.chunk.fleet.note(&unit, &self.sources);
        self.reader.recycle(unit);
        Ok(())
    }

    /// Renders and stores the findings on the unit.
    fn keep(&mut self, found: UnitFindings) -> Result<(), Failure> {
        let is_empty = found.findings.is_empty();
        let (findings, deferred) = found.into_parts();
        if !deferred.is_empty() {
            self.chunk.deferred.push((self.chunk.fleet.len(), deferred));
        }
        if is_empty {
            return Ok(());
        }
        let mut all: Vec<UnitFinding> = findings.collect();
        // Suppressed findings come after the others.
        all.sort_by_key(|one| {
            (one.suppressed_by.is_some(), one.finding.file, one.finding.span.start, one.finding.rule)
        });
        let told = all.partition_point(|one| one.suppressed_by.is_none());
        let first = self.chunk.findings.len();
        let (told, ignored) = all.split_at(told);
        self.chunk.findings.add(&self.sources, told.iter().map(|one| &one.finding))?;
        self.chunk.findings.add_ignored(&self.sources, ignored.iter().map(|one| &one.finding))?;
        let unit = self.chunk.fleet.len();
        for (number, one) in (first..).zip(all) {
            self.chunk.suppressed.extend(one.suppressed_by.map(|by| (number, by)));
            self.chunk.conditions.extend(one.condition.map(|condition| (number, unit, condition)));
        }
        Ok(())
    }
}
