//! Units as they lie on a disk: a file, its drop-ins, and the units beside it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::directives::{self, DirectiveRow, Name, Section, SectionSet};
use super::drop_ins::drop_ins;
use super::search::{Found, Search};
use super::unit_name::UnitName;
use super::{load_path, neighbours, parse, value};
use crate::ir::{Items, SettingId};
use crate::source::{FileId, Files, Logical, Map, SourceFile, Sources, Span};
use crate::syntax::{Item, ItemKind, Tree};

/// A unit: its file and the drop-ins that change it, in the order in which systemd applies them.
#[derive(Debug)]
pub struct Unit {
    /// Its own name: that of its file, `app@.service`, or the instance that was asked for. Of a drop-in that is looked at
    /// alone: its folder's, without `.d`.
    pub name: String,
    /// Its other names: of links to its file, sorted.
    pub aliases: Vec<String>,
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

/// A file of a unit that was asked for.
#[derive(Clone, Debug)]
pub struct NamedUnit {
    /// The file that makes it, or a drop-in.
    pub file: FileId,
    /// The name that it was asked for by, where the file's name is another: an instance of a template.
    pub name: Option<String>,
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
        Self { name, aliases: Vec::new(), files: vec![UnitFile::new(id, is_drop_in, sources)] }
    }

    /// The same unit as it was `found`, with its drop-ins.
    pub(super) fn complete(
        mut self,
        found: Option<Found>,
        sources: &mut Sources,
        search: &mut Search<'_>,
    ) -> Self {
        if let Some(found) = found {
            (self.name, self.aliases) = (found.name, found.aliases);
        }
        let scope = search.scope(folder_of(sources.get(self.main().id).name()));
        if scope.has_parts() {
            let names: Vec<&str> = self.names().collect();
            for path in drop_ins(&names, &scope, search) {
                if let Some(id) = take(&path, sources, search) {
                    self.files.push(UnitFile::new(id, true, sources));
                }
            }
        }
        self
    }

    /// All its names, its own first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
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

    /// Whether its folder says that it is for the managers of users: `systemd/user`, `~/.config/systemd/user`.
    #[must_use]
    pub fn is_of_user(&self, sources: &Sources) -> bool {
        sources.get(self.main().id).name().split('/').any(|part| part == "user")
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
        let named: Vec<NamedUnit> = named.iter().map(|file| NamedUnit { file: *file, name: None }).collect();
        Self::read_named(&named, sources, files)
    }

    /// The same, of units that may have been asked for by another name than that of their file.
    ///
    /// What belongs to a unit lies in its folder; below the root of a system tree, in any folder of the load path.
    #[must_use]
    pub fn read_named(named: &[NamedUnit], sources: &mut Sources, files: &dyn Files) -> Self {
        let mut all = Self::default();
        let mut search = Search::new(files);
        for NamedUnit { file, name } in named {
            let unit = Unit::of_file(*file, sources);
            if unit.main().is_drop_in {
                continue;
            }
            let scope = search.scope(folder_of(sources.get(*file).name()));
            let name = UnitName::parse(name.as_deref().unwrap_or(&unit.name)).ok();
            let found = name.and_then(|name| scope.find(&name, &search));
            all.units.push(unit.complete(found, sources, &mut search));
        }
        let parts: BTreeSet<FileId> =
            all.units.iter().flat_map(|unit| unit.files.iter().map(|file| file.id)).collect();
        for id in named.iter().map(|named| named.file).filter(|id| !parts.contains(id)) {
            all.units.push(Unit::of_file(id, sources));
        }
        all.named = all.units.len();
        neighbours::read(&mut all, sources, &mut search);
        for (at, unit) in all.units.iter().enumerate().filter(|(_, unit)| !unit.main().is_drop_in) {
            for name in unit.names() {
                all.by_name.get_or_insert_with(name.to_owned(), || at);
            }
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

/// The file that makes the unit which `path` names: an instance is made from its template. Below the root of a system tree, a
/// name without a folder is looked for on the load path of the system, then on that of users.
#[must_use]
pub fn locate(path: &str, files: &dyn Files) -> Option<PathBuf> {
    let mut search = Search::new(files);
    let name = UnitName::parse(path.rsplit('/').next()?).ok()?;
    match files.root() {
        Some(root) if !path.contains('/') => load_path::entrances(root)
            .iter()
            .find_map(|folder| Some(search.scope(folder).find(&name, &search)?.path)),
        _ => Some(search.scope(folder_of(path)).find(&name, &search)?.path),
    }
}

/// The folder that a file's name puts it into; empty for none.
pub(super) fn folder_of(name: &str) -> &Path {
    Path::new(name).parent().unwrap_or_else(|| Path::new(""))
}

/// Takes a file into the sources, unless it is there already; none if it cannot be read.
pub(super) fn take(path: &Path, sources: &mut Sources, search: &Search<'_>) -> Option<FileId> {
    let name = path.to_str()?;
    if let Some(known) = sources.find(name) {
        return Some(known);
    }
    let bytes = search.files.0.read(path).ok()?;
    Some(sources.add(SourceFile::new(name, bytes).ok()?.with_mode(search.files.0.mode(path))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Memory, Rooted};

    fn names(unit: &Unit, sources: &Sources) -> Vec<String> {
        unit.files.iter().map(|file| sources.get(file.id).name().to_owned()).collect()
    }

    fn read(path: &str, name: Option<&str>, files: &dyn Files) -> (Unit, Vec<String>) {
        let mut sources = Sources::new();
        let bytes = files.read(Path::new(path)).unwrap();
        let file = sources.add(SourceFile::new(path, bytes).unwrap());
        let named = NamedUnit { file, name: name.map(str::to_owned) };
        let unit = Units::read_named(&[named], &mut sources, files).units.swap_remove(0);
        let names = names(&unit, &sources);
        (unit, names)
    }

    #[test]
    fn drop_ins_beside_a_unit_are_read_in_their_order() {
        let files = Memory::new()
            .with("u/app.service", "[Service]\n")
            .with("u/app.service.d/10-a.conf", "")
            .with("u/app.service.d/05-b.conf", "")
            .with("u/service.d/10-a.conf", "")
            .with("u/service.d/30-c.conf", "")
            .with_link("u/b.service", "app.service")
            .with("u/b.service.d/20-d.conf", "");
        let expected = [
            "u/app.service",
            "u/app.service.d/05-b.conf",
            "u/app.service.d/10-a.conf",
            "u/b.service.d/20-d.conf",
            "u/service.d/30-c.conf",
        ];
        assert_eq!(read("u/app.service", None, &files).1, expected);
        let (unit, names) = read("u/b.service", None, &files);
        assert_eq!(
            (unit.name.as_str(), unit.aliases.as_slice()),
            ("app.service", &["b.service".to_owned()][..])
        );
        assert_eq!(names[1..], expected[1..]);
    }

    #[test]
    fn a_mask_hides_a_drop_in_and_so_does_one_that_cannot_be_read() {
        let files = Memory::new()
            .with("u/app.service", "[Service]\n")
            .with_link("u/app.service.d/10.conf", "/dev/null")
            .with_link("u/app.service.d/20.conf", "gone")
            .with("u/service.d/10.conf", "[Service]\n")
            .with("u/service.d/20.conf", "[Service]\n");
        assert_eq!(read("u/app.service", None, &files).1, ["u/app.service", "u/app.service.d/10.conf"]);
    }

    #[test]
    fn an_instance_that_is_asked_for_has_its_own_drop_ins() {
        let files = Memory::new()
            .with("u/t@.service", "[Service]\n")
            .with("u/t@.service.d/10.conf", "")
            .with("u/t@x.service.d/20.conf", "");
        assert_eq!(read("u/t@.service", None, &files).1, ["u/t@.service", "u/t@.service.d/10.conf"]);
        let (unit, names) = read("u/t@.service", Some("t@x.service"), &files);
        assert_eq!((unit.name.as_str(), unit.is_template()), ("t@x.service", false));
        assert_eq!(names.last().unwrap(), "u/t@x.service.d/20.conf");
    }

    #[test]
    fn a_unit_is_located_by_its_name_below_a_root_and_beside_a_path() {
        let files = Memory::new()
            .with("r/usr/lib/systemd/system/t@.service", "")
            .with("r/usr/lib/systemd/user/only.service", "")
            .with("u/t@.service", "");
        let rooted = Rooted::new("r", files.clone());
        let path = |path: &str, files: &dyn Files| Some(locate(path, files)?.to_str().unwrap().to_owned());
        let of_root = path("t@x.service", &rooted);
        assert_eq!(of_root.as_deref(), Some("r/usr/lib/systemd/system/t@.service"));
        let of_user = path("only.service", &rooted);
        assert_eq!(of_user.as_deref(), Some("r/usr/lib/systemd/user/only.service"));
        assert_eq!(path("u/t@x.service", &files).as_deref(), Some("u/t@.service"));
        assert_eq!(path("t@x.service", &files), None);
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
