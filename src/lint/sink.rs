//! Where findings go.

use std::collections::BTreeMap;

use super::Rule;
use super::select::Selection;
use crate::diagnostic::Diagnostic;
use crate::source::FileId;

/// Collects the findings of the selected rules.
#[derive(Debug)]
pub struct Sink {
    selection: Selection,
    findings: Vec<Diagnostic>,
    /// Of each rule that speaks once a file, the index of its finding, if there is one, and for how many other programs it
    /// holds.
    once: BTreeMap<(&'static str, FileId), (Option<usize>, usize)>,
}

impl Sink {
    /// Collects what is selected.
    #[must_use]
    pub const fn new(selection: Selection) -> Self {
        Self { selection, findings: Vec::new(), once: BTreeMap::new() }
    }

    /// Whether findings of this rule are wanted.
    #[must_use]
    pub fn wants(&self, rule: &Rule) -> bool {
        self.selection.contains(rule.name())
    }

    /// Takes a finding, if its rule is selected.
    pub fn add(&mut self, finding: Diagnostic) {
        if self.selection.contains(finding.rule) {
            self.findings.push(finding);
        }
    }

    /// Takes what a rule has to say of a program, if it is the first of its file; the others are counted. The rule is asked
    /// once, and may have nothing to say.
    pub fn add_once(&mut self, rule: &Rule, file: FileId, ask: impl FnOnce() -> Option<Diagnostic>) {
        if let Some((_, others)) = self.once.get_mut(&(rule.name(), file)) {
            *others += 1;
        } else if self.wants(rule) {
            let finding = ask();
            self.once.insert((rule.name(), file), (finding.is_some().then_some(self.findings.len()), 0));
            self.findings.extend(finding);
        }
    }

    /// The findings so far.
    #[must_use]
    pub fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }

    /// The findings.
    #[must_use]
    pub fn into_findings(mut self) -> Vec<Diagnostic> {
        for (at, others) in self.once.into_values().filter(|(_, others)| *others > 0) {
            let programs = if others == 1 { "program" } else { "programs" };
            if let Some(help) =
                at.and_then(|at| self.findings.get_mut(at)).and_then(|finding| finding.help.as_mut())
            {
                help.push_str(&format!(" It is the same with {others} other {programs} of this file."));
            }
        }
        self.findings
    }
}
