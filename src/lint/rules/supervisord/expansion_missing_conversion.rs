//! `expansion-missing-conversion`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags `%(name)` without a conversion letter behind it.
    ///
    /// ## Why
    ///
    /// supervisord expands nearly every value with Python's `%` operator. `%(process_num)` alone is an unfinished
    /// conversion, and the letter that follows by chance may be taken for one. supervisord refuses the whole file.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// numprocs=2
    /// process_name=w-%(process_num)
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// numprocs=2
    /// process_name=w-%(process_num)02d
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0: `is badly formatted: incomplete format`; supervisor issue 1195.
    pub static EXPANSION_MISSING_CONVERSION = {
        name: "expansion-missing-conversion",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Reader,
    }
}
