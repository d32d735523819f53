//! Converts byte offsets to lines and columns, for output only.

use memchr::memchr2_iter;

/// The offsets at which the lines of a file start. `\n`, `\r\n` and a lone `\r` end a line, as in both managers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<u32>,
}

/// A line and column for output, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column in characters; each byte that is not part of a valid character counts as one.
    pub column: u32,
}

impl LineIndex {
    /// Finds the lines of `bytes`.
    #[must_use]
    pub fn new(bytes: &[u8]) -> Self {
        // Real files have 25 to 40 bytes per line.
        let mut starts = Vec::with_capacity(bytes.len() / 24 + 1);
        starts.push(0);
        for at in memchr2_iter(b'\n', b'\r', bytes) {
            let ends_crlf = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
            if !ends_crlf {
                starts.push(at as u32 + 1);
            }
        }
        Self { starts }
    }

    /// The number of lines; the text after the last line terminator counts as one, even if it is empty.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Always false: a file has at least one line.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The line (from 0) that contains `offset`.
    #[must_use]
    pub fn line(&self, offset: u32) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// The offset at which a line (from 0) starts; the end of `bytes` for a line after the last.
    #[must_use]
    pub fn start(&self, line: usize, bytes: &[u8]) -> u32 {
        self.starts.get(line).copied().unwrap_or(bytes.len() as u32)
    }

    /// The line and column of `offset` in `bytes`.
    #[must_use]
    pub fn position(&self, offset: u32, bytes: &[u8]) -> Position {
        let line = self.line(offset);
        let before = bytes.get(self.start(line, bytes) as usize..(offset as usize).min(bytes.len()));
        let column = before.map_or(0, count_characters);
        Position { line: line as u32 + 1, column: column + 1 }
    }
}

/// Counts the characters in `bytes`; each byte that is not part of a valid character counts as one.
pub(crate) fn count_characters(bytes: &[u8]) -> u32 {
    if bytes.is_ascii() {
        return bytes.len() as u32;
    }
    bytes.utf8_chunks().map(|chunk| chunk.valid().chars().count() + chunk.invalid().len()).sum::<usize>()
        as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(text: &[u8], offset: u32) -> (u32, u32) {
        let at = LineIndex::new(text).position(offset, text);
        (at.line, at.column)
    }

    #[test]
    fn every_kind_of_line_end_ends_a_line() {
        let text = b"a\nb\r\nc\rd";
        assert_eq!(position(text, 0), (1, 1));
        assert_eq!(position(text, 2), (2, 1));
        assert_eq!(position(text, 5), (3, 1));
        assert_eq!(position(text, 7), (4, 1));
        assert_eq!(position(text, 8), (4, 2));
    }

    #[test]
    fn columns_count_characters_and_stray_bytes() {
        assert_eq!(position("é=x".as_bytes(), 2), (1, 2));
        assert_eq!(position(b"\xff\xfex", 2), (1, 3));
    }

    #[test]
    fn an_offset_past_the_end_is_at_the_end() {
        assert_eq!(position(b"ab", 99), (1, 3));
    }
}
