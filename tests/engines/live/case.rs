//! The definition of a case, and the actions in it.

use sysvisor::ir::Leaf;

/// A configuration that runs under its own manager, and translated under the other.
pub(super) struct Case {
    /// The name of its first program, and the prefix of the names of the others and of its log files.
    pub(super) name: &'static str,
    /// The experiments that it repeats, as described in `grammar/mapping/README.md`.
    pub(super) lessons: &'static str,
    /// The configuration; for units, each file after a line `# file: NAME`.
    pub(super) text: &'static str,
    /// Leaves that are observed to be the same, and reported to be.
    pub(super) same: &'static [Leaf],
    /// Leaves that are observed to differ, and reported to.
    pub(super) differs: &'static [Leaf],
    /// Leaves that are observed to be the same although they are reported to differ: the difference does not show in this
    /// case.
    pub(super) alike: &'static [Leaf],
    /// Leaves that are observed together: the same if all of them are reported to be the same.
    pub(super) together: &'static [&'static [Leaf]],
    /// The actions, which are the same under both managers.
    pub(super) acts: &'static [Act],
    /// Processes that are not named like their program: the names of the probe, under supervisord, and of the unit. The
    /// name in the translation may be empty; it is then taken from the translation.
    pub(super) processes: &'static [(&'static str, &'static str, &'static str)],
    /// The umask that supervisord is started with.
    pub(super) umask: &'static str,
    /// Whether supervisord daemonizes, which some of its options require.
    pub(super) daemon: bool,
    /// Whether a shell of the translation stays and leads the process group in place of the program.
    pub(super) shell_leads: bool,
    /// Log files that exist beforehand: the name and the text.
    pub(super) old: &'static [(&'static str, &'static str)],
    /// Whether it takes so long that only `SYSVISOR_LIVE=all` runs it.
    pub(super) slow: bool,
}

/// The defaults of all fields, for struct updates.
pub(super) const CASE: Case = Case {
    name: "",
    lessons: "",
    text: "",
    same: &[],
    differs: &[],
    alike: &[],
    together: &[],
    acts: &[],
    processes: &[],
    umask: "022",
    daemon: false,
    shell_leads: false,
    old: &[],
    slow: false,
};

/// An action on the processes of a case. Names are those of the probes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Act {
    /// Nothing, for a number of seconds.
    Wait(f64),
    /// A stop through the manager.
    Stop(&'static str),
    /// A start through the manager.
    Start(&'static str),
    /// A signal from outside, to the last process with this name.
    Kill(&'static str, &'static str),
    /// `supervisorctl stop GROUP:*`, `systemctl stop TARGET`.
    StopGroup(&'static str, &'static str),
    /// `supervisorctl start GROUP:*`, `systemctl start TARGET`.
    StartGroup(&'static str, &'static str),
    /// The end of the manager, or of the machine.
    ShutDown,
    /// A client that connects to a socket and reads a line.
    Connect(&'static str),
}
