//! Lowers one service unit: its directives become leaves.

use std::borrow::Cow;
use std::mem::{replace, take};
use std::sync::Arc;

use super::confine::{conditions, scheduling};
use super::privileges::{capabilities, no_new_privileges};
use super::read::{List, ReadSettings, ending_set};
use super::restart::{backoff, expected, gives_up, one_run, restart};
use super::stop::{stop, stop_commands, stop_signal};
use super::streams::streams;
use super::{Lowering, endings, oneshot, split};
use crate::ir::{
    Capabilities, Command, ControlCommand, Decided, Directory, EndingSet, Identity, IfUnmet, Inherited,
    Input, Instances, Limit, Lookup, Part, Purpose, Rights, Rotation, Service, ServiceDirectory,
    ServiceGroup, SettingId, SettingIds, Start, Started, Text, Timer, Umask,
};
use crate::source::Span;
use crate::systemd::Unit;
use crate::systemd::defaults;
use crate::systemd::kinds::enums::{Restart, ServiceType};

impl<'a> Lowering<'a> {
    /// Lowers the service of a unit. What depends on other units (who wants it, which instances exist) is filled in by
    /// [`Lowering::deployment`].
    #[must_use]
    pub fn service(&self, unit: &'a Unit) -> Service<'a> {
        self.lower_service(unit, &mut self.read(unit))
    }

    /// Lowers only what rules need of a service: its command, when it counts as started, its restarts and its standard
    /// input. Everything else is as if it was not set, so that a check only pays for what it looks at.
    #[must_use]
    pub(crate) fn running(&self, unit: &'a Unit) -> Service<'a> {
        self.lower_service(unit, &mut self.read_running(unit))
    }

    /// Lowers what was read; takes values that are used only once out of `read`.
    pub(super) fn lower_service(&self, unit: &'a Unit, read: &mut ReadSettings<'a>) -> Service<'a> {
        oneshot::merge_commands(read);
        let name = Self::service_name(unit);
        let oneshot = service_type(read) == ServiceType::Oneshot;
        let restart = restart(read, oneshot);
        let restart_backoff = backoff(read);
        let (gives_up, gives_up_from) = gives_up(read, &restart_backoff);
        let stop = stop(read, self.release);
        let stop_commands = stop_commands(read);
        let directories = directories(read);
        let prepare = prepare(unit, read, &directories.value, restart.value);
        let command = command(&mut read.exec_start);
        let streams = streams(read);
        let identity = identity(read);
        let of_user = unit.is_user_unit(self.sources);
        let capabilities = unless_unconfined(read, capabilities(read, of_user), Capabilities::MANAGERS);
        let no_new_privileges =
            unless_unconfined(read, no_new_privileges(read, self.release, of_user), false);
        let (user, group) = user_and_group(read);
        let started_by = read.started_by(unit);
        let file = unit.main();
        let template = unit.is_template();
        let mut service = Service {
            name: name.to_owned(),
            place: (file.id, self.place(unit)),
            is_user_service: of_user,
            lookup: lookup(&command, read),
            directory: directory(read),
            // The kernel ignores all other bits (`umask(2)`).
            umask: Decided::by(Umask::Mask(read.umask.value.unwrap_or(0o022) & 0o777), read.umask.from()),
            user,
            group,
            conditions: conditions(read),
            prepare,
            directories,
            supplementary_groups: supplementary_groups(read),
            capabilities,
            limits: unless_unconfined(read, limits(read), Vec::new()),
            nice: Decided::by(read.nice.value, read.nice.from()),
            scheduling: scheduling(read),
            oom_score: Decided::by(read.oom_score.value, read.oom_score.from()),
            no_new_privileges,
            inherited: Decided::default_of(Inherited::Systemds),
            assignments: Decided::by(take(&mut read.assignments.values), read.assignments.from.clone()),
            files: Decided::by(take(&mut read.environment_files.values), read.environment_files.from.clone()),
            identity,
            restart_early: restart.clone(),
            restart_later: restart,
            expected: expected(read, oneshot),
            restart_pause: Decided::by(
                read.restart_sec.value.unwrap_or(defaults::RESTART_SEC),
                read.restart_sec.from(),
            ),
            restart_backoff,
            gives_up: Decided::by(gives_up, gives_up_from),
            started: started(read),
            one_run: one_run(read, oneshot),
            stop_signal: stop_signal(read, &stop_commands),
            stop_commands,
            stop_wait: Decided::by(
                read.stop_timeout.value.unwrap_or(defaults::TIMEOUT_STOP_SEC),
                read.stop_timeout.from(),
            ),
            stop_scope: stop.scope,
            stop_kill: stop.kill,
            survivors: stop.survivors,
            out_of_memory: stop.out_of_memory,
            stdin: Decided::by(read.stdin.value.take().unwrap_or(Input::Null), read.stdin.from()),
            listens: Decided::default_of(None),
            listens_owner: Decided::default_of(None),
            listens_mode: Decided::default_of(None),
            listens_backlog: Decided::default_of(None),
            logs_mode: streams.files_mode,
            stdout: streams.stdout,
            stderr: streams.stderr,
            stdout_rotation: Decided::default_of(Rotation::None),
            stderr_rotation: Decided::default_of(Rotation::None),
            start: Decided::by(
                if started_by.values.is_empty() { Start::ByHand } else { Start::AtBoot },
                started_by.from,
            ),
            timer: Decided::default_of(Timer::default()),
            order: Decided::default_of(999),
            instances: Decided::default_of(if template {
                Instances::Each(Arc::default())
            } else {
                Instances::One
            }),
            shown_name: Decided::default_of(Text::plain(name.as_bytes())),
            membership: Decided::default_of(Vec::new()),
            command,
        };
        split::split_quoted_variables(&mut service);
        service
    }

    /// Where a person would look for the service: its `[Service]` header, otherwise the start of its file.
    fn place(&self, unit: &Unit) -> Span {
        let file = unit.main();
        let bytes = self.sources.get(file.id).bytes();
        let header = file.tree.sections().find(|section| section.name(bytes) == b"Service");
        header.and_then(|section| section.header).map_or(Span::at(0), |header| header.name)
    }
}

/// `Type=`, or its default.
pub(super) fn service_type(read: &ReadSettings<'_>) -> ServiceType {
    read.service_type.value.unwrap_or(match (read.bus_name.value, read.exec_start.values.is_empty()) {
        (Some(()), _) => ServiceType::Dbus,
        (None, true) => ServiceType::Oneshot,
        (None, false) => ServiceType::Simple,
    })
}

/// When the service counts as started.
fn started(read: &ReadSettings<'_>) -> Decided<Started> {
    let started = match service_type(read) {
        ServiceType::Simple | ServiceType::Idle => Started::AtFork,
        ServiceType::Exec => Started::AtExec,
        ServiceType::Forking => Started::OnDaemonized,
        ServiceType::Oneshot => Started::OnEnd,
        ServiceType::Dbus | ServiceType::Notify | ServiceType::NotifyReload => Started::OnNotify,
    };
    let mut from = read.service_type.from();
    // For other types, systemd only removes the PID file at the end.
    if started == Started::OnDaemonized {
        from.extend(&read.pid_file.from());
    }
    Decided::by(started, from)
}

/// Takes the user and group of the main program out of `read`.
fn user_and_group<'a>(read: &mut ReadSettings<'a>) -> (Decided<Option<Text<'a>>>, Decided<ServiceGroup<'a>>) {
    // With `ExecStart=+…`, `User=` and `Group=` apply to the other commands only.
    let root_command = read
        .exec_start
        .values
        .last()
        .filter(|start| start.rights.runs_as_manager_user())
        .map(|start| start.from);
    let other_user = user_of_other_commands(read);
    let user = match root_command {
        Some(start) => Decided::by(None, SettingIds::one(start)),
        None => Decided::by(read.user.value.take(), read.user.from()),
    };
    let group = match (root_command, other_user, read.group.value.take()) {
        // The supplementary groups are still those of the user (B4).
        (Some(start), Some(user), _) => {
            Decided::by(ServiceGroup::RootAndGroupsOf(user), SettingIds::of([Some(start), read.user.from]))
        }
        (Some(start), None, Some(_)) => Decided::by(ServiceGroup::OfUser, SettingIds::one(start)),
        (None, _, Some(group)) => Decided::by(ServiceGroup::Named(group), read.group.from()),
        (_, _, None) => Decided::by(ServiceGroup::OfUser, read.group.from()),
    };
    (user, group)
}

/// Whose `HOME`, `USER` and `SHELL` the program sees: systemd sets them for `User=`, and `Environment=` may set the
/// same.
fn identity(read: &ReadSettings<'_>) -> Decided<Identity> {
    let has_user = read.user.value.is_some() || read.dynamic_user.value == Some(true);
    if has_user {
        return Decided::by(Identity::OfUser, SettingIds::of([read.user.from, read.dynamic_user.from]));
    }
    let (identity, mut from) =
        Identity::from_assignments(&read.assignments.values).unwrap_or((Identity::Unset, SettingIds::NONE));
    from.extend(&read.dynamic_user.from());
    Decided::by(identity, from)
}

/// Takes the main program, the last `ExecStart=`; a oneshot may have several, of which only the last is in this leaf.
fn command<'a>(starts: &mut List<super::read::ExecEntry<'a>>) -> Decided<Command<'a>> {
    let mut from = starts.from.clone();
    let none = Command { argv: Vec::new(), argv0: None };
    match starts.values.last_mut() {
        Some(start) => {
            from.add(start.from);
            Decided::by(replace(&mut start.command, none), from)
        }
        None => Decided::by(none, from),
    }
}

/// What runs before the main program: commands that create its directories as at boot, `ExecStartPre=`, then all but
/// the last `ExecStart=`.
fn prepare<'a>(
    unit: &'a Unit,
    read: &ReadSettings<'a>,
    directories: &[ServiceDirectory<'_>],
    restarts: EndingSet,
) -> Decided<Vec<ControlCommand<'a>>> {
    let restart = read.restart.value.unwrap_or(Restart::No);
    let other_user = user_of_other_commands(read);
    // A directory that the unit also declares gets the owner and mode declared there, which are applied later
    // (`setup_exec_directory()`); only a configuration directory is left as is.
    let is_given_away = |path: &str| {
        let mut given = directories.iter().filter(|one| one.purpose != Purpose::Configuration);
        given.any(|one| one.path().as_str() == Some(path))
    };
    let boot_directories = unit.boot_directories.iter().filter(|directory| !is_given_away(&directory.path));
    let boot_directories = boot_directories.map(|directory| ControlCommand {
        command: Command { argv: directory.command().map(Text::fixed).to_vec(), argv0: None },
        may_fail: false,
        succeeds: EndingSet::ZERO,
        restarts: EndingSet::NONE,
        // systemd-tmpfiles created them, long before.
        rights: Rights::Managers,
        user: None,
        if_unmet: None,
    });
    let earlier = read.exec_start.values.split_last().map_or(&[][..], |(_, earlier)| earlier);
    let mut from = read.exec_condition.from.clone();
    from.extend(&read.exec_start_pre.from);
    for start in earlier {
        from.add(start.from);
    }
    // Undocumented since 240, but still honoured.
    let as_root = has_permissions_start_only(read);
    if as_root && !(read.exec_start_pre.values.is_empty() && read.exec_condition.values.is_empty()) {
        from.extend(&read.permissions_start_only.from());
    }
    if other_user.is_some()
        && !(read.exec_start_pre.values.is_empty() && read.exec_condition.values.is_empty())
    {
        from.extend(&read.user.from());
    }
    let of_start = |start: &super::read::ExecEntry<'a>, as_root: bool| ControlCommand {
        command: start.command.clone(),
        may_fail: start.ignores_failure,
        succeeds: EndingSet::ZERO,
        // The lists of exit statuses do not apply to these, only to the main process (`service_shall_restart()`).
        restarts: endings::of_restart(restart, EndingSet::ZERO).exits_and_signals(),
        rights: if as_root { Rights::Managers } else { start.rights },
        user: other_user.clone().filter(|_| !start.rights.runs_as_manager_user() && !as_root),
        if_unmet: None,
    };
    // If even its failure does not matter, it decides nothing.
    let deciding = read.exec_condition.values.iter().map(|start| {
        let mut one = of_start(start, as_root);
        one.if_unmet = (!start.ignores_failure).then_some(IfUnmet::Skips);
        one
    });
    let before = read.exec_start_pre.values.iter().map(|start| of_start(start, as_root));
    // Their exit status is checked like that of the main program (`service_sigchld_event()`).
    let listed = ending_set(&read.success_exit_status.values);
    if !earlier.is_empty() {
        from.extend(&read.success_exit_status.from);
    }
    let earlier = earlier.iter().map(|start| {
        let mut one = of_start(start, false);
        one.succeeds = EndingSet::ZERO.or(listed.exits_and_signals());
        one.restarts = restarts.exits_and_signals();
        one
    });
    Decided::by(deciding.chain(boot_directories).chain(before).chain(earlier).collect(), from)
}

/// The user of the other commands when the main program runs as root: `ExecStart=+…`, `ExecStart=!…`.
pub(super) fn user_of_other_commands<'a>(read: &ReadSettings<'a>) -> Option<Text<'a>> {
    let is_rooted = read.exec_start.values.last().is_some_and(|start| start.rights.runs_as_manager_user());
    if is_rooted { read.user.value.clone() } else { None }
}

/// Whether only `ExecStart=` runs as `User=` and with the unit's limits and capabilities: `PermissionsStartOnly=`
/// (`EXEC_APPLY_SANDBOXING` in `service_enter_start_pre()` and others, `src/core/service.c`).
pub(super) fn has_permissions_start_only(read: &ReadSettings<'_>) -> bool {
    read.permissions_start_only.value == Some(true)
}

/// The command of a program that runs with full privileges (`ExecStart=+…`): the unit's limits and capabilities do not
/// apply to it (`needs_sandboxing` in `exec_child()`, `src/core/execute.c`).
pub(super) fn full_privileges_command(read: &ReadSettings<'_>) -> Option<SettingId> {
    let last = read.exec_start.values.last()?;
    (last.rights == Rights::Managers).then_some(last.from)
}

fn directories<'a>(read: &mut ReadSettings<'a>) -> Decided<Vec<ServiceDirectory<'a>>> {
    let mut all = Vec::new();
    let mut from = SettingIds::NONE;
    for (purpose, (list, mode)) in
        Purpose::ALL.into_iter().zip(read.directories.iter_mut().zip(&read.directory_modes))
    {
        from.extend(&list.from);
        if !list.values.is_empty() {
            from.extend(&mode.from());
        }
        let mode = mode.value.unwrap_or(0o755);
        let own = |[parent, name]: [Text<'a>; 2]| ServiceDirectory { purpose, parent, name, mode };
        all.extend(take(&mut list.values).into_iter().map(own));
    }
    Decided::by(all, from)
}

/// Where all commands run. `~` is the home directory of `User=`, whatever user the program runs as (`exec_child()`).
fn directory<'a>(read: &mut ReadSettings<'a>) -> Decided<Directory<'a>> {
    let mut from = read.directory.from();
    match (read.directory.value.take(), user_of_other_commands(read)) {
        (Some(Directory::Home), Some(user)) => {
            from.extend(&read.user.from());
            Decided::by(Directory::HomeOf(user), from)
        }
        (directory, _) => Decided::by(directory.unwrap_or(Directory::Path(Text::fixed("/"))), from),
    }
}

/// The supplementary groups; a program that keeps the manager's user has none (`needs_setuid` in `exec_child()`).
fn supplementary_groups<'a>(read: &mut ReadSettings<'a>) -> Decided<Vec<Text<'a>>> {
    let mut from = read.supplementary_groups.from.clone();
    let groups = take(&mut read.supplementary_groups.values);
    match read
        .exec_start
        .values
        .last()
        .filter(|start| start.rights.runs_as_manager_user() && !groups.is_empty())
    {
        Some(start) => {
            from.add(start.from);
            Decided::by(Vec::new(), from)
        }
        None => Decided::by(groups, from),
    }
}

/// Replaces a restriction with `nothing` if the program is not confined.
fn unless_unconfined<T>(read: &ReadSettings<'_>, mut own: Decided<T>, nothing: T) -> Decided<T> {
    match full_privileges_command(read).filter(|_| !own.from.is_default()) {
        Some(start) => {
            own.from.add(start);
            Decided::by(nothing, own.from)
        }
        None => own,
    }
}

fn limits(read: &ReadSettings<'_>) -> Decided<Vec<Limit>> {
    let mut from = SettingIds::NONE;
    for limit in read.limits.values() {
        from.extend(&limit.from());
    }
    Decided::by(read.limits.values().filter_map(|limit| limit.value).collect(), from)
}

fn lookup<'a>(command: &Decided<Command<'a>>, read: &ReadSettings<'a>) -> Decided<Lookup<'a>> {
    let absolute = command.value.program().and_then(Text::is_absolute).unwrap_or(true);
    match (absolute, read.search_path.values.as_slice()) {
        (true, _) => Decided::by(Lookup::Absolute, command.from.clone()),
        (false, []) => Decided::by(Lookup::SystemdsPath, command.from.clone()),
        (false, [first, rest @ ..]) => {
            let mut from = command.from.clone();
            from.extend(&read.search_path.from);
            let mut directories = first.owned_parts();
            for more in rest {
                directories.push(Part::Bytes(Cow::Borrowed(b":")));
                directories.extend(more.owned_parts());
            }
            Decided::by(Lookup::Path(Text::of(directories).with_place_of(first)), from)
        }
    }
}
