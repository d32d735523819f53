//! Lines that were looked at before: units of one system say much the same, and what there is to see in a line without a look at
//! its unit need not be seen twice.

use crate::systemd::directives::DirectiveRow;
use crate::systemd::unit::UnitEntry;

/// What was seen of lines, for a walk over many units. It forgets a line when another one needs its place.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// How many units were looked at: one alone has few lines twice.
    units: usize,
    places: Vec<Option<Line>>,
}

/// What can be told of a line by its directive and its value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Look {
    /// Which rules of entries may have something to say: [`Entries`](super::Entries) as bits.
    pub(crate) kinds: u16,
    /// Whether the readers have nothing to say of the value, in whatever unit it stands.
    pub(crate) is_settled: bool,
}

#[derive(Clone, Debug)]
struct Line {
    row: &'static DirectiveRow,
    length: u8,
    look: Look,
    value: [u8; LONGEST],
}

/// Longer values are seldom met again.
const LONGEST: usize = 44;

/// A power of two, and some times as many lines as most systems have.
const PLACES: usize = 2048;

impl Seen {
    /// From now on the lines are those of another unit.
    pub(crate) fn next_unit(&mut self) {
        self.units += 1;
        if self.units == 2 {
            self.places = vec![None; PLACES];
        }
    }

    /// The place of a line; none for what is not kept.
    pub(crate) fn place(&mut self, entry: &UnitEntry<'_>) -> Option<Place<'_>> {
        let row = entry.row?;
        // Of a value over several lines and of one that is no text, more counts than its bytes.
        if self.places.is_empty() || entry.text.is_none() || entry.item.is_multiline() {
            return None;
        }
        let value = entry.item.value.slice(entry.bytes);
        let length = u8::try_from(value.len()).ok().filter(|length| usize::from(*length) <= LONGEST)?;
        let slot = self.places.get_mut(place(row, value))?;
        let is_it = |line: &Line| {
            std::ptr::eq(line.row, row) && line.length == length && line.value.starts_with(value)
        };
        let look = slot.as_ref().filter(|line| is_it(line)).map(|line| line.look);
        Some(Place { slot, look })
    }
}

/// Where a line belongs.
pub(crate) struct Place<'s> {
    slot: &'s mut Option<Line>,
    /// What was seen of it.
    pub(crate) look: Option<Look>,
}

impl Place<'_> {
    /// Keeps what was seen of the line, whose place it is.
    pub(crate) fn keep(self, entry: &UnitEntry<'_>, look: Look) {
        let (Some(row), value) = (entry.row, entry.item.value.slice(entry.bytes)) else { return };
        let mut line = Line { row, length: value.len() as u8, look, value: [0; LONGEST] };
        if let Some(kept) = line.value.get_mut(..value.len()) {
            kept.copy_from_slice(value);
            *self.slot = Some(line);
        }
    }
}

/// Where the line of a directive with such a value is looked for: the ends of values tell them apart well enough.
fn place(row: &'static DirectiveRow, value: &[u8]) -> usize {
    let (first, last) = match (value.first_chunk(), value.last_chunk()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => (value.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)), 0),
    };
    let key = first ^ last.rotate_left(29) ^ (value.len() as u64) << 56 ^ (row.name as u64) << 40;
    // The upper bits of the product depend on all of the key.
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - PLACES.ilog2())) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, Sources};
    use crate::systemd::Unit;

    #[test]
    fn a_line_is_known_by_its_directive_and_its_value_from_the_second_unit_on() {
        let mut sources = Sources::new();
        let text = "[Unit]\nAfter=a.target\nBefore=a.target\nAfter=a.target\nAfter=b.target \\\n c.target\nAfter=\nX=1\n";
        let id = sources.add(SourceFile::new("a.service", text.as_bytes().to_vec()).unwrap());
        let unit = Unit::of_file(id, &sources);
        let entries: Vec<_> = unit.entries(&sources).collect();
        let mut seen = Seen::default();
        seen.next_unit();
        assert!(seen.place(&entries[0]).is_none());
        seen.next_unit();
        let look = Look { kinds: 5, is_settled: true };
        seen.place(&entries[0]).unwrap().keep(&entries[0], look);
        let known = |at: usize, seen: &mut Seen| seen.place(&entries[at]).map(|place| place.look);
        assert_eq!(known(0, &mut seen), Some(Some(look)));
        assert_eq!(known(1, &mut seen), Some(None), "another directive");
        assert_eq!(known(2, &mut seen), Some(Some(look)), "the same line again");
        assert_eq!(known(3, &mut seen), None, "a line that goes on");
        assert_eq!(known(4, &mut seen), Some(None), "another value");
        assert_eq!(known(5, &mut seen), None, "no directive");
    }
}
