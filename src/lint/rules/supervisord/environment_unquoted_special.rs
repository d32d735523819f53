//! `environment-unquoted-special`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags an `environment` whose words do not come out as names, `=` and values, mostly because of a character that
    /// needs quotes.
    ///
    /// ## Why
    ///
    /// supervisord takes three words at a time from `environment`, a name, `=` and a value, and skips one more as the
    /// separator. Outside quotes only letters, digits and `_/.+-():` belong to a word; `@`, `=`, `$`, `{` and others
    /// are words of their own.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// environment=A=a@b,B=1
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// environment=A="a@b",B=1
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0; supervisor issues 779 and 247.
    pub static ENVIRONMENT_UNQUOTED_SPECIAL = {
        name: "environment-unquoted-special",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}
