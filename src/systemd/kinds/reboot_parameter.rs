//! The argument for the firmware or the kernel on reboot: `config_parse_reboot_parameter()` of systemd's
//! `load-fragment.c`.

use super::specifier::{self, Table};
use crate::systemd::versions::Release;
use crate::value::ValueError;

/// The maximum length of a file name on Linux.
const NAME_MAX: usize = 255;

/// Parses a value of `RebootArgument=` in `[Unit]`. In `[Service]`, where it belonged before systemd 229, any text is
/// accepted.
///
/// # Errors
/// It is not ASCII, or exceeds 255 bytes: systemd ignores the line.
pub fn parse(text: &str, release: Release) -> Result<(), ValueError> {
    if let Some((_, at)) = Table::Full.first_unknown(text.as_bytes(), release) {
        return Err(specifier::unknown(text, at));
    }
    let shown = specifier::displayed(text.as_bytes());
    if text.is_ascii() && shown.len() <= NAME_MAX {
        return Ok(());
    }
    let message = format!("Invalid reboot parameter '{shown}', ignoring.");
    Err(ValueError::whole(text, message, "up to 255 ASCII characters"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_up_to_the_length_of_a_file_name_is_accepted() {
        let read = |text: &str| parse(text, Release(252)).map_err(|error| error.message);
        assert_eq!(read(&"x".repeat(255)), Ok(()));
        assert_eq!(read("a/b %n"), Ok(()));
        assert!(read(&"x".repeat(256)).is_err());
        assert_eq!(read("%%é"), Err("Invalid reboot parameter '%é', ignoring.".to_owned()));
        assert_eq!(
            read("%Z"),
            Err("Failed to resolve unit specifiers in '%Z', ignoring: Invalid slot".to_owned())
        );
    }
}
