//! The names of a table, one after the other in one text: the loader of programs fills in the address of every single text at
//! each start, and there are hundreds of names.

use std::ops::Range;

/// Names by their number.
#[derive(Debug)]
pub(crate) struct NameTable {
    text: &'static str,
    /// Where each name starts, and where the last one ends.
    starts: &'static [u16],
}

impl NameTable {
    /// The names that `text` is made of; `starts` says where each starts, and where the last one ends.
    pub(crate) const fn new(text: &'static str, starts: &'static [u16]) -> Self {
        Self { text, starts }
    }

    /// How many there are.
    pub(crate) const fn len(&self) -> usize {
        self.starts.len() - 1
    }

    pub(crate) fn get(&self, number: usize) -> &'static str {
        self.text.get(self.range(number)).unwrap_or_default()
    }

    /// The same as bytes: for comparing, it need not be made sure that characters are whole.
    pub(crate) fn bytes(&self, number: usize) -> &'static [u8] {
        self.text.as_bytes().get(self.range(number)).unwrap_or_default()
    }

    fn range(&self, number: usize) -> Range<usize> {
        let start = |at: usize| usize::from(self.starts[at]);
        start(number)..start(number + 1)
    }
}
