//! `logfile-double-expansion`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags `%%` in an option that is expanded twice: `stdout_logfile`, `stderr_logfile`, and `environment` of
    /// `[supervisord]`.
    ///
    /// ## Why
    ///
    /// supervisord expands these values, and then once more. The first pass turns `%%` into one `%`, which the second
    /// reads as the start of an expansion: it refuses the whole file. A literal `%` is written `%%%%` there. From
    /// supervisor 4.4 on `environment` of `[supervisord]` is expanded once.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stdout_logfile=/tmp/a%%b.log
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stdout_logfile=/tmp/a%%%%b.log
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0: `Format string '/tmp/a%b.log' for 'stdout_logfile' is badly formatted`; supervisor issue 1441, pull
    /// request 1695.
    pub static LOGFILE_DOUBLE_EXPANSION = {
        name: "logfile-double-expansion",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}
