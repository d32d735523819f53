//! Which other units a unit names, and in which of its lists: read once for all rules.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::cmp::Ordering;

use crate::byte_set::ByteSet;
use crate::ir::SettingId;
use crate::source::{Sources, Span};
use crate::systemd::dependencies::{DEPENDENCIES, named};
use crate::systemd::directives::{DirectiveRow, Name, ValueKind};
use crate::systemd::unit::{Unit, UnitEntry};
use crate::systemd::unit_name::UnitName;

/// A unit that another one names in one of its lists.
#[derive(Clone, Debug)]
pub(crate) struct Tie<'u> {
    /// The list.
    pub(crate) directive: Name,
    /// The entry in which the name stands.
    pub(crate) entry: SettingId,
    /// The name, as [`named`] has it.
    pub(crate) name: Cow<'u, str>,
    /// Where the name stands.
    pub(crate) span: Span,
}

/// The units that a unit names in its lists, in the order in which they stand: looked for when the first rule asks. What
/// stands in such a list holds for good: an empty line takes nothing back.
#[derive(Debug)]
pub(crate) struct Ties<'u> {
    unit: &'u Unit,
    sources: &'u Sources,
    all: OnceCell<Vec<Tie<'u>>>,
}

impl<'u> Ties<'u> {
    pub(crate) const fn new(unit: &'u Unit, sources: &'u Sources) -> Self {
        Self { unit, sources, all: OnceCell::new() }
    }

    /// All of them.
    pub(crate) fn all(&self) -> &[Tie<'u>] {
        self.all.get_or_init(|| {
            // What names no other unit may have thousands of lines.
            if !self.unit.writes_any(&DEPENDENCIES) && !self.unit.writes_any(&OTHERS) {
                return Vec::new();
            }
            let mut all = Vec::with_capacity(16);
            for file in &self.unit.files {
                let entries = file.picked(self.sources.get(file.id), |_, row| is_list(row));
                entries
                    .filter(|entry| self.unit.reads(entry))
                    .for_each(|entry| add(&entry, self.unit, &mut all));
            }
            all
        })
    }

    /// Those in these lists.
    pub(crate) fn listed(&self, lists: &'static [Name]) -> impl Iterator<Item = &Tie<'u>> {
        self.all().iter().filter(|tie| lists.contains(&tie.directive))
    }

    /// Whether one of these lists names the other.
    pub(crate) fn has(&self, lists: &[Name], other: &str) -> bool {
        self.all().iter().any(|tie| tie.name == other && lists.contains(&tie.directive))
    }

    /// The entry in which a name stands.
    pub(crate) fn entry(&self, tie: &Tie<'_>) -> Option<UnitEntry<'u>> {
        self.unit.entry(tie.entry, self.sources)
    }
}

/// Lists of units that are no dependencies of `[Unit]`.
const OTHERS: [Name; 6] =
    [Name::Alias, Name::Also, Name::RequiredBy, Name::Sockets, Name::UpheldBy, Name::WantedBy];

fn is_list(row: Option<&DirectiveRow>) -> bool {
    row.is_some_and(|row| matches!(row.kind, ValueKind::UnitList(_)))
}

/// Adds what an entry names.
fn add<'u>(entry: &UnitEntry<'u>, unit: &Unit, all: &mut Vec<Tie<'u>>) {
    let Some(row) = entry.row else { return };
    let tie = |name, span| Tie { directive: row.name, entry: entry.id, name, span };
    let start = entry.item.value.start;
    match plain(entry) {
        // Most lists hold names that stand for themselves.
        Some(text) => {
            for word in text.split_ascii_whitespace().filter(|word| UnitName::read(word).is_some()) {
                let span = Span::of(text.as_bytes(), word.as_bytes()).shifted(start);
                all.push(tie(Cow::Borrowed(word), span));
            }
        }
        None => {
            let named = named(entry, &unit.name).into_iter();
            all.extend(named.map(|named| tie(Cow::Owned(named.name), named.span)));
        }
    }
}

/// The value of an entry, if it is one line in which no name is made of something else.
fn plain<'u>(entry: &UnitEntry<'u>) -> Option<&'u str> {
    let text = entry.text.filter(|_| !entry.item.is_multiline())?.get(entry.item.value.range())?;
    PLAIN.has_all(text.as_bytes()).then_some(text)
}

/// What a list is made of in which every name stands for itself.
static PLAIN: ByteSet = ByteSet::new(b" \t:-_.\\").and_alphanumeric();

/// Whether the value of an entry holds this, as it is written: names of the system's own units are written out.
pub(crate) fn has_word(entry: &UnitEntry<'_>, word: &[u8]) -> bool {
    let value = entry.item.value.slice(entry.bytes);
    match value.len().cmp(&word.len()) {
        Ordering::Less => false,
        Ordering::Equal => value == word,
        Ordering::Greater => memchr::memmem::find(value, word).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::systemd::directives::{Section, directives_of};

    #[test]
    fn every_list_of_units_is_known() {
        for row in Section::ALL.into_iter().flat_map(directives_of).filter(|row| is_list(Some(row))) {
            assert!(DEPENDENCIES.contains(&row.name) || OTHERS.contains(&row.name), "{}", row.name);
        }
    }
}
