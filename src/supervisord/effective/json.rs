//! The shapes of `sysvisor/effective/v1`. Scripts depend on every name and on the order of the fields: a field may be added;
//! none may go or change its meaning.
//!
//! The names and values are those that supervisord's own objects have (`ProcessConfig`, `ProcessGroupConfig` of
//! `supervisor/options.py`). Sizes are in bytes, times in seconds, modes and masks in three octal digits.

use std::collections::BTreeMap;

use serde::Serialize;

/// What supervisord would run: serialize it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EffectiveV1 {
    schema: &'static str,
    language: &'static str,
    /// The processes, in the order of the groups.
    pub programs: Vec<ProgramV1>,
    /// The groups, in the order in which they are started.
    pub groups: Vec<GroupV1>,
}

impl EffectiveV1 {
    pub(super) const fn new(programs: Vec<ProgramV1>, groups: Vec<GroupV1>) -> Self {
        Self { schema: "sysvisor/effective/v1", language: "supervisord", programs, groups }
    }
}

/// A value, or the text that it is written as where it cannot be known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ValueV1<T> {
    /// The value.
    Known(T),
    /// What is written: it holds a variable that nobody gives.
    Written(String),
}

impl<T> ValueV1<T> {
    /// The value, if it is known.
    pub const fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Written(_) => None,
        }
    }
}

/// A process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProgramV1 {
    /// `program`, `eventlistener` or `fcgi-program`. A fcgi-program that a `[group:x]` lists is run as a plain program.
    pub kind: &'static str,
    /// The header of the section that makes it.
    pub section: String,
    /// The group that it is handled in.
    pub group: String,
    /// Its name inside the group.
    pub name: String,
    /// The command as it is split into words at each start.
    pub command: String,
    /// The folder that it starts in; null for supervisord's.
    pub directory: Option<String>,
    /// Its mask for modes; null for supervisord's.
    pub umask: Option<String>,
    /// Its place among its siblings.
    pub priority: ValueV1<i64>,
    /// Whether it starts with supervisord.
    pub autostart: ValueV1<bool>,
    /// `true`, `false` or `unexpected`.
    pub autorestart: String,
    /// How long it has to live to count as started.
    pub startsecs: ValueV1<i64>,
    /// How often a failed start is tried again.
    pub startretries: ValueV1<i64>,
    /// The user as written; null for supervisord's.
    pub user: Option<String>,
    /// Whether its standard error goes where its standard output goes.
    pub redirect_stderr: ValueV1<bool>,
    /// The number of the signal that stops it.
    pub stopsignal: ValueV1<u8>,
    /// The name of that signal, `SIGTERM`; its number if it has no name.
    pub stopsignal_name: String,
    /// How long a stop may take before it is killed.
    pub stopwaitsecs: ValueV1<i64>,
    /// Whether the stop signal goes to its whole process group.
    pub stopasgroup: ValueV1<bool>,
    /// Whether it is killed with its whole process group.
    pub killasgroup: ValueV1<bool>,
    /// The exit codes that are expected, as listed.
    pub exitcodes: ValueV1<Vec<u8>>,
    /// What `[supervisord]` and the section itself set.
    pub environment: ValueV1<BTreeMap<String, String>>,
    /// The address that `SUPERVISOR_SERVER_URL` tells it; null for supervisord's.
    pub serverurl: Option<String>,
    /// Whether supervisord drops it without a word: of two groups with one name the second, of two processes of a group
    /// with one name the first.
    pub shadowed: bool,
    /// The file of its standard output; `AUTO` for one that supervisord makes up, null for none.
    pub stdout_logfile: Option<String>,
    /// The size at which the file is rotated; 0 for never.
    pub stdout_logfile_maxbytes: ValueV1<i64>,
    /// How many old files are kept.
    pub stdout_logfile_backups: ValueV1<i64>,
    /// How much is kept of what stands between the marks of a communication; 0 for no such thing.
    pub stdout_capture_maxbytes: ValueV1<i64>,
    /// Whether what is written becomes events.
    pub stdout_events_enabled: ValueV1<bool>,
    /// Whether it goes to syslog, too.
    pub stdout_syslog: ValueV1<bool>,
    /// The file of its standard error; `AUTO` for one that supervisord makes up, null for none.
    pub stderr_logfile: Option<String>,
    /// The size at which the file is rotated; 0 for never.
    pub stderr_logfile_maxbytes: ValueV1<i64>,
    /// How many old files are kept.
    pub stderr_logfile_backups: ValueV1<i64>,
    /// How much is kept of what stands between the marks of a communication; 0 for no such thing.
    pub stderr_capture_maxbytes: ValueV1<i64>,
    /// Whether what is written becomes events.
    pub stderr_events_enabled: ValueV1<bool>,
    /// Whether it goes to syslog, too.
    pub stderr_syslog: ValueV1<bool>,
    /// What its group has besides, if it is of a kind of its own.
    #[serde(flatten)]
    pub extra: Option<ExtraV1>,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupV1 {
    /// Its name.
    pub name: String,
    /// Its place among the groups.
    pub priority: ValueV1<i64>,
    /// `group`, `eventlistener` or `fcgi-program`; a program that no group lists is handled in a `group` of its own.
    pub kind: &'static str,
    /// The names of its processes.
    pub programs: Vec<String>,
    /// Whether supervisord drops it without a word, because an earlier one has its name.
    pub shadowed: bool,
    /// What it has besides.
    #[serde(flatten)]
    pub extra: Option<ExtraV1>,
}

/// What only event listeners or fcgi-programs have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ExtraV1 {
    /// Of event listeners.
    Pool(PoolV1),
    /// Of fcgi-programs.
    Fcgi {
        /// The socket that they are handed.
        socket: SocketV1,
    },
}

/// What event listeners are told, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PoolV1 {
    /// How many events wait at most.
    pub buffer_size: ValueV1<i64>,
    /// The types of events, sorted.
    pub events: Vec<String>,
    /// `module:callable`
    pub result_handler: String,
}

/// A socket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SocketV1 {
    /// `unix:///PATH` or `tcp://HOST:PORT`.
    pub url: String,
    /// User and group as written; null for supervisord's.
    pub owner: Option<[Option<String>; 2]>,
    /// The mode; null for a socket that is no file.
    pub mode: Option<String>,
    /// How many connections wait at most; null for the system's default.
    pub backlog: Option<ValueV1<i64>>,
}
