//! Spells the texts of the model in unit syntax.

use std::borrow::Cow;

use crate::ir::{Expand, KnownBy, PartRef, Text};
use crate::systemd::kinds::exec::argument as exec_argument;
use crate::systemd::kinds::specifier;

/// Why a text cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unwritable {
    /// It needs a value that only supervisord knows: `ENV_NAME`.
    Unknown(String),
    /// It differs by instance in a way that no specifier expresses.
    PerInstance,
    /// It contains a variable where systemd expands none.
    Variable(String),
    /// It contains a byte that a unit cannot contain.
    Byte,
    /// systemd does not accept the value.
    Refused(String),
    /// It begins or ends with whitespace, which systemd strips.
    OuterWhitespace,
    /// It contains a newline where nothing can be escaped.
    Newline,
}

/// Where a text is used, which decides what is special in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    /// An argument of a command: `$` is special, variables can be used.
    Argument,
    /// A value in which only `%` is special.
    Value,
}

/// Escapes a text so that systemd reads it as intended. `instance` is the instance that is written, as its index and
/// its text; `None` for a template.
pub(super) fn write<'t>(
    text: &'t Text<'_>,
    syntax: Syntax,
    instance: Option<(usize, &str)>,
) -> Result<Cow<'t, [u8]>, Unwritable> {
    if let Some(bytes) = text.bytes() {
        return if memchr::memchr(0, bytes).is_some() {
            Err(Unwritable::Byte)
        } else {
            Ok(escape(bytes, syntax))
        };
    }
    let mut out = Vec::new();
    for part in text.parts() {
        match part {
            PartRef::Bytes(bytes) => {
                if bytes.contains(&0) {
                    return Err(Unwritable::Byte);
                }
                out.extend_from_slice(&escape(bytes, syntax));
            }
            PartRef::Instance => match instance {
                Some((_, own)) => out.extend_from_slice(&escape(own.as_bytes(), syntax)),
                None => out.extend_from_slice(b"%i"),
            },
            PartRef::PerInstance(texts) => {
                let own = instance.and_then(|(at, _)| texts.get(at)).ok_or(Unwritable::PerInstance)?;
                out.extend_from_slice(&escape(own.as_bytes(), syntax));
            }
            PartRef::Variable(name, expand) if syntax == Syntax::Argument => match expand {
                Expand::Joined => out.extend_from_slice(format!("${{{name}}}").as_bytes()),
                Expand::Split | Expand::ShellSplit => out.extend_from_slice(format!("${name}").as_bytes()),
            },
            PartRef::Variable(name, _) => return Err(Unwritable::Variable(name.to_owned())),
            PartRef::Unknown(unknown) => match (unknown.known_by, unknown.name.as_str()) {
                (KnownBy::Host, "host_node_name") => out.extend_from_slice(b"%H"),
                (KnownBy::Systemd, letter) => out.extend_from_slice(format!("%{letter}").as_bytes()),
                (_, name) => match name.strip_prefix("ENV_").filter(|_| syntax == Syntax::Argument) {
                    Some(variable) => match unknown.expand {
                        Expand::Joined => out.extend_from_slice(format!("${{{variable}}}").as_bytes()),
                        Expand::Split | Expand::ShellSplit => {
                            out.extend_from_slice(format!("${variable}").as_bytes());
                        }
                    },
                    None => return Err(Unwritable::Unknown(name.to_owned())),
                },
            },
        }
    }
    Ok(Cow::Owned(out))
}

fn escape(bytes: &[u8], syntax: Syntax) -> Cow<'_, [u8]> {
    match syntax {
        Syntax::Argument => exec_argument::escape(bytes),
        Syntax::Value => specifier::escape(bytes),
    }
}

/// A text for people as the value of `Description=`: `%` is doubled, and newlines and other control characters become
/// spaces.
pub(super) fn title(text: &str) -> String {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'%' | b'\\');
    if text.bytes().all(is_plain) {
        return text.to_owned();
    }
    let text = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    without_continuation(text.collect::<String>().replace('%', "%%")).into_owned()
}

/// Keeps a trailing backslash from continuing the line by appending a space, which systemd strips again. An even number
/// of backslashes does not continue a line (`config_parse()` in conf-parser.c).
pub(super) fn without_continuation<'v>(value: impl Into<Cow<'v, str>>) -> Cow<'v, str> {
    let value = value.into();
    if !value.ends_with('\\') {
        return value;
    }
    let backslashes = value.bytes().rev().take_while(|byte| *byte == b'\\').count();
    if backslashes % 2 == 1 { Cow::Owned(value.into_owned() + " ") } else { value }
}

/// The variables of supervisord's environment that a text needs.
pub(super) fn variables<'t>(text: &'t Text<'_>) -> impl Iterator<Item = &'t str> {
    text.unknowns()
        .filter(|unknown| unknown.known_by == KnownBy::Supervisord)
        .filter_map(|unknown| unknown.name.strip_prefix("ENV_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_backslash_does_not_join_the_next_line() {
        assert_eq!(without_continuation("a\\"), "a\\ ");
        assert_eq!(without_continuation("a\\\\"), "a\\\\");
    }

    #[test]
    fn a_title_stays_on_one_line_and_is_escaped() {
        assert_eq!(title("100%i\0\r\nb\\"), "100%%i   b\\ ");
    }
}
