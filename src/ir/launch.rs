//! What happens before the main program runs, and what it is allowed then.

use super::{Command, EndingSet, Otherwise, Text};

/// A command that runs to its end before the main program starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preparation<'a> {
    /// The command.
    pub command: Command<'a>,
    /// Whether the main program is started even if it fails. systemd: `-`.
    pub may_fail: bool,
    /// The endings after which the next comes, where it may not fail. systemd: of an `ExecStart=` also what
    /// `SuccessExitStatus=` lists.
    pub succeeds: EndingSet,
    /// The endings after which the service is started again, of those that let nothing follow.
    pub restarts: EndingSet,
    /// What it may do.
    pub rights: Rights,
    /// Who it runs as, where the main program alone runs as root. systemd: `User=` beside `ExecStart=+…`.
    pub user: Option<Text<'a>>,
    /// What becomes of the start if it fails, where that is no failure of the program. systemd: `ExecCondition=`.
    pub otherwise: Option<Otherwise>,
}

impl Preparation<'_> {
    /// The endings with which the whole start has failed.
    #[must_use]
    pub fn failures(&self) -> EndingSet {
        match (self.may_fail, self.otherwise) {
            (false, None) => EndingSet::ALL.of_programs().without(self.succeeds),
            _ => EndingSet::NONE,
        }
    }
}

/// What a command around the program may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rights {
    /// The same as the program.
    Programs,
    /// The same, but as the manager's user. systemd: `!`.
    ProgramsAsManager,
    /// All that the manager may, within the limits of the program. supervisord: what a command of the program's script has.
    ManagersWithinLimits,
    /// All that the manager may. systemd: `+`.
    Managers,
}

impl Rights {
    /// Whether it runs as the manager's user.
    #[must_use]
    pub const fn is_managers(self) -> bool {
        !matches!(self, Self::Programs)
    }
}

/// A directory that is made for the program's user before it starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnDirectory<'a> {
    /// What it is for.
    pub purpose: Purpose,
    /// The folder that it lies in: that of its purpose, or of the same purpose for the user whose manager runs the unit.
    pub folder: Text<'a>,
    /// Its name below that folder.
    pub name: Text<'a>,
    /// Its access mode.
    pub mode: u32,
}

/// What a directory of a program is for. Each has a folder and a variable that tells the program the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// systemd: `RuntimeDirectory=`; it goes when the service stops.
    Runtime,
    /// systemd: `StateDirectory=`.
    State,
    /// systemd: `CacheDirectory=`.
    Cache,
    /// systemd: `LogsDirectory=`.
    Logs,
    /// systemd: `ConfigurationDirectory=`; one that is there already stays as it is.
    Configuration,
}

impl Purpose {
    /// All of them, in the order in which systemd makes them.
    pub const ALL: [Self; 5] = [Self::Runtime, Self::State, Self::Cache, Self::Logs, Self::Configuration];

    /// The folder that such directories of the system lie in.
    #[must_use]
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Runtime => "/run",
            Self::State => "/var/lib",
            Self::Cache => "/var/cache",
            Self::Logs => "/var/log",
            Self::Configuration => "/etc",
        }
    }

    /// The variable that tells the program the paths.
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

impl<'a> OwnDirectory<'a> {
    /// Its whole path.
    #[must_use]
    pub fn path(&self) -> Text<'a> {
        let mut parts = self.folder.owned_parts();
        parts.push(super::Part::Bytes(b"/".into()));
        parts.extend(self.name.owned_parts());
        Text::of(parts)
    }

    /// Whether it is one of the system, and lies where those of its purpose do.
    #[must_use]
    pub fn is_of_system(&self) -> bool {
        self.folder.as_str() == Some(self.purpose.folder())
    }
}

/// A limit of the kernel on what one process may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Limit {
    /// What is limited.
    pub resource: Resource,
    /// What holds at first; [`Limit::NONE`] for no limit.
    pub soft: u64,
    /// How far the program may raise that itself. None: as far as the manager, and at least as far as `soft`.
    pub hard: Option<u64>,
}

impl Limit {
    /// No limit.
    pub const NONE: u64 = u64::MAX;
}

macro_rules! resources {
    ($($(#[doc = $doc:literal])* $variant:ident = $directive:literal, $option:literal;)*) => {
        /// What a [`Limit`] limits.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Resource {
            $($(#[doc = $doc])* $variant,)*
        }

        impl Resource {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// systemd's directive.
            #[must_use]
            pub const fn directive(self) -> &'static str {
                match self {
                    $(Self::$variant => $directive,)*
                }
            }

            /// The option of `prlimit`.
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
    /// The highest nice level there is, as a limit has it.
    const MOST_NICE: u64 = 40;

    /// Whether systemd's directive can say a limit: that of the nice level has an end, and times are time spans.
    #[must_use]
    pub const fn can_be(self, limit: u64) -> bool {
        match self {
            Self::NiceLevel => limit <= Self::MOST_NICE,
            Self::CpuTime => limit == Limit::NONE || limit < u64::MAX / 1_000_000,
            _ => true,
        }
    }
}

resources! {
    /// Bytes of address space.
    AddressSpace = "LimitAS", "as";
    /// Bytes of a core dump.
    Core = "LimitCORE", "core";
    /// Seconds of the processor's time.
    CpuTime = "LimitCPU", "cpu";
    /// Bytes of the data segment.
    Data = "LimitDATA", "data";
    /// Bytes of a file that is written.
    FileSize = "LimitFSIZE", "fsize";
    /// Locks on files; Linux has none of it since 2.4.25.
    FileLocks = "LimitLOCKS", "locks";
    /// Bytes that are kept out of the swap space.
    LockedMemory = "LimitMEMLOCK", "memlock";
    /// Bytes of POSIX message queues.
    MessageQueues = "LimitMSGQUEUE", "msgqueue";
    /// 20 less the nice level down to which a process may raise itself.
    NiceLevel = "LimitNICE", "nice";
    /// Open files.
    OpenFiles = "LimitNOFILE", "nofile";
    /// Processes of the user.
    Processes = "LimitNPROC", "nproc";
    /// Bytes of memory that is in use; Linux has none of it since 2.4.30.
    ResidentSet = "LimitRSS", "rss";
    /// Real-time priority.
    RealtimePriority = "LimitRTPRIO", "rtprio";
    /// Microseconds of the processor's time that are had without a wait under real-time scheduling.
    RealtimeTime = "LimitRTTIME", "rttime";
    /// Queued signals.
    PendingSignals = "LimitSIGPENDING", "sigpending";
    /// Bytes of the stack.
    Stack = "LimitSTACK", "stack";
}
