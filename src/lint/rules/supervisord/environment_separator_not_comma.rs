//! `environment-separator-not-comma`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags `;` or `|` between two variables in `environment`.
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
