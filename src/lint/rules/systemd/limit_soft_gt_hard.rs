//! `limit-soft-gt-hard`

use crate::diagnostic::Level;
use crate::lint::mistake::{KnownMistake, Mistake};
use crate::lint::{Fixable, LooksAt};
use crate::rule;
use crate::systemd::directives::ValueKind;

rule! {
    /// Flags a soft limit that is higher than its hard limit.
    ///
    /// ## Why
    ///
    /// The soft limit comes before the colon, and no process can have one above the hard limit. systemd ignores the
    /// line, and neither of the two applies.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// LimitNOFILE=2000:1000
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// LimitNOFILE=1000:2000
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), "Process Properties"; `rlimit_parse()`: `Soft resource limit chosen higher than hard limit,
    /// ignoring`. Run on 252.
    pub static LIMIT_SOFT_GT_HARD = {
        name: "limit-soft-gt-hard",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}

/// The mistake that this rule reports.
pub(crate) const KNOWN: KnownMistake =
    KnownMistake::new(&LIMIT_SOFT_GT_HARD, matches, "The soft limit comes before the colon.");

fn matches(mistake: &Mistake<'_>) -> bool {
    let is_limit = matches!(mistake.row.kind, ValueKind::Rlimit(_));
    is_limit && mistake.refused.error.message.starts_with("Soft resource limit")
}
