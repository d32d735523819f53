//! A service and all of its leaves.

use super::{
    Address, Assignment, Backoff, Capabilities, Command, Condition, ControlCommand, Duration, EndingSet,
    EnvironmentFile, GivesUp, Identity, Inherited, Input, Instances, KillScope, Leaf, Limit, Lookup,
    OutOfMemory, Output, Rotation, Scheduling, ServiceDirectory, SettingIds, SignalScope, SocketOwner,
    Started, StopCommands, Survivors, Text, Timer,
};
use crate::source::{FileId, Span};
use crate::unix::signals;

/// The value of a leaf with the settings that decided it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided<T> {
    /// The observed behaviour.
    pub value: T,
    /// The settings; none for the manager's default.
    pub from: SettingIds,
}

impl<T> Decided<T> {
    /// Creates a leaf that holds the manager's default.
    pub const fn default_of(value: T) -> Self {
        Self { value, from: SettingIds::NONE }
    }

    /// Creates a leaf that settings decided.
    pub const fn by(value: T, from: SettingIds) -> Self {
        Self { value, from }
    }
}

/// One command that a manager keeps in some state. Every field that settings decide is a leaf; see [`Leaf`] for the
/// list.
#[derive(Clone, Debug)]
pub struct Service<'a> {
    /// The name: of the program; of the unit without its type, and without the `@` of a template.
    pub name: String,
    /// The file, and the header or first line that declares the service.
    pub place: (FileId, Span),
    /// Whether a user's manager runs it rather than the system's. supervisord does not distinguish the two.
    pub is_user_service: bool,
    /// What is executed. supervisord: `command` (required); systemd: `ExecStart=`.
    pub command: Decided<Command<'a>>,
    /// How the program is found.
    pub lookup: Decided<Lookup<'a>>,
    /// The conditions of a start. supervisord: none; systemd: `ConditionPathExists=` ….
    pub conditions: Decided<Vec<Condition<'a>>>,
    /// The commands that run to completion before the program, in order. supervisord: none; systemd: `ExecStartPre=`,
    /// and all but the last `ExecStart=` of a oneshot.
    pub prepare: Decided<Vec<ControlCommand<'a>>>,
    /// The directories that are created for it. supervisord: none; systemd: `RuntimeDirectory=`, `StateDirectory=` ….
    pub directories: Decided<Vec<ServiceDirectory<'a>>>,
    /// The working directory. supervisord: `directory`, else its own; systemd: `WorkingDirectory=`, else `/`.
    pub directory: Decided<Directory<'a>>,
    /// The file mode creation mask. supervisord: `umask`, else its own; systemd: `UMask=` (0022).
    pub umask: Decided<Umask>,
    /// The user; `None` for the manager's own. supervisord: `user`, else `[supervisord] user`; systemd: `User=` (root).
    pub user: Decided<Option<Text<'a>>>,
    /// The primary and supplementary groups. supervisord: those of the user; systemd: `Group=`, else the same.
    pub group: Decided<ServiceGroup<'a>>,
    /// Additional groups. supervisord: none; systemd: `SupplementaryGroups=`.
    pub supplementary_groups: Decided<Vec<Text<'a>>>,
    /// The capabilities that it can have. systemd: `CapabilityBoundingSet=`, `AmbientCapabilities=`.
    pub capabilities: Decided<Capabilities>,
    /// The resource limits that differ from the manager's own, by resource. supervisord: `minfds`, where it is above
    /// what systemd sets anyway; systemd: `LimitNOFILE=` ….
    pub limits: Decided<Vec<Limit>>,
    /// The nice level; `None` for the manager's. systemd: `Nice=`.
    pub nice: Decided<Option<i32>>,
    /// The I/O and CPU scheduling. systemd: `IOSchedulingClass=`, `CPUSchedulingPolicy=`, `CPUAffinity=` ….
    pub scheduling: Decided<Scheduling>,
    /// The adjustment of the kernel's OOM killer score; `None` for the manager's. systemd: `OOMScoreAdjust=`.
    pub oom_score: Decided<Option<i32>>,
    /// Whether set-user-ID programs give it no privileges. systemd: `NoNewPrivileges=`.
    pub no_new_privileges: Decided<bool>,
    /// What it inherits of the manager's environment.
    pub inherited: Decided<Inherited>,
    /// The variables that are set, each once: the last assignment of a name wins. supervisord: `environment` of
    /// `[supervisord]`, then of the program; systemd: `Environment=`.
    pub assignments: Decided<Vec<Assignment<'a>>>,
    /// Files with further variables. supervisord: none; systemd: `EnvironmentFile=`.
    pub files: Decided<Vec<EnvironmentFile<'a>>>,
    /// Whose `HOME` and related variables it sees.
    pub identity: Decided<Identity>,
    /// The endings after which it is restarted before it counts as started. supervisord: all, if `startsecs` > 0 and
    /// `startretries` > 0, whatever `autorestart` is; systemd: the same as later.
    pub restart_early: Decided<EndingSet>,
    /// The endings after which it is restarted once it has counted as started. supervisord: `autorestart` with
    /// `exitcodes`; systemd: `Restart=` with `SuccessExitStatus=`, `RestartPreventExitStatus=`,
    /// `RestartForceExitStatus=`.
    pub restart_later: Decided<EndingSet>,
    /// The endings that count as success. supervisord: those in `exitcodes` (0); systemd: exit 0, usually death by HUP,
    /// INT, TERM or PIPE, and what `SuccessExitStatus=` lists.
    pub expected: Decided<EndingSet>,
    /// The pause before a restart of a program that had counted as started. supervisord: 0 to 1.3 s, usually about 1 s,
    /// not configurable; systemd: `RestartSec=` (100 ms).
    pub restart_pause: Decided<Duration>,
    /// The pauses between start attempts that end early. supervisord: 1 s, 2 s, 3 s …; systemd: `RestartSec=`.
    pub restart_backoff: Decided<Backoff>,
    /// When the manager stops trying to start it.
    pub gives_up: Decided<GivesUp>,
    /// When it counts as started.
    pub started: Decided<Started>,
    /// The endings of the main process after which it still counts as up. supervisord: none; systemd: the successful
    /// ones, with `RemainAfterExit=`.
    pub one_run: Decided<EndingSet>,
    /// The commands that stop it before a signal is sent. supervisord: none; systemd: `ExecStop=`.
    pub stop_commands: Decided<StopCommands<'a>>,
    /// The first signal of a stop, by number. supervisord: `stopsignal` (TERM); systemd: that of a stop command which
    /// only sends a signal, else `KillSignal=` (SIGTERM).
    pub stop_signal: Decided<u8>,
    /// How long a stop waits before it kills. supervisord: `stopwaitsecs` (10 s); systemd: `TimeoutStopSec=` (90 s).
    pub stop_wait: Decided<Duration>,
    /// Which processes get the stop signal. supervisord: `stopasgroup`; systemd: `KillMode=`.
    pub stop_scope: Decided<SignalScope>,
    /// Which processes are killed when the wait is over. supervisord: `killasgroup`; systemd: `KillMode=`,
    /// `SendSIGKILL=`.
    pub stop_kill: Decided<KillScope>,
    /// Which processes may outlive the main process.
    pub survivors: Decided<Survivors>,
    /// What happens to the other processes when the OOM killer kills one. supervisord: nothing; systemd: `OOMPolicy=`
    /// (stop).
    pub out_of_memory: Decided<OutOfMemory>,
    /// Standard input. supervisord: a pipe; systemd: `StandardInput=` (null).
    pub stdin: Decided<Input<'a>>,
    /// The socket that is passed as standard input; `None` if none is. supervisord: `socket`; systemd: the `.socket`
    /// unit of the same name, or one that `Sockets=` names.
    pub listens: Decided<Option<Address<'a>>>,
    /// The owner of that socket; `None` if it is not in the file system.
    pub listens_owner: Decided<Option<SocketOwner<'a>>>,
    /// The access mode of that socket; `None` if it is not in the file system. supervisord: `socket_mode` (0700);
    /// systemd: `SocketMode=` (0666).
    pub listens_mode: Decided<Option<u32>>,
    /// The length of the queue of pending connections; `None` for the system's default. supervisord: `socket_backlog`;
    /// systemd: `Backlog=`.
    pub listens_backlog: Decided<Option<u32>>,
    /// Standard output. supervisord: `stdout_logfile` (AUTO), `stdout_syslog`; systemd: `StandardOutput=` (journal).
    pub stdout: Decided<Output<'a>>,
    /// Standard error. supervisord: `redirect_stderr`, `stderr_logfile` (AUTO), `stderr_syslog`; systemd:
    /// `StandardError=` (inherit).
    pub stderr: Decided<Output<'a>>,
    /// How the log file of standard output is rotated. supervisord: `stdout_logfile_maxbytes`, `_backups`; systemd:
    /// none.
    pub stdout_rotation: Decided<Rotation>,
    /// How the log file of standard error is rotated.
    pub stderr_rotation: Decided<Rotation>,
    /// The access mode of the log files that the manager creates; `None` if it creates none. supervisord: from its own
    /// umask, `[supervisord] umask` (022), whatever the program's umask is; systemd: from the unit's `UMask=` (O8).
    pub logs_mode: Decided<Option<u32>>,
    /// When it is started. supervisord: `autostart` (true); systemd: `[Install]`, and the units that want it.
    pub start: Decided<Start>,
    /// What starts it repeatedly. supervisord: nothing; systemd: a `.timer` unit.
    pub timer: Decided<Timer>,
    /// Its rank: services of a lower rank are started before it and stopped after it. supervisord: `priority` (999);
    /// systemd: computed from `After=` and `Before=` between the services of the deployment.
    pub order: Decided<i64>,
    /// How many processes there are. supervisord: `numprocs`, `numprocs_start`; systemd: a template and the units that
    /// want its instances.
    pub instances: Decided<Instances>,
    /// The name under which the manager shows a process. supervisord: `process_name` (`%(program_name)s`); systemd: the
    /// unit's.
    pub shown_name: Decided<Text<'a>>,
    /// The names of the groups that it belongs to, sorted, without its own name. supervisord: `[group:]`; systemd: a
    /// target that wants it and that it is part of.
    pub membership: Decided<Vec<String>>,
}

/// The working directory of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Directory<'a> {
    /// The manager's working directory.
    Managers,
    /// A path that must exist.
    Path(Text<'a>),
    /// A path that may be missing. systemd: `WorkingDirectory=-…`.
    Optional(Text<'a>),
    /// The user's home directory. systemd: `WorkingDirectory=~`.
    Home,
    /// The home directory of another user. systemd: `WorkingDirectory=~` and `User=` with `ExecStart=+…`.
    HomeOf(Text<'a>),
}

/// The file mode creation mask of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Umask {
    /// The manager's umask.
    Managers,
    /// A fixed mask.
    Mask(u32),
}

/// The groups of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServiceGroup<'a> {
    /// The user's primary group, and every group that lists the user.
    OfUser,
    /// The named group, and every group that lists the user.
    Named(Text<'a>),
    /// The same plus the user's primary group: what `setpriv --init-groups` results in.
    NamedAndPrimary(Text<'a>),
    /// Root's groups plus every group that lists this user. systemd: `User=` with `ExecStart=+…`.
    RootAndGroupsOf(Text<'a>),
}

/// When a service is started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// When the manager starts.
    AtBoot,
    /// On the first connection to its socket, which the manager opens when it starts. supervisord: never; systemd: an
    /// enabled `.socket` unit with a service that is not enabled.
    BySocket,
    /// By hand, or together with its group.
    ByHand,
}

impl Service<'_> {
    /// The deaths that count as requested: by the stop signal, and by the signals that systemd does not treat as a
    /// failure.
    #[must_use]
    pub fn requested_endings(&self) -> EndingSet {
        let mut set = EndingSet::NONE;
        for signal in [signals::HUP, signals::INT, signals::TERM, signals::PIPE, self.stop_signal.value] {
            set.set_signal(signal, true);
        }
        set
    }

    /// Whether no ending of the program, early or later, restarts it.
    #[must_use]
    pub fn never_restarts(&self) -> bool {
        let none = |set: EndingSet| set.exits_and_signals().is_empty();
        none(self.restart_early.value) && none(self.restart_later.value)
    }

    /// Returns the settings that decided a leaf.
    #[must_use]
    pub fn from(&self, leaf: Leaf) -> &SettingIds {
        match leaf {
            Leaf::Command => &self.command.from,
            Leaf::CommandLookup => &self.lookup.from,
            Leaf::Conditions => &self.conditions.from,
            Leaf::Prepare => &self.prepare.from,
            Leaf::Directories => &self.directories.from,
            Leaf::SupplementaryGroups => &self.supplementary_groups.from,
            Leaf::Capabilities => &self.capabilities.from,
            Leaf::Limits => &self.limits.from,
            Leaf::Nice => &self.nice.from,
            Leaf::Scheduling => &self.scheduling.from,
            Leaf::OomScore => &self.oom_score.from,
            Leaf::NoNewPrivileges => &self.no_new_privileges.from,
            Leaf::Directory => &self.directory.from,
            Leaf::Umask => &self.umask.from,
            Leaf::User => &self.user.from,
            Leaf::Group => &self.group.from,
            Leaf::EnvironmentInherited => &self.inherited.from,
            Leaf::EnvironmentAssignments => &self.assignments.from,
            Leaf::EnvironmentFiles => &self.files.from,
            Leaf::EnvironmentIdentity => &self.identity.from,
            Leaf::RestartEarly => &self.restart_early.from,
            Leaf::RestartLater => &self.restart_later.from,
            Leaf::Expected => &self.expected.from,
            Leaf::RestartPause => &self.restart_pause.from,
            Leaf::RestartBackoff => &self.restart_backoff.from,
            Leaf::GivesUp => &self.gives_up.from,
            Leaf::Started => &self.started.from,
            Leaf::OneRun => &self.one_run.from,
            Leaf::StopCommands => &self.stop_commands.from,
            Leaf::StopSignal => &self.stop_signal.from,
            Leaf::StopWait => &self.stop_wait.from,
            Leaf::StopScope => &self.stop_scope.from,
            Leaf::StopKill => &self.stop_kill.from,
            Leaf::StopSurvivors => &self.survivors.from,
            Leaf::OutOfMemory => &self.out_of_memory.from,
            Leaf::Stdin => &self.stdin.from,
            Leaf::Listens => &self.listens.from,
            Leaf::ListensOwner => &self.listens_owner.from,
            Leaf::ListensMode => &self.listens_mode.from,
            Leaf::ListensBacklog => &self.listens_backlog.from,
            Leaf::Stdout => &self.stdout.from,
            Leaf::Stderr => &self.stderr.from,
            Leaf::StdoutRotation => &self.stdout_rotation.from,
            Leaf::StderrRotation => &self.stderr_rotation.from,
            Leaf::LogsMode => &self.logs_mode.from,
            Leaf::Start => &self.start.from,
            Leaf::Timer => &self.timer.from,
            Leaf::Order => &self.order.from,
            Leaf::Instances => &self.instances.from,
            Leaf::ShownName => &self.shown_name.from,
            Leaf::Membership => &self.membership.from,
        }
    }
}
