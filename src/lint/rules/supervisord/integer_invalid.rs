//! `integer-invalid`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags a number that Python's `int()` rejects: with a unit, a fraction, or words.
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
    /// stopwaitsecs=10s
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stopwaitsecs=10
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `datatypes.py`, `integer`; CPython's `int()`.
    pub static INTEGER_INVALID = {
        name: "integer-invalid",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}
