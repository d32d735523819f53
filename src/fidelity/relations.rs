//! Relations between services: membership in groups, and the order of start and stop.

use std::collections::{BTreeMap, BTreeSet};

use super::Direction;
use super::comparison::Counterpart;
use super::outcomes::Why;
use super::verdicts::Judge;
use crate::emission::Property;
use crate::reason::Reason;
use crate::source::Map;

impl<'j, 'a, 'b> Judge<'j, 'a, 'b> {
    pub(super) fn membership_differs(&self, index: usize, counterparts: &[Counterpart<'j, 'a, 'b>]) -> bool {
        let service = &self.original.services[index];
        let expected: Vec<&str> = service
            .membership
            .value
            .iter()
            .filter_map(|name| {
                let at = self.groups.group(name)?;
                self.emission.groups.get(at).map(String::as_str)
            })
            .collect();
        let alike = counterparts.iter().all(|other| {
            other.result.membership.value.len() == expected.len()
                && other.result.membership.value.iter().all(|name| expected.contains(&name.as_str()))
        });
        !alike
    }

    /// For each service, whether the same services are started before it. `before` has the steps of the original.
    pub(super) fn orders_alike(&self, before: &[usize]) -> Vec<bool> {
        let after = self.result.steps();
        let step_of = |index: usize| {
            let name = self.emission.names[index].services.first();
            name.and_then(|name| self.index.service(name)).map(|(at, _)| after[at])
        };
        let steps: Vec<Option<usize>> = (0..before.len()).map(step_of).collect();
        // Steps are numbered densely on both sides, so that equal orders have equal numbers.
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

    /// For each service, whether the members of its group that are ordered relative to it are stopped in the same way: at
    /// the same time or one after the other (A3). `steps` are those of the original.
    pub(super) fn stops_alike(&self, steps: &[usize]) -> Vec<bool> {
        let others: BTreeMap<&str, bool> =
            self.result.groups.iter().map(|group| (group.name.as_str(), group.stops_concurrently)).collect();
        let mut changed: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for (group, name) in self.original.groups.iter().zip(&self.emission.groups) {
            if others.get(name.as_str()).is_some_and(|at_once| *at_once != group.stops_concurrently) {
                changed.insert(group.name.as_str(), BTreeSet::new());
            }
        }
        let services = || self.original.services.iter().zip(steps);
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

    /// The reason for a difference in that.
    pub(super) const fn stop_difference(&self) -> &'static str {
        match self.direction {
            Direction::ToSystemd => {
                "Started in the same order. On a stop supervisord signals the whole group at the same time, in reverse order; \
                 systemd waits for each member before it stops the next."
            }
            Direction::ToSupervisord => {
                "Started in the same order. On a stop systemd waits for each member before it stops the next; supervisord \
                 signals the whole group at the same time, in reverse order."
            }
        }
    }

    pub(super) fn group(&mut self, index: usize, ordered: &[bool]) {
        let group = &self.original.groups[index];
        let name = self.emission.groups.get(index);
        let other = name.and_then(|name| self.result_groups.group(name)).map(|at| &self.result.groups[at]);
        let differs =
            |alike: bool, words: &'static str| (!alike).then_some(Why::Reason(Reason::Static(words)));
        let members = match other {
            Some(other) => {
                let mut members = Map::with_capacity(other.members.len());
                other.members.iter().for_each(|name| _ = members.insert(name.as_str(), ()));
                let own = self.groups.services(&group.name).iter();
                let mut expected = own.flat_map(|at| &self.emission.names[*at].services);
                let count = expected.clone().count();
                let alike =
                    count == other.members.len() && expected.all(|name| members.get(name.as_str()).is_some());
                differs(alike, "The group's members are not all the same.")
            }
            // A group without members is not emitted, so it cannot be read back.
            None => differs(group.members.is_empty(), "Nothing of the group was written."),
        };
        self.settle(Property::Members(index), &group.members_from, members);
        // A rank alone has no effect: whether it was kept shows in the order of the members.
        let in_order = self.groups.services(&group.name).iter().all(|at| ordered[*at]);
        let rank = differs(in_order, "The members are not started in the same order relative to the others.");
        self.settle(Property::Rank(index), &group.rank_from, rank);
        let at_boot = other.is_none_or(|other| other.at_boot == group.at_boot || !group.at_boot);
        let boot = differs(at_boot, "The group is not started at the same time.");
        self.settle(Property::AtBoot(index), &group.at_boot_from, boot);
    }
}
