//! Quick checks for what most values are, so that the parsers need not be called. A value that does not pass may still
//! be valid.

use crate::systemd::directives::{RlimitUnit, ShortTime, TimeUnit, ValueKind};
use crate::systemd::kinds::environment;
use crate::systemd::kinds::integer;
use crate::systemd::kinds::unit_name::{UnitName, UnitType};
use crate::systemd::kinds::user;
use crate::text::byte_set::ByteSet;

/// Whether a value is certainly valid, in every release.
pub(super) fn is_certainly_valid(kind: ValueKind, text: &str) -> bool {
    match kind {
        ValueKind::Bool => matches!(text, "yes" | "no" | "true" | "false" | "on" | "off" | "1" | "0"),
        ValueKind::Uint { min, max } => {
            integer::short_decimal(text).is_some_and(|number| (min..=max).contains(&number))
        }
        ValueKind::Int { min, max } => {
            integer::short_decimal(text).is_some_and(|number| (min..=max).contains(&i64::from(number)))
        }
        ValueKind::Timespan {
            unit: TimeUnit::Seconds,
            short: ShortTime::Plain | ShortTime::ZeroIsInfinity,
        }
        | ValueKind::Rlimit(RlimitUnit::Bytes | RlimitUnit::Count | RlimitUnit::Seconds) => {
            integer::short_decimal(text).is_some()
        }
        ValueKind::UserOrGroup => user::is_strict_name(text),
        ValueKind::UnitList(kind) => {
            UNITS.has_all(text.as_bytes())
                && text.split_ascii_whitespace().all(|word| is_loadable_unit(word, kind))
        }
        ValueKind::DirectoryList => {
            simple_words(text).is_some_and(|mut words| words.all(is_simple_directory))
        }
        ValueKind::Calendar => {
            matches!(text, "minutely" | "hourly" | "daily" | "weekly" | "monthly" | "quarterly" | "yearly")
        }
        ValueKind::PathList | ValueKind::PathListWithPrefixes => is_simple_path(text.as_bytes()),
        ValueKind::SetCredential { encrypted: false } => is_simple_credential(text.as_bytes()),
        ValueKind::Uris => simple_words(text).is_some_and(|mut words| words.all(is_simple_uri)),
        _ => false,
    }
}

/// The bytes of simple names.
static NAME: ByteSet = ByteSet::new(b"_-").with_alphanumeric();
/// The bytes of most paths.
static PATH: ByteSet = ByteSet::new(b"_-/.").with_alphanumeric();

/// Whether a text is an absolute path in which nothing could be a `..` component.
fn is_simple_path(text: &[u8]) -> bool {
    text.first() == Some(&b'/')
        && text.len() < 256
        && PATH.count_at_start(text) == text.len()
        && !text.windows(2).any(|pair| pair == b"..")
}

/// Whether a text is a simple name, a colon and a value without escapes.
fn is_simple_credential(text: &[u8]) -> bool {
    let name = NAME.count_at_start(text);
    matches!(name, 1..=64)
        && text.get(name) == Some(&b':')
        && text.len() > name + 1
        && memchr::memchr(b'\\', &text[name + 1..]).is_none()
}

/// The words of a text without quotes, escapes and specifiers. systemd does not treat a form feed as whitespace.
fn simple_words(text: &str) -> Option<impl Iterator<Item = &str>> {
    let is_plain = !text.bytes().any(|byte| matches!(byte, b'"' | b'\'' | b'\\' | b'%' | b'\x0c'));
    is_plain.then(|| text.split_ascii_whitespace())
}

/// Whether a text without specifiers is the name of a unit that can exist (of the given type, if any).
pub(super) fn is_loadable_unit(name: &str, kind: Option<UnitType>) -> bool {
    let is_of_type = |name: UnitName<'_>| kind.is_none_or(|kind| name.unit_type() == kind);
    UnitName::read(name).is_some_and(|name| name.is_loadable() && is_of_type(name))
}

/// The bytes of a list of unit names without quotes, escapes and specifiers.
static UNITS: ByteSet = ByteSet::new(b" \t:-_.@").with_alphanumeric();

/// The bytes that are literal in double quotes.
static IN_QUOTES: ByteSet = environment::PLAIN.with_range(b' ', b' ');

/// Whether a value of `Environment=` consists of assignments without escapes and specifiers, each either quoted as a
/// whole or not at all.
pub(super) fn is_simple_environment(text: &[u8]) -> bool {
    let mut rest = text;
    loop {
        rest = rest.trim_ascii_start();
        let Some(first) = rest.first() else { return true };
        let is_quoted = *first == b'"';
        let word = if is_quoted { &rest[1..] } else { rest };
        let equals = environment::NAME.count_at_start(word);
        if word.get(equals) != Some(&b'=') || equals == 0 || word[0].is_ascii_digit() {
            return false;
        }
        let value = &word[equals + 1..];
        let plain = if is_quoted { &IN_QUOTES } else { &environment::PLAIN };
        rest = &value[plain.count_at_start(value)..];
        let is_ended = match (is_quoted, rest.first()) {
            (false, None | Some(b' ' | b'\t')) => true,
            (true, Some(b'"')) => {
                rest = &rest[1..];
                matches!(rest.first(), None | Some(b' ' | b'\t'))
            }
            _ => false,
        };
        if !is_ended {
            return false;
        }
    }
}

fn is_simple_directory(word: &str) -> bool {
    let is_name_byte = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.');
    word.len() < 256
        && !word.starts_with(['/', 'p', '.'])
        && !word.contains("/.")
        && word.bytes().all(is_name_byte)
}

fn is_simple_uri(word: &str) -> bool {
    let rest = word.strip_prefix("man:").or_else(|| word.strip_prefix("https://"));
    rest.is_some_and(|rest| !rest.is_empty()) && word.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::systemd::kinds::environment;
    use crate::systemd::versions::Release;

    #[test]
    fn the_quick_check_accepts_plain_and_quoted_assignments() {
        for right in ["A=b", "A=b C=d", "\"A=b c\" D_1=/x:y", "A= B=", "A=b\t_C=d"] {
            assert!(is_simple_environment(right.as_bytes()), "{right}");
        }
        for open in ["A", "1A=b", "A=b\"c\"", "A='b'", "\"A=b", "\"A=b\"c", "A=%h", "A=b\\ c", "=b", "A-B=c"]
        {
            assert!(!is_simple_environment(open.as_bytes()), "{open}");
        }
    }

    proptest::proptest! {
        #[test]
        fn text_accepted_by_the_quick_check_has_no_error(text in "[AB1_ =\"'\\\\%\t/x-]{0,24}") {
            if is_simple_environment(text.as_bytes()) {
                let read = environment::parse(&text, Release::NEWEST);
                proptest::prop_assert!(read.errors.is_empty(), "{text:?}: {:?}", read.errors);
            }
        }
    }
}
