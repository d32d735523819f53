//! Which of the given units systemd starts at boot: those that a boot target wants, and those that these want in turn.
//!
//! A unit that is not given is assumed to be reached at boot, unless it is one of systemd's own for another occasion.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::groups::TargetFacts;
use super::instances::Candidate;
use super::read::List;
use super::service_index::ServiceIndex;
use crate::ir::{
    Decided, Deployment, Instances, Native, NativeReason, PartlyKept, SettingId, SettingIds, Start,
};
use crate::source::Map;
use crate::systemd::directives::Name;
use crate::systemd::instance_dependencies::substitute_instance;
use crate::systemd::own_units::{is_on_demand, is_outside_boot, is_part_of_boot, is_reached_early};
use crate::systemd::start_links::StartLink;

/// What starts a service, by its own directives and by links.
pub(super) struct StartRelations<'u> {
    pub(super) started_by: List<String>,
    /// The links that start it regardless of its own `[Install]`; for a template, those that start its instances.
    pub(super) links: Cow<'u, [StartLink]>,
    pub(super) part_of: Vec<String>,
}

/// A unit that is started along with another one, and the setting that causes it.
pub(super) struct UnitReference {
    pub(super) unit: String,
    pub(super) directive: Name,
    pub(super) from: SettingId,
}

/// Whether each service, target and instance is started at boot, and by which settings of other units.
pub(super) struct Boot {
    services: Vec<Option<SettingIds>>,
    /// By service: whether every unit that wants it is neither given nor known to be reached at boot.
    presumed: Vec<bool>,
    targets: Vec<Option<SettingIds>>,
    instances: Vec<Option<SettingIds>>,
}

/// Which unit starts which. The nodes are the services, then the targets, then the instances of templates.
struct Graph<'g> {
    targets: Map<&'g str, Vec<usize>>,
    instances: Map<&'g str, usize>,
    service_index: &'g ServiceIndex<'g>,
    /// By target: the settings that start it. `first_target` is the node of the first target.
    target_sources: Vec<&'g SettingIds>,
    first_target: usize,
    /// By node: the nodes started along with it, and the settings responsible.
    starts: Vec<Vec<(usize, SettingIds)>>,
    reached: Vec<Option<SettingIds>>,
    first_instance: usize,
}

impl<'g> Graph<'g> {
    /// The nodes, and the edges from instances to their templates.
    fn new(
        targets: &'g [TargetFacts<'_>],
        relations: &[StartRelations<'_>],
        candidates: &'g [Candidate],
        service_index: &'g ServiceIndex<'g>,
    ) -> Self {
        let first_target = relations.len();
        let first_instance = first_target + targets.len();
        let count = first_instance + candidates.len();
        let mut graph = Self {
            targets: Map::new(),
            instances: Map::new(),
            service_index,
            target_sources: targets.iter().map(|target| &target.started_by.from).collect(),
            first_target,
            starts: vec![Vec::new(); count],
            reached: vec![None; count],
            first_instance,
        };
        for (at, target) in targets.iter().enumerate() {
            let nodes = graph.targets.get_or_insert_with(target.unit.name.as_str(), Vec::new);
            nodes.push(first_target + at);
        }
        for (at, candidate) in candidates.iter().enumerate() {
            // What an instance starts, its template starts.
            graph.starts[first_instance + at].push((candidate.template, SettingIds::NONE));
            graph.instances.get_or_insert_with(candidate.unit.as_str(), || first_instance + at);
        }
        graph
    }

    /// The nodes of the given units that a name stands for.
    fn nodes(&self, unit: &str) -> Vec<usize> {
        if let Some(instance) = self.instances.get(unit) {
            let own = self.service_index.by_exact_name(unit);
            return own.chain([*instance]).collect();
        }
        let is_target = unit.ends_with(".target");
        // `x@%i.target` and `x@1.target` are made from the template.
        let template =
            unit.split_once('@').filter(|_| is_target).map(|(prefix, _)| format!("{prefix}@.target"));
        let of_name = self.targets.get(unit).or_else(|| self.targets.get(template?.as_str()));
        let of_name = of_name.into_iter().flatten().copied();
        if self.is_other_instance(unit) {
            return self.service_index.by_exact_name(unit).chain(of_name).collect();
        }
        self.service_index.by_name(unit).chain(of_name).collect()
    }

    /// Whether this is the name of an instance that nothing starts, although its template is given: what `w@2.service` wants is
    /// not started with `w@1.service` (run on 252).
    fn is_other_instance(&self, unit: &str) -> bool {
        let made = unit.strip_suffix(".service").and_then(|stem| stem.split_once('@'));
        made.is_some_and(|(prefix, text)| {
            !text.is_empty()
                && !text.contains('%')
                && self.instances.get(unit).is_none()
                && self.service_index.templates(prefix).next().is_some()
        })
    }

    /// Records that `by` starts the unit because of these settings. A unit that is not given usually is reached at
    /// boot.
    fn add_starter(&mut self, at: usize, by: &str, from: &SettingIds) {
        let wanting = self.nodes(by);
        if wanting.is_empty() && !is_outside_boot(by) && !self.is_other_instance(by) {
            self.reached[at].get_or_insert(SettingIds::NONE);
        }
        for other in wanting {
            let mut from = from.clone();
            // What starts the target starts the unit as well.
            let target =
                other.checked_sub(self.first_target).and_then(|target| self.target_sources.get(target));
            target.into_iter().for_each(|asked| from.extend(asked));
            self.starts[other].push((at, from));
        }
    }

    /// Records that the unit starts the named one.
    fn add_pull(&mut self, at: usize, unit: &str, from: &SettingIds) {
        let pulled = self.nodes(unit);
        self.starts[at].extend(pulled.into_iter().map(|other| (other, from.clone())));
    }

    /// Adds what `[Install]` declares.
    fn add_install_sections(&mut self, targets: &[TargetFacts<'_>], relations: &[StartRelations<'_>]) {
        let of_services = relations.iter().map(|relation| &relation.started_by);
        let of_targets = targets.iter().map(|target| &target.started_by);
        for (at, by) in of_services.chain(of_targets).enumerate() {
            by.values.iter().for_each(|unit| self.add_starter(at, unit, &by.from));
        }
    }

    /// By service: whether every unit that wants it is neither given nor known to be reached at boot.
    fn presumed(
        &self,
        targets: &[TargetFacts<'_>],
        relations: &[StartRelations<'_>],
        pulls: &[Vec<UnitReference>],
    ) -> Vec<bool> {
        // A target on demand is part of the boot only if something asks for it.
        let mut asking: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let by_services = pulls.iter().enumerate().flat_map(|(at, pulls)| {
            let units = pulls.iter().map(|pull| pull.unit.as_str());
            units.map(move |unit| (at, unit))
        });
        let by_targets = targets.iter().enumerate().flat_map(|(at, target)| {
            let units = target.wants.iter().map(|pull| pull.unit.as_str());
            units.map(move |unit| (self.first_target + at, unit))
        });
        for (at, unit) in by_services.chain(by_targets).filter(|(_, unit)| is_on_demand(unit)) {
            let asking = asking.entry(unit).or_default();
            if asking.last() != Some(&at) {
                asking.push(at);
            }
        }
        let is_asked_for =
            |of: usize, unit: &str| asking.get(unit).is_some_and(|asking| asking.iter().any(|at| *at != of));
        let is_known = |at: usize, unit: &str| {
            is_outside_boot(unit) || is_part_of_boot(unit) && (!is_on_demand(unit) || is_asked_for(at, unit))
        };
        let is_presumed = |(at, relation): (usize, &StartRelations<'_>)| {
            let by = &relation.started_by.values;
            let is_presumed = |unit: &String| {
                self.nodes(unit).is_empty() && !self.is_other_instance(unit) && !is_known(at, unit)
            };
            !by.is_empty() && relation.links.is_empty() && by.iter().all(is_presumed)
        };
        relations.iter().enumerate().map(is_presumed).collect()
    }

    /// Enabling a template enables its default instance.
    fn add_default_instances(&mut self, relations: &[StartRelations<'_>], candidates: &[Candidate]) {
        for (at, candidate) in candidates.iter().enumerate().filter(|(_, candidate)| candidate.is_default) {
            let by = &relations[candidate.template].started_by.values;
            by.iter().for_each(|unit| self.add_starter(self.first_instance + at, unit, &SettingIds::NONE));
        }
    }

    /// A link starts the unit even if its `[Install]` does not ask for it.
    fn add_links(&mut self, targets: &[TargetFacts<'_>], relations: &[StartRelations<'_>]) {
        let of_services = relations.iter().map(|relation| &*relation.links);
        let of_targets = targets.iter().map(|target| target.unit.links.as_slice());
        for (at, links) in of_services.chain(of_targets).enumerate() {
            for link in links {
                let instance = self.instances.get(link.name.as_str()).copied();
                self.add_starter(instance.unwrap_or(at), &link.by, &SettingIds::NONE);
            }
        }
    }

    /// A unit that a template names by `%i` is named by each instance on its own.
    fn add_instances(
        &mut self,
        relations: &[StartRelations<'_>],
        pulls: &[Vec<UnitReference>],
        candidates: &[Candidate],
    ) {
        let defaults = candidates.iter().filter(|candidate| candidate.is_default);
        let has_default: BTreeSet<usize> = defaults.map(|candidate| candidate.template).collect();
        for (at, candidate) in candidates.iter().enumerate() {
            let (text, of) = (candidate.text(), candidate.template);
            let is_there = |unit: &String| {
                self.instances.get(unit.as_str()).is_some()
                    || self.service_index.by_exact_name(unit).next().is_some()
            };
            let pulled = pulls[of].iter().filter_map(|pull| substitute_instance(&pull.unit, text));
            let pulled: Vec<String> = pulled.filter(is_there).collect();
            // If there is a default instance, only that one is enabled.
            let is_enabled = candidate.is_default || !has_default.contains(&of);
            let started_by = relations[of].started_by.values.iter().filter(|_| is_enabled);
            let by = started_by.filter_map(|unit| substitute_instance(unit, text));
            let by: Vec<String> = by.filter(is_there).collect();
            let node = self.first_instance + at;
            pulled.iter().for_each(|unit| self.add_pull(node, unit, &SettingIds::NONE));
            by.iter().for_each(|unit| self.add_starter(node, unit, &SettingIds::NONE));
        }
    }

    /// Adds what targets start, and marks those that every boot reaches.
    fn add_targets(&mut self, targets: &[TargetFacts<'_>]) {
        for (target, node) in targets.iter().zip(self.first_target..) {
            if is_part_of_boot(&target.unit.name) {
                self.reached[node] = Some(SettingIds::NONE);
            }
            // The settings by which a target wants them are reported with its group.
            let from = &target.started_by.from;
            let wanted = target.wants.iter().map(|pull| &pull.unit);
            wanted.chain(&target.upholds).for_each(|unit| self.add_pull(node, unit, from));
        }
    }

    /// Marks everything that is started along with what is already reached.
    fn propagate(&mut self) {
        let mut open: Vec<usize> = (0..self.reached.len()).filter(|at| self.reached[*at].is_some()).collect();
        while let Some(at) = open.pop() {
            for (other, from) in std::mem::take(&mut self.starts[at]) {
                if self.reached[other].is_none() {
                    // What starts an instance starts its template.
                    let own = self.reached[at].clone().filter(|_| at >= self.first_instance);
                    self.reached[other] = Some(own.unwrap_or(from));
                    open.push(other);
                }
            }
        }
    }
}

impl Boot {
    pub(super) fn of(
        targets: &[TargetFacts<'_>],
        relations: &[StartRelations<'_>],
        pulls: &[Vec<UnitReference>],
        candidates: &[Candidate],
        service_index: &ServiceIndex<'_>,
    ) -> Self {
        let mut graph = Graph::new(targets, relations, candidates, service_index);
        graph.add_install_sections(targets, relations);
        let presumed = graph.presumed(targets, relations, pulls);
        graph.add_default_instances(relations, candidates);
        graph.add_links(targets, relations);
        for (at, pulls) in pulls.iter().enumerate() {
            // Whether the directive does more than start the unit is for the mapping table to explain.
            pulls.iter().for_each(|pull| graph.add_pull(at, &pull.unit, &SettingIds::NONE));
        }
        graph.add_instances(relations, pulls, candidates);
        graph.add_targets(targets);
        graph.propagate();
        let mut services = graph.reached;
        let instances = services.split_off(relations.len() + targets.len());
        let targets = services.split_off(relations.len());
        Self { services, presumed, targets, instances }
    }

    /// The instances that a template has, out of its `own` candidates: those that are started, otherwise all that are
    /// named, otherwise the default instance.
    pub(super) fn instances<'c>(
        &self,
        own: Range<usize>,
        candidates: &'c [Candidate],
    ) -> impl Iterator<Item = &'c Candidate> {
        let own = candidates[own.clone()].iter().zip(&self.instances[own]);
        let is_started = own.clone().any(|(_, reached)| reached.is_some());
        let is_named = own.clone().any(|(one, _)| !one.is_default);
        own.filter(move |(one, reached)| match is_started {
            true => reached.is_some(),
            false => !one.is_default || !is_named,
        })
        .map(|(one, _)| one)
    }

    /// Whether a target is reached.
    pub(super) fn reaches_target(&self, target: usize) -> bool {
        self.targets.get(target).is_some_and(Option::is_some)
    }

    /// Sets whether each service is started at boot, and adds native rows for the settings that do not lead to a start.
    pub(super) fn apply(
        &self,
        relations: &[StartRelations<'_>],
        pulls: &[Vec<UnitReference>],
        targets: &[TargetFacts<'_>],
        service_index: &ServiceIndex<'_>,
        deployment: &mut Deployment<'_>,
    ) {
        for ((at, relation), reached) in relations.iter().enumerate().zip(&self.services) {
            // What starts the group of a service starts the service.
            let is_member = |target: &TargetFacts<'_>| {
                let name = &target.unit.name;
                relation.part_of.contains(name) && relation.started_by.values.contains(name)
            };
            let by_group = || relation.started_by.values.is_empty() || targets.iter().any(is_member);
            let mut from = relation.started_by.from.clone();
            let (start, besides) = match reached {
                Some(by) => {
                    from.extend(by);
                    (
                        Start::AtBoot,
                        self.presumed[at].then_some(NativeReason::PartlyKept(PartlyKept::PresumedReached)),
                    )
                }
                None if by_group() => (Start::ByHand, None),
                None => {
                    from = SettingIds::NONE;
                    (Start::ByHand, Some(NativeReason::NotAtBoot))
                }
            };
            deployment.services[at].start = Decided::by(start, from);
            let natives = besides.into_iter().flat_map(|reason| {
                let wanting = relation.started_by.from.iter();
                wanting.map(move |setting| Native { setting, service: Some(at), reason })
            });
            deployment.natives.extend(natives);
        }
        // If all that a service wants is given, supervisord starts it anyway.
        let is_started = |unit: &str| {
            let is_started = |at: usize| {
                let is_any = !matches!(&deployment.services[at].instances.value, Instances::Each(list) if list.is_empty());
                is_any && self.services[at].is_some()
            };
            let mut all = service_index.by_name(unit).peekable();
            all.peek().is_some() && all.all(is_started)
        };
        let mut started: BTreeMap<SettingId, bool> = BTreeMap::new();
        let wanted = pulls.iter().flatten().filter(|pull| pull.directive == Name::Wants);
        for pull in wanted {
            let is_there = is_started(&pull.unit) || is_reached_early(&pull.unit);
            *started.entry(pull.from).or_insert(true) &= is_there;
        }
        if !started.is_empty() {
            for native in &mut deployment.natives {
                if native.reason == NativeReason::Table && started.get(&native.setting) == Some(&true) {
                    native.reason = NativeReason::StartedAnyway;
                }
            }
        }
    }
}
