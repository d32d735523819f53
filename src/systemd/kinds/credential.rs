//! Credentials: `config_parse_set_credential()` and `config_parse_load_credential()` of systemd's `load-fragment.c`.

use super::base64;
use super::escape_sequence;
use super::fd_name;
use super::path;
use super::specifier::{self, INVALID_SLOT, Table};
use crate::source::Span;
use crate::systemd::versions::Release;
use crate::value::ValueError;

/// The maximum length of a file name in bytes.
const NAME_MAX: usize = 255;

/// Whether this is a valid credential name: it must be valid both as a file name and as the name of a file descriptor.
#[must_use]
pub fn is_name(name: &str) -> bool {
    let is_file = !matches!(name, "" | "." | "..") && !name.contains('/') && name.len() <= NAME_MAX;
    is_file && fd_name::is_valid(name)
}

/// Parses a value of `SetCredential=` or `SetCredentialEncrypted=`: `NAME:DATA`.
///
/// # Errors
/// The name is invalid, or the data is missing or cannot be decoded: systemd ignores the line.
pub fn parse_set(text: &str, is_encrypted: bool, release: Release) -> Result<(), ValueError> {
    let Some((id, data)) = text.split_once(':').filter(|(_, data)| !data.is_empty()) else {
        let message = format!("Invalid syntax, ignoring: {text}");
        return Err(ValueError::whole(text, message, "NAME:DATA"));
    };
    name(id, release)?;
    let span = Span::new(id.len() as u32 + 1, text.len() as u32);
    if is_encrypted {
        let message = "Encrypted credential data not valid Base64 data, ignoring.";
        return match base64::decode(data) {
            Some(_) => Ok(()),
            None => Err(ValueError::at(span, message, "Base64 data")),
        };
    }
    match escape_sequence::first_unknown(data.as_bytes(), true) {
        None => Ok(()),
        Some(at) => {
            let message = format!("Can't unescape \"{data}\", ignoring: Invalid argument");
            Err(ValueError::at(at.shifted(span.start), message, "valid escapes, such as \\n or \\x41"))
        }
    }
}

/// Parses a value of `LoadCredential=` or `LoadCredentialEncrypted=`: `NAME`, `NAME:PATH` or `NAME:NAME`.
///
/// # Errors
/// The name is invalid, or the path contains a `..`: systemd ignores the line.
pub fn parse_load(text: &str, release: Release) -> Result<(), ValueError> {
    let (id, source) = match text.split_once(':') {
        Some((id, source)) => (id, source),
        None => (text, ""),
    };
    name(id, release)?;
    if source.is_empty() {
        return Ok(());
    }
    let span = Span::new(id.len() as u32 + 1, text.len() as u32);
    if let Some((_, at)) = Table::Full.first_unknown(source.as_bytes(), release) {
        let message = format!("Failed to resolve unit specifiers in \"{source}\", ignoring: {INVALID_SLOT}");
        return Err(ValueError::at(at.shifted(span.start), message, specifier::EXPECTED));
    }
    let shown = specifier::displayed(source.as_bytes());
    let is_valid_source = match shown.as_str() {
        _ if specifier::contains_any(source.as_bytes()) => true,
        path if path.starts_with('/') => path::is_normalized(path) && is_simple(path),
        name => is_name(name),
    };
    if is_valid_source {
        return Ok(());
    }
    let message = format!("Credential source \"{shown}\" not valid, ignoring.");
    Err(ValueError::at(span, message, "an absolute path, or a credential name"))
}

/// Parses a value of `ImportCredential=`: `NAME` or `NAME*`, optionally followed by `:` and a new name.
///
/// # Errors
/// The name is invalid, or there is another wildcard: systemd ignores the line.
pub fn parse_import(text: &str, release: Release) -> Result<(), ValueError> {
    let (glob, renamed) = text.split_once(':').unwrap_or((text, ""));
    if let Some((_, at)) = Table::Full.first_unknown(glob.as_bytes(), release) {
        let message = format!("Failed to resolve unit specifiers in \"{glob}\", ignoring: {INVALID_SLOT}");
        return Err(ValueError::at(at, message, specifier::EXPECTED));
    }
    // The only wildcard is a `*` at the end, which may also be alone.
    let shown = specifier::displayed(glob.as_bytes());
    let is_glob = match shown.find(['*', '?', '[', ']']) {
        None => is_name(&shown),
        Some(0) => shown == "*",
        Some(at) => &shown[at..] == "*" && is_name(&shown[..at]),
    };
    if !is_glob && !specifier::contains_any(glob.as_bytes()) && !glob.contains('\\') {
        let message = format!("Credential name or glob \"{shown}\" not valid, ignoring.");
        return Err(ValueError::at(
            Span::new(0, glob.len() as u32),
            message,
            "a name, or the start of one followed by *",
        ));
    }
    if renamed.is_empty() || is_name(renamed) {
        return Ok(());
    }
    let span = Span::new(glob.len() as u32 + 1, text.len() as u32);
    let message = format!("Credential name \"{renamed}\" not valid, ignoring.");
    Err(ValueError::at(span, message, "a name without : and /"))
}

/// `path_is_normalized()` of systemd also requires the path to be in its simplest form.
fn is_simple(path: &str) -> bool {
    !path.contains("//") && path.split('/').all(|part| part != "." && part.len() <= NAME_MAX)
}

/// Checks the part before the colon. A backslash is accepted here, although no real name contains one.
fn name(id: &str, release: Release) -> Result<(), ValueError> {
    if let Some((_, at)) = Table::Full.first_unknown(id.as_bytes(), release) {
        let message = format!("Failed to resolve unit specifiers in \"{id}\", ignoring: {INVALID_SLOT}");
        return Err(ValueError::at(at, message, specifier::EXPECTED));
    }
    if id.contains('\\') || is_name(&specifier::with_placeholder(id.as_bytes(), "x")) {
        return Ok(());
    }
    let shown = specifier::displayed(id.as_bytes());
    let message = format!("Credential name \"{shown}\" not valid, ignoring.");
    Err(ValueError::at(Span::new(0, id.len() as u32), message, "a name without : and /"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str) -> Result<(), String> {
        parse_set(text, false, Release(252)).map_err(|error| error.message)
    }

    fn load(text: &str) -> Result<(), String> {
        parse_load(text, Release(252)).map_err(|error| error.message)
    }

    #[test]
    fn data_may_have_escapes_and_encrypted_data_is_base64() {
        assert_eq!(set("a:b c: d\\n\\x00"), Ok(()));
        assert_eq!(set("a"), Err("Invalid syntax, ignoring: a".to_owned()));
        assert_eq!(set("a:"), Err("Invalid syntax, ignoring: a:".to_owned()));
        assert_eq!(set("a/b:c"), Err("Credential name \"a/b\" not valid, ignoring.".to_owned()));
        assert_eq!(set("a:\\q"), Err("Can't unescape \"\\q\", ignoring: Invalid argument".to_owned()));
        assert!(parse_set("a:aGVsbG8=", true, Release(252)).is_ok());
        assert!(parse_set("a:aGVsbG8", true, Release(252)).is_err());
    }

    #[test]
    fn a_source_is_a_path_or_a_name() {
        for good in ["a", "a:", "a:/b/c", "a:b", "%i:/etc/%i", "a:/"] {
            assert_eq!(load(good), Ok(()), "{good}");
        }
        assert_eq!(load("a:b/c"), Err("Credential source \"b/c\" not valid, ignoring.".to_owned()));
        assert_eq!(load("a:/b/../c"), Err("Credential source \"/b/../c\" not valid, ignoring.".to_owned()));
        for bad in ["/etc/a", "a/%i", "a %t"] {
            assert_eq!(load(bad), Err(format!("Credential name \"{bad}\" not valid, ignoring.")));
        }
    }
}
