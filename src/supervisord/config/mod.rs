//! A configuration as supervisord assembles it: the main file, its included files, `[DEFAULT]`, and sections with the
//! same name merged.
//!
//! Nothing is copied: a [`Config`] records where the parts of each section are, and [`Settings`] is filled for one
//! section at a time.

mod defaults;
mod read;

use self::defaults::Defaults;
use super::kinds::space;
use super::options::{self, OptionRow, SectionKind};
pub use super::settings::Settings;
use super::value;
use std::collections::BTreeSet;

use crate::ir::{Items, SettingId};
use crate::source::{FileId, Map, MappedText, Sources, Span};
use crate::syntax::{Item, ItemKind, Tree};

/// A configuration: a main file (or an included file checked on its own) with the files that it includes.
#[derive(Debug)]
pub struct Config {
    /// The files in the order in which supervisord first reads them; the main file first.
    pub files: Vec<ConfigFile>,
    /// The same files, each as often as supervisord reads it.
    pub reads: Vec<FileId>,
    /// The sections in the order in which they first occur, without `[DEFAULT]`.
    pub sections: Vec<Section>,
    /// The parts of `[DEFAULT]`.
    pub defaults: Vec<Part>,
    /// Entries of `[include] files`, as written, that are missing: patterns that match no file, files that cannot be
    /// read.
    pub missing: Vec<String>,
    /// Index into `sections` by the text of the header.
    names: Map<Vec<u8>, u32>,
    /// Index into `files` by their ids, which it is sorted by.
    by_id: Vec<(FileId, u32)>,
    /// What `[DEFAULT]` sets, once all files have been read; `None` if there is none.
    set_by_default: Option<Defaults>,
}

/// A file of a configuration.
#[derive(Debug)]
pub struct ConfigFile {
    /// Identifies the file in [`Sources`].
    pub id: FileId,
    /// The parsed file.
    pub tree: Tree,
    /// The directory that `%(here)s` expands to.
    pub here: String,
}

/// A section, merged from all its parts.
#[derive(Debug)]
pub struct Section {
    /// The kind of the section; `None` for a section that supervisord ignores.
    pub kind: Option<SectionKind>,
    first: Part,
    more: Vec<Part>,
}

/// One occurrence of a section in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The index of the file in [`Config::files`].
    pub file: u32,
    /// The index of the header in the file's items.
    pub header: u32,
    /// The index after the section's last item.
    pub end: u32,
}

impl Section {
    /// The parts of the section, in the order in which supervisord reads them.
    pub fn parts(&self) -> impl Iterator<Item = Part> + '_ {
        std::iter::once(self.first).chain(self.more.iter().copied())
    }

    /// The first part of the section.
    #[must_use]
    pub const fn first(&self) -> Part {
        self.first
    }
}

/// An entry of a section.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'c> {
    /// Identifies the setting.
    pub id: SettingId,
    /// The item in the file's tree.
    pub item: &'c Item,
    /// The bytes of the entry's file.
    pub bytes: &'c [u8],
    /// The same as text; `None` if the file is not valid UTF-8.
    pub text: Option<&'c str>,
    /// The row in the table of options; `None` if the section has no such option.
    pub row: Option<&'static OptionRow>,
}

impl<'c> Entry<'c> {
    /// The name as written.
    #[must_use]
    pub fn name(&self) -> &'c [u8] {
        self.item.name.slice(self.bytes)
    }

    /// The text of the value.
    #[must_use]
    pub fn value(&self) -> MappedText<'c> {
        if self.item.is_multiline() {
            return value(self.bytes, self.item);
        }
        MappedText::within(self.bytes, self.text, self.item.value)
    }
}

impl Config {
    /// Whether supervisord replaces `%(here)s` by the directory before it parses any value: it does if there is an
    /// `[include]`, and therefore in every included file.
    #[must_use]
    pub fn replaces_here(&self) -> bool {
        self.section(SectionKind::Include).is_some() || self.section(SectionKind::Supervisord).is_none()
    }

    /// The header of a part.
    #[must_use]
    pub fn header(&self, part: Part) -> &Item {
        &self.files[part.file as usize].tree.items[part.header as usize]
    }

    /// The name in the header of a section, and the place of its first part.
    #[must_use]
    pub fn name_of<'s>(&self, section: &Section, sources: &'s Sources) -> (&'s [u8], FileId, Span) {
        let part = section.first();
        let (id, span) = (self.files[part.file as usize].id, self.header(part).name);
        (sources.get(id).slice(span), id, span)
    }

    /// The name after the colon in a section's header, stripped as supervisord strips it.
    #[must_use]
    pub fn member_name<'s>(&self, section: &Section, sources: &'s Sources) -> &'s [u8] {
        let (name, _, _) = self.name_of(section, sources);
        section.kind.map_or(name, |kind| space::strip(kind.member(name)))
    }

    /// The section with exactly this header.
    #[must_use]
    pub fn section_by_header(&self, header: &[u8]) -> Option<&Section> {
        self.names.get(header).and_then(|at| self.sections.get(*at as usize))
    }

    /// The first section of this kind.
    #[must_use]
    pub fn section(&self, kind: SectionKind) -> Option<&Section> {
        self.sections.iter().find(|section| section.kind == Some(kind))
    }

    /// The entries of a section, in the order in which supervisord reads them; without those of `[DEFAULT]`.
    pub fn entries<'c>(
        &'c self,
        section: &'c Section,
        sources: &'c Sources,
    ) -> impl Iterator<Item = Entry<'c>> + 'c {
        section.parts().flat_map(move |part| self.entries_of(part, section.kind, sources))
    }

    /// The entries of `[DEFAULT]`.
    pub fn default_entries<'c>(&'c self, sources: &'c Sources) -> impl Iterator<Item = Entry<'c>> + 'c {
        self.defaults.iter().flat_map(move |part| self.entries_of(*part, None, sources))
    }

    /// Whether a setting is in `[DEFAULT]` and so affects other sections, too.
    #[must_use]
    pub fn is_default(&self, id: SettingId) -> bool {
        self.set_by_default.as_ref().is_some_and(|defaults| defaults.contain(id))
    }

    /// Whether a setting is in this section itself, not in `[DEFAULT]`.
    #[must_use]
    pub fn section_contains(&self, section: &Section, id: SettingId) -> bool {
        section.parts().any(|part| self.holds(part, id))
    }

    fn holds(&self, part: Part, id: SettingId) -> bool {
        self.files[part.file as usize].id == id.file && (part.header..part.end).contains(&id.item)
    }

    /// The entries in a part of a section of this kind.
    fn entries_of<'c>(
        &'c self,
        part: Part,
        kind: Option<SectionKind>,
        sources: &'c Sources,
    ) -> impl Iterator<Item = Entry<'c>> + 'c {
        let file = &self.files[part.file as usize];
        let (bytes, text) = (sources.get(file.id).bytes(), sources.get(file.id).text());
        (part.header + 1..part.end).filter_map(move |at| {
            let item = &file.tree.items[at as usize];
            let id = SettingId { file: file.id, item: at };
            (item.kind == ItemKind::Entry).then(|| {
                let row = kind.and_then(|kind| options::lookup(kind, item.name.slice(bytes)));
                Entry { id, item, bytes, text, row }
            })
        })
    }

    /// The entries that are passed to a plugin: those of its section and of `[DEFAULT]` that are not options of
    /// supervisord, for each name the last.
    #[must_use]
    pub fn plugin_entries<'c>(&'c self, section: &'c Section, sources: &'c Sources) -> Vec<Entry<'c>> {
        let is_option = |entry: &Entry<'_>| {
            section.kind.is_some_and(|kind| options::lookup(kind, entry.name()).is_some())
        };
        let all = self.default_entries(sources).chain(self.entries(section, sources));
        let mut entries: Vec<Entry<'c>> = all.filter(|entry| !is_option(entry)).collect();
        let mut later = BTreeSet::new();
        entries.reverse();
        entries.retain(|entry| later.insert(entry.name().to_ascii_lowercase()));
        entries.reverse();
        entries
    }

    /// Returns an entry; its `row` is `None`.
    ///
    /// # Panics
    /// If the setting is not of this configuration.
    #[must_use]
    pub fn entry<'c>(&'c self, id: SettingId, sources: &'c Sources) -> Entry<'c> {
        let file = self.file(id.file);
        let source = sources.get(id.file);
        let (bytes, text) = (source.bytes(), source.text());
        Entry { id, item: &file.tree.items[id.item as usize], bytes, text, row: None }
    }

    /// Returns the file with this id, or the main file if the id is not of this configuration.
    #[must_use]
    pub fn file(&self, id: FileId) -> &ConfigFile {
        let main = &self.files[0];
        // There is nearly always only one file.
        if main.id == id { main } else { self.file_index(id).map_or(main, |at| &self.files[at]) }
    }

    /// The index in `files` of the file with this id.
    fn file_index(&self, id: FileId) -> Option<usize> {
        let at = self.by_id.binary_search_by_key(&id, |(known, _)| *known).ok()?;
        Some(self.by_id[at].1 as usize)
    }

    /// Returns the settings in effect in a section. To examine many sections, reuse one [`Settings`] with
    /// [`fill`](Self::fill).
    #[must_use]
    pub fn settings(&self, section: &Section, sources: &Sources) -> Settings {
        let mut settings = Settings::new();
        self.fill(section, sources, &mut settings, |_| {});
        settings
    }

    /// Fills `settings` with those in effect in a section, `[DEFAULT]` first; calls `each` for every entry of the
    /// section itself, with the setting of the same name that it replaces.
    pub fn fill<'c>(
        &'c self,
        section: &Section,
        sources: &'c Sources,
        settings: &mut Settings,
        mut each: impl FnMut(ReadEntry<'c>),
    ) {
        match &self.set_by_default {
            Some(defaults) => settings.copy_from(&defaults.settings),
            None => settings.clear(),
        }
        for part in section.parts() {
            for entry in self.entries_of(part, section.kind, sources) {
                let replaces = entry.row.and_then(|row| settings.set(row.name, entry.id));
                each(ReadEntry { entry, replaces });
            }
        }
    }
}

impl Items for Config {
    fn setting(&self, id: SettingId) -> (Span, Span) {
        let item = &self.file(id.file).tree.items[id.item as usize];
        (item.name, item.value)
    }
}

/// An entry as it is read, and the setting that it replaces.
#[derive(Clone, Copy, Debug)]
pub struct ReadEntry<'c> {
    /// The entry.
    pub entry: Entry<'c>,
    /// The earlier setting of the same option, in the same section or in `[DEFAULT]`.
    pub replaces: Option<SettingId>,
}
