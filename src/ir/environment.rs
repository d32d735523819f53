//! The program's environment.

use super::{SettingId, Sources, Text};

/// What of the manager's own environment the program gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inherited {
    /// All that supervisord was started with, and `SUPERVISOR_ENABLED`, `SUPERVISOR_SERVER_URL`,
    /// `SUPERVISOR_PROCESS_NAME`, `SUPERVISOR_GROUP_NAME`. supervisord: always.
    Supervisords,
    /// A clean one: `PATH`, `LANG` and what describes the unit (`INVOCATION_ID`, `JOURNAL_STREAM` …). systemd: always.
    Systemds,
}

/// Whose `HOME`, `USER`, `LOGNAME` and `SHELL` the program sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// Those of whoever started supervisord, whatever `user` says. supervisord: the default.
    Supervisords,
    /// Those of the program's own user. systemd: with `User=`; supervisord: when `environment` sets all four.
    OfUser,
    /// `HOME` and `USER` are its user's, and `LOGNAME` or `SHELL` are left as they were. Both: when no more than that is set.
    OfUserInPart,
    /// None. systemd: without `User=`, in a system unit (252).
    Unset,
}

impl Identity {
    /// The user that variables tell a program of, with the settings that set them; `HOME` alone is not all that it asks.
    #[must_use]
    pub fn said(assignments: &[Assignment<'_>]) -> Option<(Self, Sources)> {
        let source = |name| Assignment::of(assignments, name).map(|one| one.source);
        let (home, user) = (source("HOME")?, source("USER")?);
        let (logname, shell) = (source("LOGNAME"), source("SHELL"));
        let is_whole = logname.is_some() && shell.is_some();
        let identity = if is_whole { Self::OfUser } else { Self::OfUserInPart };
        Some((identity, Sources::of([Some(home), Some(user), logname, shell])))
    }
}

/// A variable that is set.
#[derive(Clone, Debug)]
pub struct Assignment<'a> {
    /// The name.
    pub name: Text<'a>,
    /// The value.
    pub value: Text<'a>,
    /// The setting that sets it.
    pub source: SettingId,
}

impl Assignment<'_> {
    /// The one of these that sets a variable.
    #[must_use]
    pub fn of<'s>(all: &'s [Self], name: &str) -> Option<&'s Self> {
        all.iter().find(|one| one.name.bytes() == Some(name.as_bytes()))
    }
}

/// Where a variable was set does not matter.
impl PartialEq for Assignment<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.value == other.value
    }
}

impl Eq for Assignment<'_> {}

/// A file that more variables are read from when the program starts. systemd: `EnvironmentFile=`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvironmentFile<'a> {
    /// The file.
    pub path: Text<'a>,
    /// Whether it may be missing.
    pub optional: bool,
    /// Whether a shell reads it, which has another syntax than systemd: to it, `A=one two` runs the program `two`.
    pub by_shell: bool,
}
