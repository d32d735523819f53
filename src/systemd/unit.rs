//! Units as they lie on a disk: a file, its drop-ins, and the units beside it.

use std::collections::BTreeSet;
use std::path::Path;

use super::directives::{self, DirectiveRow, Name, Section, SectionSet};
use super::{neighbours, parse, value};
use crate::ir::{Items, SettingId};
use crate::source::{FileId, Files, Logical, Map, SourceFile, Sources, Span};
use crate::syntax::{Item, ItemKind, Tree};

/// A unit: its file and the drop-ins that change it, in the order in which systemd applies them.
#[derive(Debug)]
pub struct Unit {
    /// The file's name: `app@.service`. Of a drop-in that is looked at alone: its folder's, without `.d`.
    pub name: String,
    /// The main file first, if it is there.
    pub files: Vec<UnitFile>,
}

/// A file of a unit.
#[derive(Debug)]
pub struct UnitFile {
    /// Which file.
    pub id: FileId,
    /// Its tree.
    pub tree: Tree,
    /// Whether it is a drop-in.
    pub is_drop_in: bool,
    /// What the table of directives says of each item: looked up once, since many ask.
    rows: Vec<Option<&'static DirectiveRow>>,
}

impl UnitFile {
    fn new(id: FileId, is_drop_in: bool, sources: &Sources) -> Self {
        let bytes = sources.get(id).bytes();
        let tree = parse(bytes);
        let mut section = None;
        let rows = tree.items.iter().map(|item| {
            let name = item.name.slice(bytes);
            match item.kind {
                ItemKind::Header => section = Section::of(name),
                ItemKind::Entry => return section.and_then(|section| directives::lookup(section, name)),
                _ => {}
            }
            None
        });
        let rows = rows.collect();
        Self { id, tree, is_drop_in, rows }
    }
}

/// The units of a run.
#[derive(Debug, Default)]
pub struct Units {
    /// The units: first those that were named, then those beside them that they name.
    pub units: Vec<Unit>,
    /// How many of them were named.
    pub named: usize,
    /// The names of named units that a `.wants/` or `.requires/` folder beside them holds: they are started from there.
    pub linked: BTreeSet<String>,
    by_name: Map<String, usize>,
}

/// An entry of a unit.
#[derive(Clone, Copy, Debug)]
pub struct UnitEntry<'u> {
    /// Which one.
    pub id: SettingId,
    /// Its item.
    pub item: &'u Item,
    /// Its file's bytes.
    pub bytes: &'u [u8],
    /// The same as text, if all of it is UTF-8.
    pub text: Option<&'u str>,
    /// The section's name as it is written.
    pub header: &'u [u8],
    /// The section; none if no unit has one of this name.
    pub section: Option<Section>,
    /// Its row in the table of directives; none if the section has no such directive.
    pub row: Option<&'static DirectiveRow>,
}

impl<'u> UnitEntry<'u> {
    /// The name as it is written.
    #[must_use]
    pub fn name(&self) -> &'u [u8] {
        self.item.name.slice(self.bytes)
    }

    /// The value's text.
    #[must_use]
    pub fn value(&self) -> Logical<'u> {
        if self.item.is_multiline() {
            return value(self.bytes, self.item);
        }
        Logical::within(self.bytes, self.text, self.item.value)
    }
}

impl Unit {
    /// The unit of one file, without drop-ins.
    #[must_use]
    pub fn of_file(id: FileId, sources: &Sources) -> Self {
        let source = sources.get(id);
        let folder =
            Path::new(source.name()).parent().and_then(Path::file_name).and_then(|name| name.to_str());
        let (name, is_drop_in) = match folder.and_then(|folder| folder.strip_suffix(".d")) {
            Some(unit) if source.base_name().ends_with(".conf") => (unit.to_owned(), true),
            _ => (source.base_name().to_owned(), false),
        };
        Self { name, files: vec![UnitFile::new(id, is_drop_in, sources)] }
    }

    /// The type: `service`; empty without one.
    #[must_use]
    pub fn unit_type(&self) -> &str {
        // A drop-in folder may be named after a type alone: `service.d`.
        self.name.rsplit('.').next().unwrap_or_default()
    }

    /// The name without its type: `app@`.
    #[must_use]
    pub fn stem(&self) -> &str {
        self.name.rsplit_once('.').map_or("", |(stem, _)| stem)
    }

    /// Whether it is a template: `app@.service`.
    #[must_use]
    pub fn is_template(&self) -> bool {
        self.stem().ends_with('@')
    }

    /// The sections that systemd reads in a unit of this type.
    #[must_use]
    pub fn sections(&self) -> SectionSet {
        SectionSet::of_unit_type(self.unit_type())
    }

    /// Whether systemd reads an entry's section in a unit of this type; what stands in others, it never looks at.
    #[must_use]
    pub fn reads(&self, entry: &UnitEntry<'_>) -> bool {
        entry.section.is_some_and(|section| self.sections().contains(section))
    }

    /// The file that an entry stands in.
    #[must_use]
    pub fn file_of(&self, entry: &UnitEntry<'_>) -> &UnitFile {
        self.files.iter().find(|file| file.id == entry.id.file).unwrap_or_else(|| self.main())
    }

    /// The file that makes the unit; the drop-in of one that is looked at alone.
    ///
    /// # Panics
    /// Never: a unit has a file.
    #[must_use]
    pub fn main(&self) -> &UnitFile {
        &self.files[0]
    }

    /// The entries of all files in the order in which they count, unknown sections included.
    pub fn entries<'u>(&'u self, sources: &'u Sources) -> impl Iterator<Item = UnitEntry<'u>> + 'u {
        self.files.iter().flat_map(move |file| {
            let (bytes, text) = (sources.get(file.id).bytes(), sources.get(file.id).text());
            let mut header: &[u8] = &[];
            let mut section = None;
            file.tree.items.iter().zip(&file.rows).enumerate().filter_map(move |(at, (item, row))| {
                if item.kind == ItemKind::Header {
                    header = item.name.slice(bytes);
                    section = Section::of(header);
                }
                (item.kind == ItemKind::Entry).then_some(UnitEntry {
                    id: SettingId { file: file.id, item: at as u32 },
                    item,
                    bytes,
                    text,
                    header,
                    section,
                    row: *row,
                })
            })
        })
    }

    /// One entry, if it is one of this unit.
    #[must_use]
    pub fn entry<'u>(&'u self, id: SettingId, sources: &'u Sources) -> Option<UnitEntry<'u>> {
        self.entries(sources).find(|entry| entry.id == id)
    }
}

impl Units {
    /// Reads the units of these files with their drop-ins, and the units beside them that they name or that start them.
    ///
    /// A named drop-in whose unit is named too is a part of that unit; alone it is checked as what it is.
    #[must_use]
    pub fn read(named: &[FileId], sources: &mut Sources, files: &dyn Files) -> Self {
        let mut all = Self::default();
        for id in named {
            let mut unit = Unit::of_file(*id, sources);
            if unit.main().is_drop_in {
                continue;
            }
            for path in drop_ins(sources.get(*id).name(), &unit, files) {
                if let Some(id) = take(&path, sources, files) {
                    unit.files.push(UnitFile::new(id, true, sources));
                }
            }
            all.units.push(unit);
        }
        let parts: BTreeSet<FileId> =
            all.units.iter().flat_map(|unit| unit.files.iter().map(|file| file.id)).collect();
        for id in named {
            if !parts.contains(id) {
                all.units.push(Unit::of_file(*id, sources));
            }
        }
        all.named = all.units.len();
        neighbours::read(&mut all, sources, files);
        for (at, unit) in all.units.iter().enumerate().filter(|(_, unit)| !unit.main().is_drop_in) {
            all.by_name.get_or_insert_with(unit.name.clone(), || at);
        }
        all
    }

    /// The same units, their files parsed again: something changed in them.
    #[must_use]
    pub fn read_again(mut units: Self, sources: &Sources) -> Self {
        for file in units.units.iter_mut().flat_map(|unit| &mut unit.files) {
            *file = UnitFile::new(file.id, file.is_drop_in, sources);
        }
        units
    }

    /// The unit of this name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Unit> {
        self.by_name.get(name).and_then(|at| self.units.get(*at))
    }

    /// The units that were named.
    #[must_use]
    pub fn given(&self) -> &[Unit] {
        &self.units[..self.named]
    }
}

impl Items for Unit {
    fn setting(&self, id: SettingId) -> (Span, Span) {
        let file = self.files.iter().find(|file| file.id == id.file).unwrap_or(&self.files[0]);
        let item = &file.tree.items[id.item as usize];
        (item.name, item.value)
    }
}

impl Items for Units {
    fn setting(&self, id: SettingId) -> (Span, Span) {
        let has = |unit: &&Unit| unit.files.iter().any(|file| file.id == id.file);
        self.units.iter().find(has).unwrap_or(&self.units[0]).setting(id)
    }
}

/// Whether a directive names units that belong to the one that says it; an order alone makes no such bond.
#[must_use]
pub const fn pulls(name: Name) -> bool {
    matches!(
        name,
        Name::Wants
            | Name::Requires
            | Name::Requisite
            | Name::BindTo
            | Name::BindsTo
            | Name::Upholds
            | Name::PartOf
            | Name::OnFailure
            | Name::OnSuccess
            | Name::Unit
            | Name::Service
            | Name::Sockets
    )
}

/// The paths of the drop-ins beside a unit's file, in the order in which systemd applies them: by file name across all
/// folders; of equal names the more specific folder's counts.
fn drop_ins(path: &str, unit: &Unit, files: &dyn Files) -> Vec<String> {
    let parent = Path::new(path).parent().unwrap_or_else(|| Path::new(""));
    let mut found: Vec<(String, String)> = Vec::new();
    for folder in drop_in_folders(unit) {
        let folder = parent.join(folder);
        if !files.is_dir(&folder) {
            continue;
        }
        for name in files.list(&folder).unwrap_or_default() {
            let known = found.iter().any(|(known, _)| *known == name);
            if name.ends_with(".conf")
                && !known
                && let Some(path) = folder.join(&name).to_str()
            {
                found.push((name, path.to_owned()));
            }
        }
    }
    found.sort();
    found.into_iter().map(|(_, path)| path).collect()
}

/// The folders that may hold drop-ins of a unit, the most specific first: `a-b@x.service.d`, `a-b@.service.d`,
/// `a-@x.service.d`, `a-@.service.d` …, `service.d` (systemd.unit(5); dash prefixes since 239, types since 244).
fn drop_in_folders(unit: &Unit) -> Vec<String> {
    let (stem, kind) = (unit.stem(), unit.unit_type());
    let (prefix, instance) = match stem.split_once('@') {
        Some((prefix, instance)) => (prefix, Some(instance)),
        None => (stem, None),
    };
    let mut prefixes = vec![prefix];
    let mut rest = prefix;
    while let Some((shorter, _)) = rest.trim_end_matches('-').rsplit_once('-') {
        rest = &prefix[..=shorter.len()];
        prefixes.push(rest);
    }
    let mut folders = Vec::new();
    for prefix in prefixes {
        match instance {
            None => folders.push(format!("{prefix}.{kind}.d")),
            Some(instance) => {
                folders.push(format!("{prefix}@{instance}.{kind}.d"));
                if !instance.is_empty() {
                    folders.push(format!("{prefix}@.{kind}.d"));
                }
            }
        }
    }
    folders.push(format!("{kind}.d"));
    folders
}

/// Takes a file into the sources, unless it is there already; none if it cannot be read.
pub(super) fn take(path: &str, sources: &mut Sources, files: &dyn Files) -> Option<FileId> {
    if let Some(known) = sources.find(path) {
        return Some(known);
    }
    let bytes = files.read(Path::new(path)).ok()?;
    Some(sources.add(SourceFile::new(path, bytes).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Memory;

    #[test]
    fn drop_in_folders_go_from_the_unit_to_its_type() {
        let unit = |name: &str| Unit { name: name.to_owned(), files: Vec::new() };
        assert_eq!(
            drop_in_folders(&unit("a-b-c@x.service")),
            [
                "a-b-c@x.service.d",
                "a-b-c@.service.d",
                "a-b-@x.service.d",
                "a-b-@.service.d",
                "a-@x.service.d",
                "a-@.service.d",
                "service.d"
            ]
        );
        assert_eq!(drop_in_folders(&unit("app.timer")), ["app.timer.d", "timer.d"]);
    }

    #[test]
    fn drop_ins_apply_by_file_name_and_the_specific_folder_hides() {
        let files = Memory::new()
            .with("u/app.service", "[Service]\n")
            .with("u/app.service.d/10-a.conf", "")
            .with("u/app.service.d/05-b.conf", "")
            .with("u/service.d/10-a.conf", "")
            .with("u/service.d/30-c.conf", "")
            .with("u/service.d/readme.txt", "");
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new("u/app.service", b"[Service]\n".to_vec()).unwrap());
        let units = Units::read(&[id], &mut sources, &files);
        let names: Vec<&str> = units.units[0].files.iter().map(|file| sources.get(file.id).name()).collect();
        assert_eq!(
            names,
            [
                "u/app.service",
                "u/app.service.d/05-b.conf",
                "u/app.service.d/10-a.conf",
                "u/service.d/30-c.conf"
            ]
        );
    }

    #[test]
    fn a_drop_in_alone_is_named_after_its_folder() {
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new("x/app.service.d/a.conf", Vec::new()).unwrap());
        let unit = Unit::of_file(id, &sources);
        assert_eq!((unit.name.as_str(), unit.main().is_drop_in), ("app.service", true));
        assert_eq!(unit.unit_type(), "service");
    }
}
