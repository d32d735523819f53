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
    /// What must hold for a start.
    Conditions = "conditions",
    /// The commands that run before it.
    Prepare = "prepare",
    /// The directories that are made for it.
    Directories = "directories",
    /// The working directory.
    Directory = "directory",
    /// The file mode creation mask.
    Umask = "umask",
    /// The user.
    User = "user",
    /// The group.
    Group = "group",
    /// Groups besides those of the user.
    SupplementaryGroups = "groups",
    /// The capabilities that it can have.
    Capabilities = "capabilities",
    /// The limits of the kernel on what it may use.
    Limits = "limits",
    /// How nice it is to others for the CPU.
    Nice = "nice",
    /// Its turn at disks and processors.
    Scheduling = "scheduling",
    /// How soon it is killed when memory runs out.
    OomScore = "oom_score",
    /// Whether it can gain privileges by running other programs.
    NoNewPrivileges = "no_new_privileges",
    /// What of the manager's environment the program gets.
    EnvironmentInherited = "environment.inherited",
    /// The variables that are set.
    EnvironmentAssignments = "environment.assignments",
    /// Files that more variables are read from.
    EnvironmentFiles = "environment.files",
    /// Whose `HOME`, `USER`, `LOGNAME` and `SHELL` the program sees.
    EnvironmentIdentity = "environment.identity",
    /// After which endings it is started again while it does not yet count as started.
    RestartEarly = "restart.early",
    /// After which endings it is started again once it counted as started.
    RestartLater = "restart.later",
    /// Which endings count as a success.
    Expected = "expected",
    /// The pause before such a restart.
    RestartPause = "restart.pause",
    /// The pauses between attempts that end early.
    RestartBackoff = "restart.backoff",
    /// When the manager stops trying.
    GivesUp = "gives_up",
    /// When it counts as started.
    Started = "started",
    /// Whether it is one run that ends, and whether it then still counts as up.
    OneRun = "one_run",
    /// The commands that stop it before it gets a signal.
    StopCommands = "stop.commands",
    /// The first signal of a stop.
    StopSignal = "stop.signal",
    /// How long a stop waits before it kills.
    StopWait = "stop.wait",
    /// Who gets the stop signal.
    StopScope = "stop.scope",
    /// Who is killed when the wait is over.
    StopKill = "stop.kill",
    /// Who of the process tree may outlive the main process.
    StopSurvivors = "stop.survivors",
    /// What becomes of the others when the kernel kills one process for lack of memory.
    OutOfMemory = "stop.out_of_memory",
    /// Standard input.
    Stdin = "stdin",
    /// The socket that it is handed as standard input.
    Listens = "listens",
    /// Who owns that socket.
    ListensOwner = "listens.owner",
    /// The access mode of that socket.
    ListensMode = "listens.mode",
    /// How many connections wait at that socket.
    ListensBacklog = "listens.backlog",
    /// Standard output.
    Stdout = "stdout",
    /// Standard error.
    Stderr = "stderr",
    /// How the file of standard output is kept small.
    StdoutRotation = "stdout.rotation",
    /// How the file of standard error is kept small.
    StderrRotation = "stderr.rotation",
    /// The access mode of the log files that the manager makes.
    LogsMode = "logs.mode",
    /// When it is started.
    Start = "start",
    /// What starts it again and again.
    Timer = "timer",
    /// Which services of the deployment are started before it.
    Order = "order",
    /// How many processes there are, and what tells them apart.
    Instances = "instances",
    /// The name that each process shows.
    ShownName = "shown_name",
    /// The groups that it is a member of.
    Membership = "membership",
}
