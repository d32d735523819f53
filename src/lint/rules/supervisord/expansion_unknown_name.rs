//! `expansion-unknown-name`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags `%(name)s` with a name that the option does not have.
    ///
    /// ## Why
    ///
    /// supervisord expands nearly every value with Python's `%` operator. Which names exist depends on the option:
    /// `process_num` exists only in `command`, `process_name`, `environment`, `directory` and the log files; variables
    /// of the environment start with `ENV_`. supervisord refuses the whole file.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// priority=%(process_num)d
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// priority=10
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0: `contains names ('process_num') which cannot be expanded`; supervisor issue 909.
    pub static EXPANSION_UNKNOWN_NAME = {
        name: "expansion-unknown-name",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}
