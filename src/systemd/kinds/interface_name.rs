//! Names of network interfaces: `ifname_valid_full()` of systemd's `socket-util.c`.

use super::specifier::{self, Table};
use super::words::{Flags, Words};
use crate::systemd::versions::Release;
use crate::value::ValueError;

/// The maximum length of a name in bytes (`IFNAMSIZ` without the NUL).
const MAX: usize = 15;
const EXPECTED: &str = "a network interface name";

/// Whether this is a valid network interface name; a plain number is not.
#[must_use]
pub fn is_valid(name: &str) -> bool {
    is_valid_up_to(name, MAX)
}

fn is_valid_up_to(name: &str, max: usize) -> bool {
    is_name(name, max) && !name.bytes().all(|byte| byte.is_ascii_digit()) && !is_number(name)
}

/// Checks the length and the characters.
pub(super) fn is_name(name: &str, max: usize) -> bool {
    (1..=max).contains(&name.len())
        && !matches!(name, "." | ".." | "all" | "default")
        && name.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b':' | b'/' | b'%'))
}

/// An index is a number in C syntax: `0x10`, `+1`.
fn is_number(name: &str) -> bool {
    super::integer::number(name).is_some_and(|number| (1..=i128::from(i32::MAX)).contains(&number))
}

/// Parses a value of `BindToDevice=`; `*` stands for no interface.
///
/// # Errors
/// It is not a valid name: systemd ignores the line.
pub fn parse(text: &str) -> Result<&str, ValueError> {
    if text == "*" || is_valid(text) {
        return Ok(text);
    }
    Err(ValueError::whole(text, format!("Invalid interface name, ignoring: {text}"), EXPECTED))
}

/// Parses a value of `BindNetworkInterface=`, which may be an alternative name of an interface. A value with specifiers
/// is accepted, as they may make it valid.
///
/// # Errors
/// It is not a valid name: systemd ignores the line.
pub fn parse_bound(text: &str, release: Release) -> Result<&str, ValueError> {
    /// The maximum length of an alternative name in bytes (`ALTIFNAMSIZ` without the NUL).
    const MAX: usize = 127;
    Table::Full.check(text, release)?;
    if specifier::contains_any(text.as_bytes()) || is_valid_up_to(text, MAX) {
        return Ok(text);
    }
    let message = format!("Invalid interface name, ignoring: {}", specifier::displayed(text.as_bytes()));
    Err(ValueError::whole(text, message, EXPECTED))
}

/// Parses a value of `RestrictNetworkInterfaces=`, which `~` inverts, and calls `report` for each invalid name; systemd
/// ignores such a word.
pub fn parse_list(text: &str, report: &mut dyn FnMut(ValueError)) {
    let list = text.strip_prefix('~');
    let start = u32::from(list.is_some());
    let list = list.unwrap_or(text);
    for word in Words::new(list, Flags::PATHS) {
        match word {
            Ok(word) if word.text().is_some_and(is_valid) => {}
            Ok(word) => {
                let message = format!("Invalid interface name, ignoring: {}", word.lossy());
                report(ValueError::at(word.span.shifted(start), message, EXPECTED));
            }
            Err(error) => {
                let message = format!("Trailing garbage in RestrictNetworkInterfaces, ignoring: {list}");
                report(ValueError::at(error.span.shifted(start), message, "balanced quotes"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_long_names_are_not_interfaces() {
        for good in ["eth0", "*", "br-lan", "1a", "a@b"] {
            assert!(parse(good).is_ok(), "{good}");
        }
        for bad in ["", "5", "0x10", "00", "all", ".", "a:b", "a/b", "a b", "abcdefghijklmnop", "%i", "é"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn bind_network_interface_accepts_alternative_names() {
        let long = "a".repeat(127);
        for good in ["vrf-mgmt", "en%i", "a-name-longer-than-fifteen", &long] {
            assert!(parse_bound(good, Release(260)).is_ok(), "{good}");
        }
        for bad in ["5", "all", "a b", "%Z", &format!("{long}a")] {
            assert!(parse_bound(bad, Release(260)).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_list_is_read_word_by_word() {
        let mut found = Vec::new();
        parse_list("~lo all \"eth0\"", &mut |error| found.push((error.span, error.message)));
        assert_eq!(
            found,
            [(crate::source::Span::new(4, 7), "Invalid interface name, ignoring: all".to_owned())]
        );
    }
}
