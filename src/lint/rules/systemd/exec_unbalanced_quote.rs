//! `exec-unbalanced-quote`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags a quote in a command that is never closed.
    ///
    /// ## Why
    ///
    /// systemd does not guess where the argument ends: it refuses the unit. An apostrophe counts as a quote, even
    /// inside a word (`it's`); written as `\'`, or in double quotes, it stands for itself.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/bin/echo it's up
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/bin/echo "it's up"
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.syntax(7), "Quoting"; `config_parse_exec()`: `Unbalanced quoting`. Run on 252.
    pub static EXEC_UNBALANCED_QUOTE = {
        name: "exec-unbalanced-quote",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Reader,
    }
}
