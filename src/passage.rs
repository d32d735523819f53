//! Ranges of one long string. The tables have thousands of texts, and a separate `&str` for each would be an address
//! for the dynamic loader to relocate at every start of the program.

/// The position of a text in the string that holds all texts of its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Passage {
    start: u16,
    end: u16,
}

impl Passage {
    pub(crate) const fn new(start: u16, end: u16) -> Self {
        Self { start, end }
    }

    /// The part of `text` that the passage covers.
    pub(crate) fn of(self, text: &'static str) -> &'static str {
        text.get(usize::from(self.start)..usize::from(self.end)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_a_part_of_its_text() {
        assert_eq!(Passage::new(2, 4).of("abcde"), "cd");
        assert_eq!((Passage::new(0, 0).of("abc"), Passage::new(2, 9).of("abc")), ("", ""));
    }
}
