//! Which other units a unit names, and in which of its lists.

use std::cmp::Ordering;

use crate::source::Sources;
use crate::systemd::dependencies::{Named, named};
use crate::systemd::directives::Name;
use crate::systemd::unit::{Unit, UnitEntry};

/// The units that these lists of a unit name, each with its entry. What stands in such a list holds for good: an empty
/// line takes nothing back.
pub(crate) fn listed<'u>(
    unit: &'u Unit,
    sources: &'u Sources,
    lists: &[Name],
) -> Vec<(UnitEntry<'u>, Named)> {
    let entries = unit.written(sources, lists).into_iter();
    entries.flat_map(|entry| named(&entry, &unit.name).into_iter().map(move |named| (entry, named))).collect()
}

/// Whether one of these lists of a unit names the other.
pub(crate) fn names(unit: &Unit, sources: &Sources, lists: &[Name], other: &str) -> bool {
    listed(unit, sources, lists).iter().any(|(_, named)| named.name == other)
}

/// Whether the value of an entry holds this, as it is written: names of the system's own units are written out.
pub(crate) fn has_word(entry: &UnitEntry<'_>, word: &[u8]) -> bool {
    let value = entry.item.value.slice(entry.bytes);
    match value.len().cmp(&word.len()) {
        Ordering::Less => false,
        Ordering::Equal => value == word,
        Ordering::Greater => memchr::memmem::find(value, word).is_some(),
    }
}
