//! Where the walks collect findings.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use super::ignore::{Ignores, Scope, SuppressedBy};
use super::select::Selection;
use super::{Rule, registry};
use crate::diagnostic::{Diagnostic, Level};
use crate::language::Language;
use crate::source::{FileId, Sources};
use crate::supervisord::Config;
use crate::supervisord::options::SectionKind;
use crate::systemd::Unit;
use crate::systemd::fleet::{Fleet, FleetUnit};

/// Whether a finding is below level error or its rule is known to report errors: other rules are not called if only
/// errors are wanted.
fn has_allowed_level(finding: &Diagnostic) -> bool {
    finding.level < Level::Error || registry::find(finding.rule).is_none_or(registry::may_find_error)
}

/// Collects the findings of the selected rules.
#[derive(Debug)]
pub struct Sink {
    selection: Selection,
    findings: Vec<Diagnostic>,
    /// For findings that hold only if the other units bear them out, the index and the condition.
    conditions: Vec<(usize, Condition)>,
    deferred: Vec<Deferred>,
    /// For each rule that reports once per file, the index of its finding, if it made one, and the number of other
    /// programs that it applies to.
    once_per_file: BTreeMap<(&'static str, FileId), (Option<usize>, usize)>,
    /// The comments that suppress findings.
    ignores: Ignores,
    /// For the suppressed findings of a unit, the index and the comment; sorted by index.
    suppressed: Vec<(usize, SuppressedBy)>,
}

impl Sink {
    /// Creates a sink for the findings of the selected rules.
    #[must_use]
    pub const fn new(selection: Selection) -> Self {
        Self {
            selection,
            findings: Vec::new(),
            conditions: Vec::new(),
            deferred: Vec::new(),
            once_per_file: BTreeMap::new(),
            ignores: Ignores::new(),
            suppressed: Vec::new(),
        }
    }

    /// The same, with the comments that suppress findings.
    pub(crate) fn with_ignores(mut self, ignores: Ignores) -> Self {
        self.ignores = ignores;
        self
    }

    /// The comments that suppress findings, of all files that were linted.
    #[must_use]
    pub fn into_ignores(self) -> Ignores {
        self.ignores
    }

    /// Reads the suppression comments of a configuration's files.
    pub(super) fn read_ignores(&mut self, config: &Config, sources: &Sources) {
        // Without a main file, files of `conf.d/` are checked without the configuration that includes them.
        let is_partial = || config.section(SectionKind::Supervisord).is_none();
        for file in config.files.iter().filter(|file| file.tree.has_pragma) {
            let scope = Scope { language: Language::Supervisord, is_partial: is_partial() };
            let invalid = self.ignores.read(&file.tree, sources, file.id, scope);
            invalid.into_iter().for_each(|finding| self.add(finding));
        }
    }

    /// Reads the suppression comments of a unit's files and works out which of its findings they suppress.
    pub(super) fn ignore(&mut self, unit: &Unit, sources: &Sources, reports_invalid: bool) {
        let scope = Scope { language: Language::Systemd, is_partial: unit.main().is_drop_in };
        for file in &unit.files {
            let invalid = self.ignores.read(&file.tree, sources, file.id, scope);
            invalid.into_iter().filter(|_| reports_invalid).for_each(|finding| self.add(finding));
        }
        for (at, finding) in self.findings.iter_mut().enumerate() {
            match self.ignores.find(sources, finding) {
                Some(by) => self.suppressed.push((at, by)),
                None => self.ignores.adjust_fix(sources, finding),
            }
        }
    }

    /// Whether findings of this rule are wanted.
    #[must_use]
    pub fn wants(&self, rule: &Rule) -> bool {
        self.selection.contains(rule.name())
    }

    /// The current position.
    pub(super) const fn mark(&self) -> Mark {
        Mark { findings: self.findings.len(), deferred: self.deferred.len() }
    }

    /// Whether a comment suppresses a finding of a unit; if so, adds it as a suppressed one.
    pub(super) fn add_if_suppressed(&mut self, finding: &Diagnostic, sources: &Sources) -> bool {
        let by = self.ignores.find(sources, finding);
        let is_suppressed = by.is_some();
        if let Some(by) = by {
            self.suppressed.push((self.findings.len(), by));
            self.findings.push(finding.clone());
        }
        is_suppressed
    }

    /// Removes the findings since the mark that no comment suppresses and for which `out` returns `true`; its second
    /// argument is whether the finding is unconditional. With `deferred`, also removes the deferred findings since the
    /// mark. Returns the removed findings that are unconditional.
    pub(super) fn remove_since(
        &mut self,
        since: Mark,
        deferred: bool,
        is_removed: impl Fn(&Diagnostic, bool) -> bool,
    ) -> Vec<Diagnostic> {
        if deferred {
            self.deferred.truncate(since.deferred);
        }
        let mut conditions = std::mem::take(&mut self.conditions).into_iter().peekable();
        let mut suppressed = std::mem::take(&mut self.suppressed).into_iter().peekable();
        let mut removed = Vec::new();
        for (at, finding) in std::mem::take(&mut self.findings).into_iter().enumerate() {
            let condition = conditions.next_if(|(index, _)| *index == at);
            let by = suppressed.next_if(|(index, _)| *index == at);
            if at >= since.findings && by.is_none() && is_removed(&finding, condition.is_none()) {
                if condition.is_none() {
                    removed.push(finding);
                }
                continue;
            }
            let at = self.findings.len();
            self.conditions.extend(condition.map(|(_, condition)| (at, condition)));
            self.suppressed.extend(by.map(|(_, by)| (at, by)));
            self.findings.push(finding);
        }
        removed
    }

    /// Adds a finding, if its rule is selected.
    pub fn add(&mut self, finding: Diagnostic) {
        debug_assert!(has_allowed_level(&finding), "{} finds an error", finding.rule);
        if self.selection.contains(finding.rule) {
            self.findings.push(finding);
        }
    }

    /// Adds a finding about a unit that holds only if the other units bear it out: `holds` is asked after all of them
    /// were read. It may use the unit's own name only as that of the unit it is handed, so that it answers the same for
    /// a copy of the unit.
    pub fn add_if(
        &mut self,
        finding: Diagnostic,
        holds: impl Fn(&Fleet, FleetUnit<'_>) -> bool + Send + Sync + 'static,
    ) {
        self.add_condition(finding, Condition { holds: Arc::new(holds), dedup: Dedup::Never });
    }

    /// The same, but reports only the first of the findings with this key that hold, in the whole run.
    pub fn add_first_if(
        &mut self,
        key: impl Into<String>,
        finding: Diagnostic,
        holds: impl Fn(&Fleet, FleetUnit<'_>) -> bool + Send + Sync + 'static,
    ) {
        self.add_condition(finding, Condition { holds: Arc::new(holds), dedup: Dedup::InRun(key.into()) });
    }

    /// The same, but reports only the first of the findings with this key that hold, in each unit.
    pub fn add_first_of_unit_if(
        &mut self,
        key: impl Into<String>,
        finding: Diagnostic,
        holds: impl Fn(&Fleet, FleetUnit<'_>) -> bool + Send + Sync + 'static,
    ) {
        self.add_condition(finding, Condition { holds: Arc::new(holds), dedup: Dedup::InUnit(key.into()) });
    }

    fn add_condition(&mut self, finding: Diagnostic, condition: Condition) {
        debug_assert!(has_allowed_level(&finding), "{} finds an error", finding.rule);
        if self.selection.contains(finding.rule) {
            self.conditions.push((self.findings.len(), condition));
            self.findings.push(finding);
        }
    }

    /// Adds a finding that can only be made once all units were read. Making it loads the unit's files again, so this
    /// is for rare findings.
    pub fn add_deferred(
        &mut self,
        rule: &Rule,
        make: impl Fn(&Fleet, FleetUnit<'_>) -> Option<Diagnostic> + Send + Sync + 'static,
    ) {
        if self.wants(rule) {
            self.deferred.push(Deferred(Arc::new(make)));
        }
    }

    /// Takes out what was found in one unit, and leaves the sink as it was before.
    pub fn take(&mut self) -> UnitFindings {
        UnitFindings {
            findings: std::mem::take(&mut self.findings),
            conditions: std::mem::take(&mut self.conditions),
            deferred: std::mem::take(&mut self.deferred),
            suppressed: std::mem::take(&mut self.suppressed),
        }
    }

    /// Adds what a rule finds in a program, if the program is the first of its file that the rule is called for; the
    /// others are only counted. `make` is called once and may find nothing. A suppressed finding does not speak for the
    /// others.
    pub fn add_once_per_file(
        &mut self,
        rule: &Rule,
        file: FileId,
        sources: &Sources,
        make: impl FnOnce() -> Option<Diagnostic>,
    ) {
        if let Some((_, others)) = self.once_per_file.get_mut(&(rule.name(), file)) {
            *others += 1;
        } else if self.wants(rule) {
            let finding = make();
            if finding.as_ref().is_some_and(|finding| self.ignores.find(sources, finding).is_some()) {
                self.findings.extend(finding);
                return;
            }
            self.once_per_file
                .insert((rule.name(), file), (finding.is_some().then_some(self.findings.len()), 0));
            self.findings.extend(finding);
        }
    }

    /// Returns the findings.
    #[must_use]
    pub fn into_findings(self) -> Vec<Diagnostic> {
        self.into_parts().0
    }

    /// Returns the findings, and the comments that suppress findings.
    pub(super) fn into_parts(mut self) -> (Vec<Diagnostic>, Ignores) {
        for (at, others) in self.once_per_file.into_values().filter(|(_, others)| *others > 0) {
            let programs = if others == 1 { "program" } else { "programs" };
            if let Some(help) =
                at.and_then(|at| self.findings.get_mut(at)).and_then(|finding| finding.help.as_mut())
            {
                help.push_str(&format!(" The same applies to {others} other {programs} in this file."));
            }
        }
        (self.findings, self.ignores)
    }
}

/// A position in what a sink collects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    findings: usize,
    deferred: usize,
}

/// The findings in one unit, as [`Sink::take`] returns them.
#[derive(Debug, Default)]
pub struct UnitFindings {
    /// The findings, in no particular order.
    pub findings: Vec<Diagnostic>,
    /// For those that hold only if the other units bear them out, the index and the condition; sorted by index.
    pub conditions: Vec<(usize, Condition)>,
    /// What can only be found once all units were read.
    pub deferred: Vec<Deferred>,
    /// For suppressed findings, the index and the comment; sorted by index.
    pub suppressed: Vec<(usize, SuppressedBy)>,
}

/// A finding in one unit.
#[derive(Debug)]
pub struct UnitFinding {
    /// The finding.
    pub finding: Diagnostic,
    /// What the other units must bear out; `None` if it holds in any case.
    pub condition: Option<Condition>,
    /// The comment that suppresses it, if any.
    pub suppressed_by: Option<SuppressedBy>,
}

impl UnitFindings {
    /// Splits this into the single findings and what can only be found later.
    pub fn into_parts(self) -> (impl Iterator<Item = UnitFinding>, Vec<Deferred>) {
        let mut conditions = self.conditions.into_iter().peekable();
        let mut suppressed = self.suppressed.into_iter().peekable();
        let findings = self.findings.into_iter().enumerate().map(move |(at, finding)| {
            let condition = conditions.next_if(|(index, _)| *index == at).map(|(_, condition)| condition);
            let suppressed_by = suppressed.next_if(|(index, _)| *index == at).map(|(_, by)| by);
            UnitFinding { finding, condition, suppressed_by }
        });
        (findings, self.deferred)
    }
}

/// What the other units must bear out for a finding to hold.
#[derive(Clone)]
pub struct Condition {
    holds: Arc<Holds>,
    dedup: Dedup,
}

type Holds = dyn Fn(&Fleet, FleetUnit<'_>) -> bool + Send + Sync;

/// Among which findings with the same key only the first is reported.
#[derive(Clone, Debug)]
enum Dedup {
    Never,
    InUnit(String),
    InRun(String),
}

/// The keys already reported of findings of which one is enough, with the number of the unit, or `None` for the whole
/// run.
#[derive(Debug, Default)]
pub struct Reported(BTreeSet<(Option<usize>, String)>);

impl Condition {
    /// Whether the finding holds in this unit. Must be called for the units in their order.
    #[must_use]
    pub fn holds(&self, fleet: &Fleet, unit: FleetUnit<'_>, reported: &mut Reported) -> bool {
        (self.holds)(fleet, unit)
            && match &self.dedup {
                Dedup::Never => true,
                Dedup::InUnit(key) => reported.0.insert((Some(unit.number()), key.clone())),
                Dedup::InRun(key) => reported.0.insert((None, key.clone())),
            }
    }
}

impl fmt::Debug for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Condition").field("dedup", &self.dedup).finish_non_exhaustive()
    }
}

/// A finding that is made once all units were read.
#[derive(Clone)]
pub struct Deferred(Arc<Make>);

type Make = dyn Fn(&Fleet, FleetUnit<'_>) -> Option<Diagnostic> + Send + Sync;

impl Deferred {
    /// Makes the finding, if there is one in this unit. The unit's files must have the same numbers as when it was
    /// checked.
    #[must_use]
    pub fn make(&self, fleet: &Fleet, unit: FleetUnit<'_>) -> Option<Diagnostic> {
        (self.0)(fleet, unit)
    }
}

impl fmt::Debug for Deferred {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Deferred")
    }
}
