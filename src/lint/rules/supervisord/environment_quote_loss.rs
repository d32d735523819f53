//! `environment-quote-loss`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags a value in `environment` that loses quotes at its ends, or keeps backslashes that were meant to escape
    /// something.
    ///
    /// ## Why
    ///
    /// Up to 4.3 supervisord strips all quotes from the ends of a value, not only the pair around it: of `'say "hi"'`
    /// only `say "hi` is left. And a backslash is a character like any other: the program gets `\"` where `"` was
    /// meant. From 4.4 on both work as in a shell, so the same line means something else after an upgrade.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// environment=A='say "hi"'
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// environment=A='say "hi" '
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor issues 328 and 1102; run with 4.3.0 and 4.4.0.dev0.
    pub static ENVIRONMENT_QUOTE_LOSS = {
        name: "environment-quote-loss",
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

    fn found(environment: &str) -> Vec<String> {
        let text = format!("[program:a]\ncommand=/a\nenvironment={environment}\n");
        supervisord(&ENVIRONMENT_QUOTE_LOSS, &text).into_iter().map(|found| found.text).collect()
    }

    #[test]
    fn quotes_at_the_ends_of_a_quoted_value_are_lost() {
        assert_eq!(found("A='say \"hi\"',B=1"), ["'say \"hi\"'"]);
        assert_eq!(found("B=1,A=\"'x'\""), ["\"'x'\""]);
        assert_eq!(found("A=--name=\"x\""), [] as [&str; 0], "rejected, left to another rule");
        assert_eq!(found("A=-n\"x\""), ["-n\"x\""]);
    }

    #[test]
    fn backslashes_do_not_escape() {
        assert_eq!(found(r#"A='{\"a\": 1}'"#), [r#"'{\"a\": 1}'"#]);
        assert_eq!(found(r#"A="it\'s",B="C:\\x""#), [r#""it\'s""#, r#""C:\\x""#]);
    }

    #[test]
    fn a_value_that_is_read_verbatim_is_left_alone() {
        for environment in [
            "A='say \"hi\" '",
            "A='{\"a\": 1}'",
            r#"A="C:\temp\new",B=1"#,
            r#"A="C:\temp\",B=1"#,
            r"A='a\\b'",
            "A=\"\",B=''",
        ] {
            assert_eq!(found(environment), [] as [&str; 0], "{environment}");
        }
    }
}
