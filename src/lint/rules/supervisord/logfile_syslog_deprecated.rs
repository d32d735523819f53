//! `logfile-syslog-deprecated`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags a program's log that is set to `syslog`.
    ///
    /// ## Why
    ///
    /// supervisord warns about it at each start and says that it will be removed: then the log is a file named
    /// `syslog`. Since 4.0 there is `…_syslog=true`, which also writes to the log file unless that is `NONE`.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stdout_logfile=syslog
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stdout_logfile=NONE
    /// stdout_syslog=true
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `options.py`, `_processes_from_section`, which does the same as the fix.
    pub static LOGFILE_SYSLOG_DEPRECATED = {
        name: "logfile-syslog-deprecated",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn found(lines: &str) -> Vec<Found> {
        supervisord(&LOGFILE_SYSLOG_DEPRECATED, &format!("[program:a]\n{lines}"))
    }

    #[test]
    fn the_fix_sets_the_syslog_option() {
        let lines = "stdout_logfile = Syslog ; c\nuser=a\n";
        let fixed = "[program:a]\nstdout_logfile = NONE ; c\nstdout_syslog = true\nuser=a\n";
        assert_eq!(found(lines)[0].fixed.as_deref(), Some(fixed));
    }

    #[test]
    fn an_existing_syslog_option_is_not_duplicated() {
        let fixed = "[program:a]\nstderr_syslog=yes\nstderr_logfile=NONE\n";
        assert_eq!(found("stderr_syslog=yes\nstderr_logfile=syslog\n")[0].fixed.as_deref(), Some(fixed));
        assert_eq!(found("stderr_syslog=false\nstderr_logfile=syslog\n")[0].fixed, None);
    }

    #[test]
    fn paths_and_the_supervisord_log_are_left_alone() {
        assert!(found("stdout_logfile=/var/log/syslog\nstderr_logfile=./syslog\n").is_empty());
        assert!(supervisord(&LOGFILE_SYSLOG_DEPRECATED, "[supervisord]\nlogfile=syslog\n").is_empty());
    }
}
