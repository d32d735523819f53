//! Some units as a deployment: services, the groups that targets make of them, and what only systemd knows.

use std::collections::BTreeSet;
use std::ops::Range;

use super::boot::{Boot, Pull, Ties};
use super::groups::{TargetFacts, Wanters, add_target, membership};
use super::instances::{self, Mentions, instance_of};
use super::named::Named;
use super::read::{List, Read};
use super::service::service_type;
use super::text::unescape_instances;
use super::timer::{self, TimerFacts};
use super::{Lowering, nothing};
use crate::ir::{Decided, Deployment, Leaf, Native, NativeReason, Service, SettingId, Sources};
use crate::source::FileId;
use crate::systemd::directives::Name;
use crate::systemd::kinds::enums::ServiceType;
use crate::systemd::unit::Unit;

/// What a service says of its place among others.
struct Orders {
    after: List<String>,
    before: List<String>,
    part_of: List<String>,
    settled: Vec<(SettingId, NativeReason)>,
}

impl<'a> Lowering<'a> {
    /// Everything that the named units say.
    #[must_use]
    pub fn deployment(&self) -> Deployment<'a> {
        let mut deployment = Deployment::default();
        let targets: Vec<TargetFacts<'a>> = self.of_type("target").map(|unit| self.target(unit)).collect();
        let wanters = Wanters::new(&targets);
        // Instances with a file or a drop-in of their own are services of their own.
        let own_instances: BTreeSet<(&str, &str)> =
            self.of_type("service").filter_map(|unit| instance_of(&unit.name)).collect();
        let sockets = self.sockets();
        let timers = self.timers();
        let count = self.of_type("service").count();
        deployment.services.reserve_exact(count);
        let mut orders = Vec::with_capacity(count);
        let mut ties = Vec::with_capacity(count);
        let pulls: Vec<Vec<Pull>> = self.of_type("service").map(|unit| self.pulls(unit)).collect();
        let mentions = Mentions::new(&targets, &pulls);
        let mut candidates = Vec::new();
        // Of each template its place, that of its candidates, and what says which is the default one.
        let mut templates: Vec<(usize, Range<usize>, Sources)> = Vec::new();
        for unit in self.of_type("service") {
            let mut read = self.read(unit);
            let mut service = self.service_of(unit, &mut read);
            let index = deployment.services.len();
            if unit.is_template() {
                let is_own = |text: &str| own_instances.contains(&(service.name.as_str(), text));
                let own = instances::candidates((unit, index), &service, &read, &mentions, is_own);
                let default = read.default_instance.from();
                instances::settle(&mut service, own.iter(), &default);
                let first = candidates.len();
                candidates.extend(own);
                templates.push((index, first..candidates.len(), default));
            }
            let started_by = read.started_by();
            membership(&read, &started_by.values, &targets, &wanters, &mut service);
            natives(&read, Some(index), &mut deployment.natives);
            idle(&read, &service, index, &mut deployment.natives);
            deployment.services.push(service);
            ties.push(Ties { started_by, links: &unit.links, part_of: read.part_of.values.clone() });
            orders.push(Orders {
                after: read.after,
                before: read.before,
                part_of: read.part_of,
                settled: read.settled_orders,
            });
        }
        let named = self.named(&deployment.services);
        let boot = Boot::of(&targets, &ties, &pulls, &candidates, &named);
        boot.decide(&ties, &pulls, &targets, &named, &mut deployment);
        for (template, own, default) in templates {
            let service = &mut deployment.services[template];
            instances::settle(service, boot.instances(own, &candidates), &default);
            unescape_instances(service);
        }
        let sockets_of = self.sockets_of(&sockets, &named, count);
        let mut timers_of: Vec<Vec<&TimerFacts<'_>>> = vec![Vec::new(); count];
        for timer in &timers {
            let services = named.of_unit_beside(&timer.starts, self.folder(timer.unit)).into_iter();
            services.for_each(|service| timers_of[service].push(timer));
        }
        for ((service, socket), timers) in deployment.services.iter_mut().zip(sockets_of).zip(timers_of) {
            if let Some(socket) = socket.and_then(|at| sockets.get(at)) {
                socket.hand_over(service);
            }
            service.timer = timer::all_of(timers.into_iter());
            timer::decide(service);
        }
        order(&orders, &named, &mut deployment);
        self.unawaited(&named, &mut deployment);
        let given: BTreeSet<&str> = match targets.is_empty() {
            true => BTreeSet::new(),
            false => self.units.iter().flat_map(Unit::names).collect(),
        };
        for (at, target) in targets.iter().enumerate() {
            add_target(target, boot.reaches(at), &named, &given, &mut deployment);
        }
        self.unloaded(&mut deployment.natives);
        self.beside_services(&named, &mut deployment);
        deployment
    }

    /// Who is meant by a name: services by their own, and by their aliases.
    fn named(&self, services: &[Service<'a>]) -> Named<'a> {
        let mut named = Named::new(services, self.sources);
        for (at, unit) in self.of_type("service").enumerate().filter(|(_, unit)| !unit.is_template()) {
            unit.aliases.iter().for_each(|alias| named.add_alias(alias, at));
            if unit.writes(Name::Alias) {
                let names = self.words(unit, &[Name::Alias]).into_iter();
                names.for_each(|alias| named.add_alias(&alias.unit, at));
            }
        }
        named
    }

    /// What units say that are no services: the model holds a socket that is handed to a service and when a timer starts one;
    /// the rest is the mapping table's to explain.
    fn beside_services(&self, named: &Named<'_>, deployment: &mut Deployment<'a>) {
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
        let is_beside =
            |unit: &&Unit| !matches!(unit.unit_type(), "service" | "target") && unit.is_loaded(self.sources);
        for unit in self.units.iter().filter(is_beside) {
            let (service, accepts) = (self.started_by(unit, named), self.accepts(unit));
            for entry in unit.entries(self.sources).filter(|entry| !handed.contains(&entry.id)) {
                let reason = match (entry.section, entry.row) {
                    (Some(section), Some(row)) if unit.sections().contains(section) => {
                        let value = entry.value();
                        let text = value.text();
                        let settled =
                            text.and_then(|text| nothing::settled(row.name, text.split_ascii_whitespace()));
                        match settled.is_none() && text.is_none_or(|text| nothing::is_asked(row, text)) {
                            true if row.name == Name::ListenStream && accepts => NativeReason::EachConnection,
                            true if service.is_none() && timer::is_trigger(row.name) => {
                                NativeReason::StartsNothing
                            }
                            true => NativeReason::Table,
                            false => settled.unwrap_or(NativeReason::AsksNothing),
                        }
                    }
                    (Some(section), None) if unit.sections().contains(section) => NativeReason::UnknownName,
                    _ => NativeReason::UnknownSection,
                };
                deployment.natives.push(Native { setting: entry.id, service, reason });
            }
        }
    }

    /// What stands in units that systemd does not load and nowhere else: a drop-in may be one of other units as well.
    fn unloaded(&self, natives: &mut Vec<Native>) {
        let (loaded, others): (Vec<&Unit>, Vec<&Unit>) =
            self.units.iter().partition(|unit| unit.is_loaded(self.sources));
        if others.is_empty() {
            return;
        }
        let loaded: BTreeSet<FileId> =
            loaded.iter().flat_map(|unit| unit.files.iter().map(|file| file.id)).collect();
        for entry in others.iter().flat_map(|unit| unit.entries(self.sources)) {
            if !loaded.contains(&entry.id.file) {
                let reason = NativeReason::WithoutEffect;
                natives.push(Native { setting: entry.id, service: None, reason });
            }
        }
    }

    /// The folder that a unit's file lies in.
    fn folder(&self, unit: &Unit) -> &'a str {
        self.sources.get(unit.main().id).folder()
    }

    /// The service that a socket, a timer or a path starts.
    pub(super) fn started_by(&self, unit: &'a Unit, services: &Named<'_>) -> Option<usize> {
        services.of_unit_beside(&self.starts(unit), self.folder(unit)).into_iter().min()
    }
}

/// Ranks from `After=` and `Before=` between the given services: a service comes one step after the last that it waits
/// for; one that no edge touches keeps the default.
fn order(reads: &[Orders], named: &Named<'_>, deployment: &mut Deployment<'_>) {
    let count = reads.len();
    let mut edges: Vec<(usize, usize, &Sources)> = Vec::new();
    for (index, read) in reads.iter().enumerate() {
        // Of several the first.
        let place = |name: &String| named.of_unit(name).min();
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
                    let settled = read.settled.iter().find(|(setting, _)| *setting == id);
                    let reason = settled.map_or(NativeReason::Table, |(_, reason)| *reason);
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
    let kind = service_type(read);
    // What is not simple is waited for, and so is what comes before.
    let is_waited_for = !matches!(kind, ServiceType::Simple | ServiceType::Exec | ServiceType::Idle)
        || !read.preparations.values.is_empty()
        || !read.deciding.values.is_empty();
    if let Some(setting) = read.start_timeout.filter(|_| is_waited_for)
        && read.stop_timeout.from == Some(setting)
    {
        natives.push(Native { setting, service, reason: NativeReason::StartUntimed });
    }
    if let Some(setting) = read.service_type.from.filter(|_| kind == ServiceType::Idle) {
        natives.push(Native { setting, service, reason: NativeReason::NotIdle });
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
        &service.prepare.from,
        &service.stop_commands.from,
    ];
    // A user that systemd makes up is in the model by what it brings along; that somebody has to make one is the table's to say.
    let keeps_root = read.starts.values.last().is_some_and(|start| start.keeps_root);
    if let (Some(true), Some(setting), false) = (read.dynamic_user.value, read.dynamic_user.from, keeps_root)
    {
        natives.push(Native { setting, service: Some(index), reason: NativeReason::Table });
    }
    // The file of a process that systemd knows anyway; the mode of no directory; a user for no command but the main one.
    let without_effect = read
        .directory_modes
        .iter()
        .map(|mode| mode.from)
        .chain([read.pid_file.from, read.only_start_has_user.from]);
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
