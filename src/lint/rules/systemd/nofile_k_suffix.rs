//! `nofile-k-suffix`

use crate::diagnostic::Level;
use crate::lint::mistake::{KnownMistake, Mistake, number_and_unit};
use crate::lint::{Fixable, LooksAt};
use crate::rule;
use crate::systemd::directives::{RlimitUnit, ValueKind};

rule! {
    /// Flags a suffix such as `K` after a limit that counts things: only sizes have suffixes.
    ///
    /// ## Why
    ///
    /// Numbers of files, processes or signals are plain numbers. systemd ignores the line, and the default limit
    /// applies.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// LimitNOFILE=64K
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// LimitNOFILE=65536
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), "Process Properties"; `rlim_parse_u64()`. Run on 252: `Failed to parse resource value, ignoring:
    /// 64K`.
    pub static NOFILE_K_SUFFIX = {
        name: "nofile-k-suffix",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}

/// The mistake that this rule reports.
pub(crate) const KNOWN: KnownMistake =
    KnownMistake::new(&NOFILE_K_SUFFIX, matches, "This limit counts things: write the number in full.");

fn matches(mistake: &Mistake<'_>) -> bool {
    let has_suffix = |part: &str| {
        number_and_unit(part).is_some_and(|(_, unit)| matches!(unit, "k" | "K" | "m" | "M" | "g" | "G"))
    };
    mistake.row.kind == ValueKind::Rlimit(RlimitUnit::Count) && mistake.word().split(':').any(has_suffix)
}
