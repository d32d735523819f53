//! `environment-separator-not-comma`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags `;` or `|` between two variables in `environment`, or after the last one.
    ///
    /// ## Why
    ///
    /// supervisord skips one word after each value without looking at it, so these work by chance. The next release may
    /// look, and a second one next to it (`; ,`) makes it refuse the whole file today.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// environment=A=1;B=2
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// environment=A=1,B=2
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `datatypes.py`, `dict_of_key_value_pairs`; run.
    pub static ENVIRONMENT_SEPARATOR_NOT_COMMA = {
        name: "environment-separator-not-comma",
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

    #[test]
    fn a_separator_after_the_last_variable_is_removed() {
        let with = |value: &str| format!("[program:w]\ncommand=/bin/cat\nenvironment={value}\n");
        for (written, fixed) in [("A=1, B=2;", "A=1, B=2"), ("A=1;B=2", "A=1,B=2"), ("A=\"1\"|", "A=\"1\"")] {
            let found = supervisord(&ENVIRONMENT_SEPARATOR_NOT_COMMA, &with(written));
            assert_eq!(found[0].fixed.as_deref(), Some(&*with(fixed)), "{}", found[0].message);
        }
        assert!(supervisord(&ENVIRONMENT_SEPARATOR_NOT_COMMA, &with("A=1,B=2,")).is_empty());
    }
}
