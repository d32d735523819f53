//! Journal namespaces: `log_namespace_name_valid()` of systemd's `syslog-util.c`.

use super::specifier::{self, Table};
use crate::systemd::versions::Release;
use crate::value::ValueError;

/// The maximum length in bytes: that of a file name, without a machine ID and a dot.
const MAX: usize = 255 - 32 - 1;

/// Whether this is a valid namespace: what is valid as the instance of a unit, without the backslash.
#[must_use]
pub fn is_valid(name: &str) -> bool {
    !matches!(name, "" | "." | "..")
        && name.len() <= MAX
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'_' | b'.' | b'@'))
}

/// Parses a value of `LogNamespace=`. A value with specifiers is accepted if some expansion makes it valid.
///
/// # Errors
/// It is not a valid name: systemd ignores the line.
pub fn parse(text: &str, release: Release) -> Result<&str, ValueError> {
    Table::Full.check(text, release)?;
    if is_valid(&specifier::with_placeholder(text.as_bytes(), "x")) {
        return Ok(text);
    }
    let shown = specifier::displayed(text.as_bytes());
    let message = format!("Specified log namespace name is not valid, ignoring: {shown}");
    Err(ValueError::whole(text, message, "a name of letters, digits and : - _ . @"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_namespace_may_use_the_instance_specifier() {
        for good in ["app", "a.b@c", "%i"] {
            assert_eq!(parse(good, Release(252)), Ok(good));
        }
        for bad in ["a b", "a/b", "..", "a*", "a\\x41", "a b%i", "%h"] {
            let message = format!("Specified log namespace name is not valid, ignoring: {bad}");
            assert_eq!(parse(bad, Release(252)).unwrap_err().message, message);
        }
    }
}
