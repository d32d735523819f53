//! Where findings go.

use super::Rule;
use super::select::Selection;
use crate::diagnostic::Diagnostic;

/// Collects the findings of the selected rules.
#[derive(Debug)]
pub struct Sink {
    selection: Selection,
    findings: Vec<Diagnostic>,
}

impl Sink {
    /// Collects what is selected.
    #[must_use]
    pub const fn new(selection: Selection) -> Self {
        Self { selection, findings: Vec::new() }
    }

    /// Whether findings of this rule are wanted.
    #[must_use]
    pub fn wants(&self, rule: &Rule) -> bool {
        self.selection.contains(rule.name)
    }

    /// Takes a finding, if its rule is selected.
    pub fn add(&mut self, finding: Diagnostic) {
        if self.selection.contains(finding.rule) {
            self.findings.push(finding);
        }
    }

    /// The findings so far.
    #[must_use]
    pub fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }

    /// The findings.
    #[must_use]
    pub fn into_findings(self) -> Vec<Diagnostic> {
        self.findings
    }
}
