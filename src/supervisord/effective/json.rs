//! The schema `sysvisor/effective/v1`. Scripts depend on every name and on the order of the fields: fields may be
//! added, but none may be removed or change its meaning.
//!
//! Names and values are those of supervisord's own objects (`ProcessConfig`, `ProcessGroupConfig` of
//! `supervisor/options.py`). Sizes are in bytes, times in seconds, modes and masks in three octal digits.

use std::collections::BTreeMap;

use serde::Serialize;

/// What supervisord would run, ready to be serialised.
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

/// A value, or the text as written if the value cannot be known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ValueV1<T> {
    /// The value.
    Known(T),
    /// The text as written, which contains an unknown variable.
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
    /// The header of the section that defines it.
    pub section: String,
    /// The group that it belongs to.
    pub group: String,
    /// Its name within the group.
    pub name: String,
    /// The command, which is split into words at each start.
    pub command: String,
    /// The working directory; null for supervisord's.
    pub directory: Option<String>,
    /// The umask; null for supervisord's.
    pub umask: Option<String>,
    /// The start order within the group.
    pub priority: ValueV1<i64>,
    /// Whether it is started with supervisord.
    pub autostart: ValueV1<bool>,
    /// `true`, `false` or `unexpected`.
    pub autorestart: String,
    /// How many seconds it must run to count as started.
    pub startsecs: ValueV1<i64>,
    /// How often a failed start is retried.
    pub startretries: ValueV1<i64>,
    /// The user as written; null for supervisord's.
    pub user: Option<String>,
    /// Whether its standard error is redirected to its standard output.
    pub redirect_stderr: ValueV1<bool>,
    /// The number of the stop signal.
    pub stopsignal: ValueV1<u8>,
    /// The name of the stop signal, `SIGTERM`; its number if it has no name.
    pub stopsignal_name: String,
    /// How many seconds a stop may take before it is killed.
    pub stopwaitsecs: ValueV1<i64>,
    /// Whether the stop signal goes to its whole process group.
    pub stopasgroup: ValueV1<bool>,
    /// Whether SIGKILL goes to its whole process group.
    pub killasgroup: ValueV1<bool>,
    /// The expected exit codes, as listed.
    pub exitcodes: ValueV1<Vec<u8>>,
    /// The variables set by `[supervisord]` and by the section itself.
    pub environment: ValueV1<BTreeMap<String, String>>,
    /// The address that it receives in `SUPERVISOR_SERVER_URL`; null for supervisord's.
    pub serverurl: Option<String>,
    /// Whether supervisord silently drops it: of two groups with the same name the second, of two processes of a group
    /// with the same name the first.
    pub shadowed: bool,
    /// The log file of its standard output; `AUTO` for one that supervisord names, null for none.
    pub stdout_logfile: Option<String>,
    /// The size at which the file is rotated; 0 for never.
    pub stdout_logfile_maxbytes: ValueV1<i64>,
    /// How many rotated files are kept.
    pub stdout_logfile_backups: ValueV1<i64>,
    /// How many bytes between the marks of a process communication are kept; 0 if it is disabled.
    pub stdout_capture_maxbytes: ValueV1<i64>,
    /// Whether its output is emitted as events.
    pub stdout_events_enabled: ValueV1<bool>,
    /// Whether its output also goes to syslog.
    pub stdout_syslog: ValueV1<bool>,
    /// The log file of its standard error; `AUTO` for one that supervisord names, null for none.
    pub stderr_logfile: Option<String>,
    /// The size at which the file is rotated; 0 for never.
    pub stderr_logfile_maxbytes: ValueV1<i64>,
    /// How many rotated files are kept.
    pub stderr_logfile_backups: ValueV1<i64>,
    /// How many bytes between the marks of a process communication are kept; 0 if it is disabled.
    pub stderr_capture_maxbytes: ValueV1<i64>,
    /// Whether its output is emitted as events.
    pub stderr_events_enabled: ValueV1<bool>,
    /// Whether its output also goes to syslog.
    pub stderr_syslog: ValueV1<bool>,
    /// Additional fields for an event listener or fcgi-program.
    #[serde(flatten)]
    pub extra: Option<ExtraV1>,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupV1 {
    /// The name of the group.
    pub name: String,
    /// The start order among the groups.
    pub priority: ValueV1<i64>,
    /// `group`, `eventlistener` or `fcgi-program`; a program that no group lists has a `group` of its own.
    pub kind: &'static str,
    /// The names of its processes.
    pub programs: Vec<String>,
    /// Whether supervisord silently drops it, because an earlier one has the same name.
    pub shadowed: bool,
    /// Additional fields for event listeners or an fcgi-program.
    #[serde(flatten)]
    pub extra: Option<ExtraV1>,
}

/// Fields that only event listeners or fcgi-programs have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ExtraV1 {
    /// For event listeners.
    Pool(PoolV1),
    /// For fcgi-programs.
    Fcgi {
        /// The socket that they receive.
        socket: SocketV1,
    },
}

/// The events that event listeners receive, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PoolV1 {
    /// The greatest number of events that are buffered.
    pub buffer_size: ValueV1<i64>,
    /// The event types, sorted.
    pub events: Vec<String>,
    /// The handler of results: `module:callable`.
    pub result_handler: String,
}

/// A listening socket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SocketV1 {
    /// `unix:///PATH` or `tcp://HOST:PORT`.
    pub url: String,
    /// User and group as written; null for supervisord's.
    pub owner: Option<[Option<String>; 2]>,
    /// The mode; null for a TCP socket.
    pub mode: Option<String>,
    /// The greatest number of pending connections; null for the system's default.
    pub backlog: Option<ValueV1<i64>>,
}
