//! The part of Python's `shlex` in POSIX mode that the parsers of commands and environments share: one word, joined
//! from plain, quoted and escaped pieces.
//!
//! `shlex` is not a shell: only space, tab, CR and LF separate words, a backslash before a newline keeps the newline,
//! and within double quotes a backslash escapes only `"` and `\`.

use std::borrow::Cow;

use nom::IResult;
use nom::Parser as _;
use nom::bytes::complete::{take_till, take_while};
use nom::character::complete::anychar;

use crate::source::Span;
use crate::value::ValueError;

/// The valid values, as described in error messages.
const EXPECTED: &str = "a closing quote for every opening one and no backslash at the end";

/// Whether a character separates words.
pub(super) const fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

/// The text after the whitespace at its start.
pub(super) fn skip_blanks(text: &str) -> &str {
    text.trim_start_matches(is_blank)
}

/// The error for a word that ends too early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unfinished<'a> {
    /// A quote is not closed; contains the text from the opening quote on.
    Quotation(&'a str),
    /// The text ends with a backslash; contains the text from the backslash on.
    Escape(&'a str),
}

impl Unfinished<'_> {
    /// The error with Python's message; `self` must be part of `text`.
    pub(super) fn into_error(self, text: &str) -> ValueError {
        let (message, from) = match self {
            Self::Quotation(from) => ("No closing quotation", from),
            Self::Escape(from) => ("No escaped character", from),
        };
        ValueError::at(Span::of(text.as_bytes(), from.as_bytes()), message, EXPECTED)
    }
}

/// A parsed word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// The word without quotes and backslashes.
    pub(super) text: Cow<'a, str>,
    /// Whether a part of it was quoted or escaped.
    pub(super) quoted: bool,
    /// The text after the word.
    pub(super) rest: &'a str,
}

/// Parses one word at the start of `input`, which continues while characters are quoted, escaped or `plain`. No
/// whitespace, quote or backslash may be `plain`.
pub(super) fn word<'a>(input: &'a str, plain: impl Fn(char) -> bool) -> Result<Word<'a>, Unfinished<'a>> {
    let mut text = Cow::Borrowed("");
    let mut quoted = false;
    let mut rest = input;
    loop {
        // Most words are a single plain piece, which remains a slice of the text.
        let (piece, after) = match rest.as_bytes().first() {
            Some(b'\'') => single_quoted(rest)?,
            Some(b'"') => double_quoted(rest)?,
            Some(b'\\') => escaped(rest)?,
            _ => match split_while(rest, &plain) {
                ("", _) => return Ok(Word { text, quoted, rest }),
                (piece, after) => {
                    push(&mut text, Cow::Borrowed(piece));
                    rest = after;
                    continue;
                }
            },
        };
        quoted = true;
        push(&mut text, piece);
        rest = after;
    }
}

/// Appends a piece to a word; a first piece replaces the empty word.
fn push<'a>(text: &mut Cow<'a, str>, piece: Cow<'a, str>) {
    if text.is_empty() {
        *text = piece;
    } else {
        text.to_mut().push_str(&piece);
    }
}

/// Splits off the longest prefix in which all characters fit; returns it and the rest.
pub(super) fn split_while(text: &str, fits: impl Fn(char) -> bool) -> (&str, &str) {
    let found: IResult<&str, &str> = take_while(fits).parse(text);
    found.map_or((text, ""), |(rest, found)| (found, rest))
}

/// Splits a text before the first character that fits.
pub(super) fn split_till(text: &str, fits: impl Fn(char) -> bool) -> (&str, &str) {
    let found: IResult<&str, &str> = take_till(fits).parse(text);
    found.map_or((text, ""), |(rest, found)| (found, rest))
}

/// Splits off the first character of a text.
pub(super) fn split_first(text: &str) -> Option<(char, &str)> {
    let found: IResult<&str, char> = anychar.parse(text);
    found.ok().map(|(rest, first)| (first, rest))
}

/// Splits a text that starts with a quote: returns the part up to the next quote of the same kind, without any escapes,
/// and the rest.
pub(super) fn until_quote(text: &str) -> Result<(&str, &str), Unfinished<'_>> {
    let unclosed = Unfinished::Quotation(text);
    let (quote, inside) = split_first(text).ok_or(unclosed)?;
    let (inside, closing) = split_till(inside, |c| c == quote);
    let (_, rest) = split_first(closing).ok_or(unclosed)?;
    Ok((inside, rest))
}

type Piece<'a> = Result<(Cow<'a, str>, &'a str), Unfinished<'a>>;

fn single_quoted(text: &str) -> Piece<'_> {
    until_quote(text).map(|(inside, rest)| (Cow::Borrowed(inside), rest))
}

fn double_quoted(text: &str) -> Piece<'_> {
    let mut inside = Cow::Borrowed("");
    let (_, mut rest) = split_first(text).ok_or(Unfinished::Quotation(text))?;
    loop {
        let (piece, stop) = split_till(rest, |c| matches!(c, '"' | '\\'));
        push(&mut inside, Cow::Borrowed(piece));
        let (mark, after) = split_first(stop).ok_or(Unfinished::Quotation(text))?;
        if mark == '"' {
            return Ok((inside, after));
        }
        // The backslash is kept unless it is before one of the two characters that it can escape.
        let (_, next) = split_first(after).ok_or(Unfinished::Escape(stop))?;
        let pair = &stop[..stop.len() - next.len()];
        let kept = if matches!(pair, "\\\"" | "\\\\") { &pair[1..] } else { pair };
        push(&mut inside, Cow::Borrowed(kept));
        rest = next;
    }
}

fn escaped(text: &str) -> Piece<'_> {
    let (_, after) = split_first(text).ok_or(Unfinished::Escape(text))?;
    let (_, rest) = split_first(after).ok_or(Unfinished::Escape(text))?;
    Ok((Cow::Borrowed(&after[..after.len() - rest.len()]), rest))
}
