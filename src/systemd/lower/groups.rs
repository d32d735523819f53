//! Lowers targets: to groups, and to the instances of templates.

use std::collections::{BTreeMap, BTreeSet};

use super::boot::{StartRelations, UnitReference};
use super::read::{List, ReadSettings};
use super::service_index::{ServiceIndex, is_unit_of};
use crate::ir::{
    Decided, Deployment, Group, Instances, Native, NativeReason, PartlyKept, Service, SettingId, SettingIds,
};
use crate::source::{Map, Span};
use crate::systemd::directives::Name;
use crate::systemd::instance_dependencies::instance_of;
use crate::systemd::own_units::is_part_of_boot;
use crate::systemd::unit::Unit;

/// What a target declares about other units.
pub(super) struct TargetFacts<'a> {
    pub(super) unit: &'a Unit,
    pub(super) wants: Vec<UnitReference>,
    pub(super) upholds: Vec<String>,
    pub(super) started_by: List<String>,
    pub(super) read: ReadSettings<'a>,
}

/// Finds the targets that name a service; scanning all targets for each service would be quadratic.
pub(super) struct TargetIndex<'t> {
    /// The targets that want a unit, each with the first setting that does so, by the unit's name without its type.
    /// `templates` has the same by the name of the unit's template.
    wanted: Map<&'t str, Vec<(usize, SettingId)>>,
    templates: Map<&'t str, Vec<(usize, SettingId)>>,
    /// The targets by name.
    targets: Map<&'t str, Vec<usize>>,
}

impl<'t> TargetIndex<'t> {
    pub(super) fn new(targets: &'t [TargetFacts<'_>]) -> Self {
        let mut all = Self { wanted: Map::new(), templates: Map::new(), targets: Map::new() };
        for (at, target) in targets.iter().enumerate() {
            all.targets.get_or_insert_with(target.unit.name.as_str(), Vec::new).push(at);
            for UnitReference { unit, directive: _, from } in &target.wants {
                let Some(stem) = unit.strip_suffix(".service") else { continue };
                let template = stem.split_once('@').map(|(prefix, _)| (&mut all.templates, prefix));
                for (map, name) in [Some((&mut all.wanted, stem)), template].into_iter().flatten() {
                    let known = map.get_or_insert_with(name, Vec::new);
                    if known.last().is_none_or(|(last, _)| *last != at) {
                        known.push((at, *from));
                    }
                }
            }
        }
        all
    }

    /// The targets that want a service, with the setting, and those that it declares itself to be started by; in their
    /// order.
    fn of(&self, service: &Service<'_>, started_by: &[String]) -> BTreeMap<usize, Option<SettingId>> {
        let wanted = match service.instances.value {
            Instances::One => self.wanted.get(service.name.as_str()),
            Instances::Each(_) => self.templates.get(service.name.as_str()),
        };
        let named = started_by.iter().filter_map(|name| self.targets.get(name.as_str())).flatten();
        let mut all: BTreeMap<_, _> = named.map(|at| (*at, None)).collect();
        all.extend(wanted.into_iter().flatten().map(|(at, id)| (*at, Some(*id))));
        all
    }
}

/// Sets the groups of a service: the given targets that start it and that it is `PartOf=`.
pub(super) fn membership(
    read: &ReadSettings<'_>,
    started_by: &[String],
    targets: &[TargetFacts<'_>],
    target_index: &TargetIndex<'_>,
    service: &mut Service<'_>,
) {
    let mut groups = Vec::new();
    let mut from = SettingIds::NONE;
    for (at, wanted) in target_index.of(service, started_by) {
        let target = &targets[at];
        // Without `PartOf=`, stopping the target leaves the service running: the target is not a group that it belongs
        // to.
        if !read.part_of.values.contains(&target.unit.name) {
            continue;
        }
        from.extend(&read.part_of.from);
        // A target with the name of the template is the template's own group.
        if !is_own_target(target, service) {
            groups.push(target.unit.stem().to_owned());
            from.extend(&SettingIds::of([wanted]));
        }
    }
    groups.sort_unstable();
    groups.dedup();
    service.membership = Decided::by(groups, from);
}

/// What is given besides a target.
#[derive(Default)]
pub(super) struct GivenUnits<'g> {
    /// The names of all units.
    pub(super) units: BTreeSet<&'g str>,
    /// The settings that decide how many processes a service has, when it is started, or to which groups it belongs.
    pub(super) decisions: BTreeSet<SettingId>,
    /// The services that are stopped with a unit, by its name.
    pub(super) stopped_with: Map<&'g str, Vec<usize>>,
}

/// The services that are stopped with a unit, by its name.
pub(super) fn stopped_with<'t>(relations: &'t [StartRelations<'_>]) -> Map<&'t str, Vec<usize>> {
    let mut stopped_with = Map::new();
    for (at, relation) in relations.iter().enumerate() {
        relation
            .part_of
            .iter()
            .for_each(|unit| stopped_with.get_or_insert_with(unit.as_str(), Vec::new).push(at));
    }
    stopped_with
}

/// The settings for [`GivenUnits::decisions`].
pub(super) fn decisions(services: &[Service<'_>]) -> BTreeSet<SettingId> {
    let mut decisions = BTreeSet::new();
    for service in services {
        for from in [&service.instances.from, &service.start.from, &service.membership.from] {
            decisions.extend(from.iter());
        }
    }
    decisions
}

/// Adds the group of a target, and native rows for whatever else it sets. Returns whether the group has members, that
/// is, whether it becomes a group of supervisord.
pub(super) fn add_target<'a>(
    target: &TargetFacts<'a>,
    at_boot: bool,
    service_index: &ServiceIndex<'_>,
    given: &GivenUnits<'_>,
    deployment: &mut Deployment<'a>,
) -> bool {
    let name = target.unit.stem().to_owned();
    let services = &deployment.services;
    let is_own = service_index.templates(&name).any(|at| is_own_target(target, &services[at]));
    let (mut members, mut members_from) = (BTreeSet::new(), SettingIds::NONE);
    let mut effects = MemberEffects::default();
    // The instances of a template that the target names, by the index of the template.
    let mut instances: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    let stopped_with = given.stopped_with.get(target.unit.name.as_str()).map_or(&[][..], Vec::as_slice);
    for UnitReference { unit: wanted, directive, from: id } in &target.wants {
        // If a boot starts some instances of a template, only those exist.
        let is_there = |at: &usize| match (&services[*at].instances.value, instance_of(wanted)) {
            (Instances::Each(list), Some((_, text))) => {
                let names = || list.iter().map(|one| one.text.as_str()).collect();
                instances.entry(*at).or_insert_with(names).contains(text)
            }
            _ => true,
        };
        let own: Vec<usize> = service_index.by_name(wanted).filter(is_there).collect();
        if !own.is_empty() {
            members_from.add(*id);
        } else if !given.units.contains(wanted.as_str()) {
            effects.missing.add(*id);
        }
        // Stopping a unit that a target requires stops the target, and with it everything that is `PartOf=` the target.
        let has_several =
            |at: &usize| matches!(&services[*at].instances.value, Instances::Each(list) if list.len() > 1);
        let keeps_running = |at: &usize| !own.contains(at) || has_several(at);
        if matches!(directive, Name::Requires | Name::BindsTo) && stopped_with.iter().any(keeps_running) {
            effects.stopping.add(*id);
        }
        // A boot target is never started by hand.
        if !is_own
            && !is_part_of_boot(&target.unit.name)
            && own.iter().any(|at| stopped_with.binary_search(at).is_err())
        {
            effects.starting.add(*id);
        }
        members.extend(own.into_iter().filter(|at| services[*at].membership.value.contains(&name)));
    }
    let members: Vec<String> = members.iter().map(|at| services[*at].name.clone()).collect();
    let effects = effects_beyond_members(target, &members_from, &effects);
    let native = |(setting, reason)| Native { setting, service: None, reason };
    // For every program with `numprocs`, supervisord has such a group without a section of its own.
    if is_own {
        let mut idle = members_from.clone();
        idle.extend(&target.started_by.from);
        let is_reported = |setting: &SettingId| effects.iter().any(|(reported, _)| reported == setting);
        // An instance that is named twice, or a start at boot that the template already asks for.
        let idle = idle.iter().filter(|setting| !given.decisions.contains(setting) && !is_reported(setting));
        deployment.natives.extend(idle.map(|setting| native((setting, NativeReason::WithoutEffect))));
    }
    deployment.natives.extend(effects.iter().copied().map(native));
    if is_own {
        return false;
    }
    let file = target.unit.main();
    let has_members = !members.is_empty();
    deployment.groups.push(Group {
        name,
        place: (file.id, Span::at(0)),
        members,
        members_from,
        rank: None,
        rank_from: SettingIds::NONE,
        at_boot,
        at_boot_from: target.started_by.from.clone(),
        stops_concurrently: false,
    });
    has_members
}

/// Settings that name members and have a further effect.
#[derive(Default)]
struct MemberEffects {
    /// They also name units that are not given.
    missing: SettingIds,
    /// Stopping what they name stops everything that is part of the target.
    stopping: SettingIds,
    /// What they name is started with the target but is not part of it.
    starting: SettingIds,
}

/// What a target sets besides its members, which a group cannot hold.
fn effects_beyond_members(
    target: &TargetFacts<'_>,
    members_from: &SettingIds,
    effects: &MemberEffects,
) -> Vec<(SettingId, NativeReason)> {
    let read = &target.read;
    // Only the worst effect of a line is reported.
    let besides = [
        (&effects.missing, PartlyKept::SomeUnitsUnknown),
        (&effects.stopping, PartlyKept::StopsOthers),
        (&effects.starting, PartlyKept::StartsOthers),
    ];
    let worst = |id: SettingId| besides.iter().find(|(settings, _)| settings.contains(id));
    let kept = members_from.iter().filter_map(|id| Some((id, NativeReason::PartlyKept(worst(id)?.1))));
    let mut all: Vec<_> = kept.collect();
    let wanted = SettingIds::of(target.wants.iter().map(|pull| Some(pull.from)));
    let others = wanted.iter().filter(|id| !members_from.contains(*id));
    let own = read.unmodelled.iter().filter(|id| !wanted.contains(*id));
    let lists =
        [&read.after.from, &read.before.from, &read.part_of.from, &read.conditions.from, &read.asserts.from];
    let scalars = [read.start_limit_interval.from, read.start_limit_burst.from, read.default_instance.from];
    let listed = lists.into_iter().flat_map(SettingIds::iter);
    let reported = read.ignored.iter().chain(&read.guaranteed_orders).copied();
    let is_reported: BTreeSet<SettingId> = reported.clone().map(|(id, _)| id).collect();
    let table = others.chain(own).chain(listed).chain(scalars.into_iter().flatten());
    let table = table.filter(|id| !is_reported.contains(id));
    all.extend(table.map(|id| (id, NativeReason::Table)));
    all.extend(reported);
    all
}

/// Whether a target only gathers the instances of one template: it has the template's name and pulls in nothing else.
/// Unless the instances are numbered consecutively, it is a group like any other.
fn is_own_target(target: &TargetFacts<'_>, service: &Service<'_>) -> bool {
    target.unit.stem() == service.name
        && service.instances.value.as_number_range().is_some()
        && target.wants.iter().all(|wanted| is_unit_of(&wanted.unit, service))
}
