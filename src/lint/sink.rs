//! Where findings go.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use super::Rule;
use super::select::Selection;
use crate::diagnostic::Diagnostic;
use crate::source::FileId;
use crate::systemd::fleet::{Fleet, Known};

/// Collects the findings of the selected rules.
#[derive(Debug)]
pub struct Sink {
    selection: Selection,
    findings: Vec<Diagnostic>,
    /// Of findings that hold only if the other units bear them out, the index and what is asked then.
    conditions: Vec<(usize, Condition)>,
    later: Vec<Later>,
    /// Of each rule that speaks once a file, the index of its finding, if there is one, and for how many other programs it
    /// holds.
    once: BTreeMap<(&'static str, FileId), (Option<usize>, usize)>,
}

impl Sink {
    /// Collects what is selected.
    #[must_use]
    pub const fn new(selection: Selection) -> Self {
        Self {
            selection,
            findings: Vec::new(),
            conditions: Vec::new(),
            later: Vec::new(),
            once: BTreeMap::new(),
        }
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

    /// Takes a finding about a unit that holds only if all units together bear it out: they are asked when all were read. What
    /// is asked hangs on the unit's own name by the unit that is handed in, and by nothing else: a copy of the unit asks the
    /// same.
    pub fn add_if(
        &mut self,
        finding: Diagnostic,
        holds: impl Fn(&Fleet, Known<'_>) -> bool + Send + Sync + 'static,
    ) {
        self.add_condition(finding, Condition { holds: Arc::new(holds), once: Once::Never });
    }

    /// The same, of which one is enough: of all that hold and have this key, the first counts.
    pub fn add_first_if(
        &mut self,
        key: impl Into<String>,
        finding: Diagnostic,
        holds: impl Fn(&Fleet, Known<'_>) -> bool + Send + Sync + 'static,
    ) {
        self.add_condition(finding, Condition { holds: Arc::new(holds), once: Once::InRun(key.into()) });
    }

    /// The same of one unit.
    pub fn add_first_of_unit_if(
        &mut self,
        key: impl Into<String>,
        finding: Diagnostic,
        holds: impl Fn(&Fleet, Known<'_>) -> bool + Send + Sync + 'static,
    ) {
        self.add_condition(finding, Condition { holds: Arc::new(holds), once: Once::InUnit(key.into()) });
    }

    fn add_condition(&mut self, finding: Diagnostic, condition: Condition) {
        if self.selection.contains(finding.rule) {
            self.conditions.push((self.findings.len(), condition));
            self.findings.push(finding);
        }
    }

    /// Takes what can be said of a unit only when all were read. Making it takes the unit's files once more: for what is rare.
    pub fn add_later(
        &mut self,
        rule: &Rule,
        make: impl Fn(&Fleet, Known<'_>) -> Option<Diagnostic> + Send + Sync + 'static,
    ) {
        if self.wants(rule) {
            self.later.push(Later(Arc::new(make)));
        }
    }

    /// What was found in one unit; the sink is as it was before.
    pub fn take(&mut self) -> Found {
        Found {
            findings: std::mem::take(&mut self.findings),
            conditions: std::mem::take(&mut self.conditions),
            later: std::mem::take(&mut self.later),
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

/// What was found in one unit.
#[derive(Debug, Default)]
pub struct Found {
    /// The findings, in no particular order.
    pub findings: Vec<Diagnostic>,
    /// Of those that hold only if the other units bear them out, the index and what is asked then; by index.
    pub conditions: Vec<(usize, Condition)>,
    /// What can be said only when all units were read.
    pub later: Vec<Later>,
}

impl Found {
    /// The findings, each with what is asked of all units, where that is needed; and what can be said only later.
    pub fn with_conditions(self) -> (impl Iterator<Item = (Diagnostic, Option<Condition>)>, Vec<Later>) {
        let mut conditions = self.conditions.into_iter().peekable();
        let findings = self.findings.into_iter().enumerate().map(move |(at, finding)| {
            let condition = conditions.next_if(|(index, _)| *index == at);
            (finding, condition.map(|(_, condition)| condition))
        });
        (findings, self.later)
    }
}

/// What all units together have to bear out for a finding to hold.
#[derive(Clone)]
pub struct Condition {
    holds: Arc<Holds>,
    once: Once,
}

type Holds = dyn Fn(&Fleet, Known<'_>) -> bool + Send + Sync;

/// Among which findings of the same key one is enough.
#[derive(Clone, Debug)]
enum Once {
    Never,
    InUnit(String),
    InRun(String),
}

/// The findings that were told, of those of which one is enough: the unit, or none for all of them, and the key.
#[derive(Debug, Default)]
pub struct Told(BTreeSet<(Option<usize>, String)>);

impl Condition {
    /// Whether the finding holds in this unit. It must be asked of each in the order of the units.
    #[must_use]
    pub fn holds(&self, fleet: &Fleet, unit: Known<'_>, told: &mut Told) -> bool {
        (self.holds)(fleet, unit)
            && match &self.once {
                Once::Never => true,
                Once::InUnit(key) => told.0.insert((Some(unit.number()), key.clone())),
                Once::InRun(key) => told.0.insert((None, key.clone())),
            }
    }
}

impl fmt::Debug for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Condition").field("once", &self.once).finish_non_exhaustive()
    }
}

/// A finding that is made when all units were read.
#[derive(Clone)]
pub struct Later(Arc<Make>);

type Make = dyn Fn(&Fleet, Known<'_>) -> Option<Diagnostic> + Send + Sync;

impl Later {
    /// Makes it, if there is one in this unit. Its files are numbered as those of the unit were when it was checked.
    #[must_use]
    pub fn make(&self, fleet: &Fleet, unit: Known<'_>) -> Option<Diagnostic> {
        (self.0)(fleet, unit)
    }
}

impl fmt::Debug for Later {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Later")
    }
}
