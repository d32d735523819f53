//! Splits an environment into words, as Python's `shlex` does.

use std::borrow::Cow;

use super::{Dialect, WORD};
use crate::source::Span;
use crate::supervisord::kinds::shlex;
use crate::value::ValueError;

/// A word of an environment.
#[derive(Clone, Debug)]
pub(super) struct Word<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) span: Span,
}

/// Python's `shlex.shlex(text)` with `/.+-():` added to its word characters.
pub(super) struct Words<'a> {
    text: &'a str,
    rest: &'a str,
    dialect: Dialect,
    /// The range of the comments skipped since this was last taken.
    pub(super) comment: Option<Span>,
}

impl<'a> Words<'a> {
    pub(super) const fn new(text: &'a str, dialect: Dialect) -> Self {
        Self { text, rest: text, dialect, comment: None }
    }

    /// Returns the next word; `None` at the end of the text.
    pub(super) fn next(&mut self) -> Result<Option<Word<'a>>, ValueError> {
        loop {
            self.rest = shlex::skip_blanks(self.rest);
            if !self.rest.starts_with('#') {
                break;
            }
            self.skip_comment();
        }
        let start = self.rest;
        let Some((first, after)) = shlex::split_first(start) else { return Ok(None) };
        let text = match (self.dialect, first) {
            (Dialect::Legacy, '\'' | '"') => {
                let (_, rest) = shlex::until_quote(start).map_err(|open| open.into_error(self.text))?;
                self.rest = rest;
                Cow::Borrowed(until(start, rest))
            }
            (Dialect::Legacy, c) if is_legacy_word(c) => self.legacy_word(),
            (Dialect::Posix, c) if is_posix_word(c) || matches!(c, '\'' | '"' | '\\') => {
                let word = shlex::word(start, is_posix_word).map_err(|open| open.into_error(self.text))?;
                self.rest = word.rest;
                word.text
            }
            // Any other character is a word of its own.
            (Dialect::Legacy | Dialect::Posix, _) => {
                self.rest = after;
                Cow::Borrowed(until(start, after))
            }
        };
        let span = Span::of(self.text.as_bytes(), until(start, self.rest).as_bytes());
        Ok(Some(Word { text, span }))
    }

    /// A word without quotes at its start. Quotes within it are part of it, and a comment does not end it: the word
    /// continues at the start of the next line.
    fn legacy_word(&mut self) -> Cow<'a, str> {
        let is_part = |c| is_legacy_word(c) || matches!(c, '\'' | '"');
        let (piece, rest) = shlex::split_while(self.rest, is_part);
        let mut text = Cow::Borrowed(piece);
        self.rest = rest;
        while self.rest.starts_with('#') {
            self.skip_comment();
            let (piece, rest) = shlex::split_while(self.rest, is_part);
            if !piece.is_empty() {
                text.to_mut().push_str(piece);
            }
            self.rest = rest;
        }
        text
    }

    /// Skips a comment and the newline that ends it.
    fn skip_comment(&mut self) {
        let (comment, rest) = shlex::split_till(self.rest, |c| c == '\n');
        let span = Span::of(self.text.as_bytes(), comment.as_bytes());
        self.comment = Some(self.comment.map_or(span, |before| before.cover(span)));
        self.rest = rest.strip_prefix('\n').unwrap_or(rest);
    }
}

/// The part of `text` before `rest`, which is its end.
fn until<'a>(text: &'a str, rest: &str) -> &'a str {
    text.get(..text.len() - rest.len()).unwrap_or(text)
}

/// Whether a character needs no quotes, in any release.
pub(in crate::supervisord) const fn is_legacy_word(c: char) -> bool {
    c.is_ascii() && WORD.has(c as u8)
}

/// In POSIX mode the letters of Latin-1, but no others, are word characters as well.
const fn is_posix_word(c: char) -> bool {
    is_legacy_word(c) || (matches!(c, 'À'..='ÿ') && !matches!(c, '×' | '÷'))
}
