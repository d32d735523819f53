//! `environment-value-truncated`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags text in `environment` that supervisord silently drops.
    ///
    /// ## Why
    ///
    /// supervisord takes three words at a time from `environment`, a name, `=` and a value, and skips one more as the
    /// separator. What it skips is not checked: `A=hello world` sets `A` to `hello`, and everything after an unquoted
    /// `#` is a comment.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// environment=A=hello world
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// environment=A="hello world"
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0 (about 75 values).
    pub static ENVIRONMENT_VALUE_TRUNCATED = {
        name: "environment-value-truncated",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}
