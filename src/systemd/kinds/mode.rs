//! File modes: `parse_mode()` of systemd's `parse-util.c`.

use crate::value::ValueError;

/// Parses an octal mode up to `07777`.
///
/// # Errors
/// There is anything but octal digits (`u=rwx`, a sign, `0o22`), or it exceeds `07777`.
pub fn parse(text: &str) -> Result<u32, ValueError> {
    let digits = !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'0'..=b'7'));
    match u32::from_str_radix(text.trim_start_matches('0'), 8) {
        Ok(mode) if digits && mode <= 0o7777 => Ok(mode),
        Err(_) if digits && text.bytes().all(|byte| byte == b'0') => Ok(0),
        _ => {
            let message = format!("Failed to parse mode value, ignoring: {text}");
            Err(ValueError::whole(text, message, "octal digits up to 7777, such as 0022"))
        }
    }
}

/// Formats a mode with four octal digits, as systemd shows it: `0022`.
#[must_use]
pub fn write(mode: u32) -> String {
    format!("{mode:04o}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mode_is_octal_digits_up_to_07777() {
        for (text, mode) in [
            ("022", 0o22),
            ("0022", 0o22),
            ("22", 0o22),
            ("7777", 0o7777),
            ("00000022", 0o22),
            ("0", 0),
            ("00", 0),
        ] {
            assert_eq!(parse(text), Ok(mode), "{text}");
        }
        for text in
            ["", "u=rwx", "17777", "0o22", "-022", "+22", "0x1", "0999", "22 ", "77777777777777777777"]
        {
            assert!(parse(text).is_err(), "{text}");
        }
        assert_eq!(parse("0999").unwrap_err().message, "Failed to parse mode value, ignoring: 0999");
    }

    #[test]
    fn every_written_mode_parses_back() {
        for mode in 0..=0o7777 {
            assert_eq!(parse(&write(mode)), Ok(mode));
        }
    }
}
