//! The zone at the end of a calendar expression.

use super::weekdays::is_weekday;
use crate::systemd::kinds::calendar::Zone;
use crate::text::word_list::WordList;

/// Splits off the time zone, which is the last word if that can be one.
pub(super) fn zone(text: &str) -> (&str, Zone) {
    let Some((rest, last)) = text.rsplit_once(' ') else { return (text, Zone::Local) };
    if last.eq_ignore_ascii_case("UTC") {
        return (rest, Zone::Utc);
    }
    if is_zone(last) { (rest, Zone::Named(last.to_owned())) } else { (text, Zone::Local) }
}

/// The zones whose names are a single word with lower-case letters.
const WORDS: WordList = WordList::new(
    "Cuba Egypt Eire GB-Eire Greenwich Hongkong Iceland Iran Israel Jamaica Japan Kwajalein Libya Navajo Poland Portugal \
     Singapore Turkey Universal Zulu",
);

/// Whether a word may name a zone of tzdata, regardless of the zones that a system has. Abbreviations in upper case may
/// be those of the system's own zone: `CEST`.
fn is_zone(word: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+'))
    };
    let is_letter = word.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
    let is_in_capitals = !word.bytes().any(|byte| byte.is_ascii_lowercase());
    let is_name = word.contains('/') || is_in_capitals && word.len() > 1 || WORDS.contains(word);
    is_letter && is_name && word.split('/').all(is_part) && !is_weekday(word)
}
