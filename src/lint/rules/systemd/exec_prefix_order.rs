//! `exec-prefix-order`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags whitespace between the prefixes of a command and its program.
    ///
    /// ## Why
    ///
    /// What comes before the whitespace is the whole first word, and after its prefixes nothing is left of it. systemd
    /// ignores the line if one of the prefixes is `-`, and refuses the unit otherwise; a service that loses its only
    /// `ExecStart=` in this way is refused too.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=- /usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=-/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// `config_parse_exec()`: `Empty path in command line, ignoring`. Run on 252.
    pub static EXEC_PREFIX_ORDER = {
        name: "exec-prefix-order",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Reader,
    }
}
