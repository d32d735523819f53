//! Escapes input text for the page. All of it goes through here, so that none of it can become markup.

use std::fmt::Write as _;

use crate::report::clean::{clean, is_unfit};

/// Appends text between tags.
///
/// Characters that would move, reverse or hide other text are shown as escapes and marked as such, in the notation of
/// [`clean`]; tabs stay. No input is placed in an attribute, but quotes are escaped as well, so that nothing depends on
/// that.
pub(super) fn text(page: &mut String, text: &str) {
    let mut buffer = [0; 4];
    for character in text.chars() {
        match character {
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            '&' => page.push_str("&amp;"),
            '"' => page.push_str("&quot;"),
            '\'' => page.push_str("&#39;"),
            '\t' => page.push('\t'),
            _ if is_unfit(character) => odd(page, &clean(character.encode_utf8(&mut buffer))),
            _ => page.push(character),
        }
    }
}

/// Appends bytes; those that are not valid UTF-8 as `\xff`.
pub(super) fn bytes(page: &mut String, bytes: &[u8]) {
    for chunk in bytes.utf8_chunks() {
        text(page, chunk.valid());
        for byte in chunk.invalid() {
            let mut escape = String::new();
            // Writing to a string cannot fail.
            _ = write!(escape, "\\x{byte:02x}");
            odd(page, &escape);
        }
    }
}

fn odd(page: &mut String, escape: &str) {
    page.push_str("<span class=\"odd\">");
    page.push_str(escape);
    page.push_str("</span>");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn escaped(input: &[u8]) -> String {
        let mut page = String::new();
        bytes(&mut page, input);
        page
    }

    #[test]
    fn markup_is_escaped_and_invisible_characters_are_shown() {
        assert_eq!(escaped(b"</script>&\"'"), "&lt;/script&gt;&amp;&quot;&#39;");
        assert_eq!(
            escaped(b"a\tb\0\xff\xe2\x80\xae"),
            "a\tb<span class=\"odd\">\\x00</span><span class=\"odd\">\\xff</span><span class=\"odd\">\\u{202e}</span>"
        );
        assert_eq!(escaped("Größe 日本".as_bytes()), "Größe 日本");
    }

    proptest! {
        #[test]
        fn no_byte_opens_a_tag_or_closes_an_attribute(input in proptest::collection::vec(any::<u8>(), 0..200)) {
            let page = escaped(&input).replace("<span class=\"odd\">", "").replace("</span>", "");
            prop_assert!(!page.contains(['<', '>', '"', '\'']));
            prop_assert!(page.chars().all(|character| character == '\t' || !is_unfit(character)));
        }
    }
}
