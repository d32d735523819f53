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

/// What tells of a comment whether it is something that somebody commented out.
pub(crate) struct CommentedOut<'t> {
    /// A setting.
    pub(crate) is_setting: &'t dyn Fn(&Item) -> bool,
    /// A header.
    pub(crate) is_header: &'t dyn Fn(&Item) -> bool,
    /// Neither of them, but a line that is drawn: `# ------`.
    pub(crate) is_rule: &'t dyn Fn(&Item) -> bool,
}

/// The comments above an entry: all since the last entry or header. Above a header: what [`ending`] does not give to the section
/// before.
pub(crate) fn above<'i>(
    items: &'i [Item],
    at: usize,
    out: &CommentedOut<'_>,
) -> impl Iterator<Item = &'i Item> + use<'i> {
    let is_header = items.get(at).is_some_and(|item| item.kind == ItemKind::Header);
    let trivia = trivia_above(items, at);
    let start = if is_header { trivia.start + kept(items, &trivia, out) } else { trivia.start };
    items[start..at].iter().filter(|item| item.kind == ItemKind::Comment)
}

/// The comments at the end of a section, which no setting follows: `header` is where its header stands.
pub(crate) fn ending<'i>(
    items: &'i [Item],
    header: usize,
    out: &CommentedOut<'_>,
) -> impl Iterator<Item = &'i Item> + use<'i> {
    let is_next = |item: &Item| item.kind == ItemKind::Header;
    let next = items[header + 1..].iter().position(is_next).map(|at| header + 1 + at);
    let trivia = trivia_above(items, next.unwrap_or(items.len()));
    let kept = if next.is_some() { kept(items, &trivia, out) } else { trivia.len() };
    let rest = before_commented_out(&items[trivia.start..trivia.start + kept], out.is_header);
    rest.iter().filter(|item| item.kind == ItemKind::Comment)
}

/// How many of the comments and blank lines above a header are about the section before it.
///
/// The block right above the header is about what follows, but for the settings in it that stand right below one. So is a block
/// that blank lines stand around, where no other is right above the header or it is a heading: it stands where the section
/// that it is about begins. Above the first header it is about the file.
fn kept(items: &[Item], trivia: &Range<usize>, out: &CommentedOut<'_>) -> usize {
    let below = block_above(items, trivia.end);
    let own =
        if is_behind_entry(items, below.start) { settings(&items[below.clone()], out.is_setting) } else { 0 };
    let first = below.start + own - trivia.start;
    let blank = |item: &&Item| item.kind == ItemKind::Blank;
    let end = below.start - items[trivia.start..below.start].iter().rev().take_while(blank).count();
    let block = block_above(items, end);
    let is_apart = block.start > trivia.start && trivia.start > 0;
    let says = |test: &dyn Fn(&Item) -> bool| items[block.clone()].iter().any(test);
    let is_text = !block.is_empty() && !says(out.is_setting) && !says(out.is_header);
    if is_apart && is_text && (below.is_empty() || says(out.is_rule)) {
        block.start - trivia.start
    } else {
        first
    }
}

/// Whether the text of a comment is a line that is drawn: `------`.
pub(crate) fn is_rule(text: &str) -> bool {
    const SHORTEST: usize = 4;
    let mut chars = text.trim().chars();
    let first = chars.next();
    first.is_some_and(|sign| !sign.is_alphanumeric() && chars.as_str().len() >= SHORTEST - 1)
        && chars.all(|sign| Some(sign) == first)
}

/// What stands before a section that somebody commented out: what its header begins, and what is said above it, belongs to nothing
/// that is there. Right below a setting, what comes before the header is still the setting's section's.
fn before_commented_out<'i>(items: &'i [Item], is_header: &dyn Fn(&Item) -> bool) -> &'i [Item] {
    let Some(header) = items.iter().position(is_header) else { return items };
    let direct = items.iter().take_while(|item| item.kind == ItemKind::Comment).count();
    &items[..header.min(direct)]
}

/// The comments and blank lines right above an item.
fn trivia_above(items: &[Item], at: usize) -> Range<usize> {
    let is_trivia = |item: &&Item| matches!(item.kind, ItemKind::Comment | ItemKind::Blank);
    at - items[..at].iter().rev().take_while(is_trivia).count()..at
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
