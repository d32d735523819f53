//! The hash of a root image and its signature: `config_parse_exec_root_hash()` and `config_parse_exec_root_hash_sig()`
//! of systemd's `load-fragment.c`.

use super::base64;
use crate::value::ValueError;

/// The minimum length of a hash in bytes (an ID of 128 bits).
const SHORTEST: usize = 16;

/// Parses a value of `RootHash=`: a path, or hexadecimal digits.
///
/// # Errors
/// It is neither, or too short: systemd ignores the line.
pub fn parse(text: &str) -> Result<(), ValueError> {
    let message = match base64::hexadecimal_length(text) {
        _ if text.starts_with('/') => return Ok(()),
        Some(length) if length >= SHORTEST => return Ok(()),
        Some(_) => format!("RootHash= is too short, ignoring: {text}"),
        None => format!("Failed to decode RootHash=, ignoring: {text}"),
    };
    Err(ValueError::whole(text, message, "an absolute path, or 32 or more hexadecimal digits"))
}

/// Parses a value of `RootHashSignature=`: a path, or `base64:` and data.
///
/// # Errors
/// It is neither: systemd ignores the line.
pub fn parse_signature(text: &str) -> Result<(), ValueError> {
    let message = match text.strip_prefix("base64:") {
        _ if text.starts_with('/') => return Ok(()),
        Some(data) if base64::decode(data).is_some() => return Ok(()),
        Some(_) => format!("Failed to decode RootHashSignature=, ignoring: {text}"),
        None => format!(
            "Failed to decode RootHashSignature=, not a path but doesn't start with 'base64:', ignoring: {text}"
        ),
    };
    Err(ValueError::whole(text, message, "an absolute path, or base64: and Base64 data"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_has_at_least_sixteen_bytes() {
        assert!(parse("/a/b").is_ok());
        assert!(parse(&"0f".repeat(16)).is_ok());
        assert_eq!(parse("0f0f").unwrap_err().message, "RootHash= is too short, ignoring: 0f0f");
        assert_eq!(parse("a/b").unwrap_err().message, "Failed to decode RootHash=, ignoring: a/b");
    }

    #[test]
    fn an_inline_signature_needs_the_base64_prefix() {
        assert!(parse_signature("/a.p7s").is_ok());
        assert!(parse_signature("base64:aGVsbG8=").is_ok());
        assert!(parse_signature("base64:aGVsbG8").is_err());
        assert!(parse_signature("aGVsbG8=").unwrap_err().message.contains("doesn't start with 'base64:'"));
    }
}
