//! The values of directives that accept a fixed set of words.

use crate::systemd::versions::Release;

/// The values of an enumeration.
#[derive(Debug, PartialEq, Eq)]
pub struct Enumeration {
    /// The values in the order of the man page, one per line: the word, its argument and the release that introduced
    /// it, separated by tabs. It is a single string because each `&str` of about a thousand words would need a
    /// relocation at program start.
    words: &'static str,
    /// What it accepts besides these words.
    pub also: &'static [Also],
}

/// A value of an enumeration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnumValue {
    /// The word; if it takes an argument, the part before the argument (`file:`).
    pub word: &'static str,
    /// What follows the word, as the man page calls it (`PATH`); `None` if the word takes no argument.
    pub argument: Option<&'static str>,
    /// The release that introduced it; `None` if that predates the records (about 183 to 230).
    pub added_in: Option<u16>,
}

impl EnumValue {
    /// Whether a release accepts it.
    #[must_use]
    pub fn is_known_to(&self, release: Release) -> bool {
        self.added_in.is_none_or(|added| added <= release.0)
    }
}

/// What an enumeration accepts besides its words.
#[derive(Debug, PartialEq, Eq)]
pub enum Also {
    /// Any spelling of a boolean.
    Boolean,
    /// A number in an inclusive range.
    Number(u32, u32),
}

impl Enumeration {
    pub(super) const fn new(words: &'static str, also: &'static [Also]) -> Self {
        Self { words, also }
    }

    /// The values, in the order of the man page.
    pub fn values(&self) -> impl Iterator<Item = EnumValue> + use<> {
        self.words.split_terminator('\n').map(value)
    }

    /// The value with this word, if it takes no argument.
    #[must_use]
    pub fn find(&self, word: &str) -> Option<EnumValue> {
        // Finds the line by its bytes, so that only this one has to be split.
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

/// Parses a line of [`Enumeration`]'s text.
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
    fn only_whole_words_are_found() {
        let words = "exec\t\t240\nexec-once\t\t\nfile:\tPATH\t236\n";
        let known = Enumeration::new(words, &[]);
        let value = |word, argument, added_in| EnumValue { word, argument, added_in };
        assert_eq!(known.find("exec"), Some(value("exec", None, Some(240))));
        assert_eq!(known.find("exec-once"), Some(value("exec-once", None, None)));
        assert!(["", "exe", "once", "file:", "file", "exec\t"].iter().all(|word| known.find(word).is_none()));
        assert_eq!(known.values().last(), Some(value("file:", Some("PATH"), Some(236))));
    }
}
