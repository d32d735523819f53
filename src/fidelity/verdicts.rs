//! From a comparison to rows: one for each written setting, one for each default that differs.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::table;
use super::undecided::{is_manual, natives};
use super::{DefaultOf, Direction, Into, Risk, Row, Verdict, Written, difference, equivalent};
use crate::emission::{Emission, Unspelled, What};
use crate::ir::{Deployment, Instances, Leaf, Native, NativeReason, Service, SettingId, Sources};

/// A reason, in whole sentences.
type Words = Cow<'static, str>;

/// What one leaf says of the settings that decided it.
#[derive(Debug)]
struct Outcome<'j> {
    verdict: Verdict,
    reason: Option<Cow<'j, str>>,
    into: Vec<Arc<Into>>,
    /// The leaf, where it is one of a service.
    leaf: Option<Leaf>,
    /// Whether the reason was made from a comparison, and not by the emitter for this very case.
    computed: bool,
}

/// Judges every written setting and every default.
///
/// `original` was lowered from the source, `result` from what was emitted.
#[must_use]
pub fn judge(
    direction: Direction,
    written: Vec<Written>,
    original: &Deployment<'_>,
    result: &Deployment<'_>,
    emission: &Emission,
) -> Vec<Row> {
    let mut judge = Judge {
        direction,
        original,
        result,
        emission,
        index: Index::new(result, emission),
        outcomes: Outcomes::default(),
        defaults: Vec::new(),
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
    judge.outcomes.sort();
    let natives = natives(original);
    let mut rows: Vec<Row> = written.into_iter().map(|setting| judge.row(setting, &natives)).collect();
    rows.extend(judge.defaults);
    rows
}

/// Outcomes by setting.
#[derive(Debug, Default)]
struct Outcomes<'j> {
    list: Vec<(SettingId, Arc<Outcome<'j>>)>,
}

impl<'j> Outcomes<'j> {
    fn add(&mut self, from: &Sources, outcome: Outcome<'j>) {
        let outcome = Arc::new(outcome);
        self.list.extend(from.iter().map(|setting| (setting, Arc::clone(&outcome))));
    }

    /// Puts those of one setting side by side. Nothing can be found before.
    fn sort(&mut self) {
        self.list.sort_by_key(|(setting, _)| *setting);
    }

    /// Those of one setting, in the order in which they were added.
    fn of(&self, setting: SettingId) -> &[(SettingId, Arc<Outcome<'j>>)] {
        let start = self.list.partition_point(|(other, _)| *other < setting);
        let count = self.list[start..].iter().take_while(|(other, _)| *other == setting).count();
        &self.list[start..start + count]
    }
}

/// What is looked up once for each leaf of each service: a search would make a thousand services a million.
struct Index<'j, 'b> {
    /// The services that were read back, by name.
    services: BTreeMap<&'j str, (usize, &'j Service<'b>)>,
    /// The lines that spell something, those of one leaf side by side.
    spelled: Vec<(What, &'j Arc<Into>)>,
    /// The note on what is not spelled.
    unspelled: BTreeMap<What, &'j Unspelled>,
}

impl<'j, 'b> Index<'j, 'b> {
    fn new(result: &'j Deployment<'b>, emission: &'j Emission) -> Self {
        let mut spelled: Vec<_> = emission.spelled.iter().map(|one| (one.what, &one.line)).collect();
        spelled.sort_by_key(|(what, _)| *what);
        let mut index = Self { services: BTreeMap::new(), spelled, unspelled: BTreeMap::new() };
        for (at, service) in result.services.iter().enumerate() {
            index.services.entry(service.name.as_str()).or_insert((at, service));
        }
        for note in &emission.unspelled {
            let known = index.unspelled.entry(note.what).or_insert(note);
            // What a person has to do comes before what is only worth knowing.
            if note.manual && !known.manual {
                *known = note;
            }
        }
        index
    }

    /// The lines that spell something.
    fn lines_of(&self, what: What) -> &[(What, &'j Arc<Into>)] {
        let start = self.spelled.partition_point(|(other, _)| *other < what);
        let count = self.spelled[start..].iter().take_while(|(other, _)| *other == what).count();
        &self.spelled[start..start + count]
    }
}

/// A service that stands for one of the original, as it is written or read back.
struct Counterpart<'j, 'a, 'b> {
    /// What it stands for, where that is one instance of the original.
    instance: Option<Service<'a>>,
    result: &'j Service<'b>,
}

struct Judge<'j, 'a, 'b> {
    direction: Direction,
    original: &'j Deployment<'a>,
    result: &'j Deployment<'b>,
    emission: &'j Emission,
    index: Index<'j, 'b>,
    outcomes: Outcomes<'j>,
    defaults: Vec<Row>,
}

impl<'j, 'a, 'b> Judge<'j, 'a, 'b> {
    /// The services that stand for one of the original.
    fn counterparts(&self, index: usize) -> Vec<Counterpart<'j, 'a, 'b>> {
        let service = &self.original.services[index];
        let one = |at: Option<usize>, result| Counterpart {
            instance: at.map(|at| service.of_instance(at)),
            result,
        };
        let names = &self.emission.names[index].services;
        let found = |name: &String| self.index.services.get(name.as_str()).map(|(_, service)| *service);
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
        let service = &self.original.services[index];
        let counterparts = self.counterparts(index);
        let expected = self.emission.names[index].services.len();
        for leaf in Leaf::ALL.iter().copied() {
            let from = service.from(leaf);
            let is_like = |judge: &Self| judge.differing(leaf, service, &counterparts).is_none();
            // One program for each instance, all of them there: the same processes.
            let is_each = leaf == Leaf::Instances && expected > 1;
            if from.is_default() {
                let is_kept = match leaf {
                    Leaf::Order => ordered[index],
                    Leaf::Membership => true,
                    _ => is_each || is_like(self),
                };
                if !is_kept {
                    self.default_row(index, leaf, &counterparts);
                }
                continue;
            }
            let differs = match leaf {
                Leaf::Order if !ordered[index] => Some(
                    "The services that are started before it are not the same, or not in the same order."
                        .into(),
                ),
                Leaf::Order if !stopped => {
                    // The first member has no line of its own, but its place is kept by the lines of the others.
                    let into = self.lines_of(What::Leaf(index, leaf));
                    let reason = Some(self.way_to_stop().into());
                    let verdict = Verdict::Approximate;
                    self.outcomes
                        .add(from, Outcome { verdict, reason, into, leaf: Some(leaf), computed: false });
                    continue;
                }
                Leaf::Order => None,
                Leaf::Membership => self.membership_differs(index, &counterparts),
                _ if is_each && counterparts.len() == expected => None,
                _ => self.differs(leaf, service, &counterparts),
            };
            self.settle(What::Leaf(index, leaf), from, differs);
        }
    }

    /// The counterpart in which a leaf differs, with what it should be; a wrapped none where there is no counterpart at all.
    fn differing<'s>(
        &self,
        leaf: Leaf,
        service: &'s Service<'a>,
        counterparts: &'s [Counterpart<'j, 'a, 'b>],
    ) -> Option<Option<(&'s Service<'a>, &'s Service<'b>)>> {
        if counterparts.is_empty() {
            return Some(None);
        }
        let mut pairs = counterparts.iter().map(|one| (one.instance.as_ref().unwrap_or(service), one.result));
        pairs.find(|(original, result)| !equivalent::same(leaf, original, result)).map(Some)
    }

    /// How a leaf differs in one of the counterparts.
    fn differs(
        &self,
        leaf: Leaf,
        service: &Service<'a>,
        counterparts: &[Counterpart<'j, 'a, 'b>],
    ) -> Option<Words> {
        Some(match self.differing(leaf, service, counterparts)? {
            Some((original, result)) => difference::sentence(leaf, original, result).into(),
            None => "Nothing of the service was written.".into(),
        })
    }

    fn membership_differs(&self, index: usize, counterparts: &[Counterpart<'j, 'a, 'b>]) -> Option<Words> {
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
        (!alike).then(|| "It is not a member of the same groups.".into())
    }

    /// For each service, whether the same services are started before it.
    fn orders_alike(&self) -> Vec<bool> {
        let before = self.original.steps();
        let after = self.result.steps();
        let step_of = |index: usize| {
            let name = self.emission.names[index].services.first();
            name.and_then(|name| self.index.services.get(name.as_str())).map(|(at, _)| after[*at])
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
        let differs = |alike: bool, words: &'static str| (!alike).then_some(Words::Borrowed(words));
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
    fn settle(&mut self, what: What, from: &Sources, differs: Option<Words>) {
        if from.is_default() {
            return;
        }
        let into = self.lines_of(what);
        let lost = if into.is_empty() { Verdict::Dropped } else { Verdict::Approximate };
        let (verdict, reason, computed): (_, Option<Cow<'j, str>>, _) =
            match (self.index.unspelled.get(&what), differs) {
                (Some(note), _) => {
                    let verdict = if note.manual { Verdict::Manual } else { lost };
                    (verdict, Some(Cow::Borrowed(&note.reason)), false)
                }
                (None, None) => (Verdict::Exact, None, true),
                (None, Some(reason)) => (lost, Some(reason), true),
            };
        let leaf = match what {
            What::Leaf(_, leaf) => Some(leaf),
            _ => None,
        };
        self.outcomes.add(from, Outcome { verdict, reason, into, leaf, computed });
    }

    /// The lines that spell something, each once.
    fn lines_of(&self, what: What) -> Vec<Arc<Into>> {
        let mut lines = Lines::default();
        self.index.lines_of(what).iter().for_each(|(_, line)| lines.add(line));
        lines.all
    }

    fn default_row(&mut self, index: usize, leaf: Leaf, counterparts: &[Counterpart<'j, 'a, 'b>]) {
        let service = &self.original.services[index];
        let (what, row) = (What::Leaf(index, leaf), table::default(self.direction, leaf));
        let spelled = !self.index.lines_of(what).is_empty();
        // What was written for this very case says more than the table can, and that more than a comparison.
        let noted = self.index.unspelled.get(&what).map(|note| Words::Owned(note.reason.clone()));
        let reason = noted
            .or_else(|| row.map(|row| Words::Borrowed(row.reason)))
            .or_else(|| self.differs(leaf, service, counterparts));
        self.defaults.push(Row {
            setting: None,
            default: Some(DefaultOf {
                service: index,
                name: service.name.clone(),
                leaf,
                setting: row.map_or_else(|| leaf.name(), |row| row.setting),
            }),
            verdict: if spelled { Verdict::Approximate } else { Verdict::Dropped },
            risk: row.map_or(Risk::Behaviour, |row| row.risk),
            reason,
            into: Vec::new(),
        });
    }

    /// What is at stake where only some of a setting's leaves are not kept: no more than with these. `User=` says who runs the
    /// program, which is a matter of security, and what HOME is, which is not.
    fn risk_of<'o>(&self, whole: Risk, outcomes: impl Iterator<Item = &'o Arc<Outcome<'j>>> + Clone) -> Risk
    where
        'j: 'o,
    {
        let differs = |outcome: &&Arc<Outcome<'_>>| outcome.verdict != Verdict::Exact;
        if outcomes.clone().all(|outcome| differs(&outcome)) {
            return whole;
        }
        let of_leaf = |outcome: &Arc<Outcome<'_>>| {
            outcome.leaf.and_then(|leaf| table::default(self.direction, leaf)).map_or(whole, |row| row.risk)
        };
        let parts = outcomes.filter(differs).map(of_leaf).max();
        // A difference that somebody sees is one of behaviour at least.
        parts.map_or(whole, |risk| risk.max(Risk::Behaviour).min(whole))
    }

    /// The row of a written setting.
    fn row(&self, setting: Written, natives: &BTreeMap<SettingId, &Native>) -> Row {
        let table = table::row(self.direction, setting.table_section, setting.table_name);
        let id = setting.id;
        let native = natives.get(&id).copied();
        let is_for_a_person = native.zip(table).is_some_and(|(native, row)| is_manual(row, &setting, native));
        let finish = |verdict: Verdict, risk: Risk, reason: Option<Words>, into: Vec<Arc<Into>>| Row {
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
                return finish(Verdict::Dropped, Risk::None, Some(overridden(manager)), Vec::new());
            }
            Some(NativeReason::InvalidValue) => {
                let reason =
                    format!("{manager} cannot read the value and ignores the line; so does the translation.");
                return finish(Verdict::Dropped, Risk::None, Some(reason.into()), Vec::new());
            }
            Some(NativeReason::WithoutEffect) => {
                let reason = format!("It has no effect under {manager} here, so there is nothing to keep.");
                return finish(Verdict::Dropped, Risk::None, Some(reason.into()), Vec::new());
            }
            Some(NativeReason::UnknownName | NativeReason::UnknownSection | NativeReason::Table) => {
                let verdict = if is_for_a_person { Verdict::Manual } else { Verdict::Dropped };
                let reason = table.map_or_else(no_reason, |row| Words::Borrowed(row.reason));
                return finish(verdict, risk, Some(reason), Vec::new());
            }
            None => {}
        }
        let outcomes = self.outcomes.of(id);
        if outcomes.is_empty() {
            // Law 3: every setting decides a leaf, is a native row, or is ignored. A hole in that is a bug, and is shown as
            // something to look at, never as silence.
            return finish(Verdict::Manual, risk, Some(no_reason()), Vec::new());
        }
        let outcomes = || outcomes.iter().map(|(_, outcome)| outcome);
        let worst = outcomes().map(|outcome| outcome.verdict).max().unwrap_or(Verdict::Exact);
        let mut reasons: Vec<&str> = Vec::new();
        let mut into = Lines::default();
        for outcome in outcomes() {
            outcome.into.iter().for_each(|line| into.add(line));
            let counts = outcome.verdict == worst || (outcome.verdict != Verdict::Exact && outcome.computed);
            if let Some(reason) =
                outcome.reason.as_deref().filter(|reason| counts && !reasons.contains(reason))
            {
                reasons.push(reason);
            }
        }
        let dropped = worst == Verdict::Dropped && outcomes().all(|outcome| outcome.computed);
        let reason = match table {
            _ if worst == Verdict::Exact => None,
            // Nothing was written for it: what the table says is more than a comparison can.
            Some(row) if dropped => Some(Words::Borrowed(row.reason)),
            _ => Some(reasons.join(" ").into()),
        };
        // What is dropped left no line, even if another leaf of the setting has one.
        let into = if worst == Verdict::Dropped { Vec::new() } else { into.all };
        finish(worst, self.risk_of(risk, outcomes()), reason, into)
    }
}

/// Lines, each once.
#[derive(Debug, Default)]
struct Lines {
    all: Vec<Arc<Into>>,
    /// The same, once there are many.
    known: BTreeSet<Arc<Into>>,
}

impl Lines {
    fn add(&mut self, line: &Arc<Into>) {
        const MANY: usize = 8;
        let is_known = if self.all.len() < MANY {
            self.all.contains(line)
        } else {
            if self.known.is_empty() {
                self.known.extend(self.all.iter().cloned());
            }
            !self.known.insert(Arc::clone(line))
        };
        if !is_known {
            self.all.push(Arc::clone(line));
        }
    }
}

/// Why a setting that a later one takes the place of is not kept.
pub(super) fn overridden(manager: &str) -> Words {
    format!("{manager} ignores it: a later line sets the same again.").into()
}

pub(super) const fn no_reason() -> Words {
    Cow::Borrowed("sysvisor could not tell what became of it: compare it by hand, and report it as a bug.")
}
