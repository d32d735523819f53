//! `byte-size-suffix`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags a size with a suffix other than `KB`, `MB` and `GB`.
    ///
    /// ## Why
    ///
    /// supervisord refuses the whole file, and at a `reread` leaves everything as it was. Other programs take `50M`,
    /// and configurations travel.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stdout_logfile_maxbytes=50M
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stdout_logfile_maxbytes=50MB
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `datatypes.py`, `byte_size`.
    pub static BYTE_SIZE_SUFFIX = {
        name: "byte-size-suffix",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Reader,
    }
}
