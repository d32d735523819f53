//! A deployment: everything that one run looks at together.

use super::{Listener, Service, SettingId, SettingIds, Text};
use crate::source::{FileId, Map, Span};

/// Services, the groups that they form, and the settings that only one manager understands.
#[derive(Clone, Debug, Default)]
pub struct Deployment<'a> {
    /// The services, in the order of the files.
    pub services: Vec<Service<'a>>,
    /// The groups, in the order of the files.
    pub groups: Vec<Group>,
    /// Listeners for what happens to the services, in the order of the files.
    pub listeners: Vec<Listener<'a>>,
    /// Which services wait for others before they start, beyond the start order; sorted by service.
    pub waits: Vec<Wait>,
    /// Settings whose meaning the model does not hold.
    pub natives: Vec<Native>,
    /// Files that the configuration includes but that were not found, by the names that it uses.
    pub missing: &'a [String],
    /// The user that the manager itself switches to; `None` if it keeps the user that started it. supervisord:
    /// `[supervisord] user`; systemd: none.
    pub runs_as: Option<Text<'a>>,
}

/// A service that is started once others have reached some state. supervisord: an event listener does that; systemd:
/// `After=`, as far as it waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// The index of the waiting service in [`Deployment::services`].
    pub service: usize,
    /// The indexes of the services that it waits for, and the state that each must have reached.
    pub on: Vec<(usize, Awaited)>,
    /// The settings that declare this.
    pub from: SettingIds,
}

/// The state that a service must have reached before another is started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// It runs, and counts as started.
    Running,
    /// It has ended, with whatever result.
    Ended,
    /// Some other state: the manager gave up, or is stopping it.
    Other,
}

impl Awaited {
    /// The name in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Ended => "ended",
            Self::Other => "other",
        }
    }
}

/// Services that are started, stopped and restarted together. supervisord: `[group:]`; systemd: a target with `Wants=`,
/// whose members are `PartOf=` the target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The group's name.
    pub name: String,
    /// The header that declares it.
    pub place: (FileId, Span),
    /// The names of the member services, in order.
    pub members: Vec<String>,
    /// The settings that decide who is a member.
    pub members_from: SettingIds,
    /// Its rank among groups and ungrouped services; `None` where every member has its own rank. supervisord:
    /// `priority` (999); systemd: none.
    pub rank: Option<i64>,
    /// The setting that decides the rank.
    pub rank_from: SettingIds,
    /// Whether it is started together with the manager. supervisord: always; systemd: `[Install]`.
    pub at_boot: bool,
    /// The settings that decide this.
    pub at_boot_from: SettingIds,
    /// Whether a stop signals all members at the same time, in reverse order but without waiting for one another.
    /// supervisord: always; systemd: only members without an ordering dependency.
    pub stops_concurrently: bool,
}

/// A setting whose meaning the model does not hold: it is printed back into its own language and counted in reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Native {
    /// The entry in its file.
    pub setting: SettingId,
    /// The index in [`Deployment::services`] of the service that it belongs to, if any.
    pub service: Option<usize>,
    /// Why it is not a leaf.
    pub reason: NativeReason,
}

impl NativeReason {
    /// Whether nothing of the setting remains to be kept in its service. Another service that shares the setting may
    /// use it.
    #[must_use]
    pub const fn loses_nothing(self) -> bool {
        matches!(
            self,
            Self::Overridden
                | Self::InvalidValue
                | Self::NotRead
                | Self::WithoutEffect
                | Self::Default
                | Self::UnusedDefault
                | Self::NoListener
                | Self::ReachedBefore
                | Self::AlreadyProvided
                | Self::StartedAnyway
                | Self::StoppedAnyway
        )
    }
}

impl Deployment<'_> {
    /// Whether all of it is run by a user's manager rather than by the system's.
    #[must_use]
    pub fn has_only_user_services(&self) -> bool {
        !self.services.is_empty() && self.services.iter().all(|service| service.is_user_service)
    }

    /// Returns the step of the start sequence of each service: services of the same step start together, after those of
    /// earlier steps.
    ///
    /// A group with a rank is started as a unit and orders its members inside; an ungrouped service is placed among the
    /// groups by its own rank.
    #[must_use]
    pub fn steps(&self) -> Vec<usize> {
        let mut ranks = Map::with_capacity(self.groups.len());
        for group in &self.groups {
            ranks.get_or_insert_with(group.name.as_str(), || group.rank);
        }
        let key = |service: &Service<'_>| {
            let own = service.order.value;
            let group = service.membership.value.first();
            let rank = group.and_then(|group| ranks.get(group.as_str()).copied().flatten());
            (rank.unwrap_or(own), own)
        };
        let keys: Vec<(i64, i64)> = self.services.iter().map(key).collect();
        let mut distinct = keys.clone();
        distinct.sort_unstable();
        distinct.dedup();
        keys.iter().map(|key| distinct.binary_search(key).unwrap_or_default()).collect()
    }
}

/// Why a setting is not a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NativeReason {
    /// Only its own manager has such a feature, or a later version will map it: the mapping table says which.
    Table,
    /// Its manager does not know the name and ignores the setting.
    UnknownName,
    /// Its manager has it only since a later release than the one that reads it, which ignores the setting.
    TooNew {
        /// The first release that has it.
        since: u16,
    },
    /// Its manager does not know the section and ignores it.
    UnknownSection,
    /// A later setting of the same name overrides it.
    Overridden,
    /// Its manager cannot parse the value and ignores the setting.
    InvalidValue,
    /// Its manager gives up reading the file at this line or an earlier one, and ignores the rest.
    NotRead,
    /// It does nothing because of its section or of other settings.
    WithoutEffect,
    /// It sets the default.
    Default,
    /// It is a default for programs that do not set it themselves, and every program sets it.
    UnusedDefault,
    /// It produces events that no listener in the deployment receives, and the deployment is complete.
    NoListener,
    /// The manager's own log contains all output of the programs in addition to its own messages.
    LogsOutput,
    /// The value depends on the manager's own environment and cannot be written as a text: the default is used.
    UnknownValue,
    /// It waits for something that is reached before the other manager is started.
    ReachedBefore,
    /// With this value it asks for nothing that programs under the other manager lack.
    AlreadyProvided,
    /// It starts the service, but on an occasion other than the boot.
    NotAtBoot,
    /// It starts another service along with this one, and the other manager starts both.
    StartedAnyway,
    /// It stops the unit at shutdown, and the other manager has been stopped by then.
    StoppedAnyway,
    /// It starts a service for each connection, which the other manager cannot do.
    PerConnection,
    /// It passes a socket to a program that opens its own socket when it receives none.
    ProgramOpensSocket,
    /// It says when to start a unit that is not among the input.
    UnknownUnit,
    /// It includes files that were not found: [`Deployment::missing`].
    NotFound,
    /// It applies only to the commands around the program; the program itself runs with the manager's rights.
    NotForTheProgram,
    /// It describes a unit for people, and nothing is emitted for that unit.
    DescriptionOnly,
    /// It only sends a signal, which the user can send as well.
    OnlySignals(u8),
    /// It decides leaves, but also asks for something that they do not hold.
    PartlyKept(PartlyKept),
}

/// What a setting that is kept asks for in addition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartlyKept {
    /// It also names units that are not among the input.
    SomeUnitsUnknown,
    /// It is kept as a start at boot; it also starts the service whenever another one is started.
    StartedWith,
    /// The same, and the other one runs only as long as the service does.
    RunsWith,
    /// It is kept as a start at boot; it also starts what it names whenever a group that this service is not a member
    /// of is started.
    StartsOthers,
    /// It is kept as a start; it also stops all members of a group when what it names is stopped.
    StopsOthers,
    /// It is kept as a socket; a connection also starts the service again at any time.
    StartsAgain,
    /// It is kept as a socket, which exists only while a process has it.
    SocketClosesWithProcess,
    /// It is kept as a start at boot; what it names is not among the input, so whether the boot reaches that is
    /// unknown.
    PresumedReached,
    /// It is kept as an order in which the later service does not wait for the earlier one to be up.
    NotAwaited,
    /// It is kept for the stop, not for the start.
    NoStartTimeout,
    /// It also waits until no other start is in progress.
    NotIdle,
    /// It is kept in a place that anybody can read, and contains a secret.
    WorldReadableSecret,
    /// It is kept as far as it removes capabilities.
    CapabilitiesKept,
    /// It is kept with the directory that its file was read from, which may not be where the file is on the machine.
    DirectoryAsRead,
}
