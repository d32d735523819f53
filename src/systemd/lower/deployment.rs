//! Lowers units to a deployment: services, the groups that targets form, and the settings that only systemd knows.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::boot::{Boot, StartRelations, UnitReference};
use super::groups::{GivenUnits, TargetFacts, TargetIndex, add_target, decisions, membership, stopped_with};
use super::instances::{self, Candidate, Mentions};
use super::natives::{ineffective, natives};
use super::order::{Orders, order};
use super::service_index::{BUS_SOCKET, ServiceIndex};
use super::text::unescape_instances;
use super::timer::{self, TimerFacts};
use super::{Lowering, no_effect};
use crate::ir::{Deployment, Leaf, Native, NativeReason, PartlyKept, Service, SettingId, SettingIds, Start};
use crate::source::FileId;
use crate::systemd::directives::Name;
use crate::systemd::in_effect::{Acceptance, InEffect};
use crate::systemd::instance_dependencies::instance_of;
use crate::systemd::kinds::unit_name::UnitType;
use crate::systemd::unit::{Unit, UnitEntry};
use crate::unix::socket_daemons;

/// What can only be decided once all services are known; indexed by service unless noted otherwise.
struct Gathered<'a> {
    relations: Vec<StartRelations<'a>>,
    orders: Vec<Orders>,
    /// The instances that are named somewhere; those of the same template are adjacent.
    candidates: Vec<Candidate>,
    templates: Vec<Template>,
}

/// A template among the services.
struct Template {
    /// Its index among the services.
    service: usize,
    /// The indices of its candidates.
    candidates: Range<usize>,
    /// The settings that choose its default instance.
    default: SettingIds,
}

impl<'a> Lowering<'a> {
    /// Lowers the named units.
    #[must_use]
    pub fn deployment(&self) -> Deployment<'a> {
        let targets: Vec<TargetFacts<'a>> =
            self.units_of_type(UnitType::Target).map(|unit| self.target(unit)).collect();
        let pulls: Vec<Vec<UnitReference>> =
            self.units_of_type(UnitType::Service).map(|unit| self.pulls(unit)).collect();
        let of_timers = self.instances_of_timers();
        let mut deployment = Deployment::default();
        let Gathered { relations, orders, candidates, templates } =
            self.add_services(&targets, &pulls, &of_timers, &mut deployment);
        let service_index = self.service_index(&deployment.services);
        let boot = Boot::of(&targets, &relations, &pulls, &candidates, &service_index);
        boot.apply(&relations, &pulls, &targets, &service_index, &mut deployment);
        for Template { service, candidates: own, default } in templates {
            let service = &mut deployment.services[service];
            instances::set_instances(service, boot.instances(own, &candidates), &default);
            instances::add_default_sources(service, &of_timers);
            unescape_instances(service);
        }
        self.add_started_with(&relations, &targets, &service_index, &mut deployment);
        let opened = opened_sockets(&pulls, &orders, &targets, &boot, &deployment.services);
        self.add_triggers(&service_index, &opened, &mut deployment);
        order(&orders, &service_index, &mut deployment);
        self.add_not_awaited(&service_index, &mut deployment);
        let given = match targets.is_empty() {
            true => GivenUnits::default(),
            false => GivenUnits {
                units: self.units.iter().flat_map(Unit::names).collect(),
                decisions: decisions(&deployment.services),
                stopped_with: stopped_with(&relations),
            },
        };
        for (at, target) in targets.iter().enumerate() {
            let known = deployment.natives.len();
            if !add_target(target, boot.reaches_target(at), &service_index, &given, &mut deployment) {
                self.mark_ungrouped_descriptions(target.unit, &mut deployment.natives[known..]);
            }
        }
        self.add_unloaded(&mut deployment.natives);
        self.add_other_units(&service_index, &mut deployment);
        deployment
    }

    /// Adds the services, as far as their own units and the targets determine them.
    fn add_services(
        &self,
        targets: &[TargetFacts<'a>],
        pulls: &[Vec<UnitReference>],
        of_timers: &[(String, Option<SettingId>)],
        deployment: &mut Deployment<'a>,
    ) -> Gathered<'a> {
        let target_index = TargetIndex::new(targets);
        let wanted = targets
            .iter()
            .flat_map(|target| target.wants.iter().map(|pull| &pull.unit).chain(&target.upholds));
        let pulled = pulls.iter().flatten().map(|pull| &pull.unit).chain(wanted);
        let by_timers = of_timers.iter().map(|(name, _)| name);
        let asked = self.implied_instances(pulls, pulled.chain(by_timers).cloned());
        let mut started = of_timers.to_vec();
        started.extend(asked.into_iter().map(|name| (name, None)));
        let mentions = Mentions::new(targets, pulls, &started);
        // Instances with a file or a drop-in of their own are services of their own.
        let own_instances: BTreeSet<(&str, &str)> =
            self.units_of_type(UnitType::Service).filter_map(|unit| instance_of(&unit.name)).collect();
        let count = pulls.len();
        deployment.services.reserve_exact(count);
        let mut gathered = Gathered {
            relations: Vec::with_capacity(count),
            orders: Vec::with_capacity(count),
            candidates: Vec::new(),
            templates: Vec::new(),
        };
        for (index, unit) in self.units_of_type(UnitType::Service).enumerate() {
            let mut read = self.read(unit);
            let mut service = self.lower_service(unit, &mut read);
            if unit.is_template() {
                let is_own = |text: &str| own_instances.contains(&(service.name.as_str(), text));
                let own = instances::candidates((unit, index), &service, &read, &mentions, is_own);
                let default = read.default_instance.from();
                instances::set_instances(&mut service, own.iter(), &default);
                let first = gathered.candidates.len();
                gathered.candidates.extend(own);
                let candidates = first..gathered.candidates.len();
                gathered.templates.push(Template { service: index, candidates, default });
            }
            let started_by = read.started_by(unit);
            membership(&read, &started_by.values, targets, &target_index, &mut service);
            natives(&read, index, &mut deployment.natives);
            ineffective(unit, &read, &service, index, &mut deployment.natives);
            if unit.is_template() && read.alias_links.values.is_empty() {
                // An empty `Alias=` that only resets the links before it.
                deployment.natives.extend(read.alias_links.from.iter().map(|setting| Native {
                    setting,
                    service: Some(index),
                    reason: NativeReason::WithoutEffect,
                }));
            }
            deployment.services.push(service);
            let part_of = read.part_of.values.clone();
            let links = match unit.is_template() && !read.alias_links.values.is_empty() {
                true => instances::links(unit, &read).map(|(link, _)| link.clone()).collect(),
                false => Cow::Borrowed(unit.links.as_slice()),
            };
            gathered.relations.push(StartRelations { started_by, links, part_of });
            gathered.orders.push(Orders::of(read));
        }
        gathered
    }

    /// Adds to services the sockets that are passed to them, and the timers that start them. `opened` has the sockets that other
    /// units pull in at boot, by name.
    fn add_triggers(
        &self,
        service_index: &ServiceIndex<'_>,
        opened: &BTreeMap<&str, SettingIds>,
        deployment: &mut Deployment<'a>,
    ) {
        let (services, natives) = (&mut deployment.services, &mut deployment.natives);
        let (sockets, timers) = (self.sockets(), self.timers());
        let sockets_by_service = self.sockets_by_service(&sockets, service_index, services.len());
        let mut timers_of: Vec<Vec<&TimerFacts<'_>>> = vec![Vec::new(); services.len()];
        for timer in &timers {
            let started = service_index.by_name_near(&timer.starts, self.directory(timer.unit)).into_iter();
            started.for_each(|service| timers_of[service].push(timer));
        }
        for (at, ((service, socket), timers)) in
            services.iter_mut().zip(sockets_by_service).zip(timers_of).enumerate()
        {
            if let Some(socket) = socket.and_then(|at| sockets.get(at)) {
                socket.pass_to(service, opened);
                natives.extend(socket.activating_setting(service).map(|setting| Native {
                    setting,
                    service: Some(at),
                    reason: NativeReason::PartlyKept(PartlyKept::StartsAgain),
                }));
            }
            service.timer = timer::combine(timers.into_iter());
            timer::apply(service);
        }
    }

    /// Indexes services by their names and aliases.
    fn service_index(&self, services: &[Service<'a>]) -> ServiceIndex<'a> {
        let mut service_index = ServiceIndex::new(services, self.sources);
        for (at, unit) in
            self.units_of_type(UnitType::Service).enumerate().filter(|(_, unit)| !unit.is_template())
        {
            unit.aliases.iter().for_each(|alias| service_index.add_alias(alias, at));
            if unit.sets(Name::Alias) {
                let names = self.references(unit, &[Name::Alias]).into_iter();
                names.for_each(|alias| service_index.add_alias(&alias.unit, at));
            }
        }
        service_index
    }

    /// Adds native rows for the units that are not services. The model holds the socket passed to a service and the
    /// times at which a timer starts one; the rest is for the mapping table to explain.
    fn add_other_units(&self, service_index: &ServiceIndex<'_>, deployment: &mut Deployment<'a>) {
        let leaves = [
            Leaf::Listens,
            Leaf::ListensOwner,
            Leaf::ListensMode,
            Leaf::ListensBacklog,
            Leaf::Start,
            Leaf::Timer,
            // `DefaultInstance=` of a timer.
            Leaf::Instances,
        ];
        let handed: BTreeSet<SettingId> = deployment
            .services
            .iter()
            .flat_map(|service| leaves.iter().flat_map(|leaf| service.from(*leaf).iter()))
            .collect();
        let is_beside = |unit: &&Unit| {
            !matches!(unit.unit_type(), Some(UnitType::Service | UnitType::Target))
                && unit.is_loaded(self.sources)
        };
        for unit in self.units.iter().filter(is_beside) {
            let (service, accepts) = (self.service_of_trigger(unit, service_index), self.accepts(unit));
            let opens_its_own = service.is_some_and(|service| {
                unit.unit_type() == Some(UnitType::Socket)
                    && socket_daemons::opens_own_sockets(&deployment.services[service].command.value.argv)
            });
            let replaced: BTreeSet<SettingId> = self.in_effect(unit).replaced.into_iter().collect();
            for entry in unit.entries(self.sources).filter(|entry| !handed.contains(&entry.id)) {
                let reason = match (entry.section, entry.row) {
                    (Some(section), Some(row)) if unit.sections().contains(section) => {
                        if let Some(since) = row.too_new_for(self.release) {
                            let reason = NativeReason::TooNew { since };
                            deployment.natives.push(Native { setting: entry.id, service, reason });
                            continue;
                        }
                        let value = entry.value();
                        let text = value.text();
                        let guaranteed = text.and_then(|text| {
                            no_effect::guaranteed_reason(row.name, text.split_ascii_whitespace())
                        });
                        match guaranteed.is_none() && text.is_none_or(|text| no_effect::has_effect(row, text))
                        {
                            true if text
                                .is_none_or(|text| Acceptance::of(row, text, self.release).is_ignored) =>
                            {
                                NativeReason::InvalidValue
                            }
                            true if replaced.contains(&entry.id) => NativeReason::Overridden,
                            true if row.name == Name::ListenStream && accepts => NativeReason::PerConnection,
                            true if row.name == Name::ListenStream && opens_its_own => {
                                NativeReason::ProgramOpensSocket
                            }
                            true if is_for_people(row.name) => NativeReason::DescriptionOnly,
                            true if service.is_none() && timer::is_trigger(row.name) => {
                                NativeReason::UnknownUnit
                            }
                            true => NativeReason::Table,
                            false => guaranteed.unwrap_or(NativeReason::AlreadyProvided),
                        }
                    }
                    (Some(section), None) if unit.sections().contains(section) => NativeReason::UnknownName,
                    _ => NativeReason::UnknownSection,
                };
                deployment.natives.push(Native { setting: entry.id, service, reason });
            }
        }
    }

    /// Notes that nothing shows the description and documentation of a target that does not form a group.
    fn mark_ungrouped_descriptions(&self, target: &Unit, natives: &mut [Native]) {
        if ![Name::Description, Name::Documentation].iter().any(|name| target.sets(*name)) {
            return;
        }
        let is_for_people = |entry: &UnitEntry<'_>| entry.row.is_some_and(|row| is_for_people(row.name));
        let reported: BTreeSet<SettingId> =
            target.entries(self.sources).filter(is_for_people).map(|entry| entry.id).collect();
        for native in natives {
            if native.reason == NativeReason::Table && reported.contains(&native.setting) {
                native.reason = NativeReason::DescriptionOnly;
            }
        }
    }

    /// The lines of a unit that are in effect, without regard to lines at which systemd gives up: what follows is
    /// translated as it was meant.
    pub(super) fn in_effect(&self, unit: &'a Unit) -> InEffect<'a> {
        InEffect::of(unit.entries(self.sources).filter(|entry| unit.reads(entry)), self.release)
    }

    /// Adds native rows for files that belong only to units that systemd does not load; a drop-in may belong to others
    /// as well.
    fn add_unloaded(&self, natives: &mut Vec<Native>) {
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

    /// The directory of a unit's file.
    fn directory(&self, unit: &Unit) -> &'a str {
        self.sources.get(unit.main().id).directory()
    }

    /// The service that a socket, a timer or a path starts.
    pub(super) fn service_of_trigger(
        &self,
        unit: &'a Unit,
        service_index: &ServiceIndex<'_>,
    ) -> Option<usize> {
        service_index.by_name_near(&self.triggered_unit(unit), self.directory(unit)).into_iter().min()
    }
}

/// The sockets that the services and targets started at boot pull in, by name, with the settings that do so.
fn opened_sockets<'p>(
    pulls: &'p [Vec<UnitReference>],
    orders: &[Orders],
    targets: &'p [TargetFacts<'_>],
    boot: &Boot,
    services: &[Service<'_>],
) -> BTreeMap<&'p str, SettingIds> {
    let mut opened: BTreeMap<&str, SettingIds> = BTreeMap::new();
    let mut add =
        |socket: &'p str, from: &SettingIds| opened.entry(socket).or_insert(SettingIds::NONE).extend(from);
    let is_socket = |pull: &&UnitReference| pull.unit.ends_with(".socket");
    for ((pulls, order), service) in pulls.iter().zip(orders).zip(services) {
        if service.start.value == Start::AtBoot {
            pulls.iter().filter(is_socket).for_each(|pull| add(&pull.unit, &SettingIds::one(pull.from)));
            // `Type=dbus` implies `Requires=dbus.socket`.
            order.bus.iter().for_each(|from| add(BUS_SOCKET, from));
        }
    }
    let reached = targets.iter().enumerate().filter(|(at, _)| boot.reaches_target(*at));
    for pull in reached.flat_map(|(_, target)| &target.wants).filter(is_socket) {
        add(&pull.unit, &SettingIds::one(pull.from));
    }
    opened
}

/// Whether a directive only describes the unit to people.
const fn is_for_people(name: Name) -> bool {
    matches!(name, Name::Description | Name::Documentation)
}
