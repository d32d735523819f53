//! The few differences that experiments have shown not to matter. There are no other exceptions.
//!
//! Each item names its experiment (`grammar/mapping/README.md` says where they are described):
//!
//! - endings that supervisord does not have, the start timeout and the watchdog, do not count;
//! - death by the stop signal, or by HUP, INT, TERM or PIPE, is a requested ending: systemd calls it clean, supervisord
//!   does not count it as success, but both show the program as down rather than failed (R1-false, A4);
//! - where nothing is ever restarted, pauses and giving up do not count;
//! - `startretries=0` is equivalent to the single start per interval that `StartLimitBurst=1` allows (R7, R13);
//! - what applies to early and later endings alike is reported for the later ones (R6);
//! - a pause of 0.1 to 1.3 s, supervisord's tick, is `RestartSec=1` (R11b);
//! - counting as started after being alive for 0 s is counting as started at the fork or the exec (R5);
//! - discarding through a pipe is `/dev/null` (O3); a pipe to a log file is the file itself (O1);
//! - a unit without a user runs as root, like a program with `user=root` (B4);
//! - root's group is root, whether it is set or not (B4);
//! - `~` is `/root` for root (B3);
//! - an additional SHELL is not a loss for the program (B5);
//! - the SIGCONT after the stop signal (S2), `failed` instead of STOPPED after a kill (S4), leading a session or only a
//!   process group (B8) and an ignored SIGXFSZ (B16), which is reported with `LimitFSIZE=`, are not part of any leaf.

use std::collections::{BTreeMap, BTreeSet};

use super::early;
use crate::ir::{
    Assignment, Backoff, Capabilities, ControlCommand, Directory, Identity, Inherited, Instances, Leaf,
    Output, Rights, Rotation, Service, ServiceGroup, SettingId, Started, Text,
};

/// Whether a leaf behaves alike in the original `a` and in what was read back, `b`. Order and membership are compared for
/// the whole deployment elsewhere.
#[must_use]
pub fn same(leaf: Leaf, a: &Service<'_>, b: &Service<'_>) -> bool {
    match leaf {
        Leaf::Command => {
            same_words(a, &a.command.value.argv, b, &b.command.value.argv)
                && a.command.value.argv0 == b.command.value.argv0
        }
        Leaf::CommandLookup => a.lookup.value == b.lookup.value,
        Leaf::Conditions => a.conditions.value == b.conditions.value,
        Leaf::Prepare => same_preparations(a, &a.prepare.value, b, &b.prepare.value),
        Leaf::Directories => a.directories.value == b.directories.value,
        Leaf::SupplementaryGroups => a.supplementary_groups.value == b.supplementary_groups.value,
        Leaf::Capabilities => a.capabilities.value == b.capabilities.value,
        Leaf::Limits => a.limits.value == b.limits.value,
        Leaf::Nice => a.nice.value == b.nice.value,
        Leaf::Scheduling => a.scheduling.value == b.scheduling.value,
        Leaf::OomScore => a.oom_score.value == b.oom_score.value,
        Leaf::NoNewPrivileges => a.no_new_privileges.value == b.no_new_privileges.value,
        Leaf::Directory => {
            a.directory.value == b.directory.value || runs_at_roots_home(a) && runs_at_roots_home(b)
        }
        Leaf::Umask => a.umask.value == b.umask.value,
        Leaf::User => a.user.value == b.user.value || is_root(a) && is_root(b),
        Leaf::Group => a.group.value == b.group.value || has_roots_group(a) && has_roots_group(b),
        Leaf::EnvironmentInherited => a.inherited.value == b.inherited.value,
        Leaf::EnvironmentAssignments => same_assignments(a, b),
        Leaf::EnvironmentFiles => a.files.value == b.files.value,
        Leaf::EnvironmentIdentity => a.identity.value == b.identity.value,
        Leaf::RestartEarly => {
            a.restart_early.value.exits_and_signals() == b.restart_early.value.exits_and_signals()
                || early::is_covered_by_later_endings(a, b)
        }
        Leaf::RestartLater => {
            a.restart_later.value.exits_and_signals() == b.restart_later.value.exits_and_signals()
        }
        Leaf::Expected => a.expected.value == b.expected.value || same_success_endings(a, b),
        // The pause after a successful run: if neither service is restarted then, there is no such pause.
        Leaf::RestartPause => {
            never_restarts_later(a) && never_restarts_later(b)
                || a.restart_pause.value == b.restart_pause.value
        }
        Leaf::RestartBackoff => {
            a.never_restarts() && b.never_restarts()
                || early::is_covered_by_restart_pause(a, b)
                || same_backoff(a, b)
        }
        Leaf::GivesUp => a.never_restarts() && b.never_restarts() || a.gives_up.value == b.gives_up.value,
        Leaf::Started => same_started(a.started.value, b.started.value),
        Leaf::OneRun => a.one_run.value == b.one_run.value,
        Leaf::StopCommands => {
            let (one, other) = (&a.stop_commands.value, &b.stop_commands.value);
            one.sends == other.sends
                && same_preparations(a, &one.commands, b, &other.commands)
                && same_preparations(a, &one.after, b, &other.after)
        }
        Leaf::StopSignal => a.stop_signal.value == b.stop_signal.value,
        Leaf::StopWait => a.stop_wait.value == b.stop_wait.value,
        Leaf::StopScope => a.stop_scope.value == b.stop_scope.value,
        Leaf::StopKill => a.stop_kill.value == b.stop_kill.value,
        Leaf::StopSurvivors => a.survivors.value == b.survivors.value,
        Leaf::OutOfMemory => a.out_of_memory.value == b.out_of_memory.value,
        Leaf::Stdin => a.stdin.value == b.stdin.value,
        Leaf::Listens => a.listens.value == b.listens.value,
        Leaf::ListensOwner => a.listens_owner.value == b.listens_owner.value,
        Leaf::ListensMode => a.listens_mode.value == b.listens_mode.value,
        Leaf::ListensBacklog => a.listens_backlog.value == b.listens_backlog.value,
        Leaf::Stdout => a.stdout.value == b.stdout.value,
        // Both are joined to standard output; where that goes is reported for its own leaf.
        Leaf::Stderr if is_joined(a) && is_joined(b) => true,
        Leaf::Stderr => resolved_stderr(a) == resolved_stderr(b),
        Leaf::StdoutRotation => a.stdout_rotation.value == b.stdout_rotation.value,
        // With one stream there is one file, and its rotation belongs to standard output.
        Leaf::StderrRotation => stderr_rotation(a) == stderr_rotation(b),
        // If one side has no file, that is reported for the output itself.
        Leaf::LogsMode => match (a.logs_mode.value, b.logs_mode.value) {
            (Some(a), Some(b)) => a == b,
            (None, _) | (_, None) => true,
        },
        Leaf::Timer => a.timer.value == b.timer.value,
        Leaf::Start => a.start.value == b.start.value,
        Leaf::Instances => same_instances(&a.instances.value, &b.instances.value),
        Leaf::ShownName => a.shown_name.value == b.shown_name.value,
        Leaf::Order | Leaf::Membership => true,
    }
}

/// Whether the words are equal once the variables of each service are expanded.
fn same_words(a: &Service<'_>, words: &[Text<'_>], b: &Service<'_>, others: &[Text<'_>]) -> bool {
    let is_plain = |words: &[Text<'_>]| words.iter().all(|word| word.bytes().is_some());
    if is_plain(words) && is_plain(others) {
        return words == others;
    }
    a.resolved(words).argv == b.resolved(others).argv
}

fn same_preparations(
    a: &Service<'_>,
    commands: &[ControlCommand<'_>],
    b: &Service<'_>,
    others: &[ControlCommand<'_>],
) -> bool {
    commands.len() == others.len()
        && commands.iter().zip(others).all(|(one, other)| {
            one.may_fail == other.may_fail
                && (one.may_fail || one.succeeds == other.succeeds)
                && one.restarts.and(one.failures()) == other.restarts.and(other.failures())
                && rights(a, one) == rights(b, other)
                && one.user == other.user
                && one.if_unmet == other.if_unmet
                && one.command.argv0 == other.command.argv0
                && same_words(a, &one.command.argv, b, &other.command.argv)
        })
}

/// What a command around the program shares with the service: its user and groups, its privileges, its limits. It does not
/// matter where the service sets none of these.
fn rights(service: &Service<'_>, one: &ControlCommand<'_>) -> [bool; 3] {
    let is_switched = service.user.value.is_some()
        || matches!(service.group.value, ServiceGroup::Named(_) | ServiceGroup::NamedAndPrimary(_))
        || !service.supplementary_groups.value.is_empty();
    let is_confined = service.capabilities.value != Capabilities::MANAGERS || service.no_new_privileges.value;
    let is_limited = !service.limits.value.is_empty();
    let [of_user, privileges, limits] = match one.rights {
        Rights::Programs => [true, true, true],
        Rights::ProgramsAsManager => [false, true, true],
        Rights::ManagersWithinLimits => [false, false, true],
        Rights::Managers => [false, false, false],
    };
    [of_user && is_switched, privileges && is_confined, limits && is_limited]
}

/// Whether the same endings count as success, among those that end a run for good: if the service is restarted, or still
/// counts as up, no failure is shown.
fn same_success_endings(a: &Service<'_>, b: &Service<'_>) -> bool {
    let (one, other) = (a.expected.value.exits_and_signals(), b.expected.value.exits_and_signals());
    let unlike = one
        .without(other)
        .or(other.without(one))
        .without(a.requested_endings())
        .without(b.requested_endings());
    unlike.is_empty()
        || unlike
            .without(a.restart_later.value)
            .without(b.restart_later.value)
            .without(a.one_run.value.and(b.one_run.value))
            .is_empty()
}

/// Whether no ending of a started program restarts it.
fn never_restarts_later(service: &Service<'_>) -> bool {
    service.restart_later.value.exits_and_signals().is_empty()
}

fn same_assignments(a: &Service<'_>, b: &Service<'_>) -> bool {
    let same = |a: &[&Assignment<'_>], b: &[&Assignment<'_>]| {
        a.len() == b.len() && {
            let values = values(b.iter().copied());
            a.iter().all(|one| match one.name.bytes() {
                Some(name) => values.get(name) == Some(&&one.value),
                None => b.contains(one),
            })
        }
    };
    // They are nearly always in the same order, too.
    a.assignments.value == b.assignments.value || {
        let (own, its) = (without_implied(a, b), without_implied(b, a));
        own == its || same(&own, &its)
    }
}

/// The settings of one service that set a variable which the other lacks or sets to another value.
pub(super) fn lost_variables(a: &Service<'_>, b: &Service<'_>) -> BTreeSet<SettingId> {
    let values = values(&b.assignments.value);
    let is_lost = |one: &&Assignment<'_>| match one.name.bytes() {
        Some(name) => values.get(name) != Some(&&one.value),
        None => !b.assignments.value.contains(one),
    };
    without_implied(a, b).into_iter().filter(is_lost).map(|one| one.source).collect()
}

/// Values by name; each name occurs once.
fn values<'s, 'a>(
    assignments: impl IntoIterator<Item = &'s Assignment<'a>>,
) -> BTreeMap<&'s [u8], &'s Text<'a>>
where
    'a: 's,
{
    assignments.into_iter().filter_map(|one| Some((one.name.bytes()?, &one.value))).collect()
}

/// The assignments of a service, without those that only state its user or its directories: systemd sets them implicitly,
/// and other leaves compare whether these are the same.
fn without_implied<'s, 'a>(one: &'s Service<'a>, other: &Service<'_>) -> Vec<&'s Assignment<'a>> {
    let user = one.user.value.as_ref().and_then(Text::bytes);
    let is_implied = |assignment: &Assignment<'_>| {
        let is = |value: Option<&[u8]>| value.is_some() && assignment.value.bytes() == value;
        let is_of_user = match assignment.name.bytes() {
            Some(b"USER" | b"LOGNAME") => is(user),
            Some(b"HOME") => user == Some(b"root") && is(Some(b"/root")),
            _ => false,
        };
        let is_path = || {
            let mut paths = other.directory_variables();
            // Directories below a user's directory are compared in another leaf.
            let is_it = |paths: &Text<'_>| assignment.value == *paths || paths.unknowns().next().is_some();
            paths.any(|(name, paths)| assignment.name.as_str() == Some(name) && is_it(&paths))
        };
        let is_users = matches!(other.identity.value, Identity::OfUser | Identity::OfUserInPart);
        let is_said = is_of_user && is_users || !other.directories.value.is_empty() && is_path();
        is_said && other.assignments.value.iter().all(|own| own.name != assignment.name)
    };
    one.assignments.value.iter().filter(|one| !is_implied(one)).collect()
}

/// Whether root runs it: by name, or as a system unit without a user.
fn is_root(service: &Service<'_>) -> bool {
    match &service.user.value {
        Some(user) => user.as_str() == Some("root"),
        None => service.inherited.value == Inherited::Systemds,
    }
}

/// Whether its working directory is root's home, which is the same on every machine.
fn runs_at_roots_home(service: &Service<'_>) -> bool {
    match &service.directory.value {
        Directory::Home => is_root(service),
        Directory::HomeOf(user) => user.as_str() == Some("root"),
        Directory::Path(path) => path.as_str() == Some("/root"),
        Directory::Managers | Directory::Optional(_) => false,
    }
}

/// Whether root runs it with root's own group.
fn has_roots_group(service: &Service<'_>) -> bool {
    let is_user = service.user.value.as_ref().map_or_else(|| is_root(service), Text::is_root);
    is_user
        && match &service.group.value {
            ServiceGroup::OfUser => true,
            ServiceGroup::Named(group)
            | ServiceGroup::NamedAndPrimary(group)
            | ServiceGroup::RootAndGroupsOf(group) => group.is_root(),
        }
}

fn same_started(a: Started, b: Started) -> bool {
    let at_once = |started: Started| match started {
        Started::AtFork | Started::AtExec => true,
        Started::AfterAlive(alive) => alive.micros == 0,
        Started::OnNotify | Started::OnDaemonized | Started::OnEnd => false,
    };
    a == b || at_once(a) && at_once(b)
}

/// Where no ending is early, the only pause is the one after a successful run.
fn same_backoff(a: &Service<'_>, b: &Service<'_>) -> bool {
    let pauses = |service: &Service<'_>| match service.restart_backoff.value {
        Backoff::Never => Backoff::Constant(service.restart_pause.value),
        backoff => backoff,
    };
    pauses(a) == pauses(b)
}

/// Whether standard error goes where standard output does.
fn is_joined(service: &Service<'_>) -> bool {
    service.stderr.value == Output::SameAsStdout
}

/// The output that standard error goes to in the end.
fn resolved_stderr<'s, 'a>(service: &'s Service<'a>) -> &'s Output<'a> {
    match &service.stderr.value {
        Output::SameAsStdout => &service.stdout.value,
        output => output,
    }
}

fn stderr_rotation(service: &Service<'_>) -> Rotation {
    match service.stderr.value {
        Output::SameAsStdout => Rotation::None,
        _ => service.stderr_rotation.value,
    }
}

/// Whether the instances are the same and in the same order; the names that they show are another leaf.
fn same_instances(a: &Instances, b: &Instances) -> bool {
    match (a, b) {
        (Instances::One, Instances::One) => true,
        (Instances::Each(a), Instances::Each(b)) => {
            a.iter().map(|one| &one.text).eq(b.iter().map(|one| &one.text))
        }
        _ => false,
    }
}
