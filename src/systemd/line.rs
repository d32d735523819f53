//! Physical lines, split as systemd's `read_line()` does (`src/basic/fileio.c`, 257).

use memchr::{memchr, memchr2, memchr3};
use nom::IResult;
use nom::Parser as _;
use nom::bytes::complete::take_while;

use super::kinds::whitespace::is_whitespace;

/// The line length in bytes, `LONG_LINE_MAX` in `src/basic/def.h`, at which the whole unit fails to load with
/// `ENOBUFS`.
pub(super) const LONG_LINE_MAX: usize = 1024 * 1024;

/// Splits physical lines off the front of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct LineSplitter {
    /// Whether the file contains `\r` or NUL. Few do; the common case searches for `\n` alone, at memchr's speed.
    unusual_ends: bool,
}

impl LineSplitter {
    pub(super) fn new(bytes: &[u8]) -> Self {
        Self { unusual_ends: memchr2(b'\r', 0, bytes).is_some() }
    }

    /// Returns the first line of `input` without its line ending, and what follows the ending.
    pub(super) fn split_first(self, input: &[u8]) -> (&[u8], &[u8]) {
        if self.unusual_ends {
            let at = memchr3(b'\n', b'\r', 0, input).unwrap_or(input.len());
            let (line, end) = input.split_at(at);
            return (line, &end[end_length(end)..]);
        }
        memchr(b'\n', input).map_or((input, &[]), |end| (&input[..end], &input[end + 1..]))
    }
}

/// The length of the line ending: a run of distinct end marks (`\r\n`, `\n\r`), each at most once; NUL ends the
/// run.
fn end_length(input: &[u8]) -> usize {
    let mut len = 0;
    while let Some(mark @ (b'\n' | b'\r' | 0)) = input.get(len) {
        if input[..len].contains(mark) {
            break;
        }
        len += 1;
        if *mark == 0 {
            break;
        }
    }
    len
}

/// Strips leading whitespace.
pub(super) fn strip_start(bytes: &[u8]) -> &[u8] {
    let blanks: IResult<&[u8], &[u8], ()> = take_while(is_whitespace).parse(bytes);
    blanks.map_or(bytes, |(rest, _)| rest)
}

/// Strips trailing whitespace.
pub(super) fn strip_end(bytes: &[u8]) -> &[u8] {
    let len = bytes.iter().rposition(|byte| !is_whitespace(*byte)).map_or(0, |last| last + 1);
    &bytes[..len]
}

/// Strips whitespace at both ends.
pub(super) fn strip(bytes: &[u8]) -> &[u8] {
    strip_end(strip_start(bytes))
}

/// Whether the first non-whitespace character makes the line a comment.
pub(super) fn is_comment(line: &[u8]) -> bool {
    match line.first() {
        Some(b'#' | b';') => true,
        // Hardly any line is indented.
        Some(first) if is_whitespace(*first) => matches!(strip_start(line).first(), Some(b'#' | b';')),
        _ => false,
    }
}

/// Whether the line continues on the next one: it ends in an odd number of backslashes.
pub(super) fn is_continued(line: &[u8]) -> bool {
    line.last() == Some(&b'\\') && line.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(mut rest: &[u8]) -> Vec<&[u8]> {
        let cutter = LineSplitter::new(rest);
        let mut lines = Vec::new();
        while !rest.is_empty() {
            let (line, after) = cutter.split_first(rest);
            lines.push(line);
            rest = after;
        }
        lines
    }

    #[test]
    fn lf_cr_crlf_lfcr_and_nul_end_a_line() {
        let none = b"".as_slice();
        assert_eq!(lines(b"a\nb\rc\r\nd\n\re\0f"), [b"a", b"b", b"c", b"d", b"e", b"f"]);
        assert_eq!(lines(b"a\n\nb\0\n"), [b"a", none, b"b", none]);
        assert_eq!(lines(b"a\n\n"), [b"a", none]);
    }

    #[test]
    fn an_odd_number_of_trailing_backslashes_continues_the_line() {
        assert!(is_continued(b"a \\"));
        assert!(!is_continued(b"a \\\\"));
        assert!(is_continued(b"a \\\\\\"));
        assert!(!is_continued(b"a \\ "));
    }
}
