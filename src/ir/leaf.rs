//! The names of the leaves.

macro_rules! leaves {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal,)*) => {
        /// Every leaf of a [`super::Service`], by the name that tables and reports use.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Leaf {
            $($(#[doc = $doc])* $variant,)*
        }

        impl Leaf {
            /// All leaves, in the order of reports.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name in tables and reports.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The leaf of this name.
            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

leaves! {
    /// The argument vector of the main program.
    Command = "command",
    /// How the program is found.
    CommandLookup = "command.lookup",
    /// The conditions of a start.
    Conditions = "conditions",
    /// The commands that run before the main program.
    Prepare = "prepare",
    /// The directories that are created for the program.
    Directories = "directories",
    /// The working directory.
    Directory = "directory",
    /// The file mode creation mask.
    Umask = "umask",
    /// The user that the program runs as.
    User = "user",
    /// The group that the program runs as.
    Group = "group",
    /// Supplementary groups in addition to the user's.
    SupplementaryGroups = "groups",
    /// The capabilities that the program can have.
    Capabilities = "capabilities",
    /// The resource limits.
    Limits = "limits",
    /// The nice level.
    Nice = "nice",
    /// The I/O and CPU scheduling.
    Scheduling = "scheduling",
    /// The adjustment of the OOM killer score.
    OomScore = "oom_score",
    /// Whether the program is prevented from gaining privileges by executing other programs.
    NoNewPrivileges = "no_new_privileges",
    /// What the program inherits of the manager's environment.
    EnvironmentInherited = "environment.inherited",
    /// The variables that are set.
    EnvironmentAssignments = "environment.assignments",
    /// Files with further variables.
    EnvironmentFiles = "environment.files",
    /// Whose `HOME`, `USER`, `LOGNAME` and `SHELL` the program sees.
    EnvironmentIdentity = "environment.identity",
    /// The endings after which it is restarted while it does not yet count as started.
    RestartEarly = "restart.early",
    /// The endings after which it is restarted once it has counted as started.
    RestartLater = "restart.later",
    /// The endings that count as success.
    Expected = "expected",
    /// The pause before a restart of a program that had counted as started.
    RestartPause = "restart.pause",
    /// The pauses between start attempts that end early.
    RestartBackoff = "restart.backoff",
    /// When the manager stops trying to start it.
    GivesUp = "gives_up",
    /// When it counts as started.
    Started = "started",
    /// The endings of a single run after which it still counts as up.
    OneRun = "one_run",
    /// The commands that stop it before a signal is sent.
    StopCommands = "stop.commands",
    /// The first signal of a stop.
    StopSignal = "stop.signal",
    /// How long a stop waits before it kills.
    StopWait = "stop.wait",
    /// Which processes get the stop signal.
    StopScope = "stop.scope",
    /// Which processes are killed when the wait is over.
    StopKill = "stop.kill",
    /// Which processes may outlive the main process.
    StopSurvivors = "stop.survivors",
    /// What happens to the other processes when the OOM killer kills one.
    OutOfMemory = "stop.out_of_memory",
    /// Standard input.
    Stdin = "stdin",
    /// The socket that is passed as standard input.
    Listens = "listens",
    /// The owner of that socket.
    ListensOwner = "listens.owner",
    /// The access mode of that socket.
    ListensMode = "listens.mode",
    /// The length of that socket's queue of pending connections.
    ListensBacklog = "listens.backlog",
    /// Standard output.
    Stdout = "stdout",
    /// Standard error.
    Stderr = "stderr",
    /// How the log file of standard output is rotated.
    StdoutRotation = "stdout.rotation",
    /// How the log file of standard error is rotated.
    StderrRotation = "stderr.rotation",
    /// The access mode of the log files that the manager creates.
    LogsMode = "logs.mode",
    /// When it is started.
    Start = "start",
    /// What starts it repeatedly.
    Timer = "timer",
    /// Its rank in the start order.
    Order = "order",
    /// How many processes there are, and how they differ.
    Instances = "instances",
    /// The name under which the manager shows each process.
    ShownName = "shown_name",
    /// The groups that it is a member of.
    Membership = "membership",
}
