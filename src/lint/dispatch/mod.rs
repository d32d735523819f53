//! Which rules a walk calls for what: the registry, inverted once per run.

mod lists;

use super::context::{
    ConfigContext, EntryContext, SectionContext, ServiceContext, UnitContext, UnitEntryContext, UnitsContext,
};
use super::glance::Glance;
use super::select::Selection;
use super::sink::Sink;
use super::whole_units::{UnitRuleSet, WholeUnits};
use super::{Entries, LooksAt, Rule, registry};
use crate::byte_marks::ByteMarks;
use crate::supervisord::config::Entry;
use crate::supervisord::options::{self, NameSet, SectionKind};
use crate::systemd::directives;
use crate::systemd::unit::UnitEntry;
use lists::{ByKind, Lists};

type EntryCheck = for<'a> fn(&EntryContext<'a>, &mut Sink);
type SectionCheck = for<'a> fn(&SectionContext<'a>, &mut Sink);
type ConfigCheck = for<'a> fn(&ConfigContext<'a>, &mut Sink);
type UnitEntryCheck = for<'a> fn(&UnitEntryContext<'a>, &mut Sink);
type UnitsCheck = for<'a> fn(&UnitsContext<'a>, &mut Sink);
type MayConcern = fn(&Glance) -> bool;
type ServiceCheck = for<'a> fn(&ServiceContext<'a>, &mut Sink);

/// The selected rules for supervisord configurations.
#[derive(Debug)]
pub(crate) struct ConfigRules {
    entries: ByKind<EntryCheck>,
    settings: Lists<EntryCheck>,
    sections: Lists<(NameSet, SectionCheck)>,
    commands: Vec<(MayConcern, SectionCheck)>,
    configs: Vec<ConfigCheck>,
    services: ServiceRules,
}

/// The selected rules for units.
#[derive(Debug)]
pub(crate) struct UnitRules {
    entries: ByKind<UnitEntryCheck>,
    directives: Lists<UnitEntryCheck>,
    units: WholeUnits,
    deployments: Vec<UnitsCheck>,
    services: ServiceRules,
}

/// The selected rules for services of either manager.
#[derive(Debug, Default)]
struct ServiceRules(Vec<(MayConcern, ServiceCheck)>);

/// The key in [`ConfigRules::sections`] of the rules for sections that supervisord ignores.
const NO_KIND: usize = SectionKind::ALL.len();

impl ConfigRules {
    pub(crate) fn new(selection: &Selection) -> Self {
        let mut rules = Self {
            entries: ByKind::default(),
            settings: Lists::new(options::Name::COUNT),
            sections: Lists::new(NO_KIND + 1),
            commands: Vec::new(),
            configs: Vec::new(),
            services: ServiceRules::default(),
        };
        for rule in backwards() {
            let is_selected = || selection.calls(rule);
            match rule.looks_at {
                LooksAt::Entry(which, check) if is_selected() => rules.entries.put(which, check),
                LooksAt::Setting(names, check) if is_selected() => {
                    names.iter().for_each(|name| rules.settings.put(*name as usize, check));
                }
                LooksAt::Section([], check) if is_selected() => {
                    let put = |kind| rules.sections.put(kind, (NameSet::new(), check));
                    (0..=NO_KIND).for_each(put);
                }
                LooksAt::Section(kinds, check) if is_selected() => {
                    let put =
                        |kind: &SectionKind| rules.sections.put(*kind as usize, (NameSet::new(), check));
                    kinds.iter().for_each(put);
                }
                LooksAt::Program(names, check) if is_selected() => {
                    let names = NameSet::of(names);
                    let kinds = SectionKind::ALL.into_iter().filter(|kind| kind.runs_processes());
                    kinds.for_each(|kind| rules.sections.put(kind as usize, (names, check)));
                }
                LooksAt::Command(glance, check) if is_selected() => rules.commands.push((glance, check)),
                LooksAt::Config(check) if is_selected() => rules.configs.push(check),
                LooksAt::Service(glance, check) if is_selected() => rules.services.0.push((glance, check)),
                _ => {}
            }
        }
        rules
    }

    /// Whether an entry could concern any rule: most concern none and need no context.
    pub(crate) fn want_entry(&self, entry: &Entry<'_>, is_again: bool) -> bool {
        self.entries.want(kinds(entry, is_again))
            || entry.row.is_some_and(|row| self.settings.has(row.name as usize))
    }

    pub(crate) fn entry(&self, context: &EntryContext<'_>, sink: &mut Sink) {
        let kinds = kinds(&context.entry, context.replaces.is_some());
        self.entries.each(kinds, |check| check(context, sink));
        if let Some(row) = context.entry.row {
            self.settings.of(row.name as usize).for_each(|check| check(context, sink));
        }
    }

    pub(crate) fn section(&self, context: &SectionContext<'_>, sink: &mut Sink) {
        let kind = context.section.kind.map_or(NO_KIND, |kind| kind as usize);
        let set = context.settings.names();
        let concerns = self.sections.of(kind).filter(|(names, _)| set.has_all(*names));
        concerns.for_each(|(_, check)| check(context, sink));
    }

    /// Checks the command of a section that makes processes.
    pub(crate) fn command(&self, glance: &Glance, context: &SectionContext<'_>, sink: &mut Sink) {
        for (_, check) in self.commands.iter().filter(|(may_concern, _)| may_concern(glance)) {
            check(context, sink);
        }
    }

    pub(crate) fn config(&self, context: &ConfigContext<'_>, sink: &mut Sink) {
        self.configs.iter().for_each(|check| check(context, sink));
    }

    /// Whether a service could concern any rule.
    pub(crate) fn wants_service(&self, glance: &Glance) -> bool {
        self.services.want(glance)
    }

    pub(crate) fn service(&self, glance: &Glance, context: &ServiceContext<'_>, sink: &mut Sink) {
        self.services.check(glance, context, sink);
    }
}

/// Whether there is anything between a value and the end of its line.
fn is_loose(entry: &UnitEntry<'_>) -> bool {
    let end = entry.item.value.end;
    entry.item.end > end + 1 || matches!(entry.bytes.get(end as usize), Some(b' ' | b'\t'))
}

fn kinds(entry: &Entry<'_>, is_again: bool) -> u16 {
    Entries::All.when(true)
        | Entries::Unknown.when(entry.row.is_none())
        | Entries::Again.when(is_again)
        | Entries::Continued.when(entry.item.is_multiline())
}

/// The kinds of a unit's entry that the bytes of its value decide. Joining the lines of a value adds none of these
/// bytes.
static SIGNS: ByteMarks = ByteMarks::new(&[
    (b"%", Entries::Percent.when(true)),
    (b"#;", Entries::CommentSign.when(true)),
    (b",", Entries::Comma.when(true)),
    (b"$~", Entries::Replaced.when(true)),
]);

impl UnitRules {
    pub(crate) fn new(selection: &Selection) -> Self {
        let mut rules = Self {
            entries: ByKind::default(),
            directives: Lists::new(directives::Name::COUNT),
            units: WholeUnits::new(),
            deployments: Vec::new(),
            services: ServiceRules::default(),
        };
        for rule in backwards() {
            let is_selected = || selection.calls(rule);
            match rule.looks_at {
                LooksAt::UnitEntry(which, check) if is_selected() => rules.entries.put(which, check),
                LooksAt::Directive(names, check) if is_selected() => {
                    names.iter().for_each(|name| rules.directives.put(*name as usize, check));
                }
                LooksAt::Unit(_, check) => rules.units.put(check, is_selected()),
                LooksAt::Units(check) if is_selected() => rules.deployments.push(check),
                LooksAt::Service(glance, check) if is_selected() => rules.services.0.push((glance, check)),
                _ => {}
            }
        }
        rules
    }

    /// Returns the kinds that the directive and the value of an entry alone decide.
    pub(crate) fn kinds(context: &UnitEntryContext<'_>) -> u16 {
        let entry = &context.entry;
        let value = entry.item.value.slice(entry.bytes);
        SIGNS.of(value)
            | Entries::All.when(true)
            | Entries::Unknown.when(entry.row.is_none())
            | Entries::Empty.when(value.is_empty())
            | Entries::Digit.when(value.first().is_some_and(u8::is_ascii_digit))
            | Entries::Quote.when(matches!(value.first(), Some(b'"' | b'\'')))
            | Entries::New.when(entry.row.is_some_and(|row| !row.is_known_to(context.release())))
    }

    /// Calls the rules for an entry of these [`UnitRules::kinds`].
    pub(crate) fn entry(&self, kinds: u16, context: &UnitEntryContext<'_>, sink: &mut Sink) {
        let entry = &context.entry;
        let is_multiline = entry.item.is_multiline();
        let kinds = kinds
            | Entries::Continued.when(is_multiline)
            | Entries::Loose.when(is_multiline || is_loose(entry));
        self.entries.each(kinds, |check| check(context, sink));
        if let Some(row) = context.entry.row {
            self.directives.of(row.name as usize).for_each(|check| check(context, sink));
        }
    }

    /// The rules that look at every unit.
    pub(crate) const fn of_every_unit(&self) -> UnitRuleSet {
        self.units.of_every()
    }

    /// The rules that look at a unit which sets this directive.
    #[inline]
    pub(crate) fn of_unit_with(&self, directive: directives::Name) -> UnitRuleSet {
        self.units.of(directive)
    }

    /// Calls the rules of the set for a unit.
    pub(crate) fn unit(&self, set: UnitRuleSet, context: &UnitContext<'_>, sink: &mut Sink) {
        self.units.each(set, |check| check(context, sink));
    }

    /// The same rules, with those for units called for every unit.
    #[cfg(test)]
    pub(crate) fn unfiltered(mut self) -> Self {
        self.units = self.units.unfiltered();
        self
    }

    pub(crate) fn units(&self, context: &UnitsContext<'_>, sink: &mut Sink) {
        self.deployments.iter().for_each(|check| check(context, sink));
    }

    /// Whether a service could concern any rule.
    pub(crate) fn wants_service(&self, glance: &Glance) -> bool {
        self.services.want(glance)
    }

    pub(crate) fn service(&self, glance: &Glance, context: &ServiceContext<'_>, sink: &mut Sink) {
        self.services.check(glance, context, sink);
    }
}

impl ServiceRules {
    fn want(&self, glance: &Glance) -> bool {
        self.0.iter().any(|(may_concern, _)| may_concern(glance))
    }

    fn check(&self, glance: &Glance, context: &ServiceContext<'_>, sink: &mut Sink) {
        for (_, check) in self.0.iter().filter(|(may_concern, _)| may_concern(glance)) {
            check(context, sink);
        }
    }
}

/// All rules in reverse order, since [`Lists::put`] prepends. Whether a rule is selected is asked only if it looks at
/// the right kind of thing: that is the most expensive question at start-up.
fn backwards() -> impl Iterator<Item = &'static Rule> {
    registry::RULES.iter().rev().copied()
}
