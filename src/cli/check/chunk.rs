//! The results for a chunk of the files of a check.

use std::sync::Arc;

use crate::cli::Failure;
use crate::lint::{Condition, Deferred, Ignores, Reported, SuppressedBy};
use crate::report::rendered::{Form, Rendered};
use crate::source::SourceFile;
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

impl Chunk {
    /// A chunk without results.
    pub(super) fn new(form: Form) -> Self {
        Self {
            fleet: Fleet::new(),
            first: 0,
            findings: Rendered::new(form),
            conditions: Vec::new(),
            suppressed: Vec::new(),
            ignores: Ignores::new(),
            deferred: Vec::new(),
            supervisord: Vec::new(),
            stdin: None,
            postponed: Vec::new(),
            problems: Vec::new(),
            files: 0,
        }
    }

    /// Moves what its units say about each other to the units of the chunks before it.
    pub(super) fn join(&mut self, fleet: &mut Fleet) {
        self.first = fleet.len();
        fleet.append(std::mem::take(&mut self.fleet));
    }
}

/// What could not be read, in the order of the files.
pub(super) fn take_problems(chunks: &mut [Chunk]) -> impl Iterator<Item = Failure> + use<> {
    let mut problems: Vec<(usize, Failure)> =
        chunks.iter_mut().flat_map(|chunk| std::mem::take(&mut chunk.problems)).collect();
    problems.sort_by_key(|(at, _)| *at);
    problems.into_iter().map(|(_, problem)| problem)
}

/// Removes the findings of all chunks that the units as a whole do not confirm, and records the ignore comments that the
/// others use.
pub(super) fn drop_unconfirmed(chunks: &mut [Chunk], fleet: &Fleet, ignores: &mut Ignores) {
    let mut reported = Reported::default();
    for chunk in chunks {
        for (number, unit, condition) in &chunk.conditions {
            if !condition.holds(fleet, fleet.unit(chunk.first + unit), &mut reported) {
                chunk.findings.omit(*number);
            }
        }
        let holds = |(number, _): &&(usize, SuppressedBy)| !chunk.findings.is_omitted(*number);
        chunk.suppressed.iter().filter(holds).for_each(|(_, by)| ignores.mark_used(by));
    }
}
