//! Settings that the model does not hold and that a person has to decide about.
//!
//! One law holds for them: what is reported as manual is written switched off, with a comment that says what is to be decided.
//! So the emitter and the verdicts ask the same function.

use super::index::{Numbers, natives};
use super::table::{self, Fate, MappingRow};
use super::{Direction, Written};
use crate::emission::Undecided;
use crate::ir::{Deployment, Native, NativeReason};

/// So much of a value a comment quotes.
const LONGEST: usize = 120;

/// What is to be decided about each service before it may run, in file order; settings of one kind together.
#[must_use]
pub fn undecided(
    direction: Direction,
    written: &[Written<'_>],
    deployment: &Deployment<'_>,
) -> Vec<Undecided> {
    let numbers = Numbers::of(written);
    let natives = natives(deployment, written, &numbers);
    let mut settings: Vec<(usize, &'static str, String)> = Vec::new();
    for setting in written {
        let Some(native) = numbers.get(setting.id).and_then(|number| natives[number]) else { continue };
        let Some(row) = table::row(direction, setting.table_section, setting.table_name) else { continue };
        let Some(service) = native.service.filter(|_| is_manual(row, setting, native)) else { continue };
        let own = quoted(setting);
        // Those of one service stand together.
        let mut of_service = settings.iter_mut().rev().take_while(|(of, _, _)| *of == service);
        match of_service.find(|(_, reason, _)| *reason == row.reason) {
            Some((_, _, settings)) => {
                settings.push_str(", ");
                settings.push_str(&own);
            }
            None => settings.push((service, row.reason, own)),
        }
    }
    let decide = |(service, reason, settings)| Undecided { service, what: format!("{settings}: {reason}") };
    settings.into_iter().map(decide).collect()
}

/// The setting as it is written: nothing else of what is emitted holds its value. The secret of a credential is no comment.
fn quoted(setting: &Written<'_>) -> String {
    let value = setting.value.replace('\n', " ");
    let value = value.trim();
    if let Some("SetCredential" | "SetCredentialEncrypted") = setting.table_name {
        let name = value.split(':').next().unwrap_or_default();
        return format!("{}={name}:…", setting.name);
    }
    let mut quoted: String = value.chars().take(LONGEST).collect();
    if quoted.len() < value.len() {
        quoted.push('…');
    }
    format!("{}={quoted}", setting.name)
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
