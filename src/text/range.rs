//! Ranges of one long string. The tables have thousands of texts, and a separate `&str` for each would be an address
//! for the dynamic loader to relocate at every start of the program.

/// The position of a text in the string that holds all texts of its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TextRange {
    start: u16,
    end: u16,
}

impl TextRange {
    pub(crate) const fn new(start: u16, end: u16) -> Self {
        Self { start, end }
    }

    /// The part of `text` that the range covers.
    pub(crate) fn slice(self, text: &'static str) -> &'static str {
        text.get(usize::from(self.start)..usize::from(self.end)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_slices_its_text() {
        assert_eq!(TextRange::new(2, 4).slice("abcde"), "cd");
        assert_eq!((TextRange::new(0, 0).slice("abc"), TextRange::new(2, 9).slice("abc")), ("", ""));
    }
}
