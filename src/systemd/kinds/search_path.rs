//! The search path for programs: `config_parse_exec_search_path()` of systemd's `load-fragment.c`.

use super::fields::{Field, Fields, SplitOptions};
use super::path::{self, OnError};
use super::specifier::{self, Table};
use crate::source::Span;
use crate::systemd::versions::Release;
use crate::value::ValueError;

/// Quotes are not removed: they are part of a path.
const COLON: SplitOptions =
    SplitOptions { separators: b":", coalesce: false, unquote: false, c_escapes: false };

/// Parses a value of `ExecSearchPath=`, absolute paths separated by colons.
///
/// # Errors
/// The first path that is refused: systemd ignores it and everything after it; the paths before it count.
pub fn parse(text: &str, release: Release) -> Result<(), ValueError> {
    let mut fields = Fields::new(text);
    loop {
        let field = match fields.next(&COLON) {
            Ok(Some(field)) => field,
            Ok(None) => return Ok(()),
            Err(_) => {
                let message = format!("Failed to extract first word, ignoring: {text}");
                return Err(ValueError::whole(text, message, "a character after the backslash at the end"));
            }
        };
        if let Some((_, at)) = Table::Full.first_unknown(field.text.as_bytes(), release) {
            return Err(specifier::unknown(&field.text, written(&field, at)));
        }
        path::absolute("ExecSearchPath", &field.text, 0, OnError::Ignore)
            .map_err(|error| ValueError::at(field.span, error.message, error.expected))?;
    }
}

/// The span of a part of a field; that of the whole field if it contains backslashes.
fn written(field: &Field, part: Span) -> Span {
    let is_plain = field.text.len() == field.span.range().len();
    if is_plain { part.shifted(field.span.start) } else { field.span }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> String {
        parse(text, Release(252)).err().map(|error| error.message).unwrap_or_default()
    }

    #[test]
    fn each_path_is_absolute() {
        assert_eq!(message("/a:/b:%h/c:/d e\\:f"), "");
        assert_eq!(message("/a:b:%Z"), "ExecSearchPath= path is not absolute, ignoring: b");
        assert_eq!(message("%Z:b"), "Failed to resolve unit specifiers in '%Z', ignoring: Invalid slot");
    }

    #[test]
    fn a_leading_trailing_or_doubled_colon_is_an_empty_path() {
        for text in ["/a:", ":/a", "/a::/b"] {
            assert_eq!(message(text), "ExecSearchPath= path is not absolute, ignoring: ", "{text}");
        }
    }

    #[test]
    fn quotes_belong_to_the_path() {
        assert_eq!(message("\"/a\""), "ExecSearchPath= path is not absolute, ignoring: \"/a\"");
        assert_eq!(message("/a\\"), "Failed to extract first word, ignoring: /a\\");
    }

    #[test]
    fn an_unknown_specifier_is_reported_at_its_position() {
        assert_eq!(parse("/a:/%Z", Release(252)).unwrap_err().span, Span::new(4, 6));
        assert_eq!(parse("/a:/\\b%Z", Release(252)).unwrap_err().span, Span::new(3, 8));
    }
}
