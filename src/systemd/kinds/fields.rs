//! Splits a text into fields at colons or other bytes: `extract_first_word()` of systemd's `extract-word.c`, with
//! separators chosen by the caller. [`super::words`] has the common case, words separated by whitespace.

use nom::IResult;
use nom::Parser as _;
use nom::bytes::complete::take_while1;

use super::escape_sequence;
use crate::source::Span;

/// How a text is split.
#[derive(Clone, Copy, Debug)]
pub(super) struct SplitOptions {
    /// The bytes that separate fields.
    pub separators: &'static [u8],
    /// Whether consecutive separators count as one; otherwise they delimit empty fields
    /// (`EXTRACT_DONT_COALESCE_SEPARATORS`).
    pub coalesce: bool,
    /// Whether quotes are removed, and separators in them are literal.
    pub unquote: bool,
    /// Whether a backslash only starts a C escape or escapes a separator
    /// (`EXTRACT_CUNESCAPE | EXTRACT_UNESCAPE_SEPARATORS`); otherwise it escapes any character.
    pub c_escapes: bool,
}

impl SplitOptions {
    /// Splits an unquoted word at colons: `*Directory=`, `MountImages=`.
    pub(super) const COLONS: Self =
        Self { separators: b":", coalesce: true, unquote: false, c_escapes: true };

    fn is_separator(&self, byte: u8) -> bool {
        self.separators.contains(&byte)
    }

    fn plain<'a>(&self, open: Option<u8>, rest: &'a [u8]) -> IResult<&'a [u8], &'a [u8]> {
        take_while1(|byte| match (open, byte) {
            (_, b'\\') => false,
            (Some(quote), byte) => byte != quote,
            (None, b'"' | b'\'') => !self.unquote,
            (None, byte) => !self.is_separator(byte),
        })
        .parse(rest)
    }

    fn without_separators<'a>(&self, rest: &'a [u8]) -> &'a [u8] {
        let count = rest.iter().take_while(|byte| self.is_separator(**byte)).count();
        &rest[count..]
    }
}

/// A field with quotes removed and escapes decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// Its text; invalid UTF-8 is replaced by U+FFFD.
    pub text: String,
    /// Its span, as written.
    pub span: Span,
    /// The separator that ended it; `None` at the end of the text.
    pub separator: Option<u8>,
}

/// An unbalanced quote or an invalid escape: nothing can be parsed from this byte on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SplitError(pub usize);

/// A parser that splits off one field after another.
#[derive(Clone, Debug)]
pub(super) struct Fields<'a> {
    text: &'a str,
    /// The start of the next field; `None` after the last.
    at: Option<usize>,
}

impl<'a> Fields<'a> {
    /// Starts at the beginning of `text`.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: Some(0) }
    }

    /// The part that is not split yet.
    pub(super) fn rest(&self) -> &'a str {
        self.at.map_or("", |at| &self.text[at..])
    }

    /// The start of [`Fields::rest`].
    pub(super) fn offset(&self) -> u32 {
        self.at.unwrap_or(self.text.len()) as u32
    }

    /// Splits off the next field.
    pub(super) fn next(&mut self, options: &SplitOptions) -> Result<Option<Field>, SplitError> {
        let Some(at) = self.at.take() else { return Ok(None) };
        let text = self.text.as_bytes();
        let mut rest = &text[at..];
        if options.coalesce {
            rest = options.without_separators(rest);
            if rest.is_empty() {
                return Ok(None);
            }
        }
        let start = text.len() - rest.len();
        let (mut bytes, mut open) = (Vec::new(), None);
        let separator = loop {
            let here = text.len() - rest.len();
            let Some((&first, after)) = rest.split_first() else {
                if open.is_some() {
                    return Err(SplitError(here));
                }
                break None;
            };
            match (open, first) {
                (None, separator) if options.is_separator(separator) => break Some(separator),
                (None, b'"' | b'\'') if options.unquote => (open, rest) = (Some(first), after),
                (Some(quote), _) if quote == first => (open, rest) = (None, after),
                (_, b'\\') => rest = unescape(options, after, &mut bytes).ok_or(SplitError(here + 1))?,
                _ => match options.plain(open, rest) {
                    Ok((after, plain)) => {
                        bytes.extend_from_slice(plain);
                        rest = after;
                    }
                    Err(_) => return Err(SplitError(here)),
                },
            }
        };
        let span = Span::new(start as u32, (text.len() - rest.len()) as u32);
        if separator.is_some() {
            let after = if options.coalesce { options.without_separators(rest) } else { &rest[1..] };
            // A trailing colon is followed by an empty field, unless separators are coalesced.
            self.at = (!options.coalesce || !after.is_empty()).then(|| text.len() - after.len());
        }
        Ok(Some(Field { text: String::from_utf8_lossy(&bytes).into_owned(), span, separator }))
    }
}

/// Parses what follows a backslash.
fn unescape<'a>(options: &SplitOptions, after: &'a [u8], bytes: &mut Vec<u8>) -> Option<&'a [u8]> {
    let (&first, beyond) = after.split_first()?;
    if options.c_escapes
        && let Ok((rest, unescaped)) = escape_sequence::read(after)
    {
        bytes.extend_from_slice(unescaped.bytes());
        return Some(rest);
    }
    if options.c_escapes && !options.is_separator(first) && first != b'\\' {
        return None;
    }
    // The other bytes of a multi-byte character follow as literals.
    bytes.push(first);
    Some(beyond)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LISTED: SplitOptions = SplitOptions::COLONS;
    const APART: SplitOptions =
        SplitOptions { separators: b": ", coalesce: false, unquote: true, c_escapes: false };

    fn options(text: &str, how: &SplitOptions) -> Result<Vec<String>, SplitError> {
        let (mut fields, mut all) = (Fields::new(text), Vec::new());
        while let Some(field) = fields.next(how)? {
            all.push(field.text);
        }
        Ok(all)
    }

    #[test]
    fn repeated_separators_are_merged_or_separate_empty_fields() {
        assert_eq!(options("::a::b:", &LISTED).unwrap(), ["a", "b"]);
        assert_eq!(options(":a: b:", &APART).unwrap(), ["", "a", "", "b", ""]);
        assert_eq!(options("", &LISTED).unwrap(), [""; 0]);
        assert_eq!(options("", &APART).unwrap(), [""]);
    }

    #[test]
    fn quotes_and_backslashes_escape_a_separator() {
        assert_eq!(options("a\\:b:c\\\\d\\x41", &LISTED).unwrap(), ["a:b", "c\\dA"]);
        assert_eq!(options("\"a b\":c\\ \\é'd'", &APART).unwrap(), ["a b", "c éd"]);
        assert_eq!(options("\"a\":b", &LISTED).unwrap(), ["\"a\"", "b"]);
    }

    #[test]
    fn a_syntax_error_is_reported_at_its_offset() {
        assert_eq!(options("a:b\\qc", &LISTED), Err(SplitError(4)));
        assert_eq!(options("a\\", &LISTED), Err(SplitError(2)));
        assert_eq!(options("a:\"b", &APART), Err(SplitError(4)));
    }

    proptest! {
        #[test]
        fn plain_fields_parse_back(parts in prop::collection::vec("[a-z/é]{1,4}", 1..5)) {
            for how in [&LISTED, &APART] {
                prop_assert_eq!(options(&parts.join(":"), how).unwrap(), &parts[..]);
            }
        }

        #[test]
        fn any_text_is_split_at_character_boundaries(text in "[ab:\\\\\"'é x0-9]{0,16}") {
            for how in [&LISTED, &APART] {
                let mut fields = Fields::new(&text);
                while let Ok(Some(field)) = fields.next(how) {
                    prop_assert!(text.get(field.span.range()).is_some());
                    prop_assert!(text.is_char_boundary(fields.offset() as usize));
                }
            }
        }
    }
}
