//! `environment=`: variables as `KEY="value",KEY2="value2"` (`supervisor.datatypes.dict_of_key_value_pairs`).
//!
//! supervisord passes the text to Python's `shlex`, reads three words at a time, a key, `=` and a value, and then skips
//! one more word whatever it is. Much of that loses text silently, so the parser here reports what is lost.

mod words;
mod write;

use std::borrow::Cow;

use crate::source::Span;
use crate::text::byte_set::ByteSet;
use crate::value::ValueError;
use words::Words;

pub(in crate::supervisord) use words::is_legacy_word;
pub use write::write;

/// The valid values, as described in error messages.
const EXPECTED: &str = "KEY=\"value\" pairs separated by commas";

/// How the text is split into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Up to supervisor 4.3.0: quotes have a meaning only at the start of a word, there are no escapes, and all quotes
    /// at the ends of a value are stripped.
    Legacy,
    /// From supervisor 4.4 on (unreleased): quotes and backslashes as in a POSIX shell.
    Posix,
}

/// A variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair<'a> {
    /// The name; may be any word.
    pub key: Cow<'a, str>,
    /// The value without its quotes.
    pub value: Cow<'a, str>,
    /// The range of the name.
    pub key_span: Span,
    /// The range of the value, including its quotes.
    pub value_span: Span,
    /// The range of the word after the value, which supervisord takes for the separator: normally a comma.
    pub separator_span: Option<Span>,
    /// The range of what is silently lost, from the first lost character to the last: the separator if it is not a
    /// comma, and everything after a `#`, which starts a comment to the end of its line.
    pub lost_span: Option<Span>,
}

/// Parses an environment. All pairs are returned in the order of the text; of two with the same key the later one wins.
///
/// # Errors
///
/// `Unexpected end of key/value pairs in value '…'` if the words are not key, `=`, value; `No closing quotation` and
/// (POSIX only) `No escaped character`, which take precedence wherever they occur.
pub fn parse(text: &str, dialect: Dialect) -> Result<Vec<Pair<'_>>, ValueError> {
    parse_plain(text).map_or_else(|| parse_words(text, dialect), Ok)
}

/// Parses an environment word by word.
fn parse_words(text: &str, dialect: Dialect) -> Result<Vec<Pair<'_>>, ValueError> {
    let mut words = Words::new(text, dialect);
    let mut pairs: Vec<Pair<'_>> = Vec::new();
    while let Some(key) = words.next()? {
        let equals = words.next()?;
        let value = words.next()?;
        let (Some(equals), Some(value)) = (equals, value) else {
            return Err(pair_error(text, pairs.last(), key.span, text.len() as u32));
        };
        if equals.text != "=" {
            // Python splits the whole text before it looks at the words.
            while words.next()?.is_some() {}
            return Err(pair_error(text, pairs.last(), key.span, value.span.end));
        }
        let separator = words.next()?;
        let mut lost_span = words.comment.take();
        if let Some(separator) = separator.as_ref().filter(|separator| separator.text != ",") {
            lost_span = Some(lost_span.map_or(separator.span, |lost| lost.cover(separator.span)));
        }
        pairs.push(Pair {
            key: key.text,
            value: match dialect {
                Dialect::Legacy => trim_quotes(value.text),
                Dialect::Posix => value.text,
            },
            key_span: key.span,
            value_span: value.span,
            separator_span: separator.map(|separator| separator.span),
            lost_span,
        });
    }
    // A comment after the last separator.
    if let (Some(comment), Some(last)) = (words.comment, pairs.last_mut()) {
        last.lost_span = Some(last.lost_span.map_or(comment, |lost| lost.cover(comment)));
    }
    Ok(pairs)
}

/// Fast path for the most common form, which both dialects parse alike: names and values of word characters, or
/// double-quoted values without quotes and backslashes in them, separated by nothing but a comma.
fn parse_plain(text: &str) -> Option<Vec<Pair<'_>>> {
    let bytes = text.as_bytes();
    let mut pairs = Vec::with_capacity(4);
    let mut start = 0;
    while start < bytes.len() || pairs.is_empty() {
        let equals = start + WORD.count_at_start(&bytes[start..]);
        if equals == start || bytes.get(equals) != Some(&b'=') {
            return None;
        }
        let from = equals + 1;
        let (value, end) = if bytes.get(from) == Some(&b'"') {
            let to = from + 1 + IN_QUOTES.count_at_start(&bytes[from + 1..]);
            if bytes.get(to) != Some(&b'"') {
                return None;
            }
            (from + 1..to, to + 1)
        } else {
            let to = from + WORD.count_at_start(&bytes[from..]);
            if to == from {
                return None;
            }
            (from..to, to)
        };
        let separator_span = match bytes.get(end) {
            None => None,
            Some(b',') => Some(Span::new(end as u32, end as u32 + 1)),
            Some(_) => return None,
        };
        pairs.push(Pair {
            key: Cow::Borrowed(text.get(start..equals)?),
            value: Cow::Borrowed(text.get(value)?),
            key_span: Span::new(start as u32, equals as u32),
            value_span: Span::new(from as u32, end as u32),
            separator_span,
            lost_span: None,
        });
        start = end + usize::from(separator_span.is_some());
    }
    Some(pairs)
}

/// The bytes that need no quotes: [`is_legacy_word`].
pub(crate) static WORD: ByteSet = ByteSet::new(b"_/.+-():").with_alphanumeric();

/// The bytes that stand for themselves in double quotes, in either dialect.
static IN_QUOTES: ByteSet = ByteSet::new(b"\"'\\").inverted();

/// The error for words that are not key, `=`, value; it points from the separator, if that was not a comma, to the last
/// word that was read.
fn pair_error(text: &str, before: Option<&Pair<'_>>, key: Span, end: u32) -> ValueError {
    let odd_separator =
        before.and_then(|pair| pair.separator_span).filter(|span| span.slice(text.as_bytes()) != b",");
    let start = odd_separator.unwrap_or(key).start;
    let message = format!("Unexpected end of key/value pairs in value '{text}'");
    ValueError::at(Span::new(start, end), message, EXPECTED)
}

fn trim_quotes(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_matches(['\'', '"'])),
        Cow::Owned(text) => Cow::Owned(text.trim_matches(['\'', '"']).to_owned()),
    }
}

#[cfg(test)]
mod tests;
