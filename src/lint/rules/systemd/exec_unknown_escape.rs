//! `exec-unknown-escape`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags a backslash in a command that does not start an escape sequence.
    ///
    /// ## Why
    ///
    /// Escapes are decoded inside and outside quotes: `\n`, `\t`, `\x41` and the others of C, and `\s` for a space.
    /// systemd logs that it does not know the sequence and keeps it literally, backslash included. A backslash that is
    /// meant must be doubled; what a shell reads as an escaped space or dollar sign is not an escape here.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/bin/echo a\.b
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/bin/echo a\\.b
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.syntax(7); `extract_first_word_and_warn()`: `Ignoring unknown escape sequences`. Run on 252.
    pub static EXEC_UNKNOWN_ESCAPE = {
        name: "exec-unknown-escape",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}
