//! The JSON of the values of leaves.
//!
//! A value with alternatives is a string if none of them has fields, else an object whose `kind` distinguishes them.
//! Durations are whole microseconds in fields named `micros` or `…_micros`, null for no limit.

use serde::Serialize;

use super::kind::{
    KindV1, address, backoff, directory, gives_up, input, instances, lookup, output, rotation, socket_owner,
    started,
};
use super::parts::{
    AssignmentV1, ConditionV1, CpuV1, EndingsV1, EnvironmentFileV1, IoV1, LimitV1, OwnDirectoryV1,
    PreparationV1, TriggerV1, micros,
};
use super::text::TextV1;
use crate::ir::{
    Capabilities, Identity, Inherited, KillScope, Leaf, OutOfMemory, Scheduling, Service, ServiceGroup,
    SignalScope, Start, Survivors, Umask,
};

/// The value of any leaf.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum ValueV1<'a> {
    /// `command`.
    Command { argv: Vec<TextV1<'a>>, own_name: Option<TextV1<'a>> },
    /// `environment.inherited`, `environment.identity`, `stop.scope`, `stop.kill`, `stop.survivors`, `stop.out_of_memory`,
    /// `start`.
    Word(&'static str),
    /// `user`, `shown_name`.
    Text(Option<TextV1<'a>>),
    /// `no_new_privileges`.
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
    /// `capabilities`: one bit per capability, in hexadecimal.
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
    /// `restart.early`, `restart.later`, `expected`, `one_run`.
    Endings(EndingsV1),
    /// `environment.assignments`.
    Assignments(Vec<AssignmentV1<'a>>),
    /// `environment.files`.
    Files(Vec<EnvironmentFileV1<'a>>),
    /// All other leaves.
    Kind(KindV1<'a>),
}

impl<'a> ValueV1<'a> {
    pub(super) fn of(leaf: Leaf, service: &'a Service<'_>) -> Self {
        match leaf {
            Leaf::Command => {
                let command = &service.command.value;
                Self::Command {
                    argv: command.argv.iter().map(TextV1::of).collect(),
                    own_name: command.argv0.as_ref().map(TextV1::of),
                }
            }
            Leaf::CommandLookup => Self::Kind(lookup(&service.lookup.value)),
            Leaf::Conditions => {
                Self::Conditions(service.conditions.value.iter().map(ConditionV1::of).collect())
            }
            Leaf::Timer => Self::Triggers(service.timer.value.triggers.iter().map(TriggerV1::of).collect()),
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
                    io: io.map(IoV1::of),
                    cpu: cpu.map(CpuV1::of),
                    processors: processors.as_ref().map(ranges),
                }
            }
            Leaf::Prepare => {
                Self::Preparations(service.prepare.value.iter().map(PreparationV1::of).collect())
            }
            Leaf::StopCommands => {
                let stop = &service.stop_commands.value;
                let after = stop.after.iter().map(PreparationV1::after);
                Self::Preparations(stop.commands.iter().map(PreparationV1::of).chain(after).collect())
            }
            Leaf::Directories => {
                Self::Directories(service.directories.value.iter().map(OwnDirectoryV1::of).collect())
            }
            Leaf::Limits => Self::Limits(service.limits.value.iter().map(LimitV1::of).collect()),
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
                ServiceGroup::NamedAndPrimary(name) => KindV1::Besides { name: TextV1::of(name) },
                ServiceGroup::RootAndGroupsOf(name) => KindV1::OfRootAnd { name: TextV1::of(name) },
            }),
            Leaf::EnvironmentInherited => Self::Word(match service.inherited.value {
                Inherited::Supervisords => "supervisords",
                Inherited::Systemds => "systemds",
            }),
            Leaf::EnvironmentAssignments => {
                Self::Assignments(service.assignments.value.iter().map(AssignmentV1::of).collect())
            }
            Leaf::EnvironmentFiles => {
                Self::Files(service.files.value.iter().map(EnvironmentFileV1::of).collect())
            }
            Leaf::EnvironmentIdentity => Self::Word(match service.identity.value {
                Identity::Supervisords => "supervisords",
                Identity::OfUser => "of-user",
                Identity::OfUserInPart => "of-user-in-part",
                Identity::Unset => "unset",
            }),
            Leaf::RestartEarly => Self::Endings(EndingsV1::of(service.restart_early.value)),
            Leaf::RestartLater => Self::Endings(EndingsV1::of(service.restart_later.value)),
            Leaf::Expected => Self::Endings(EndingsV1::of(service.expected.value)),
            Leaf::RestartPause => Self::Duration { micros: micros(service.restart_pause.value) },
            Leaf::RestartBackoff => Self::Kind(backoff(service.restart_backoff.value)),
            Leaf::GivesUp => Self::Kind(gives_up(service.gives_up.value)),
            Leaf::Started => Self::Kind(started(service.started.value)),
            Leaf::OneRun => Self::Endings(EndingsV1::of(service.one_run.value)),
            Leaf::StopSignal => {
                let number = service.stop_signal.value;
                Self::Signal { number, name: crate::unix::signals::name(number) }
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
                Survivors::OtherProcessGroups => "other-sessions",
                Survivors::None => "none",
            }),
            Leaf::OutOfMemory => Self::Word(match service.out_of_memory.value {
                OutOfMemory::Continue => "continue",
                OutOfMemory::Stop => "stop",
                OutOfMemory::Kill => "kill",
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
