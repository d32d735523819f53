//! `loglevel-invalid`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags a log level that supervisord does not know, such as `warning`.
    ///
    /// ## Why
    ///
    /// supervisord refuses the whole file, and a `reread` changes nothing.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [supervisord]
    /// loglevel=warning
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [supervisord]
    /// loglevel=warn
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `datatypes.py`, `logging_level`: `bad logging level name 'warning'`.
    pub static LOGLEVEL_INVALID = {
        name: "loglevel-invalid",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}
