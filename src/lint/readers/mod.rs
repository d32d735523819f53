//! Findings that are made while reading: lines that mean nothing, values that their reader refuses.

mod environment;
mod exec;
mod expanded;
mod expansion;
mod glance;
mod logs;
mod missing;
pub(crate) mod own_specifiers;
mod own_words;
mod ranges;
mod refused_value;
mod says;
mod signals;
mod supervisord;
mod systemd;
mod values;

pub(crate) use missing::supervisord_missing;
pub(crate) use refused_value::RefusedValue;
pub(crate) use says::{invalid_owner, says as supervisord_says};
pub(crate) use supervisord::{
    supervisord_is_right, supervisord_plugin_value, supervisord_reads, supervisord_syntax, supervisord_value,
};
pub(crate) use systemd::{sentence, systemd_syntax, systemd_value};
pub(crate) use values::takes as supervisord_takes;

/// The message about a conflict marker.
const CONFLICT: &str = "a merge conflict was left in the file";

/// Whether a line is one of the markers that git leaves around the two sides of a conflict.
fn is_conflict(line: &[u8]) -> bool {
    let mark = line.get(..7).unwrap_or_default();
    matches!(mark, b"<<<<<<<" | b"=======" | b">>>>>>>") && matches!(line.get(7), None | Some(b' '))
}
