//! Settings that the model does not hold and that a person has to decide about.
//!
//! One law holds for them: what is reported as manual is written switched off, with a comment that says what is to be decided.
//! So the emitter and the verdicts ask the same function.

use super::index::{Numbers, natives};
use super::table::{self, Fate, MappingRow};
use super::{Direction, Written};
use crate::emission::Undecided;
use crate::ir::{Deployment, Native, NativeReason};

/// What is to be decided about each service before it may run, in file order.
#[must_use]
pub fn undecided(
    direction: Direction,
    written: &[Written<'_>],
    deployment: &Deployment<'_>,
) -> Vec<Undecided> {
    let numbers = Numbers::of(written);
    let natives = natives(deployment, written, &numbers);
    let decide = |setting: &Written<'_>| {
        let native = natives[numbers.get(setting.id)?]?;
        let row = table::row(direction, setting.table_section, setting.table_name)?;
        let service = native.service.filter(|_| is_manual(row, setting, native))?;
        Some(Undecided { service, what: format!("{}=: {}", setting.name, row.reason) })
    };
    written.iter().filter_map(decide).collect()
}

/// Whether a setting without a leaf is for a person: the table says so, it asks for something, and there is a service that
/// waits for the answer.
pub(super) fn is_manual(row: &MappingRow, setting: &Written<'_>, native: &Native) -> bool {
    let says_no = matches!(setting.value.trim(), "" | "no" | "n" | "false" | "f" | "off" | "0");
    row.fate == Fate::Manual
        && native.reason == NativeReason::Table
        && !says_no
        && (native.service.is_some() || setting.table_section == Some("eventlistener"))
}
