//! `expansion-bare-percent-s`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags `%s`, `%r` or `%a` without a name.
    ///
    /// ## Why
    ///
    /// supervisord expands nearly every value with Python's `%` operator. It accepts this one: Python puts all names
    /// and values in its place, and with them every variable of supervisord's environment, secrets included, onto a
    /// command line that any user can read.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/date +%s
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/date +%%s
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0.
    pub static EXPANSION_BARE_PERCENT_S = {
        name: "expansion-bare-percent-s",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Reader,
    }
}
