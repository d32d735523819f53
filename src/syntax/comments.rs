//! To what a comment that has a line of its own belongs: to the setting or the header below it, or to the section that it ends.

use std::ops::Range;

use super::{Item, ItemKind};

/// What a comment starts with that is meant for sysvisor.
const ADDRESS: &[u8] = b"sysvisor:";

/// What a line says to sysvisor, if it is such a comment: `# sysvisor: …`.
#[inline]
pub(crate) fn said_to_us(line: &[u8]) -> Option<&[u8]> {
    let [b'#' | b';', words @ ..] = blanks_cut(line) else { return None };
    // Nearly no comment starts with the letter.
    let words = blanks_cut(words);
    if words.first() == ADDRESS.first() { words.strip_prefix(ADDRESS) } else { None }
}

/// Whether a comment is meant for people: what it asks of sysvisor is about rules for its own language.
pub(crate) fn is_for_people(comment: &Item, bytes: &[u8]) -> bool {
    said_to_us(comment.name.slice(bytes)).is_none()
}

#[inline]
fn blanks_cut(mut bytes: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] = bytes {
        bytes = rest;
    }
    bytes
}

/// The comments above an entry: all since the last entry or header. Above a header: the block right above it, without what
/// [`ending`] gives to the section before.
pub(crate) fn above<'i>(
    items: &'i [Item],
    at: usize,
    is_setting: &dyn Fn(&Item) -> bool,
) -> impl Iterator<Item = &'i Item> + use<'i> {
    let is_header = items.get(at).is_some_and(|item| item.kind == ItemKind::Header);
    let start = if is_header {
        let block = block_above(items, at);
        block.start
            + if is_behind_entry(items, block.start) { settings(&items[block], is_setting) } else { 0 }
    } else {
        let is_trivia = |item: &&Item| matches!(item.kind, ItemKind::Comment | ItemKind::Blank);
        at - items[..at].iter().rev().take_while(is_trivia).count()
    };
    items[start..at].iter().filter(|item| item.kind == ItemKind::Comment)
}

/// The comments at the end of a section, which no setting follows: `header` is where its header stands, `is_setting` tells a
/// setting that somebody commented out, `is_header` such a header. What such a header begins, and what is said above it, is
/// of a section that is not there.
pub(crate) fn ending<'i>(
    items: &'i [Item],
    header: usize,
    is_setting: &dyn Fn(&Item) -> bool,
    is_header: &dyn Fn(&Item) -> bool,
) -> Vec<&'i Item> {
    let is_next = |item: &Item| item.kind == ItemKind::Header;
    let next = items[header + 1..].iter().position(is_next).map_or(items.len(), |at| header + 1 + at);
    let is_trivia = |item: &&Item| matches!(item.kind, ItemKind::Comment | ItemKind::Blank);
    let first = next - items[header + 1..next].iter().rev().take_while(is_trivia).count();
    // What is right above the next header is about that; but a setting that was commented out right below another is not.
    let end = if next == items.len() { next } else { block_above(items, next).start };
    let mut found: Vec<&Item> = Vec::new();
    if end == first && next < items.len() && is_behind_entry(items, first) {
        let block = first..next;
        let count = settings(&items[block.clone()], is_setting);
        found.extend(&items[first..first + count]);
    }
    let rest = &items[first..end.max(first)];
    let direct = rest.iter().take_while(|item| item.kind == ItemKind::Comment).count();
    let (direct, rest) = rest.split_at(direct);
    let cut = direct.iter().position(is_header).unwrap_or(direct.len());
    found.extend(&direct[..cut]);
    if cut == direct.len() && !rest.iter().any(is_header) {
        found.extend(rest.iter().filter(|item| item.kind == ItemKind::Comment));
    }
    found
}

/// The block of comments right above an item.
fn block_above(items: &[Item], at: usize) -> Range<usize> {
    at - items[..at].iter().rev().take_while(|item| item.kind == ItemKind::Comment).count()..at
}

/// Whether an entry ends right before this place.
fn is_behind_entry(items: &[Item], at: usize) -> bool {
    at > 0 && items[at - 1].kind == ItemKind::Entry
}

/// How many comments at the start are settings.
fn settings(comments: &[Item], is_setting: &dyn Fn(&Item) -> bool) -> usize {
    comments.iter().take_while(|item| is_setting(item)).count()
}
