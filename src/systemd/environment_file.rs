//! `EnvironmentFile=` and the files it names: `parse_env_file_internal()` of systemd's `env-file.c`.
//!
//! The files look like shell but are not: no variable is expanded, `export` is part of a name, a quote counts only
//! where a value starts, and `#` starts a comment only where a line starts.

use std::borrow::Cow;

use memchr::memchr;

use super::exec::argument::is_variable_name;
use super::path::{self, OnError};
use super::specifier::{self, INVALID_SLOT, Table};
use super::utf8;
use super::versions::Release;
use crate::source::Span;
use crate::value::ValueError;

/// The value of `EnvironmentFile=`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvironmentFile<'a> {
    /// `-`: the file may be missing.
    pub optional: bool,
    /// The path in its simplest form, specifiers unexpanded; may be a glob pattern.
    pub path: Cow<'a, str>,
    /// Where the path stands, without the `-`.
    pub span: Span,
}

/// Reads the value of `EnvironmentFile=`, which is not empty: an empty one empties the list. The whole line is the
/// path; quotes are part of it.
///
/// # Errors
/// Not absolute, with a `..`, or with an unknown specifier; systemd then ignores the line.
pub fn parse_directive(text: &str, release: Release) -> Result<EnvironmentFile<'_>, ValueError> {
    if let Some((_, at)) = Table::Full.first_unknown(text.as_bytes(), release) {
        let message = format!("Failed to resolve unit specifiers in '{text}', ignoring: {INVALID_SLOT}");
        return Err(ValueError::at(at, message, specifier::EXPECTED));
    }
    let optional = text.starts_with('-');
    let start = u32::from(optional);
    let path = path::absolute("EnvironmentFile", &text[start as usize..], start, OnError::Ignore)?;
    Ok(EnvironmentFile { optional, path, span: Span::new(start, text.len() as u32) })
}

/// A variable of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name, blanks at its end cut off.
    pub name: String,
    /// The value, quotes and escapes taken out.
    pub value: String,
    /// Where the name is written.
    pub name_span: Span,
    /// Where the value is written, from its first character to its last, quotes included; empty for none.
    pub value_span: Span,
}

/// What is wrong with a stretch of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// A line without `=`: passed over in silence.
    NoAssignment,
    /// The name is no variable's, often for an `export` in front: the assignment is dropped when the service starts.
    InvalidName,
    /// A quote is never closed: the value runs to the end of the file.
    OpenQuote,
    /// The name or value is not UTF-8: the file cannot be loaded.
    NotUtf8,
    /// The file holds a NUL: it cannot be loaded.
    Nul,
}

/// A problem and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What.
    pub kind: ProblemKind,
    /// Where.
    pub span: Span,
}

/// The variables of a file, each valid one in the order of the file; the last of a name wins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variables {
    /// Empty when the file cannot be loaded.
    pub entries: Vec<Entry>,
    /// What is wrong, in the order of the file.
    pub problems: Vec<Problem>,
}

/// The first release in which a comment that ends in a backslash does not take the next line along.
pub const COMMENT_ENDS_WITH_ITS_LINE_SINCE: Release = Release(254);

/// Reads a file as `release` does.
#[must_use]
pub fn parse_file(bytes: &[u8], release: Release) -> Variables {
    let mut variables = Variables::default();
    if let Some(at) = memchr(0, bytes) {
        variables
            .problems
            .push(Problem { kind: ProblemKind::Nul, span: Span::new(at as u32, at as u32 + 1) });
        return variables;
    }
    let mut reader = Reader { bytes, at: 0, release };
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

struct RawEntry {
    name: Span,
    value: Vec<u8>,
    value_span: Span,
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    release: Release,
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

const fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn next(&mut self, problems: &mut Vec<Problem>) -> Option<RawEntry> {
        loop {
            match self.peek()? {
                byte if is_blank(byte) => self.at += 1,
                b'#' | b';' => self.comment(),
                _ => match self.name() {
                    Ok(name) => return Some(self.value(name, problems)),
                    Err(span) => problems.push(Problem { kind: ProblemKind::NoAssignment, span }),
                },
            }
        }
    }

    fn comment(&mut self) {
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => {
                    let ends = self.release >= COMMENT_ENDS_WITH_ITS_LINE_SINCE
                        && self.peek().is_some_and(is_line_end);
                    self.at += usize::from(self.peek().is_some());
                    if ends {
                        return;
                    }
                }
                _ if is_line_end(byte) => return,
                _ => {}
            }
        }
    }

    /// Up to the `=`, which may stand first, when it is part of the name. Fails with the place of a line without one.
    fn name(&mut self) -> Result<Span, Span> {
        let start = self.at;
        self.at += 1;
        loop {
            let text = trim_end(&self.bytes[start..self.at]);
            match self.peek() {
                Some(b'=') => {
                    self.at += 1;
                    return Ok(Span::new(start as u32, (start + text.len()) as u32));
                }
                Some(byte) if !is_line_end(byte) => self.at += 1,
                Some(_) | None => return Err(Span::new(start as u32, (start + text.len()) as u32)),
            }
        }
    }

    /// The value up to the end of its line, past line ends that quotes or backslashes hide.
    fn value(&mut self, name: Span, problems: &mut Vec<Problem>) -> RawEntry {
        let mut value = Vec::new();
        let mut written: Option<Span> = None;
        let mut wrote = |from: usize, to: usize| {
            let span = Span::new(from as u32, to as u32);
            written = Some(written.map_or(span, |written| written.cover(span)));
        };
        // Where a value starts, and again behind a closed quote, blanks go and quotes count.
        while let Some(byte) = self.peek() {
            let from = self.at;
            match byte {
                _ if is_line_end(byte) => break,
                _ if is_blank(byte) => self.at += 1,
                b'\'' | b'"' => {
                    if !self.quoted(byte, &mut value) {
                        problems.push(Problem {
                            kind: ProblemKind::OpenQuote,
                            span: Span::new(from as u32, from as u32 + 1),
                        });
                    }
                    wrote(from, self.at);
                }
                _ => {
                    let end = self.unquoted(&mut value);
                    wrote(from, end);
                    break;
                }
            }
        }
        RawEntry { name, value, value_span: written.unwrap_or(Span::at(self.at as u32)) }
    }

    /// Reads from a quote to the one that closes it, if one does.
    fn quoted(&mut self, quote: u8, value: &mut Vec<u8>) -> bool {
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                _ if byte == quote => return true,
                b'\\' if quote == b'"' => match self.peek() {
                    Some(escaped @ (b'"' | b'\\' | b'`' | b'$')) => {
                        value.push(escaped);
                        self.at += 1;
                    }
                    Some(b'\n') => self.at += 1,
                    Some(other) => {
                        value.extend([b'\\', other]);
                        self.at += 1;
                    }
                    None => {}
                },
                _ => value.push(byte),
            }
        }
        false
    }

    /// Reads to the end of the line and gives the place where the last byte that counts ends.
    fn unquoted(&mut self, value: &mut Vec<u8>) -> usize {
        // Blanks at the end go, but not those that a backslash protects.
        let (mut kept, mut end) = (value.len(), self.at);
        while let Some(byte) = self.peek() {
            match byte {
                _ if is_line_end(byte) => break,
                b'\\' => {
                    self.at += 1;
                    if let Some(escaped) = self.peek() {
                        self.at += 1;
                        if !is_line_end(escaped) {
                            value.push(escaped);
                        }
                    }
                    (kept, end) = (value.len(), self.at);
                }
                _ => {
                    self.at += 1;
                    value.push(byte);
                    if !is_blank(byte) {
                        (kept, end) = (value.len(), self.at);
                    }
                }
            }
        }
        value.truncate(kept);
        end
    }
}

fn trim_end(bytes: &[u8]) -> &[u8] {
    let blanks = bytes.iter().rev().take_while(|byte| is_blank(**byte)).count();
    &bytes[..bytes.len() - blanks]
}

/// Writes a line `NAME=VALUE`, in double quotes when needed, without a line end.
///
/// # Errors
/// [`ProblemKind::Nul`] and [`ProblemKind::NotUtf8`]: with such a line systemd drops the whole file, and there are no escapes.
pub fn write(name: &str, value: &str) -> Result<String, ProblemKind> {
    for text in [name, value] {
        if text.contains('\0') {
            return Err(ProblemKind::Nul);
        }
        if !utf8::is_text(text) {
            return Err(ProblemKind::NotUtf8);
        }
    }
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_./:@%+,=-".contains(&byte);
    if value.bytes().all(is_plain) {
        return Ok(format!("{name}={value}"));
    }
    let mut line = format!("{name}=\"");
    for character in value.chars() {
        if matches!(character, '"' | '\\' | '`' | '$') {
            line.push('\\');
        }
        line.push(character);
    }
    line.push('"');
    Ok(line)
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
    fn a_quote_counts_only_where_a_value_starts() {
        assert_eq!(value("a\"b\"c"), "a\"b\"c");
        assert_eq!(value("\"a\"b"), "ab");
        assert_eq!(value("\"a\"'b' c"), "abc");
        assert_eq!(value("'a\\b'"), "a\\b");
    }

    #[test]
    fn a_hash_behind_a_value_is_part_of_it() {
        assert_eq!(value("30   # c"), "30   # c");
        assert_eq!(value("\"v\" # c"), "v# c");
    }

    #[test]
    fn blanks_at_the_ends_of_an_unquoted_value_go() {
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
    fn what_is_no_variable_is_dropped() {
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
    fn bytes_that_are_no_text_spoil_the_file() {
        let file = parse_file(b"A=1\nB=\xff", NOW);
        assert_eq!(file.entries, []);
        assert_eq!(file.problems, [Problem { kind: ProblemKind::NotUtf8, span: Span::new(4, 7) }]);
        assert_eq!(problems(b"A=1\0"), [(ProblemKind::Nul, Span::new(3, 4))]);
    }

    #[test]
    fn name_and_value_have_places() {
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

    #[test]
    fn what_would_spoil_the_file_is_not_written() {
        assert_eq!(write("A", "b\0"), Err(ProblemKind::Nul));
        assert_eq!(write("A", "b\u{2fffe}"), Err(ProblemKind::NotUtf8));
        assert_eq!(write("A", "b\u{fffd}"), Ok("A=\"b\u{fffd}\"".to_owned()));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(list in prop::collection::vec(("[A-Za-z_][A-Za-z0-9_]{0,6}", "[^\0]{0,12}|[ \"'\\\\`$;#\r\n]{0,6}"), 0..4)) {
            let (text, list): (String, Vec<_>) =
                list.into_iter().filter_map(|(name, value)| Some((write(&name, &value).ok()? + "\n", (name, value)))).unzip();
            let file = parse_file(text.as_bytes(), NOW);
            prop_assert_eq!(&file.problems, &[]);
            let read: Vec<_> = file.entries.into_iter().map(|entry| (entry.name, entry.value)).collect();
            prop_assert_eq!(read, list);
        }

        #[test]
        fn no_file_is_too_odd(text in "[A=# ;\"'\\\\\n\r$]{0,24}", bytes in prop::collection::vec(any::<u8>(), 0..24), release in 250_u16..256) {
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
