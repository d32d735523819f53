//! The program's environment.

use super::{SettingId, SettingIds, Text};

/// What the program inherits of the manager's own environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inherited {
    /// Everything that supervisord was started with, and `SUPERVISOR_ENABLED`, `SUPERVISOR_SERVER_URL`,
    /// `SUPERVISOR_PROCESS_NAME`, `SUPERVISOR_GROUP_NAME`. supervisord: always.
    Supervisords,
    /// A clean environment: `PATH`, `LANG` and variables that describe the unit (`INVOCATION_ID`, `JOURNAL_STREAM` …).
    /// systemd: always.
    Systemds,
}

/// Whose `HOME`, `USER`, `LOGNAME` and `SHELL` the program sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// Those of the user that started supervisord, whatever `user` is. supervisord: the default.
    Supervisords,
    /// Those of the program's own user. systemd: with `User=`; supervisord: when `environment` sets all four.
    OfUser,
    /// `HOME` and `USER` are those of its user, while `LOGNAME` or `SHELL` are left alone. Both: when no more than that is
    /// set.
    OfUserInPart,
    /// They are not set. systemd: without `User=`, in a system unit (252).
    Unset,
}

impl Identity {
    /// Returns the identity that these variables give to a program, with the settings that set them. Both `HOME` and `USER`
    /// are needed: `HOME` alone is not an identity.
    #[must_use]
    pub fn from_assignments(assignments: &[Assignment<'_>]) -> Option<(Self, SettingIds)> {
        let source = |name| Assignment::find(assignments, name).map(|one| one.source);
        let (home, user) = (source("HOME")?, source("USER")?);
        let (logname, shell) = (source("LOGNAME"), source("SHELL"));
        let is_whole = logname.is_some() && shell.is_some();
        let identity = if is_whole { Self::OfUser } else { Self::OfUserInPart };
        Some((identity, SettingIds::of([Some(home), Some(user), logname, shell])))
    }
}

/// An environment variable that is set.
#[derive(Clone, Debug)]
pub struct Assignment<'a> {
    /// The name of the variable.
    pub name: Text<'a>,
    /// The value of the variable.
    pub value: Text<'a>,
    /// The setting that sets it.
    pub source: SettingId,
}

impl Assignment<'_> {
    /// Returns the assignment of a variable among these.
    #[must_use]
    pub fn find<'s>(all: &'s [Self], name: &str) -> Option<&'s Self> {
        all.iter().find(|one| one.name.bytes() == Some(name.as_bytes()))
    }
}

/// Assignments are equal whichever setting they come from.
impl PartialEq for Assignment<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.value == other.value
    }
}

impl Eq for Assignment<'_> {}

/// A file that further variables are read from when the program starts. systemd: `EnvironmentFile=`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvironmentFile<'a> {
    /// The path of the file.
    pub path: Text<'a>,
    /// Whether it may be missing.
    pub optional: bool,
    /// Whether a shell reads it. The syntax differs from systemd's: in a shell, `A=one two` runs the program `two`.
    pub by_shell: bool,
}
