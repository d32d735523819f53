//! Which rules a walk calls where: the registry, turned round once a run.

use super::context::{
    ConfigContext, EntryContext, SectionContext, ServiceContext, UnitContext, UnitEntryContext, UnitsContext,
};
use super::glance::Glance;
use super::select::Selection;
use super::sink::Sink;
use super::{Entries, LooksAt, registry};
use crate::supervisord::options::SectionKind;

type EntryCheck = for<'a> fn(&EntryContext<'a>, &mut Sink);
type SectionCheck = for<'a> fn(&SectionContext<'a>, &mut Sink);
type ConfigCheck = for<'a> fn(&ConfigContext<'a>, &mut Sink);
type UnitEntryCheck = for<'a> fn(&UnitEntryContext<'a>, &mut Sink);
type UnitCheck = for<'a> fn(&UnitContext<'a>, &mut Sink);
type UnitsCheck = for<'a> fn(&UnitsContext<'a>, &mut Sink);
type ServiceGlance = for<'a> fn(&Glance<'a>) -> bool;
type ServiceCheck = for<'a> fn(&ServiceContext<'a>, &mut Sink);

/// The selected rules by what they look at.
#[derive(Debug, Default)]
pub(crate) struct Dispatch {
    entries: Vec<(Entries, EntryCheck)>,
    settings: Vec<(u16, EntryCheck)>,
    sections: Vec<(&'static [SectionKind], SectionCheck)>,
    configs: Vec<ConfigCheck>,
    unit_entries: Vec<(Entries, UnitEntryCheck)>,
    directives: Vec<(u16, UnitEntryCheck)>,
    units: Vec<UnitCheck>,
    deployments: Vec<UnitsCheck>,
    services: Vec<(ServiceGlance, ServiceCheck)>,
}

impl Dispatch {
    pub(crate) fn new(selection: &Selection) -> Self {
        let mut dispatch = Self::default();
        for rule in registry::RULES.iter().filter(|rule| selection.contains(rule.name)) {
            match rule.looks_at {
                LooksAt::Reader => {}
                LooksAt::Entry(which, check) => dispatch.entries.push((which, check)),
                LooksAt::Setting(names, check) => {
                    dispatch.settings.extend(names.iter().map(|name| (*name as u16, check)));
                }
                LooksAt::Section(kinds, check) => dispatch.sections.push((kinds, check)),
                LooksAt::Config(check) => dispatch.configs.push(check),
                LooksAt::UnitEntry(which, check) => dispatch.unit_entries.push((which, check)),
                LooksAt::Directive(names, check) => {
                    dispatch.directives.extend(names.iter().map(|name| (*name as u16, check)));
                }
                LooksAt::Unit(check) => dispatch.units.push(check),
                LooksAt::Units(check) => dispatch.deployments.push(check),
                LooksAt::Service(glance, check) => dispatch.services.push((glance, check)),
            }
        }
        // Sorted by name, so that a walk finds the rules of a name by bisection.
        dispatch.settings.sort_by_key(|(name, _)| *name);
        dispatch.directives.sort_by_key(|(name, _)| *name);
        dispatch
    }

    pub(crate) fn entry(&self, context: &EntryContext<'_>, sink: &mut Sink) {
        let entry = &context.entry;
        let kinds = Entries::of(entry.row.is_some(), context.replaces.is_some(), entry.item.is_multiline());
        for (_, check) in self.entries.iter().filter(|(which, _)| which.are_in(kinds)) {
            check(context, sink);
        }
        if let Some(row) = context.entry.row {
            for check in of_name(&self.settings, row.name as u16) {
                check(context, sink);
            }
        }
    }

    pub(crate) fn section(&self, context: &SectionContext<'_>, sink: &mut Sink) {
        for (kinds, check) in &self.sections {
            if kinds.is_empty() || context.section.kind.is_some_and(|kind| kinds.contains(&kind)) {
                check(context, sink);
            }
        }
    }

    pub(crate) fn config(&self, context: &ConfigContext<'_>, sink: &mut Sink) {
        for check in &self.configs {
            check(context, sink);
        }
    }

    pub(crate) fn unit_entry(&self, context: &UnitEntryContext<'_>, sink: &mut Sink) {
        let entry = &context.entry;
        let kinds = Entries::of(entry.row.is_some(), false, entry.item.is_multiline());
        for (_, check) in self.unit_entries.iter().filter(|(which, _)| which.are_in(kinds)) {
            check(context, sink);
        }
        if let Some(row) = context.entry.row {
            for check in of_name(&self.directives, row.name as u16) {
                check(context, sink);
            }
        }
    }

    pub(crate) fn unit(&self, context: &UnitContext<'_>, sink: &mut Sink) {
        for check in &self.units {
            check(context, sink);
        }
    }

    pub(crate) fn units(&self, context: &UnitsContext<'_>, sink: &mut Sink) {
        for check in &self.deployments {
            check(context, sink);
        }
    }

    /// Whether a service could concern any rule.
    pub(crate) fn wants_service(&self, glance: &Glance<'_>) -> bool {
        self.services.iter().any(|(may_concern, _)| may_concern(glance))
    }

    pub(crate) fn service(&self, glance: &Glance<'_>, context: &ServiceContext<'_>, sink: &mut Sink) {
        for (_, check) in self.services.iter().filter(|(may_concern, _)| may_concern(glance)) {
            check(context, sink);
        }
    }
}

/// The checks of one name, of a list that is sorted by name.
fn of_name<C>(checks: &[(u16, C)], name: u16) -> impl Iterator<Item = &C> {
    let start = checks.partition_point(|(of, _)| *of < name);
    checks[start..].iter().take_while(move |(of, _)| *of == name).map(|(_, check)| check)
}
