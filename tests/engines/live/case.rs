//! What a case is, and what is done in it.

use sysvisor::ir::Leaf;

/// A configuration that runs under its own manager, and translated under the other.
pub(super) struct Case {
    /// The name: of its first program, and the beginning of the names of the others and of its log files.
    pub(super) name: &'static str,
    /// The experiments whose lesson it holds, as `grammar/mapping/README.md` says.
    pub(super) lessons: &'static str,
    /// The configuration; of units a file each, behind a line `# file: NAME`.
    pub(super) text: &'static str,
    /// Leaves that are seen alike, and said to be.
    pub(super) same: &'static [Leaf],
    /// Leaves that are seen to differ, and said to.
    pub(super) differs: &'static [Leaf],
    /// Leaves that are seen alike although they are said to differ: what differs does not show in this case.
    pub(super) alike: &'static [Leaf],
    /// Leaves that are seen together: alike where all of them are said to be the same.
    pub(super) together: &'static [&'static [Leaf]],
    /// What is done to it, alike under both.
    pub(super) acts: &'static [Act],
    /// Processes that are not called as their program: the probe's name, supervisord's, the unit. The name of the translation
    /// may be left empty: then it is what the translation says.
    pub(super) processes: &'static [(&'static str, &'static str, &'static str)],
    /// With which file mode creation mask supervisord is started.
    pub(super) umask: &'static str,
    /// Whether supervisord becomes a daemon, which is when some of its options act.
    pub(super) daemon: bool,
    /// Whether a shell of the translation stays and leads the process group in the program's place.
    pub(super) shell_leads: bool,
    /// Log files that are there before: the name and the text.
    pub(super) old: &'static [(&'static str, &'static str)],
    /// Whether it takes so long that only `SYSVISOR_LIVE=all` runs it.
    pub(super) slow: bool,
}

/// The fields that most cases leave alone.
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

/// Something that is done to the processes of a case. Names are the probes'.
#[derive(Clone, Copy, Debug)]
pub(super) enum Act {
    /// Nothing, for so many seconds.
    Wait(f64),
    /// A stop through the manager.
    Stop(&'static str),
    /// A start through the manager.
    Start(&'static str),
    /// A signal from outside, to the last process of this name.
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
