//! Words: `extract_first_word()` of systemd's `extract-word.c`, with the flags used by each directive.
//!
//! Words are separated by whitespace. Whether quotes are removed and what a backslash does depends on the directive:
//! [`Flags`] names the combinations. A word without quotes and escapes borrows from the text.

mod quote;
mod reader;
mod word;

use std::borrow::Cow;
use std::fmt;

pub(super) use self::quote::push_hex;
pub use self::quote::{NulByte, quote};
use self::reader::{Reader, Step, trim_start};
pub use self::word::Word;
use crate::source::Span;
use crate::systemd::kinds::whitespace::is_whitespace;

/// What a backslash does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backslash {
    /// It is removed, and the next character is literal (no flag).
    Escapes,
    /// It starts a C escape, `EXTRACT_CUNESCAPE`; nothing can be parsed after an unknown one.
    C,
    /// Like [`Backslash::C`], but an unknown escape is kept verbatim, with a warning: `extract_first_word_and_warn()`.
    CKeepingUnknown,
    /// It is a literal character, `EXTRACT_RETAIN_ESCAPE`.
    Literal,
}

/// How a directive's value is split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flags {
    /// Whether quotes are removed, and whitespace in them is literal: `EXTRACT_UNQUOTE`.
    pub unquote: bool,
    /// What a backslash does.
    pub backslash: Backslash,
    /// Whether the end of the text closes an unbalanced quote: `EXTRACT_RELAX`.
    pub relax: bool,
}

impl Flags {
    /// Exec lines.
    pub const EXEC: Self = Self { unquote: true, backslash: Backslash::CKeepingUnknown, relax: false };
    /// `Environment=`, `UnsetEnvironment=`, `LogExtraFields=`.
    pub const ENVIRONMENT: Self = Self { unquote: true, backslash: Backslash::C, relax: false };
    /// Lists of paths and most other lists that may be quoted: `ReadWritePaths=`, `PassEnvironment=`.
    pub const PATHS: Self = Self { unquote: true, backslash: Backslash::Escapes, relax: false };
    /// Lists of units: `After=`, `Wants=`; names contain backslashes (`dev-a\x2db.device`).
    pub const UNITS: Self = Self { unquote: false, backslash: Backslash::Literal, relax: false };
    /// `WantedBy=`, `RequiredBy=`, `UpheldBy=`, `Alias=`.
    pub const INSTALL: Self = Self { unquote: true, backslash: Backslash::Literal, relax: false };
    /// `SystemCallFilter=`, `SuccessExitStatus=`, `SupplementaryGroups=`, `Sockets=`, `Also=`.
    pub const PLAIN: Self = Self { unquote: false, backslash: Backslash::Escapes, relax: false };
    /// The value of a variable for a `$FOO` that is a word of its own.
    pub const RELAXED: Self = Self { unquote: true, backslash: Backslash::Escapes, relax: true };
}

/// Why no further word can be parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordErrorKind {
    /// An unbalanced quote.
    UnbalancedQuote,
    /// An unknown C escape.
    UnknownEscape,
    /// A backslash with nothing after it.
    TrailingBackslash,
}

/// The error that ends the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordError {
    /// The reason.
    pub kind: WordErrorKind,
    /// The span of the unbalanced quote, or of the escape.
    pub span: Span,
    /// The span from the start of its word to the end of the text.
    pub word: Span,
}

impl fmt::Display for WordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            WordErrorKind::UnbalancedQuote => "the quote is never closed",
            WordErrorKind::UnknownEscape => "unknown escape sequence",
            WordErrorKind::TrailingBackslash => "nothing follows the backslash",
        })
    }
}

impl std::error::Error for WordError {}

/// An iterator over the words of a text; it ends after the first error.
#[derive(Clone, Debug)]
pub struct Words<'a> {
    text: &'a [u8],
    rest: &'a [u8],
    flags: Flags,
}

impl<'a> Words<'a> {
    /// Splits `text`.
    #[must_use]
    pub fn new(text: &'a str, flags: Flags) -> Self {
        Self { text: text.as_bytes(), rest: trim_start(text.as_bytes()), flags }
    }

    /// The start of the next word; the end of the text if there is none.
    #[must_use]
    pub fn offset(&self) -> u32 {
        Span::of(self.text, self.rest).start
    }

    /// Returns the next word if it is written exactly like `token`, before quotes and escapes are parsed.
    pub fn next_token(&mut self, token: &str) -> Option<Span> {
        let after = self.rest.strip_prefix(token.as_bytes())?;
        if after.first().copied().is_some_and(|byte| !is_whitespace(byte)) {
            return None;
        }
        let start = self.offset();
        self.rest = trim_start(after);
        Some(Span::new(start, start + token.len() as u32))
    }

    fn read(&mut self) -> Result<Word<'a>, WordError> {
        let start = self.rest;
        let mut bytes = Cow::Borrowed(&start[..0]);
        let mut reader = Reader::new(self.flags);
        let (mut quoted, mut unknown_escapes) = (false, Vec::new());
        let mut rest = start;
        loop {
            let (after, step) = reader.step(rest);
            match step {
                Step::Plain(part) => append(&mut bytes, part),
                Step::Quote => quoted = true,
                Step::Escape(unescaped) => bytes.to_mut().extend_from_slice(unescaped.bytes()),
                Step::Unknown(part) => {
                    unknown_escapes.push(Span::of(self.text, part));
                    append(&mut bytes, part);
                }
                Step::End => break,
                Step::Error(kind, part) => {
                    self.rest = &self.text[self.text.len()..];
                    let (span, word) = (Span::of(self.text, part), Span::of(self.text, start));
                    return Err(WordError { kind, span, word });
                }
            }
            rest = after;
        }
        let raw = &start[..start.len() - rest.len()];
        self.rest = trim_start(rest);
        let span = Span::of(self.text, raw);
        Ok(Word {
            bytes,
            span,
            quoted,
            unknown_escapes,
            raw,
            origin: span.start,
            flags: self.flags,
            skipped: 0,
        })
    }
}

impl<'a> Iterator for Words<'a> {
    type Item = Result<Word<'a>, WordError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() { None } else { Some(self.read()) }
    }
}

/// Appends literal bytes of the text; borrows the bytes if they are the first.
fn append<'a>(bytes: &mut Cow<'a, [u8]>, part: &'a [u8]) {
    match bytes {
        Cow::Borrowed([]) => *bytes = Cow::Borrowed(part),
        Cow::Borrowed(_) | Cow::Owned(_) => bytes.to_mut().extend_from_slice(part),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str, flags: Flags) -> Vec<String> {
        Words::new(text, flags)
            .map(|word| word.map_or_else(|error| format!("error: {error}"), |word| word.lossy().into_owned()))
            .collect()
    }

    fn exec(text: &str) -> Vec<String> {
        words(text, Flags::EXEC)
    }

    fn word(text: &str, index: usize) -> Word<'_> {
        Words::new(text, Flags::EXEC).nth(index).unwrap().unwrap()
    }

    #[test]
    fn quotes_may_start_and_end_inside_a_word() {
        assert_eq!(exec(r#"a"b c"d "a"b '' "" 'a b'"#), ["ab cd", "ab", "", "", "a b"]);
    }

    #[test]
    fn every_kind_of_whitespace_separates_words() {
        assert_eq!(exec(" a  b\tc\r\nd "), ["a", "b", "c", "d"]);
        assert_eq!(exec(""), [""; 0]);
    }

    #[test]
    fn c_escapes_work_outside_and_inside_both_quotes() {
        assert_eq!(exec(r#"a\tb "a\tb" 'a\tb' 'a\'b'"#), ["a\tb", "a\tb", "a\tb", "a'b"]);
        assert_eq!(exec(r"\x41\101\u00e9 a\sb a\\b"), ["AAé", "a b", r"a\b"]);
    }

    #[test]
    fn an_escape_may_encode_a_byte_that_is_not_utf8() {
        let word = word(r"\xffa", 0);
        assert_eq!(&*word.bytes, b"\xffa");
        assert_eq!(word.text(), None);
    }

    #[test]
    fn an_unknown_escape_is_kept_in_an_exec_line_and_recorded() {
        for text in [r"a\ b", r"a\q", r"a\$", r"a\x00", r"\400", r"\08", r"a\é"] {
            assert_eq!(word(text, 0).unknown_escapes.len(), 1, "{text}");
            assert_eq!(exec(text), [text]);
        }
        assert_eq!(word(r"x a\qb", 1).unknown_escapes, [Span::new(3, 5)]);
    }

    #[test]
    fn a_trailing_backslash_is_kept_in_an_exec_line() {
        assert_eq!(exec("a\\"), ["a\\"]);
        assert_eq!(words("a\\", Flags::PLAIN), ["error: nothing follows the backslash"]);
        assert_eq!(words("a\\", Flags::ENVIRONMENT), ["error: nothing follows the backslash"]);
    }

    #[test]
    fn an_unknown_escape_ends_an_environment_line() {
        assert_eq!(
            words(r#"A=b "C=d e" F=g\ h X=y"#, Flags::ENVIRONMENT),
            ["A=b", "C=d e", "error: unknown escape sequence"]
        );
    }

    #[test]
    fn an_unclosed_quote_is_an_error_at_its_opening() {
        let error = Words::new("a it's", Flags::EXEC).nth(1).unwrap().unwrap_err();
        let (span, word) = (Span::new(4, 5), Span::new(2, 6));
        assert_eq!(error, WordError { kind: WordErrorKind::UnbalancedQuote, span, word });
        assert_eq!(exec("\"a\\\" b"), ["error: the quote is never closed"]);
    }

    #[test]
    fn without_c_escapes_a_backslash_escapes_any_character() {
        assert_eq!(words(r#"/a\ b "c \" d" \é"#, Flags::PATHS), ["/a b", r#"c " d"#, "é"]);
        assert_eq!(words(r#""a b" \t"#, Flags::PLAIN), ["\"a", "b\"", "t"]);
    }

    #[test]
    fn unit_names_keep_their_backslashes_and_quotes() {
        assert_eq!(words(r#"a\x2db.device "c""#, Flags::UNITS), [r"a\x2db.device", "\"c\""]);
        assert_eq!(words(r#""a\x2db.device""#, Flags::INSTALL), [r"a\x2db.device"]);
    }

    #[test]
    fn relaxed_words_end_with_the_text() {
        assert_eq!(words("a \"b c", Flags::RELAXED), ["a", "b c"]);
        assert_eq!(words("a\\", Flags::RELAXED), ["a"]);
    }

    #[test]
    fn a_plain_or_quoted_word_is_borrowed() {
        for word in Words::new(r#"abc "d e f""#, Flags::EXEC) {
            assert!(matches!(word.unwrap().bytes, Cow::Borrowed(_)));
        }
    }

    #[test]
    fn bytes_of_a_word_map_to_the_text() {
        let word = word(r#"x a"b\tc"é"#, 1);
        assert_eq!(&*word.bytes, "ab\tcé".as_bytes());
        assert_eq!(word.span_of(0, 1), Span::new(2, 3));
        assert_eq!(word.span_of(1, 2), Span::new(4, 5));
        assert_eq!(word.span_of(2, 3), Span::new(5, 7));
        assert_eq!(word.span_of(1, 4), Span::new(4, 8));
        assert_eq!(word.span_of(4, 6), Span::new(9, 11));
        let tail = word.without_start(1);
        assert_eq!(tail.span, Span::new(4, 11));
        assert_eq!(tail.span_of(0, 2), Span::new(4, 7));
    }

    #[test]
    fn a_token_is_recognized_only_as_a_separate_word() {
        let mut words = Words::new("; ;b", Flags::EXEC);
        assert_eq!(words.next_token(";"), Some(Span::new(0, 1)));
        assert_eq!(words.next_token(";"), None);
        assert_eq!(words.offset(), 2);
    }

    proptest! {
        #[test]
        fn quoted_words_parse_back(words in prop::collection::vec(prop::collection::vec(1_u8.., 0..12), 1..5)) {
            let text = words.iter().map(|word| quote(word).unwrap()).collect::<Vec<_>>().join(" ");
            for flags in [Flags::EXEC, Flags::ENVIRONMENT] {
                let read: Vec<_> = Words::new(&text, flags).map(|word| word.unwrap().bytes.into_owned()).collect();
                prop_assert_eq!(&read, &words);
            }
        }

        #[test]
        fn spans_are_in_order_and_within_the_text(text in r#"[ab "'\\x0-9é\t]{0,20}|\PC{0,12}"#) {
            for flags in [
                Flags::EXEC, Flags::ENVIRONMENT, Flags::PATHS, Flags::UNITS, Flags::INSTALL, Flags::PLAIN, Flags::RELAXED,
            ] {
                let mut end = 0;
                for word in Words::new(&text, flags) {
                    let Ok(word) = word else { break };
                    prop_assert!(word.span.start >= end);
                    prop_assert!(text.get(word.span.range()).is_some());
                    end = word.span.end;
                    for at in 0..word.bytes.len() {
                        let place = word.span_of(at, at + 1);
                        prop_assert!(!place.is_empty() && place.start >= word.span.start && place.end <= word.span.end);
                    }
                }
            }
        }
    }
}
