//! `stopsignal-invalid`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags a `stopsignal` that is not a signal.
    ///
    /// ## Why
    ///
    /// supervisord refuses the whole file, and a `reread` changes nothing. Real-time signals cannot be written at all,
    /// except `RTMIN` and `RTMAX`.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stopsignal=RTMIN+3
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stopsignal=TERM
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `datatypes.py`, `signal_number`; the names and numbers of Python's `signal`.
    pub static STOPSIGNAL_INVALID = {
        name: "stopsignal-invalid",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Reader,
    }
}
