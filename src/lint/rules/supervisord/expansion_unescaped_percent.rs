//! `expansion-unescaped-percent`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags a literal `%` that is not doubled.
    ///
    /// ## Why
    ///
    /// supervisord expands nearly every value with Python's `%` operator. A literal `%` is written `%%`; in log files
    /// and in `[supervisord] environment`, which are expanded twice, `%%%%`. supervisord refuses the whole file.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/date +%Y
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/date +%%Y
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0: `is badly formatted: unsupported format character 'Y' (0x59)`; supervisor issues 291, 980, 986,
    /// 1441.
    pub static EXPANSION_UNESCAPED_PERCENT = {
        name: "expansion-unescaped-percent",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}
