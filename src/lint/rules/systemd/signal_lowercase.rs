//! `signal-lowercase`

use crate::diagnostic::Level;
use crate::lint::mistake::{KnownMistake, Mistake};
use crate::lint::{Fixable, LooksAt};
use crate::rule;
use crate::systemd::directives::ValueKind;
use crate::systemd::kinds::signal;

rule! {
    /// Flags a signal in lower case, or under a name that only other systems have.
    ///
    /// ## Why
    ///
    /// systemd knows signals by their upper-case names, with or without `SIG`. It ignores the line, and the service is
    /// stopped with the default signal instead.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// KillSignal=sigint
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// KillSignal=SIGINT
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.kill(5), `KillSignal=`; `signal_from_string()`, `src/basic/signal-util.c`. Run on 252: `Failed to parse
    /// signal name, ignoring: sigint`.
    pub static SIGNAL_LOWERCASE = {
        name: "signal-lowercase",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}

/// The mistake that this rule reports.
pub(crate) const KNOWN: KnownMistake =
    KnownMistake::new(&SIGNAL_LOWERCASE, matches, "Signals are written in upper case.");

fn matches(mistake: &Mistake<'_>) -> bool {
    let word = mistake.word();
    let is_signal = matches!(mistake.row.kind, ValueKind::Signal | ValueKind::ExitStatusList);
    is_signal && (signal::parse(&word.to_ascii_uppercase()).is_ok() || matches!(word, "SIGCLD" | "SIGPOLL"))
}
