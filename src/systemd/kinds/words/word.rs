//! A word, and where its bytes are written.

use std::borrow::Cow;

use super::Flags;
use super::reader::{Reader, Step};
use crate::source::Span;

/// A word, its escapes and quotes taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// What the word means, in bytes: escapes can spell any.
    pub bytes: Cow<'a, [u8]>,
    /// Where it stands in the text, quotes included.
    pub span: Span,
    /// Whether a quote was taken off anywhere in it.
    pub quoted: bool,
    /// The unknown escapes in it, which stand for themselves ([`CKeepingUnknown`](super::Backslash::CKeepingUnknown)).
    pub unknown_escapes: Vec<Span>,
    /// As written, from `origin` on in the text.
    pub(super) raw: &'a [u8],
    pub(super) origin: u32,
    pub(super) flags: Flags,
    /// Bytes of the meaning that were cut off at the start ([`Word::without_start`]).
    pub(super) skipped: usize,
}

impl<'a> Word<'a> {
    /// A word that stands for itself without its backslash: `\;` in an exec line, at `span`.
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

    /// The meaning as text, unless escapes made it something else.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }

    /// The meaning for people: what is not UTF-8 shows as U+FFFD.
    #[must_use]
    pub fn lossy(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes)
    }

    /// The word without the first `count` bytes of its meaning.
    #[must_use]
    pub fn without_start(mut self, count: usize) -> Self {
        let count = count.min(self.bytes.len());
        self.span = self.place(count, self.bytes.len());
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

    /// Where in the text the bytes `start..end` of the meaning are written, escapes included.
    ///
    /// The word is read once more for it: only findings ask.
    #[must_use]
    pub fn place(&self, start: usize, end: usize) -> Span {
        let (start, end) = (start + self.skipped, end + self.skipped);
        // What is as long as it is written is written as it is.
        if self.skipped + self.bytes.len() == self.raw.len() {
            let written = Span::new(self.origin + start as u32, self.origin + end as u32);
            return if start < end { written } else { Span::at(self.origin + self.raw.len() as u32) };
        }
        let mut reader = Reader::new(self.flags);
        let (mut rest, mut seen) = (self.raw, 0);
        let mut found: Option<Span> = None;
        loop {
            let (after, step) = reader.step(rest);
            // A part stands for its own bytes one by one, an escape for all of its own at once.
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
