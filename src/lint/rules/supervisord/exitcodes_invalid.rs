//! `exitcodes-invalid`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags `exitcodes` that are not a comma-separated list of numbers from 0 to 255.
    ///
    /// ## Why
    ///
    /// supervisord refuses the whole file, and a `reread` changes nothing.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// exitcodes=0 2
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// exitcodes=0,2
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `datatypes.py`, `list_of_exitcodes`.
    pub static EXITCODES_INVALID = {
        name: "exitcodes-invalid",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}
