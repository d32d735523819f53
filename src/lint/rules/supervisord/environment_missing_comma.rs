//! `environment-missing-comma`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags two variables in `environment` without a comma between them.
    ///
    /// ## Why
    ///
    /// supervisord takes three words at a time from `environment`, a name, `=` and a value, and skips one more as the
    /// separator. Where they do not come out even, it refuses the whole file.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// environment=A="1" B="2"
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// environment=A="1",B="2"
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0: `Unexpected end of key/value pairs`; supervisor issue 1123.
    pub static ENVIRONMENT_MISSING_COMMA = {
        name: "environment-missing-comma",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Reader,
    }
}
