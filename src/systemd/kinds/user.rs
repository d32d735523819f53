//! `User=` and `Group=`: `valid_user_group_name()` of systemd's `user-util.c`, in the relaxed mode that the loader
//! uses.

use super::integer;
use super::specifier::{self, INVALID_SLOT, Piece, Table};
use crate::systemd::versions::Release;
use crate::value::ValueError;

/// A user or a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account<'a> {
    /// By number.
    Id(u32),
    /// By name, which may contain specifiers.
    Name(&'a str),
}

/// Parses a value that is not empty; an empty one means the default. Whether the account exists is not checked.
///
/// # Errors
/// It is not a valid name or number. The unit is refused.
pub fn parse(text: &str, release: Release) -> Result<Account<'_>, ValueError> {
    if is_strict_name(text) {
        return Ok(Account::Name(text));
    }
    if let Some((_, at)) = Table::Full.first_unknown(text.as_bytes(), release) {
        let message = format!("Failed to resolve unit specifiers in {text}: {INVALID_SLOT}");
        return Err(ValueError::at(at, message, specifier::EXPECTED));
    }
    if let Some(id) = id(text) {
        return Ok(Account::Id(id));
    }
    let expands = specifier::contains_any(text.as_bytes());
    let has_path = specifier::pieces(text.as_bytes()).any(|(piece, _)| is_path(piece));
    if has_path || !is_name(text, expands) {
        let message = error_message(text);
        return Err(ValueError::whole(text, message, EXPECTED));
    }
    Ok(Account::Name(text))
}

/// systemd's message for a name that it refuses.
pub(crate) fn error_message(name: &str) -> String {
    format!("Invalid user/group name or numeric ID: {name}")
}

/// What it accepts.
pub(crate) const EXPECTED: &str = "a name, or a number other than 65535 and 4294967295";

/// Parses a value with specifiers already expanded, in which `%` is literal. `None` where [`parse`] returns an error.
#[must_use]
pub fn parse_expanded(text: &str) -> Option<Account<'_>> {
    let name = || is_name(text, false).then_some(Account::Name(text));
    id(text).map(Account::Id).or_else(name)
}

/// `valid_user_group_name()`, relaxed. `expands`: whether there are specifiers to be expanded.
fn is_name(text: &str, expands: bool) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = digits(text) || text.strip_prefix('-').is_some_and(digits);
    let is_padded = text.starts_with(' ') || text.ends_with(' ');
    let has_forbidden_character = text.chars().any(|c| matches!(c, ':' | '/') || c.is_ascii_control());
    !has_forbidden_character
        && (expands || !(text.is_empty() || is_number || is_padded || matches!(text, "." | "..")))
}

/// Whether the expansion of a specifier contains a slash. The control groups of `%R` and `%r` may be the root, whose
/// path is empty.
fn is_path(piece: Piece<'_>) -> bool {
    match piece {
        Piece::Specifier(b'R' | b'r') | Piece::Literal(_) | Piece::Percent => false,
        Piece::Specifier(letter) => {
            Table::Full.get(letter).is_some_and(|found| found.starts_with_slash == Some(true))
        }
    }
}

/// Parses a decimal number without leading zeros; 65535 and 4294967295 mean "no user" to the kernel.
fn id(text: &str) -> Option<u32> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) || text.len() > 1 && text.starts_with('0') {
        return None;
    }
    let id = u32::try_from(integer::number(text)?).ok()?;
    (id != 65_535 && id != u32::MAX).then_some(id)
}

/// Whether a name follows the strict rules; systemd accepts others with a notice.
///
/// An ASCII letter or `_`, followed by these, digits and `-`; up to 31 bytes.
#[must_use]
pub fn is_strict_name(name: &str) -> bool {
    let first = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_';
    let rest = |byte: u8| first(byte) || byte.is_ascii_digit() || byte == b'-';
    name.bytes().next().is_some_and(first) && name.bytes().all(rest) && name.len() <= 31
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: Release = Release(252);

    #[test]
    fn names_and_numbers_are_accounts() {
        assert_eq!(parse("0", NOW), Ok(Account::Id(0)));
        assert_eq!(parse("1000", NOW), Ok(Account::Id(1000)));
        for text in
            ["root", "foo.bar", "foo-bar", "foo$", "Foo", "a b", "-foo", "é", "12foo", "%i", "x-%i", "%R"]
        {
            assert_eq!(parse(text, NOW), Ok(Account::Name(text)), "{text}");
        }
    }

    #[test]
    fn names_that_cannot_be_in_etc_passwd_are_rejected() {
        for text in [
            "",
            "foo:bar",
            "a/b",
            "a\tb",
            "65535",
            "4294967295",
            "4294967296",
            "-1",
            "0123",
            ".",
            "..",
            " a",
            "a ",
            "%i:x",
            "%c",
            "a%h",
        ] {
            assert!(parse(text, NOW).is_err(), "{text}");
        }
        assert_eq!(parse("a/b", NOW).unwrap_err().message, "Invalid user/group name or numeric ID: a/b");
        assert_eq!(
            parse("%Q", NOW).unwrap_err().message,
            "Failed to resolve unit specifiers in %Q: Invalid slot"
        );
    }

    #[test]
    fn strict_names_are_plain() {
        for name in ["root", "_x", "www-data", "a1"] {
            assert!(is_strict_name(name), "{name}");
        }
        for name in ["", "1a", "-a", "a.b", "a b", "é", "a$", &"x".repeat(32)] {
            assert!(!is_strict_name(name), "{name}");
        }
    }

    proptest! {
        #[test]
        fn every_strict_name_is_an_account(name in "[A-Za-z_][A-Za-z0-9_-]{0,30}") {
            prop_assert!(is_strict_name(&name));
            prop_assert_eq!(parse(&name, NOW), Ok(Account::Name(&name)));
        }
    }
}
