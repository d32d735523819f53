//! `autorestart-invalid`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags an `autorestart` other than a boolean or `unexpected`.
    ///
    /// ## Why
    ///
    /// supervisord refuses the whole file, and a `reread` changes nothing. `always`, `on-failure` and `unless-stopped`
    /// belong to other managers.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// autorestart=always
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// autorestart=true
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `datatypes.py`, `auto_restart`.
    pub static AUTORESTART_INVALID = {
        name: "autorestart-invalid",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}
