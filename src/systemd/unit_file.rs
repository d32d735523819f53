//! A file of a unit, with the table row of each directive looked up once because many rules need it.

use super::directives::{self, DirectiveRow, ListSemantics, Name, Section, SectionSet};
use super::kinds::boolean;
use super::parse::parse_source;
use super::{SyntaxError, value};
use crate::ir::SettingId;
use crate::source::{FileId, MappedText, SourceFile, Sources, Span};
use crate::syntax::{Item, ItemKind, Tree};

/// A file of a unit.
#[derive(Debug)]
pub struct UnitFile {
    /// Which file.
    pub id: FileId,
    /// Its tree.
    pub tree: Tree,
    /// Whether it is a drop-in.
    pub is_drop_in: bool,
    /// Whether the loader reads it to the end: it stops at a line that is not UTF-8, and at other fatal errors.
    pub is_readable: bool,
    /// Whether a directive that holds a single value is set more than once in this file.
    pub has_repeats: bool,
    /// The table row of each item; `None` if it has none.
    rows: Vec<Option<&'static DirectiveRow>>,
    /// The indices of the headers among the items.
    headers: Vec<u32>,
    /// By directive: one more than the index of its last item in a section that systemd reads in such a unit; 0 if
    /// there is none.
    last: Vec<u32>,
    /// By item: one more than the index of the previous item with the same directive; 0 if there is none.
    previous: Vec<u32>,
}

/// The buffers of a dropped [`UnitFile`], for reuse: all empty except `items`, which the parser clears.
#[derive(Clone, Debug, Default)]
pub(super) struct Buffers {
    items: Vec<Item>,
    rows: Vec<Option<&'static DirectiveRow>>,
    headers: Vec<u32>,
    last: Vec<u32>,
    previous: Vec<u32>,
}

/// An entry of a unit.
#[derive(Clone, Copy, Debug)]
pub struct UnitEntry<'u> {
    /// Where it is: the file and the item in it.
    pub id: SettingId,
    /// Its item.
    pub item: &'u Item,
    /// The bytes of its file.
    pub bytes: &'u [u8],
    /// The text of its file, if all of it is UTF-8.
    pub text: Option<&'u str>,
    /// The name of its section, as written.
    pub header: &'u [u8],
    /// Its section; `None` if no unit type has a section of this name.
    pub section: Option<Section>,
    /// Its row in the table of directives; `None` if the section has no such directive.
    pub row: Option<&'static DirectiveRow>,
}

impl<'u> UnitEntry<'u> {
    /// The span to show for an entry without any effect: its name, or all of it if it continues on further lines,
    /// since the loader reports the number of the last of them.
    #[must_use]
    pub fn display_span(&self) -> Span {
        let whole = Span::new(self.item.name.start, self.item.value.end.max(self.item.name.end));
        if memchr::memchr(b'\n', whole.slice(self.bytes)).is_some() { whole } else { self.item.name }
    }

    /// The name, as written.
    #[must_use]
    pub fn name(&self) -> &'u [u8] {
        self.item.name.slice(self.bytes)
    }

    /// The text of the value.
    #[must_use]
    pub fn value(&self) -> MappedText<'u> {
        if self.item.is_multiline() {
            return value(self.bytes, self.item);
        }
        MappedText::within(self.bytes, self.text, self.item.value)
    }

    /// The value as a boolean, if it is one.
    #[must_use]
    pub fn flag(&self) -> Option<bool> {
        boolean::parse(self.value().text()?).ok()
    }
}

impl UnitFile {
    /// Parses a file of a unit whose type has these sections.
    pub(super) fn new(id: FileId, is_drop_in: bool, known: SectionSet, sources: &Sources) -> Self {
        Self::with_buffers(Buffers::default(), id, is_drop_in, known, sources)
    }

    /// Like [`Self::new`], reusing the memory of another file.
    pub(super) fn with_buffers(
        buffers: Buffers,
        id: FileId,
        is_drop_in: bool,
        known: SectionSet,
        sources: &Sources,
    ) -> Self {
        let source = sources.get(id);
        let bytes = source.bytes();
        let Buffers { items, mut rows, mut headers, mut last, mut previous } = buffers;
        let tree = parse_source(source, items);
        let items = tree.items.len();
        rows.reserve(items);
        previous.resize(items, 0);
        last.resize(Name::COUNT, 0);
        let (mut section, mut is_read, mut is_readable, mut has_repeats) = (None, false, true, false);
        for (at, item) in (0..).zip(&tree.items) {
            let mut row = None;
            match item.kind {
                ItemKind::Header => {
                    section = Section::of(item.name.slice(bytes));
                    is_read = section.is_some_and(|section| known.contains(section));
                    headers.push(at);
                }
                ItemKind::Entry => {
                    row = section.and_then(|section| directives::lookup(section, item.name.slice(bytes)));
                    if is_read && let Some(row) = row {
                        let before = std::mem::replace(&mut last[row.name as usize], at + 1);
                        previous[at as usize] = before;
                        has_repeats |= before != 0
                            && matches!(row.list, ListSemantics::LastWins | ListSemantics::FirstWins);
                    }
                }
                ItemKind::Error => is_readable &= !SyntaxError::of(item).is_some_and(SyntaxError::is_fatal),
                ItemKind::Bom | ItemKind::Blank | ItemKind::Comment => {}
            }
            rows.push(row);
        }
        Self { id, tree, is_drop_in, is_readable, has_repeats, rows, headers, last, previous }
    }

    /// Returns its buffers for the next file: with thousands of small files, allocating them again is a measurable
    /// cost.
    pub(super) fn into_buffers(self) -> Buffers {
        let Self { tree, mut rows, mut headers, mut last, mut previous, .. } = self;
        rows.drain(..).flatten().for_each(|row| last[row.name as usize] = 0);
        headers.clear();
        previous.clear();
        Buffers { items: tree.items, rows, headers, last, previous }
    }

    /// The entries in file order, including those of unknown sections; `source` is the file.
    pub fn entries<'u>(&'u self, source: &'u SourceFile) -> impl Iterator<Item = UnitEntry<'u>> + 'u {
        let (bytes, text) = (source.bytes(), source.text());
        let mut header: &[u8] = &[];
        let mut section = None;
        (0..).zip(self.tree.items.iter().zip(&self.rows)).filter_map(move |(at, (item, row))| {
            if item.kind == ItemKind::Header {
                header = item.name.slice(bytes);
                section = Section::of(header);
            }
            (item.kind == ItemKind::Entry).then_some(UnitEntry {
                id: SettingId { file: self.id, item: at },
                item,
                bytes,
                text,
                header,
                section,
                row: *row,
            })
        })
    }

    /// The headers, in file order.
    pub fn headers(&self) -> impl Iterator<Item = &Item> {
        self.headers.iter().map(|at| &self.tree.items[*at as usize])
    }

    /// The entries for which `is_one` holds, given the item and its table row.
    pub(crate) fn filtered_entries<'u>(
        &'u self,
        source: &'u SourceFile,
        is_one: impl Fn(&Item, Option<&'static DirectiveRow>) -> bool + 'u,
    ) -> impl Iterator<Item = UnitEntry<'u>> + 'u {
        let items = (0..).zip(self.tree.items.iter().zip(&self.rows));
        let filtered_entries =
            items.filter(move |(_, (item, row))| item.kind == ItemKind::Entry && is_one(item, **row));
        filtered_entries.filter_map(move |(at, _)| self.entry(at, source))
    }

    /// The entry at this item index, if the item is one.
    pub(super) fn entry<'u>(&'u self, at: u32, source: &'u SourceFile) -> Option<UnitEntry<'u>> {
        let item = self.tree.items.get(at as usize).filter(|item| item.kind == ItemKind::Entry)?;
        let bytes = source.bytes();
        let before = self.headers.partition_point(|header| *header < at);
        let header = before.checked_sub(1).map(|last| &self.tree.items[self.headers[last] as usize]);
        let header = header.map_or(&[][..], |header| header.name.slice(bytes));
        let id = SettingId { file: self.id, item: at };
        let (section, row) = (Section::of(header), self.rows[at as usize]);
        Some(UnitEntry { id, item, bytes, text: source.text(), header, section, row })
    }

    /// Whether a directive is set in a section that systemd reads in such a unit.
    pub(super) fn sets(&self, name: Name) -> bool {
        self.last[name as usize] != 0
    }

    /// The table row of the item at an index; `None` if it has none.
    #[must_use]
    pub fn row(&self, item: usize) -> Option<&'static DirectiveRow> {
        self.rows.get(item).copied().flatten()
    }

    /// The entries of a directive, starting with the last, as far as they are in sections that systemd reads in such a unit.
    pub(super) fn entries_backwards<'u>(
        &'u self,
        name: Name,
        source: &'u SourceFile,
    ) -> impl Iterator<Item = UnitEntry<'u>> + 'u {
        let mut next = self.last[name as usize];
        std::iter::from_fn(move || {
            let at = next.checked_sub(1)?;
            next = self.previous[at as usize];
            self.entry(at, source)
        })
    }

    /// Appends the entries of these directives, in file order, as far as they are in sections that systemd reads in
    /// such a unit.
    pub(super) fn entries_of<'u>(
        &'u self,
        names: &[Name],
        source: &'u SourceFile,
        entries: &mut Vec<UnitEntry<'u>>,
    ) {
        let start = entries.len();
        for name in names {
            entries.extend(self.entries_backwards(*name, source));
        }
        let added = &mut entries[start..];
        match names {
            [_] => added.reverse(),
            _ => {
                added.sort_unstable_by_key(|entry| entry.id.item);
                // `names` may list a directive twice.
                entries.dedup_by_key(|entry| entry.id);
            }
        }
    }
}
