//! `octal-invalid`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags a mode or a umask that is not an octal number.
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
    /// umask=8
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// umask=022
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `datatypes.py`, `octal_type`: `8 can not be converted to an octal type`.
    pub static OCTAL_INVALID = {
        name: "octal-invalid",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}
