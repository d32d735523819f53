//! `env-expansion-undefined`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags `%(ENV_NAME)s` where nothing is known to set NAME; one finding per file lists all names.
    ///
    /// ## Why
    ///
    /// supervisord expands nearly every value with Python's `%` operator. If a variable is not set when supervisord
    /// starts, it refuses the whole file. Give the values with `--env NAME=VALUE` or `--env-file`, and the rest is
    /// checked with them.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat %(ENV_SURELY_NOT_SET)s
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [supervisord]
    /// environment=SURELY_NOT_SET="1"
    /// [program:w]
    /// command=/bin/cat %(ENV_SURELY_NOT_SET)s
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0: `contains names ('ENV_SURELY_NOT_SET') which cannot be expanded`; supervisor issue 599.
    pub static ENV_EXPANSION_UNDEFINED = {
        name: "env-expansion-undefined",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Reader,
    }
}
