//! Turns comparisons into rows: one for each written setting, and one for each default that differs.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::comparison::{Counterpart, ServiceComparison};
use super::difference::sentence;
use super::index::{Index, Numbers, natives};
use super::notes;
use super::outcomes::{Outcome, Outcomes, Why};
use super::rows::TextCache;
use super::table;
use super::{DefaultOf, Direction, Lines, Risk, Row, Subject, Verdict, Written};
use crate::emission::{Emission, Loss, Property, Unspelled};
use crate::ir::{Deployment, GroupIndex, Instances, Leaf, Output, Service, SettingId, SettingIds};
use crate::reason::Reason;

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
    /// The usual number of defaults that differ for a service.
    const DEFAULTS: usize = 6;
    let combined = notes::combined(&emission.unspelled, emission.names.len());
    let mut judge = Judge {
        direction,
        original,
        result,
        groups: GroupIndex::of(original),
        result_groups: GroupIndex::of(result),
        emission,
        index: Index::new(result, emission, &combined),
        numbers: Numbers::of(&written),
        outcomes: Outcomes::for_settings(written.len()),
        defaults: Vec::with_capacity(original.services.len() * DEFAULTS),
    };
    let steps = original.steps();
    let ordered = judge.orders_alike(&steps);
    for (index, stopped) in judge.stops_alike(&steps).into_iter().enumerate() {
        judge.service(index, ordered[index], stopped);
    }
    for index in 0..original.groups.len() {
        judge.group(index, &ordered);
    }
    for (index, listener) in original.listeners.iter().enumerate() {
        judge.settle(Property::Listener(index), &listener.from, None);
        judge.settle(Property::ListenerUser(index), &listener.user.from, None);
    }
    for (index, wait) in original.waits.iter().enumerate() {
        judge.settle(Property::Waits(index), &wait.from, None);
    }
    judge.outcomes.sort(written.len());
    let natives = natives(original, &written, &judge.numbers);
    let mut cache = TextCache::default();
    let mut rows = Vec::with_capacity(written.len() + judge.defaults.len());
    for setting in written {
        let number = judge.numbers.get(setting.id);
        rows.push(judge.row(setting, number, number.and_then(|number| natives[number]), &mut cache));
    }
    rows.extend(judge.defaults.into_iter().map(Differing::into_row));
    rows
}

/// Both deployments, and the findings so far.
pub(super) struct Judge<'j, 'a, 'b> {
    pub(super) direction: Direction,
    pub(super) original: &'j Deployment<'a>,
    pub(super) result: &'j Deployment<'b>,
    pub(super) groups: GroupIndex<'j>,
    /// The groups of the result.
    pub(super) result_groups: GroupIndex<'j>,
    pub(super) emission: &'j Emission,
    pub(super) index: Index<'j, 'b>,
    numbers: Numbers,
    pub(super) outcomes: Outcomes<'j, 'a, 'b>,
    defaults: Vec<Differing>,
}

/// A default that differs. Its row is twice as large and is built only when it is moved to its final place.
struct Differing {
    of: DefaultOf,
    verdict: Verdict,
    risk: Risk,
    reason: Option<Reason>,
}

impl Differing {
    fn into_row<'w>(self) -> Row<'w> {
        let Self { of, verdict, risk, reason } = self;
        Row { subject: Subject::Default(of), verdict, risk, reason, into: Lines::default() }
    }
}

impl<'j, 'a, 'b> Judge<'j, 'a, 'b> {
    /// The services that were emitted for one of the original.
    fn counterparts(&self, index: usize) -> Vec<Counterpart<'j, 'a, 'b>> {
        let service = &self.original.services[index];
        let one = |at: Option<usize>, result| Counterpart {
            instance: at.map(|at| Box::new(service.for_instance(at))),
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
                // A template with a single instance becomes a service without instances.
                found(name).map(|other| one(is_only(other).then_some(0), other)).into_iter().collect()
            }
            several => {
                let services = several.iter().enumerate();
                services.filter_map(|(at, name)| Some(one(Some(at), found(name)?))).collect()
            }
        }
    }

    fn service(&mut self, index: usize, is_ordered: bool, stops_alike: bool) {
        let original: &'j Deployment<'a> = self.original;
        let one = ServiceComparison {
            index,
            service: &original.services[index],
            expected: self.emission.names[index].services.len(),
            counterparts: self.counterparts(index),
            is_ordered,
            stops_alike,
        };
        let mut name = None;
        let spelled = self.index.sort_by_leaf(index);
        for leaf in Leaf::ALL.iter().copied() {
            let lines = spelled.of(leaf);
            if !one.service.from(leaf).is_default() {
                self.written_leaf(&one, leaf, lines);
            } else if !self.keeps_default(&one, leaf) || self.needs_manual_work(index, leaf) {
                // What has to be done by hand is reported even if the placeholder that was emitted is equivalent.
                self.default_row(&one, leaf, !lines.is_empty(), &mut name);
            }
        }
    }

    /// Whether a leaf that no setting decided needs no row.
    fn keeps_default(&self, one: &ServiceComparison<'j, 'a, 'b>, leaf: Leaf) -> bool {
        match leaf {
            Leaf::Order => one.is_ordered,
            Leaf::Membership => true,
            // A file that asks for variables is reported with the setting that needs them.
            Leaf::EnvironmentFiles if self.direction == Direction::ToSystemd => true,
            // If it differs, the cause is a setting that the model does not hold, which is reported itself.
            Leaf::StopCommands => true,
            // It is reported together with the other processes that are left behind.
            Leaf::OutOfMemory
                if one.service.from(Leaf::StopSurvivors).is_default()
                    && !one.is_equivalent(Leaf::StopSurvivors) =>
            {
                true
            }
            // If a socket is not opened any more, its properties are lost with it.
            Leaf::ListensOwner | Leaf::ListensMode | Leaf::ListensBacklog
                if one.counterparts.iter().all(|one| one.result.listens.value.is_none()) =>
            {
                true
            }
            _ => one.is_split(leaf) || one.is_equivalent(leaf),
        }
    }

    /// Judges a leaf that settings decided.
    fn written_leaf(&mut self, one: &ServiceComparison<'j, 'a, 'b>, leaf: Leaf, lines: Range<usize>) {
        let from = one.service.from(leaf);
        let said = |words: &'static str| Why::Reason(Reason::Static(words));
        let differs = match leaf {
            Leaf::Order if !one.is_ordered => {
                Some(said("The services started before it are not the same, or not in the same order."))
            }
            Leaf::Order if !one.stops_alike => {
                // The first member has no line of its own, but the lines of the others preserve its position.
                let why = said(self.stop_difference());
                let (verdict, max_risk) = (Verdict::Approximate, Risk::Security);
                let outcome = Outcome { verdict, why, lines, leaf: Some(leaf), computed: false, max_risk };
                return self.outcomes.add(from, &self.numbers, outcome);
            }
            Leaf::Order => None,
            Leaf::Membership => self
                .membership_differs(one.index, &one.counterparts)
                .then(|| said("It is not a member of the same groups.")),
            _ if one.is_split(leaf) && one.counterparts.len() == one.expected => None,
            _ => one.differs(leaf),
        };
        let is_file = |output: &Output<'_>| matches!(output, Output::File(_) | Output::FileAndJournal(_));
        let max_risk = match leaf {
            // supervisord shows EXITED after any ending. Only an event listener sees the difference, and units have none.
            Leaf::Expected if self.direction == Direction::ToSupervisord => Risk::None,
            // Output that did not go to a file of its own cannot lose one.
            Leaf::Stdout if !is_file(&one.service.stdout.value) => Risk::Behaviour,
            Leaf::Stderr if !is_file(&one.service.stderr.value) => Risk::Behaviour,
            _ => Risk::Security,
        };
        let what = (Property::Leaf(one.index, leaf), max_risk);
        // Several settings with variables of their own, some of which may be kept.
        if leaf == Leaf::EnvironmentAssignments && from.only().is_none() {
            let differs = differs.map(|why| (why, one.lost_variables()));
            return self.settle_each(what, from, differs, lines);
        }
        self.settle_leaf(what, from, differs, lines);
    }

    /// Assigns the outcome of a subject to the settings that decided it.
    pub(super) fn settle(&mut self, what: Property, from: &SettingIds, differs: Option<Why<'j, 'a, 'b>>) {
        if !from.is_default() {
            let lines = self.index.lines_of(what);
            self.settle_leaf((what, Risk::Security), from, differs, lines);
        }
    }

    /// The same with known lines and a known upper bound of the risk.
    fn settle_leaf(
        &mut self,
        (what, max_risk): (Property, Risk),
        from: &SettingIds,
        differs: Option<Why<'j, 'a, 'b>>,
        lines: Range<usize>,
    ) {
        let note = self.index.note(what);
        if note.is_some_and(|note| note.setting.is_some()) {
            return self.settle_each((what, max_risk), from, None, lines);
        }
        let lost = if lines.is_empty() { Verdict::Dropped } else { Verdict::Approximate };
        let (verdict, why, computed, max_risk) = match (note, differs) {
            (Some(note), _) => {
                let verdict = if note.is_by_hand() { Verdict::Manual } else { lost };
                let max_risk =
                    if note.loss == Loss::Slight { max_risk.min(Risk::Behaviour) } else { max_risk };
                (verdict, Why::Reason(note.reason.clone()), false, max_risk)
            }
            (None, None) => (Verdict::Exact, Why::Kept, true, max_risk),
            (None, Some(why)) => (lost, why, true, max_risk),
        };
        let leaf = match what {
            Property::Leaf(_, leaf) => Some(leaf),
            _ => None,
        };
        self.outcomes.add(from, &self.numbers, Outcome { verdict, why, lines, leaf, computed, max_risk });
    }

    /// The same for settings that have a part each: some have to be completed, some are kept, others are not. `differs` is
    /// the reason, and the settings that it applies to.
    fn settle_each(
        &mut self,
        (what, max_risk): (Property, Risk),
        from: &SettingIds,
        differs: Option<(Why<'j, 'a, 'b>, BTreeSet<SettingId>)>,
        lines: Range<usize>,
    ) {
        let note = self.index.note(what);
        // Something that was added belongs to none of the settings.
        let is_for_all = match note {
            Some(note) => note.setting.is_none(),
            None => differs.as_ref().is_some_and(|(_, lost)| lost.is_empty()),
        };
        if is_for_all {
            return self.settle_leaf((what, max_risk), from, differs.map(|(why, _)| why), lines);
        }
        let leaf = match what {
            Property::Leaf(_, leaf) => Some(leaf),
            _ => None,
        };
        for setting in from.iter() {
            let own = self.index.lines_from(&lines, setting);
            let (verdict, why) = match (self.index.note_on(what, setting), &differs) {
                (Some(note), _) => (Verdict::Manual, Why::Reason(note.reason.clone())),
                (None, Some((why, lost))) if lost.contains(&setting) => {
                    (if own.is_empty() { Verdict::Dropped } else { Verdict::Approximate }, why.clone())
                }
                (None, _) => (Verdict::Exact, Why::Kept),
            };
            // One outcome per range of lines, but at least one.
            let none = own.is_empty().then_some(lines.start..lines.start);
            for lines in own.into_iter().chain(none) {
                let outcome = Outcome { verdict, why: why.clone(), lines, leaf, computed: false, max_risk };
                self.outcomes.add(&SettingIds::one(setting), &self.numbers, outcome);
            }
        }
    }

    /// Whether something that no setting decides has to be completed by hand. That a service waits for this is not a
    /// separate task.
    fn needs_manual_work(&self, index: usize, leaf: Leaf) -> bool {
        let note = self.index.note(Property::Leaf(index, leaf));
        !matches!(leaf, Leaf::Start | Leaf::Membership) && note.is_some_and(Unspelled::is_by_hand)
    }

    /// `name` caches the name of the service.
    fn default_row(
        &mut self,
        one: &ServiceComparison<'j, 'a, 'b>,
        leaf: Leaf,
        spelled: bool,
        name: &mut Option<Arc<str>>,
    ) {
        let (index, service) = (one.index, one.service);
        let (what, row) = (Property::Leaf(index, leaf), table::default(self.direction, leaf));
        // A note for this case says more than the table, and the table says more than a comparison.
        let noted = self.index.note(what).map(|note| note.reason.clone());
        let reason = noted.or_else(|| row.map(|row| Reason::Static(row.reason))).or_else(|| {
            Some(match one.differs(leaf)? {
                Why::Reason(reason) => reason,
                Why::Differs(original, result) => sentence(leaf, original, result).into(),
                Why::Kept => return None,
            })
        });
        // Two units of one name become two programs, which the names of the programs distinguish.
        let own = || match self.emission.names[index].services.as_slice() {
            [program] if self.direction == Direction::ToSupervisord => program.as_str(),
            _ => service.name.as_str(),
        };
        let name = name.get_or_insert_with(|| Arc::from(own()));
        self.defaults.push(Differing {
            of: DefaultOf {
                service: index,
                name: Arc::clone(name),
                leaf,
                setting: row.map_or_else(|| leaf.name(), |row| row.setting),
            },
            verdict: if spelled { Verdict::Approximate } else { Verdict::Dropped },
            risk: row.map_or(Risk::Behaviour, |row| row.risk),
            reason,
        });
    }
}
