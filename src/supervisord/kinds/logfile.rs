//! `stdout_logfile=`, `stderr_logfile=` and `logfile=`: where output goes (`supervisor.datatypes.logfile_name`).
//!
//! Whether the directory of a path exists, which supervisord checks while it loads the file, is not known here.

/// The destination of a stream of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LogFile<'a> {
    /// Nowhere: `NONE` or `OFF`, in any case.
    None,
    /// A file in `childlogdir=` that supervisord names, and removes at its next start: `AUTO`.
    Auto,
    /// The system log: `syslog`, in any case. Deprecated in favour of `stdout_syslog=true`.
    Syslog,
    /// A file. A leading `~` is the home of the user who starts supervisord; an empty path is no file.
    Path(&'a str),
}

/// Parses the log file of a program. `false`, `no` and `"/quoted"` are file names.
#[must_use]
pub fn parse(text: &str) -> LogFile<'_> {
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    if is("none") || is("off") {
        LogFile::None
    } else if is("auto") {
        LogFile::Auto
    } else if is("syslog") {
        LogFile::Syslog
    } else {
        LogFile::Path(text)
    }
}

/// Parses `logfile=` of `[supervisord]`: everything but the lower-case word `syslog` is a path, even `NONE` and `AUTO`
/// (`supervisor.options`, not `logfile_name`).
#[must_use]
pub fn parse_daemon(text: &str) -> LogFile<'_> {
    if text == "syslog" { LogFile::Syslog } else { LogFile::Path(text) }
}

/// A path that is not a regular file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Device {
    /// The standard output of supervisord, or of process 1, which supervisord is in a container.
    Stdout,
    /// The standard error of supervisord, or of process 1.
    Stderr,
    /// Another open file descriptor of supervisord or of process 1.
    Descriptor(u32),
    /// `/dev/null`. Unlike the others it can be rotated.
    Null,
    /// `/dev/console` or a terminal.
    Terminal,
}

/// The special file that a path denotes, judging by its name alone. None of them except [`Device::Null`] can be
/// rotated: with `*_logfile_maxbytes` other than 0 each write fails (`Illegal seek`).
#[must_use]
pub fn device(path: &str) -> Option<Device> {
    match path {
        "/dev/null" => return Some(Device::Null),
        "/dev/stdin" => return Some(Device::Descriptor(0)),
        "/dev/stdout" => return Some(Device::Stdout),
        "/dev/stderr" => return Some(Device::Stderr),
        "/dev/console" => return Some(Device::Terminal),
        _ => {}
    }
    if path.starts_with("/dev/tty") || path.starts_with("/dev/pts/") {
        return Some(Device::Terminal);
    }
    let number =
        ["/dev/fd/", "/proc/self/fd/", "/proc/1/fd/"].iter().find_map(|dir| path.strip_prefix(dir))?;
    match number {
        "1" => Some(Device::Stdout),
        "2" => Some(Device::Stderr),
        // `parse` alone would accept a sign.
        digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            digits.parse().ok().map(Device::Descriptor)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_values_in_any_case_are_not_paths() {
        for text in ["NONE", "none", "None", "off", "OFF"] {
            assert_eq!(parse(text), LogFile::None);
        }
        assert_eq!(parse("AUTO"), LogFile::Auto);
        assert_eq!(parse("auto"), LogFile::Auto);
        assert_eq!(parse("syslog"), LogFile::Syslog);
        assert_eq!(parse("SYSLOG"), LogFile::Syslog);
    }

    #[test]
    fn everything_else_is_a_path() {
        for text in
            ["/tmp/x.log", "x.log", "", "/tmp/", "false", "no", "\"/tmp/x\"", "~/x.log", "none ", "/dev/null"]
        {
            assert_eq!(parse(text), LogFile::Path(text));
        }
    }

    #[test]
    fn the_supervisord_log_accepts_only_lower_case_syslog() {
        assert_eq!(parse_daemon("syslog"), LogFile::Syslog);
        for text in ["SYSLOG", "NONE", "AUTO", "/tmp/x.log", ""] {
            assert_eq!(parse_daemon(text), LogFile::Path(text));
        }
    }

    #[test]
    fn devices_are_recognized_by_path() {
        for (path, expected) in [
            ("/dev/stdout", Some(Device::Stdout)),
            ("/dev/fd/1", Some(Device::Stdout)),
            ("/proc/self/fd/1", Some(Device::Stdout)),
            ("/proc/1/fd/1", Some(Device::Stdout)),
            ("/dev/stderr", Some(Device::Stderr)),
            ("/proc/1/fd/2", Some(Device::Stderr)),
            ("/dev/fd/3", Some(Device::Descriptor(3))),
            ("/dev/stdin", Some(Device::Descriptor(0))),
            ("/dev/null", Some(Device::Null)),
            ("/dev/tty1", Some(Device::Terminal)),
            ("/dev/console", Some(Device::Terminal)),
            ("/dev/fd/+1", None),
            ("/dev/fd/", None),
            ("/dev/fd/1.log", None),
            ("/var/log/stdout", None),
            ("/dev/shm/x.log", None),
        ] {
            assert_eq!(device(path), expected, "{path}");
        }
    }
}
