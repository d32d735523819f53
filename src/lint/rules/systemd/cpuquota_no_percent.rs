//! `cpuquota-no-percent`

use crate::diagnostic::Level;
use crate::lint::mistake::{KnownMistake, Mistake, number_and_unit};
use crate::lint::{Fixable, LooksAt};
use crate::rule;
use crate::systemd::directives::ValueKind;

rule! {
    /// Flags a percentage without its `%`.
    ///
    /// ## Why
    ///
    /// `CPUQuota=50` is not a valid value: systemd ignores the line, and nothing is limited. 100% is one CPU; more than
    /// that is more than one.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// CPUQuota=50
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// CPUQuota=50%
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.resource-control(5), `CPUQuota=`; `parse_permyriad_unbounded()`. Run on 252: `Invalid CPU quota '50',
    /// ignoring.`
    pub static CPUQUOTA_NO_PERCENT = {
        name: "cpuquota-no-percent",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}

/// The mistake that this rule reports.
pub(crate) const KNOWN: KnownMistake =
    KnownMistake::new(&CPUQUOTA_NO_PERCENT, matches, "A percentage needs its % sign.");

fn matches(mistake: &Mistake<'_>) -> bool {
    let is_percentage = matches!(mistake.row.kind, ValueKind::Percent | ValueKind::Permyriad);
    is_percentage && number_and_unit(mistake.word()).is_some_and(|(_, unit)| unit.is_empty())
}
