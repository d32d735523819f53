//! `syntax-error`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags a line that means nothing to the manager.
    ///
    /// ## Why
    ///
    /// supervisord refuses the whole file for a line that is neither a header nor `name=value`, and for text before the
    /// first section. systemd refuses the unit for a broken header; it ignores any other such line, which is a warning
    /// here: a setting that somebody wrote is not in effect.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// autostart
    /// ```
    ///
    /// ```ini app.service
    /// [Service] # the daemon
    /// ExecStart=/bin/cat
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// autostart=true
    /// ```
    ///
    /// ```ini app.service
    /// # the daemon
    /// [Service]
    /// ExecStart=/bin/cat
    /// ```
    ///
    /// ## Source
    ///
    /// CPython's `configparser` (`Source contains parsing errors`, `File contains no section headers`); systemd's
    /// `conf-parser.c` (`Invalid section header`, `Missing '='`, `Assignment outside of section`).
    pub static SYNTAX_ERROR = {
        name: "syntax-error",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}
