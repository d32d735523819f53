//! Names of file descriptors: `fdname_is_valid()` of systemd's `fd-util.c`.

use super::specifier::{self, Table};
use crate::systemd::versions::Release;
use crate::value::ValueError;

/// The maximum length of a name in bytes.
const MAX: usize = 255;

/// Whether this is a valid name: printable ASCII and spaces without `:`, which separates the names in
/// `$LISTEN_FDNAMES`.
#[must_use]
pub fn is_valid(name: &str) -> bool {
    name.len() <= MAX && name.bytes().all(|byte| matches!(byte, b' '..=b'~') && byte != b':')
}

/// Parses a value of `FileDescriptorName=`. A value with specifiers is accepted if some expansion makes it valid.
///
/// # Errors
/// It is not a valid name: systemd ignores the line.
pub fn parse(text: &str, release: Release) -> Result<&str, ValueError> {
    if let Some((_, at)) = Table::Full.first_unknown(text.as_bytes(), release) {
        return Err(specifier::unknown(text, at));
    }
    if is_valid(&specifier::with_placeholder(text.as_bytes(), "x")) {
        return Ok(text);
    }
    let message =
        format!("Invalid file descriptor name, ignoring: {}", specifier::displayed(text.as_bytes()));
    Err(ValueError::whole(text, message, "a name of printable ASCII without a colon"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_a_colon_is_rejected() {
        for good in ["web", "a b", "%i.sock"] {
            assert_eq!(parse(good, Release(252)), Ok(good));
        }
        for bad in ["a:b", "é", "a\tb", "%i:a", "é%i"] {
            let message = format!("Invalid file descriptor name, ignoring: {bad}");
            assert_eq!(parse(bad, Release(252)).unwrap_err().message, message);
        }
    }
}
