//! Standard input, output and error.

use super::Text;

/// Where standard input comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input<'a> {
    /// A pipe that stays open and that the manager can write to. supervisord: always.
    Pipe,
    /// Nothing: an immediate end of file. systemd: the default.
    Null,
    /// The terminal.
    Terminal,
    /// A file at this path.
    File(Text<'a>),
    /// A socket that the manager listens on. supervisord: `[fcgi-program:]`; systemd: `StandardInput=socket`.
    Socket,
    /// Text from the unit itself. systemd: `StandardInput=data`.
    Data,
}

/// Where standard output or standard error goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output<'a> {
    /// A file with a generated name in `childlogdir`, which the next start of supervisord deletes. supervisord: `AUTO`, the
    /// default.
    Automatic,
    /// The journal or syslog. systemd: `journal`, the default.
    Journal {
        /// The identifier of each line; `None` for the program's name.
        identifier: Option<Text<'a>>,
    },
    /// Syslog under supervisord's own name, with the name of the process before each line. supervisord: `*_syslog=true`
    /// without a file.
    ManagersSyslog {
        /// The name of the process.
        name: Text<'a>,
    },
    /// Nowhere. supervisord: `NONE`; systemd: `null`.
    Null,
    /// A file that is appended to. supervisord: `stdout_logfile=PATH`; systemd: `append:PATH`.
    File(Text<'a>),
    /// Both a file and the journal or syslog. supervisord: a path and `*_syslog=true`; systemd: none.
    FileAndJournal(Text<'a>),
    /// A file that is written from the start. systemd: `file:PATH` (does not truncate), `truncate:PATH`.
    Overwrite {
        /// The path of the file.
        path: Text<'a>,
        /// Whether the previous contents are removed.
        truncate: bool,
    },
    /// The manager's own standard output or error: the container's log. supervisord: `/dev/stdout`, `/dev/fd/1` ….
    Managers {
        /// Whether it is standard error.
        error: bool,
    },
    /// The same as standard output. supervisord: `redirect_stderr=true`; systemd: `StandardError=inherit`, the default.
    SameAsStdout,
    /// The terminal, the kernel log, the journal plus the console, a socket, or a file descriptor: systemd's own keyword.
    Other(&'static str),
}

/// How a log file is rotated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rotation {
    /// The manager does not rotate. systemd: always; supervisord: `*_maxbytes=0`, or no file.
    None,
    /// supervisord renames the file at this size and keeps this many old files. The defaults are 50 MB and 10.
    Size {
        /// The size in bytes.
        bytes: i64,
        /// The number of old files; 0 truncates instead.
        backups: i64,
    },
    /// Another program checks the size from time to time, copies the file and truncates it: lines written in between are
    /// lost. systemd: a logrotate rule.
    CopyTruncate {
        /// The size in bytes.
        bytes: i64,
        /// The number of old files.
        backups: i64,
    },
}
