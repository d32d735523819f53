//! The names of the units.

use super::reserved_names;
use crate::emission::{TargetName, UniqueNames};
use crate::ir::{Deployment, Instances, Service};
use crate::text::byte_set::ByteSet;

/// The names of the units of a deployment.
#[derive(Debug)]
pub(super) struct Names {
    services: Vec<ServiceNames>,
    groups: Vec<String>,
    listeners: Vec<String>,
}

#[derive(Debug)]
struct ServiceNames {
    /// The name without `@` and type.
    prefix: String,
    /// The units that run: `a.service`, or one per instance.
    units: Vec<String>,
}

impl Names {
    pub(super) fn new(deployment: &Deployment<'_>) -> Self {
        let mut names = UniqueNames::with_capacity('-', deployment.services.len());
        let mut services = Vec::with_capacity(deployment.services.len());
        for service in &deployment.services {
            let name = escape_unit_name(&service.name);
            let is_replacing = replaces_system_unit(&name, service);
            let name = if is_replacing { name + "-program" } else { name };
            let prefix = names.take(shortened(name, instance_length(service)));
            let units = match &service.instances.value {
                Instances::One => vec![[&prefix, ".service"].concat()],
                Instances::Each(list) if super::service::needs_plain_units(service) => {
                    let mut units = Vec::new();
                    for one in list.iter() {
                        // Another service may have this name.
                        let name = names.take(format!("{prefix}-{}", escape_unit_name(&one.text)));
                        units.push(format!("{name}.service"));
                    }
                    units
                }
                Instances::Each(list) => list
                    .iter()
                    .map(|one| format!("{prefix}@{}.service", escape_unit_name(&one.text)))
                    .collect(),
            };
            services.push(ServiceNames { prefix, units });
        }
        // A target may have the name of a service, but not that of the target of a service's own instances.
        let mut targets = UniqueNames::new('-');
        for (service, own) in deployment.services.iter().zip(&services) {
            if has_own_target(service) {
                targets.take(own.prefix.clone());
            }
        }
        let groups = deployment.groups.iter().map(|group| {
            let name = escape_unit_name(&group.name);
            let name = if reserved_names::is_target(&name) { name + "-group" } else { name };
            format!("{}.target", targets.take(shortened(name, 0)))
        });
        let groups = groups.collect();
        let listeners = deployment.listeners.iter().map(|listener| {
            let name = escape_unit_name(&listener.name);
            let name = if reserved_names::is_service(&name) { name + "-hook" } else { name };
            // The hook is an instance, named after the unit that has failed.
            names.take(shortened(name, MAX_LENGTH / 2))
        });
        let listeners = listeners.collect();
        Self { services, groups, listeners }
    }

    /// The name of a service's units without `@` and type.
    pub(super) fn prefix(&self, service: usize) -> &str {
        &self.services[service].prefix
    }

    /// The unit of the system that has the service's name, if the service was renamed because of it.
    pub(super) fn shadowed_system_unit(&self, at: usize, service: &Service<'_>) -> Option<String> {
        let own =
            self.prefix(at).strip_suffix("-program").filter(|own| *own == escape_unit_name(&service.name))?;
        let unit_type = if replaces_system_service(own, service) { "service" } else { "target" };
        Some(format!("{own}.{unit_type}"))
    }

    /// The units of a service that run.
    pub(super) fn units(&self, service: usize) -> &[String] {
        &self.services[service].units
    }

    /// The target of a group.
    pub(super) fn group(&self, group: usize) -> &str {
        &self.groups[group]
    }

    /// The name of a listener's template, without `@` and type.
    pub(super) fn listener(&self, listener: usize) -> &str {
        &self.listeners[listener]
    }

    /// The names of each service, for the report.
    pub(super) fn into_target_names(self, deployment: &Deployment<'_>) -> Vec<TargetName> {
        let services = deployment.services.iter().zip(self.services);
        services.map(|(service, names)| names.into_target_name(service)).collect()
    }
}

impl ServiceNames {
    fn into_target_name(self, service: &Service<'_>) -> TargetName {
        let Self { prefix, units: each } = self;
        let stem = |unit: &String| unit.strip_suffix(".service").unwrap_or(unit).to_owned();
        let is_split = matches!(service.instances.value, Instances::Each(_))
            && super::service::needs_plain_units(service);
        let all = match &service.instances.value {
            Instances::One => [&prefix, ".service"].concat(),
            Instances::Each(_) if has_own_target(service) => format!("{prefix}.target"),
            Instances::Each(_) if is_split => format!("'{prefix}-*.service'"),
            Instances::Each(_) => format!("'{prefix}@*.service'"),
        };
        let services = if is_split { each.iter().map(stem).collect() } else { vec![prefix] };
        TargetName { services, all, each }
    }
}

/// Whether a service of this name would replace one that the machine needs.
fn replaces_system_service(name: &str, service: &Service<'_>) -> bool {
    reserved_names::is_service(name)
        || reserved_names::replaces_essential_service(name, &service.command.value)
}

/// Whether a service of this name, or its target, would replace a unit that the machine needs.
fn replaces_system_unit(name: &str, service: &Service<'_>) -> bool {
    replaces_system_service(name, service) || has_own_target(service) && reserved_names::is_target(name)
}

/// Whether a service's instances have a target of their own: not if they belong to a group.
pub(super) fn has_own_target(service: &Service<'_>) -> bool {
    matches!(service.instances.value, Instances::Each(_)) && service.membership.value.is_empty()
}

/// Escapes a name for use in a unit name like `systemd-escape`, except that `-` is kept, as it does not stand for a
/// slash here.
fn escape_unit_name(name: &str) -> String {
    if !name.is_empty() && PLAIN.has_all(name.as_bytes()) {
        return name.to_owned();
    }
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        if PLAIN.has(byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("\\x{byte:02x}"));
        }
    }
    if out.is_empty() { "unnamed".to_owned() } else { out }
}

/// The number of bytes that a unit name may have (`UNIT_NAME_MAX` in systemd's `unit-name.h`, less the final NUL).
const MAX_LENGTH: usize = 255;

/// The number of bytes for the rest of a file name: the type, `.tmpfiles.conf`, a number that makes it unique.
const ENDING_LENGTH: usize = 24;

/// The length of the longest `@INSTANCE` or `-INSTANCE` of a service.
fn instance_length(service: &Service<'_>) -> usize {
    match &service.instances.value {
        Instances::One => 0,
        Instances::Each(list) => {
            list.iter().map(|one| 1 + escape_unit_name(&one.text).len()).max().unwrap_or_default()
        }
    }
}

/// Cuts a name so that `rest` and an ending can follow it. A name that is short in supervisord may be long once it is
/// escaped: each letter outside ASCII takes eight bytes or more.
fn shortened(mut name: String, rest: usize) -> String {
    let most = MAX_LENGTH.saturating_sub(ENDING_LENGTH + rest).max(1);
    if name.len() > most {
        // Not in the middle of `\x2d`.
        let start = most.saturating_sub(3);
        let end = name[start..most].rfind('\\').map_or(most, |at| start + at);
        name.truncate(end);
    }
    name
}

/// The bytes that need no escaping in a unit name.
static PLAIN: ByteSet = ByteSet::new(b":-_.").with_alphanumeric();
