//! Finds the end of a value in a command line, and whether the value is a secret.

use std::ops::Range;

use super::name;

/// The replacement for a secret.
pub(crate) const REDACTED: &str = "…";

/// A text with the quote that is open at each position. [`Quotes::open_at`] must be called with ascending positions, so
/// that a line is read only once, however many names it contains.
pub(super) struct Quotes<'t> {
    pub(super) text: &'t str,
    /// The position up to which the text was read.
    at: usize,
    open: Option<char>,
}

impl<'t> Quotes<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text, at: 0, open: None }
    }

    /// The quote that is open at a position.
    pub(super) fn open_at(&mut self, place: usize) -> Option<char> {
        while self.at < place
            && let Some(character) = self.text[self.at..].chars().next()
        {
            self.at += character.len_utf8();
            match (character, self.open) {
                ('\\', _) => {
                    self.at += self.text[self.at..].chars().next().map_or(0, char::len_utf8);
                }
                (c, Some(quote)) if c == quote => self.open = None,
                ('"' | '\'', None) => self.open = Some(character),
                _ => {}
            }
        }
        self.open
    }

    /// Adds the value that begins at `start`, directly after a name and one other byte, if it is a secret.
    pub(super) fn add_value(&mut self, start: usize, name: &str, found: &mut Vec<Range<usize>>) {
        self.add_value_of_word(start, (name, start - 1 - name.len()), found);
    }

    /// Adds the secret of `user:secret` in a word that begins at `word`. Two numbers are the user and group of a
    /// container, and so is the same name twice.
    pub(super) fn add_login(&mut self, start: usize, word: usize, found: &mut Vec<Range<usize>>) {
        let quote = self.open_at(word);
        let behind = &self.text[start..];
        let whole = &behind[..value_length(behind, quote, false)];
        let Some((user, secret)) = whole.split_once(':') else { return };
        let secret = secret.trim_end_matches(['"', '\'']);
        let user = user.trim_start_matches(['"', '\'']);
        let is_group =
            secret.bytes().all(|byte| byte.is_ascii_digit()) || secret == user || secret == "nogroup";
        // `-u` stands for one direction in socat, whose addresses contain commas.
        let is_address = secret.starts_with("//") || secret.contains(',');
        if !is_group && !is_address && name::is_literal_secret(secret) && !secret.starts_with(REDACTED) {
            let start = start + whole.find(':').map_or(0, |at| at + 1);
            found.push(start..start + secret.len());
        }
    }

    /// Adds the value of `name` that begins at `start`, in a word that begins at `word`, if it is a secret.
    pub(super) fn add_value_of_word(
        &mut self,
        start: usize,
        (name, word): (&str, usize),
        found: &mut Vec<Range<usize>>,
    ) {
        let quote = self.open_at(word);
        // A word that is quoted as a whole ends with its quote, and may contain spaces.
        let is_whole = self.text[..word].ends_with(['"', '\'']) && quote.is_some();
        let end = start + value_length(&self.text[start..], quote, is_whole);
        let plain = self.text[start..end].trim_matches(['"', '\'', '\\']);
        let is_hidden = name::always_names_secret(name) || name::hides_value(name.as_bytes(), plain);
        if is_hidden && name::is_literal_secret(plain) && !plain.starts_with(REDACTED) {
            found.push(start..end);
        }
    }
}

/// The length of a value within an enclosing quote: up to whitespace or the end of that quote.
pub(super) fn value_length(text: &str, enclosing: Option<char>, is_whole: bool) -> usize {
    // `sh -c "app --password=\"a b\""`
    if let Some(quoted) = text.strip_prefix("\\\"") {
        return quoted.find("\\\"").map_or(text.len(), |end| end + 4);
    }
    let mut own = None;
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match (character, own) {
            ('\\', _) => _ = characters.next(),
            (c, Some(quote)) if c == quote => own = None,
            (_, Some(_)) => {}
            (c, None) if Some(c) == enclosing => return at,
            ('"' | '\'', None) => own = Some(character),
            (c, None) if c.is_whitespace() && !is_whole => return at,
            _ => {}
        }
    }
    text.len()
}
