//! Byte ranges. Everything that comes from text has its position in bytes; lines and columns are computed only for
//! output (`LineIndex`).

use std::ops::Range;

/// A half-open range of bytes, `start..end`, in a file or in the text of a value.
///
/// `u32` keeps the tree small (a file of 4 GiB or more is refused by [`super::SourceFile::new`]).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The offset of the first byte.
    pub start: u32,
    /// The offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The range `start..end`; an `end` before `start` gives the empty range at `start`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// The range of `part` inside `whole`; `part` must be a sub-slice of `whole`.
    ///
    /// nom returns sub-slices: the difference of the addresses is the offset, which is four to five times cheaper than
    /// tracking positions in every parser.
    #[must_use]
    pub fn of(whole: &[u8], part: &[u8]) -> Self {
        let start = (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize).min(whole.len());
        let end = (start + part.len()).min(whole.len());
        Self { start: start as u32, end: end as u32 }
    }

    /// The empty range at `offset`.
    #[must_use]
    pub const fn at(offset: u32) -> Self {
        Self { start: offset, end: offset }
    }

    /// The number of bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the range is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The range as indices into a slice.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The bytes of `whole` in this range, cut off at the end of `whole`.
    #[must_use]
    pub fn slice(self, whole: &[u8]) -> &[u8] {
        let end = (self.end as usize).min(whole.len());
        whole.get(self.start as usize..end).unwrap_or_default()
    }

    /// The text of `whole` in this range; empty if the range is out of bounds or not at character boundaries.
    #[must_use]
    pub fn text(self, whole: &str) -> &str {
        whole.get(self.range()).unwrap_or_default()
    }

    /// The range moved by `by` bytes towards the end.
    #[must_use]
    pub const fn shifted(self, by: u32) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// The smallest range that contains both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether the two ranges share a byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}
