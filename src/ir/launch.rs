//! What happens before the main program runs, and with which rights and limits.

use super::{Command, EndingSet, IfUnmet, Text};

/// A command that runs to completion before the main program starts or after it has ended. systemd: a control process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ControlCommand<'a> {
    /// The program and its arguments.
    pub command: Command<'a>,
    /// Whether the main program is started even if it fails. systemd: `-`.
    pub may_fail: bool,
    /// The endings after which the next command runs, unless it may fail. systemd: for an `ExecStart=`, also those in
    /// `SuccessExitStatus=`.
    pub succeeds: EndingSet,
    /// The endings after which nothing follows and the service is restarted.
    pub restarts: EndingSet,
    /// The rights that it runs with.
    pub rights: Rights,
    /// The user that it runs as, where only the main program runs as root. systemd: `User=` with `ExecStart=+…`.
    pub user: Option<Text<'a>>,
    /// What happens to the start if it fails, where that does not count as a failure of the program. systemd:
    /// `ExecCondition=`.
    pub if_unmet: Option<IfUnmet>,
}

impl ControlCommand<'_> {
    /// The endings after which the whole start has failed.
    #[must_use]
    pub fn failures(&self) -> EndingSet {
        match (self.may_fail, self.if_unmet) {
            (false, None) => EndingSet::ALL.exits_and_signals().without(self.succeeds),
            _ => EndingSet::NONE,
        }
    }
}

/// The rights of a command that runs before or after the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rights {
    /// Those of the program.
    Programs,
    /// Those of the program, but as the manager's user. systemd: `!`.
    ProgramsAsManager,
    /// Those of the manager, within the limits of the program. supervisord: the rights of a command in the program's
    /// script.
    ManagersWithinLimits,
    /// Those of the manager. systemd: `+`.
    Managers,
}

impl Rights {
    /// Whether it runs as the manager's user.
    #[must_use]
    pub const fn runs_as_manager_user(self) -> bool {
        !matches!(self, Self::Programs)
    }
}

/// A directory that is created for the program's user before the program starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceDirectory<'a> {
    /// The kind of directory.
    pub purpose: Purpose,
    /// Its parent directory: that of its purpose, or that of the same purpose for the user whose manager runs the unit.
    pub parent: Text<'a>,
    /// Its path relative to `parent`.
    pub name: Text<'a>,
    /// Its access mode.
    pub mode: u32,
}

/// The purpose of a program's directory. Each has a parent directory and a variable that passes the path to the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// systemd: `RuntimeDirectory=`; removed when the service stops.
    Runtime,
    /// systemd: `StateDirectory=`.
    State,
    /// systemd: `CacheDirectory=`.
    Cache,
    /// systemd: `LogsDirectory=`.
    Logs,
    /// systemd: `ConfigurationDirectory=`; an existing one is left as it is.
    Configuration,
}

impl Purpose {
    /// All purposes, in the order in which systemd creates the directories.
    pub const ALL: [Self; 5] = [Self::Runtime, Self::State, Self::Cache, Self::Logs, Self::Configuration];

    /// The parent directory of such directories in the system.
    #[must_use]
    pub const fn parent(self) -> &'static str {
        match self {
            Self::Runtime => "/run",
            Self::State => "/var/lib",
            Self::Cache => "/var/cache",
            Self::Logs => "/var/log",
            Self::Configuration => "/etc",
        }
    }

    /// The variable that passes the paths to the program.
    #[must_use]
    pub const fn variable(self) -> &'static str {
        match self {
            Self::Runtime => "RUNTIME_DIRECTORY",
            Self::State => "STATE_DIRECTORY",
            Self::Cache => "CACHE_DIRECTORY",
            Self::Logs => "LOGS_DIRECTORY",
            Self::Configuration => "CONFIGURATION_DIRECTORY",
        }
    }
}

impl<'a> ServiceDirectory<'a> {
    /// Returns the absolute path.
    #[must_use]
    pub fn path(&self) -> Text<'a> {
        let mut parts = self.parent.owned_parts();
        parts.push(super::Part::Bytes(b"/".into()));
        parts.extend(self.name.owned_parts());
        Text::of(parts)
    }

    /// Whether it is in the parent directory that the system manager uses for its purpose.
    #[must_use]
    pub fn is_of_system(&self) -> bool {
        self.parent.as_str() == Some(self.purpose.parent())
    }
}

/// A resource limit of a process, see `setrlimit(2)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Limit {
    /// The limited resource.
    pub resource: Resource,
    /// The limit that is in effect; [`Limit::NONE`] for no limit.
    pub soft: u64,
    /// The value up to which the program may raise the soft limit. `None` for the manager's hard limit, but at least
    /// `soft`.
    pub hard: Option<u64>,
}

impl Limit {
    /// The value for no limit.
    pub const NONE: u64 = u64::MAX;
}

macro_rules! resources {
    ($($(#[doc = $doc:literal])* $variant:ident = $option:literal;)*) => {
        /// The resource that a [`Limit`] limits.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Resource {
            $($(#[doc = $doc])* $variant,)*
        }

        impl Resource {
            /// All resources.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name of the option of `prlimit`.
            #[must_use]
            pub const fn option(self) -> &'static str {
                match self {
                    $(Self::$variant => $option,)*
                }
            }
        }
    };
}

impl Resource {
    /// The highest nice level in the representation of the resource limit (20 minus the nice level).
    const MAX_NICE: u64 = 40;

    /// Whether systemd's directive can express a limit: the nice level has a maximum, and CPU times are time spans.
    #[must_use]
    pub const fn can_express(self, limit: u64) -> bool {
        match self {
            Self::NiceLevel => limit <= Self::MAX_NICE,
            Self::CpuTime => limit == Limit::NONE || limit < u64::MAX / 1_000_000,
            _ => true,
        }
    }
}

resources! {
    /// Bytes of address space.
    AddressSpace = "as";
    /// Bytes of a core dump.
    Core = "core";
    /// Seconds of CPU time.
    CpuTime = "cpu";
    /// Bytes of the data segment.
    Data = "data";
    /// Bytes of a file that is written.
    FileSize = "fsize";
    /// File locks; unused since Linux 2.4.25.
    FileLocks = "locks";
    /// Bytes of locked memory.
    LockedMemory = "memlock";
    /// Bytes of POSIX message queues.
    MessageQueues = "msgqueue";
    /// 20 minus the lowest nice level that a process may set for itself.
    NiceLevel = "nice";
    /// Open files.
    OpenFiles = "nofile";
    /// Processes of the user.
    Processes = "nproc";
    /// Bytes of resident memory; unused since Linux 2.4.30.
    ResidentSet = "rss";
    /// Real-time priority.
    RealtimePriority = "rtprio";
    /// Microseconds of CPU time under real-time scheduling without a blocking system call.
    RealtimeTime = "rttime";
    /// Queued signals.
    PendingSignals = "sigpending";
    /// Bytes of the stack.
    Stack = "stack";
}
