//! The text of a value as its manager reads it, with a mapping back to the file.
//!
//! A value on one line is a slice of the file. One that spans several lines is joined (supervisord: with newlines;
//! systemd: the backslash becomes a space), so its text is nowhere in the file: it is owned, and a list of pieces maps
//! its offsets back, so that a label points at the right character of the right line.

use std::borrow::Cow;

use super::Span;

/// A part of a [`MappedText`] that is in the file verbatim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The offset at which it starts in the text.
    pub text: u32,
    /// The offset at which it starts in the file.
    pub file: u32,
}

/// The text of a value with a mapping from its offsets to those of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappedText<'a> {
    bytes: Cow<'a, [u8]>,
    /// The same as text, if it is already known to be valid UTF-8.
    text: Option<&'a str>,
    /// Sorted by `text`; the first starts at 0. One piece for a value on one line.
    pieces: Pieces,
    end: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Pieces {
    One(u32),
    Many(Vec<Piece>),
}

impl<'a> MappedText<'a> {
    /// A text that is in the file verbatim at `start`.
    #[must_use]
    pub fn borrowed(bytes: &'a [u8], start: u32) -> Self {
        let end = start + bytes.len() as u32;
        Self { bytes: Cow::Borrowed(bytes), text: None, pieces: Pieces::One(start), end }
    }

    /// A text that is in a file verbatim at `span`. `text` is the whole file, if it is valid UTF-8.
    #[must_use]
    pub fn within(bytes: &'a [u8], text: Option<&'a str>, span: Span) -> Self {
        let text = text.and_then(|text| text.get(span.range()));
        Self { text, ..Self::borrowed(span.slice(bytes), span.start) }
    }

    /// A text that was joined from pieces. `end` is the end of its last byte in the file.
    ///
    /// Bytes before the `text` offset of the first piece map to the place of the first piece.
    #[must_use]
    pub fn joined(bytes: Vec<u8>, pieces: Vec<Piece>, end: u32) -> Self {
        Self { bytes: Cow::Owned(bytes), text: None, pieces: Pieces::Many(pieces), end }
    }

    /// The bytes of the text.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The text; `None` if it is not valid UTF-8.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.text.or_else(|| std::str::from_utf8(&self.bytes).ok())
    }

    /// The text, if it is a slice of a file that is valid UTF-8.
    #[must_use]
    pub const fn borrowed_text(&self) -> Option<&'a str> {
        self.text
    }

    /// The text with invalid bytes replaced; borrows from the file if this text does.
    #[must_use]
    pub fn lossy(&self) -> Cow<'a, str> {
        match (self.text, &self.bytes) {
            (Some(text), _) => Cow::Borrowed(text),
            (None, Cow::Borrowed(bytes)) => lossy(bytes),
            (None, Cow::Owned(bytes)) => Cow::Owned(lossy(bytes).into_owned()),
        }
    }

    /// A part of the bytes; borrows from the file if this text does.
    #[must_use]
    pub fn slice(&self, span: Span) -> Cow<'a, [u8]> {
        match &self.bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(span.slice(bytes)),
            Cow::Owned(bytes) => Cow::Owned(span.slice(bytes).to_vec()),
        }
    }

    /// Whether the text spans several lines of the file.
    #[must_use]
    pub fn is_joined(&self) -> bool {
        matches!(self.pieces, Pieces::Many(_))
    }

    /// The offset in the file of the byte at `offset` in the text.
    #[must_use]
    pub fn offset(&self, offset: u32) -> u32 {
        match &self.pieces {
            Pieces::One(start) => (start + offset).min(self.end),
            Pieces::Many(pieces) => {
                let after = pieces.partition_point(|piece| piece.text <= offset);
                let Some(piece) = pieces.get(after.saturating_sub(1)) else { return self.end };
                (piece.file + offset.saturating_sub(piece.text)).min(self.end)
            }
        }
    }

    /// The range in the file of a range of the text.
    #[must_use]
    pub fn span(&self, span: Span) -> Span {
        let start = self.offset(span.start);
        if span.is_empty() {
            return Span::at(start);
        }
        // The last byte is mapped, not the one after it, which may be on another line.
        Span::new(start, (self.offset(span.end - 1) + 1).min(self.end.max(start)))
    }

    /// The range in the file of the whole text.
    #[must_use]
    pub fn whole(&self) -> Span {
        self.span(Span::new(0, self.bytes.len() as u32))
    }
}

/// Converts bytes to text, replacing invalid ones. Nearly all input is valid, and checking that first is faster.
#[must_use]
pub fn lossy(bytes: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_over_joined_lines_ends_on_the_line_of_its_last_byte() {
        // "ab \<newline>  cd" joined as "ab   cd"
        let text = MappedText::joined(
            b"ab   cd".to_vec(),
            vec![Piece { text: 0, file: 10 }, Piece { text: 4, file: 15 }],
            19,
        );
        assert_eq!(text.span(Span::new(0, 2)), Span::new(10, 12));
        assert_eq!(text.span(Span::new(5, 7)), Span::new(16, 18));
        assert_eq!(text.span(Span::new(0, 4)), Span::new(10, 14));
        assert_eq!(text.span(Span::at(7)), Span::at(18));
    }

    #[test]
    fn a_text_on_one_line_is_a_slice_of_the_file() {
        let text = MappedText::borrowed(b"value", 7);
        assert_eq!(text.whole(), Span::new(7, 12));
        assert_eq!(text.offset(99), 12);
        assert!(!text.is_joined());
    }
}
