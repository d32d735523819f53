//! `size-unit-trap`

use crate::diagnostic::Level;
use crate::lint::mistake::{KnownMistake, Mistake, means_unlimited, number_and_unit};
use crate::lint::{Fixable, LooksAt};
use crate::rule;
use crate::systemd::directives::{DeviceValue, RlimitUnit, ValueKind};

rule! {
    /// Flags a size with a unit that systemd does not know: `512MB`, `512MiB`, `512m`.
    ///
    /// ## Why
    ///
    /// A unit is one upper-case letter, `K` to `E`, to base 1024. systemd ignores a line that it cannot read, so the
    /// memory limit that it sets does not apply.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// MemoryMax=512MB
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// MemoryMax=512M
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.resource-control(5), `MemoryMax=`; `parse_size()`, `src/basic/parse-util.c`. Run on 252: `Invalid memory
    /// limit '512MB', ignoring: Invalid argument`.
    pub static SIZE_UNIT_TRAP = {
        name: "size-unit-trap",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}

/// The mistake that this rule reports.
pub(crate) const KNOWN: KnownMistake = KnownMistake::new(
    &SIZE_UNIT_TRAP,
    matches,
    "The units are K, M, G, T, P and E, to base 1024; the word for no limit is infinity.",
);

fn matches(mistake: &Mistake<'_>) -> bool {
    let is_size = matches!(
        mistake.row.kind,
        ValueKind::Bytes
            | ValueKind::MemoryLimit
            | ValueKind::DiskQuota
            | ValueKind::Rlimit(RlimitUnit::Bytes)
            | ValueKind::Device(DeviceValue::Bytes)
    );
    let has_unit = |part: &str| {
        means_unlimited(part)
            || number_and_unit(part).is_some_and(|(_, unit)| {
                unit.trim_start().starts_with(|first: char| first.is_ascii_alphabetic())
            })
    };
    is_size && mistake.word().split(':').any(has_unit)
}
