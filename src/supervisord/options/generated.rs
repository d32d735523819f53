//! Made from grammar/ by tests/tables: do not edit, change the tables and run the tests.

use super::row::{Expansions as E, OptionKind as K, OptionRow, PluginOption};
use super::section::SectionKind as S;
use crate::text::name_table::NameTable;
use crate::text::range::TextRange;

/// A setting name of the table. A name that several sections have is listed once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u16)]
pub enum Name {
    /// `autorestart` of program, fcgi-program, eventlistener.
    Autorestart,
    /// `autostart` of program, fcgi-program, eventlistener.
    Autostart,
    /// `buffer_size` of eventlistener.
    BufferSize,
    /// `childlogdir` of supervisord.
    Childlogdir,
    /// `chmod` of unix_http_server.
    Chmod,
    /// `chown` of unix_http_server.
    Chown,
    /// `command` of program, fcgi-program, eventlistener.
    Command,
    /// `directory` of supervisord, program, fcgi-program, eventlistener.
    Directory,
    /// `environment` of supervisord, program, fcgi-program, eventlistener.
    Environment,
    /// `events` of eventlistener.
    Events,
    /// `exitcodes` of program, fcgi-program, eventlistener.
    Exitcodes,
    /// `file` of unix_http_server.
    File,
    /// `files` of include.
    Files,
    /// `history_file` of supervisorctl.
    HistoryFile,
    /// `identifier` of supervisord.
    Identifier,
    /// `killasgroup` of program, fcgi-program, eventlistener.
    Killasgroup,
    /// `logfile` of supervisord.
    Logfile,
    /// `logfile_backups` of supervisord.
    LogfileBackups,
    /// `logfile_maxbytes` of supervisord.
    LogfileMaxbytes,
    /// `loglevel` of supervisord.
    Loglevel,
    /// `minfds` of supervisord.
    Minfds,
    /// `minprocs` of supervisord.
    Minprocs,
    /// `nocleanup` of supervisord.
    Nocleanup,
    /// `nodaemon` of supervisord.
    Nodaemon,
    /// `numprocs` of program, fcgi-program, eventlistener.
    Numprocs,
    /// `numprocs_start` of program, fcgi-program, eventlistener.
    NumprocsStart,
    /// `password` of unix_http_server, inet_http_server, supervisorctl.
    Password,
    /// `pidfile` of supervisord.
    Pidfile,
    /// `port` of inet_http_server.
    Port,
    /// `priority` of program, fcgi-program, eventlistener, group.
    Priority,
    /// `process_name` of program, fcgi-program, eventlistener.
    ProcessName,
    /// `programs` of group.
    Programs,
    /// `prompt` of supervisorctl.
    Prompt,
    /// `redirect_stderr` of program, fcgi-program, eventlistener.
    RedirectStderr,
    /// `result_handler` of eventlistener.
    ResultHandler,
    /// `serverurl` of supervisorctl, program, fcgi-program, eventlistener.
    Serverurl,
    /// `silent` of supervisord.
    Silent,
    /// `socket` of fcgi-program.
    Socket,
    /// `socket_backlog` of fcgi-program.
    SocketBacklog,
    /// `socket_mode` of fcgi-program.
    SocketMode,
    /// `socket_owner` of fcgi-program.
    SocketOwner,
    /// `startretries` of program, fcgi-program, eventlistener.
    Startretries,
    /// `startsecs` of program, fcgi-program, eventlistener.
    Startsecs,
    /// `stderr_capture_maxbytes` of program, fcgi-program, eventlistener.
    StderrCaptureMaxbytes,
    /// `stderr_events_enabled` of program, fcgi-program, eventlistener.
    StderrEventsEnabled,
    /// `stderr_logfile` of program, fcgi-program, eventlistener.
    StderrLogfile,
    /// `stderr_logfile_backups` of program, fcgi-program, eventlistener.
    StderrLogfileBackups,
    /// `stderr_logfile_maxbytes` of program, fcgi-program, eventlistener.
    StderrLogfileMaxbytes,
    /// `stderr_syslog` of program, fcgi-program, eventlistener.
    StderrSyslog,
    /// `stdout_capture_maxbytes` of program, fcgi-program, eventlistener.
    StdoutCaptureMaxbytes,
    /// `stdout_events_enabled` of program, fcgi-program, eventlistener.
    StdoutEventsEnabled,
    /// `stdout_logfile` of program, fcgi-program, eventlistener.
    StdoutLogfile,
    /// `stdout_logfile_backups` of program, fcgi-program, eventlistener.
    StdoutLogfileBackups,
    /// `stdout_logfile_maxbytes` of program, fcgi-program, eventlistener.
    StdoutLogfileMaxbytes,
    /// `stdout_syslog` of program, fcgi-program, eventlistener.
    StdoutSyslog,
    /// `stopasgroup` of program, fcgi-program, eventlistener.
    Stopasgroup,
    /// `stopsignal` of program, fcgi-program, eventlistener.
    Stopsignal,
    /// `stopwaitsecs` of program, fcgi-program, eventlistener.
    Stopwaitsecs,
    /// `strip_ansi` of supervisord.
    StripAnsi,
    /// `supervisor.ctl_factory` of ctlplugin.
    SupervisorCtlFactory,
    /// `supervisor.rpcinterface_factory` of rpcinterface.
    SupervisorRpcinterfaceFactory,
    /// `umask` of supervisord, program, fcgi-program, eventlistener.
    Umask,
    /// `user` of supervisord, program, fcgi-program, eventlistener.
    User,
    /// `username` of unix_http_server, inet_http_server, supervisorctl.
    Username,
}

use Name as N;

/// All names, concatenated in the order of [`Name`].
pub(super) static NAMES: NameTable = NameTable::new(concat!(
    "autorestart",
    "autostart",
    "buffer_size",
    "childlogdir",
    "chmod",
    "chown",
    "command",
    "directory",
    "environment",
    "events",
    "exitcodes",
    "file",
    "files",
    "history_file",
    "identifier",
    "killasgroup",
    "logfile",
    "logfile_backups",
    "logfile_maxbytes",
    "loglevel",
    "minfds",
    "minprocs",
    "nocleanup",
    "nodaemon",
    "numprocs",
    "numprocs_start",
    "password",
    "pidfile",
    "port",
    "priority",
    "process_name",
    "programs",
    "prompt",
    "redirect_stderr",
    "result_handler",
    "serverurl",
    "silent",
    "socket",
    "socket_backlog",
    "socket_mode",
    "socket_owner",
    "startretries",
    "startsecs",
    "stderr_capture_maxbytes",
    "stderr_events_enabled",
    "stderr_logfile",
    "stderr_logfile_backups",
    "stderr_logfile_maxbytes",
    "stderr_syslog",
    "stdout_capture_maxbytes",
    "stdout_events_enabled",
    "stdout_logfile",
    "stdout_logfile_backups",
    "stdout_logfile_maxbytes",
    "stdout_syslog",
    "stopasgroup",
    "stopsignal",
    "stopwaitsecs",
    "strip_ansi",
    "supervisor.ctl_factory",
    "supervisor.rpcinterface_factory",
    "umask",
    "user",
    "username",
), &[0, 11, 20, 31, 42, 47, 52, 59, 68, 79, 85, 94, 98, 103, 115, 125, 136, 143, 158, 174, 182, 188, 196, 205, 213, 221, 235, 243, 250, 254, 262, 274, 282, 288, 303, 317, 326, 332, 338, 352, 363, 375, 387, 396, 419, 440, 454, 476, 499, 512, 535, 556, 570, 592, 615, 628, 639, 649, 661, 671, 693, 724, 729, 733, 741]);

pub(super) static ALL: [Name; 64] = [
    N::Autorestart,
    N::Autostart,
    N::BufferSize,
    N::Childlogdir,
    N::Chmod,
    N::Chown,
    N::Command,
    N::Directory,
    N::Environment,
    N::Events,
    N::Exitcodes,
    N::File,
    N::Files,
    N::HistoryFile,
    N::Identifier,
    N::Killasgroup,
    N::Logfile,
    N::LogfileBackups,
    N::LogfileMaxbytes,
    N::Loglevel,
    N::Minfds,
    N::Minprocs,
    N::Nocleanup,
    N::Nodaemon,
    N::Numprocs,
    N::NumprocsStart,
    N::Password,
    N::Pidfile,
    N::Port,
    N::Priority,
    N::ProcessName,
    N::Programs,
    N::Prompt,
    N::RedirectStderr,
    N::ResultHandler,
    N::Serverurl,
    N::Silent,
    N::Socket,
    N::SocketBacklog,
    N::SocketMode,
    N::SocketOwner,
    N::Startretries,
    N::Startsecs,
    N::StderrCaptureMaxbytes,
    N::StderrEventsEnabled,
    N::StderrLogfile,
    N::StderrLogfileBackups,
    N::StderrLogfileMaxbytes,
    N::StderrSyslog,
    N::StdoutCaptureMaxbytes,
    N::StdoutEventsEnabled,
    N::StdoutLogfile,
    N::StdoutLogfileBackups,
    N::StdoutLogfileMaxbytes,
    N::StdoutSyslog,
    N::Stopasgroup,
    N::Stopsignal,
    N::Stopwaitsecs,
    N::StripAnsi,
    N::SupervisorCtlFactory,
    N::SupervisorRpcinterfaceFactory,
    N::Umask,
    N::User,
    N::Username,
];

/// Returns the only name that `name` can be, if it is one of the table. The caller must compare them.
pub(super) fn guess(name: &[u8]) -> Option<Name> {
    Some(match name.len() {
        4 => { let n = name.first_chunk::<4>()?; match n[0] | 0x20 { b'f' => N::File, b'p' => N::Port, b'u' => N::User, _ => return None } }
        5 => { let n = name.first_chunk::<5>()?; match n[2] | 0x20 { b'a' => N::Umask, b'l' => N::Files, b'm' => N::Chmod, b'o' => N::Chown, _ => return None } }
        6 => { let n = name.first_chunk::<6>()?; match n[2] | 0x20 { b'c' => N::Socket, b'e' => N::Events, b'l' => N::Silent, b'n' => N::Minfds, b'o' => N::Prompt, _ => return None } }
        7 => { let n = name.first_chunk::<7>()?; match n[0] | 0x20 { b'c' => N::Command, b'l' => N::Logfile, b'p' => N::Pidfile, _ => return None } }
        8 => { let n = name.first_chunk::<8>()?; match n[2] | 0x20 { b'd' => N::Nodaemon, b'e' => N::Username, b'g' => N::Loglevel, b'i' => N::Priority, b'm' => N::Numprocs, b'n' => N::Minprocs, b'o' => N::Programs, b's' => N::Password, _ => return None } }
        9 => { let n = name.first_chunk::<9>()?; match n[1] | 0x20 { b'e' => N::Serverurl, b'i' => N::Directory, b'o' => N::Nocleanup, b't' => N::Startsecs, b'u' => N::Autostart, b'x' => N::Exitcodes, _ => return None } }
        10 => { let n = name.first_chunk::<10>()?; match n[2] | 0x20 { b'e' => N::Identifier, b'o' => N::Stopsignal, b'r' => N::StripAnsi, _ => return None } }
        11 => { let n = name.first_chunk::<11>()?; match n[2] | 0x20 { b'c' => N::SocketMode, b'f' => N::BufferSize, b'i' => N::Childlogdir, b'l' => N::Killasgroup, b'o' => N::Stopasgroup, b't' => N::Autorestart, b'v' => N::Environment, _ => return None } }
        12 => { let n = name.first_chunk::<12>()?; match n[3] | 0x20 { b'c' => N::ProcessName, b'k' => N::SocketOwner, b'p' => N::Stopwaitsecs, b'r' => N::Startretries, b't' => N::HistoryFile, _ => return None } }
        13 => { let n = name.first_chunk::<13>()?; match n[3] | 0x20 { b'e' => N::StderrSyslog, b'o' => N::StdoutSyslog, _ => return None } }
        14 => { let n = name.first_chunk::<14>()?; match n[3] | 0x20 { b'e' => N::StderrLogfile, b'k' => N::SocketBacklog, b'o' => N::StdoutLogfile, b'p' => N::NumprocsStart, b'u' => N::ResultHandler, _ => return None } }
        15 => { let n = name.first_chunk::<15>()?; match n[0] | 0x20 { b'l' => N::LogfileBackups, b'r' => N::RedirectStderr, _ => return None } }
        16 => N::LogfileMaxbytes,
        21 => { let n = name.first_chunk::<21>()?; match n[3] | 0x20 { b'e' => N::StderrEventsEnabled, b'o' => N::StdoutEventsEnabled, _ => return None } }
        22 => { let n = name.first_chunk::<22>()?; match n[5] | 0x20 { b'r' => N::StderrLogfileBackups, b't' => N::StdoutLogfileBackups, b'v' => N::SupervisorCtlFactory, _ => return None } }
        23 => { let n = name.first_chunk::<23>()?; match n[3] | 0x20 { b'e' => match n[7] | 0x20 { b'c' => N::StderrCaptureMaxbytes, b'l' => N::StderrLogfileMaxbytes, _ => return None }, b'o' => match n[7] | 0x20 { b'c' => N::StdoutCaptureMaxbytes, b'l' => N::StdoutLogfileMaxbytes, _ => return None }, _ => return None } }
        31 => N::SupervisorRpcinterfaceFactory,
        _ => return None,
    })
}

pub(super) static ROWS: [OptionRow; 138] = [
    OptionRow { section: S::Supervisord, name: N::Logfile, kind: K::MainLogfile, default: t(0, 24), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Supervisord, name: N::LogfileMaxbytes, kind: K::ByteSize, default: t(27, 31), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Supervisord, name: N::LogfileBackups, kind: K::Integer { min: i64::MIN, max: i64::MAX }, default: t(31, 33), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Supervisord, name: N::Loglevel, kind: K::LogLevel, default: t(33, 37), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Supervisord, name: N::Pidfile, kind: K::PathInExistingDirectory, default: t(37, 61), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Supervisord, name: N::Umask, kind: K::Octal, default: t(61, 64), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Supervisord, name: N::Nodaemon, kind: K::Boolean, default: t(64, 69), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Supervisord, name: N::Silent, kind: K::Boolean, default: t(64, 69), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(69, 74) },
    OptionRow { section: S::Supervisord, name: N::Minfds, kind: K::Integer { min: i64::MIN, max: i64::MAX }, default: t(74, 78), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Supervisord, name: N::Minprocs, kind: K::Integer { min: i64::MIN, max: i64::MAX }, default: t(78, 81), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Supervisord, name: N::Nocleanup, kind: K::Boolean, default: t(64, 69), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Supervisord, name: N::Childlogdir, kind: K::ExistingDirectory, default: t(81, 120), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Supervisord, name: N::User, kind: K::User, default: t(0, 0), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Supervisord, name: N::Directory, kind: K::ExistingDirectory, default: t(0, 0), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Supervisord, name: N::StripAnsi, kind: K::Boolean, default: t(64, 69), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(120, 125) },
    OptionRow { section: S::Supervisord, name: N::Environment, kind: K::Environment, default: t(0, 0), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 2, since: t(24, 27) },
    OptionRow { section: S::Supervisord, name: N::Identifier, kind: K::String, default: t(125, 135), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::UnixHttpServer, name: N::File, kind: K::Path, default: t(0, 0), required: true, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::UnixHttpServer, name: N::Chmod, kind: K::Octal, default: t(135, 139), required: false, expansions: E::of(&[E::ENV]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::UnixHttpServer, name: N::Chown, kind: K::UserGroup, default: t(139, 156), required: false, expansions: E::of(&[E::ENV]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::UnixHttpServer, name: N::Username, kind: K::String, default: t(0, 0), required: false, expansions: E::of(&[E::ENV]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::UnixHttpServer, name: N::Password, kind: K::Password, default: t(0, 0), required: false, expansions: E::of(&[E::ENV]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::InetHttpServer, name: N::Port, kind: K::InetAddress, default: t(0, 0), required: true, expansions: E::of(&[E::ENV]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::InetHttpServer, name: N::Username, kind: K::String, default: t(0, 0), required: false, expansions: E::of(&[E::ENV]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::InetHttpServer, name: N::Password, kind: K::Password, default: t(0, 0), required: false, expansions: E::of(&[E::ENV]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Supervisorctl, name: N::Serverurl, kind: K::ServerUrl, default: t(156, 177), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Supervisorctl, name: N::Username, kind: K::String, default: t(0, 0), required: false, expansions: E::of(&[E::ENV]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Supervisorctl, name: N::Password, kind: K::String, default: t(0, 0), required: false, expansions: E::of(&[E::ENV]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Supervisorctl, name: N::Prompt, kind: K::String, default: t(125, 135), required: false, expansions: E::of(&[E::ENV]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Supervisorctl, name: N::HistoryFile, kind: K::Path, default: t(0, 0), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(177, 182) },
    OptionRow { section: S::Include, name: N::Files, kind: K::GlobList, default: t(0, 0), required: true, expansions: E::of(&[E::ENV, E::HERE, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Program, name: N::Command, kind: K::Command, default: t(0, 0), required: true, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Program, name: N::ProcessName, kind: K::ProcessName, default: t(182, 198), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Program, name: N::Numprocs, kind: K::Integer { min: i64::MIN, max: i64::MAX }, default: t(198, 199), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Program, name: N::NumprocsStart, kind: K::Integer { min: i64::MIN, max: i64::MAX }, default: t(199, 200), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(200, 205) },
    OptionRow { section: S::Program, name: N::Priority, kind: K::Integer { min: i64::MIN, max: i64::MAX }, default: t(205, 208), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Program, name: N::Autostart, kind: K::Boolean, default: t(208, 212), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Program, name: N::Autorestart, kind: K::Autorestart, default: t(212, 222), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Program, name: N::Startsecs, kind: K::Seconds, default: t(198, 199), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Program, name: N::Startretries, kind: K::Integer { min: i64::MIN, max: i64::MAX }, default: t(222, 223), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Program, name: N::Exitcodes, kind: K::ExitCodes, default: t(199, 200), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Program, name: N::Stopsignal, kind: K::Signal, default: t(223, 227), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Program, name: N::Stopwaitsecs, kind: K::Seconds, default: t(31, 33), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Program, name: N::Stopasgroup, kind: K::Boolean, default: t(64, 69), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(227, 232) },
    OptionRow { section: S::Program, name: N::Killasgroup, kind: K::Boolean, default: t(232, 252), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(252, 258) },
    OptionRow { section: S::Program, name: N::User, kind: K::User, default: t(258, 281), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Program, name: N::RedirectStderr, kind: K::Boolean, default: t(64, 69), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Program, name: N::Directory, kind: K::Directory, default: t(0, 0), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Program, name: N::Umask, kind: K::Octal, default: t(281, 295), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Program, name: N::Environment, kind: K::Environment, default: t(0, 0), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Program, name: N::Serverurl, kind: K::ServerUrlOrAuto, default: t(295, 299), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Program, name: N::StdoutLogfile, kind: K::Logfile, default: t(295, 299), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 2, since: t(24, 27) },
    OptionRow { section: S::Program, name: N::StdoutLogfileMaxbytes, kind: K::ByteSize, default: t(27, 31), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Program, name: N::StdoutLogfileBackups, kind: K::Integer { min: i64::MIN, max: i64::MAX }, default: t(31, 33), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Program, name: N::StdoutCaptureMaxbytes, kind: K::ByteSize, default: t(199, 200), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Program, name: N::StdoutEventsEnabled, kind: K::Boolean, default: t(64, 69), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(299, 304) },
    OptionRow { section: S::Program, name: N::StdoutSyslog, kind: K::Boolean, default: t(64, 69), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 1, since: t(304, 309) },
    OptionRow { section: S::Program, name: N::StderrLogfile, kind: K::Logfile, default: t(295, 299), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 2, since: t(24, 27) },
    OptionRow { section: S::Program, name: N::StderrLogfileMaxbytes, kind: K::ByteSize, default: t(27, 31), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Program, name: N::StderrLogfileBackups, kind: K::Integer { min: i64::MIN, max: i64::MAX }, default: t(31, 33), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Program, name: N::StderrCaptureMaxbytes, kind: K::ByteSize, default: t(199, 200), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::Program, name: N::StderrEventsEnabled, kind: K::Boolean, default: t(64, 69), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(299, 304) },
    OptionRow { section: S::Program, name: N::StderrSyslog, kind: K::Boolean, default: t(64, 69), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 1, since: t(304, 309) },
    OptionRow { section: S::FcgiProgram, name: N::Command, kind: K::Command, default: t(0, 0), required: true, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::FcgiProgram, name: N::ProcessName, kind: K::ProcessName, default: t(182, 198), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::FcgiProgram, name: N::Numprocs, kind: K::Integer { min: i64::MIN, max: i64::MAX }, default: t(198, 199), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::FcgiProgram, name: N::NumprocsStart, kind: K::Integer { min: i64::MIN, max: i64::MAX }, default: t(199, 200), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(200, 205) },
    OptionRow { section: S::FcgiProgram, name: N::Priority, kind: K::Integer { min: i64::MIN, max: i64::MAX }, default: t(205, 208), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::FcgiProgram, name: N::Autostart, kind: K::Boolean, default: t(208, 212), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::FcgiProgram, name: N::Autorestart, kind: K::Autorestart, default: t(212, 222), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::FcgiProgram, name: N::Startsecs, kind: K::Seconds, default: t(198, 199), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::FcgiProgram, name: N::Startretries, kind: K::Integer { min: i64::MIN, max: i64::MAX }, default: t(222, 223), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::FcgiProgram, name: N::Exitcodes, kind: K::ExitCodes, default: t(199, 200), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::FcgiProgram, name: N::Stopsignal, kind: K::Signal, default: t(223, 227), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::FcgiProgram, name: N::Stopwaitsecs, kind: K::Seconds, default: t(31, 33), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::FcgiProgram, name: N::Stopasgroup, kind: K::Boolean, default: t(64, 69), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(227, 232) },
    OptionRow { section: S::FcgiProgram, name: N::Killasgroup, kind: K::Boolean, default: t(232, 252), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(252, 258) },
    OptionRow { section: S::FcgiProgram, name: N::User, kind: K::User, default: t(258, 281), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::FcgiProgram, name: N::RedirectStderr, kind: K::Boolean, default: t(64, 69), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::FcgiProgram, name: N::Directory, kind: K::Directory, default: t(0, 0), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::FcgiProgram, name: N::Umask, kind: K::Octal, default: t(281, 295), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::FcgiProgram, name: N::Environment, kind: K::Environment, default: t(0, 0), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::FcgiProgram, name: N::Serverurl, kind: K::ServerUrlOrAuto, default: t(295, 299), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::FcgiProgram, name: N::StdoutLogfile, kind: K::Logfile, default: t(295, 299), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 2, since: t(24, 27) },
    OptionRow { section: S::FcgiProgram, name: N::StdoutLogfileMaxbytes, kind: K::ByteSize, default: t(27, 31), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::FcgiProgram, name: N::StdoutLogfileBackups, kind: K::Integer { min: i64::MIN, max: i64::MAX }, default: t(31, 33), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::FcgiProgram, name: N::StdoutCaptureMaxbytes, kind: K::ByteSize, default: t(199, 200), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::FcgiProgram, name: N::StdoutEventsEnabled, kind: K::Boolean, default: t(64, 69), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(299, 304) },
    OptionRow { section: S::FcgiProgram, name: N::StdoutSyslog, kind: K::Boolean, default: t(64, 69), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 1, since: t(304, 309) },
    OptionRow { section: S::FcgiProgram, name: N::StderrLogfile, kind: K::Logfile, default: t(295, 299), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 2, since: t(24, 27) },
    OptionRow { section: S::FcgiProgram, name: N::StderrLogfileMaxbytes, kind: K::ByteSize, default: t(27, 31), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::FcgiProgram, name: N::StderrLogfileBackups, kind: K::Integer { min: i64::MIN, max: i64::MAX }, default: t(31, 33), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::FcgiProgram, name: N::StderrCaptureMaxbytes, kind: K::ByteSize, default: t(199, 200), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::FcgiProgram, name: N::StderrEventsEnabled, kind: K::Boolean, default: t(64, 69), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(299, 304) },
    OptionRow { section: S::FcgiProgram, name: N::StderrSyslog, kind: K::Boolean, default: t(64, 69), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 1, since: t(304, 309) },
    OptionRow { section: S::FcgiProgram, name: N::Socket, kind: K::FcgiSocket, default: t(0, 0), required: true, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::FcgiProgram, name: N::SocketOwner, kind: K::UserGroup, default: t(309, 360), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(360, 365) },
    OptionRow { section: S::FcgiProgram, name: N::SocketMode, kind: K::Octal, default: t(135, 139), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(360, 365) },
    OptionRow { section: S::FcgiProgram, name: N::SocketBacklog, kind: K::Integer { min: 1, max: 65535 }, default: t(365, 374), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(374, 379) },
    OptionRow { section: S::EventListener, name: N::Command, kind: K::Command, default: t(0, 0), required: true, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::EventListener, name: N::ProcessName, kind: K::ProcessName, default: t(182, 198), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::EventListener, name: N::Numprocs, kind: K::Integer { min: i64::MIN, max: i64::MAX }, default: t(198, 199), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::EventListener, name: N::NumprocsStart, kind: K::Integer { min: i64::MIN, max: i64::MAX }, default: t(199, 200), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(200, 205) },
    OptionRow { section: S::EventListener, name: N::Priority, kind: K::Integer { min: i64::MIN, max: i64::MAX }, default: t(379, 381), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::EventListener, name: N::Autostart, kind: K::Boolean, default: t(208, 212), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::EventListener, name: N::Autorestart, kind: K::Autorestart, default: t(212, 222), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::EventListener, name: N::Startsecs, kind: K::Seconds, default: t(198, 199), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::EventListener, name: N::Startretries, kind: K::Integer { min: i64::MIN, max: i64::MAX }, default: t(222, 223), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::EventListener, name: N::Exitcodes, kind: K::ExitCodes, default: t(199, 200), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::EventListener, name: N::Stopsignal, kind: K::Signal, default: t(223, 227), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::EventListener, name: N::Stopwaitsecs, kind: K::Seconds, default: t(31, 33), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::EventListener, name: N::Stopasgroup, kind: K::Boolean, default: t(64, 69), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(227, 232) },
    OptionRow { section: S::EventListener, name: N::Killasgroup, kind: K::Boolean, default: t(232, 252), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(252, 258) },
    OptionRow { section: S::EventListener, name: N::User, kind: K::User, default: t(258, 281), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::EventListener, name: N::RedirectStderr, kind: K::Boolean, default: t(64, 69), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::EventListener, name: N::Directory, kind: K::Directory, default: t(0, 0), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::EventListener, name: N::Umask, kind: K::Octal, default: t(281, 295), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::EventListener, name: N::Environment, kind: K::Environment, default: t(0, 0), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::EventListener, name: N::Serverurl, kind: K::ServerUrlOrAuto, default: t(295, 299), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::EventListener, name: N::StdoutLogfile, kind: K::Logfile, default: t(295, 299), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 2, since: t(24, 27) },
    OptionRow { section: S::EventListener, name: N::StdoutLogfileMaxbytes, kind: K::ByteSize, default: t(27, 31), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::EventListener, name: N::StdoutLogfileBackups, kind: K::Integer { min: i64::MIN, max: i64::MAX }, default: t(31, 33), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::EventListener, name: N::StdoutCaptureMaxbytes, kind: K::ByteSize, default: t(199, 200), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::EventListener, name: N::StdoutEventsEnabled, kind: K::Boolean, default: t(64, 69), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(299, 304) },
    OptionRow { section: S::EventListener, name: N::StdoutSyslog, kind: K::Boolean, default: t(64, 69), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 1, since: t(304, 309) },
    OptionRow { section: S::EventListener, name: N::StderrLogfile, kind: K::Logfile, default: t(295, 299), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 2, since: t(24, 27) },
    OptionRow { section: S::EventListener, name: N::StderrLogfileMaxbytes, kind: K::ByteSize, default: t(27, 31), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::EventListener, name: N::StderrLogfileBackups, kind: K::Integer { min: i64::MIN, max: i64::MAX }, default: t(31, 33), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::EventListener, name: N::StderrCaptureMaxbytes, kind: K::ByteSize, default: t(199, 200), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::EventListener, name: N::StderrEventsEnabled, kind: K::Boolean, default: t(64, 69), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME]), passes: 1, since: t(299, 304) },
    OptionRow { section: S::EventListener, name: N::StderrSyslog, kind: K::Boolean, default: t(64, 69), required: false, expansions: E::of(&[E::ENV, E::HERE, E::PROGRAM_NAME, E::GROUP_NAME, E::HOST_NODE_NAME, E::PROCESS_NUM, E::NUMPROCS, E::OWN_ENVIRONMENT]), passes: 1, since: t(304, 309) },
    OptionRow { section: S::EventListener, name: N::Events, kind: K::EventList, default: t(0, 0), required: true, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(120, 125) },
    OptionRow { section: S::EventListener, name: N::BufferSize, kind: K::Integer { min: 1, max: i64::MAX }, default: t(31, 33), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::EventListener, name: N::ResultHandler, kind: K::ImportSpec, default: t(381, 419), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(200, 205) },
    OptionRow { section: S::Group, name: N::Programs, kind: K::ProgramList, default: t(0, 0), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(120, 125) },
    OptionRow { section: S::Group, name: N::Priority, kind: K::Integer { min: i64::MIN, max: i64::MAX }, default: t(205, 208), required: false, expansions: E::of(&[E::ENV, E::HERE]), passes: 1, since: t(120, 125) },
    OptionRow { section: S::RpcInterface, name: N::SupervisorRpcinterfaceFactory, kind: K::ImportSpec, default: t(0, 0), required: true, expansions: E::of(&[E::ENV]), passes: 1, since: t(24, 27) },
    OptionRow { section: S::CtlPlugin, name: N::SupervisorCtlFactory, kind: K::ImportSpec, default: t(0, 0), required: true, expansions: E::of(&[E::ENV]), passes: 1, since: t(24, 27) },
];

/// The number of each row plus one, by section and name; 0 for none.
pub(super) static INDEX: [[u8; 64]; 11] = [
    [0, 0, 0, 12, 0, 0, 0, 14, 16, 0, 0, 0, 0, 0, 17, 0, 1, 3, 2, 4, 9, 10, 11, 7, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 15, 0, 0, 6, 13, 0],
    [0, 0, 0, 0, 19, 20, 0, 0, 0, 0, 0, 18, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 22, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 21],
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 25, 0, 23, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 24],
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 30, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 28, 0, 0, 0, 0, 0, 29, 0, 0, 26, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 27],
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 31, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    [38, 37, 0, 0, 0, 0, 32, 48, 50, 0, 41, 0, 0, 0, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 34, 35, 0, 0, 0, 36, 33, 0, 0, 47, 0, 51, 0, 0, 0, 0, 0, 40, 39, 61, 62, 58, 60, 59, 63, 55, 56, 52, 54, 53, 57, 44, 42, 43, 0, 0, 0, 49, 46, 0],
    [70, 69, 0, 0, 0, 0, 64, 80, 82, 0, 73, 0, 0, 0, 0, 77, 0, 0, 0, 0, 0, 0, 0, 0, 66, 67, 0, 0, 0, 68, 65, 0, 0, 79, 0, 83, 0, 96, 99, 98, 97, 72, 71, 93, 94, 90, 92, 91, 95, 87, 88, 84, 86, 85, 89, 76, 74, 75, 0, 0, 0, 81, 78, 0],
    [106, 105, 133, 0, 0, 0, 100, 116, 118, 132, 109, 0, 0, 0, 0, 113, 0, 0, 0, 0, 0, 0, 0, 0, 102, 103, 0, 0, 0, 104, 101, 0, 0, 115, 134, 119, 0, 0, 0, 0, 0, 108, 107, 129, 130, 126, 128, 127, 131, 123, 124, 120, 122, 121, 125, 112, 110, 111, 0, 0, 0, 117, 114, 0],
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 136, 0, 135, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 137, 0, 0, 0],
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 138, 0, 0, 0, 0],
];

/// The texts of the table.
pub(super) static TEXT: &str = concat!(
    "supervisord.log (in cwd)",
    "3.0",
    "50MB",
    "10",
    "info",
    "supervisord.pid (in cwd)",
    "022",
    "false",
    "4.2.0",
    "1024",
    "200",
    "tempfile.gettempdir() (TMPDIR,/tmp,...)",
    "3.0a1",
    "supervisor",
    "0700",
    "-1:-1 (unchanged)",
    "http://localhost:9001",
    "3.0a5",
    "%(program_name)s",
    "1",
    "0",
    "3.0a4",
    "999",
    "true",
    "unexpected",
    "3",
    "TERM",
    "3.0b1",
    "value of stopasgroup",
    "3.0a11",
    "none (supervisord user)",
    "none (inherit)",
    "AUTO",
    "3.0a7",
    "4.0.0",
    "the program user if different from supervisord user",
    "3.0a8",
    "SOMAXCONN",
    "3.4.0",
    "-1",
    "supervisor.dispatchers:default_handler",
);

const fn t(start: u16, end: u16) -> TextRange {
    TextRange::new(start, end)
}

pub(super) static PLUGINS: [PluginOption; 5] = [
    PluginOption { section: "program:", name: "dependent_startup", plugin: "supervisord-dependent-startup" },
    PluginOption { section: "program:", name: "dependent_startup_wait_for", plugin: "supervisord-dependent-startup" },
    PluginOption { section: "program:", name: "dependent_startup_inherit_priority", plugin: "supervisord-dependent-startup" },
    PluginOption { section: "supvisors", name: "", plugin: "supvisors" },
    PluginOption { section: "supervisors", name: "", plugin: "supvisors" },
];
