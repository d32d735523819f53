//! A word, and a mapping of its bytes to the text.

use std::borrow::Cow;

use super::Flags;
use super::reader::{Reader, Step};
use crate::source::Span;

/// A word with quotes removed and escapes decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// The unquoted bytes; escapes can result in any byte.
    pub bytes: Cow<'a, [u8]>,
    /// The span of the word in the text, including quotes.
    pub span: Span,
    /// Whether any quote was removed from it.
    pub quoted: bool,
    /// The spans of unknown escapes, which are literal ([`CKeepingUnknown`](super::Backslash::CKeepingUnknown)).
    pub unknown_escapes: Vec<Span>,
    /// The word as written; `origin` is its offset in the text.
    pub(super) raw: &'a [u8],
    pub(super) origin: u32,
    pub(super) flags: Flags,
    /// The number of unquoted bytes removed from the start ([`Word::without_start`]).
    pub(super) skipped: usize,
}

impl<'a> Word<'a> {
    /// A word that is literal after its backslash: `\;` in an exec line, at `span`.
    pub(in crate::systemd) fn backslashed(text: &'a str, span: Span, flags: Flags) -> Self {
        let origin = span.start + 1;
        let raw = Span::new(origin, span.end).slice(text.as_bytes());
        Self {
            bytes: Cow::Borrowed(raw),
            span,
            quoted: false,
            unknown_escapes: Vec::new(),
            raw,
            origin,
            flags,
            skipped: 0,
        }
    }

    /// The unquoted word as text; `None` if escapes made it invalid UTF-8.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }

    /// The unquoted word for display: invalid UTF-8 is replaced by U+FFFD.
    #[must_use]
    pub fn lossy(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes)
    }

    /// Returns the word without the first `count` of its unquoted bytes.
    #[must_use]
    pub fn without_start(mut self, count: usize) -> Self {
        let count = count.min(self.bytes.len());
        self.span = self.span_of(count, self.bytes.len());
        self.bytes = match self.bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[count..]),
            Cow::Owned(mut bytes) => {
                bytes.drain(..count);
                Cow::Owned(bytes)
            }
        };
        self.skipped += count;
        self
    }

    /// The span in the text of the unquoted bytes `start..end`, including escapes.
    ///
    /// This parses the word again, as only findings need it.
    #[must_use]
    pub fn span_of(&self, start: usize, end: usize) -> Span {
        let (start, end) = (start + self.skipped, end + self.skipped);
        // If the lengths are equal, nothing was quoted or escaped.
        if self.skipped + self.bytes.len() == self.raw.len() {
            let written = Span::new(self.origin + start as u32, self.origin + end as u32);
            return if start < end { written } else { Span::at(self.origin + self.raw.len() as u32) };
        }
        let mut reader = Reader::new(self.flags);
        let (mut rest, mut seen) = (self.raw, 0);
        let mut found: Option<Span> = None;
        loop {
            let (after, step) = reader.step(rest);
            // The bytes of a literal piece are mapped one by one, those of an escape all at once.
            let (length, part) = match step {
                Step::Plain(part) | Step::Unknown(part) => (part.len(), Some(part)),
                Step::Escape(unescaped) => (unescaped.bytes().len(), None),
                Step::Quote => (0, None),
                Step::End | Step::Error(..) => break,
            };
            let (from, to) = (start.max(seen), end.min(seen + length));
            if from < to {
                let written = match part {
                    Some(part) => &part[from - seen..to - seen],
                    None => &rest[..rest.len() - after.len()],
                };
                let written = Span::of(self.raw, written).shifted(self.origin);
                found = Some(found.map_or(written, |found| found.cover(written)));
            }
            seen += length;
            rest = after;
        }
        found.unwrap_or_else(|| Span::at(self.origin + self.raw.len() as u32))
    }
}
