//! Standard input, output and error.

use super::Text;

/// Where standard input comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input<'a> {
    /// A pipe that never ends and that the manager can write to. supervisord: always.
    Pipe,
    /// Nothing: the end of the file at once. systemd: the default.
    Null,
    /// The terminal.
    Terminal,
    /// A file.
    File(Text<'a>),
    /// A socket that the manager listens on. supervisord: `[fcgi-program:]`; systemd: `StandardInput=socket`.
    Socket,
    /// Text that stands in the unit. systemd: `StandardInput=data`.
    Data,
}

/// Where standard output or standard error goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output<'a> {
    /// A file with a made-up name in `childlogdir` that the next start of supervisord deletes. supervisord: `AUTO`, the
    /// default.
    Automatic,
    /// The journal or syslog. systemd: `journal`, the default.
    Journal {
        /// The name that each line carries; none: the program's.
        identifier: Option<Text<'a>>,
    },
    /// Syslog under the name of supervisord itself, the name of the process before each line. supervisord: `*_syslog=true`
    /// without a file.
    ManagersSyslog {
        /// The name of the process.
        name: Text<'a>,
    },
    /// Nowhere. supervisord: `NONE`; systemd: `null`.
    Null,
    /// A file; the text goes to its end. supervisord: `stdout_logfile=PATH`; systemd: `append:PATH`.
    File(Text<'a>),
    /// A file and the journal or syslog both. supervisord: a path and `*_syslog=true`; systemd: none.
    FileAndJournal(Text<'a>),
    /// A file that is written from its start. systemd: `file:PATH` (does not truncate), `truncate:PATH`.
    Overwrite {
        /// The file.
        path: Text<'a>,
        /// Whether what was in it goes first.
        truncate: bool,
    },
    /// The manager's own standard output or error: the container's log. supervisord: `/dev/stdout`, `/dev/fd/1` ….
    Managers {
        /// Whether it is standard error.
        error: bool,
    },
    /// The same as standard output. supervisord: `redirect_stderr=true`; systemd: `StandardError=inherit`, the default.
    SameAsStdout,
    /// The terminal, the kernel's log, the console beside the journal, a socket, a descriptor: systemd's own word.
    Other(&'static str),
}

/// How a log file is kept small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rotation {
    /// The manager does nothing. systemd: always; supervisord: `*_maxbytes=0`, or no file.
    None,
    /// supervisord renames at this size and keeps so many old files. The defaults are 50 MB and 10.
    Size {
        /// Bytes.
        bytes: i64,
        /// Old files; 0 truncates instead.
        backups: i64,
    },
    /// Another program looks at the size now and then, copies the file and empties it: lines that come in between are
    /// lost. systemd: a rule of logrotate.
    NowAndThen {
        /// Bytes.
        bytes: i64,
        /// Old files.
        backups: i64,
    },
}
