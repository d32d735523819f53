//! How the result is operated: the commands of one manager beside those of the other.

use super::Direction;
use crate::emission::Emission;
use crate::ir::{Deployment, Instances};

/// A task with the command that did it before and the one that does it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// What is done: `start my-app`.
    pub task: String,
    /// The command of the source's manager.
    pub from: String,
    /// The command of the target's manager.
    pub to: String,
}

/// The services that commands are listed for; more would be a manual, not a reminder.
const MOST_SERVICES: usize = 5;

/// The commands that correspond.
#[must_use]
pub(crate) fn operations(
    direction: Direction,
    deployment: &Deployment<'_>,
    emission: &Emission,
) -> Vec<Operation> {
    let mut list = Vec::new();
    for (index, service) in deployment.services.iter().enumerate().take(MOST_SERVICES) {
        let target = &emission.names[index];
        let source = source_names(direction, deployment, index);
        let name = &service.name;
        let (old, new) = (&source, target);
        for verb in ["start", "stop", "restart", "status"] {
            let task = match verb {
                "status" => format!("status of {name}"),
                verb => format!("{verb} {name}"),
            };
            push(&mut list, direction, task, verb, &old.0, &new.all);
        }
        if let (Some(old), Some(new)) = (old.1.first(), new.each.first())
            && matches!(service.instances.value, Instances::Each(_))
        {
            push(&mut list, direction, format!("restart one process of {name}"), "restart", old, new);
        }
        let (boot_from, boot_to) = boot(direction, &source.0, target);
        list.push(Operation { task: format!("{name} at boot"), from: boot_from, to: boot_to });
        let (logs_from, logs_to) = logs(direction, &source, target);
        list.push(Operation { task: format!("logs of {name}"), from: logs_from, to: logs_to });
    }
    for (index, group) in deployment.groups.iter().enumerate().take(MOST_SERVICES) {
        let Some(target) = emission.groups.get(index) else { continue };
        for verb in ["start", "stop", "restart"] {
            let (supervisord, systemd) = match direction {
                Direction::ToSystemd => (format!("{}:*", group.name), format!("{target}.target")),
                Direction::ToSupervisord => (format!("{target}:*"), format!("{}.target", group.name)),
            };
            let task = format!("{verb} all of {}", group.name);
            let (supervisorctl, systemctl) =
                (format!("supervisorctl {verb} '{supervisord}'"), format!("systemctl {verb} {systemd}"));
            list.push(match direction {
                Direction::ToSystemd => Operation { task, from: supervisorctl, to: systemctl },
                Direction::ToSupervisord => Operation { task, from: systemctl, to: supervisorctl },
            });
        }
    }
    let (reload_supervisord, reload_systemd) = ("supervisorctl update", "systemctl daemon-reload");
    let task = "take over a changed configuration".to_owned();
    list.push(match direction {
        Direction::ToSystemd => {
            Operation { task, from: reload_supervisord.to_owned(), to: reload_systemd.to_owned() }
        }
        Direction::ToSupervisord => {
            Operation { task, from: reload_systemd.to_owned(), to: reload_supervisord.to_owned() }
        }
    });
    list
}

fn push(list: &mut Vec<Operation>, direction: Direction, task: String, verb: &str, old: &str, new: &str) {
    let (old_program, new_program) = programs(direction);
    list.push(Operation {
        task,
        from: format!("{old_program} {verb} {old}"),
        to: format!("{new_program} {verb} {new}"),
    });
}

const fn programs(direction: Direction) -> (&'static str, &'static str) {
    match direction {
        Direction::ToSystemd => ("supervisorctl", "systemctl"),
        Direction::ToSupervisord => ("systemctl", "supervisorctl"),
    }
}

/// What an operator types for a service of the source: for all of it, and for each process.
fn source_names(direction: Direction, deployment: &Deployment<'_>, index: usize) -> (String, Vec<String>) {
    let service = &deployment.services[index];
    match (direction, &service.instances.value) {
        (Direction::ToSystemd, Instances::One) => {
            let group = service.membership.value.first();
            let shown = service.shown_name.value.to_string();
            let name = match group {
                Some(group) => format!("{group}:{shown}"),
                None if shown == service.name => shown,
                None => format!("{}:{shown}", service.name),
            };
            (name.clone(), vec![name])
        }
        (Direction::ToSystemd, Instances::Each(list)) => {
            let group = service.membership.value.first().unwrap_or(&service.name);
            (format!("'{group}:*'"), list.iter().map(|one| format!("{group}:{}", one.shown)).collect())
        }
        (Direction::ToSupervisord, Instances::One) => {
            let unit = format!("{}.service", service.name);
            (unit.clone(), vec![unit])
        }
        (Direction::ToSupervisord, Instances::Each(list)) => {
            let all = format!("'{}@*.service'", service.name);
            (all, list.iter().map(|one| format!("{}@{}.service", service.name, one.text)).collect())
        }
    }
}

fn boot(direction: Direction, source: &str, target: &crate::emission::TargetName) -> (String, String) {
    match direction {
        Direction::ToSystemd => ("autostart=true".to_owned(), format!("systemctl enable {}", target.all)),
        Direction::ToSupervisord => (format!("systemctl enable {source}"), "autostart=true".to_owned()),
    }
}

fn logs(
    direction: Direction,
    source: &(String, Vec<String>),
    target: &crate::emission::TargetName,
) -> (String, String) {
    let first = |names: &[String]| names.first().cloned().unwrap_or_default();
    match direction {
        Direction::ToSystemd => {
            let units: Vec<String> = target.each.iter().take(1).map(|unit| format!("-u {unit}")).collect();
            (
                format!("supervisorctl tail -f {}", first(&source.1)),
                format!("journalctl -f {}", units.join(" ")),
            )
        }
        Direction::ToSupervisord => (
            format!("journalctl -f -u {}", first(&source.1)),
            format!("supervisorctl tail -f {}", first(&target.each)),
        ),
    }
}
