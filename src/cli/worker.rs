//! One job of a check: reads files, one at a time, and keeps what was found.

use std::sync::Arc;

use super::discover::Target;
use super::stream::Run;
use super::{Failure, load};
use crate::language::Language;
use crate::lint::{Condition, Found, FoundOne, Held, Ignores, Later, Seen, Sink, UnitHostLinter, UnitLinter};
use crate::report::rendered::Rendered;
use crate::source::{SourceFile, Sources};
use crate::systemd::UnitReader;
use crate::systemd::fleet::Fleet;

/// What was found in a stretch of files.
#[derive(Debug)]
pub(super) struct Stretch {
    /// What its units say of each other.
    pub(super) fleet: Fleet,
    /// The number of its first unit among all.
    pub(super) first: usize,
    /// The findings.
    pub(super) findings: Rendered,
    /// Of findings that hold only if all units bear them out: which, the unit as [`Stretch::later`] has it, and what is asked. In
    /// the order of the units.
    pub(super) conditions: Vec<(usize, usize, Condition)>,
    /// Of findings that comments hold back: which, and by what.
    pub(super) held: Vec<(usize, Held)>,
    /// The comments that hold findings back.
    pub(super) ignores: Ignores,
    /// Of units, counted from the first one here, what can be said when all were read.
    pub(super) later: Vec<(usize, Vec<Later>)>,
    /// Files of supervisord.
    pub(super) supervisord: Vec<SourceFile>,
    /// What can be read only once.
    pub(super) stdin: Option<Arc<SourceFile>>,
    /// The numbers of files that were put off.
    pub(super) postponed: Vec<usize>,
    /// What could not be read, with the numbers of the files.
    pub(super) problems: Vec<(usize, Failure)>,
    /// How many files were read.
    pub(super) files: usize,
}

/// One job.
pub(super) struct Worker<'a> {
    run: &'a Run<'a>,
    linter: &'a UnitLinter<'a>,
    host: Option<&'a UnitHostLinter<'a>>,
    reader: UnitReader<'a>,
    seen: Seen,
    sink: Sink,
    /// The files of the unit that is looked at.
    sources: Sources,
    stretch: Stretch,
}

impl<'a> Worker<'a> {
    /// A job that has found nothing yet.
    pub(super) fn new(
        run: &'a Run<'a>,
        linter: &'a UnitLinter<'a>,
        host: Option<&'a UnitHostLinter<'a>>,
        reader: UnitReader<'a>,
    ) -> Self {
        let stretch = Stretch {
            fleet: Fleet::new(),
            first: 0,
            findings: Rendered::new(run.form),
            conditions: Vec::new(),
            held: Vec::new(),
            ignores: Ignores::new(),
            later: Vec::new(),
            supervisord: Vec::new(),
            stdin: None,
            postponed: Vec::new(),
            problems: Vec::new(),
            files: 0,
        };
        let (seen, sink) = (Seen::default(), linter.sink());
        Self { run, linter, host, reader, seen, sink, sources: Sources::new(), stretch }
    }

    /// What was found, and the reader with all that it has seen.
    pub(super) fn end(self) -> (Stretch, UnitReader<'a>) {
        (Stretch { ignores: self.sink.into_ignores(), ..self.stretch }, self.reader)
    }

    /// Puts a file off.
    pub(super) fn postpone(&mut self, number: usize) {
        self.stretch.postponed.push(number);
    }

    /// Reads a file and checks it, if it is a unit.
    ///
    /// # Errors
    /// When a finding cannot be written as text.
    pub(super) fn check(&mut self, number: usize, target: &Target) -> Result<(), Failure> {
        match load::read(target, &self.run.args.input, self.run.files) {
            Ok(Some(read)) => {
                self.stretch.files += 1;
                match read.language {
                    Language::Supervisord => self.stretch.supervisord.push(read.file),
                    Language::Systemd => {
                        let file = Arc::new(read.file);
                        if target.is_stdin() {
                            self.stretch.stdin = Some(Arc::clone(&file));
                        }
                        self.unit(file, read.name.as_deref())?;
                    }
                }
            }
            Ok(None) => {}
            // The other files are worth a look all the same.
            Err(problem) => self.stretch.problems.push((number, problem)),
        }
        Ok(())
    }

    fn unit(&mut self, file: Arc<SourceFile>, name: Option<&str>) -> Result<(), Failure> {
        self.sources.clear();
        let main = self.sources.add(file);
        let unit = self.reader.read(main, name, &mut self.sources);
        self.linter.check(&unit, &self.sources, &mut self.seen, &mut self.sink);
        let found = self.sink.take();
        self.keep(found)?;
        if let Some(host) = self.host {
            host.check(&unit, &self.sources, &mut self.sink);
            let found = self.sink.take();
            self.keep(found)?;
        }
        self.stretch.fleet.note(&unit, &self.sources);
        self.reader.take_back(unit);
        Ok(())
    }

    /// Writes what was found in the unit.
    fn keep(&mut self, found: Found) -> Result<(), Failure> {
        let is_empty = found.findings.is_empty();
        let (findings, later) = found.one_by_one();
        if !later.is_empty() {
            self.stretch.later.push((self.stretch.fleet.len(), later));
        }
        if is_empty {
            return Ok(());
        }
        let mut all: Vec<FoundOne> = findings.collect();
        // What is held back stands behind the others.
        all.sort_by_key(|one| {
            (one.held.is_some(), one.finding.file, one.finding.span.start, one.finding.rule)
        });
        let told = all.partition_point(|one| one.held.is_none());
        let first = self.stretch.findings.len();
        let (told, ignored) = all.split_at(told);
        self.stretch.findings.add(&self.sources, told.iter().map(|one| &one.finding))?;
        self.stretch.findings.add_ignored(&self.sources, ignored.iter().map(|one| &one.finding))?;
        let unit = self.stretch.fleet.len();
        for (number, one) in (first..).zip(all) {
            self.stretch.held.extend(one.held.map(|held| (number, held)));
            self.stretch.conditions.extend(one.condition.map(|condition| (number, unit, condition)));
        }
        Ok(())
    }
}
