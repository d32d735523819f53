//! Placeholder words that do not occur in the given texts and can be inserted there for an unknown value: letters,
//! digits and underscores, which every parser accepts as part of a word.

/// The greatest number of consecutive underscores before an occurrence of `stem` in a text.
pub(super) fn underscores_before(stem: &str, text: &[u8]) -> usize {
    let before = |at: usize| text[..at].iter().rev().take_while(|byte| **byte == b'_').count();
    memchr::memmem::find_iter(text, stem).map(before).max().unwrap_or_default()
}

/// Returns the stem with one more underscore before it than the given number, which no text contains.
pub(super) fn unique_word(stem: &str, underscores: usize) -> String {
    ["_".repeat(underscores + 1).as_str(), stem].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_in_use_gets_more_underscores_than_any_occurrence() {
        for (text, word) in [
            ("", "_mark_"),
            ("a mark_ b", "_mark_"),
            ("a _mark_ ___mark_ __mark_", "____mark_"),
            ("é__mark_0_mark_", "___mark_"),
        ] {
            let found = unique_word("mark_", underscores_before("mark_", text.as_bytes()));
            assert_eq!(found, word);
            assert!(!text.contains(&found), "{text}");
        }
    }
}
