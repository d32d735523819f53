//! Comments that say why a line is as it is.

use crate::source::Sources;
use crate::syntax::ItemKind;
use crate::syntax::comments::is_for_people;
use crate::systemd::unit::{Unit, UnitEntry};

/// Whether a comment stands right above an entry, in words: who wrote it knew what the line does. A directive that was turned off
/// (`#Restart=no`) says nothing of the next one.
pub(crate) fn is_explained(unit: &Unit, sources: &Sources, entry: &UnitEntry<'_>) -> bool {
    let file = unit.file_of(entry);
    let bytes = sources.get(file.id).bytes();
    let above = file.tree.items.get(..entry.id.item as usize).unwrap_or_default();
    let mut comments = above.iter().rev().take_while(|item| item.kind == ItemKind::Comment);
    // What is asked of sysvisor says nothing of the line.
    let Some(comment) = comments.find(|item| is_for_people(item, bytes)) else { return false };
    let text = comment.name.slice(bytes);
    let words = text.trim_ascii_start().split(u8::is_ascii_whitespace);
    let mut words = words.filter(|word| word.iter().any(u8::is_ascii_alphabetic));
    words.next().is_some_and(|first| !first.contains(&b'=')) && words.next().is_some()
}
