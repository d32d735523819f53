//! How to operate the result: the commands of both managers side by side.

mod command;
mod known;
mod logs;
mod names;

pub use command::{Command, Operation, Task};
pub(crate) use command::{Shape, Varying};
use known::Known;
use logs::shown;
use names::{Names, process_of_supervisord, unit_of_systemd};

use super::Direction;
use crate::emission::Emission;
use crate::ir::{Deployment, Group, Instances, Service, Start};
use crate::unix::signals;

/// The maximum number of instances named in one command.
const MOST: usize = 5;

/// A placeholder for the units whose files have changed.
const CHANGED: &str = "CHANGED-UNITS";

/// The verbs that are the same for both managers.
const VERBS: &[&str] = &["start", "stop", "restart", "status"];
/// The same for a target, whose status does not include its members.
const OF_TARGET: &[&str] = &["start", "stop", "restart", "list-dependencies"];

/// Collects the corresponding commands. `reloads` has the signal that reloads each service, if there is one; `targets` says
/// whether the source has a target of the service's name.
#[must_use]
pub(crate) fn operations(
    direction: Direction,
    deployment: &Deployment<'_>,
    emission: &Emission,
    reloads: &[Option<u8>],
    targets: &[bool],
) -> Vec<Operation> {
    /// The usual number of operations per service: its verbs, its log, and its start at boot.
    const OPERATIONS: usize = 3;
    let count = deployment.services.len() + deployment.groups.len();
    let mut list = List {
        direction,
        deployment,
        emission,
        known: Known::of(direction, emission),
        of_user: false,
        operations: Vec::with_capacity(count * OPERATIONS + 2),
        enabled: Vec::with_capacity(count),
    };
    if deployment.services.is_empty() && deployment.groups.is_empty() {
        return list.operations;
    }
    for (index, service) in deployment.services.iter().enumerate() {
        list.of_user = service.is_user_service;
        let reload = reloads.get(index).copied().flatten();
        let has_target = targets.get(index).is_some_and(|given| *given);
        list.add_service(index, service, reload, has_target);
    }
    list.of_user = deployment.has_only_user_services();
    for (index, group) in deployment.groups.iter().enumerate() {
        list.add_group(index, group);
    }
    let reload = Command::new(list.systemctl(), &["daemon-reload"], String::new());
    let reread = Command::new("supervisorctl", &["reread"], String::new());
    list.add(Task::Read, String::new(), reread, reload);
    // `update` restarts what runs with changed settings; systemd lets it run.
    let reload_and = match list.of_user {
        true => "systemctl --user daemon-reload && systemctl --user",
        false => "systemctl daemon-reload && systemctl",
    };
    let restart = Command::new(reload_and, &["restart"], CHANGED.to_owned());
    let update = Command::new("supervisorctl", &["update"], String::new());
    list.add(Task::TakeOver, String::new(), update, restart);
    // supervisord starts new programs when it takes over the configuration; systemd must be told to.
    if direction == Direction::ToSystemd && !list.enabled.is_empty() {
        let enable = Command::new(list.systemctl(), &["enable --now"], list.enabled.join(" "));
        list.add(Task::AllAtBoot, String::new(), autostart(), enable);
    }
    list.operations
}

/// The operations so far; each is passed as supervisord's command and systemd's, whatever the direction of the translation.
struct List<'l> {
    direction: Direction,
    deployment: &'l Deployment<'l>,
    emission: &'l Emission,
    known: Known<'l>,
    /// Whether a user's manager is addressed.
    of_user: bool,
    operations: Vec<Operation>,
    /// The units that are started at boot, quoted for a shell.
    enabled: Vec<String>,
}

impl List<'_> {
    fn add(&mut self, task: Task, what: String, supervisord: Command, systemd: Command) {
        let (from, to) = match self.direction {
            Direction::ToSystemd => (supervisord, systemd),
            Direction::ToSupervisord => (systemd, supervisord),
        };
        self.operations.push(Operation { task, what, from, to });
    }

    /// Adds the commands that start and stop `what` and show its status. `verbs` are systemd's; `socket` is a socket unit
    /// that has to be stopped as well.
    fn add_all_verbs(
        &mut self,
        verbs: &'static [&'static str],
        what: &str,
        names: &Names,
        socket: Option<&str>,
    ) {
        let Some(socket) = socket else { return self.add_verbs(VERBS, verbs, what, names) };
        self.add_verbs(&VERBS[..1], &verbs[..1], what, names);
        // A connection would start the service again while its socket unit is active; supervisord closes its socket.
        self.add_verbs(&VERBS[1..2], &verbs[1..2], what, &names.along_with(socket));
        self.add_verbs(&VERBS[2..], &verbs[2..], what, names);
    }

    /// Adds commands for which the verbs of supervisord and systemd differ.
    fn add_verbs(
        &mut self,
        supervisord: &'static [&'static str],
        systemd: &'static [&'static str],
        what: &str,
        names: &Names,
    ) {
        let ctl = Command::new("supervisorctl", supervisord, names.supervisord.clone());
        let systemctl = Command::new(self.systemctl(), systemd, names.systemd.clone());
        let (ctl, systemctl) = (ctl.named(names.shared.clone()), systemctl.named(names.shared_unit()));
        self.add(Task::Verbs(supervisord), what.to_owned(), ctl, systemctl);
    }

    fn add_enabled(&mut self, what: String, names: &Names) {
        let enable = Command::new(self.systemctl(), &["enable"], names.systemd.clone());
        self.add(Task::AtBoot, what, autostart(), enable.named(names.unit.clone()));
        self.enabled.push(names.systemd.clone());
    }

    const fn systemctl(&self) -> &'static str {
        if self.of_user { "systemctl --user" } else { "systemctl" }
    }

    const fn journalctl(&self) -> &'static str {
        if self.of_user { "journalctl --user" } else { "journalctl" }
    }

    fn add_service(&mut self, index: usize, service: &Service<'_>, reload: Option<u8>, has_target: bool) {
        let Some((process, unit)) = self.process(index, service) else { return };
        let names = Names::of_process(&process, &unit);
        let of = match service.instances.value {
            Instances::One => service.name.clone(),
            Instances::Each(_) => format!("one process of {}", service.name),
        };
        let socket = self.known.sockets.get(&index).copied();
        // The socket of several processes belongs to all of them.
        let own_socket = socket.filter(|_| service.instances.value == Instances::One);
        self.add_all_verbs(VERBS, &of, &names, own_socket);
        if let Some(signal) = reload.and_then(signals::short_name) {
            self.add_reload(&of, signal, &names);
        }
        if let Some(stream) = shown(service) {
            self.add_logs((index, service), stream, &of, &names, &unit);
        }
        let at_boot = service.start.value == Start::AtBoot && !self.known.held_back.contains(&index);
        if let Some(all) = self.own_group(index, service, has_target) {
            self.add_whole(&service.name, &all, at_boot, socket);
        } else if let Some(each) = self.several(index, service) {
            self.add_verbs(VERBS, VERBS, &format!("all of {}", service.name), &each);
        } else if service.membership.value.is_empty() && at_boot && self.asks_itself(service) {
            self.add_enabled(of, &names);
        }
    }

    fn add_reload(&mut self, of: &str, signal: &str, names: &Names) {
        let what = format!("{signal} {}", names.supervisord);
        let behind = signal.len() + 1;
        let shared = names.shared.as_ref().map(|name| name.start + behind..name.end + behind);
        self.add(
            Task::Verbs(&["reload"]),
            of.to_owned(),
            Command::new("supervisorctl", &["signal"], what).named(shared),
            Command::new(self.systemctl(), &["reload"], names.systemd.clone()).named(names.shared_unit()),
        );
    }

    fn add_group(&mut self, index: usize, group: &Group) {
        let Some(target) = self.emission.groups.get(index) else { return };
        // A target without members has no counterpart among supervisord's groups.
        if self.direction == Direction::ToSupervisord && !self.known.with_members.contains(&index) {
            return;
        }
        let own = &group.name;
        let all = match self.direction {
            Direction::ToSystemd => Names::of_group(own, &format!("{target}.target")),
            Direction::ToSupervisord => Names::of_group(target, &format!("{own}.target")),
        };
        let at_boot = group.at_boot && self.known.groups_at_boot.contains(&index);
        self.add_whole(&group.name, &all, at_boot, None);
    }

    /// Adds the commands for a whole group.
    fn add_whole(&mut self, name: &str, all: &Names, at_boot: bool, socket: Option<&str>) {
        let what = format!("all of {name}");
        self.add_all_verbs(OF_TARGET, &what, all, socket);
        if at_boot {
            self.add_enabled(what, all);
        }
    }

    /// The names of one process of a service, supervisord's and the unit's: the first one if there are several.
    fn process(&self, index: usize, service: &Service<'_>) -> Option<(String, String)> {
        let target = self.emission.names.get(index)?.each.first()?.clone();
        Some(match self.direction {
            Direction::ToSystemd => (process_of_supervisord(service), target),
            Direction::ToSupervisord => (target, unit_of_systemd(service)),
        })
    }

    /// Whether a service is started at boot because of its own file, rather than only because of a target that is.
    fn asks_itself(&self, service: &Service<'_>) -> bool {
        let from = &service.start.from;
        self.direction == Direction::ToSystemd
            || from.is_default()
            || from.iter().any(|id| id.file == service.place.0)
    }

    /// The group that a service with several processes forms on its own; `None` if another group or no group contains them.
    fn own_group(&self, index: usize, service: &Service<'_>, has_target: bool) -> Option<Names> {
        if !matches!(service.instances.value, Instances::Each(_)) || !service.membership.value.is_empty() {
            return None;
        }
        let names = self.emission.names.get(index)?;
        match self.direction {
            Direction::ToSystemd => Some(Names::of_group(&service.name, &names.all)),
            Direction::ToSupervisord => {
                let is_given = self.deployment.groups.iter().any(|group| group.name == service.name);
                let [program] = names.services.as_slice() else { return None };
                let systemd = format!("{}.target", service.name);
                (has_target && !is_given).then(|| Names::of_group(program, &systemd))
            }
        }
    }

    /// Several processes that no target groups, where each is a program of its own: the names of all.
    fn several(&self, index: usize, service: &Service<'_>) -> Option<Names> {
        let Instances::Each(all) = &service.instances.value else { return None };
        let is_few = (2..=MOST).contains(&all.len());
        if self.direction == Direction::ToSystemd || !service.membership.value.is_empty() || !is_few {
            return None;
        }
        let units = all.iter().map(|one| format!("{}@{}.service", service.name, one.text));
        let programs = self.emission.names.get(index)?.each.iter().cloned();
        Some(Names::of_several(programs, units))
    }
}

/// What supervisord starts at boot, it starts when it starts itself: there is no command for it.
const fn autostart() -> Command {
    Command::new("autostart=true", &[], String::new())
}
