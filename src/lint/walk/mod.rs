//! The walks over a supervisord configuration and over units. Each calls the rules for what concerns them.

mod supervisord;
mod systemd;

pub use supervisord::{check_supervisord, lint_supervisord};
pub use systemd::{UnitLinter, check_units, lint_units};

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;

/// Removes findings that repeat an earlier one: same rule, same message, same place.
pub(in crate::lint) fn dedup(findings: &mut Vec<Diagnostic>) {
    let mut seen = BTreeSet::new();
    findings
        .retain(|finding| seen.insert((finding.file, finding.span, finding.rule, finding.message.clone())));
}
