//! What a service needs that supervisord has no option for: root, a shell that finds a home or makes a folder, one that stays.

use crate::ir::{
    Capabilities, Directory, IoClass, Limit, OwnDirectory, Preparation, Resource, Scheduling, Service,
    ServiceGroup, SignalScope, Started, Text,
};
use crate::signals;
use crate::supervisord::launch::{Stays, shell};

/// The hard limit of open files that systemd and most container engines give: below it nobody needs root to have more.
const USUAL_MOST_OPEN_FILES: u64 = 524_288;

/// Whether root has something to do before the program, which then becomes its user by itself.
pub(super) fn is_switched(service: &Service<'_>) -> bool {
    let Some(user) = &service.user.value else { return false };
    // Who does it is root already.
    let is_roots_group = match &service.group.value {
        ServiceGroup::OfUser | ServiceGroup::OfRootAnd(_) => true,
        ServiceGroup::Named(group) | ServiceGroup::Besides(group) => group.is_root(),
    };
    if user.is_root() && is_roots_group {
        return false;
    }
    let other_group = matches!(&service.group.value, ServiceGroup::Named(group) | ServiceGroup::Besides(group) if group != user);
    let below_zero = |number: Option<i32>| number.is_some_and(|number| number < 0);
    other_group
        || !service.supplementary_groups.value.is_empty()
        || service.capabilities.value != Capabilities::MANAGERS
        || needs_root(&service.scheduling.value)
        || !service.directories.value.is_empty()
        || service.prepare.value.iter().any(|one| one.rights.is_managers())
        || service.stop_commands.value.commands.iter().any(|one| one.rights.is_managers())
            && undoes_its_work(service).is_some()
        || service.stop_commands.value.after.iter().any(|one| one.rights.is_managers())
            && cleans_up(service).is_some()
        || below_zero(service.nice.value)
        || below_zero(service.oom_score.value)
        || service.limits.value.iter().any(takes_root)
}

/// Whether only root may give such a turn.
fn needs_root(scheduling: &Scheduling) -> bool {
    scheduling.io.is_some_and(|(class, _)| class == IoClass::Realtime)
        || scheduling.cpu.is_some_and(|turn| turn.policy.is_realtime())
}

/// Whether the program runs in a directory that is made for it: supervisord would go there before it is.
pub(super) fn is_own_directory(service: &Service<'_>) -> bool {
    let (Directory::Path(path) | Directory::Optional(path)) = &service.directory.value else { return false };
    own_directory_of(service, path).is_some()
}

/// The directory of a service with which a path is made: one that it is or lies in, or that lies in it.
pub(super) fn own_directory_of<'a>(service: &Service<'a>, path: &Text<'_>) -> Option<Text<'a>> {
    let path = path.to_string();
    let is_in = |inner: &str, outer: &str| {
        inner.strip_prefix(outer).is_some_and(|below| below.is_empty() || below.starts_with('/'))
    };
    let is_made = |one: &&OwnDirectory<'_>| {
        let own = one.path().to_string();
        // The folder in which all of them lie is there.
        let is_above = || is_in(&own, &path) && !is_in(&one.folder.to_string(), &path);
        is_in(&path, &own) || is_above()
    };
    service.directories.value.iter().find(is_made).map(OwnDirectory::path)
}

/// The user whose home a shell finds: the program runs there.
pub(super) fn home_user<'s>(service: &'s Service<'_>) -> Option<&'s str> {
    let user = match &service.directory.value {
        Directory::Home => service.user.value.as_ref()?,
        Directory::HomeOf(user) => user,
        Directory::Managers | Directory::Path(_) | Directory::Optional(_) => return None,
    };
    user.as_str().filter(|user| shell::is_user_name(user))
}

/// The signal at which the commands of the stop are run, of a service that is up when it has done its work; none for one whose
/// own process is to be stopped, or whose commands ask for it, or whose good ends no shell can tell.
pub(super) fn undoes_its_work(service: &Service<'_>) -> Option<&'static str> {
    let stop = &service.stop_commands.value;
    let is_undone = Stays::can_tell(service.one_run.value)
        && service.started.value == Started::OnEnd
        && stop.all().next().is_some()
        && stop.sends.is_none()
        && stop.all().all(|one| is_known(service, one));
    signal_that_is_heard(service).filter(|_| is_undone)
}

/// The signal of a stop, of a job that is followed by commands whatever becomes of it; none where its shell cannot run them: it
/// has to be there at the end of the work, and to hear of a stop no sooner than the work does.
pub(super) fn cleans_up(service: &Service<'_>) -> Option<&'static str> {
    let after = &service.stop_commands.value.after;
    let is_group_told = matches!(service.stop_scope.value, SignalScope::All | SignalScope::ProcessGroup);
    let is_there = undoes_its_work(service).is_some()
        || service.started.value == Started::OnEnd
            && service.one_run.value.is_empty()
            && service.stop_commands.value.commands.is_empty()
            && is_group_told;
    let is_cleaned = !after.is_empty() && is_there && after.iter().all(|one| is_known(service, one));
    signal_that_is_heard(service).filter(|_| is_cleaned)
}

/// Whether the program runs in a shell that sees how it ends, and that supervisord sees in its place.
pub(super) fn is_seen_by_a_shell(service: &Service<'_>) -> bool {
    undoes_its_work(service).is_some() || cleans_up(service).is_some()
}

fn is_known(service: &Service<'_>, one: &Preparation<'_>) -> bool {
    service.resolved_up_to_files(&one.command.argv).open.is_empty()
}

/// The signal of a stop, if a shell can do something at it.
fn signal_that_is_heard(service: &Service<'_>) -> Option<&'static str> {
    signals::short_name(service.stop_signal.value).filter(|signal| !matches!(*signal, "KILL" | "STOP"))
}

/// Whether root may be needed for a limit.
fn takes_root(limit: &Limit) -> bool {
    match limit.resource {
        Resource::Core => false,
        Resource::OpenFiles => limit.hard.is_some_and(|hard| hard > USUAL_MOST_OPEN_FILES),
        _ => true,
    }
}
