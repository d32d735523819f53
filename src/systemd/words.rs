//! Words: `extract_first_word()` of systemd's `extract-word.c`, with the flags each directive gives it.
//!
//! Words stand apart by blanks. Whether quotes are taken off and what a backslash does depends on the directive:
//! [`Flags`] names the combinations. A word without quotes and escapes borrows from the text.

use std::borrow::Cow;
use std::fmt;

use nom::IResult;
use nom::Parser as _;
use nom::bytes::complete::take_while;

use super::escape_sequence::{self, Unescaped};
use crate::byte_set::ByteSet;
use crate::source::Span;

/// What a backslash does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backslash {
    /// It goes, the next character stays as it is (no flag).
    Escapes,
    /// It starts a C escape, `EXTRACT_CUNESCAPE`; an unknown one makes the rest of the line unreadable.
    C,
    /// As [`Backslash::C`], but an unknown escape stays as written, with a note: `extract_first_word_and_warn()`.
    CKeepingUnknown,
    /// It is a character like any other, `EXTRACT_RETAIN_ESCAPE`.
    Literal,
}

/// How a directive's value is split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flags {
    /// Quotes are taken off, and keep blanks inside: `EXTRACT_UNQUOTE`.
    pub unquote: bool,
    /// What a backslash does.
    pub backslash: Backslash,
    /// The end of the text closes an open quote, `EXTRACT_RELAX`.
    pub relax: bool,
}

impl Flags {
    /// Exec lines.
    pub const EXEC: Self = Self { unquote: true, backslash: Backslash::CKeepingUnknown, relax: false };
    /// `Environment=`, `UnsetEnvironment=`, `LogExtraFields=`.
    pub const ENVIRONMENT: Self = Self { unquote: true, backslash: Backslash::C, relax: false };
    /// Lists of paths and most other lists that may be quoted: `ReadWritePaths=`, `PassEnvironment=`.
    pub const PATHS: Self = Self { unquote: true, backslash: Backslash::Escapes, relax: false };
    /// Lists of units: `After=`, `Wants=`; names hold backslashes (`dev-a\x2db.device`).
    pub const UNITS: Self = Self { unquote: false, backslash: Backslash::Literal, relax: false };
    /// `WantedBy=`, `RequiredBy=`, `UpheldBy=`, `Alias=`.
    pub const INSTALL: Self = Self { unquote: true, backslash: Backslash::Literal, relax: false };
    /// `SystemCallFilter=`, `SuccessExitStatus=`, `SupplementaryGroups=`, `Sockets=`, `Also=`.
    pub const PLAIN: Self = Self { unquote: false, backslash: Backslash::Escapes, relax: false };
    /// `CapabilityBoundingSet=`, `AmbientCapabilities=`, and the value of a `$FOO` that is split.
    pub const RELAXED: Self = Self { unquote: true, backslash: Backslash::Escapes, relax: true };
}

/// A word, its escapes and quotes taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// What the word means, in bytes: escapes can spell any.
    pub bytes: Cow<'a, [u8]>,
    /// Where it stands in the text, quotes included.
    pub span: Span,
    /// Whether a quote was taken off anywhere in it.
    pub quoted: bool,
    /// The unknown escapes in it, which stand for themselves ([`Backslash::CKeepingUnknown`]).
    pub unknown_escapes: Vec<Span>,
    /// As written, from `origin` on in the text.
    raw: &'a [u8],
    origin: u32,
    flags: Flags,
    /// Bytes of the meaning that were cut off at the start ([`Word::without_start`]).
    skipped: usize,
}

/// Why no further word can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordErrorKind {
    /// A quote is never closed.
    UnbalancedQuote,
    /// No such C escape.
    UnknownEscape,
    /// A backslash with nothing behind it.
    TrailingBackslash,
}

/// The end of what can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordError {
    /// Why.
    pub kind: WordErrorKind,
    /// The quote that is never closed, or the escape.
    pub span: Span,
    /// The word it stands in, to the end of the text.
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

/// The words of a text, one after the other; ends after the first error.
#[derive(Clone, Debug)]
pub struct Words<'a> {
    text: &'a [u8],
    rest: &'a [u8],
    flags: Flags,
}

impl<'a> Words<'a> {
    /// The words of `text`.
    #[must_use]
    pub fn new(text: &'a str, flags: Flags) -> Self {
        Self { text: text.as_bytes(), rest: blanks(text.as_bytes()), flags }
    }

    /// Where the next word starts; at the end of the text there is none.
    #[must_use]
    pub fn offset(&self) -> u32 {
        Span::of(self.text, self.rest).start
    }

    /// Takes the next word if it is written exactly `token`, before quotes and escapes are looked at.
    pub fn next_token(&mut self, token: &str) -> Option<Span> {
        let after = self.rest.strip_prefix(token.as_bytes())?;
        if after.first().copied().is_some_and(|byte| !is_blank(byte)) {
            return None;
        }
        let start = self.offset();
        self.rest = blanks(after);
        Some(Span::new(start, start + token.len() as u32))
    }

    fn read(&mut self) -> Result<Word<'a>, WordError> {
        let start = self.rest;
        let mut bytes = Cow::Borrowed(&start[..0]);
        let mut reader = Reader { flags: self.flags, open: None };
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
        self.rest = blanks(rest);
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

/// Adds bytes that stand in the text as they are; what lies end to end there stays borrowed.
fn append<'a>(bytes: &mut Cow<'a, [u8]>, part: &'a [u8]) {
    match bytes {
        Cow::Borrowed([]) => *bytes = Cow::Borrowed(part),
        Cow::Borrowed(_) | Cow::Owned(_) => bytes.to_mut().extend_from_slice(part),
    }
}

impl<'a> Word<'a> {
    /// A word that stands for itself without its backslash: `\;` in an exec line, at `span`.
    pub(super) fn backslashed(text: &'a str, span: Span, flags: Flags) -> Self {
        let origin = span.start + 1;
        let raw = Span::new(origin, span.end).slice(text.as_bytes());
        Self {
            bytes: Cow::Borrowed(raw),
            span,
            quoted: false,
            unknown_escapes: Vec::new(),
            raw,
            origin,
            flags,
            skipped: 0,
        }
    }

    /// The meaning as text, unless escapes made it something else.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }

    /// The meaning for people: what is not UTF-8 shows as U+FFFD.
    #[must_use]
    pub fn lossy(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes)
    }

    /// The word without the first `count` bytes of its meaning.
    #[must_use]
    pub fn without_start(mut self, count: usize) -> Self {
        let count = count.min(self.bytes.len());
        self.span = self.place(count, self.bytes.len());
        self.bytes = match self.bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[count..]),
            Cow::Owned(mut bytes) => {
                bytes.drain(..count);
                Cow::Owned(bytes)
            }
        };
        self.skipped += count;
        self
    }

    /// Where in the text the bytes `start..end` of the meaning are written, escapes included.
    ///
    /// The word is read once more for it: only findings ask.
    #[must_use]
    pub fn place(&self, start: usize, end: usize) -> Span {
        let (start, end) = (start + self.skipped, end + self.skipped);
        // What is as long as it is written is written as it is.
        if self.skipped + self.bytes.len() == self.raw.len() {
            let written = Span::new(self.origin + start as u32, self.origin + end as u32);
            return if start < end { written } else { Span::at(self.origin + self.raw.len() as u32) };
        }
        let mut reader = Reader { flags: self.flags, open: None };
        let (mut rest, mut seen) = (self.raw, 0);
        let mut found: Option<Span> = None;
        loop {
            let (after, step) = reader.step(rest);
            // A part stands for its own bytes one by one, an escape for all of its own at once.
            let (length, part) = match step {
                Step::Plain(part) | Step::Unknown(part) => (part.len(), Some(part)),
                Step::Escape(unescaped) => (unescaped.bytes().len(), None),
                Step::Quote => (0, None),
                Step::End | Step::Error(..) => break,
            };
            let (from, to) = (start.max(seen), end.min(seen + length));
            if from < to {
                let written = match part {
                    Some(part) => &part[from - seen..to - seen],
                    None => &rest[..rest.len() - after.len()],
                };
                let written = Span::of(self.raw, written).shifted(self.origin);
                found = Some(found.map_or(written, |found| found.cover(written)));
            }
            seen += length;
            rest = after;
        }
        found.unwrap_or_else(|| Span::at(self.origin + self.raw.len() as u32))
    }
}

/// One stretch of a word.
enum Step<'a> {
    /// Bytes that stand for themselves.
    Plain(&'a [u8]),
    /// A quote that is taken off.
    Quote,
    /// A C escape.
    Escape(Unescaped),
    /// An escape that is none, and stands for itself.
    Unknown(&'a [u8]),
    /// The word ends here.
    End,
    /// Nothing can be read from here on; the bytes to blame.
    Error(WordErrorKind, &'a [u8]),
}

struct Reader<'a> {
    flags: Flags,
    /// From the open quote on.
    open: Option<&'a [u8]>,
}

impl<'a> Reader<'a> {
    fn step(&mut self, rest: &'a [u8]) -> (&'a [u8], Step<'a>) {
        let Some(&first) = rest.first() else {
            return match self.open {
                Some(open) if !self.flags.relax => {
                    (rest, Step::Error(WordErrorKind::UnbalancedQuote, &open[..1]))
                }
                Some(_) | None => (rest, Step::End),
            };
        };
        match (self.open, first) {
            (None, byte) if is_blank(byte) => (rest, Step::End),
            (None, b'"' | b'\'') if self.flags.unquote => {
                self.open = Some(rest);
                (&rest[1..], Step::Quote)
            }
            (Some(open), _) if open.first() == Some(&first) => {
                self.open = None;
                (&rest[1..], Step::Quote)
            }
            (_, b'\\') if self.flags.backslash != Backslash::Literal => self.backslash(rest),
            _ => match self.plain(rest) {
                Ok((after, part)) => (after, Step::Plain(part)),
                Err(_) => (&rest[rest.len()..], Step::Plain(rest)),
            },
        }
    }

    fn plain(&self, rest: &'a [u8]) -> IResult<&'a [u8], &'a [u8]> {
        let unquote = self.flags.unquote;
        let escapes = self.flags.backslash != Backslash::Literal;
        match self.open.and_then(|open| open.first().copied()) {
            Some(quote) => take_while(|byte| byte != quote && !(byte == b'\\' && escapes)).parse(rest),
            None => {
                let plain = &PLAIN[usize::from(unquote) | usize::from(escapes) << 1];
                let (part, after) = rest.split_at(plain.count_at_start(rest));
                Ok((after, part))
            }
        }
    }

    fn backslash(&self, rest: &'a [u8]) -> (&'a [u8], Step<'a>) {
        let after = &rest[1..];
        if after.is_empty() {
            let step = match self.open {
                _ if self.flags.relax => Step::Plain(after),
                Some(open) => Step::Error(WordErrorKind::UnbalancedQuote, &open[..1]),
                None if self.flags.backslash == Backslash::CKeepingUnknown => Step::Unknown(rest),
                None => Step::Error(WordErrorKind::TrailingBackslash, rest),
            };
            return (after, step);
        }
        let (character, beyond) = after.split_at(first_character(after));
        let written = &rest[..1 + character.len()];
        match self.flags.backslash {
            Backslash::Escapes | Backslash::Literal => (beyond, Step::Plain(character)),
            Backslash::C | Backslash::CKeepingUnknown => match escape_sequence::read(after) {
                Ok((rest, unescaped)) => (rest, Step::Escape(unescaped)),
                Err(_) if self.flags.backslash == Backslash::C => {
                    (rest, Step::Error(WordErrorKind::UnknownEscape, written))
                }
                Err(_) => (beyond, Step::Unknown(written)),
            },
        }
    }
}

/// What stands for itself outside of quotes: everywhere, where quotes are taken off, where a backslash means something, and
/// where both is so.
static PLAIN: [ByteSet; 4] = [
    ByteSet::new(b" \t\n\r").inverted(),
    ByteSet::new(b" \t\n\r\"'").inverted(),
    ByteSet::new(b" \t\n\r\\").inverted(),
    ByteSet::new(b" \t\n\r\"'\\").inverted(),
];

/// The length of the first character. The bytes are those of a `str`, cut at ASCII characters.
fn first_character(bytes: &[u8]) -> usize {
    let continued = bytes.iter().skip(1).take_while(|byte| (0x80..0xc0).contains(*byte)).count();
    (1 + continued).min(bytes.len())
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// What follows the blanks at the start.
fn blanks(bytes: &[u8]) -> &[u8] {
    let count = bytes.iter().take_while(|byte| is_blank(**byte)).count();
    &bytes[count..]
}

/// A byte 0, which no unit file can spell and no program can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NulByte;

impl fmt::Display for NulByte {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a NUL byte cannot be written into a unit file")
    }
}

impl std::error::Error for NulByte {}

/// Writes a word for a directive that unquotes and knows C escapes ([`Flags::EXEC`], [`Flags::ENVIRONMENT`]).
///
/// In double quotes, and only when it needs them: `\` and `"` get a backslash, newline and tab become `\n` and
/// `\t`, other controls and what is not UTF-8 `\xNN`. `%` and `$` stay: see [`super::specifier::escape`] and
/// [`super::exec::argument::escape_variables`].
///
/// # Errors
/// [`NulByte`].
pub fn quote(bytes: &[u8]) -> Result<Cow<'_, str>, NulByte> {
    if !bytes.is_empty()
        && UNQUOTED.has_all(bytes)
        && let Ok(text) = std::str::from_utf8(bytes)
        && text != ";"
    {
        return Ok(Cow::Borrowed(text));
    }
    if memchr::memchr(0, bytes).is_some() {
        return Err(NulByte);
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && !needs_quotes(text)
    {
        return Ok(Cow::Borrowed(text));
    }
    let mut out = String::with_capacity(bytes.len() + 8);
    out.push('"');
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            match character {
                '"' | '\\' => out.extend(['\\', character]),
                '\n' => out.push_str("\\n"),
                '\t' => out.push_str("\\t"),
                _ if character.is_control() => {
                    for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                        push_hex(&mut out, byte);
                    }
                }
                _ => out.push(character),
            }
        }
        for byte in chunk.invalid() {
            push_hex(&mut out, *byte);
        }
    }
    out.push('"');
    Ok(Cow::Owned(out))
}

fn needs_quotes(text: &str) -> bool {
    // A lone `;` would end the command of an exec line.
    text.is_empty()
        || text == ";"
        || text.chars().any(|c| matches!(c, ' ' | '"' | '\'' | '\\') || c.is_control())
}

/// The characters of ASCII that need no quotes: what most words are made of.
static UNQUOTED: ByteSet = ByteSet::new(b"!#$%&()*+,-./:<=>?@[]^_`{|}~").and_alphanumeric();

/// Writes a byte as `\xNN`.
pub(super) fn push_hex(out: &mut String, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    out.push_str("\\x");
    out.push(char::from(DIGITS[usize::from(byte >> 4)]));
    out.push(char::from(DIGITS[usize::from(byte & 15)]));
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
    fn blanks_of_every_kind_part_words() {
        assert_eq!(exec(" a  b\tc\r\nd "), ["a", "b", "c", "d"]);
        assert_eq!(exec(""), [""; 0]);
    }

    #[test]
    fn c_escapes_work_outside_and_inside_both_quotes() {
        assert_eq!(exec(r#"a\tb "a\tb" 'a\tb' 'a\'b'"#), ["a\tb", "a\tb", "a\tb", "a'b"]);
        assert_eq!(exec(r"\x41\101\u00e9 a\sb a\\b"), ["AAé", "a b", r"a\b"]);
    }

    #[test]
    fn an_escape_can_spell_a_byte_that_is_no_text() {
        let word = word(r"\xffa", 0);
        assert_eq!(&*word.bytes, b"\xffa");
        assert_eq!(word.text(), None);
    }

    #[test]
    fn an_unknown_escape_stays_in_an_exec_line_and_is_noted() {
        for text in [r"a\ b", r"a\q", r"a\$", r"a\x00", r"\400", r"\08", r"a\é"] {
            assert_eq!(word(text, 0).unknown_escapes.len(), 1, "{text}");
            assert_eq!(exec(text), [text]);
        }
        assert_eq!(word(r"x a\qb", 1).unknown_escapes, [Span::new(3, 5)]);
    }

    #[test]
    fn a_backslash_at_the_very_end_stays_in_an_exec_line() {
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
    fn an_open_quote_is_an_error_where_it_opens() {
        let error = Words::new("a it's", Flags::EXEC).nth(1).unwrap().unwrap_err();
        let (span, word) = (Span::new(4, 5), Span::new(2, 6));
        assert_eq!(error, WordError { kind: WordErrorKind::UnbalancedQuote, span, word });
        assert_eq!(exec("\"a\\\" b"), ["error: the quote is never closed"]);
    }

    #[test]
    fn without_c_escapes_a_backslash_frees_the_next_character() {
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
    fn bytes_of_a_word_are_found_in_the_text() {
        let word = word(r#"x a"b\tc"é"#, 1);
        assert_eq!(&*word.bytes, "ab\tcé".as_bytes());
        assert_eq!(word.place(0, 1), Span::new(2, 3));
        assert_eq!(word.place(1, 2), Span::new(4, 5));
        assert_eq!(word.place(2, 3), Span::new(5, 7));
        assert_eq!(word.place(1, 4), Span::new(4, 8));
        assert_eq!(word.place(4, 6), Span::new(9, 11));
        let tail = word.without_start(1);
        assert_eq!(tail.span, Span::new(4, 11));
        assert_eq!(tail.place(0, 2), Span::new(4, 7));
    }

    #[test]
    fn a_token_is_taken_only_as_a_word_of_its_own() {
        let mut words = Words::new("; ;b", Flags::EXEC);
        assert_eq!(words.next_token(";"), Some(Span::new(0, 1)));
        assert_eq!(words.next_token(";"), None);
        assert_eq!(words.offset(), 2);
    }

    #[test]
    fn quotes_are_written_when_they_are_needed() {
        for (word, written) in [
            ("plain-1.2:/x,=@", "plain-1.2:/x,=@"),
            ("a;b", "a;b"),
            ("é", "é"),
            ("", "\"\""),
            (";", "\";\""),
            ("a b", "\"a b\""),
            ("it's", "\"it's\""),
            ("q\"q", r#""q\"q""#),
            ("back\\slash", r#""back\\slash""#),
            ("a\nb\tc\u{7}", r#""a\nb\tc\x07""#),
            ("\u{85}", r#""\xc2\x85""#),
        ] {
            assert_eq!(quote(word.as_bytes()).as_deref(), Ok(written));
        }
        assert_eq!(quote(b"\xff").as_deref(), Ok(r#""\xff""#));
        assert_eq!(quote(b"a\0"), Err(NulByte));
    }

    proptest! {
        #[test]
        fn what_is_quoted_is_read_back(words in prop::collection::vec(prop::collection::vec(1_u8.., 0..12), 1..5)) {
            let text = words.iter().map(|word| quote(word).unwrap()).collect::<Vec<_>>().join(" ");
            for flags in [Flags::EXEC, Flags::ENVIRONMENT] {
                let read: Vec<_> = Words::new(&text, flags).map(|word| word.unwrap().bytes.into_owned()).collect();
                prop_assert_eq!(&read, &words);
            }
        }

        #[test]
        fn spans_lie_in_the_text_in_order(text in r#"[ab "'\\x0-9é\t]{0,20}|\PC{0,12}"#) {
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
                        let place = word.place(at, at + 1);
                        prop_assert!(!place.is_empty() && place.start >= word.span.start && place.end <= word.span.end);
                    }
                }
            }
        }
    }
}
