//! Lists of words, each list stored as one string. The two languages know thousands of words, and a separate `&str` for
//! each would be an address for the dynamic loader to relocate at every start of the program.

/// Words separated by a single byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordList {
    text: &'static str,
    separator: u8,
    /// Whether the list has at most one word, as many lists do.
    is_single: bool,
}

impl WordList {
    /// Words separated by one space.
    pub(crate) const fn new(text: &'static str) -> Self {
        Self::separated(text, b' ')
    }

    /// Words separated by `|`, which may contain spaces.
    pub(crate) const fn with_bars(text: &'static str) -> Self {
        Self::separated(text, b'|')
    }

    const fn separated(text: &'static str, separator: u8) -> Self {
        let bytes = text.as_bytes();
        let mut at = 0;
        // `const` code has no iterators.
        while at < bytes.len() && bytes[at] != separator {
            at += 1;
        }
        Self { text, separator, is_single: at == bytes.len() }
    }

    /// The words, in order.
    pub fn iter(self) -> impl Iterator<Item = &'static str> {
        self.text.split(char::from(self.separator)).filter(|word| !word.is_empty())
    }

    /// Whether this is one of the words.
    #[must_use]
    pub fn contains(self, word: &str) -> bool {
        self.position(word).is_some()
    }

    /// The byte offset of a word in the text.
    fn position(self, word: &str) -> Option<usize> {
        let (text, word) = (self.text.as_bytes(), word.as_bytes());
        if word.is_empty() || self.is_single {
            return (!word.is_empty() && text == word).then_some(0);
        }
        let mut start = 0;
        for end in memchr::memchr_iter(self.separator, text).chain([text.len()]) {
            if end - start == word.len() && text[start..].starts_with(word) {
                return Some(start);
            }
            start = end + 1;
        }
        None
    }

    /// The index of a word in the list.
    #[must_use]
    pub fn index(self, word: &str) -> Option<usize> {
        let before = self.text.as_bytes().get(..self.position(word)?)?;
        Some(memchr::memchr_iter(self.separator, before).count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_are_found() {
        let list = WordList::new("read readv pread64 write");
        assert!(["read", "readv", "write"].iter().all(|word| list.contains(word)));
        assert!(!["", " ", "rea", "ead", "read readv", "pread"].iter().any(|word| list.contains(word)));
        assert_eq!([list.index("read"), list.index("write"), list.index("x")], [Some(0), Some(3), None]);
        assert_eq!(WordList::with_bars("a b|c").iter().collect::<Vec<_>>(), ["a b", "c"]);
        assert_eq!(WordList::new("").iter().next(), None);
    }
}
