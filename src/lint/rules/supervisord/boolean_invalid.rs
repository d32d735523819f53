//! `boolean-invalid`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags a boolean other than `true`, `yes`, `on`, `1` and `false`, `no`, `off`, `0`.
    ///
    /// ## Why
    ///
    /// supervisord refuses the whole file, and a `reread` changes nothing. `y`, `enabled` and quoted values are not
    /// booleans.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// autostart=y
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// autostart=yes
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `datatypes.py`, `boolean`.
    pub static BOOLEAN_INVALID = {
        name: "boolean-invalid",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}
