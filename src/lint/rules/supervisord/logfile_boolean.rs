//! `logfile-boolean`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags a program's log that is set to `false`, `true` or another boolean word.
    ///
    /// ## Why
    ///
    /// Of such words supervisord knows `NONE`, `OFF` and `AUTO`. Any other is a path: supervisord creates a file of
    /// that name in the directory that it was started in and writes the log there.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stdout_logfile=false
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stdout_logfile=NONE
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `datatypes.py`, `logfile_name`; run.
    pub static LOGFILE_BOOLEAN = {
        name: "logfile-boolean",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Reader,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn fixed(line: &str) -> Vec<Option<String>> {
        let found = supervisord(&LOGFILE_BOOLEAN, &format!("[program:a]\n{line}\n"));
        found
            .into_iter()
            .map(|found| found.fixed.map(|text| text.lines().nth(1).unwrap().to_owned()))
            .collect()
    }

    #[test]
    fn a_boolean_becomes_none_or_auto() {
        for (line, corrected) in [
            ("stdout_logfile = No  ; none", "stdout_logfile = NONE  ; none"),
            ("stderr_logfile=0", "stderr_logfile=NONE"),
            ("stderr_logfile=True", "stderr_logfile=AUTO"),
        ] {
            assert_eq!(fixed(line), [Some(corrected.to_owned())], "{line}");
        }
    }

    #[test]
    fn valid_values_and_paths_are_left_alone() {
        for line in [
            "stdout_logfile=off",
            "stdout_logfile=none",
            "stdout_logfile=AUTO",
            "stdout_logfile=./no",
            "stdout_syslog=no",
        ] {
            assert_eq!(fixed(line), [], "{line}");
        }
    }
}
