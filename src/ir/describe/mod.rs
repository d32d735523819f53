//! What a leaf says, in words for people.

mod confine;
mod environment;
mod launch;
mod listen;
mod place;
mod restart;
mod stop;
mod streams;

use super::{Leaf, Output, Service, Umask};

/// What a leaf of a service says: a phrase without a subject and without a full stop.
#[must_use]
pub fn describe(leaf: Leaf, service: &Service<'_>) -> String {
    match leaf {
        Leaf::Command => launch::words(&service.command.value),
        Leaf::CommandLookup => launch::lookup(&service.lookup.value),
        Leaf::Conditions => confine::conditions(&service.conditions.value),
        Leaf::Prepare => launch::prepare(&service.prepare.value),
        Leaf::Directories => launch::directories(&service.directories.value),
        Leaf::Directory => launch::directory(&service.directory.value),
        Leaf::Umask => launch::umask(service.umask.value),
        Leaf::User => launch::user(service.user.value.as_ref()),
        Leaf::Group => launch::group(&service.group.value),
        Leaf::SupplementaryGroups => launch::groups(&service.supplementary_groups.value),
        Leaf::Capabilities => confine::capabilities(service.capabilities.value),
        Leaf::Limits => confine::limits(&service.limits.value),
        Leaf::Nice => confine::nice(service.nice.value),
        Leaf::Scheduling => confine::scheduling(&service.scheduling.value),
        Leaf::OomScore => confine::oom_score(service.oom_score.value),
        Leaf::NoNewPrivileges => confine::no_new_privileges(service.no_new_privileges.value),
        Leaf::EnvironmentInherited => environment::inherited(service.inherited.value),
        Leaf::EnvironmentAssignments => environment::assignments(&service.assignments.value),
        Leaf::EnvironmentFiles => environment::files(&service.files.value),
        Leaf::EnvironmentIdentity => environment::identity(service.identity.value),
        Leaf::RestartEarly => restart::early(&service.restart_early.value),
        Leaf::RestartLater => restart::later(&service.restart_later.value),
        Leaf::Expected => format!("ends well with {}", service.expected.value.describe()),
        Leaf::RestartPause => restart::pause(service.restart_pause.value),
        Leaf::RestartBackoff => restart::backoff(service.restart_backoff.value),
        Leaf::GivesUp => restart::gives_up(service.gives_up.value),
        Leaf::Started => restart::started(service.started.value),
        Leaf::OneRun => restart::one_run(&service.one_run.value),
        Leaf::StopCommands => stop::commands(&service.stop_commands.value.commands),
        Leaf::StopSignal => format!("is stopped by {}", crate::signals::name(service.stop_signal.value)),
        Leaf::StopWait => stop::wait(service.stop_wait.value),
        Leaf::StopScope => stop::scope(service.stop_scope.value),
        Leaf::StopKill => stop::kill(service.stop_kill.value),
        Leaf::StopSurvivors => stop::survivors(service.survivors.value),
        Leaf::Stdin => streams::stdin(&service.stdin.value),
        Leaf::Listens => listen::address(service.listens.value.as_ref()),
        Leaf::ListensOwner => listen::owner(service.listens_owner.value.as_ref()),
        Leaf::ListensMode => listen::mode(service.listens_mode.value),
        Leaf::ListensBacklog => listen::backlog(service.listens_backlog.value),
        Leaf::Stdout => streams::output(&service.stdout.value, &service.name),
        // Where it is joined to is what a reader asks.
        Leaf::Stderr if service.stderr.value == Output::SameAsStdout => {
            format!("{}, like standard output", streams::output(&service.stdout.value, &service.name))
        }
        Leaf::Stderr => streams::output(&service.stderr.value, &service.name),
        Leaf::StdoutRotation => streams::rotation(service.stdout_rotation.value),
        Leaf::StderrRotation => streams::rotation(service.stderr_rotation.value),
        Leaf::LogsMode => streams::logs_mode(service.logs_mode.value),
        Leaf::Start => place::start(service.start.value),
        Leaf::Timer => place::timer(&service.timer.value.triggers),
        Leaf::Order => format!("has the rank {}", service.order.value),
        Leaf::Instances => place::instances(&service.instances.value),
        Leaf::ShownName => format!("shown as {}", service.shown_name.value),
        Leaf::Membership => place::membership(&service.membership.value),
    }
}

/// A number that two services share in which a leaf is described by the same words; none for leaves with more to say than a
/// number tells.
#[must_use]
pub fn number(leaf: Leaf, service: &Service<'_>) -> Option<u64> {
    Some(match leaf {
        Leaf::EnvironmentInherited => service.inherited.value as u64,
        Leaf::EnvironmentIdentity => service.identity.value as u64,
        Leaf::Umask => match service.umask.value {
            Umask::Managers => u64::MAX,
            Umask::Mask(mask) => mask.into(),
        },
        Leaf::RestartPause => service.restart_pause.value.micros,
        Leaf::OneRun if service.one_run.value.is_empty() => 0,
        Leaf::StopSignal => service.stop_signal.value.into(),
        Leaf::StopWait => service.stop_wait.value.micros,
        Leaf::StopScope => service.stop_scope.value as u64,
        Leaf::StopKill => service.stop_kill.value as u64,
        Leaf::StopSurvivors => service.survivors.value as u64,
        Leaf::Start => service.start.value as u64,
        _ => return None,
    })
}

/// What `items` say, one after another; none where there are none, which every leaf says in its own words.
fn joined<T>(items: &[T], say: impl Fn(&T) -> String, separator: &str) -> Option<String> {
    let items: Vec<String> = items.iter().map(say).collect();
    (!items.is_empty()).then(|| items.join(separator))
}
