//! A quick check that most values of supervisord options pass, so that the readers need not parse them. When in doubt,
//! it leaves the value to the reader.

use super::environment;
use crate::supervisord::options::OptionKind;

/// Whether a value is certainly right.
pub(super) fn is_certainly_valid(kind: OptionKind, text: &[u8]) -> bool {
    match kind {
        OptionKind::Boolean => {
            matches!(text, b"true" | b"false" | b"yes" | b"no" | b"on" | b"off" | b"1" | b"0")
        }
        OptionKind::Autorestart => matches!(text, b"true" | b"false" | b"unexpected"),
        OptionKind::Integer { min, max } => number(text).is_some_and(|number| (min..=max).contains(&number)),
        OptionKind::Seconds => number(text).is_some(),
        OptionKind::ByteSize => {
            let suffixes = [b"KB", b"MB", b"GB"];
            let digits = suffixes.iter().find_map(|suffix| text.strip_suffix(*suffix)).unwrap_or(text);
            number(digits).is_some()
        }
        OptionKind::Signal => matches!(text, b"TERM" | b"HUP" | b"INT" | b"QUIT" | b"USR1" | b"USR2"),
        OptionKind::Environment => environment::is_plain(text),
        OptionKind::User => {
            let is_later = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
            text.split_first()
                .is_some_and(|(first, rest)| first.is_ascii_alphabetic() && rest.iter().all(is_later))
        }
        _ => false,
    }
}

/// A number of up to nine digits.
fn number(text: &[u8]) -> Option<i64> {
    let is_short_lived = matches!(text.len(), 1..=9);
    let add = |number, byte: &u8| byte.is_ascii_digit().then(|| number * 10 + i64::from(byte - b'0'));
    if is_short_lived { text.iter().try_fold(0, add) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::supervisord::kinds::{autorestart, boolean, byte_size, integer, signal, user};

    proptest::proptest! {
        #[test]
        fn values_accepted_by_the_quick_check_are_accepted_by_the_parser(
            text in "true|false|yes|off|[a-z0-9._-]{0,9}|[0-9]{1,10}(KB|MB|GB|kb)?|TERM|HUP|unexpected| 1"
        ) {
            let count = OptionKind::Integer { min: 1, max: 100 };
            let is_read = |kind| match kind {
                OptionKind::Boolean => boolean::parse(&text).is_ok(),
                OptionKind::Autorestart => autorestart::parse(&text).is_ok(),
                OptionKind::Integer { .. } => integer::parse(&text).is_ok_and(|number| (1..=100).contains(&number)),
                OptionKind::Seconds => integer::parse(&text).is_ok(),
                OptionKind::ByteSize => byte_size::parse(&text).is_ok(),
                OptionKind::Signal => signal::parse(&text).is_ok(),
                _ => user::parse(&text).is_ok(),
            };
            for kind in [
                OptionKind::Boolean, OptionKind::Autorestart, count, OptionKind::Seconds, OptionKind::ByteSize,
                OptionKind::Signal, OptionKind::User,
            ] {
                proptest::prop_assert!(!is_certainly_valid(kind, text.as_bytes()) || is_read(kind), "{:?} {:?}", kind, text);
            }
        }
    }
}
