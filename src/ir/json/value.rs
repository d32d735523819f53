//! The values of the leaves in JSON.
//!
//! A value with alternatives is a string where none of them says more, else an object whose `kind` tells them apart.
//! Lengths of time are whole microseconds in fields named `micros` or `…_micros`, null for no limit.

use serde::Serialize;

use super::text::TextV1;
use crate::ir::{
    Address, Backoff, Capabilities, Condition, CpuTurn, Directory, Duration, EndingSet, GivesUp, Identity,
    Inherited, Input, Instance, Instances, KillScope, Leaf, Limit, Lookup, Otherwise, Output, Preparation,
    Rotation, Scheduling, Service, ServiceGroup, SignalScope, SocketOwner, Start, Started, Survivors,
    Trigger, Umask,
};

/// The value of any leaf.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum ValueV1<'a> {
    /// `command`.
    Command { argv: Vec<TextV1<'a>>, own_name: Option<TextV1<'a>> },
    /// `environment.inherited`, `environment.identity`, `stop.scope`, `stop.kill`, `stop.survivors`, `start`.
    Word(&'static str),
    /// `user`, `shown_name`.
    Text(Option<TextV1<'a>>),
    /// `one_run`, `no_new_privileges`.
    Flag(bool),
    /// `order`.
    Number(i64),
    /// `nice`, `oom_score`; null for the manager's.
    OptionalNumber(Option<i32>),
    /// `conditions`.
    Conditions(Vec<ConditionV1<'a>>),
    /// `timer`.
    Triggers(Vec<TriggerV1<'a>>),
    /// `groups`.
    Texts(Vec<TextV1<'a>>),
    /// `capabilities`: a bit each, in hexadecimal digits.
    Capabilities { bounding: String, ambient: String },
    /// `scheduling`; null for the manager's.
    Scheduling { io: Option<IoV1>, cpu: Option<CpuV1>, processors: Option<Vec<(u32, u32)>> },
    /// `prepare`, `stop.commands`.
    Preparations(Vec<PreparationV1<'a>>),
    /// `directories`.
    Directories(Vec<OwnDirectoryV1>),
    /// `limits`.
    Limits(Vec<LimitV1>),
    /// `membership`.
    Names(&'a [String]),
    /// `restart.pause`, `stop.wait`.
    Duration { micros: Option<u64> },
    /// `stop.signal`.
    Signal { number: u8, name: String },
    /// `restart.early`, `restart.later`.
    Endings(EndingsV1),
    /// `environment.assignments`.
    Assignments(Vec<AssignmentV1<'a>>),
    /// `environment.files`.
    Files(Vec<EnvironmentFileV1<'a>>),
    /// All others.
    Kind(KindV1<'a>),
}

/// Exit codes and signals as lists of ranges: `1-255`, `0,2`; empty for none.
#[derive(Debug, Serialize)]
pub(super) struct EndingsV1 {
    exit: String,
    signals: String,
    start_timeout: bool,
    watchdog: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct AssignmentV1<'a> {
    name: TextV1<'a>,
    value: TextV1<'a>,
}

#[derive(Debug, Serialize)]
pub(super) struct EnvironmentFileV1<'a> {
    path: TextV1<'a>,
    optional: bool,
    by_shell: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct ConditionV1<'a> {
    any_of: Vec<CheckV1<'a>>,
    otherwise: &'static str,
    /// For `exits`.
    code: Option<u8>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum TriggerV1<'a> {
    Calendar { times: &'a str, crontab: Option<&'a str> },
    Once { micros: Option<u64> },
    Again { micros: Option<u64> },
}

#[derive(Debug, Serialize)]
pub(super) struct CheckV1<'a> {
    asks: &'static str,
    negated: bool,
    path: TextV1<'a>,
}

#[derive(Debug, Serialize)]
pub(super) struct IoV1 {
    class: &'static str,
    priority: u8,
}

#[derive(Debug, Serialize)]
pub(super) struct CpuV1 {
    policy: &'static str,
    priority: u8,
    resets_on_fork: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct PreparationV1<'a> {
    argv: Vec<TextV1<'a>>,
    own_name: Option<TextV1<'a>>,
    may_fail: bool,
    keeps_root: bool,
    /// What becomes of the start if it fails, where that is no failure.
    #[serde(skip_serializing_if = "Option::is_none")]
    otherwise: Option<&'static str>,
}

#[derive(Debug, Serialize)]
pub(super) struct OwnDirectoryV1 {
    path: String,
    mode: String,
}

/// A limit under the name of `prlimit`'s option; null is no limit. With `at_least` the hard limit is the manager's.
#[derive(Debug, Serialize)]
pub(super) struct LimitV1 {
    resource: &'static str,
    soft: Option<u64>,
    hard: Option<u64>,
    at_least: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct InstanceV1<'a> {
    text: &'a str,
    shown: &'a str,
}

/// Alternatives of which some say more; several leaves share a kind where they mean the same by it.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum KindV1<'a> {
    // command.lookup
    Absolute,
    SupervisordsPath,
    SystemdsPath,
    SearchPath { path: TextV1<'a> },
    SupervisordsDirectory,
    // directory, umask
    Managers,
    Path { path: TextV1<'a> },
    OptionalPath { path: TextV1<'a> },
    Home,
    Mask { mask: String },
    // group
    OfUser,
    Named { name: TextV1<'a> },
    Besides { name: TextV1<'a> },
    // restart.backoff, gives_up
    Never,
    Constant { pause_micros: Option<u64> },
    Linear { step_micros: Option<u64> },
    Geometric { first_micros: Option<u64>, steps: u32, longest_micros: Option<u64> },
    AfterEarlyEndings { starts: u64, within_micros: Option<u64> },
    AfterStarts { starts: u64, interval_micros: Option<u64> },
    // started
    AtFork,
    AtExec,
    AfterAlive { alive_micros: Option<u64> },
    OnNotify,
    OnDaemonized,
    OnEnd,
    // stdin, stdout, stderr
    Pipe,
    Null,
    Terminal,
    File { path: TextV1<'a> },
    Socket,
    Data,
    Automatic,
    Journal { identifier: Option<TextV1<'a>> },
    ManagersSyslog { name: TextV1<'a> },
    FileAndJournal { path: TextV1<'a> },
    Overwrite { path: TextV1<'a>, truncate: bool },
    ManagersStdout,
    ManagersStderr,
    SameAsStdout,
    Other { word: &'static str },
    // listens, listens.owner, listens.backlog
    Unix { path: TextV1<'a> },
    Tcp { host: &'a str, port: u16 },
    Address { address: TextV1<'a> },
    Owner { user: Option<TextV1<'a>>, group: Option<TextV1<'a>> },
    Connections { count: u32 },
    // stdout.rotation, stderr.rotation
    None,
    Size { bytes: i64, backups: i64 },
    NowAndThen { bytes: i64, backups: i64 },
    // instances
    One,
    Each { instances: Vec<InstanceV1<'a>> },
}

impl<'a> ValueV1<'a> {
    pub(super) fn of(leaf: Leaf, service: &'a Service<'_>) -> Self {
        match leaf {
            Leaf::Command => {
                let command = &service.command.value;
                Self::Command {
                    argv: command.argv.iter().map(TextV1::of).collect(),
                    own_name: command.own_name.as_ref().map(TextV1::of),
                }
            }
            Leaf::CommandLookup => Self::Kind(lookup(&service.lookup.value)),
            Leaf::Conditions => Self::Conditions(service.conditions.value.iter().map(condition).collect()),
            Leaf::Timer => Self::Triggers(service.timer.value.triggers.iter().map(trigger).collect()),
            Leaf::SupplementaryGroups => {
                Self::Texts(service.supplementary_groups.value.iter().map(TextV1::of).collect())
            }
            Leaf::Capabilities => {
                let Capabilities { bounding, ambient } = service.capabilities.value;
                Self::Capabilities {
                    bounding: format!("{bounding:016x}"),
                    ambient: format!("{ambient:016x}"),
                }
            }
            Leaf::Scheduling => {
                let Scheduling { io, cpu, processors } = &service.scheduling.value;
                let ranges = |all: &Vec<std::ops::RangeInclusive<u32>>| {
                    all.iter().map(|range| (*range.start(), *range.end())).collect()
                };
                Self::Scheduling {
                    io: io.map(|(class, priority)| IoV1 { class: class.name(), priority }),
                    cpu: cpu.map(|CpuTurn { policy, priority, resets_on_fork }| CpuV1 {
                        policy: policy.name(),
                        priority,
                        resets_on_fork,
                    }),
                    processors: processors.as_ref().map(ranges),
                }
            }
            Leaf::Prepare => Self::Preparations(service.prepare.value.iter().map(preparation).collect()),
            Leaf::StopCommands => {
                Self::Preparations(service.stop_commands.value.commands.iter().map(preparation).collect())
            }
            Leaf::Directories => {
                let directories = service.directories.value.iter();
                let directories = directories.map(|one| OwnDirectoryV1 {
                    path: one.path().to_string(),
                    mode: format!("{:04o}", one.mode),
                });
                Self::Directories(directories.collect())
            }
            Leaf::Limits => {
                let bound = |value: u64| (value != Limit::NONE).then_some(value);
                let limits = service.limits.value.iter().map(|one| LimitV1 {
                    resource: one.resource.option(),
                    soft: bound(one.soft),
                    hard: one.hard.and_then(bound),
                    at_least: one.hard.is_none(),
                });
                Self::Limits(limits.collect())
            }
            Leaf::Nice => Self::OptionalNumber(service.nice.value),
            Leaf::OomScore => Self::OptionalNumber(service.oom_score.value),
            Leaf::NoNewPrivileges => Self::Flag(service.no_new_privileges.value),
            Leaf::Directory => Self::Kind(directory(&service.directory.value)),
            Leaf::Umask => Self::Kind(match service.umask.value {
                Umask::Managers => KindV1::Managers,
                Umask::Mask(mask) => KindV1::Mask { mask: format!("{mask:04o}") },
            }),
            Leaf::User => Self::Text(service.user.value.as_ref().map(TextV1::of)),
            Leaf::Group => Self::Kind(match &service.group.value {
                ServiceGroup::OfUser => KindV1::OfUser,
                ServiceGroup::Named(name) => KindV1::Named { name: TextV1::of(name) },
                ServiceGroup::Besides(name) => KindV1::Besides { name: TextV1::of(name) },
            }),
            Leaf::EnvironmentInherited => Self::Word(match service.inherited.value {
                Inherited::Supervisords => "supervisords",
                Inherited::Systemds => "systemds",
            }),
            Leaf::EnvironmentAssignments => {
                let assignments = service
                    .assignments
                    .value
                    .iter()
                    .map(|one| AssignmentV1 { name: TextV1::of(&one.name), value: TextV1::of(&one.value) });
                Self::Assignments(assignments.collect())
            }
            Leaf::EnvironmentFiles => {
                let files = service.files.value.iter().map(|file| EnvironmentFileV1 {
                    path: TextV1::of(&file.path),
                    optional: file.optional,
                    by_shell: file.by_shell,
                });
                Self::Files(files.collect())
            }
            Leaf::EnvironmentIdentity => Self::Word(match service.identity.value {
                Identity::Supervisords => "supervisords",
                Identity::OfUser => "of-user",
                Identity::OfUserButShell => "of-user-but-shell",
                Identity::Unset => "unset",
            }),
            Leaf::RestartEarly => Self::Endings(EndingsV1::of(service.restart_early.value)),
            Leaf::RestartLater => Self::Endings(EndingsV1::of(service.restart_later.value)),
            Leaf::RestartPause => Self::Duration { micros: micros(service.restart_pause.value) },
            Leaf::RestartBackoff => Self::Kind(backoff(service.restart_backoff.value)),
            Leaf::GivesUp => Self::Kind(gives_up(service.gives_up.value)),
            Leaf::Started => Self::Kind(started(service.started.value)),
            Leaf::OneRun => Self::Flag(service.one_run.value),
            Leaf::StopSignal => {
                let number = service.stop_signal.value;
                Self::Signal { number, name: crate::signals::name(number) }
            }
            Leaf::StopWait => Self::Duration { micros: micros(service.stop_wait.value) },
            Leaf::StopScope => Self::Word(match service.stop_scope.value {
                SignalScope::Main => "main",
                SignalScope::ProcessGroup => "process-group",
                SignalScope::All => "all",
                SignalScope::Nobody => "nobody",
            }),
            Leaf::StopKill => Self::Word(match service.stop_kill.value {
                KillScope::Main => "main",
                KillScope::ProcessGroup => "process-group",
                KillScope::All => "all",
                KillScope::Nobody => "nobody",
            }),
            Leaf::StopSurvivors => Self::Word(match service.survivors.value {
                Survivors::Children => "children",
                Survivors::OtherSessions => "other-sessions",
                Survivors::None => "none",
            }),
            Leaf::Stdin => Self::Kind(input(&service.stdin.value)),
            Leaf::Listens => Self::Kind(address(service.listens.value.as_ref())),
            Leaf::ListensOwner => Self::Kind(socket_owner(service.listens_owner.value.as_ref())),
            Leaf::ListensMode => Self::Kind(match service.listens_mode.value {
                None => KindV1::None,
                Some(mode) => KindV1::Mask { mask: format!("{mode:04o}") },
            }),
            Leaf::ListensBacklog => Self::Kind(match service.listens_backlog.value {
                None => KindV1::None,
                Some(count) => KindV1::Connections { count },
            }),
            Leaf::Stdout => Self::Kind(output(&service.stdout.value)),
            Leaf::Stderr => Self::Kind(output(&service.stderr.value)),
            Leaf::StdoutRotation => Self::Kind(rotation(service.stdout_rotation.value)),
            Leaf::StderrRotation => Self::Kind(rotation(service.stderr_rotation.value)),
            Leaf::LogsMode => Self::Kind(match service.logs_mode.value {
                None => KindV1::None,
                Some(mode) => KindV1::Mask { mask: format!("{mode:04o}") },
            }),
            Leaf::Start => Self::Word(match service.start.value {
                Start::AtBoot => "at-boot",
                Start::BySocket => "by-socket",
                Start::ByHand => "by-hand",
            }),
            Leaf::Order => Self::Number(service.order.value),
            Leaf::Instances => Self::Kind(instances(&service.instances.value)),
            Leaf::ShownName => Self::Text(Some(TextV1::of(&service.shown_name.value))),
            Leaf::Membership => Self::Names(&service.membership.value),
        }
    }
}

impl EndingsV1 {
    fn of(set: EndingSet) -> Self {
        Self {
            exit: ranges(set.codes()),
            signals: ranges(set.signals()),
            start_timeout: set.start_timeout,
            watchdog: set.watchdog,
        }
    }
}

/// Ascending numbers as ranges: `0,2-4`.
fn preparation<'a>(one: &'a Preparation<'_>) -> PreparationV1<'a> {
    PreparationV1 {
        argv: one.command.argv.iter().map(TextV1::of).collect(),
        own_name: one.command.own_name.as_ref().map(TextV1::of),
        may_fail: one.may_fail,
        keeps_root: one.keeps_root,
        otherwise: one.otherwise.map(|otherwise| match otherwise {
            Otherwise::Skips => "skip",
            Otherwise::Refuses => "refuse",
            Otherwise::Exits(_) => "exit",
        }),
    }
}

fn trigger(trigger: &Trigger) -> TriggerV1<'_> {
    match trigger {
        Trigger::Calendar { times, crontab } => TriggerV1::Calendar { times, crontab: crontab.as_deref() },
        Trigger::Once(pause) => TriggerV1::Once { micros: micros(*pause) },
        Trigger::Again(pause) => TriggerV1::Again { micros: micros(*pause) },
    }
}

fn condition<'a>(condition: &'a Condition<'_>) -> ConditionV1<'a> {
    let Condition { any_of, otherwise } = condition;
    let checks = any_of.iter().map(|check| CheckV1 {
        asks: check.asks.name(),
        negated: check.is_negated,
        path: TextV1::of(&check.path),
    });
    let (otherwise, code) = match otherwise {
        Otherwise::Skips => ("skips", None),
        Otherwise::Refuses => ("refuses", None),
        Otherwise::Exits(code) => ("exits", Some(*code)),
    };
    ConditionV1 { any_of: checks.collect(), otherwise, code }
}

fn ranges(numbers: impl Iterator<Item = u8>) -> String {
    let mut ranges: Vec<(u8, u8)> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(number) => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    let texts = ranges.iter().map(
        |(first, last)| {
            if first == last { first.to_string() } else { format!("{first}-{last}") }
        },
    );
    texts.collect::<Vec<_>>().join(",")
}

fn micros(duration: Duration) -> Option<u64> {
    (!duration.is_infinite()).then_some(duration.micros)
}

fn lookup<'a>(lookup: &'a Lookup<'_>) -> KindV1<'a> {
    match lookup {
        Lookup::Absolute => KindV1::Absolute,
        Lookup::SupervisordsPath => KindV1::SupervisordsPath,
        Lookup::SystemdsPath => KindV1::SystemdsPath,
        Lookup::Path(text) => KindV1::SearchPath { path: TextV1::of(text) },
        Lookup::SupervisordsDirectory => KindV1::SupervisordsDirectory,
    }
}

fn directory<'a>(directory: &'a Directory<'_>) -> KindV1<'a> {
    match directory {
        Directory::Managers => KindV1::Managers,
        Directory::Path(text) => KindV1::Path { path: TextV1::of(text) },
        Directory::Optional(text) => KindV1::OptionalPath { path: TextV1::of(text) },
        Directory::Home => KindV1::Home,
    }
}

fn backoff(backoff: Backoff) -> KindV1<'static> {
    match backoff {
        Backoff::Constant(pause) => KindV1::Constant { pause_micros: micros(pause) },
        Backoff::Linear { step } => KindV1::Linear { step_micros: micros(step) },
        Backoff::Geometric { first, steps, longest } => {
            KindV1::Geometric { first_micros: micros(first), steps, longest_micros: micros(longest) }
        }
        Backoff::Never => KindV1::Never,
    }
}

fn gives_up(gives_up: GivesUp) -> KindV1<'static> {
    match gives_up {
        GivesUp::Never => KindV1::Never,
        GivesUp::AfterEarlyEndings { starts, within } => {
            KindV1::AfterEarlyEndings { starts, within_micros: micros(within) }
        }
        GivesUp::AfterStarts { starts, interval } => {
            KindV1::AfterStarts { starts, interval_micros: micros(interval) }
        }
    }
}

fn started(started: Started) -> KindV1<'static> {
    match started {
        Started::AtFork => KindV1::AtFork,
        Started::AtExec => KindV1::AtExec,
        Started::AfterAlive(alive) => KindV1::AfterAlive { alive_micros: micros(alive) },
        Started::OnNotify => KindV1::OnNotify,
        Started::OnDaemonized => KindV1::OnDaemonized,
        Started::OnEnd => KindV1::OnEnd,
    }
}

fn input<'a>(input: &'a Input<'_>) -> KindV1<'a> {
    match input {
        Input::Pipe => KindV1::Pipe,
        Input::Null => KindV1::Null,
        Input::Terminal => KindV1::Terminal,
        Input::File(text) => KindV1::File { path: TextV1::of(text) },
        Input::Socket => KindV1::Socket,
        Input::Data => KindV1::Data,
    }
}

fn address<'a>(address: Option<&'a Address<'_>>) -> KindV1<'a> {
    match address {
        None => KindV1::None,
        Some(Address::Unix(path)) => KindV1::Unix { path: TextV1::of(path) },
        Some(Address::Tcp(host, port)) => KindV1::Tcp { host, port: *port },
        Some(Address::Other(address)) => KindV1::Address { address: TextV1::of(address) },
    }
}

fn socket_owner<'a>(owner: Option<&'a SocketOwner<'_>>) -> KindV1<'a> {
    let Some(owner) = owner else { return KindV1::None };
    KindV1::Owner {
        user: owner.user.as_ref().map(TextV1::of),
        group: match &owner.group {
            ServiceGroup::OfUser => None,
            ServiceGroup::Named(group) | ServiceGroup::Besides(group) => Some(TextV1::of(group)),
        },
    }
}

fn output<'a>(output: &'a Output<'_>) -> KindV1<'a> {
    match output {
        Output::Automatic => KindV1::Automatic,
        Output::Journal { identifier } => KindV1::Journal { identifier: identifier.as_ref().map(TextV1::of) },
        Output::ManagersSyslog { name } => KindV1::ManagersSyslog { name: TextV1::of(name) },
        Output::Null => KindV1::Null,
        Output::File(text) => KindV1::File { path: TextV1::of(text) },
        Output::FileAndJournal(text) => KindV1::FileAndJournal { path: TextV1::of(text) },
        Output::Overwrite { path: text, truncate } => {
            KindV1::Overwrite { path: TextV1::of(text), truncate: *truncate }
        }
        Output::Managers { error: false } => KindV1::ManagersStdout,
        Output::Managers { error: true } => KindV1::ManagersStderr,
        Output::SameAsStdout => KindV1::SameAsStdout,
        Output::Other(word) => KindV1::Other { word },
    }
}

fn rotation(rotation: Rotation) -> KindV1<'static> {
    match rotation {
        Rotation::None => KindV1::None,
        Rotation::Size { bytes, backups } => KindV1::Size { bytes, backups },
        Rotation::NowAndThen { bytes, backups } => KindV1::NowAndThen { bytes, backups },
    }
}

fn instances(instances: &Instances) -> KindV1<'_> {
    match instances {
        Instances::One => KindV1::One,
        Instances::Each(list) => KindV1::Each {
            instances: list.iter().map(|Instance { text, shown }| InstanceV1 { text, shown }).collect(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_as_ranges() {
        assert_eq!(ranges([].into_iter()), "");
        assert_eq!(ranges([0, 2, 3, 4, 9].into_iter()), "0,2-4,9");
        assert_eq!(ranges(0..=255), "0-255");
    }

    #[test]
    fn no_limit_is_null() {
        assert_eq!(micros(Duration::INFINITE), None);
        assert_eq!(micros(Duration::ZERO), Some(0));
    }
}
