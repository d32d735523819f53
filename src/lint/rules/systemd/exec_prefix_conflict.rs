//! `exec-prefix-conflict`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags a command prefix that is given twice, contradicts another one, or is not yet known to the release: `+!`,
    /// `--`, `|` before 258.
    ///
    /// ## Why
    ///
    /// The second one is read as the first character of the program's name, and no program has such a name: systemd
    /// refuses the unit. A `|` is part of the name before 258, and the start fails.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=+!/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=+/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), table "Special executable prefixes"; `config_parse_exec()`. Run on 252 with `+!`, `!!!` and
    /// `--`.
    pub static EXEC_PREFIX_CONFLICT = {
        name: "exec-prefix-conflict",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Reader,
    }
}
