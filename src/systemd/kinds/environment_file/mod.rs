//! `EnvironmentFile=` and the files it names: `parse_env_file_internal()` of systemd's `env-file.c`.
//!
//! The files look like shell scripts but are not: variables are not expanded, `export` is part of a name, quotes count
//! only at the start of a value, and `#` starts a comment only at the start of a line.

mod reader;

use std::borrow::Cow;

use memchr::memchr;

use super::path::{self, OnError};
use super::specifier::{self, Table};
use super::utf8;
use crate::source::Span;
use crate::systemd::versions::Release;
use crate::unix::variable_name::is_variable_name;
use crate::value::ValueError;
use reader::Reader;

/// The value of `EnvironmentFile=`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvironmentFile<'a> {
    /// `-`: whether the file may be missing.
    pub optional: bool,
    /// The path in its simplest form, specifiers unexpanded; may be a glob pattern.
    pub path: Cow<'a, str>,
    /// The span of the path, without the `-`.
    pub span: Span,
}

/// Parses the value of `EnvironmentFile=`, which must not be empty: an empty value resets the list. The whole line is
/// the path; quotes are part of it.
///
/// # Errors
/// The path is not absolute, contains a `..` or has an unknown specifier; systemd then ignores the line.
pub fn parse_directive(text: &str, release: Release) -> Result<EnvironmentFile<'_>, ValueError> {
    if let Some((_, at)) = Table::Full.first_unknown(text.as_bytes(), release) {
        return Err(specifier::unknown(text, at));
    }
    let optional = text.starts_with('-');
    let start = u32::from(optional);
    let path = path::absolute("EnvironmentFile", &text[start as usize..], start, OnError::Ignore)?;
    Ok(EnvironmentFile { optional, path, span: Span::new(start, text.len() as u32) })
}

/// A variable in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name, without trailing whitespace.
    pub name: String,
    /// The value, with quotes removed and escapes decoded.
    pub value: String,
    /// The span of the name.
    pub name_span: Span,
    /// The span of the value from its first character to its last, including quotes; empty if there is no value.
    pub value_span: Span,
}

/// The kind of a problem in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// A line without `=`: silently ignored.
    NoAssignment,
    /// The name is not a valid variable name, often because of a preceding `export`: the assignment is dropped when the
    /// service starts.
    InvalidName,
    /// An unbalanced quote: the value extends to the end of the file.
    OpenQuote,
    /// The name or value is not UTF-8: the file cannot be loaded.
    NotUtf8,
    /// The file contains a NUL: it cannot be loaded.
    Nul,
}

/// A problem and its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The kind of problem.
    pub kind: ProblemKind,
    /// The span of the text.
    pub span: Span,
}

/// The valid variables of a file in file order; the last one of a name wins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variables {
    /// The variables; empty if the file cannot be loaded.
    pub entries: Vec<Entry>,
    /// The problems, in file order.
    pub problems: Vec<Problem>,
}

/// The first release in which a comment ending in a backslash does not continue on the next line.
pub const COMMENT_ENDS_WITH_ITS_LINE_SINCE: Release = Release(254);

/// Parses a file as `release` does.
#[must_use]
pub fn parse_file(bytes: &[u8], release: Release) -> Variables {
    let mut variables = Variables::default();
    if let Some(at) = memchr(0, bytes) {
        variables
            .problems
            .push(Problem { kind: ProblemKind::Nul, span: Span::new(at as u32, at as u32 + 1) });
        return variables;
    }
    let mut reader = Reader::new(bytes, release);
    while let Some(raw) = reader.next(&mut variables.problems) {
        match (utf8::text(raw.name.slice(bytes)), utf8::text(&raw.value).map(str::to_owned)) {
            (Ok(name), Ok(value)) if is_variable_name(name.as_bytes()) => {
                let name = name.to_owned();
                variables.entries.push(Entry {
                    name,
                    value,
                    name_span: raw.name,
                    value_span: raw.value_span,
                });
            }
            (Ok(_), Ok(_)) => {
                variables.problems.push(Problem { kind: ProblemKind::InvalidName, span: raw.name });
            }
            _ => {
                let span = raw.name.cover(raw.value_span);
                variables.problems.push(Problem { kind: ProblemKind::NotUtf8, span });
                variables.entries.clear();
                return variables;
            }
        }
    }
    variables
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: Release = Release(254);

    fn values(text: &str) -> Vec<(String, String)> {
        parse_file(text.as_bytes(), NOW).entries.into_iter().map(|entry| (entry.name, entry.value)).collect()
    }

    fn value(text: &str) -> String {
        let [(_, value)] = &values(&format!("A={text}\n"))[..] else { panic!("{text}") };
        value.clone()
    }

    fn problems(bytes: &[u8]) -> Vec<(ProblemKind, Span)> {
        parse_file(bytes, NOW).problems.into_iter().map(|problem| (problem.kind, problem.span)).collect()
    }

    #[test]
    fn the_whole_line_is_the_path() {
        let read = |text| parse_directive(text, NOW).map(|file| (file.optional, file.path.into_owned()));
        assert_eq!(read("/etc/a b"), Ok((false, "/etc/a b".to_owned())));
        assert_eq!(read("-/etc/*.conf"), Ok((true, "/etc/*.conf".to_owned())));
        let message = |text| parse_directive(text, NOW).unwrap_err().message;
        assert_eq!(message("-x"), "EnvironmentFile= path is not absolute, ignoring: x");
        assert_eq!(message("\"/etc/x\""), "EnvironmentFile= path is not absolute, ignoring: \"/etc/x\"");
        assert_eq!(message("/a/../b"), "EnvironmentFile= path is not normalized, ignoring: /a/../b");
        assert_eq!(message("%Q"), "Failed to resolve unit specifiers in '%Q', ignoring: Invalid slot");
        assert_eq!(parse_directive("-/x", NOW).unwrap().span, Span::new(1, 3));
    }

    #[test]
    fn a_quote_is_special_only_before_unquoted_text() {
        assert_eq!(value("a\"b\"c"), "a\"b\"c");
        assert_eq!(value("\"a\"b"), "ab");
        assert_eq!(value("\"a\"'b' c"), "abc");
        assert_eq!(value("'a\\b'"), "a\\b");
    }

    #[test]
    fn a_hash_after_a_value_is_part_of_it() {
        assert_eq!(value("30   # c"), "30   # c");
        assert_eq!(value("\"v\" # c"), "v# c");
    }

    #[test]
    fn whitespace_around_an_unquoted_value_is_stripped() {
        assert_eq!(value("  a b \t"), "a b");
        assert_eq!(value("\" a \""), " a ");
        assert_eq!(value(r"a\ "), "a ");
        assert_eq!(values(" A =b"), [("A".to_owned(), "b".to_owned())]);
        assert_eq!(value(""), "");
    }

    #[test]
    fn a_backslash_escapes_more_outside_quotes_than_inside() {
        assert_eq!(value(r"a\nb\\\$"), r"anb\$");
        assert_eq!(value(r#""a\nb\\\$\"\``""#), r#"a\nb\$"``"#);
        assert_eq!(value("a\\\nb"), "ab");
        assert_eq!(value("\"a\\\nb\nc\""), "ab\nc");
        assert_eq!(value("\\\n  a"), "  a");
    }

    #[test]
    fn nothing_is_expanded() {
        assert_eq!(value("$HOME `date`"), "$HOME `date`");
    }

    #[test]
    fn the_end_of_the_file_ends_a_value() {
        assert_eq!(values("A=b "), [("A".to_owned(), "b".to_owned())]);
        assert_eq!(values("A=b\\"), [("A".to_owned(), "b".to_owned())]);
        assert_eq!(values("A="), [("A".to_owned(), String::new())]);
        assert_eq!(values("A=\"b\nC=d"), [("A".to_owned(), "b\nC=d".to_owned())]);
        assert_eq!(problems(b"A=\"b\nC=d"), [(ProblemKind::OpenQuote, Span::new(2, 3))]);
    }

    #[test]
    fn comments_start_where_lines_start() {
        assert_eq!(values("# A=1\n ; B=2\r\nC=3"), [("C".to_owned(), "3".to_owned())]);
    }

    #[test]
    fn before_254_a_comment_that_ends_in_a_backslash_takes_the_next_line() {
        let text = b"# x\\\nA=1\nB=2";
        assert_eq!(parse_file(text, Release(254)).entries.len(), 2);
        assert_eq!(parse_file(text, Release(253)).entries.len(), 1);
    }

    #[test]
    fn invalid_variables_are_dropped() {
        assert_eq!(values("export A=1\nB=2\nnothing \n=x\nC-D=3"), [("B".to_owned(), "2".to_owned())]);
        assert_eq!(
            problems(b"export A=1\nnothing \n=x=\n"),
            [
                (ProblemKind::InvalidName, Span::new(0, 8)),
                (ProblemKind::NoAssignment, Span::new(11, 18)),
                (ProblemKind::InvalidName, Span::new(20, 22))
            ]
        );
    }

    #[test]
    fn invalid_utf8_or_a_nul_byte_invalidates_the_file() {
        let file = parse_file(b"A=1\nB=\xff", NOW);
        assert_eq!(file.entries, []);
        assert_eq!(file.problems, [Problem { kind: ProblemKind::NotUtf8, span: Span::new(4, 7) }]);
        assert_eq!(problems(b"A=1\0"), [(ProblemKind::Nul, Span::new(3, 4))]);
    }

    #[test]
    fn name_and_value_have_their_spans() {
        let file = parse_file(b"# c\n AB = \"x\" y \nC=\n", NOW);
        assert_eq!(
            (file.entries[0].name_span, file.entries[0].value_span),
            (Span::new(5, 7), Span::new(10, 15))
        );
        assert_eq!(
            (file.entries[1].name_span, file.entries[1].value_span),
            (Span::new(17, 18), Span::at(19))
        );
    }

    proptest! {
        #[test]
        fn parsing_any_file_gives_valid_spans(text in "[A=# ;\"'\\\\\n\r$]{0,24}", bytes in prop::collection::vec(any::<u8>(), 0..24), release in 250_u16..256) {
            for bytes in [text.as_bytes(), &bytes] {
                let file = parse_file(bytes, Release(release));
                for entry in &file.entries {
                    prop_assert_eq!(entry.name_span.slice(bytes), entry.name.as_bytes());
                    prop_assert!(entry.value_span.end as usize <= bytes.len());
                }
            }
        }
    }
}
