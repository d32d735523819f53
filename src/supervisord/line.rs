//! Physical lines, as Python's `configparser` sees them when supervisord reads a file.
//!
//! supervisord opens the file in text mode (universal newlines: `\n`, `\r\n` and a lone `\r` end a line) and reads it
//! with a `RawConfigParser` that has `inline_comment_prefixes=(';', '#')` (`supervisor/options.py`,
//! `UnhosedConfigParser`; the algorithm is CPython 3.11's `configparser.RawConfigParser._read`).

use memchr::{Memchr, memchr, memchr_iter, memchr2};

use crate::supervisord::kinds::space;

/// A physical line, cut at its comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// The line without its end.
    pub(super) text: &'a [u8],
    /// The line without its comment and without surrounding whitespace.
    pub(super) content: &'a [u8],
    /// The comment, with the whitespace around it; empty if there is none. A line with empty content but a comment is a
    /// comment line, not a blank line of a value.
    pub(super) comment: &'a [u8],
}

impl Line<'_> {
    #[inline]
    pub(super) const fn has_comment(&self) -> bool {
        !self.comment.is_empty()
    }
}

/// Splits physical lines off the start of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct LineSplitter {
    /// Whether the file has a `\r`. That is rare: the common case searches for `\n` alone, at memchr's speed.
    carriage_returns: bool,
}

impl LineSplitter {
    pub(super) fn new(bytes: &[u8]) -> Self {
        Self { carriage_returns: memchr(b'\r', bytes).is_some() }
    }

    /// Returns the first line of `input` without its terminator, and the input after the terminator.
    #[inline]
    pub(super) fn split_first(self, input: &[u8]) -> (&[u8], &[u8]) {
        let end = if self.carriage_returns { memchr2(b'\n', b'\r', input) } else { memchr(b'\n', input) };
        let Some(end) = end else { return (input, &[]) };
        let (line, after) = input.split_at(end);
        let len = if after.starts_with(b"\r\n") { 2 } else { 1 };
        (line, &after[len..])
    }
}

/// Cuts the comment off a line and strips what is left.
pub(super) fn read(text: &[u8]) -> Line<'_> {
    // Fast path: nearly no comment is indented.
    if matches!(text.first(), Some(b'#' | b';')) {
        return Line { text, content: &[], comment: text };
    }
    let stripped = space::strip(text);
    // A line whose first non-whitespace character is a prefix is a comment line.
    if matches!(stripped.first(), Some(b'#' | b';')) {
        return Line { text, content: &[], comment: text };
    }
    match inline_comment(text) {
        Some(at) => {
            let (content, comment) = text.split_at(at);
            Line { text, content: space::strip(content), comment }
        }
        None => Line { text, content: stripped, comment: &[] },
    }
}

/// The comment that supervisord cuts off after a line's content, from its prefix to its last character. Empty if it
/// cuts none, and for a comment line.
pub(crate) fn trailing_comment(line: &[u8]) -> &[u8] {
    let (text, _) = LineSplitter::new(line).split_first(line);
    let line = read(text);
    if line.content.is_empty() { &[] } else { space::strip_end(line.comment) }
}

/// Finds the start of an inline comment: a prefix at the start of the line or after whitespace.
///
/// `configparser` looks at one occurrence of each prefix per round and stops at the first round in which one
/// counts, so in `a;b ;c #d` the `#` wins over the earlier ` ;`: its round comes first.
fn inline_comment(line: &[u8]) -> Option<usize> {
    memchr2(b';', b'#', line)?;
    let mut semicolons = Some(memchr_iter(b';', line));
    let mut hashes = Some(memchr_iter(b'#', line));
    loop {
        let (semicolon, hash) = (next(&mut semicolons), next(&mut hashes));
        if semicolon.is_none() && hash.is_none() {
            return None;
        }
        let counts = |at: &usize| *at == 0 || space::ends_with_space(&line[..*at]);
        let found = semicolon.filter(counts).into_iter().chain(hash.filter(counts)).min();
        if found.is_some() {
            return found;
        }
    }
}

/// The next position of a prefix. Stores `None` at the end, because memchr would search the rest of the line again.
fn next(places: &mut Option<Memchr<'_>>) -> Option<usize> {
    let next = places.as_mut()?.next();
    if next.is_none() {
        *places = None;
    }
    next
}

/// The indentation of a line in characters: `configparser` compares the index of the first character that is not
/// whitespace.
pub(super) fn indentation(line: &[u8]) -> u32 {
    let blanks = line.len() - space::strip_start(line).len();
    let blanks = &line[..blanks];
    // Characters, not bytes: a no-break space counts once.
    blanks.iter().filter(|byte| (**byte & 0xC0) != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(text: &str) -> &str {
        std::str::from_utf8(read(text.as_bytes()).content).unwrap()
    }

    #[test]
    fn an_inline_comment_needs_whitespace_before_it() {
        assert_eq!(content("command=/bin/cat ; c"), "command=/bin/cat");
        assert_eq!(content("command=/bin/cat\t;c"), "command=/bin/cat");
        assert_eq!(content("command=/bin/cat\u{a0};c"), "command=/bin/cat");
        assert_eq!(content("command=/bin/cat;c"), "command=/bin/cat;c");
        assert_eq!(content("command=/bin/cat # c"), "command=/bin/cat");
        assert_eq!(content("command=curl http://x/#y"), "command=curl http://x/#y");
        assert_eq!(content("command=;/bin/cat"), "command=;/bin/cat");
        assert_eq!(content("command= ; foo"), "command=");
    }

    #[test]
    fn quotes_do_not_protect_a_comment() {
        assert_eq!(content("command=bash -c 'foo ; bar'"), "command=bash -c 'foo");
        assert_eq!(content("command=bash -c 'foo; bar'"), "command=bash -c 'foo; bar'");
        assert_eq!(content("command=/bin/sh -c \"echo 1; # x\""), "command=/bin/sh -c \"echo 1;");
        assert_eq!(content("command=/bin/sh -c \"echo 1;# x\""), "command=/bin/sh -c \"echo 1;# x\"");
    }

    #[test]
    fn the_comment_prefix_that_matches_first_wins() {
        assert_eq!(content("a;b ;c #d"), "a;b ;c");
        assert_eq!(content("a ;c #d"), "a");
        assert_eq!(content("a #c ;d"), "a");
    }

    #[test]
    fn a_whole_line_comment_may_be_indented_by_any_whitespace() {
        assert_eq!(content("  # c"), "");
        assert_eq!(content("\u{3000}; c"), "");
        assert!(read(b"# c").has_comment());
        assert!(!read(b"  ").has_comment());
    }

    #[test]
    fn every_python_line_ending_ends_a_line() {
        let splitter = LineSplitter::new(b"a\rb\r\nc\nd");
        let mut rest = b"a\rb\r\nc\nd".as_slice();
        let mut lines = Vec::new();
        while !rest.is_empty() {
            let (line, after) = splitter.split_first(rest);
            lines.push(line);
            rest = after;
        }
        assert_eq!(lines, [b"a", b"b", b"c", b"d"]);
    }

    #[test]
    fn indentation_counts_characters() {
        assert_eq!(indentation(b"  a"), 2);
        assert_eq!(indentation("\u{a0}a".as_bytes()), 1);
        assert_eq!(indentation(b"   "), 3);
    }
}
