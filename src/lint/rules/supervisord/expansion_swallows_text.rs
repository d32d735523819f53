//! `expansion-swallows-text`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags `%(name)` without a conversion of its own, where Python finds one in the text after it:
    /// `%(process_num).log`.
    ///
    /// ## Why
    ///
    /// Python skips a dot, a minus or a space, which may come before a conversion, and uses the next letter that can be
    /// one. supervisord accepts the file, and a piece of the text is gone: `.log` is read as `.lo`, a number in octal
    /// digits, and leaves `0g`.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// process_name=w%(process_num).log
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// process_name=w%(process_num)s.log
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0; CPython, `unicode_format_arg_parse`.
    pub static EXPANSION_SWALLOWS_TEXT = {
        name: "expansion-swallows-text",
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
        let found = supervisord(&EXPANSION_SWALLOWS_TEXT, &format!("[program:a]\n{line}\n"));
        found
            .into_iter()
            .map(|found| found.fixed.map(|text| text.lines().nth(1).unwrap().to_owned()))
            .collect()
    }

    #[test]
    fn the_fix_restores_the_swallowed_text() {
        for (line, corrected) in [
            ("stdout_logfile=/x/%(program_name)-stdout.log", "stdout_logfile=/x/%(program_name)s-stdout.log"),
            ("stdout_logfile=%(here).sock", "stdout_logfile=%(here)s.sock"),
            ("command=/a %(program_name) start", "command=/a %(program_name)s start"),
            ("process_name=w%(process_num)-d", "process_name=w%(process_num)s-d"),
            ("environment=A=\"%(ENV_X)-a\"", "environment=A=\"%(ENV_X)s-a\""),
        ] {
            assert_eq!(fixed(line), [Some(corrected.to_owned())], "{line}");
        }
    }

    #[test]
    fn intended_flags_and_widths_are_left_alone() {
        for line in [
            "process_name=%(process_num)02d",
            "process_name=%(process_num)3d",
            "process_name=%(process_num)-3d",
            "process_name=%(process_num).3d",
            "process_name=%(process_num)+d",
            "process_name=%(process_num)#x",
            "process_name=%(program_name).3s",
            "process_name=%(program_name)s-%(process_num)s.log",
        ] {
            assert_eq!(fixed(line), [], "{line}");
        }
    }

    #[test]
    fn rejected_expansions_are_left_to_another_rule() {
        assert_eq!(fixed("stdout_logfile=/x/%(program_name).log"), []);
        assert_eq!(fixed("process_name=w%(process_num)-w"), []);
    }
}
