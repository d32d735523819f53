//! `limit-unlimited`

use crate::diagnostic::Level;
use crate::lint::mistake::{KnownMistake, Mistake, means_unlimited};
use crate::lint::{Fixable, LooksAt};
use crate::rule;
use crate::systemd::directives::ValueKind;

rule! {
    /// Flags a limit of `unlimited`, `max` or the like: systemd's word for no limit is `infinity`.
    ///
    /// ## Why
    ///
    /// `ulimit` and limits.conf say `unlimited`. systemd cannot read that word and ignores the line: the default
    /// applies, which is often far lower than what was asked for.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// LimitNPROC=unlimited
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// LimitNPROC=infinity
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), `LimitCPU=`; `rlimit_parse()`, `src/basic/rlimit-util.c`. Run on 252: `Failed to parse resource
    /// value, ignoring: unlimited`.
    pub static LIMIT_UNLIMITED = {
        name: "limit-unlimited",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}

/// The mistake that this rule reports.
pub(crate) const KNOWN: KnownMistake =
    KnownMistake::new(&LIMIT_UNLIMITED, matches, "The word for no limit is infinity.");

fn matches(mistake: &Mistake<'_>) -> bool {
    let is_limit =
        matches!(mistake.row.kind, ValueKind::Rlimit(_) | ValueKind::TasksMax | ValueKind::UintOrInfinity);
    is_limit && mistake.word().split(':').any(means_unlimited)
}
