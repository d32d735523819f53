//! The beginning of a text that is too long to be shown in full.

/// The start of a text, in whole characters and at most `most` bytes long.
pub(crate) fn start(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    end.map_or("", |end| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multibyte_characters_are_not_split() {
        assert_eq!(
            [start("aéb", 4), start("aéb", 3), start("aéb", 2), start("é", 1)],
            ["aéb", "aé", "a", ""]
        );
    }
}
