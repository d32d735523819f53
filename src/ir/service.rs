//! A service: all of its leaves.

use super::{
    Address, Assignment, Backoff, Capabilities, Command, Condition, Duration, EndingSet, EnvironmentFile,
    GivesUp, Identity, Inherited, Input, Instances, KillScope, Leaf, Limit, Lookup, OutOfMemory, Output,
    OwnDirectory, Preparation, Rotation, Scheduling, SignalScope, SocketOwner, Sources, Started,
    StopCommands, Survivors, Text, Timer,
};
use crate::signals;
use crate::source::{FileId, Span};

/// A leaf's value with the settings that decided it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided<T> {
    /// What is observed.
    pub value: T,
    /// The settings; none for the manager's default.
    pub from: Sources,
}

impl<T> Decided<T> {
    /// The manager's default.
    pub const fn default_of(value: T) -> Self {
        Self { value, from: Sources::NONE }
    }

    /// A value that settings decided.
    pub const fn by(value: T, from: Sources) -> Self {
        Self { value, from }
    }
}

/// One command that a manager keeps in some state. Every field that settings decide is a leaf; see [`Leaf`] for the list.
#[derive(Clone, Debug)]
pub struct Service<'a> {
    /// The name: of the program; of the unit without its type, and for a template without the `@`.
    pub name: String,
    /// The file and the header or first line that makes it.
    pub place: (FileId, Span),
    /// Whether the manager of a user runs it, not that of the system. supervisord has no such two.
    pub of_user: bool,
    /// What is executed. supervisord: `command` (required); systemd: `ExecStart=`.
    pub command: Decided<Command<'a>>,
    /// How the program is found.
    pub lookup: Decided<Lookup<'a>>,
    /// What must hold for a start. supervisord: nothing; systemd: `ConditionPathExists=` ….
    pub conditions: Decided<Vec<Condition<'a>>>,
    /// The commands that run to their end before it, in order. supervisord: none; systemd: `ExecStartPre=`, and all but the
    /// last `ExecStart=` of a oneshot.
    pub prepare: Decided<Vec<Preparation<'a>>>,
    /// The directories that are made for it. supervisord: none; systemd: `RuntimeDirectory=`, `StateDirectory=` ….
    pub directories: Decided<Vec<OwnDirectory<'a>>>,
    /// The working directory. supervisord: `directory`, else its own; systemd: `WorkingDirectory=`, else `/`.
    pub directory: Decided<Directory<'a>>,
    /// The file mode creation mask. supervisord: `umask`, else its own; systemd: `UMask=` (0022).
    pub umask: Decided<Umask>,
    /// The user; none: the manager's own. supervisord: `user`, else `[supervisord] user`; systemd: `User=` (root).
    pub user: Decided<Option<Text<'a>>>,
    /// The group and supplementary groups. supervisord: those of the user; systemd: `Group=`, else the same.
    pub group: Decided<ServiceGroup<'a>>,
    /// Groups besides those. supervisord: none; systemd: `SupplementaryGroups=`.
    pub supplementary_groups: Decided<Vec<Text<'a>>>,
    /// The capabilities that it can have. systemd: `CapabilityBoundingSet=`, `AmbientCapabilities=`.
    pub capabilities: Decided<Capabilities>,
    /// The limits that are not the manager's own, by resource. supervisord: `minfds`, where it is above what systemd gives
    /// anyway; systemd: `LimitNOFILE=` ….
    pub limits: Decided<Vec<Limit>>,
    /// The nice level; none: the manager's. systemd: `Nice=`.
    pub nice: Decided<Option<i32>>,
    /// Its turn at disks and processors. systemd: `IOSchedulingClass=`, `CPUSchedulingPolicy=`, `CPUAffinity=` ….
    pub scheduling: Decided<Scheduling>,
    /// The adjustment of the score by which the kernel chooses whom to kill; none: the manager's. systemd:
    /// `OOMScoreAdjust=`.
    pub oom_score: Decided<Option<i32>>,
    /// Whether set-user-ID programs give it no rights. systemd: `NoNewPrivileges=`.
    pub no_new_privileges: Decided<bool>,
    /// What of the manager's environment it gets.
    pub inherited: Decided<Inherited>,
    /// The variables that are set, each once: the last assignment of a name wins. supervisord: `environment` of
    /// `[supervisord]`, then of the program; systemd: `Environment=`.
    pub assignments: Decided<Vec<Assignment<'a>>>,
    /// Files with more variables. supervisord: none; systemd: `EnvironmentFile=`.
    pub files: Decided<Vec<EnvironmentFile<'a>>>,
    /// Whose `HOME` and the like it sees.
    pub identity: Decided<Identity>,
    /// After which endings it is started again before it counts as started. supervisord: all, if `startsecs` > 0 and
    /// `startretries` > 0, whatever `autorestart` says; systemd: as later.
    pub restart_early: Decided<EndingSet>,
    /// After which endings it is started again once it counted as started. supervisord: `autorestart` with `exitcodes`;
    /// systemd: `Restart=` with `SuccessExitStatus=`, `RestartPreventExitStatus=`, `RestartForceExitStatus=`.
    pub restart_later: Decided<EndingSet>,
    /// Which endings count as a success. supervisord: those with one of `exitcodes` (0); systemd: exit 0, mostly death by HUP,
    /// INT, TERM or PIPE, and what `SuccessExitStatus=` lists.
    pub expected: Decided<EndingSet>,
    /// The pause before such a restart. supervisord: 0 to 1.3 s, about 1 s as a rule, nothing to set; systemd:
    /// `RestartSec=` (100 ms).
    pub restart_pause: Decided<Duration>,
    /// The pauses between attempts that end early. supervisord: 1 s, 2 s, 3 s …; systemd: `RestartSec=`.
    pub restart_backoff: Decided<Backoff>,
    /// When the manager stops trying.
    pub gives_up: Decided<GivesUp>,
    /// When it counts as started.
    pub started: Decided<Started>,
    /// The endings of its main process after which it still counts as up. supervisord: none; systemd: the good ones, with
    /// `RemainAfterExit=`.
    pub one_run: Decided<EndingSet>,
    /// The commands that stop it before it gets a signal. supervisord: none; systemd: `ExecStop=`.
    pub stop_commands: Decided<StopCommands<'a>>,
    /// The first signal of a stop, by number. supervisord: `stopsignal` (TERM); systemd: that of a command which sends one,
    /// else `KillSignal=` (SIGTERM).
    pub stop_signal: Decided<u8>,
    /// How long a stop waits. supervisord: `stopwaitsecs` (10 s); systemd: `TimeoutStopSec=` (90 s).
    pub stop_wait: Decided<Duration>,
    /// Who gets the signal. supervisord: `stopasgroup`; systemd: `KillMode=`.
    pub stop_scope: Decided<SignalScope>,
    /// Who is killed when the wait is over. supervisord: `killasgroup`; systemd: `KillMode=`, `SendSIGKILL=`.
    pub stop_kill: Decided<KillScope>,
    /// Who may outlive the main process.
    pub survivors: Decided<Survivors>,
    /// What becomes of the others when the kernel kills one process for lack of memory. supervisord: nothing; systemd:
    /// `OOMPolicy=` (stop).
    pub out_of_memory: Decided<OutOfMemory>,
    /// Standard input. supervisord: a pipe; systemd: `StandardInput=` (null).
    pub stdin: Decided<Input<'a>>,
    /// The socket that it is handed as standard input; none: it is handed no socket. supervisord: `socket`; systemd: the
    /// `.socket` unit of its name, or one that `Sockets=` names.
    pub listens: Decided<Option<Address<'a>>>,
    /// Who owns that socket; none where it is no file.
    pub listens_owner: Decided<Option<SocketOwner<'a>>>,
    /// The access mode of that socket; none where it is no file. supervisord: `socket_mode` (0700); systemd: `SocketMode=`
    /// (0666).
    pub listens_mode: Decided<Option<u32>>,
    /// How many connections wait at that socket; none: as many as the system says. supervisord: `socket_backlog`; systemd:
    /// `Backlog=`.
    pub listens_backlog: Decided<Option<u32>>,
    /// Standard output. supervisord: `stdout_logfile` (AUTO), `stdout_syslog`; systemd: `StandardOutput=` (journal).
    pub stdout: Decided<Output<'a>>,
    /// Standard error. supervisord: `redirect_stderr`, `stderr_logfile` (AUTO), `stderr_syslog`; systemd:
    /// `StandardError=` (inherit).
    pub stderr: Decided<Output<'a>>,
    /// How the file of standard output is kept small. supervisord: `stdout_logfile_maxbytes`, `_backups`; systemd: none.
    pub stdout_rotation: Decided<Rotation>,
    /// How the file of standard error is kept small.
    pub stderr_rotation: Decided<Rotation>,
    /// The access mode of the log files that the manager makes; none where it makes none. supervisord: by its own mask,
    /// `[supervisord] umask` (022), whatever that of the program is; systemd: by `UMask=` of the unit (O8).
    pub logs_mode: Decided<Option<u32>>,
    /// When it is started. supervisord: `autostart` (true); systemd: `[Install]`, and who wants it.
    pub start: Decided<Start>,
    /// What starts it again and again. supervisord: nothing; systemd: a `.timer` unit.
    pub timer: Decided<Timer>,
    /// Its rank: services of a lower rank are started before it and stopped after it. supervisord: `priority` (999);
    /// systemd: computed from `After=` and `Before=` between the services of the deployment.
    pub order: Decided<i64>,
    /// How many processes there are. supervisord: `numprocs`, `numprocs_start`; systemd: a template and who wants it.
    pub instances: Decided<Instances>,
    /// The name that a process shows. supervisord: `process_name` (`%(program_name)s`); systemd: the unit's.
    pub shown_name: Decided<Text<'a>>,
    /// The groups that it belongs to, by name, sorted; its own is not among them. supervisord: `[group:]`; systemd: a
    /// target that wants it and that it is part of.
    pub membership: Decided<Vec<String>>,
}

/// The working directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Directory<'a> {
    /// The one in which the manager runs.
    Managers,
    /// A path.
    Path(Text<'a>),
    /// A path; it may be missing. systemd: `WorkingDirectory=-…`.
    Optional(Text<'a>),
    /// The home of the user. systemd: `WorkingDirectory=~`.
    Home,
    /// The home of another user. systemd: `WorkingDirectory=~` with `User=`, beside `ExecStart=+…`.
    HomeOf(Text<'a>),
}

/// The file mode creation mask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Umask {
    /// That of the manager.
    Managers,
    /// A mask.
    Mask(u32),
}

/// The group of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServiceGroup<'a> {
    /// The user's own, and every group that lists the user.
    OfUser,
    /// A named one, and every group that lists the user.
    Named(Text<'a>),
    /// The same and the user's own besides: what `setpriv --init-groups` makes of it.
    Besides(Text<'a>),
    /// Root's, and every group of this user besides. systemd: `User=` beside `ExecStart=+…`.
    OfRootAnd(Text<'a>),
}

/// When a service is started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// When the manager starts.
    AtBoot,
    /// With the first connection to its socket, which is there when the manager starts. supervisord: never; systemd: a
    /// `.socket` unit that is enabled, beside a service that is not.
    BySocket,
    /// By hand, or when its group is.
    ByHand,
}

impl Service<'_> {
    /// Deaths that somebody asked for: by the signal of a stop, and by those that systemd takes for no failure of itself.
    #[must_use]
    pub fn asked_for(&self) -> EndingSet {
        let mut set = EndingSet::NONE;
        for signal in [signals::HUP, signals::INT, signals::TERM, signals::PIPE, self.stop_signal.value] {
            set.set_signal(signal, true);
        }
        set
    }

    /// Whether no end of the program, early or later, starts it again.
    #[must_use]
    pub fn never_restarts(&self) -> bool {
        let none = |set: EndingSet| set.of_programs().is_empty();
        none(self.restart_early.value) && none(self.restart_later.value)
    }

    /// The settings that decided a leaf.
    #[must_use]
    pub fn from(&self, leaf: Leaf) -> &Sources {
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
