//! `integer-out-of-range`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags a number of seconds, tries, bytes or backups below 0, and `numprocs` below 1.
    ///
    /// ## Why
    ///
    /// supervisord accepts any number, and none of these means "unlimited": `startretries=-1` gives up after the first
    /// try, `stopwaitsecs=-1` kills immediately, and with `numprocs=0` there is no process at all, only a group without
    /// members.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// numprocs=0
    /// process_name=w%(process_num)d
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// autostart=false
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `process.py`, `transition`, and `loggers.py`, `doRollover`; run.
    pub static INTEGER_OUT_OF_RANGE = {
        name: "integer-out-of-range",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Reader,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn found(lines: &str) -> Vec<String> {
        let found = supervisord(&INTEGER_OUT_OF_RANGE, &format!("[program:a]\ncommand=/a\n{lines}\n"));
        found.into_iter().map(|found| found.message).collect()
    }

    #[test]
    fn numbers_below_the_meaningful_minimum_are_flagged() {
        for (line, message) in [
            ("startretries=-1", "`startretries` is below 0"),
            ("stopwaitsecs = -5", "`stopwaitsecs` is below 0"),
            ("startsecs=-1", "`startsecs` is below 0"),
            ("stdout_logfile_maxbytes=-1MB", "`stdout_logfile_maxbytes` is below 0"),
            ("stderr_logfile_backups=-1", "`stderr_logfile_backups` is below 0"),
            ("numprocs=0", "`numprocs` is below 1"),
            ("numprocs=-2", "`numprocs` is below 1"),
            ("numprocs=00", "`numprocs` is below 1"),
        ] {
            assert_eq!(found(line), [message], "{line}");
        }
        assert_eq!(supervisord(&INTEGER_OUT_OF_RANGE, "[supervisord]\nlogfile_backups=-1\n").len(), 1);
    }

    #[test]
    fn meaningful_numbers_are_left_alone() {
        for lines in [
            "startretries=0",
            "stopwaitsecs=0",
            "startsecs=0",
            "stdout_logfile_maxbytes=0",
            "priority=-1",
            "numprocs_start=-1",
            "numprocs=1",
            "numprocs=%(ENV_COUNT)s",
            "startretries=-1\nstartretries=3",
        ] {
            assert_eq!(found(lines), [] as [&str; 0], "{lines}");
        }
    }
}
