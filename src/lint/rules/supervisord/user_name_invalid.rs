//! `user-name-invalid`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags a `user` that no system can have: empty, with a colon or a space, or a shell variable.
    ///
    /// ## Why
    ///
    /// supervisord refuses the whole file, and a `reread` changes nothing. Whether the machine has the user is not
    /// checked.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// user=root:root
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// user=root
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `datatypes.py`, `name_to_uid`: `Invalid user name root:root`.
    pub static USER_NAME_INVALID = {
        name: "user-name-invalid",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}
