//! The order in which services are started.

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
    let mut steps = vec![0_i64; count];
    // A cycle would never settle; without one, as many rounds as there are services are enough.
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
        for list in [&read.after, &read.before, &read.part_of] {
            for id in list.from.iter() {
                let counts = service.order.from.contains(id) || service.membership.from.contains(id);
                if !counts {
                    let guaranteed = read.guaranteed.iter().find(|(setting, _)| *setting == id);
                    let reason = guaranteed.map_or(NativeReason::Table, |(_, reason)| *reason);
                    deployment.natives.push(Native { setting: id, service: Some(index), reason });
                }
            }
        }
    }
}
