//! What a directive takes that takes words.

use crate::systemd::versions::Release;

/// The values that an enumeration takes.
#[derive(Debug, PartialEq, Eq)]
pub struct Enumeration {
    /// The words in the manual's order, one to a line: `word`, its argument, the release that brought it, with tabs between.
    /// One text: the loader of programs fills in the address of every text at each start, and there are a thousand words.
    words: &'static str,
    /// What it takes besides.
    pub also: &'static [Also],
}

/// A value of an enumeration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnumValue {
    /// The word; if it takes an argument, the part in front of the argument (`file:`).
    pub word: &'static str,
    /// What follows the word, in the manual's word (`PATH`); none for a word that stands alone.
    pub argument: Option<&'static str>,
    /// The release that brought it; none for one that is older than the records (about 183 to 230).
    pub added_in: Option<u16>,
}

impl EnumValue {
    /// Whether a release takes it.
    #[must_use]
    pub fn is_known_to(&self, release: Release) -> bool {
        self.added_in.is_none_or(|added| added <= release.0)
    }
}

/// What an enumeration takes besides its words.
#[derive(Debug, PartialEq, Eq)]
pub enum Also {
    /// Every spelling of a boolean.
    Boolean,
    /// A number, both ends included.
    Number(u32, u32),
}

impl Enumeration {
    pub(super) const fn new(words: &'static str, also: &'static [Also]) -> Self {
        Self { words, also }
    }

    /// The words, in the manual's order.
    pub fn values(&self) -> impl Iterator<Item = EnumValue> + use<> {
        self.words.split_terminator('\n').map(value)
    }

    /// The value of this word that stands alone.
    #[must_use]
    pub fn find(&self, word: &str) -> Option<EnumValue> {
        // The line is found by its bytes: it alone is taken apart.
        let text = self.words.as_bytes();
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', text) {
            let rest = text[start..end].strip_prefix(word.as_bytes());
            if let Some([b'\t', b'\t', release @ ..]) = rest {
                let word = self.words.get(start..start + word.len())?;
                let number =
                    |digits: &[u8]| digits.iter().fold(0, |all, digit| all * 10 + u16::from(digit - b'0'));
                let added_in = (!release.is_empty()).then(|| number(release));
                return Some(EnumValue { word, argument: None, added_in });
            }
            start = end + 1;
        }
        None
    }
}

/// The value of a line.
fn value(line: &'static str) -> EnumValue {
    let mut columns = line.split('\t');
    let word = columns.next().unwrap_or_default();
    let argument = columns.next().filter(|argument| !argument.is_empty());
    EnumValue { word, argument, added_in: columns.next().and_then(|release| release.parse().ok()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_whole_and_alone() {
        let words = "exec\t\t240\nexec-once\t\t\nfile:\tPATH\t236\n";
        let known = Enumeration::new(words, &[]);
        let value = |word, argument, added_in| EnumValue { word, argument, added_in };
        assert_eq!(known.find("exec"), Some(value("exec", None, Some(240))));
        assert_eq!(known.find("exec-once"), Some(value("exec-once", None, None)));
        assert!(["", "exe", "once", "file:", "file", "exec\t"].iter().all(|word| known.find(word).is_none()));
        assert_eq!(known.values().last(), Some(value("file:", Some("PATH"), Some(236))));
    }
}
