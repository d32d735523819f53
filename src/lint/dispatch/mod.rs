//! Which rules a walk calls for what: the registry, inverted once per run.

mod lists;

use super::context::{
    ConfigContext, EntryContext, SectionContext, ServiceContext, UnitContext, UnitEntryContext, UnitsContext,
};
use super::prefilter::CommandFeatures;
use super::select::Selection;
use super::sink::Sink;
use super::whole_units::{UnitRuleSet, WholeUnits};
use super::{EntryKind, LooksAt, Rule, registry};
use crate::supervisord::config::Entry;
use crate::supervisord::options::{self, NameSet, SectionKind};
use crate::systemd::directives;
use crate::systemd::unit::UnitEntry;
use crate::text::byte_marks::ByteMarks;
use lists::{ByKind, CheckLists};

type EntryCheck = for<'a> fn(&EntryContext<'a>, &mut Sink);
type SectionCheck = for<'a> fn(&SectionContext<'a>, &mut Sink);
type ConfigCheck = for<'a> fn(&ConfigContext<'a>, &mut Sink);
type UnitEntryCheck = for<'a> fn(&UnitEntryContext<'a>, &mut Sink);
type UnitsCheck = for<'a> fn(&UnitsContext<'a>, &mut Sink);
type MayConcern = fn(&CommandFeatures) -> bool;
type ServiceCheck = for<'a> fn(&ServiceContext<'a>, &mut Sink);

/// The selected rules for supervisord configurations.
#[derive(Debug)]
pub(crate) struct ConfigRules {
    entries: ByKind<EntryCheck>,
    settings: CheckLists<EntryCheck>,
    sections: CheckLists<(NameSet, SectionCheck)>,
    commands: Vec<(MayConcern, SectionCheck)>,
    configs: Vec<ConfigCheck>,
    services: ServiceRules,
}

/// The selected rules for units.
#[derive(Debug)]
pub(crate) struct UnitRules {
    entries: ByKind<UnitEntryCheck>,
    directives: CheckLists<UnitEntryCheck>,
    units: WholeUnits,
    fleets: Vec<UnitsCheck>,
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
            settings: CheckLists::new(options::Name::COUNT),
            sections: CheckLists::new(NO_KIND + 1),
            commands: Vec::new(),
            configs: Vec::new(),
            services: ServiceRules::default(),
        };
        for (rule, is_grouped) in rules_reversed() {
            let is_selected = || selection.calls(rule, is_grouped);
            match rule.looks_at {
                LooksAt::Entry(kind, check) if is_selected() => rules.entries.insert(kind, check),
                LooksAt::Setting(names, check) if is_selected() => {
                    names.iter().for_each(|name| rules.settings.insert(*name as usize, check));
                }
                LooksAt::Section([], check) if is_selected() => {
                    let insert = |kind| rules.sections.insert(kind, (NameSet::new(), check));
                    (0..=NO_KIND).for_each(insert);
                }
                LooksAt::Section(kinds, check) if is_selected() => {
                    let insert =
                        |kind: &SectionKind| rules.sections.insert(*kind as usize, (NameSet::new(), check));
                    kinds.iter().for_each(insert);
                }
                LooksAt::Program(names, check) if is_selected() => {
                    let names = NameSet::of(names);
                    let kinds = SectionKind::ALL.into_iter().filter(|kind| kind.runs_processes());
                    kinds.for_each(|kind| rules.sections.insert(kind as usize, (names, check)));
                }
                LooksAt::Command(features, check) if is_selected() => rules.commands.push((features, check)),
                LooksAt::Config(check) if is_selected() => rules.configs.push(check),
                LooksAt::Service(features, check) if is_selected() => {
                    rules.services.0.push((features, check));
                }
                _ => {}
            }
        }
        rules
    }

    /// Whether an entry could concern any rule: most concern none and need no context.
    pub(crate) fn want_entry(&self, entry: &Entry<'_>, overrides: bool) -> bool {
        self.entries.want(kinds(entry, overrides))
            || entry.row.is_some_and(|row| self.settings.has(row.name as usize))
    }

    pub(crate) fn entry(&self, context: &EntryContext<'_>, sink: &mut Sink) {
        let kinds = kinds(&context.entry, context.replaces.is_some());
        self.entries.each(kinds, |check| check(context, sink));
        if let Some(row) = context.entry.row {
            self.settings.get(row.name as usize).for_each(|check| check(context, sink));
        }
    }

    pub(crate) fn section(&self, context: &SectionContext<'_>, sink: &mut Sink) {
        let kind = context.section.kind.map_or(NO_KIND, |kind| kind as usize);
        let set = context.settings.names();
        let concerns = self.sections.get(kind).filter(|(names, _)| set.has_all(*names));
        concerns.for_each(|(_, check)| check(context, sink));
    }

    /// Checks the command of a section that makes processes.
    pub(crate) fn command(&self, features: &CommandFeatures, context: &SectionContext<'_>, sink: &mut Sink) {
        for (_, check) in self.commands.iter().filter(|(may_concern, _)| may_concern(features)) {
            check(context, sink);
        }
    }

    pub(crate) fn config(&self, context: &ConfigContext<'_>, sink: &mut Sink) {
        self.configs.iter().for_each(|check| check(context, sink));
    }

    /// Whether a service could concern any rule.
    pub(crate) fn wants_service(&self, features: &CommandFeatures) -> bool {
        self.services.want(features)
    }

    pub(crate) fn service(&self, features: &CommandFeatures, context: &ServiceContext<'_>, sink: &mut Sink) {
        self.services.check(features, context, sink);
    }
}

/// Whether there is anything between a value and the end of its line.
fn has_trailing_text(entry: &UnitEntry<'_>) -> bool {
    let end = entry.item.value.end;
    entry.item.end > end + 1 || matches!(entry.bytes.get(end as usize), Some(b' ' | b'\t'))
}

fn kinds(entry: &Entry<'_>, overrides: bool) -> u16 {
    EntryKind::All.bit_if(true)
        | EntryKind::Unknown.bit_if(entry.row.is_none())
        | EntryKind::Overriding.bit_if(overrides)
        | EntryKind::Continued.bit_if(entry.item.is_multiline())
}

/// The kinds of a unit's entry that the bytes of its value decide. Joining the lines of a value adds none of these
/// bytes.
static VALUE_KINDS: ByteMarks = ByteMarks::new(&[
    (b"%", EntryKind::Percent.bit_if(true)),
    (b"#;", EntryKind::CommentSign.bit_if(true)),
    (b",", EntryKind::Comma.bit_if(true)),
    (b"$~", EntryKind::Expandable.bit_if(true)),
]);

impl UnitRules {
    pub(crate) fn new(selection: &Selection) -> Self {
        let mut rules = Self {
            entries: ByKind::default(),
            directives: CheckLists::new(directives::Name::COUNT),
            units: WholeUnits::new(),
            fleets: Vec::new(),
            services: ServiceRules::default(),
        };
        for (rule, is_grouped) in rules_reversed() {
            let is_selected = || selection.calls(rule, is_grouped);
            match rule.looks_at {
                LooksAt::UnitEntry(kind, check) if is_selected() => rules.entries.insert(kind, check),
                LooksAt::Directive(names, check) if is_selected() => {
                    names.iter().for_each(|name| rules.directives.insert(*name as usize, check));
                }
                LooksAt::Unit(_, check) => rules.units.push(check, is_selected()),
                LooksAt::Units(check) if is_selected() => rules.fleets.push(check),
                LooksAt::Service(features, check) if is_selected() => {
                    rules.services.0.push((features, check));
                }
                _ => {}
            }
        }
        rules
    }

    /// Returns the kinds that the directive and the value of an entry alone decide.
    pub(crate) fn kinds(context: &UnitEntryContext<'_>) -> u16 {
        let entry = &context.entry;
        let value = entry.item.value.slice(entry.bytes);
        VALUE_KINDS.of(value)
            | EntryKind::All.bit_if(true)
            | EntryKind::Unknown.bit_if(entry.row.is_none())
            | EntryKind::Empty.bit_if(value.is_empty())
            | EntryKind::Digit.bit_if(value.first().is_some_and(u8::is_ascii_digit))
            | EntryKind::Quote.bit_if(matches!(value.first(), Some(b'"' | b'\'')))
            | EntryKind::TooNew.bit_if(entry.row.is_some_and(|row| !row.is_known_to(context.release())))
    }

    /// Calls the rules for an entry of these [`UnitRules::kinds`].
    pub(crate) fn entry(&self, kinds: u16, context: &UnitEntryContext<'_>, sink: &mut Sink) {
        let entry = &context.entry;
        let is_multiline = entry.item.is_multiline();
        let kinds = kinds
            | EntryKind::Continued.bit_if(is_multiline)
            | EntryKind::MultilineOrTrailing.bit_if(is_multiline || has_trailing_text(entry));
        self.entries.each(kinds, |check| check(context, sink));
        if let Some(row) = context.entry.row {
            self.directives.get(row.name as usize).for_each(|check| check(context, sink));
        }
    }

    /// The rules that look at every unit.
    pub(crate) const fn for_every_unit(&self) -> UnitRuleSet {
        self.units.for_every()
    }

    /// The rules that look at a unit which sets this directive.
    #[inline]
    pub(crate) fn for_directive(&self, directive: directives::Name) -> UnitRuleSet {
        self.units.for_directive(directive)
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
        self.fleets.iter().for_each(|check| check(context, sink));
    }

    /// Whether a service could concern any rule.
    pub(crate) fn wants_service(&self, features: &CommandFeatures) -> bool {
        self.services.want(features)
    }

    pub(crate) fn service(&self, features: &CommandFeatures, context: &ServiceContext<'_>, sink: &mut Sink) {
        self.services.check(features, context, sink);
    }
}

impl ServiceRules {
    fn want(&self, features: &CommandFeatures) -> bool {
        self.0.iter().any(|(may_concern, _)| may_concern(features))
    }

    fn check(&self, features: &CommandFeatures, context: &ServiceContext<'_>, sink: &mut Sink) {
        for (_, check) in self.0.iter().filter(|(may_concern, _)| may_concern(features)) {
            check(context, sink);
        }
    }
}

/// All rules with their [`registry::IS_GROUPED`], in reverse order, since [`CheckLists::insert`] prepends. Whether a rule is
/// selected is asked only if it looks at the right kind of thing: there are hundreds of rules at each start.
fn rules_reversed() -> impl Iterator<Item = (&'static Rule, bool)> {
    registry::RULES.iter().copied().zip(registry::IS_GROUPED).rev()
}
