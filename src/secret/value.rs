//! How far a secret goes that begins at a place of a command line, and whether it is one.

use std::ops::Range;

use super::name;

/// What stands for a secret.
pub(crate) const HIDDEN: &str = "…";

/// The value that begins at `start`, right behind a name and a sign: if it is a secret.
pub(super) fn add_value(text: &str, start: usize, name: &str, found: &mut Vec<Range<usize>>) {
    add_value_of_word(text, start, (name, start - 1 - name.len()), found);
}

/// `user:secret`, of a word that begins at `word`. Two numbers are who runs a container, and so is a name twice.
pub(super) fn add_login(text: &str, start: usize, word: usize, found: &mut Vec<Range<usize>>) {
    let quote = open_quote(text, word);
    let whole = &text[start..start + value_length(&text[start..], quote, false)];
    let Some((user, secret)) = whole.split_once(':') else { return };
    let secret = secret.trim_end_matches(['"', '\'']);
    let user = user.trim_start_matches(['"', '\'']);
    let is_group = secret.bytes().all(|byte| byte.is_ascii_digit()) || secret == user || secret == "nogroup";
    // `-u` is one direction to socat, whose addresses have commas.
    let is_address = secret.starts_with("//") || secret.contains(',');
    if !is_group && !is_address && name::is_itself(secret) && !secret.starts_with(HIDDEN) {
        let start = start + whole.find(':').map_or(0, |at| at + 1);
        found.push(start..start + secret.len());
    }
}

/// The value that begins at `start`, of what is called `name`, in a word that begins at `word`: if it is a secret.
pub(super) fn add_value_of_word(
    text: &str,
    start: usize,
    (name, word): (&str, usize),
    found: &mut Vec<Range<usize>>,
) {
    let quote = open_quote(text, word);
    // A word that is quoted as a whole ends with its quote, and may hold blanks.
    let is_whole = text[..word].ends_with(['"', '\'']) && quote.is_some();
    let end = start + value_length(&text[start..], quote, is_whole);
    let plain = text[start..end].trim_matches(['"', '\'', '\\']);
    let is_hidden = is_always_one(name) || name::hides(name.as_bytes(), plain);
    if is_hidden && name::is_itself(plain) && !plain.starts_with(HIDDEN) {
        found.push(start..end);
    }
}

/// The quote that is open at a place.
pub(super) fn open_quote(text: &str, at: usize) -> Option<char> {
    let mut open = None;
    let mut characters = text[..at].chars();
    while let Some(character) = characters.next() {
        match (character, open) {
            ('\\', _) => _ = characters.next(),
            (c, Some(quote)) if c == quote => open = None,
            ('"' | '\'', None) => open = Some(character),
            _ => {}
        }
    }
    open
}

/// How long a value is inside a quote that is open, up to a blank or the end of that quote.
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

/// Whether an option or a variable of this name always holds a secret in a command line: `--pass`, and what redis.conf has, whose
/// directives are options of redis-server.
pub(super) fn is_always_one(name: &str) -> bool {
    let is_pass = name.as_bytes().split_last_chunk::<4>().is_some_and(|(before, last)| {
        last.eq_ignore_ascii_case(b"pass") && matches!(before.last(), None | Some(b'-' | b'_' | b'.'))
    });
    is_pass || matches!(name.trim_start_matches('-'), "requirepass" | "masterauth")
}
