//! D-Bus names: `sd_bus_service_name_is_valid()` of systemd's `bus-internal.c`.

use super::specifier::{self, Table};
use crate::systemd::versions::Release;
use crate::value::ValueError;

/// The maximum length of a name in bytes.
const MAX: usize = 255;

/// Whether this is a D-Bus name: at least two parts separated by dots, each of ASCII letters, digits, `_` and `-`, none
/// starting with a digit, except in a unique name (`:1.42`).
#[must_use]
pub fn is_valid(name: &str) -> bool {
    let (is_unique, parts) = match name.strip_prefix(':') {
        Some(parts) => (true, parts),
        None => (false, name),
    };
    let is_part = |part: &str| {
        part.bytes().next().is_some_and(|byte| is_unique || !byte.is_ascii_digit())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    };
    name.len() <= MAX && parts.contains('.') && parts.split('.').all(is_part)
}

/// Parses a value of `BusName=`. A value with specifiers is accepted if some expansion makes it valid.
///
/// # Errors
/// It is not a valid name: systemd ignores the line.
pub fn parse(text: &str, release: Release) -> Result<&str, ValueError> {
    Table::Full.check(text, release)?;
    // The expansion of a specifier may contain dots.
    if is_valid(&specifier::with_placeholder(text.as_bytes(), "x.x")) {
        return Ok(text);
    }
    let message = format!("Invalid bus name, ignoring: {}", specifier::displayed(text.as_bytes()));
    Err(ValueError::whole(text, message, "a name such as org.example.App"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_at_least_two_parts() {
        for good in ["org.example.App", "a.b-c", "_a._b", ":1.42", "a.%i", "%i", "a%p"] {
            assert!(parse(good, Release(252)).is_ok(), "{good}");
        }
        for bad in [
            "", "org", "org.", ".org", "a..b", "a.1b", "a.b c", "a.b/c", "a.%%", ":", "/a/%l.b", "a.b %i",
            "%t.a",
        ] {
            assert!(parse(bad, Release(252)).is_err(), "{bad}");
        }
        assert_eq!(parse("a", Release(252)).unwrap_err().message, "Invalid bus name, ignoring: a");
        assert!(!is_valid(&format!("a.{}", "b".repeat(254))));
    }
}
