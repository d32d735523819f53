//! The order in which services are started.

use std::collections::BTreeMap;

use super::read::{List, ReadSettings};
use super::service::service_type;
use super::service_index::{BUS_SOCKET, ServiceIndex};
use crate::ir::{Decided, Deployment, Native, NativeReason, SettingId, SettingIds};
use crate::systemd::kinds::enums::ServiceType;

/// What a service declares about its order.
pub(super) struct Orders {
    after: List<String>,
    before: List<String>,
    part_of: List<String>,
    /// The settings that make it a `Type=dbus` service, if it is one.
    pub(super) bus: Option<SettingIds>,
    guaranteed: Vec<(SettingId, NativeReason)>,
}

impl Orders {
    pub(super) fn of(read: ReadSettings<'_>) -> Self {
        let bus = (service_type(&read) == ServiceType::Dbus).then(|| read.service_type.from());
        Self {
            after: read.after,
            before: read.before,
            part_of: read.part_of,
            bus,
            guaranteed: read.guaranteed_orders,
        }
    }
}

/// Derives ranks from `After=` and `Before=` between the given services: a service comes one step after the last one
/// that it waits for; a service without such an ordering keeps the default.
pub(super) fn order(reads: &[Orders], service_index: &ServiceIndex<'_>, deployment: &mut Deployment<'_>) {
    let count = reads.len();
    let mut edges: Vec<(usize, usize, &SettingIds)> = Vec::new();
    for (index, read) in reads.iter().enumerate() {
        let place = |name: &String| service_index.for_ordering(name);
        for other in read.after.values.iter().filter_map(place) {
            edges.push((other, index, &read.after.from));
        }
        for other in read.before.values.iter().filter_map(place) {
            edges.push((index, other, &read.before.from));
        }
        // Implied by the type (`service_setup_bus_name()`, `src/core/service.c`).
        if let Some((from, bus)) = read.bus.as_ref().zip(service_index.for_ordering(BUS_SOCKET)) {
            edges.push((bus, index, from));
        }
    }
    edges.retain(|(first, then, _)| first != then);
    let steps = steps(count, edges.iter().map(|(first, then, _)| (*first, *then)));
    let mut from: Vec<Option<SettingIds>> = vec![None; count];
    for (first, then, sources) in &edges {
        for index in [*first, *then] {
            from[index].get_or_insert(SettingIds::NONE).extend(sources);
        }
    }
    for ((service, step), from) in deployment.services.iter_mut().zip(steps).zip(from) {
        if let Some(from) = from {
            service.order = Decided::by(step, from);
        }
    }
    // `After=` and `PartOf=` of units that are not given are for the mapping table to explain.
    for (index, read) in reads.iter().enumerate() {
        let service = &deployment.services[index];
        // Of several reasons, the first counts.
        let guaranteed: BTreeMap<SettingId, NativeReason> = read.guaranteed.iter().rev().copied().collect();
        for list in [&read.after, &read.before, &read.part_of] {
            for id in list.from.iter() {
                let counts = service.order.from.contains(id) || service.membership.from.contains(id);
                if !counts {
                    let reason = guaranteed.get(&id).copied().unwrap_or(NativeReason::Table);
                    deployment.natives.push(Native { setting: id, service: Some(index), reason });
                }
            }
        }
    }
}

/// The length of the longest path to each service over these edges; for one in a cycle or after one, their number.
fn steps(count: usize, edges: impl Iterator<Item = (usize, usize)>) -> Vec<i64> {
    let (mut next, mut waiting) = (vec![Vec::new(); count], vec![0_usize; count]);
    for (first, then) in edges {
        next[first].push(then);
        waiting[then] += 1;
    }
    let mut steps = vec![0_i64; count];
    let mut open: Vec<usize> = (0..count).filter(|at| waiting[*at] == 0).collect();
    while let Some(first) = open.pop() {
        for then in &next[first] {
            steps[*then] = steps[*then].max(steps[first] + 1);
            waiting[*then] -= 1;
            if waiting[*then] == 0 {
                open.push(*then);
            }
        }
    }
    for (step, waiting) in steps.iter_mut().zip(waiting) {
        if waiting > 0 {
            *step = count as i64;
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_comes_after_the_longest_chain_that_it_waits_for() {
        let of = |count, edges: &[(usize, usize)]| steps(count, edges.iter().copied());
        assert_eq!(of(4, &[(3, 2), (2, 1), (1, 0), (3, 0)]), [3, 2, 1, 0]);
        assert_eq!(of(3, &[(0, 1), (0, 1)]), [0, 1, 0]);
        assert_eq!(of(5, &[(0, 1), (1, 2), (2, 1), (2, 3)]), [0, 5, 5, 5, 0], "a cycle and what follows it");
    }
}
