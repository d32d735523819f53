//! `expansion-malformed`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags a value that Python's `%` operator rejects for another reason: an unclosed `%(`, a conversion that does
    /// not fit.
    ///
    /// ## Why
    ///
    /// supervisord expands nearly every value with Python's `%` operator, and refuses the whole file if that fails.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// directory=/srv/%(program_name
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// directory=/srv/%(program_name)s
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0; CPython's `unicodeobject.c`.
    pub static EXPANSION_MALFORMED = {
        name: "expansion-malformed",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}
