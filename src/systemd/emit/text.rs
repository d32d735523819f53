//! Texts of the model in a unit's spelling.

use std::borrow::Cow;

use crate::ir::{Expand, Owner, PartRef, Text};
use crate::systemd::{exec_argument, specifier};

/// Why a text cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unwritable {
    /// It needs a value that is only known to supervisord: `ENV_NAME`.
    Unknown(String),
    /// It holds the instance's number in a conversion that no specifier gives.
    Number,
    /// It holds a variable where systemd expands none.
    Variable(String),
    /// It holds a byte that no unit can hold.
    Byte,
}

/// Where a text stands: what is special there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// An argument of a command: `$` is special, variables can be used.
    Argument,
    /// A value in which only `%` is special.
    Value,
}

/// Writes a text so that systemd reads it as it is meant. `instance` is the text of the one instance that is written, none
/// for a template.
pub(super) fn write(text: &Text<'_>, place: Place, instance: Option<&str>) -> Result<Vec<u8>, Unwritable> {
    let mut out = Vec::new();
    for part in text.parts() {
        match part {
            PartRef::Bytes(bytes) => {
                if bytes.contains(&0) {
                    return Err(Unwritable::Byte);
                }
                out.extend_from_slice(&escape(bytes, place));
            }
            PartRef::Instance => match instance {
                Some(own) => out.extend_from_slice(&escape(own.as_bytes(), place)),
                None => out.extend_from_slice(b"%i"),
            },
            PartRef::InstanceNumber(conversion) => {
                let number = instance.and_then(|own| number_as(own, conversion)).ok_or(Unwritable::Number)?;
                out.extend_from_slice(number.as_bytes());
            }
            PartRef::Variable(name, expand) if place == Place::Argument => match expand {
                Expand::Joined => out.extend_from_slice(format!("${{{name}}}").as_bytes()),
                Expand::Split => out.extend_from_slice(format!("${name}").as_bytes()),
            },
            PartRef::Variable(name, _) => return Err(Unwritable::Variable(name.to_owned())),
            PartRef::Unknown(unknown) => match (unknown.owner, unknown.name.as_str()) {
                (Owner::Host, "host_node_name") => out.extend_from_slice(b"%H"),
                (Owner::Systemd, letter) => out.extend_from_slice(format!("%{letter}").as_bytes()),
                (_, name) => match name.strip_prefix("ENV_").filter(|_| place == Place::Argument) {
                    Some(variable) => out.extend_from_slice(format!("${{{variable}}}").as_bytes()),
                    None => return Err(Unwritable::Unknown(name.to_owned())),
                },
            },
        }
    }
    Ok(out)
}

fn escape(bytes: &[u8], place: Place) -> Cow<'_, [u8]> {
    match place {
        Place::Argument => exec_argument::escape(bytes),
        Place::Value => specifier::escape(bytes),
    }
}

/// The number of an instance, given as its text, in another of Python's conversions.
fn number_as(instance: &str, conversion: &str) -> Option<String> {
    let number: i64 = instance.trim().parse().ok()?;
    let format = format!("%(n){conversion}");
    let text = crate::printf::format(&format, number)?;
    Some(text)
}

/// The names of supervisord's environment that a text needs as variables.
pub(super) fn variables<'t>(text: &'t Text<'_>) -> impl Iterator<Item = &'t str> {
    text.unknowns()
        .filter(|unknown| unknown.owner == Owner::Supervisord)
        .filter_map(|unknown| unknown.name.strip_prefix("ENV_"))
}
