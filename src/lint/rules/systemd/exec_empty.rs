//! `exec-empty`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags a command without a program, or one with the prefix `@` but no name after the program.
    ///
    /// ## Why
    ///
    /// With `@`, the word after the program is the name that the program is given (`argv[0]`). Without that word, or
    /// with nothing but prefixes, there is nothing to run, and systemd refuses the unit.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=@/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=@/usr/bin/app app
    /// ```
    ///
    /// ## Source
    ///
    /// `config_parse_exec()`: `Empty path in command line`, `Empty executable name or zeroeth argument`. Run on 252.
    pub static EXEC_EMPTY = {
        name: "exec-empty",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Reader,
    }
}
