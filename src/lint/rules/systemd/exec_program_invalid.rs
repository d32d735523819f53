//! `exec-program-invalid`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags a program name that no file can have: one that ends in a slash, or contains a quote, a backslash or a
    /// control character.
    ///
    /// ## Why
    ///
    /// systemd refuses the unit. Quotes around the whole path are fine, and are removed; quotes inside it are not.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// `config_parse_exec()`: `Executable path specifies a directory`, `Executable name contains special characters`.
    /// Run on 252.
    pub static EXEC_PROGRAM_INVALID = {
        name: "exec-program-invalid",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Reader,
    }
}
