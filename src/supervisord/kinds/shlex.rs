//! What the readers of commands and of environments share of Python's `shlex` module in POSIX mode: one word,
//! put together from plain, quoted and escaped pieces.
//!
//! `shlex` is not a shell: only blank, tab, CR and LF divide words, a backslash before a line feed keeps the line
//! feed, and inside double quotes a backslash escapes nothing but `"` and `\`.

use std::borrow::Cow;

use nom::IResult;
use nom::Parser as _;
use nom::bytes::complete::{take_till, take_while};
use nom::character::complete::anychar;

use crate::source::Span;
use crate::value::ValueError;

/// What a text with quotes may be.
const EXPECTED: &str = "a closing quote for every opening one and no backslash at the end";

/// Whether a character divides words.
pub(super) const fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

/// What is left of a text after the blanks at its start.
pub(super) fn skip_blanks(text: &str) -> &str {
    text.trim_start_matches(is_blank)
}

/// A word that ended too early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unfinished<'a> {
    /// A quote is not closed; from the opening quote to the end of the text.
    Quotation(&'a str),
    /// A backslash ends the text; from the backslash on.
    Escape(&'a str),
}

impl Unfinished<'_> {
    /// The error in Python's words, with the place in the text that `self` is a part of.
    pub(super) fn into_error(self, text: &str) -> ValueError {
        let (message, from) = match self {
            Self::Quotation(from) => ("No closing quotation", from),
            Self::Escape(from) => ("No escaped character", from),
        };
        ValueError::at(Span::of(text.as_bytes(), from.as_bytes()), message, EXPECTED)
    }
}

/// A word as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// Without quotes and backslashes.
    pub(super) text: Cow<'a, str>,
    /// Whether a part of it stood in quotes or behind a backslash.
    pub(super) quoted: bool,
    /// What follows it.
    pub(super) rest: &'a str,
}

/// Reads one word at the start of `input`, which runs as long as characters are quoted, escaped or `plain`.
/// No blank, quote or backslash may be `plain`.
pub(super) fn word<'a>(input: &'a str, plain: impl Fn(char) -> bool) -> Result<Word<'a>, Unfinished<'a>> {
    let mut text = Cow::Borrowed("");
    let mut quoted = false;
    let mut rest = input;
    loop {
        // Most words are one plain piece: they stay slices of the text.
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

/// Appends a piece to a word; the first piece is the word.
fn push<'a>(text: &mut Cow<'a, str>, piece: Cow<'a, str>) {
    if text.is_empty() {
        *text = piece;
    } else {
        text.to_mut().push_str(&piece);
    }
}

/// The longest start of a text of which all characters fit, and what follows.
pub(super) fn split_while(text: &str, fits: impl Fn(char) -> bool) -> (&str, &str) {
    let found: IResult<&str, &str> = take_while(fits).parse(text);
    found.map_or((text, ""), |(rest, found)| (found, rest))
}

/// The start of a text up to a character that fits, and what follows from there.
pub(super) fn split_till(text: &str, fits: impl Fn(char) -> bool) -> (&str, &str) {
    let found: IResult<&str, &str> = take_till(fits).parse(text);
    found.map_or((text, ""), |(rest, found)| (found, rest))
}

/// The first character of a text and what follows it.
pub(super) fn split_first(text: &str) -> Option<(char, &str)> {
    let found: IResult<&str, char> = anychar.parse(text);
    found.ok().map(|(rest, first)| (first, rest))
}

/// What stands between a quote at the start and the next one of its kind, without any escapes; and what follows.
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
        // The backslash stays unless it stands before one of the two: then what it escapes is all that stays.
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
