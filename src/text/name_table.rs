//! The names of a table, concatenated in one string. A separate `&str` for each of the hundreds of names would be an
//! address for the dynamic loader to relocate at every start of the program.

use std::ops::Range;

/// A list of names, accessed by index.
#[derive(Debug)]
pub(crate) struct NameTable {
    text: &'static str,
    /// The offset at which each name starts, followed by the end of the last one.
    starts: &'static [u16],
}

impl NameTable {
    /// Creates a table from the concatenated names and the offset at which each starts, followed by the end of the last
    /// one.
    pub(crate) const fn new(text: &'static str, starts: &'static [u16]) -> Self {
        Self { text, starts }
    }

    /// The number of names.
    pub(crate) const fn len(&self) -> usize {
        self.starts.len() - 1
    }

    pub(crate) fn get(&self, number: usize) -> &'static str {
        self.text.get(self.range(number)).unwrap_or_default()
    }

    /// The same as bytes: a comparison does not need the check for character boundaries.
    pub(crate) fn bytes(&self, number: usize) -> &'static [u8] {
        self.text.as_bytes().get(self.range(number)).unwrap_or_default()
    }

    fn range(&self, number: usize) -> Range<usize> {
        let start = |at: usize| usize::from(self.starts[at]);
        start(number)..start(number + 1)
    }
}
