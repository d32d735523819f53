//! Everything that one run looks at together.

use super::{Listener, Service, SettingId, Sources, Text};
use crate::source::{FileId, Map, Span};

/// Services, the groups they form, and what only one manager knows.
#[derive(Clone, Debug, Default)]
pub struct Deployment<'a> {
    /// The services, in the order of the files.
    pub services: Vec<Service<'a>>,
    /// The groups, in the order of the files.
    pub groups: Vec<Group>,
    /// Who is told of what becomes of the services, in the order of the files.
    pub listeners: Vec<Listener<'a>>,
    /// Which services wait for others with their start, beyond the order of it; sorted by service.
    pub waits: Vec<Wait>,
    /// Settings whose meaning the model does not hold.
    pub natives: Vec<Native>,
    /// Files that a configuration is made of and that are not here, as it names them.
    pub missing: &'a [String],
    /// The user that the manager itself becomes; none: it stays the one who started it. supervisord: `[supervisord] user`;
    /// systemd: none.
    pub runs_as: Option<Text<'a>>,
}

/// A service that is started once others have come so far. supervisord: an event listener does that; systemd: `After=`, as
/// far as it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// The index of the service that waits among [`Deployment::services`].
    pub service: usize,
    /// The indexes of those that it waits for, and how far they must have come.
    pub on: Vec<(usize, Awaited)>,
    /// The settings that say so.
    pub from: Sources,
}

/// How far a service must have come before another is started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// It runs, and counts as started.
    Running,
    /// It has ended, however.
    Ended,
    /// Something else became of it: it was given up, or is being stopped.
    Other,
}

impl Awaited {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Ended => "ended",
            Self::Other => "other",
        }
    }
}

/// Services that are started, stopped and restarted together. supervisord: `[group:]`; systemd: a target with
/// `Wants=`, whose members are `PartOf=` it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The name.
    pub name: String,
    /// The header that makes it.
    pub place: (FileId, Span),
    /// The names of its members among the services, in order.
    pub members: Vec<String>,
    /// The settings that say who is a member.
    pub members_from: Sources,
    /// Its rank among groups and ungrouped services; none where members are ranked by themselves. supervisord: `priority`
    /// (999); systemd: none.
    pub rank: Option<i64>,
    /// The setting that says so.
    pub rank_from: Sources,
    /// Whether it is started when the manager is. supervisord: always; systemd: `[Install]`.
    pub at_boot: bool,
    /// The settings that say so.
    pub at_boot_from: Sources,
    /// Whether the members get the signal of a stop at once, in reverse order but without waiting for one another.
    /// supervisord: always; systemd: only members without an order.
    pub stops_at_once: bool,
}

/// A setting whose meaning the model does not hold: it prints back into its own language and is counted in reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Native {
    /// The setting.
    pub setting: SettingId,
    /// The index of the service that it belongs to among [`Deployment::services`], if it belongs to one.
    pub service: Option<usize>,
    /// Why it is no leaf.
    pub reason: NativeReason,
}

impl NativeReason {
    /// Whether nothing of the setting is there to be kept in the service that it belongs to. Another one that shares it may take
    /// it.
    #[must_use]
    pub const fn leaves_nothing(self) -> bool {
        matches!(
            self,
            Self::Overridden
                | Self::InvalidValue
                | Self::WithoutEffect
                | Self::Default
                | Self::Untaken
                | Self::Unheard
                | Self::ReachedBefore
                | Self::AsksNothing
                | Self::StartedToo
                | Self::StoppedToo
        )
    }
}

impl Deployment<'_> {
    /// Whether the manager of a user runs all of it, not that of the system.
    #[must_use]
    pub fn is_of_user(&self) -> bool {
        !self.services.is_empty() && self.services.iter().all(|service| service.of_user)
    }

    /// For each service the step of the start that it belongs to: services of one step start together, those of an earlier
    /// step before.
    ///
    /// A group with a rank is started as one, and ranks its members inside; a service of no group stands among the groups
    /// by its own rank.
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

/// Why a setting is no leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NativeReason {
    /// Only its own manager has such a thing, or a later version will map it: the mapping table says which.
    Table,
    /// Its manager does not know the name and ignores it.
    UnknownName,
    /// Its manager does not know the section and ignores it.
    UnknownSection,
    /// A later setting of the same name takes its place.
    Overridden,
    /// Its manager ignores the value: it cannot be read.
    InvalidValue,
    /// The section or the other settings make it do nothing.
    WithoutEffect,
    /// It says what holds without it.
    Default,
    /// It is for all that does not set the same itself, and nothing is left that does not.
    Untaken,
    /// It makes events that no listener of the deployment is told of, and the deployment is all there is.
    Unheard,
    /// The manager's own log holds all that the programs print, besides what it says of itself.
    LogsOutput,
    /// Only its manager's own environment tells the value, and no text can stand for it: the default is taken.
    UnknownValue,
    /// It waits for what is there before the other manager is started.
    ReachedBefore,
    /// With this value it asks for nothing that a program of the other manager does not have as well.
    AsksNothing,
    /// It has the service started, but no boot does so.
    NotAtBoot,
    /// It has another service started along with this one, and the other manager starts both.
    StartedToo,
    /// It has the unit stopped when the machine goes down, and the other manager is stopped by then as well.
    StoppedToo,
    /// It has a service started for each connection, which the other manager cannot.
    EachConnection,
    /// It has a socket handed over to a program that opens its own where it gets none.
    OpensItsOwn,
    /// It says when something is started that nobody gave.
    StartsNothing,
    /// It names files of the configuration that are not here: [`Deployment::missing`].
    NotFound,
    /// It is for the commands around the program, and not for the program, which has the manager's rights.
    NotForTheProgram,
    /// It says for people what something is of which nothing is made.
    OfNoProgram,
    /// It has a signal sent that somebody can send as well.
    OnlySignals(u8),
    /// It decides leaves, and something that they do not hold.
    Besides(Besides),
}

/// What a setting that is kept asks for besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Besides {
    /// Units that it names and nobody gave.
    PartlyGiven,
    /// It is kept as a start at boot, and has the service started with another one at any time.
    StartedWith,
    /// The same, and the other one runs only as long as the service does.
    RunsWith,
    /// It is kept as a start at boot, and has what it names started with a group that this is no member of.
    StartsOthers,
    /// It is kept as a start, and has all members of a group stopped with what it names.
    StopsOthers,
    /// It is kept as a socket, of which a connection starts the service at any time.
    StartsAgain,
    /// It is kept as a socket that is there while a process has it.
    GoesWithProcess,
    /// It is kept as a start at boot, and what it names is not given: nobody knows whether the boot reaches that.
    PresumedReached,
    /// It is kept as an order, in which nobody waits for the other to be up.
    NotAwaited,
    /// It is kept for the stop, and not for the start.
    StartUntimed,
    /// A wait until no other start is under way.
    NotIdle,
    /// It is kept where anybody can read it, and holds a secret.
    Published,
    /// It is kept as far as it takes capabilities away.
    CapabilitiesKept,
    /// It is kept with the folder that its file was read in, and nothing says that the file lies there on the machine.
    FolderAsRead,
}
