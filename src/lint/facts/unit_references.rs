//! The other units that a unit names, and in which of its lists: read once for all rules.

use std::borrow::Cow;
use std::cell::OnceCell;

use crate::ir::SettingId;
use crate::source::{Sources, Span};
use crate::systemd::dependencies::{DEPENDENCIES, listed_units};
use crate::systemd::directives::{DirectiveRow, Name, Section, ValueKind};
use crate::systemd::kinds::unit_name::UnitName;
use crate::systemd::unit::{Unit, UnitEntry};
use crate::text::byte_set::ByteSet;

/// The lists in `[Install]` that make other units start this one.
pub(crate) const STARTED_BY: [Name; 3] = [Name::WantedBy, Name::RequiredBy, Name::UpheldBy];

/// A unit that another one names in one of its lists.
#[derive(Clone, Debug)]
pub(crate) struct UnitReference<'u> {
    /// The list.
    pub(crate) directive: Name,
    /// The entry that has the name.
    pub(crate) entry: SettingId,
    /// The name, as [`listed_units`] returns it.
    pub(crate) name: Cow<'u, str>,
    /// The place of the name.
    pub(crate) span: Span,
}

/// The units that a unit names in its lists, in file order; read when the first rule asks. Names in such a list cannot
/// be removed: an empty assignment does not reset it.
#[derive(Debug)]
pub(crate) struct UnitReferences<'u> {
    unit: &'u Unit,
    sources: &'u Sources,
    dependencies: OnceCell<Vec<UnitReference<'u>>>,
    /// The indices of the dependencies, sorted by name and list, if there are more than [`LINEAR_SEARCH_LIMIT`].
    by_name: OnceCell<Vec<u32>>,
    others: OnceCell<Vec<UnitReference<'u>>>,
}

/// Up to this many dependencies are searched one by one.
const LINEAR_SEARCH_LIMIT: usize = 32;

impl<'u> UnitReferences<'u> {
    pub(crate) const fn new(unit: &'u Unit, sources: &'u Sources) -> Self {
        Self {
            unit,
            sources,
            dependencies: OnceCell::new(),
            by_name: OnceCell::new(),
            others: OnceCell::new(),
        }
    }

    /// The units in lists of dependencies.
    pub(crate) fn dependencies(&self) -> &[UnitReference<'u>] {
        self.dependencies.get_or_init(|| self.read(&DEPENDENCIES, is_dependency))
    }

    /// The units in other lists, which hardly any rule asks for.
    fn others(&self) -> &[UnitReference<'u>] {
        self.others.get_or_init(|| self.read(&OTHER_LISTS, |row| is_list(row) && !is_dependency(row)))
    }

    fn read(&self, lists: &[Name], is_wanted: fn(&DirectiveRow) -> bool) -> Vec<UnitReference<'u>> {
        // A unit that names no other may have thousands of lines.
        if !self.unit.sets_any(lists) {
            return Vec::new();
        }
        let mut references = Vec::with_capacity(8);
        for file in &self.unit.files {
            let entries =
                file.filtered_entries(self.sources.get(file.id), move |_, row| row.is_some_and(is_wanted));
            entries
                .filter(|entry| self.unit.reads(entry))
                .for_each(|entry| push_references(&entry, self.unit, &mut references));
        }
        references
    }

    /// The units in these lists.
    pub(crate) fn in_lists<'t>(&'t self, lists: &'t [Name]) -> impl Iterator<Item = &'t UnitReference<'u>> {
        let dependencies = if lists.iter().all(is_other_list) { &[] } else { self.dependencies() };
        let others = lists.iter().any(is_other_list).then_some(self).into_iter().flat_map(Self::others);
        dependencies.iter().chain(others).filter(|reference| lists.contains(&reference.directive))
    }

    /// Whether one of these lists names the other unit.
    pub(crate) fn has(&self, lists: &[Name], other: &str) -> bool {
        self.find(lists, other).is_some()
    }

    /// The first place where one of these lists names the other unit.
    pub(crate) fn find(&self, lists: &[Name], other: &str) -> Option<&UnitReference<'u>> {
        let is_match =
            |reference: &&UnitReference<'u>| lists.contains(&reference.directive) && reference.name == other;
        let dependencies = if lists.iter().all(is_other_list) { &[] } else { self.dependencies() };
        let found = match dependencies.len() {
            ..=LINEAR_SEARCH_LIMIT => dependencies.iter().find(is_match),
            _ => self.first_named(dependencies, lists, other),
        };
        found.or_else(|| {
            if lists.iter().any(is_other_list) { self.others().iter().find(is_match) } else { None }
        })
    }

    /// The first of many dependencies that has this name and is in one of these lists.
    fn first_named<'t>(
        &'t self,
        all: &'t [UnitReference<'u>],
        lists: &[Name],
        other: &str,
    ) -> Option<&'t UnitReference<'u>> {
        let key = |at: u32| (&*all[at as usize].name, all[at as usize].directive as usize);
        let by_name = self.by_name.get_or_init(|| {
            let mut by_name: Vec<u32> = (0..all.len() as u32).collect();
            by_name.sort_by(|one, two| key(*one).cmp(&key(*two)));
            by_name
        });
        let first = |list: &Name| {
            let wanted = (other, *list as usize);
            let start = by_name.partition_point(|at| key(*at) < wanted);
            by_name.get(start).copied().filter(|at| key(*at) == wanted)
        };
        lists.iter().filter_map(first).min().map(|at| &all[at as usize])
    }

    /// The entry that has a name.
    pub(crate) fn entry(&self, reference: &UnitReference<'_>) -> Option<UnitEntry<'u>> {
        self.unit.entry(reference.entry, self.sources)
    }
}

/// The lists of units that are not dependencies in `[Unit]`.
const OTHER_LISTS: [Name; 6] =
    [Name::Alias, Name::Also, Name::RequiredBy, Name::Sockets, Name::UpheldBy, Name::WantedBy];

/// Whether a list is one of [`OTHER_LISTS`].
const fn is_other_list(list: &Name) -> bool {
    matches!(
        list,
        Name::Alias | Name::Also | Name::RequiredBy | Name::Sockets | Name::UpheldBy | Name::WantedBy
    )
}

fn is_list(row: &DirectiveRow) -> bool {
    matches!(row.kind, ValueKind::UnitList(_))
}

fn is_dependency(row: &DirectiveRow) -> bool {
    is_list(row) && row.sections.contains(Section::Unit)
}

/// Adds the units that an entry names.
fn push_references<'u>(entry: &UnitEntry<'u>, unit: &Unit, all: &mut Vec<UnitReference<'u>>) {
    let Some(row) = entry.row else { return };
    let reference = |name, span| UnitReference { directive: row.name, entry: entry.id, name, span };
    let value = entry.item.value;
    let text = entry.text.filter(|_| !entry.item.is_multiline()).and_then(|text| text.get(value.range()));
    match text {
        // Most lists hold a single name, and most names need neither expanding nor unescaping.
        Some(text) if UnitName::read(text).is_some_and(|name| name.instance().is_none()) => {
            all.push(reference(Cow::Borrowed(text), value));
        }
        Some(text) if PLAIN.has_all(text.as_bytes()) => {
            for word in text.split_ascii_whitespace().filter(|word| is_unit(word)) {
                let span = Span::of(text.as_bytes(), word.as_bytes()).shifted(value.start);
                all.push(reference(Cow::Borrowed(word), span));
            }
        }
        _ => {
            let named = listed_units(entry, &unit.name).into_iter();
            all.extend(named.map(|named| reference(Cow::Owned(named.name), named.span)));
        }
    }
}

/// Whether a unit can have this name.
fn is_unit(name: &str) -> bool {
    UnitName::read(name).is_some_and(|name| name.is_loadable())
}

/// The bytes of a list in which every name is literal.
static PLAIN: ByteSet = ByteSet::new(b" \t:-_.\\").with_alphanumeric();

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;
    use crate::systemd::directives::directives_of;

    #[test]
    fn the_unit_list_directives_are_complete() {
        for row in Section::ALL.into_iter().flat_map(directives_of) {
            assert_eq!(is_dependency(row), DEPENDENCIES.contains(&row.name), "{}", row.name);
            assert_eq!(is_list(row) && !is_dependency(row), is_other_list(&row.name), "{}", row.name);
            assert_eq!(is_other_list(&row.name), OTHER_LISTS.contains(&row.name), "{}", row.name);
        }
    }

    #[test]
    fn the_first_occurrence_of_a_name_is_found_by_linear_and_by_indexed_search() {
        for count in [2, LINEAR_SEARCH_LIMIT / 2, LINEAR_SEARCH_LIMIT, LINEAR_SEARCH_LIMIT * 4] {
            let lists = (0..count).map(|at| format!("After=u{at}.service\nWants=u{at}.service\n"));
            let text = format!("[Unit]\n{}After=u0.service\n", lists.collect::<String>());
            let mut sources = Sources::new();
            let id = sources.add(SourceFile::new("app.service", text.into_bytes()).unwrap());
            let unit = Unit::of_file(id, &sources);
            let references = UnitReferences::new(&unit, &sources);
            let lists = [Name::Wants, Name::After, Name::WantedBy];
            for at in 0..count {
                let name = format!("u{at}.service");
                let first = references.in_lists(&lists).find(|reference| reference.name == name);
                assert_eq!(
                    references.find(&lists, &name).map(|reference| reference.span),
                    first.map(|reference| reference.span)
                );
                assert_eq!(references.find(&[Name::Wants], &name).unwrap().directive, Name::Wants);
            }
            assert!(!references.has(&lists, "u.service") && !references.has(&[Name::Before], "u0.service"));
        }
    }

    #[test]
    fn names_are_found_at_their_position_in_lists_of_both_kinds() {
        let text = "[Unit]\nAfter=a.target\nWants=b.target  x c.target\nAfter=d@.service \\\n %p.socket\n[Install]\nWantedBy=e.target\n";
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new("app.service", text.as_bytes().to_vec()).unwrap());
        let unit = Unit::of_file(id, &sources);
        let references = UnitReferences::new(&unit, &sources);
        let found = |lists: &[Name]| {
            let reference = |reference: &UnitReference<'_>| {
                format!("{} {}", reference.name, &text[reference.span.range()])
            };
            references.in_lists(lists).map(reference).collect::<Vec<_>>()
        };
        let after = ["a.target a.target", "d@app.service d@.service", "app.socket %p.socket"];
        assert_eq!(found(&[Name::After]), after);
        assert_eq!(
            found(&[Name::WantedBy, Name::Wants]),
            ["b.target b.target", "c.target c.target", "e.target e.target"]
        );
        assert!(
            references.has(&[Name::Wants, Name::WantedBy], "e.target")
                && !references.has(&[Name::Wants], "e.target")
        );
    }
}
