//! `expansion-missing-conversion`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags `%(name)` without a conversion letter after it.
    ///
    /// ## Why
    ///
    /// supervisord expands nearly every value with Python's `%` operator. `%(process_num)` alone is an unfinished
    /// conversion, and the letter that happens to follow may be read as one. supervisord refuses the whole file.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// numprocs=2
    /// process_name=w-%(process_num)
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// numprocs=2
    /// process_name=w-%(process_num)02d
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0: `is badly formatted: incomplete format`; supervisor issue 1195.
    pub static EXPANSION_MISSING_CONVERSION = {
        name: "expansion-missing-conversion",
        level: Level::Error,
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
        let text = format!("[program:a]\n{line}\n");
        let found = supervisord(&EXPANSION_MISSING_CONVERSION, &text);
        let line = |text: String| text.lines().nth(1).unwrap().to_owned();
        found.into_iter().map(|found| found.fixed.map(line)).collect()
    }

    #[test]
    fn text_that_python_reads_as_a_numeric_conversion_is_kept() {
        for (line, corrected) in [
            ("stdout_logfile=/tmp/%(program_name).log", "stdout_logfile=/tmp/%(program_name)s.log"),
            ("directory=%(here)etc", "directory=%(here)setc"),
            ("directory=/srv/%(program_name)data", "directory=/srv/%(program_name)sdata"),
            ("directory=%(ENV_HOME)/x", "directory=%(ENV_HOME)s/x"),
        ] {
            assert_eq!(fixed(line), [Some(corrected.to_owned())], "{line}");
        }
    }

    #[test]
    fn a_numeric_conversion_of_a_string_is_not_a_missing_conversion() {
        assert_eq!(fixed("directory=/tmp/%(program_name)d"), []);
        assert_eq!(fixed("directory=/tmp/%(program_name)02d/x"), []);
    }
}
