//! Descriptions of leaves for people.

mod confine;
mod environment;
mod launch;
mod listen;
mod place;
mod restart;
mod stop;
mod streams;

use super::{Backoff, GivesUp, Leaf, Output, Service, Umask};

/// Describes a leaf of a service: a phrase without a subject and without a full stop.
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
        Leaf::Expected => format!("treats {} as success", service.expected.value.describe()),
        Leaf::RestartPause => restart::pause(service.restart_pause.value),
        Leaf::RestartBackoff => restart::backoff(service.restart_backoff.value),
        Leaf::GivesUp => restart::gives_up(service.gives_up.value),
        Leaf::Started => restart::started(service.started.value),
        Leaf::OneRun => restart::one_run(&service.one_run.value),
        Leaf::StopCommands => stop::commands(&service.stop_commands.value),
        Leaf::StopSignal => {
            format!("is stopped by {}", crate::unix::signals::name(service.stop_signal.value))
        }
        Leaf::StopWait => stop::wait(service.stop_wait.value),
        Leaf::StopScope => stop::scope(service.stop_scope.value),
        Leaf::StopKill => stop::kill(service.stop_kill.value),
        Leaf::StopSurvivors => stop::survivors(service.survivors.value),
        Leaf::OutOfMemory => stop::out_of_memory(service.out_of_memory.value),
        Leaf::Stdin => streams::stdin(&service.stdin.value),
        Leaf::Listens => listen::address(service.listens.value.as_ref()),
        Leaf::ListensOwner => listen::owner(service.listens_owner.value.as_ref()),
        Leaf::ListensMode => listen::mode(service.listens_mode.value),
        Leaf::ListensBacklog => listen::backlog(service.listens_backlog.value),
        Leaf::Stdout => streams::output(&service.stdout.value, &service.name),
        // The reader wants to know where the joined output goes.
        Leaf::Stderr if service.stderr.value == Output::SameAsStdout => {
            format!("{}, like standard output", streams::output(&service.stdout.value, &service.name))
        }
        Leaf::Stderr => streams::output(&service.stderr.value, &service.name),
        Leaf::StdoutRotation => streams::rotation(service.stdout_rotation.value),
        Leaf::StderrRotation => streams::rotation(service.stderr_rotation.value),
        Leaf::LogsMode => streams::logs_mode(service.logs_mode.value),
        Leaf::Start => place::start(service.start.value),
        Leaf::Timer => place::timer(&service.timer.value.triggers),
        Leaf::Order => format!("has rank {}", service.order.value),
        Leaf::Instances => place::instances(&service.instances.value),
        Leaf::ShownName => format!("is shown as {}", service.shown_name.value),
        Leaf::Membership => place::membership(&service.membership.value),
    }
}

/// Numbers that determine the description of a leaf: equal numbers mean equal descriptions. `None` for leaves whose
/// description depends on more than numbers.
#[must_use]
pub fn numbers(leaf: Leaf, service: &Service<'_>) -> Option<[u64; 6]> {
    let three = |numbers: [u64; 3]| [numbers[0], numbers[1], numbers[2], 0, 0, 0];
    let one = |number| three([number, 0, 0]);
    Some(match leaf {
        Leaf::EnvironmentInherited => one(service.inherited.value as u64),
        Leaf::EnvironmentIdentity => one(service.identity.value as u64),
        Leaf::Umask => match service.umask.value {
            Umask::Managers => one(u64::MAX),
            Umask::Mask(mask) => one(mask.into()),
        },
        Leaf::RestartPause => one(service.restart_pause.value.micros),
        Leaf::RestartBackoff => match service.restart_backoff.value {
            Backoff::Never => one(0),
            Backoff::Constant(pause) => three([1, pause.micros, 0]),
            Backoff::Linear { step } => three([2, step.micros, 0]),
            Backoff::Geometric { first, steps, longest } => {
                [3, first.micros, steps.into(), longest.micros, 0, 0]
            }
        },
        Leaf::GivesUp => match service.gives_up.value {
            GivesUp::Never => one(0),
            GivesUp::AfterEarlyEndings { starts, within } => three([1, starts, within.micros]),
            GivesUp::AfterStarts { starts, interval } => three([2, starts, interval.micros]),
        },
        Leaf::RestartEarly => service.restart_early.value.numbers(),
        Leaf::RestartLater => service.restart_later.value.numbers(),
        Leaf::Expected => service.expected.value.numbers(),
        Leaf::OneRun => service.one_run.value.numbers(),
        Leaf::StopSignal => one(service.stop_signal.value.into()),
        Leaf::StopWait => one(service.stop_wait.value.micros),
        Leaf::StopScope => one(service.stop_scope.value as u64),
        Leaf::StopKill => one(service.stop_kill.value as u64),
        Leaf::StopSurvivors => one(service.survivors.value as u64),
        Leaf::OutOfMemory => one(service.out_of_memory.value as u64),
        Leaf::Start => one(service.start.value as u64),
        _ => return None,
    })
}

/// Joins the descriptions of `items`; `None` if there are none, for which each leaf has its own words.
fn joined<T>(items: &[T], say: impl Fn(&T) -> String, separator: &str) -> Option<String> {
    let items: Vec<String> = items.iter().map(say).collect();
    (!items.is_empty()).then(|| items.join(separator))
}
