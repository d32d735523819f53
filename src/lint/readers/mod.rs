//! Findings that are made while reading: lines that mean nothing, values that their reader refuses.

mod environment;
mod exec;
mod expanded;
mod expansion;
mod logs;
mod manager_message;
mod missing;
mod quick_check;
mod ranges;
mod refused_value;
mod signals;
mod specific_rules;
mod supervisord;
mod systemd;
pub(crate) mod unit_name_specifiers;
mod values;

pub(crate) use manager_message::{invalid_owner_message, manager_message as supervisord_message};
pub(crate) use missing::{MissingVariable, supervisord_missing_variables};
pub(crate) use refused_value::RefusedValue;
pub(crate) use supervisord::{
    supervisord_is_certainly_valid, supervisord_plugin_value, supervisord_reads, supervisord_syntax,
    supervisord_value,
};
pub(crate) use systemd::{sentence, systemd_syntax, systemd_value};
pub(crate) use values::accepts as supervisord_accepts;

/// The message about a conflict marker.
const CONFLICT: &str = "a merge conflict was left in the file";

/// Whether a line is one of the markers that git leaves around the two sides of a conflict.
fn is_conflict(line: &[u8]) -> bool {
    let mark = line.get(..7).unwrap_or_default();
    matches!(mark, b"<<<<<<<" | b"=======" | b">>>>>>>") && matches!(line.get(7), None | Some(b' '))
}
