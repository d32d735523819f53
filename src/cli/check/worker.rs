//! A job of a check: reads files one at a time, and collects the findings.

use std::sync::Arc;

use super::chunk::Chunk;
use super::run::Run;
use crate::cli::discover::Target;
use crate::cli::{Failure, load};
use crate::language::Language;
use crate::lint::{LineCache, Sink, UnitFinding, UnitFindings, UnitHostLinter, UnitLinter};
use crate::source::{SourceFile, Sources};
use crate::systemd::UnitReader;

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
        let chunk = Chunk::new(run.form);
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
