//! A BPF program in the file system: `config_parse_bpf_foreign_program()` of systemd's `load-fragment.c`; the attach
//! types are from `bpf_cgroup_attach_type_table` of its `cgroup.c` (252).

use super::fields::{Fields, SplitOptions};
use super::path::{self, OnError};
use super::specifier::{self, Table};
use crate::systemd::versions::Release;
use crate::value::ValueError;

/// The attach types of programs.
pub const ATTACH_TYPES: [&str; 18] = [
    "ingress",
    "egress",
    "sock_create",
    "sock_ops",
    "device",
    "bind4",
    "bind6",
    "connect4",
    "connect6",
    "post_bind4",
    "post_bind6",
    "sendmsg4",
    "sendmsg6",
    "sysctl",
    "recvmsg4",
    "recvmsg6",
    "getsockopt",
    "setsockopt",
];

const COLON: SplitOptions =
    SplitOptions { separators: b":", coalesce: true, unquote: false, c_escapes: false };
const EXPECTED: &str = "an attach type, a colon and an absolute path";

/// Parses a value of `BPFProgram=`, `TYPE:PATH`. Only the first colon is a separator: the path may contain further
/// ones, and spaces.
///
/// # Errors
/// The type is unknown, or the path is not absolute: systemd ignores the line.
pub fn parse(text: &str, release: Release) -> Result<(), ValueError> {
    let whole = |message: String, expected| Err(ValueError::whole(text, message, expected));
    let mut fields = Fields::new(text);
    let Ok(attach) = fields.next(&COLON) else {
        return whole(format!("Failed to parse foreign BPF program, ignoring: {text}"), EXPECTED);
    };
    let Some(attach) = attach.filter(|_| !fields.rest().is_empty()) else {
        return whole(format!("Invalid syntax in BPFProgram=, ignoring: {text}"), EXPECTED);
    };
    if !ATTACH_TYPES.contains(&attach.text.as_str()) {
        let message = format!("Unknown BPF attach type={}, ignoring: {text}", attach.text);
        return Err(ValueError::at(attach.span, message, "egress, ingress, or another attach type"));
    }
    let (program, at) = (fields.rest(), fields.offset());
    if let Some((_, slot)) = Table::Full.first_unknown(program.as_bytes(), release) {
        let message = format!("Failed to resolve unit specifiers in '{program}', ignoring: {text}");
        return Err(ValueError::at(slot.shifted(at), message, specifier::EXPECTED));
    }
    path::absolute("BPFProgram", program, at, OnError::Ignore).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn message(text: &str) -> String {
        parse(text, Release(252)).err().map(|error| error.message).unwrap_or_default()
    }

    #[test]
    fn attach_type_and_path_are_checked() {
        for right in ["egress:/b", ":egress::/b", "eg\\ress:/b c:d", "sysctl:%h/b"] {
            assert_eq!(message(right), "", "{right}");
        }
        for bare in ["x", ":", "egress:", "egress"] {
            assert_eq!(message(bare), format!("Invalid syntax in BPFProgram=, ignoring: {bare}"));
        }
        assert_eq!(message("a:/b"), "Unknown BPF attach type=a, ignoring: a:/b");
        assert_eq!(message("Egress:/b"), "Unknown BPF attach type=Egress, ignoring: Egress:/b");
        assert_eq!(message("egress:b"), "BPFProgram= path is not absolute, ignoring: b");
        assert_eq!(message("a\\"), "Failed to parse foreign BPF program, ignoring: a\\");
    }

    #[test]
    fn the_message_of_a_specifier_shows_the_value_in_place_of_the_reason() {
        let error = parse("egress:/%Z", Release(252)).unwrap_err();
        assert_eq!(error.message, "Failed to resolve unit specifiers in '/%Z', ignoring: egress:/%Z");
        assert_eq!(error.span, Span::new(8, 10));
    }
}
