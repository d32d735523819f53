//! Some units as a deployment: services, the groups that targets make of them, and what only systemd knows.

use std::collections::{BTreeMap, BTreeSet};

use super::read::{List, Read};
use super::text::{Specifiers, unescape_instances};
use super::{Lowering, timer};
use crate::ir::{
    Decided, Deployment, Group, Instance, Instances, Leaf, Native, NativeReason, Service, SettingId, Sources,
    Start, Text,
};
use crate::source::{Map, Span};
use crate::systemd::directives::Name;
use crate::systemd::unit::Unit;
use crate::systemd::unit_file::UnitEntry;
use crate::systemd::words::{Flags, Words};

/// What a target says of others.
struct TargetFacts<'a> {
    unit: &'a Unit,
    wants: Vec<(String, SettingId)>,
    read: Read<'a>,
}

/// What a service says of its place among others.
struct Orders {
    after: List<String>,
    before: List<String>,
    part_of: List<String>,
}

impl<'a> Lowering<'a> {
    /// Everything that the named units say.
    #[must_use]
    pub fn deployment(&self) -> Deployment<'a> {
        let mut deployment = Deployment::default();
        let targets: Vec<TargetFacts<'a>> = self
            .units
            .iter()
            .filter(|unit| unit.unit_type() == "target")
            .map(|unit| TargetFacts { unit, wants: self.wants(unit), read: self.read(unit) })
            .collect();
        let wanters = Wanters::new(&targets);
        let sockets = self.sockets();
        let timers = self.timers();
        let count = self.units.iter().filter(|unit| unit.unit_type() == "service").count();
        deployment.services.reserve_exact(count);
        let mut orders = Vec::with_capacity(count);
        for unit in self.units {
            if unit.unit_type() != "service" {
                continue;
            }
            let mut read = self.read(unit);
            let mut service = self.service_of(unit, &mut read);
            instances(unit, &read, &targets, &mut service);
            unescape_instances(&mut service);
            membership(&read, &targets, &wanters, &mut service);
            self.hand_over_socket(unit, &sockets, &mut service);
            let own = timers.iter().filter(|timer| is_unit_of(&timer.starts, &service));
            service.timer = timer::all_of(own);
            timer::decide(&mut service);
            let index = deployment.services.len();
            natives(&read, Some(index), &mut deployment.natives);
            idle(&read, &service, index, &mut deployment.natives);
            deployment.services.push(service);
            orders.push(Orders { after: read.after, before: read.before, part_of: read.part_of });
        }
        order(&orders, &mut deployment);
        let named = if targets.is_empty() { Named::default() } else { Named::new(&deployment.services) };
        for target in &targets {
            add_target(target, &named, &mut deployment);
        }
        // Of other units the model holds a socket that is handed to a service; the rest is the mapping table's to explain.
        let leaves = [
            Leaf::Listens,
            Leaf::ListensOwner,
            Leaf::ListensMode,
            Leaf::ListensBacklog,
            Leaf::Start,
            Leaf::Timer,
        ];
        let handed: BTreeSet<SettingId> = deployment
            .services
            .iter()
            .flat_map(|service| leaves.iter().flat_map(|leaf| service.from(*leaf).iter()))
            .collect();
        for unit in self.units {
            if !matches!(unit.unit_type(), "service" | "target") {
                let service = self.started_by(unit, &deployment);
                for entry in unit.entries(self.sources).filter(|entry| !handed.contains(&entry.id)) {
                    let reason = match (entry.section, entry.row) {
                        (Some(section), Some(_)) if unit.sections().contains(section) => NativeReason::Table,
                        (Some(section), None) if unit.sections().contains(section) => {
                            NativeReason::UnknownName
                        }
                        _ => NativeReason::UnknownSection,
                    };
                    deployment.natives.push(Native { setting: entry.id, service, reason });
                }
            }
        }
        deployment
    }

    /// The service that a socket, a timer or a path starts: the one that it names, or the one of its own name.
    fn started_by(&self, unit: &'a Unit, deployment: &Deployment<'a>) -> Option<usize> {
        let names = |entry: &UnitEntry<'a>| {
            entry.row.is_some_and(|row| matches!(row.name, Name::Unit | Name::Service))
        };
        let named = unit.entries(self.sources).filter(names).last();
        let named = named.map(|entry| String::from_utf8_lossy(entry.value().bytes()).into_owned());
        let name = named.unwrap_or_else(|| format!("{}.service", unit.stem()));
        deployment.services.iter().position(|service| is_unit_of(&name, service))
    }

    /// The units that a target pulls in, with the settings that say so.
    fn wants(&self, unit: &'a Unit) -> Vec<(String, SettingId)> {
        let mut wants = Vec::new();
        let specifiers = Specifiers::of(unit);
        for entry in unit.entries(self.sources) {
            let pulls =
                entry.row.is_some_and(|row| matches!(row.name, Name::Wants | Name::Requires | Name::BindsTo));
            if !pulls {
                continue;
            }
            let value = entry.value();
            let words = Words::new(value.text().unwrap_or_default(), Flags::INSTALL);
            wants.extend(words.flatten().map(|word| {
                let name = specifiers.of_bytes(&word.bytes);
                (name.as_str().map_or_else(|| word.lossy().into_owned(), str::to_owned), entry.id)
            }));
        }
        wants
    }
}

/// The group that a target is, and what it says besides.
fn add_target<'a>(target: &TargetFacts<'a>, named: &Named, deployment: &mut Deployment<'a>) {
    let name = target.unit.stem().to_owned();
    let services = &deployment.services;
    let is_own = named.of(&name).any(|at| is_own_target(target, &services[at]));
    let (mut members, mut members_from) = (BTreeSet::new(), Sources::NONE);
    for (wanted, id) in &target.wants {
        let mut own = named.of_unit(wanted).filter(|at| is_unit_of(wanted, &services[*at])).peekable();
        if own.peek().is_some() {
            members_from.add(*id);
        }
        members.extend(own.filter(|at| services[*at].membership.value.contains(&name)));
    }
    let members: Vec<String> = members.iter().map(|at| services[*at].name.clone()).collect();
    // What it wants besides, and everything else that it says, has no place in a group.
    let mut others = Sources::NONE;
    for (_, id) in target.wants.iter().filter(|(_, id)| !members_from.contains(*id)) {
        others.add(*id);
    }
    for setting in others.iter() {
        deployment.natives.push(Native { setting, service: None, reason: NativeReason::Table });
    }
    let own_wants: Vec<_> = target.wants.iter().map(|(_, id)| *id).collect();
    for id in &target.read.natives {
        if !own_wants.contains(id) {
            deployment.natives.push(Native { setting: *id, service: None, reason: NativeReason::Table });
        }
    }
    let read = &target.read;
    let lists = [&read.after, &read.before, &read.part_of].map(|list| &list.from);
    for id in lists.into_iter().chain([&read.conditions.from, &read.asserts.from]).flat_map(Sources::iter) {
        deployment.natives.push(Native { setting: id, service: None, reason: NativeReason::Table });
    }
    let scalars = [read.limit_interval.from, read.limit_burst.from, read.default_instance.from];
    for id in scalars.into_iter().flatten() {
        deployment.natives.push(Native { setting: id, service: None, reason: NativeReason::Table });
    }
    for (setting, reason) in &read.ignored {
        deployment.natives.push(Native { setting: *setting, service: None, reason: *reason });
    }
    // supervisord has such a group for every program with `numprocs`, without a section of its own.
    if is_own {
        let mut idle = members_from;
        idle.extend(&read.wanted_by.from);
        let decides = |service: &Service<'_>, id| {
            [&service.instances.from, &service.start.from, &service.membership.from]
                .iter()
                .any(|from| from.contains(id))
        };
        for setting in idle.iter() {
            // An instance twice, a start at boot that the template asks for itself.
            if !deployment.services.iter().any(|service| decides(service, setting)) {
                let reason = NativeReason::WithoutEffect;
                deployment.natives.push(Native { setting, service: None, reason });
            }
        }
        return;
    }
    let file = target.unit.main();
    deployment.groups.push(Group {
        name,
        place: (file.id, Span::at(0)),
        members,
        members_from,
        rank: None,
        rank_from: Sources::NONE,
        at_boot: !read.wanted_by.values.is_empty(),
        at_boot_from: read.wanted_by.from.clone(),
        stops_at_once: false,
    });
}

/// Services by their names.
#[derive(Default)]
struct Named(Map<String, Vec<usize>>);

impl Named {
    fn new(services: &[Service<'_>]) -> Self {
        let mut named = Map::with_capacity(services.len());
        for (at, service) in services.iter().enumerate() {
            named.get_or_insert_with(service.name.clone(), Vec::new).push(at);
        }
        Self(named)
    }

    /// Those of this name.
    fn of(&self, name: &str) -> impl Iterator<Item = usize> + use<'_> {
        self.0.get(name).into_iter().flatten().copied()
    }

    /// Those that a unit of this name may be one of: see [`is_unit_of`].
    fn of_unit(&self, unit: &str) -> impl Iterator<Item = usize> + use<'_> {
        let stem = unit.strip_suffix(".service").unwrap_or_default();
        let template = stem.split_once('@').map(|(prefix, _)| self.of(prefix));
        self.of(stem).chain(template.into_iter().flatten())
    }
}

/// Which targets name a service: a look at all of them for each would make a thousand groups a million.
struct Wanters<'t> {
    /// By the name of a unit without its type, and by that of its template, the targets that want it, with the first setting
    /// that says so.
    wanted: Map<&'t str, Vec<(usize, SettingId)>>,
    templates: Map<&'t str, Vec<(usize, SettingId)>>,
    /// By the name of a target.
    targets: Map<&'t str, Vec<usize>>,
}

impl<'t> Wanters<'t> {
    fn new(targets: &'t [TargetFacts<'_>]) -> Self {
        let mut all = Self { wanted: Map::new(), templates: Map::new(), targets: Map::new() };
        for (at, target) in targets.iter().enumerate() {
            all.targets.get_or_insert_with(target.unit.name.as_str(), Vec::new).push(at);
            for (unit, id) in &target.wants {
                let Some(stem) = unit.strip_suffix(".service") else { continue };
                let template = stem.split_once('@').map(|(prefix, _)| (&mut all.templates, prefix));
                for (map, name) in [Some((&mut all.wanted, stem)), template].into_iter().flatten() {
                    let known = map.get_or_insert_with(name, Vec::new);
                    if known.last().is_none_or(|(last, _)| *last != at) {
                        known.push((at, *id));
                    }
                }
            }
        }
        all
    }

    /// The targets that want a service, with the setting, and those that it says it is wanted by; in their order.
    fn of(&self, service: &Service<'_>, wanted_by: &[String]) -> BTreeMap<usize, Option<SettingId>> {
        let wanted = match service.instances.value {
            Instances::One => self.wanted.get(service.name.as_str()),
            Instances::Each(_) => self.templates.get(service.name.as_str()),
        };
        let named = wanted_by.iter().filter_map(|name| self.targets.get(name.as_str())).flatten();
        let mut all: BTreeMap<_, _> = named.map(|at| (*at, None)).collect();
        all.extend(wanted.into_iter().flatten().map(|(at, id)| (*at, Some(*id))));
        all
    }
}

/// Whether a unit's name is one of a service's: its own, or one of its instances'.
fn is_unit_of(unit: &str, service: &Service<'_>) -> bool {
    let Some(stem) = unit.strip_suffix(".service") else { return false };
    match (&service.instances.value, stem.split_once('@')) {
        (Instances::One, _) => stem == service.name,
        (Instances::Each(_), Some((prefix, _))) => prefix == service.name,
        (Instances::Each(_), None) => false,
    }
}

/// Services by the names of their units, as [`is_unit_of`] has it: the first of each.
struct Places<'s> {
    plain: Map<&'s str, usize>,
    templates: Map<&'s str, usize>,
}

impl<'s> Places<'s> {
    fn new(services: &'s [Service<'_>]) -> Self {
        let mut places = Self { plain: Map::new(), templates: Map::new() };
        for (index, service) in services.iter().enumerate() {
            let of_kind = match service.instances.value {
                Instances::One => &mut places.plain,
                Instances::Each(_) => &mut places.templates,
            };
            of_kind.get_or_insert_with(service.name.as_str(), || index);
        }
        places
    }

    fn of(&self, unit: &str) -> Option<usize> {
        let stem = unit.strip_suffix(".service")?;
        let made = stem.split_once('@').and_then(|(prefix, _)| self.templates.get(prefix));
        self.plain.get(stem).into_iter().chain(made).min().copied()
    }
}

/// Whether a target is what gathers the instances of one template: named like it, and pulling in nothing else. Where they are
/// no numbers in a row, it is a group like any other.
fn is_own_target(target: &TargetFacts<'_>, service: &Service<'_>) -> bool {
    target.unit.stem() == service.name
        && service.instances.value.in_a_row().is_some()
        && target.wants.iter().all(|(wanted, _)| is_unit_of(wanted, service))
}

/// The instances of a template: those that given targets pull in, in their order; else the default one.
fn instances(unit: &Unit, read: &Read<'_>, targets: &[TargetFacts<'_>], service: &mut Service<'_>) {
    if !unit.is_template() {
        return;
    }
    let mut list: Vec<Instance> = Vec::new();
    let mut from = Sources::NONE;
    for (wanted, id) in targets.iter().flat_map(|target| &target.wants) {
        let text = wanted
            .strip_suffix(".service")
            .and_then(|stem| stem.split_once('@'))
            .filter(|(prefix, text)| *prefix == service.name && !text.is_empty())
            .map(|(_, text)| text.to_owned());
        if let Some(text) = text
            && !list.iter().any(|known| known.text == text)
        {
            let shown = format!("{}@{text}", service.name);
            list.push(Instance { text, shown });
            from.add(*id);
        }
    }
    if list.is_empty()
        && let Some(text) = &read.default_instance.value
    {
        list.push(Instance { text: text.clone(), shown: format!("{}@{text}", service.name) });
    }
    from.extend(&read.default_instance.from());
    service.instances = Decided::by(Instances::Each(list), from);
    let prefix = format!("{}@", service.name).into_bytes();
    service.shown_name.value = Text::of([crate::ir::Part::Bytes(prefix.into()), crate::ir::Part::Instance]);
}

/// The groups of a service: given targets that want it and that it is part of. A target that starts at boot starts it too.
fn membership(
    read: &Read<'_>,
    targets: &[TargetFacts<'_>],
    wanters: &Wanters<'_>,
    service: &mut Service<'_>,
) {
    let mut groups = Vec::new();
    let mut from = Sources::NONE;
    for (at, wanted) in wanters.of(service, &read.wanted_by.values) {
        let target = &targets[at];
        let name = &target.unit.name;
        let at_boot = !target.read.wanted_by.values.is_empty();
        if at_boot && service.start.value == Start::ByHand {
            let mut start_from = service.start.from.clone();
            start_from.extend(&target.read.wanted_by.from);
            service.start = Decided::by(Start::AtBoot, start_from);
        }
        // Without `PartOf=` stopping the target leaves the service alone: it starts it, but is no group of it.
        let stem = target.unit.stem();
        let is_own = is_own_target(target, service);
        if read.part_of.values.contains(name) && !is_own {
            groups.push(stem.to_owned());
            from.extend(&read.part_of.from);
            from.extend(&Sources::of([wanted]));
        } else if read.part_of.values.contains(name) {
            // A target named like its template is the template's own group.
            from.extend(&read.part_of.from);
        }
    }
    // `PartOf=` of a unit that is not given: nothing here can stop it.
    groups.sort_unstable();
    groups.dedup();
    service.membership = Decided::by(groups, from);
}

/// Ranks from `After=` and `Before=` between the given services: a service comes one step after the last that it waits
/// for; one that no edge touches keeps the default.
fn order(reads: &[Orders], deployment: &mut Deployment<'_>) {
    let count = reads.len();
    let places = Places::new(&deployment.services);
    let mut edges: Vec<(usize, usize, &Sources)> = Vec::new();
    for (index, read) in reads.iter().enumerate() {
        let place = |name: &String| places.of(name);
        for other in read.after.values.iter().filter_map(place) {
            edges.push((other, index, &read.after.from));
        }
        for other in read.before.values.iter().filter_map(place) {
            edges.push((index, other, &read.before.from));
        }
    }
    edges.retain(|(first, then, _)| first != then);
    let mut steps = vec![0_i64; count];
    // A cycle would go round for ever: as many rounds as there are services are enough without one.
    for _ in 0..count {
        let mut is_settled = true;
        for (first, then, _) in &edges {
            let step = steps[*then].max(steps[*first].saturating_add(1).min(count as i64));
            is_settled &= std::mem::replace(&mut steps[*then], step) == step;
        }
        if is_settled {
            break;
        }
    }
    let mut from: Vec<Option<Sources>> = vec![None; count];
    for (first, then, sources) in &edges {
        for index in [*first, *then] {
            from[index].get_or_insert(Sources::NONE).extend(sources);
        }
    }
    for ((service, step), from) in deployment.services.iter_mut().zip(steps).zip(from) {
        if let Some(from) = from {
            service.order = Decided::by(step, from);
        }
    }
    // `After=` and `PartOf=` of units that are not given are the table's to explain.
    for (index, read) in reads.iter().enumerate() {
        let service = &deployment.services[index];
        for list in [&read.after, &read.before, &read.part_of] {
            for id in list.from.iter() {
                let counts = service.order.from.contains(id) || service.membership.from.contains(id);
                if !counts {
                    let reason = NativeReason::Table;
                    deployment.natives.push(Native { setting: id, service: Some(index), reason });
                }
            }
        }
    }
}

fn natives(read: &Read<'_>, service: Option<usize>, natives: &mut Vec<Native>) {
    for (setting, reason) in &read.ignored {
        natives.push(Native { setting: *setting, service, reason: *reason });
    }
    for setting in &read.natives {
        natives.push(Native { setting: *setting, service, reason: NativeReason::Table });
    }
    // A bus name matters for the type alone.
    if let Some(setting) = read.bus_name.from {
        natives.push(Native { setting, service, reason: NativeReason::Table });
    }
}

/// Settings that decide a leaf only together with others, where those are not there.
fn idle(read: &Read<'_>, service: &Service<'_>, index: usize, natives: &mut Vec<Native>) {
    let leaves = [
        &service.lookup.from,
        &service.stdout.from,
        &service.stderr.from,
        &service.instances.from,
        &service.user.from,
        &service.group.from,
        &service.identity.from,
        &service.started.from,
        &service.directories.from,
    ];
    // A user that systemd makes up is in the model by what it brings along; that somebody has to make one is the table's to say.
    let keeps_root = read.starts.values.last().is_some_and(|start| start.keeps_root);
    if let (Some(true), Some(setting), false) = (read.dynamic_user.value, read.dynamic_user.from, keeps_root)
    {
        natives.push(Native { setting, service: Some(index), reason: NativeReason::Table });
    }
    // The file of a process that systemd knows anyway; the mode of no directory.
    let without_effect = read.directory_modes.iter().map(|mode| mode.from).chain([read.pid_file.from]);
    for setting in without_effect.flatten() {
        if !leaves.iter().any(|from| from.contains(setting)) {
            let reason = NativeReason::WithoutEffect;
            natives.push(Native { setting, service: Some(index), reason });
        }
    }
    for (setting, reason) in [
        // The model looks a program up; the `PATH` that this makes as well is systemd's own matter.
        (read.search_path.from, NativeReason::Table),
        // The name that lines in the journal carry.
        (read.identifier.from, NativeReason::WithoutEffect),
        // Only a template has instances to choose from.
        (read.default_instance.from, NativeReason::WithoutEffect),
        // For other commands than one that keeps the manager's.
        (read.user.from, NativeReason::WithoutEffect),
        (read.group.from, NativeReason::WithoutEffect),
    ] {
        if let Some(setting) = setting
            && !leaves.iter().any(|from| from.contains(setting))
        {
            natives.push(Native { setting, service: Some(index), reason });
        }
    }
}
