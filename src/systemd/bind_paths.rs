//! Paths that are shown elsewhere: `config_parse_bind_paths()` of systemd's `load-fragment.c`.

use super::path::{self, OnError};
use super::specifier::{self, INVALID_SLOT, Table};
use super::versions::Release;
use crate::source::Span;
use crate::value::ValueError;

/// Reads a value of `BindPaths=` or `BindReadOnlyPaths=`, `[-]SOURCE[:DESTINATION[:rbind|norbind]]` with one blank
/// between each two: a second blank is an empty path. `bad` is told of each that is refused; systemd passes over it.
///
/// A value with quotes or backslashes is taken as it is: they hide blanks and colons.
pub fn parse(directive: &str, text: &str, release: Release, bad: &mut dyn FnMut(ValueError)) {
    if text.contains(['"', '\'', '\\']) {
        return;
    }
    let reader = Reader { directive, text, release };
    let mut at = Some(0);
    while let Some(start) = at {
        let (source, separator, after) = reader.field(start);
        at = after;
        let optional = usize::from(text[source.range()].starts_with('-'));
        let path = Span::new(source.start + optional as u32, source.end);
        if let Err(error) = reader.path(path, "unit specifiers") {
            bad(error);
            // What stands behind a refused path is read as the next entry, a destination too.
            continue;
        }
        let (Some(':'), Some(start)) = (separator, after) else { continue };
        let (destination, separator, after) = reader.field(start);
        at = after;
        if let Err(error) = reader.path(destination, "specifiers") {
            bad(error);
            continue;
        }
        let (Some(':'), Some(start)) = (separator, after) else { continue };
        let (options, after) = reader.options(start);
        at = after;
        let shown = &text[options.range()];
        if !matches!(shown, "" | "rbind" | "norbind") {
            let message = format!("Invalid option string, ignoring setting: {shown}");
            bad(ValueError::at(options, message, "rbind or norbind"));
        }
    }
}

struct Reader<'a> {
    directive: &'a str,
    text: &'a str,
    release: Release,
}

impl Reader<'_> {
    /// What stands up to the next blank or colon, which of them it is, and where it goes on behind it.
    fn field(&self, start: usize) -> (Span, Option<char>, Option<usize>) {
        let rest = &self.text[start..];
        let end = rest.find([':', ' ', '\t', '\n', '\r']);
        let span = Span::new(start as u32, (start + end.unwrap_or(rest.len())) as u32);
        (span, end.and_then(|end| rest[end..].chars().next()), end.map(|end| start + end + 1))
    }

    /// The word with the options, and where the next entry starts.
    fn options(&self, start: usize) -> (Span, Option<usize>) {
        let is_blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        let word = self.text[start..].trim_start_matches(is_blank);
        let start = self.text.len() - word.len();
        let end = word.find(is_blank).unwrap_or(word.len());
        let rest = word[end..].trim_start_matches(is_blank);
        let after = (!rest.is_empty()).then(|| self.text.len() - rest.len());
        (Span::new(start as u32, (start + end) as u32), after)
    }

    fn path(&self, span: Span, what: &str) -> Result<(), ValueError> {
        let path = &self.text[span.range()];
        if let Some((_, at)) = Table::Full.first_unknown(path.as_bytes(), self.release) {
            let message = format!("Failed to resolve {what} in \"{path}\", ignoring: {INVALID_SLOT}");
            return Err(ValueError::at(at.shifted(span.start), message, specifier::EXPECTED));
        }
        path::absolute(self.directive, path, span.start, OnError::Ignore).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        parse("BindPaths", text, Release(252), &mut |error| found.push(error.message));
        found
    }

    #[test]
    fn a_source_a_destination_and_an_option() {
        assert_eq!(says("/a -/b /c:/d /e:/f:norbind /g:%t/x -%h"), [""; 0]);
        assert_eq!(says("/a:/b:"), [""; 0], "no option");
        assert_eq!(says("\"/a b\":c"), [""; 0], "not looked into");
        assert_eq!(says("/a:/b:ro"), ["Invalid option string, ignoring setting: ro"]);
        assert_eq!(says("a"), ["BindPaths= path is not absolute, ignoring: a"]);
        assert_eq!(says("/a:b"), ["BindPaths= path is not absolute, ignoring: b"]);
        assert_eq!(says("/a/../b"), ["BindPaths= path is not normalized, ignoring: /a/../b"]);
    }

    #[test]
    fn a_second_blank_is_an_empty_path() {
        assert_eq!(says("/a  /b"), ["BindPaths= path is not absolute, ignoring: "]);
    }
}
