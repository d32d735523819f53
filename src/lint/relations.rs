//! Which other units a unit names, and in which of its lists.

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
    let is_one = |entry: &UnitEntry<'_>| entry.row.is_some_and(|row| lists.contains(&row.name));
    let entries = unit.entries(sources).filter(|entry| is_one(entry) && unit.reads(entry));
    entries.flat_map(|entry| named(&entry, &unit.name).into_iter().map(move |named| (entry, named))).collect()
}

/// Whether one of these lists of a unit names the other.
pub(crate) fn names(unit: &Unit, sources: &Sources, lists: &[Name], other: &str) -> bool {
    listed(unit, sources, lists).iter().any(|(_, named)| named.name == other)
}

/// The word of an entry that is this name, as it stands: names of the system's own units are written out.
pub(crate) fn has_word(entry: &UnitEntry<'_>, word: &[u8]) -> bool {
    memchr::memmem::find(entry.item.value.slice(entry.bytes), word).is_some()
}
