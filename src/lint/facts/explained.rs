//! Comments that explain why a line is as it is.

use crate::source::Sources;
use crate::syntax::ItemKind;
use crate::syntax::comments::is_for_people;
use crate::systemd::unit::{Unit, UnitEntry};

/// Whether there is a comment in words right above an entry: whoever wrote it knew what the line does. A directive that
/// was commented out (`#Restart=no`) does not explain the next one.
pub(crate) fn is_explained(unit: &Unit, sources: &Sources, entry: &UnitEntry<'_>) -> bool {
    let file = unit.file_of(entry);
    let bytes = sources.get(file.id).bytes();
    let above = file.tree.items.get(..entry.id.item as usize).unwrap_or_default();
    let mut comments = above.iter().rev().take_while(|item| item.kind == ItemKind::Comment);
    // A comment addressed to sysvisor does not explain the line.
    let Some(comment) = comments.find(|item| is_for_people(item, bytes)) else { return false };
    let text = comment.name.slice(bytes);
    let words = text.trim_ascii_start().split(u8::is_ascii_whitespace);
    let mut words = words.filter(|word| word.iter().any(u8::is_ascii_alphabetic));
    words.next().is_some_and(|first| !first.contains(&b'=')) && words.next().is_some()
}
