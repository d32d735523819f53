//! `environment-empty-value`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags a variable in `environment` with nothing after its `=`.
    ///
    /// ## Why
    ///
    /// supervisord takes three words at a time from `environment`, a name, `=` and a value, and skips one more as the
    /// separator. An empty value must be written as `""`; without it the whole file is refused.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// environment=A=,B=2
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// environment=A="",B=2
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0: `Unexpected end of key/value pairs`.
    pub static ENVIRONMENT_EMPTY_VALUE = {
        name: "environment-empty-value",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Reader,
    }
}
