//! What a service needs that supervisord has no option for: root privileges, a shell that looks up a home or makes a
//! directory, a shell that stays.

use crate::ir::{
    Capabilities, ControlCommand, Directory, IoClass, Limit, Resource, Scheduling, Service, ServiceDirectory,
    ServiceGroup, SignalScope, Started, Text,
};
use crate::supervisord::launch::{StayingShell, shell};
use crate::unix::signals;

/// The hard limit on open files that systemd and most container engines set: up to this, raising the limit does not
/// need root.
const DEFAULT_HARD_OPEN_FILES: u64 = 524_288;

/// Whether root must do something before the program, so that the script switches to the program's user and not
/// supervisord.
pub(super) fn switches_user(service: &Service<'_>) -> bool {
    let Some(user) = &service.user.value else { return false };
    // The program's user is root already.
    let is_roots_group = match &service.group.value {
        ServiceGroup::OfUser | ServiceGroup::RootAndGroupsOf(_) => true,
        ServiceGroup::Named(group) | ServiceGroup::NamedAndPrimary(group) => group.is_root(),
    };
    if user.is_root() && is_roots_group {
        return false;
    }
    let other_group = matches!(&service.group.value, ServiceGroup::Named(group) | ServiceGroup::NamedAndPrimary(group) if group != user);
    let below_zero = |number: Option<i32>| number.is_some_and(|number| number < 0);
    other_group
        || !service.supplementary_groups.value.is_empty()
        || service.capabilities.value != Capabilities::MANAGERS
        || scheduling_needs_root(&service.scheduling.value)
        || !service.directories.value.is_empty()
        || service.prepare.value.iter().any(|one| one.rights.runs_as_manager_user())
        || service.stop_commands.value.commands.iter().any(|one| one.rights.runs_as_manager_user())
            && staying_shell_signal(service).is_some()
        || service.stop_commands.value.after.iter().any(|one| one.rights.runs_as_manager_user())
            && exit_trap_signal(service).is_some()
        || below_zero(service.nice.value)
        || below_zero(service.oom_score.value)
        || service.limits.value.iter().any(limit_needs_root)
}

/// Whether only root may set such scheduling.
fn scheduling_needs_root(scheduling: &Scheduling) -> bool {
    scheduling.io.is_some_and(|(class, _)| class == IoClass::Realtime)
        || scheduling.cpu.is_some_and(|turn| turn.policy.is_realtime() && turn.is_possible())
}

/// Whether the program's working directory is one that is made for it: supervisord would change to it before it exists.
pub(super) fn makes_working_directory(service: &Service<'_>) -> bool {
    let (Directory::Path(path) | Directory::Optional(path)) = &service.directory.value else { return false };
    own_directory_of(service, path).is_some()
}

/// Returns the directory of a service that must be made for a path to exist: one that is the path, contains it or is in
/// it.
pub(super) fn own_directory_of<'a>(service: &Service<'a>, path: &Text<'_>) -> Option<Text<'a>> {
    let path = path.to_string();
    let is_in = |inner: &str, outer: &str| {
        inner.strip_prefix(outer).is_some_and(|below| below.is_empty() || below.starts_with('/'))
    };
    let is_made = |one: &&ServiceDirectory<'_>| {
        let own = one.path().to_string();
        // The directory that contains all of them exists already.
        let is_above = || is_in(&own, &path) && !is_in(&one.parent.to_string(), &path);
        is_in(&path, &own) || is_above()
    };
    service.directories.value.iter().find(is_made).map(ServiceDirectory::path)
}

/// The user whose home the shell must look up because it is the program's working directory.
pub(super) fn home_user<'s>(service: &'s Service<'_>) -> Option<&'s str> {
    let user = match &service.directory.value {
        Directory::Home => service.user.value.as_ref()?,
        Directory::HomeOf(user) => user,
        Directory::Managers | Directory::Path(_) | Directory::Optional(_) => return None,
    };
    user.as_str().filter(|user| shell::is_user_name(user))
}

/// The signal on which the stop commands run, for a service that stays active after its work is done. `None` if there
/// is a process to stop, if the commands only signal one or refer to it (`$MAINPID`), or if a shell cannot tell the
/// successful endings from the others.
pub(super) fn staying_shell_signal(service: &Service<'_>) -> Option<&'static str> {
    let stop = &service.stop_commands.value;
    let has_stop_commands = StayingShell::can_distinguish(service.one_run.value)
        && service.started.value == Started::OnEnd
        && stop.all().next().is_some()
        && stop.sends.is_none()
        && stop.all().all(|one| is_resolvable(service, one));
    trappable_stop_signal(service).filter(|_| has_stop_commands)
}

/// The stop signal of a job that is followed by commands whatever its result; `None` where a shell cannot run them: the
/// shell must still exist when the work ends, and must not be signalled before the work is.
pub(super) fn exit_trap_signal(service: &Service<'_>) -> Option<&'static str> {
    let after = &service.stop_commands.value.after;
    let signal_reaches_group =
        matches!(service.stop_scope.value, SignalScope::All | SignalScope::ProcessGroup);
    let shell_survives = staying_shell_signal(service).is_some()
        || service.started.value == Started::OnEnd
            && service.one_run.value.is_empty()
            && service.stop_commands.value.commands.is_empty()
            && signal_reaches_group;
    let has_exit_commands =
        !after.is_empty() && shell_survives && after.iter().all(|one| is_resolvable(service, one));
    trappable_stop_signal(service).filter(|_| has_exit_commands)
}

/// Whether the program runs in a shell that sees how it ends, and whose exit supervisord sees instead.
pub(super) fn is_child_of_shell(service: &Service<'_>) -> bool {
    staying_shell_signal(service).is_some() || exit_trap_signal(service).is_some()
}

fn is_resolvable(service: &Service<'_>, one: &ControlCommand<'_>) -> bool {
    service.resolved(&one.command.argv).unknown.is_empty()
}

/// The stop signal, if a shell can trap it.
fn trappable_stop_signal(service: &Service<'_>) -> Option<&'static str> {
    signals::short_name(service.stop_signal.value).filter(|signal| !matches!(*signal, "KILL" | "STOP"))
}

/// Whether root may be needed to set a limit.
fn limit_needs_root(limit: &Limit) -> bool {
    match limit.resource {
        Resource::Core => false,
        Resource::OpenFiles => limit.hard.is_some_and(|hard| hard > DEFAULT_HARD_OPEN_FILES),
        _ => true,
    }
}
