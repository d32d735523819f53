//! Finds the services that a unit name stands for.

use crate::ir::{Instances, Service};
use crate::source::{Map, Sources};

/// The socket of the message bus (systemd.special(7)).
pub(super) const BUS_SOCKET: &str = "dbus.socket";

/// Whether a unit name is that of a service or of one of its instances.
pub(super) fn is_unit_of(unit: &str, service: &Service<'_>) -> bool {
    let Some(stem) = unit.strip_suffix(".service") else { return false };
    match (&service.instances.value, stem.split_once('@')) {
        (Instances::One, _) => stem == service.name,
        (Instances::Each(_), Some((prefix, _))) => prefix == service.name,
        (Instances::Each(_), None) => false,
    }
}

/// Services by the names of their units, matched as by [`is_unit_of`]; scanning all services for each name would be
/// quadratic.
pub(super) struct ServiceIndex<'s> {
    plain: Map<String, Vec<usize>>,
    templates: Map<String, Vec<usize>>,
    /// The directory of each service's file.
    directories: Vec<&'s str>,
}

impl<'s> ServiceIndex<'s> {
    pub(super) fn new(services: &[Service<'_>], sources: &'s Sources) -> Self {
        let directories = services.iter().map(|service| sources.get(service.place.0).directory()).collect();
        let mut index = Self { plain: Map::new(), templates: Map::new(), directories };
        for (at, service) in services.iter().enumerate() {
            let of_kind = match service.instances.value {
                Instances::One => &mut index.plain,
                Instances::Each(_) => &mut index.templates,
            };
            of_kind.get_or_insert_with(service.name.clone(), Vec::new).push(at);
        }
        index
    }

    /// Adds an alias of a service. A name that is already taken is not changed.
    pub(super) fn add_alias(&mut self, unit: &str, service: usize) {
        let Some(stem) = unit.strip_suffix(".service").filter(|stem| !stem.contains('@')) else { return };
        if self.plain.get(stem).is_none() {
            self.plain.get_or_insert_with(stem.to_owned(), Vec::new).push(service);
        }
    }

    /// The services with a unit of this name, including templates from which it is made.
    pub(super) fn by_name(&self, unit: &str) -> impl Iterator<Item = usize> + use<'_> {
        let of_templates = unit.strip_suffix(".service").and_then(|stem| stem.split_once('@'));
        let of_templates = of_templates.map(|(prefix, _)| self.templates(prefix));
        self.by_exact_name(unit).chain(of_templates.into_iter().flatten())
    }

    /// The service that an ordering dependency on this unit refers to, the first if there are several. A dependency on the
    /// socket of the message bus refers to the daemon, which opens the socket itself in a translation.
    pub(super) fn for_ordering(&self, unit: &str) -> Option<usize> {
        self.by_name(if unit == BUS_SOCKET { "dbus.service" } else { unit }).min()
    }

    /// The services with a unit of exactly this name, excluding templates from which it could be made.
    pub(super) fn by_exact_name(&self, unit: &str) -> impl Iterator<Item = usize> + use<'_> {
        let plain = unit.strip_suffix(".service").and_then(|stem| self.plain.get(stem));
        plain.into_iter().flatten().copied()
    }

    /// The services with a unit of this name, as seen by a unit whose file is in `directory`. If two directories have a
    /// unit of that name, the one in the same directory is meant; an instance with a unit of its own is not made from
    /// the template.
    pub(super) fn by_name_near(&self, unit: &str, directory: &str) -> Vec<usize> {
        let mut all: Vec<usize> = self.by_exact_name(unit).collect();
        if all.is_empty() {
            all = self.by_name(unit).collect();
        }
        let is_beside = |service: &usize| self.directories.get(*service) == Some(&directory);
        if all.len() > 1 && all.iter().any(is_beside) {
            all.retain(is_beside);
        }
        all
    }

    /// The templates of this name.
    pub(super) fn templates(&self, name: &str) -> impl Iterator<Item = usize> + use<'_> {
        self.templates.get(name).into_iter().flatten().copied()
    }
}
