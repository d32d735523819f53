//! A cache of lines that were checked before: the units of one system repeat many lines, and what can be told from a
//! line without its unit need not be worked out twice.

use crate::systemd::directives::DirectiveRow;
use crate::systemd::unit::UnitEntry;

/// What is known about lines, for a walk over many units. A line is dropped when another one needs its slot.
#[derive(Clone, Debug, Default)]
pub struct LineCache {
    /// How many units were started: the lines of a single unit hardly repeat.
    units: usize,
    slots: Vec<Option<Line>>,
}

/// What can be told about a line from its directive and its value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct LineFacts {
    /// Which rules for entries may find something: [`EntryKind`](super::EntryKind) as bits.
    pub(crate) kinds: u16,
    /// Whether the readers have nothing to report about the value, in whatever unit it is.
    pub(crate) is_clean: bool,
}

#[derive(Clone, Debug)]
struct Line {
    row: &'static DirectiveRow,
    length: u8,
    facts: LineFacts,
    value: [u8; MAX_VALUE_LEN],
}

/// Longer values seldom repeat.
const MAX_VALUE_LEN: usize = 44;

/// The number of slots: a power of two, and several times the number of lines of most systems.
const SLOTS: usize = 2048;

impl LineCache {
    /// Starts the next unit. Returns whether its lines are cached: those of the first one are not, since there may be
    /// no other.
    pub(crate) fn next_unit(&mut self) -> bool {
        self.units += 1;
        if self.units == 2 {
            self.slots = vec![None; SLOTS];
        }
        self.units > 1
    }

    /// What is known about a line.
    pub(crate) fn get(&self, entry: &UnitEntry<'_>) -> Option<LineFacts> {
        let (row, value) = key(entry)?;
        let line = self.slots.get(slot_of(row, value))?.as_ref()?;
        let is_match = std::ptr::eq(line.row, row)
            && usize::from(line.length) == value.len()
            && line.value.starts_with(value);
        is_match.then_some(line.facts)
    }

    /// Stores what is known about a line.
    pub(crate) fn insert(&mut self, entry: &UnitEntry<'_>, facts: LineFacts) {
        let Some((row, value)) = key(entry) else { return };
        let mut line = Line { row, length: value.len() as u8, facts, value: [0; MAX_VALUE_LEN] };
        if let (Some(bytes), Some(slot)) =
            (line.value.get_mut(..value.len()), self.slots.get_mut(slot_of(row, value)))
        {
            bytes.copy_from_slice(value);
            *slot = Some(line);
        }
    }
}

/// The key of a line; `None` if it is not cached.
fn key<'u>(entry: &UnitEntry<'u>) -> Option<(&'static DirectiveRow, &'u [u8])> {
    // A value over several lines, or one that is not text, is more than its bytes.
    let row = entry.row.filter(|_| entry.text.is_some() && !entry.item.is_multiline())?;
    let value = entry.item.value.slice(entry.bytes);
    (value.len() <= MAX_VALUE_LEN).then_some((row, value))
}

/// The slot of the line with this directive and value: the ends of values distinguish them well enough.
fn slot_of(row: &'static DirectiveRow, value: &[u8]) -> usize {
    let (first, last) = match (value.first_chunk(), value.last_chunk()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => (value.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)), 0),
    };
    let key = first ^ last.rotate_left(29) ^ (value.len() as u64) << 56 ^ (row.name as u64) << 40;
    // The upper bits of the product depend on all of the key.
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - SLOTS.ilog2())) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, Sources};
    use crate::systemd::Unit;

    #[test]
    fn lines_are_cached_by_directive_and_value_from_the_second_unit_on() {
        let mut sources = Sources::new();
        let text = "[Unit]\nAfter=a.target\nBefore=a.target\nAfter=a.target\nAfter=b.target \\\n c.target\nAfter=\nX=1\n";
        let id = sources.add(SourceFile::new("a.service", text.as_bytes().to_vec()).unwrap());
        let unit = Unit::of_file(id, &sources);
        let entries: Vec<_> = unit.entries(&sources).collect();
        let mut seen = LineCache::default();
        assert!(!seen.next_unit() && seen.next_unit());
        let facts = LineFacts { kinds: 5, is_clean: true };
        entries.iter().skip(3).for_each(|entry| seen.insert(entry, LineFacts::default()));
        seen.insert(&entries[0], facts);
        let known: Vec<_> = entries.iter().map(|entry| seen.get(entry)).collect();
        assert_eq!(
            known[..3],
            [Some(facts), None, Some(facts)],
            "the same line, another directive, the same line again"
        );
        assert_eq!(known[3], None, "a continued line");
        assert_eq!(known[4], Some(LineFacts::default()), "another value");
        assert_eq!(known[5], None, "not a directive");
    }
}
