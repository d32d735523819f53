//! From a comparison to rows: one for each written setting, one for each default that differs.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::difference::{Sentences, sentence};
use super::index::{Index, Numbers, natives, notes_on_single};
use super::outcomes::{Outcome, Outcomes, Why};
use super::table::{self, MappingRow};
use super::undecided::{UNKNOWN_VALUE, is_manual};
use super::{DefaultOf, Direction, Lines, Risk, Row, Verdict, Written, equivalent};
use crate::emission::{Emission, What};
use crate::ir::{Deployment, Instances, Leaf, Native, NativeReason, Output, Service, Sources};
use crate::reason::Reason;
use crate::source::{ByPlace, Map};

/// Judges every written setting and every default.
///
/// `original` was lowered from the source, `result` from what was emitted.
#[must_use]
pub fn judge<'w>(
    direction: Direction,
    written: Vec<Written<'w>>,
    original: &Deployment<'_>,
    result: &Deployment<'_>,
    emission: &Emission,
) -> Vec<Row<'w>> {
    /// So many defaults differ for most services.
    const DEFAULTS: usize = 6;
    let mut judge = Judge {
        direction,
        original,
        result,
        emission,
        index: Index::new(result, emission),
        numbers: Numbers::of(&written),
        outcomes: Outcomes::for_settings(written.len()),
        defaults: Vec::with_capacity(original.services.len() * DEFAULTS),
    };
    let ordered = judge.orders_alike();
    for (index, stopped) in judge.stops_alike().into_iter().enumerate() {
        judge.service(index, &ordered, stopped);
    }
    for index in 0..original.groups.len() {
        judge.group(index, &ordered);
    }
    for (index, listener) in original.listeners.iter().enumerate() {
        judge.settle(What::Listener(index), &listener.from, None);
        judge.settle(What::ListenerUser(index), &listener.user.from, None);
    }
    for (index, wait) in original.waits.iter().enumerate() {
        judge.settle(What::Waits(index), &wait.from, None);
    }
    judge.outcomes.sort(written.len());
    let natives = natives(original, &written, &judge.numbers);
    let mut words = Words { sentences: Sentences::default(), table: KnownRows::default() };
    let mut rows = Vec::with_capacity(written.len() + judge.defaults.len());
    for setting in written {
        let number = judge.numbers.get(setting.id);
        rows.push(judge.row(setting, number, number.and_then(|number| natives[number]), &mut words));
    }
    rows.append(&mut judge.defaults);
    rows
}

/// A service that stands for one of the original, as it is written or read back.
struct Counterpart<'j, 'a, 'b> {
    /// What it stands for, where that is one instance of the original.
    instance: Option<Box<Service<'a>>>,
    result: &'j Service<'b>,
}

struct Judge<'w, 'j, 'a, 'b> {
    direction: Direction,
    original: &'j Deployment<'a>,
    result: &'j Deployment<'b>,
    emission: &'j Emission,
    index: Index<'j, 'b>,
    numbers: Numbers,
    outcomes: Outcomes<'j, 'a, 'b>,
    defaults: Vec<Row<'w>>,
}

impl<'w, 'j, 'a, 'b> Judge<'w, 'j, 'a, 'b> {
    /// The services that stand for one of the original.
    fn counterparts(&self, index: usize) -> Vec<Counterpart<'j, 'a, 'b>> {
        let service = &self.original.services[index];
        let one = |at: Option<usize>, result| Counterpart {
            instance: at.map(|at| Box::new(service.of_instance(at))),
            result,
        };
        let names = &self.emission.names[index].services;
        let found = |name: &String| self.index.service(name).map(|(_, service)| service);
        match names.as_slice() {
            [name] => {
                let is_only = |other: &Service<'_>| {
                    matches!(&service.instances.value, Instances::Each(list) if list.len() == 1)
                        && other.instances.value == Instances::One
                };
                // The only instance of a template is a service without instances on the other side.
                found(name).map(|other| one(is_only(other).then_some(0), other)).into_iter().collect()
            }
            several => {
                let services = several.iter().enumerate();
                services.filter_map(|(at, name)| Some(one(Some(at), found(name)?))).collect()
            }
        }
    }

    fn service(&mut self, index: usize, ordered: &[bool], stopped: bool) {
        let original: &'j Deployment<'a> = self.original;
        let service = &original.services[index];
        let counterparts = self.counterparts(index);
        let expected = self.emission.names[index].services.len();
        let mut name = None;
        let spelled = self.index.arrange(index);
        for leaf in Leaf::ALL.iter().copied() {
            let from = service.from(leaf);
            let lines = spelled.of(leaf);
            let is_like = || {
                let same = |one: &Counterpart<'j, 'a, 'b>| {
                    equivalent::same(leaf, one.instance.as_deref().unwrap_or(service), one.result)
                };
                !counterparts.is_empty() && counterparts.iter().all(same)
            };
            // One program for each instance, all of them there: the same processes.
            let is_each = leaf == Leaf::Instances && expected > 1;
            if from.is_default() {
                let is_kept = match leaf {
                    Leaf::Order => ordered[index],
                    Leaf::Membership => true,
                    // A file that asks for variables is told with the setting that needs them.
                    Leaf::EnvironmentFiles if self.direction == Direction::ToSystemd => true,
                    _ => is_each || is_like(),
                };
                if !is_kept {
                    self.default_row((index, leaf), !lines.is_empty(), &counterparts, &mut name);
                }
                continue;
            }
            let said = |words: &'static str| Why::Said(Reason::Known(words));
            let differs = match leaf {
                Leaf::Order if !ordered[index] => Some(said(
                    "The services that are started before it are not the same, or not in the same order.",
                )),
                Leaf::Order if !stopped => {
                    // The first member has no line of its own, but its place is kept by the lines of the others.
                    let why = said(self.way_to_stop());
                    let verdict = Verdict::Approximate;
                    let most = Risk::Security;
                    let outcome = Outcome { verdict, why, lines, leaf: Some(leaf), computed: false, most };
                    self.outcomes.add(from, &self.numbers, outcome);
                    continue;
                }
                Leaf::Order => None,
                Leaf::Membership => self
                    .membership_differs(index, &counterparts)
                    .then(|| said("It is not a member of the same groups.")),
                _ if is_each && counterparts.len() == expected => None,
                _ => self.differs(leaf, service, &counterparts),
            };
            let is_file = |output: &Output<'_>| matches!(output, Output::File(_) | Output::FileAndJournal(_));
            let most = match leaf {
                // What went to no file of its own loses none.
                Leaf::Stdout if !is_file(&service.stdout.value) => Risk::Behaviour,
                Leaf::Stderr if !is_file(&service.stderr.value) => Risk::Behaviour,
                _ => Risk::Security,
            };
            self.settle_leaf((What::Leaf(index, leaf), most), from, differs, lines);
        }
    }

    /// How a leaf differs in one of the counterparts.
    fn differs(
        &self,
        leaf: Leaf,
        service: &'j Service<'a>,
        counterparts: &[Counterpart<'j, 'a, 'b>],
    ) -> Option<Why<'j, 'a, 'b>> {
        for one in counterparts {
            let original = one.instance.as_deref().unwrap_or(service);
            if !equivalent::same(leaf, original, one.result) {
                return Some(match &one.instance {
                    // It is made for the comparison, and gone when the words are asked for.
                    Some(instance) => Why::Said(sentence(leaf, instance, one.result).into()),
                    None => Why::Differs(service, one.result),
                });
            }
        }
        let is_lost = counterparts.is_empty();
        is_lost.then_some(Why::Said(Reason::Known("Nothing of the service was written.")))
    }

    fn membership_differs(&self, index: usize, counterparts: &[Counterpart<'j, 'a, 'b>]) -> bool {
        let service = &self.original.services[index];
        let expected: Vec<&str> = service
            .membership
            .value
            .iter()
            .filter_map(|name| {
                let at = self.original.groups.iter().position(|group| group.name == *name)?;
                self.emission.groups.get(at).map(String::as_str)
            })
            .collect();
        let alike = counterparts.iter().all(|other| {
            other.result.membership.value.len() == expected.len()
                && other.result.membership.value.iter().all(|name| expected.contains(&name.as_str()))
        });
        !alike
    }

    /// For each service, whether the same services are started before it.
    fn orders_alike(&self) -> Vec<bool> {
        let before = self.original.steps();
        let after = self.result.steps();
        let step_of = |index: usize| {
            let name = self.emission.names[index].services.first();
            name.and_then(|name| self.index.service(name)).map(|(at, _)| after[at])
        };
        let steps: Vec<Option<usize>> = (0..before.len()).map(step_of).collect();
        // Dense steps on both sides: alike when equal, once each side's are numbered by themselves.
        let dense = |steps: &[Option<usize>]| {
            let mut distinct: Vec<usize> = steps.iter().flatten().copied().collect();
            distinct.sort_unstable();
            distinct.dedup();
            let place = |step: &usize| distinct.binary_search(step).unwrap_or_default();
            steps.iter().map(|step| step.as_ref().map(place)).collect::<Vec<_>>()
        };
        let original = dense(&before.iter().map(|step| Some(*step)).collect::<Vec<_>>());
        original.iter().zip(dense(&steps)).map(|(a, b)| b.is_none() || *a == b).collect()
    }

    /// For each service, whether the members of its group that are ordered with it are stopped in the same way: at once, or
    /// one after the other (A3).
    fn stops_alike(&self) -> Vec<bool> {
        let others: BTreeMap<&str, bool> =
            self.result.groups.iter().map(|group| (group.name.as_str(), group.stops_at_once)).collect();
        let mut changed: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for (group, name) in self.original.groups.iter().zip(&self.emission.groups) {
            if others.get(name.as_str()).is_some_and(|at_once| *at_once != group.stops_at_once) {
                changed.insert(group.name.as_str(), BTreeSet::new());
            }
        }
        let steps = self.original.steps();
        let services = || self.original.services.iter().zip(&steps);
        for (service, step) in services() {
            for group in &service.membership.value {
                if let Some(steps) = changed.get_mut(group.as_str()) {
                    steps.insert(*step);
                }
            }
        }
        let is_ordered = |group: &String| changed.get(group.as_str()).is_some_and(|steps| steps.len() > 1);
        services().map(|(service, _)| !service.membership.value.iter().any(is_ordered)).collect()
    }

    /// What is not alike there.
    const fn way_to_stop(&self) -> &'static str {
        match self.direction {
            Direction::ToSystemd => {
                "Started in the same order. At a stop supervisord sends its signals to the whole group at once, in reverse; systemd \
                 waits for each member before it stops the next."
            }
            Direction::ToSupervisord => {
                "Started in the same order. At a stop systemd waits for each member before it stops the next; supervisord sends its \
                 signals to the whole group at once, in reverse."
            }
        }
    }

    fn group(&mut self, index: usize, ordered: &[bool]) {
        let group = &self.original.groups[index];
        let name = self.emission.groups.get(index);
        let other = name.and_then(|name| self.result.groups.iter().find(|group| group.name == *name));
        let differs = |alike: bool, words: &'static str| (!alike).then_some(Why::Said(Reason::Known(words)));
        let members = match other {
            Some(other) => {
                let expected: Vec<&String> = self
                    .original
                    .services
                    .iter()
                    .zip(&self.emission.names)
                    .filter(|(service, _)| service.membership.value.contains(&group.name))
                    .flat_map(|(_, names)| &names.services)
                    .collect();
                let alike = expected.len() == other.members.len()
                    && expected.iter().all(|name| other.members.contains(name));
                differs(alike, "The group's members are not all the same.")
            }
            // A group without members is nothing that could be read back.
            None => differs(group.members.is_empty(), "Nothing of the group was written."),
        };
        self.settle(What::Members(index), &group.members_from, members);
        // A rank alone moves nothing: whether it was kept shows in the order of the members.
        let in_order = self
            .original
            .services
            .iter()
            .zip(ordered)
            .all(|(service, alike)| *alike || !service.membership.value.contains(&group.name));
        let rank = differs(in_order, "The members are not started in the same order among the others.");
        self.settle(What::Rank(index), &group.rank_from, rank);
        let at_boot = other.is_none_or(|other| other.at_boot == group.at_boot || !group.at_boot);
        let boot = differs(at_boot, "The group is not started at the same time.");
        self.settle(What::AtBoot(index), &group.at_boot_from, boot);
    }

    /// Gives the outcome of one leaf to the settings that decided it.
    fn settle(&mut self, what: What, from: &Sources, differs: Option<Why<'j, 'a, 'b>>) {
        if !from.is_default() {
            let lines = self.index.lines_of(what);
            self.settle_leaf((what, Risk::Security), from, differs, lines);
        }
    }

    /// The same, where the lines that spell it are known, and the most that is at stake.
    fn settle_leaf(
        &mut self,
        (what, most): (What, Risk),
        from: &Sources,
        differs: Option<Why<'j, 'a, 'b>>,
        lines: Range<usize>,
    ) {
        let note = self.index.note(what);
        if note.is_some_and(|note| note.of.is_some()) {
            return self.settle_singly((what, most), from, lines);
        }
        let lost = if lines.is_empty() { Verdict::Dropped } else { Verdict::Approximate };
        let (verdict, why, computed, most) = match (note, differs) {
            (Some(note), _) => {
                let verdict = if note.manual { Verdict::Manual } else { lost };
                let most = if note.slight { most.min(Risk::Behaviour) } else { most };
                (verdict, Why::Said(note.reason.clone()), false, most)
            }
            (None, None) => (Verdict::Exact, Why::Kept, true, most),
            (None, Some(why)) => (lost, why, true, most),
        };
        let leaf = match what {
            What::Leaf(_, leaf) => Some(leaf),
            _ => None,
        };
        self.outcomes.add(from, &self.numbers, Outcome { verdict, why, lines, leaf, computed, most });
    }

    /// The same where each setting has a part of its own, of which some are to be completed and the others kept.
    fn settle_singly(&mut self, (what, most): (What, Risk), from: &Sources, lines: Range<usize>) {
        let leaf = match what {
            What::Leaf(_, leaf) => Some(leaf),
            _ => None,
        };
        let notes = notes_on_single(self.emission, what);
        for setting in from.iter() {
            let (verdict, why) = match notes.iter().find(|(of, _)| *of == setting) {
                Some((_, note)) => (Verdict::Manual, Why::Said(note.reason.clone())),
                None => (Verdict::Exact, Why::Kept),
            };
            let lines = lines.clone();
            let outcome = Outcome { verdict, why, lines, leaf, computed: false, most };
            self.outcomes.add(&Sources::one(setting), &self.numbers, outcome);
        }
    }

    /// `name`: the service's, once it was asked for.
    fn default_row(
        &mut self,
        (index, leaf): (usize, Leaf),
        spelled: bool,
        counterparts: &[Counterpart<'j, 'a, 'b>],
        name: &mut Option<Arc<str>>,
    ) {
        let original: &'j Deployment<'a> = self.original;
        let service = &original.services[index];
        let (what, row) = (What::Leaf(index, leaf), table::default(self.direction, leaf));
        // What was written for this very case says more than the table can, and that more than a comparison.
        let noted = self.index.note(what).map(|note| note.reason.clone());
        let reason = noted.or_else(|| row.map(|row| Reason::Known(row.reason))).or_else(|| {
            Some(match self.differs(leaf, service, counterparts)? {
                Why::Said(reason) => reason,
                Why::Differs(original, result) => sentence(leaf, original, result).into(),
                Why::Kept => return None,
            })
        });
        let name = name.get_or_insert_with(|| Arc::from(service.name.as_str()));
        self.defaults.push(Row {
            setting: None,
            default: Some(DefaultOf {
                service: index,
                name: Arc::clone(name),
                leaf,
                setting: row.map_or_else(|| leaf.name(), |row| row.setting),
            }),
            verdict: if spelled { Verdict::Approximate } else { Verdict::Dropped },
            risk: row.map_or(Risk::Behaviour, |row| row.risk),
            reason,
            into: Lines::default(),
        });
    }

    /// What is at stake where only some of a setting's leaves are not kept: no more than with these. `User=` says who runs the
    /// program, which is a matter of security, and what HOME is, which is not.
    fn risk_of<'o>(
        &self,
        whole: Risk,
        outcomes: impl Iterator<Item = &'o Outcome<'j, 'a, 'b>> + Clone,
    ) -> Risk
    where
        'j: 'o,
        'a: 'o,
        'b: 'o,
    {
        let differs = |outcome: &&Outcome<'_, '_, '_>| outcome.verdict != Verdict::Exact;
        let most = outcomes.clone().filter(differs).map(|outcome| outcome.most).max();
        let whole = most.map_or(whole, |most| whole.min(most));
        if outcomes.clone().all(|outcome| differs(&outcome)) {
            return whole;
        }
        let of_leaf = |outcome: &Outcome<'_, '_, '_>| {
            outcome.leaf.and_then(|leaf| table::default(self.direction, leaf)).map_or(whole, |row| row.risk)
        };
        let parts = outcomes.filter(differs).map(of_leaf).max();
        // A difference that somebody sees is one of behaviour at least.
        parts.map_or(whole, |risk| risk.max(Risk::Behaviour).min(whole))
    }

    /// The row of a written setting. `number`: its own among them.
    fn row(
        &self,
        setting: Written<'w>,
        number: Option<usize>,
        native: Option<&Native>,
        words: &mut Words,
    ) -> Row<'w> {
        let table = words.table.of(self.direction, &setting);
        let is_for_a_person = native.zip(table).is_some_and(|(native, row)| is_manual(row, &setting, native));
        let finish = |verdict: Verdict, risk: Risk, reason: Option<Reason>, into: Lines| Row {
            setting: Some(setting),
            default: None,
            verdict,
            risk: if verdict == Verdict::Exact { Risk::None } else { risk },
            reason,
            into,
        };
        let risk = table.map_or(Risk::Behaviour, |row| row.risk);
        let manager = match self.direction {
            Direction::ToSystemd => "supervisord",
            Direction::ToSupervisord => "systemd",
        };
        match native.map(|native| native.reason) {
            Some(NativeReason::Overridden) => {
                return finish(Verdict::Dropped, Risk::None, Some(overridden(manager)), Lines::default());
            }
            Some(NativeReason::InvalidValue) => {
                let reason =
                    format!("{manager} cannot read the value and ignores the line; so does the translation.");
                return finish(Verdict::Dropped, Risk::None, Some(reason.into()), Lines::default());
            }
            Some(NativeReason::WithoutEffect) => {
                let reason = format!("It has no effect under {manager} here, so there is nothing to keep.");
                return finish(Verdict::Dropped, Risk::None, Some(reason.into()), Lines::default());
            }
            Some(NativeReason::Untaken) => {
                let reason = "No program that is converted takes it: each sets its own, or there is none. Nothing is lost with it.";
                return finish(Verdict::Dropped, Risk::None, Some(Reason::Known(reason)), Lines::default());
            }
            Some(NativeReason::Default) => {
                // Where nothing is at stake the table says what it was for.
                let own = table.filter(|row| row.risk == Risk::None).map(|row| row.reason);
                let reason =
                    own.unwrap_or("It says what holds without it, so nothing is lost by leaving it out.");
                return finish(Verdict::Dropped, Risk::None, Some(Reason::Known(reason)), Lines::default());
            }
            Some(NativeReason::UnknownValue) => {
                // What is for a person keeps a service waiting; the sections for all have none of their own.
                let waits = native.is_some_and(|native| native.service.is_some());
                let verdict = if waits { Verdict::Manual } else { Verdict::Dropped };
                return finish(verdict, risk, Some(Reason::Known(UNKNOWN_VALUE)), Lines::default());
            }
            Some(NativeReason::ReachedBefore) => {
                let reason = "The boot has reached this before supervisord is started, and a container has it from the \
                              beginning: there is nothing left to wait for.";
                return finish(Verdict::Dropped, Risk::None, Some(Reason::Known(reason)), Lines::default());
            }
            Some(NativeReason::AsksNothing) => {
                let reason =
                    "With this value it asks for nothing that would be missing, so there is nothing to keep.";
                return finish(Verdict::Dropped, Risk::None, Some(Reason::Known(reason)), Lines::default());
            }
            Some(NativeReason::UnknownName | NativeReason::UnknownSection | NativeReason::Table) => {
                let verdict = if is_for_a_person { Verdict::Manual } else { Verdict::Dropped };
                let reason = table.map_or_else(no_reason, |row| Reason::Known(row.reason));
                return finish(verdict, risk, Some(reason), Lines::default());
            }
            None => {}
        }
        let outcomes = || number.into_iter().flat_map(|number| self.outcomes.of(number));
        let Some(worst) = outcomes().map(|outcome| outcome.verdict).max() else {
            // Law 3: every setting decides a leaf, is a native row, or is ignored. A hole in that is a bug, and is shown as
            // something to look at, never as silence.
            return finish(Verdict::Manual, risk, Some(no_reason()), Lines::default());
        };
        if worst == Verdict::Exact {
            return finish(worst, Risk::None, None, self.lines(outcomes()));
        }
        let dropped = worst == Verdict::Dropped && outcomes().all(|outcome| outcome.computed);
        let reason = match table {
            // Nothing was written for it: what the table says is more than a comparison can.
            Some(row) if dropped => Reason::Known(row.reason),
            _ => {
                let mut reasons: Vec<Reason> = Vec::new();
                for outcome in outcomes() {
                    let counts =
                        outcome.verdict == worst || (outcome.verdict != Verdict::Exact && outcome.computed);
                    let reason = if counts { outcome.reason(&mut words.sentences) } else { None };
                    if let Some(reason) = reason.filter(|reason| !reasons.contains(reason)) {
                        reasons.push(reason);
                    }
                }
                words.sentences.join(reasons)
            }
        };
        // What is dropped left no line, even if another leaf of the setting has one.
        let into = if worst == Verdict::Dropped { Lines::default() } else { self.lines(outcomes()) };
        finish(worst, self.risk_of(risk, outcomes()), Some(reason), into)
    }

    /// The lines of outcomes, each once.
    fn lines<'o>(&self, outcomes: impl Iterator<Item = &'o Outcome<'j, 'a, 'b>>) -> Lines
    where
        'j: 'o,
        'a: 'o,
        'b: 'o,
    {
        let (mut lines, mut known) = (Lines::default(), BTreeSet::new());
        for outcome in outcomes {
            for (_, line) in self.index.lines(&outcome.lines) {
                lines.add(line, &mut known);
            }
        }
        lines
    }
}

/// What many rows say, found once.
struct Words {
    sentences: Sentences,
    table: KnownRows,
}

/// The section and the name of a setting in the table.
type SettingPlace = (ByPlace<'static>, ByPlace<'static>);

/// Rows of the table by section and name: those of settings are texts of tables themselves, so that their places tell them.
#[derive(Default)]
struct KnownRows {
    known: Map<SettingPlace, Option<&'static MappingRow>>,
}

impl KnownRows {
    fn of(&mut self, direction: Direction, setting: &Written<'_>) -> Option<&'static MappingRow> {
        let place = |text: Option<&'static str>| ByPlace(text.unwrap_or_default());
        let key = (place(setting.table_section), place(setting.table_name));
        *self
            .known
            .get_or_insert_with(key, || table::row(direction, setting.table_section, setting.table_name))
    }
}

/// Why a setting that a later one takes the place of is not kept.
pub(super) fn overridden(manager: &str) -> Reason {
    format!("{manager} ignores it: a later line sets the same again.").into()
}

pub(super) const fn no_reason() -> Reason {
    Reason::Known("sysvisor could not tell what became of it: compare it by hand, and report it as a bug.")
}
