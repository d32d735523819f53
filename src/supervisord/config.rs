//! A configuration as supervisord puts it together: the main file, its includes, `[DEFAULT]`, sections of one name
//! merged.
//!
//! Nothing is copied: a [`Config`] says where the parts of each section stand, and [`Settings`] is filled for one section
//! at a time.

use std::collections::BTreeMap;
use std::path::Path;

use super::expansion::{self, Value};
use super::options::{self, Name, OptionRow, SectionKind};
pub use super::settings::Settings;
use super::{glob, parse, path, space, value};
use crate::ir::{Items, SettingId};
use crate::source::{FileId, Files, Logical, Map, SourceFile, Sources, Span};
use crate::syntax::{Item, ItemKind, Tree};

/// A configuration: one main file (or one included file, judged alone) with what it includes.
#[derive(Debug)]
pub struct Config {
    /// The files in the order in which supervisord first reads them; the main file first.
    pub files: Vec<ConfigFile>,
    /// The same, each as often as it is read.
    pub reads: Vec<FileId>,
    /// The sections in the order in which they are first met; `[DEFAULT]` is not among them.
    pub sections: Vec<Section>,
    /// The parts of `[DEFAULT]`.
    pub defaults: Vec<Part>,
    /// The index of a section by its header.
    names: Map<Vec<u8>, u32>,
}

/// A file of a configuration.
#[derive(Debug)]
pub struct ConfigFile {
    /// Which file.
    pub id: FileId,
    /// Its tree.
    pub tree: Tree,
    /// The folder that `%(here)s` stands for.
    pub here: String,
}

/// A section, put together from all places that name it.
#[derive(Debug)]
pub struct Section {
    /// What kind it is; none for one that supervisord passes over.
    pub kind: Option<SectionKind>,
    first: Part,
    more: Vec<Part>,
}

/// A place where a section stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The index of the file among [`Config::files`].
    pub file: u32,
    /// The index of the header among the file's items.
    pub header: u32,
    /// One past the section's last item.
    pub end: u32,
}

impl Section {
    /// The places where it stands, in the order in which supervisord reads them.
    pub fn parts(&self) -> impl Iterator<Item = Part> + '_ {
        std::iter::once(self.first).chain(self.more.iter().copied())
    }

    /// The place where it stands first.
    #[must_use]
    pub const fn first(&self) -> Part {
        self.first
    }
}

/// An entry of a section.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'c> {
    /// Which one.
    pub id: SettingId,
    /// Its item.
    pub item: &'c Item,
    /// Its file's bytes.
    pub bytes: &'c [u8],
    /// The same as text, if all of it is UTF-8.
    pub text: Option<&'c str>,
    /// Its row in the table of options; none if the section has no such option.
    pub row: Option<&'static OptionRow>,
}

impl<'c> Entry<'c> {
    /// The name as it is written.
    #[must_use]
    pub fn name(&self) -> &'c [u8] {
        self.item.name.slice(self.bytes)
    }

    /// The value's text.
    #[must_use]
    pub fn value(&self) -> Logical<'c> {
        if self.item.is_multiline() {
            return value(self.bytes, self.item);
        }
        Logical::within(self.bytes, self.text, self.item.value)
    }
}

impl Config {
    /// Reads a configuration: the main file stands in `sources` already, includes are added to it. No variable is known.
    #[must_use]
    pub fn read(main: FileId, sources: &mut Sources, files: &dyn Files) -> Self {
        Self::read_with(main, sources, files, &BTreeMap::new())
    }

    /// Reads a configuration; `given` are values for `%(ENV_NAME)s` in the patterns of `[include]`, by NAME.
    ///
    /// As supervisord 4.3.0 does: the includes are read after the whole main file, patterns in order and the matches of
    /// one sorted, all relative to the main file's folder; an included file's own `[include]` is ignored. A file that has no
    /// `[supervisord]`, and includes none, is no main file: another one includes it, and its own `[include]` is ignored too.
    #[must_use]
    pub fn read_with(
        main: FileId,
        sources: &mut Sources,
        files: &dyn Files,
        given: &BTreeMap<String, String>,
    ) -> Self {
        let mut config = Self::of_file(main, sources);
        let (written, folder) = (folder_as_written(sources.get(main)), sources.get(main).folder());
        let (written, folder) = (written.to_owned(), folder.to_owned());
        for path in config.included(sources, files, given) {
            let name = files.place(Path::new(&path)).to_string_lossy().into_owned();
            let known = sources.find(&name);
            if let Some(known) = known.filter(|known| config.reads.contains(known)) {
                config.read_file(known, sources);
                continue;
            }
            // A folder or an unreadable file contributes nothing: `configparser` swallows the error.
            let Ok(bytes) = files.read(Path::new(&path)) else { continue };
            let own = path::folder_of_included(&path, &written, &folder);
            let Ok(file) = SourceFile::new(name, bytes) else { continue };
            let file = match own {
                Some(own) => file.in_folder(own),
                None => file,
            };
            let id = known.unwrap_or_else(|| sources.add(file));
            config.read_file(id, sources);
        }
        if config.section(SectionKind::Supervisord).is_some() { config } else { Self::of_file(main, sources) }
    }

    /// A configuration of one file, whose includes are not read.
    #[must_use]
    pub fn of_file(main: FileId, sources: &Sources) -> Self {
        Self::of_files(&[main], sources)
    }

    /// The configuration of these files: the main one and what it includes, in order, each as often as it is read.
    #[must_use]
    pub fn of_files(ids: &[FileId], sources: &Sources) -> Self {
        let mut config = Self {
            files: Vec::new(),
            reads: Vec::new(),
            sections: Vec::new(),
            defaults: Vec::new(),
            names: Map::new(),
        };
        for id in ids {
            config.read_file(*id, sources);
        }
        config
    }

    /// Reads a file. One that is read again (the main file among its own includes, or one that two patterns match) brings
    /// nothing new, but its options win over those of the files between.
    fn read_file(&mut self, id: FileId, sources: &Sources) {
        self.reads.push(id);
        let Some(again) = self.files.iter().position(|file| file.id == id) else {
            return self.add_file(id, sources);
        };
        let is_of_file = |part: &Part| part.file as usize == again;
        for section in &mut self.sections {
            let (last, mut parts): (Vec<Part>, Vec<Part>) = section.parts().partition(is_of_file);
            parts.extend(last);
            section.first = parts.remove(0);
            section.more = parts;
        }
        self.defaults.sort_by_key(is_of_file);
    }

    fn add_file(&mut self, id: FileId, sources: &Sources) {
        let source = sources.get(id);
        let bytes = source.bytes();
        let tree = parse::parse_source(source);
        let file = self.files.len() as u32;
        let mut open: Option<u32> = None;
        let len = tree.items.len() as u32;
        for at in 0..=len {
            if at < len && tree.items[at as usize].kind != ItemKind::Header {
                continue;
            }
            if let Some(header) = open.replace(at) {
                let part = Part { file, header, end: at };
                let name = tree.items[header as usize].name.slice(bytes);
                self.add_part(part, name);
            }
        }
        let here = source.folder().to_owned();
        self.files.push(ConfigFile { id, tree, here });
    }

    fn add_part(&mut self, part: Part, name: &[u8]) {
        if name == b"DEFAULT" {
            self.defaults.push(part);
            return;
        }
        match self.names.get(name) {
            Some(known) => self.sections[*known as usize].more.push(part),
            None => {
                self.names.insert(name.to_vec(), self.sections.len() as u32);
                let kind = SectionKind::of(name).map(|(kind, _)| kind);
                self.sections.push(Section { kind, first: part, more: Vec::new() });
            }
        }
    }

    /// Whether supervisord puts the folder in the place of `%(here)s` before it looks at a value: it does where there is an
    /// `[include]`, and so in every file that is included.
    #[must_use]
    pub fn replaces_here(&self) -> bool {
        self.section(SectionKind::Include).is_some() || self.section(SectionKind::Supervisord).is_none()
    }

    /// The paths that `[include] files` names and that exist.
    fn included(
        &self,
        sources: &Sources,
        files: &dyn Files,
        given: &BTreeMap<String, String>,
    ) -> Vec<String> {
        let Some(section) = self.section(SectionKind::Include) else { return Vec::new() };
        let mut settings = Settings::new();
        self.fill(section, sources, &mut settings, |_| {});
        let Some(id) = settings.get(Name::Files) else { return Vec::new() };
        let value = self.entry(id, sources).value();
        let Some(text) = value.text() else { return Vec::new() };
        let variable = |name: &str| given.get(name).map(String::as_str);
        let patterns = text.split(space::is_space).filter(|pattern| !pattern.is_empty());
        // One with a variable that nobody gives is asked for; the others are there all the same.
        let paths = patterns.filter_map(|pattern| self.include_paths(pattern, sources, variable)).flatten();
        paths.flat_map(|path| glob::glob(files, &path)).collect()
    }

    /// The patterns of paths that a pattern of `[include] files` stands for, by way of the main file's own path; several where
    /// there is a blank in a variable. None if it cannot be expanded.
    pub(crate) fn include_paths<'v>(
        &self,
        pattern: &str,
        sources: &Sources,
        variable: impl Fn(&str) -> Option<&'v str>,
    ) -> Option<Vec<String>> {
        let main = sources.get(self.files[0].id);
        let written = folder_as_written(main);
        // The folder in front is where relative paths start anyway.
        let pattern = pattern.strip_prefix("%(here)s/").unwrap_or(pattern);
        let expanded = expansion::expand(pattern, |name| match name {
            "here" => Some(Value::Str(main.folder())),
            _ => variable(name.strip_prefix("ENV_")?).map(Value::Str),
        });
        let expanded = expanded.ok()?;
        let parts = expanded.split(space::is_space).filter(|part| !part.is_empty());
        let place = |part: &str| match written {
            _ if part.starts_with('/') => part.to_owned(),
            "" => part.to_owned(),
            written => format!("{written}/{part}"),
        };
        Some(parts.map(place).collect())
    }

    /// The header of a part.
    #[must_use]
    pub fn header(&self, part: Part) -> &Item {
        &self.files[part.file as usize].tree.items[part.header as usize]
    }

    /// The header's name of a section, and the place where it stands first.
    #[must_use]
    pub fn name_of<'s>(&self, section: &Section, sources: &'s Sources) -> (&'s [u8], FileId, Span) {
        let part = section.first();
        let (id, span) = (self.files[part.file as usize].id, self.header(part).name);
        (sources.get(id).slice(span), id, span)
    }

    /// The name behind the colon of a section's header, stripped as supervisord strips it.
    #[must_use]
    pub fn member_name<'s>(&self, section: &Section, sources: &'s Sources) -> &'s [u8] {
        let (name, _, _) = self.name_of(section, sources);
        section.kind.map_or(name, |kind| space::strip(kind.member(name)))
    }

    /// The section with this header, letter by letter.
    #[must_use]
    pub fn named(&self, header: &[u8]) -> Option<&Section> {
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

    /// The entries of a part of a section of this kind.
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

    /// What a plugin is handed: the entries of its section and of `[DEFAULT]` that supervisord has no option for, of each name
    /// the last.
    #[must_use]
    pub fn plugin_entries<'c>(&'c self, section: &'c Section, sources: &'c Sources) -> Vec<Entry<'c>> {
        let mut entries: Vec<Entry<'c>> = Vec::new();
        let is_option = |entry: &Entry<'_>| {
            section.kind.is_some_and(|kind| options::lookup(kind, entry.name()).is_some())
        };
        let all = self.default_entries(sources).chain(self.entries(section, sources));
        for entry in all.filter(|entry| !is_option(entry)) {
            entries.retain(|known| !known.name().eq_ignore_ascii_case(entry.name()));
            entries.push(entry);
        }
        entries
    }

    /// One entry.
    ///
    /// # Panics
    /// When the setting is none of this configuration.
    #[must_use]
    pub fn entry<'c>(&'c self, id: SettingId, sources: &'c Sources) -> Entry<'c> {
        let file = self.file(id.file);
        let source = sources.get(id.file);
        let (bytes, text) = (source.bytes(), source.text());
        Entry { id, item: &file.tree.items[id.item as usize], bytes, text, row: None }
    }

    /// The file with this id.
    ///
    /// # Panics
    /// When it is none of this configuration.
    #[must_use]
    pub fn file(&self, id: FileId) -> &ConfigFile {
        let main = &self.files[0];
        // Almost always there is one file.
        if main.id == id { main } else { self.files.iter().find(|file| file.id == id).unwrap_or(main) }
    }

    /// Fills `settings` with what holds in a section, `[DEFAULT]` first; calls `each` for every entry of the section
    /// itself, with the setting of the same name that it takes the place of.
    pub fn fill<'c>(
        &'c self,
        section: &Section,
        sources: &'c Sources,
        settings: &mut Settings,
        mut each: impl FnMut(Filled<'c>),
    ) {
        settings.clear();
        for entry in self.default_entries(sources) {
            if let Some(name) = Name::of(entry.name()) {
                settings.set(name, entry.id);
            }
        }
        for part in section.parts() {
            for entry in self.entries_of(part, section.kind, sources) {
                let replaces = entry.row.and_then(|row| settings.set(row.name, entry.id));
                each(Filled { entry, replaces });
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

/// The folder of a file as its name has it.
fn folder_as_written(file: &SourceFile) -> &str {
    file.name().rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// An entry as it is met, and the setting that it takes the place of.
#[derive(Clone, Copy, Debug)]
pub struct Filled<'c> {
    /// The entry.
    pub entry: Entry<'c>,
    /// The earlier setting of the same option: of the same section, or of `[DEFAULT]`.
    pub replaces: Option<SettingId>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Memory, Rooted};

    /// The names and folders of the files of a configuration whose main file lies in `folder`.
    fn files(name: &str, folder: &str, text: &str, others: &dyn Files) -> Vec<(String, String)> {
        let mut sources = Sources::new();
        let main = SourceFile::new(name, text.as_bytes().to_vec()).unwrap().in_folder(folder);
        let main = sources.add(main);
        let given =
            BTreeMap::from([("D".to_owned(), "conf.d".to_owned()), ("B".to_owned(), "a b".to_owned())]);
        let config = Config::read_with(main, &mut sources, others, &given);
        let file = |file: &ConfigFile| (sources.get(file.id).name().to_owned(), file.here.clone());
        config.files.iter().skip(1).map(file).collect()
    }

    fn pair(name: &str, folder: &str) -> (String, String) {
        (name.to_owned(), folder.to_owned())
    }

    #[test]
    fn the_folder_of_a_main_file_is_not_doubled_by_here() {
        let others = Memory::new().with("etc/conf.d/a.conf", "").with("etc/b.conf", "");
        let text = "[supervisord]\n[include]\nfiles=%(here)s/conf.d/*.conf b.conf\n";
        let expected = [pair("etc/conf.d/a.conf", "/srv/etc/conf.d"), pair("etc/b.conf", "/srv/etc")];
        assert_eq!(files("etc/s.conf", "/srv/etc", text, &others), expected);
    }

    #[test]
    fn variables_in_patterns_are_expanded_and_a_blank_in_one_parts_two() {
        let others = Memory::new().with("conf.d/a.conf", "").with("a", "").with("b", "");
        let text = "[supervisord]\n[include]\nfiles=%(ENV_D)s/*.conf %(ENV_NONE)s/x %(ENV_B)s\n";
        let expected = [pair("conf.d/a.conf", "/srv/conf.d"), pair("a", "/srv"), pair("b", "/srv")];
        assert_eq!(files("s.conf", "/srv", text, &others), expected);
    }

    #[test]
    fn without_its_own_section_it_is_included_by_another_and_includes_nothing() {
        let text = "[include]\nfiles=a.conf\n";
        assert_eq!(files("s.conf", "/srv", text, &Memory::new().with("a.conf", "[program:a]\n")), []);
        // It may stand in an included file.
        let others = Memory::new().with("a.conf", "[supervisord]\n");
        assert_eq!(files("s.conf", "/srv", text, &others), [pair("a.conf", "/srv")]);
    }

    #[test]
    fn below_a_root_files_are_named_as_they_are_found_and_know_the_folder_they_will_have() {
        let others = Memory::new().with("image/opt/a.conf", "").with("image/etc/d/b.conf", "");
        let others = Rooted::new("image", others);
        let text = "[supervisord]\n[include]\nfiles=/opt/*.conf %(here)s/d/*.conf /etc/d/b.conf\n";
        let expected = [pair("image/opt/a.conf", "/opt"), pair("image/etc/d/b.conf", "/etc/d")];
        assert_eq!(files("image/etc/s.conf", "/etc", text, &others), expected);
    }
}
