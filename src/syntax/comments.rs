//! Decides what a comment on its own line belongs to: the setting or header below it, or the section that it ends.

use std::ops::Range;

use super::{Item, ItemKind};

/// The prefix of a comment that is addressed to sysvisor.
const PRAGMA: &[u8] = b"sysvisor:";

/// Returns the text after `sysvisor:` if the line is a comment addressed to sysvisor: `# sysvisor: …`.
#[inline]
pub(crate) fn pragma(line: &[u8]) -> Option<&[u8]> {
    let [b'#' | b';', words @ ..] = trim_blanks_start(line) else { return None };
    // Cheap test first: few comments start with this letter.
    let words = trim_blanks_start(words);
    if words.first() == PRAGMA.first() { words.strip_prefix(PRAGMA) } else { None }
}

/// Whether a comment is for human readers. A comment addressed to sysvisor is not: it names rules of its own language.
pub(crate) fn is_for_people(comment: &Item, bytes: &[u8]) -> bool {
    pragma(comment.name.slice(bytes)).is_none()
}

/// The text of a comment without its `#` or `;` and one space after it.
pub(crate) fn strip_sign(comment: &[u8]) -> &[u8] {
    let [b'#' | b';', text @ ..] = comment else { return comment };
    text.strip_prefix(b" ").unwrap_or(text)
}

#[inline]
fn trim_blanks_start(mut bytes: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] = bytes {
        bytes = rest;
    }
    bytes
}

/// Predicates that recognise a comment as something commented out, or as a ruler.
pub(crate) struct CommentedOut<'t> {
    /// Whether it is a commented-out setting.
    pub(crate) is_setting: &'t dyn Fn(&Item) -> bool,
    /// Whether it is a commented-out header.
    pub(crate) is_header: &'t dyn Fn(&Item) -> bool,
    /// Whether it is neither, but a ruler: `# ------`.
    pub(crate) is_ruler: &'t dyn Fn(&Item) -> bool,
}

/// The comments above an item. For an entry: all since the last entry or header. For a header: those that [`ending`]
/// does not assign to the section before it.
pub(crate) fn above<'i>(
    items: &'i [Item],
    at: usize,
    out: &CommentedOut<'_>,
) -> impl Iterator<Item = &'i Item> + use<'i> {
    let is_header = items.get(at).is_some_and(|item| item.kind == ItemKind::Header);
    let trivia = trivia_above(items, at);
    let start = if is_header { trivia.start + count_of_section(items, &trivia, out) } else { trivia.start };
    items[start..at].iter().filter(|item| item.kind == ItemKind::Comment)
}

/// The comments at the end of a section, with no setting after them; `header` is the index of the section's header.
pub(crate) fn ending<'i>(
    items: &'i [Item],
    header: usize,
    out: &CommentedOut<'_>,
) -> impl Iterator<Item = &'i Item> + use<'i> {
    let is_next = |item: &Item| item.kind == ItemKind::Header;
    let next = items[header + 1..].iter().position(is_next).map(|at| header + 1 + at);
    let trivia = trivia_above(items, next.unwrap_or(items.len()));
    let count_of_section = if next.is_some() { count_of_section(items, &trivia, out) } else { trivia.len() };
    let rest = before_commented_out(&items[trivia.start..trivia.start + count_of_section], out.is_header);
    rest.iter().filter(|item| item.kind == ItemKind::Comment)
}

/// Counts the comments and blank lines above a header that belong to the section before it.
///
/// The block directly above the header belongs to what follows, except for the commented-out settings at its start if
/// the block directly follows an entry. A block set off by blank lines belongs to what follows as well, if no other
/// block is directly above the header or if it contains a ruler and so is a heading. Comments above the first header
/// belong to the file.
fn count_of_section(items: &[Item], trivia: &Range<usize>, out: &CommentedOut<'_>) -> usize {
    let below = block_above(items, trivia.end);
    let own = if follows_entry(items, below.start) {
        count_settings(&items[below.clone()], out.is_setting)
    } else {
        0
    };
    let first = below.start + own - trivia.start;
    let blank = |item: &&Item| item.kind == ItemKind::Blank;
    let end = below.start - items[trivia.start..below.start].iter().rev().take_while(blank).count();
    let block = block_above(items, end);
    let is_apart = block.start > trivia.start && trivia.start > 0;
    let says = |test: &dyn Fn(&Item) -> bool| items[block.clone()].iter().any(test);
    let is_text = !block.is_empty() && !says(out.is_setting) && !says(out.is_header);
    if is_apart && is_text && (below.is_empty() || says(out.is_ruler)) {
        block.start - trivia.start
    } else {
        first
    }
}

/// Whether the text of a comment is a ruler: `------`.
pub(crate) fn is_ruler(text: &str) -> bool {
    const MIN_LENGTH: usize = 4;
    let mut chars = text.trim().chars();
    let first = chars.next();
    first.is_some_and(|sign| !sign.is_alphanumeric() && chars.as_str().len() >= MIN_LENGTH - 1)
        && chars.all(|sign| Some(sign) == first)
}

/// The items before a commented-out section: its header, what follows it and the comments above it belong to no section
/// that exists. Comments directly below a setting, without a blank line between, still belong to that setting's
/// section.
fn before_commented_out<'i>(items: &'i [Item], is_header: &dyn Fn(&Item) -> bool) -> &'i [Item] {
    let Some(header) = items.iter().position(is_header) else { return items };
    let direct = items.iter().take_while(|item| item.kind == ItemKind::Comment).count();
    &items[..header.min(direct)]
}

/// The range of comments and blank lines directly above an item.
fn trivia_above(items: &[Item], at: usize) -> Range<usize> {
    let is_trivia = |item: &&Item| matches!(item.kind, ItemKind::Comment | ItemKind::Blank);
    at - items[..at].iter().rev().take_while(is_trivia).count()..at
}

/// The range of comments directly above an item.
fn block_above(items: &[Item], at: usize) -> Range<usize> {
    at - items[..at].iter().rev().take_while(|item| item.kind == ItemKind::Comment).count()..at
}

/// Whether the item before this index is an entry.
fn follows_entry(items: &[Item], at: usize) -> bool {
    at > 0 && items[at - 1].kind == ItemKind::Entry
}

/// How many comments at the start are commented-out settings.
fn count_settings(comments: &[Item], is_setting: &dyn Fn(&Item) -> bool) -> usize {
    comments.iter().take_while(|item| is_setting(item)).count()
}
