//! Checks whether a value survives supervisord's INI parser unchanged.
//!
//! The parser (Python's `RawConfigParser` with `inline_comment_prefixes=(';', '#')`) does not support quotes: it cuts
//! every line at whitespace before a `;` or `#`, strips whitespace from both ends of every line and joins the lines of
//! a value with `\n`. Writers of values must break up such places, or refuse the value.

use crate::source::Span;
use crate::supervisord::kinds::python::is_space;
use crate::value::ValueError;

/// The valid values, as described in error messages.
const EXPECTED: &str = "text that an INI file can hold";

/// Checks whether a value comes back unchanged from an INI file. Newlines are allowed: the writer of the file indents
/// the lines after them.
///
/// # Errors
///
/// If the parser would cut or strip it, or end the line earlier. The message says where it would.
pub fn check(text: &str) -> Result<(), ValueError> {
    // The ends of the value are ends of lines as well, or have a space before them in `key = value`.
    let mut before = '\n';
    for (at, c) in text.char_indices() {
        let message = match c {
            // Python opens the file with universal newlines.
            '\r' => "a carriage return ends the line",
            ';' | '#' if is_space(before) => "a space before `;` or `#` starts a comment",
            '\n' if before != '\n' && is_space(before) => "spaces at the end of a line are stripped",
            // A leading newline is kept, unlike other leading whitespace: the first line is then empty.
            '\n' => "",
            c if before == '\n' && is_space(c) => "spaces at the start of a line are stripped",
            _ => "",
        };
        if !message.is_empty() {
            let start = at as u32;
            return Err(ValueError::at(Span::new(start, start + c.len_utf8() as u32), message, EXPECTED));
        }
        before = c;
    }
    if !text.is_empty() && is_space(before) {
        let end = text.len() as u32;
        let span = Span::new(end - before.len_utf8() as u32, end);
        return Err(ValueError::at(span, "spaces at the end of a value are stripped", EXPECTED));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whitespace_before_a_semicolon_or_a_hash_starts_a_comment() {
        for text in [
            "/bin/cat ; c",
            "/bin/cat\t;c",
            ";a",
            "#a",
            "/bin/cat\u{a0};c",
            "a #b",
            "bash -c 'foo ; bar'",
            "a\n;b",
            "a\n#b",
        ] {
            assert!(check(text).unwrap_err().message.contains("starts a comment"), "{text:?}");
        }
        for text in ["/bin/cat;c", "curl http://x/#y", "bash -c 'foo; bar'"] {
            assert_eq!(check(text), Ok(()), "{text:?}");
        }
    }

    #[test]
    fn whitespace_at_the_edges_of_a_line_is_lost() {
        for text in [" a", "a ", "a \nb", "a\n b", "a\n \nb", "a\u{3000}", "a\n"] {
            assert!(check(text).unwrap_err().message.contains("stripped"), "{text:?}");
        }
        for text in ["", "a\nb", "a\n\nb", "\na", "a  b"] {
            assert_eq!(check(text), Ok(()), "{text:?}");
        }
    }

    #[test]
    fn a_carriage_return_ends_a_line() {
        assert_eq!(check("a\rb").unwrap_err().span, Span::new(1, 2));
    }
}
