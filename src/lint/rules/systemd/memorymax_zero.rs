//! `memorymax-zero`

use crate::diagnostic::Level;
use crate::lint::mistake::{KnownMistake, Mistake};
use crate::lint::{Fixable, LooksAt};
use crate::rule;
use crate::systemd::directives::ValueKind;

rule! {
    /// Flags a memory limit of 0.
    ///
    /// ## Why
    ///
    /// No process can run with no memory, so systemd rejects the value: it ignores the line, and there is no limit at
    /// all.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// MemoryMax=0
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// MemoryMax=64M
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.resource-control(5), `MemoryMax=`; `config_parse_memory_limit()`. Run on 252: `Memory limit '0' out of
    /// range, ignoring.`
    pub static MEMORYMAX_ZERO = {
        name: "memorymax-zero",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Reader,
    }
}

/// The mistake that this rule reports.
pub(crate) const KNOWN: KnownMistake = KnownMistake::new(
    &MEMORYMAX_ZERO,
    matches,
    "There is no limit then. Remove the line, or set one that a program can live with.",
);

fn matches(mistake: &Mistake<'_>) -> bool {
    mistake.row.kind == ValueKind::MemoryLimit
        && mistake.refused.error.message.contains("out of range")
        && mistake.word().starts_with('0')
}
