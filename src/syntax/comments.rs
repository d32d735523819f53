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

/// What a comment says, without its sign and a blank behind that.
pub(crate) fn without_sign(comment: &[u8]) -> &[u8] {
    let [b'#' | b';', text @ ..] = comment else { return comment };
    text.strip_prefix(b" ").unwrap_or(text)
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
/// setting that somebody commented out, `is_header` such a header.
pub(crate) fn ending<'i>(
    items: &'i [Item],
    header: usize,
    is_setting: &dyn Fn(&Item) -> bool,
    is_header: &dyn Fn(&Item) -> bool,
) -> impl Iterator<Item = &'i Item> + use<'i> {
    let rest = before_commented_out(&items[trailing(items, header, is_setting)], is_header);
    rest.iter().filter(|item| item.kind == ItemKind::Comment)
}

/// What a section keeps of the comments and blank lines between its last setting and the next header: all but the block right
/// above that, which is about it. Of a block that stands right below a setting, those are kept that are settings themselves.
fn trailing(items: &[Item], header: usize, is_setting: &dyn Fn(&Item) -> bool) -> Range<usize> {
    let is_next = |item: &Item| item.kind == ItemKind::Header;
    let next = items[header + 1..].iter().position(is_next).map_or(items.len(), |at| header + 1 + at);
    let is_trivia = |item: &&Item| matches!(item.kind, ItemKind::Comment | ItemKind::Blank);
    let first = next - items[header + 1..next].iter().rev().take_while(is_trivia).count();
    if next == items.len() {
        return first..next;
    }
    let block = block_above(items, next);
    if block.start == first && is_behind_entry(items, first) {
        return first..first + settings(&items[block], is_setting);
    }
    first..block.start
}

/// What stands before a section that somebody commented out: what its header begins, and what is said above it, belongs to nothing
/// that is there. Right below a setting, what comes before the header is still the setting's section's.
fn before_commented_out<'i>(items: &'i [Item], is_header: &dyn Fn(&Item) -> bool) -> &'i [Item] {
    let Some(header) = items.iter().position(is_header) else { return items };
    let direct = items.iter().take_while(|item| item.kind == ItemKind::Comment).count();
    &items[..header.min(direct)]
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
