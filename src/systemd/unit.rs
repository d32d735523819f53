//! Units as they lie on a disk: a file, its drop-ins, and the units beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::boot_folders::{self, BootFolder};
use super::directives::{Name, SectionSet};
use super::drop_ins::drop_ins;
use super::fleet::Fleet;
use super::search::{Found, Search};
use super::unit_file::Room;
pub use super::unit_file::{UnitEntry, UnitFile};
use super::unit_name::UnitName;
use super::{load_path, neighbours};
use crate::ir::{Items, SettingId};
use crate::source::{FileId, Files, SourceFile, Sources, Span};

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
    /// The folders that are made for it at boot, where that was asked ([`Units::read_boot_folders`]).
    pub boot_folders: Vec<BootFolder>,
    /// Where the type starts in the name.
    type_at: usize,
    /// The sections that systemd reads in a unit of this type.
    sections: SectionSet,
}

/// The units of a run.
#[derive(Debug, Default)]
pub struct Units {
    /// The units: first those that were named, then those beside them that they name.
    pub units: Vec<Unit>,
    /// How many of them were named.
    pub named: usize,
    fleet: Fleet,
    /// By file, the unit that it is a part of: worked out when it is asked for.
    owners: OnceLock<BTreeMap<FileId, usize>>,
}

/// A file of a unit that was asked for.
#[derive(Clone, Debug)]
pub struct NamedUnit {
    /// The file that makes it, or a drop-in.
    pub file: FileId,
    /// The name that it was asked for by, where the file's name is another: an instance of a template.
    pub name: Option<String>,
}

impl Unit {
    /// The unit of one file, without drop-ins.
    #[must_use]
    pub fn of_file(id: FileId, sources: &Sources) -> Self {
        Self::of_file_in_room(Room::default(), id, sources)
    }

    fn of_file_in_room(room: Room, id: FileId, sources: &Sources) -> Self {
        let source = sources.get(id);
        let base = source.base_name();
        // Most files are none, which is seen before their path is taken apart.
        let folder = || Path::new(source.name()).parent()?.file_name()?.to_str();
        let of = if base.ends_with(".conf") {
            folder().and_then(|folder| folder.strip_suffix(".d"))
        } else {
            None
        };
        let name = of.unwrap_or(base).to_owned();
        let type_at = type_at(&name);
        let sections = SectionSet::of_unit_type(&name[type_at..]);
        let files = vec![UnitFile::in_room(room, id, of.is_some(), sections, sources)];
        Self { name, aliases: Vec::new(), files, boot_folders: Vec::new(), type_at, sections }
    }

    /// The same unit as it was `found`, with its drop-ins.
    pub(super) fn complete(
        mut self,
        found: Option<Found>,
        sources: &mut Sources,
        search: &mut Search<'_>,
    ) -> Self {
        if let Some(found) = found {
            // An instance, or the name that a link stands for: of the same type.
            (self.name, self.aliases) = (found.name, found.aliases);
            self.type_at = type_at(&self.name);
        }
        let scope = search.scope(folder_of(sources.get(self.main().id).name()));
        if self.names().any(|name| scope.may_have_drop_ins(name, self.unit_type())) {
            let names: Vec<&str> = self.names().collect();
            // Folders of a type, a prefix or a template are those of other units as well.
            let own = format!("{}.d", self.name);
            for path in drop_ins(&names, &scope, search) {
                let is_own = path.parent().is_some_and(|folder| folder.ends_with(&own));
                if let Some(id) = take(&path, !is_own, sources, search) {
                    self.files.push(UnitFile::new(id, true, self.sections, sources));
                }
            }
        }
        self
    }

    /// The same unit with its drop-ins, as it is found under this name, or under that of its file.
    pub(super) fn find(self, name: Option<&str>, sources: &mut Sources, search: &mut Search<'_>) -> Self {
        let scope = search.scope(folder_of(sources.get(self.main().id).name()));
        let may_have_drop_ins = || scope.may_have_drop_ins(&self.name, self.unit_type());
        if name.is_none() && scope.is_plain(&self.name, search) && !may_have_drop_ins() {
            return self;
        }
        let name = UnitName::read(name.unwrap_or(&self.name));
        let found = name.and_then(|name| scope.find(&name, search));
        self.complete(found, sources, search)
    }

    /// All its names, its own first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }

    /// The type: `service`; empty without one.
    #[must_use]
    pub fn unit_type(&self) -> &str {
        self.name.get(self.type_at..).unwrap_or_default()
    }

    /// The name without its type: `app@`.
    #[must_use]
    pub fn stem(&self) -> &str {
        self.type_at.checked_sub(1).and_then(|dot| self.name.get(..dot)).unwrap_or_default()
    }

    /// Whether it is a template: `app@.service`.
    #[must_use]
    pub fn is_template(&self) -> bool {
        self.stem().ends_with('@')
    }

    /// Whether its folder says that it is for the managers of users: `systemd/user`, `~/.config/systemd/user`.
    #[must_use]
    pub fn is_of_user(&self, sources: &Sources) -> bool {
        let name = sources.get(self.main().id).name();
        // Nearly every path is settled by its bytes.
        memchr::memmem::find(name.as_bytes(), b"user").is_some() && name.split('/').any(|part| part == "user")
    }

    /// The sections that systemd reads in a unit of this type.
    #[must_use]
    pub const fn sections(&self) -> SectionSet {
        self.sections
    }

    /// Whether systemd reads an entry's section in a unit of this type; what stands in others, it never looks at.
    #[must_use]
    pub fn reads(&self, entry: &UnitEntry<'_>) -> bool {
        entry.section.is_some_and(|section| self.sections.contains(section))
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
        self.files.iter().flat_map(move |file| file.entries(sources.get(file.id)))
    }

    /// Whether a directive stands in a section that systemd reads in such a unit, whether its value is taken or not.
    #[must_use]
    pub fn writes(&self, name: Name) -> bool {
        self.files.iter().any(|file| file.writes(name))
    }

    /// Whether one of these does.
    #[must_use]
    pub fn writes_any(&self, names: &[Name]) -> bool {
        names.iter().any(|name| self.writes(*name))
    }

    /// The entries of these directives, in the order in which they count; without those in sections that systemd does not
    /// read in such a unit.
    #[must_use]
    pub fn written<'u>(&'u self, sources: &'u Sources, names: &[Name]) -> Vec<UnitEntry<'u>> {
        let mut entries = Vec::new();
        for file in self.files.iter().filter(|file| names.iter().any(|name| file.writes(*name))) {
            let source = sources.get(file.id);
            file.written(names, source, &mut entries);
        }
        entries
    }

    /// One entry, if it is one of this unit.
    #[must_use]
    pub fn entry<'u>(&'u self, id: SettingId, sources: &'u Sources) -> Option<UnitEntry<'u>> {
        self.files.iter().find(|file| file.id == id.file)?.entry(id.item, sources.get(id.file))
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
        for named in named {
            let unit = Unit::of_file(named.file, sources);
            if !unit.main().is_drop_in {
                all.units.push(unit.find(named.name.as_deref(), sources, &mut search));
            }
        }
        let parts: BTreeSet<FileId> =
            all.units.iter().flat_map(|unit| unit.files.iter().map(|file| file.id)).collect();
        for id in named.iter().map(|named| named.file).filter(|id| !parts.contains(id)) {
            all.units.push(Unit::of_file(id, sources));
        }
        all.named = all.units.len();
        let mut fleet = Fleet::new();
        all.units.iter().for_each(|unit| fleet.note(unit, sources));
        fleet.close_given();
        neighbours::read(&mut fleet, &mut search, |found, fleet, search| {
            let path = found.path.clone();
            if let Some(id) = take(&path, false, sources, search) {
                let unit = Unit::of_file(id, sources).complete(Some(found), sources, search);
                fleet.note(&unit, sources);
                all.units.push(unit);
            }
        });
        fleet.settle();
        all.fleet = fleet;
        all
    }

    /// The units of these files, which have no drop-ins and no neighbours: what was just emitted, and is all there is. Nobody
    /// asks what they say of each other.
    #[must_use]
    pub fn of_files(files: &[FileId], sources: &Sources) -> Self {
        let units: Vec<Unit> = files.iter().map(|file| Unit::of_file(*file, sources)).collect();
        Self { named: units.len(), units, ..Self::default() }
    }

    /// Looks up the folders that `tmpfiles.d` has made for the named services, for whoever starts them where nobody makes these.
    pub fn read_boot_folders(&mut self, sources: &Sources, files: &dyn Files) {
        for unit in self.units[..self.named].iter_mut().filter(|unit| unit.unit_type() == "service") {
            unit.boot_folders = boot_folders::beside(sources.get(unit.main().id).name(), files);
        }
    }

    /// The same units, their files parsed again: something changed in them.
    #[must_use]
    pub fn read_again(mut units: Self, sources: &Sources) -> Self {
        for unit in &mut units.units {
            for file in &mut unit.files {
                *file = UnitFile::new(file.id, file.is_drop_in, unit.sections, sources);
            }
        }
        let mut fleet = Fleet::new();
        for (at, unit) in units.units.iter().enumerate() {
            if at == units.named {
                fleet.close_given();
            }
            fleet.note(unit, sources);
        }
        if units.named == units.units.len() {
            fleet.close_given();
        }
        fleet.keep_links(&units.fleet);
        fleet.settle();
        units.fleet = fleet;
        units
    }

    /// What they say of each other.
    #[must_use]
    pub const fn fleet(&self) -> &Fleet {
        &self.fleet
    }

    /// The unit of this name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Unit> {
        self.units.get(self.fleet.find(name)?.number())
    }

    /// The unit that a file is a part of; the first, should there be several.
    #[must_use]
    pub fn of_file(&self, file: FileId) -> Option<&Unit> {
        let all = || {
            let mut owners = BTreeMap::new();
            for (at, unit) in self.units.iter().enumerate() {
                unit.files.iter().for_each(|file| _ = owners.entry(file.id).or_insert(at));
            }
            owners
        };
        self.units.get(*self.owners.get_or_init(all).get(&file)?)
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
        self.of_file(id.file).unwrap_or(&self.units[0]).setting(id)
    }
}

/// Where the type starts in a unit's name; a drop-in folder may be named after a type alone: `service.d`.
fn type_at(name: &str) -> usize {
    memchr::memrchr(b'.', name.as_bytes()).map_or(0, |dot| dot + 1)
}

/// The directives that name units which belong to the one that says it; an order alone makes no such bond.
pub const PULLS: [Name; 12] = [
    Name::Wants,
    Name::Requires,
    Name::Requisite,
    Name::BindTo,
    Name::BindsTo,
    Name::Upholds,
    Name::PartOf,
    Name::OnFailure,
    Name::OnSuccess,
    Name::Unit,
    Name::Service,
    Name::Sockets,
];

/// Whether a directive is one of [`PULLS`].
#[must_use]
pub fn pulls(name: Name) -> bool {
    PULLS.contains(&name)
}

/// The file that makes the unit which `path` names: an instance is made from its template. Below the root of a system tree, a
/// name without a folder is looked for on the load path of the system, then on that of users.
#[must_use]
pub fn locate(path: &str, files: &dyn Files) -> Option<PathBuf> {
    let mut search = Search::new(files);
    let name = UnitName::read(path.rsplit('/').next()?)?;
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
fn take(path: &Path, may_be_shared: bool, sources: &mut Sources, search: &mut Search<'_>) -> Option<FileId> {
    let name = path.to_str()?;
    if let Some(known) = sources.find(name) {
        return Some(known);
    }
    Some(sources.add(search.open(path, may_be_shared)?))
}

/// Reads units one at a time, so that none has to be kept.
///
/// Each unit is read into sources of its own. When all were noted in a [`Fleet`], what lies beside them is added to it.
#[derive(Clone, Debug)]
pub struct UnitReader<'f> {
    search: Search<'f>,
    /// The memory of the unit before.
    room: Room,
}

impl<'f> UnitReader<'f> {
    /// Looks for what belongs to units among these files, and has drop-ins opened by `open`.
    #[must_use]
    pub fn new(files: &'f dyn Files, open: &'f (dyn Fn(&Path) -> Option<SourceFile> + Sync)) -> Self {
        Self { search: Search::new(files).with_opener(open), room: Room::default() }
    }

    /// Reads the unit of a file with its drop-ins; the name is the one that it was asked for by, where that is another than
    /// the file's. A drop-in is read alone, as what it is.
    #[must_use]
    pub fn read(&mut self, file: FileId, name: Option<&str>, sources: &mut Sources) -> Unit {
        let unit = Unit::of_file_in_room(std::mem::take(&mut self.room), file, sources);
        if unit.main().is_drop_in { unit } else { unit.find(name, sources, &mut self.search) }
    }

    /// Takes a unit that is no longer needed; the next one gets its memory.
    pub fn take_back(&mut self, unit: Unit) {
        if let Some(main) = unit.files.into_iter().next() {
            self.room = main.into_room();
        }
    }

    /// Lists the folders that belong to a unit of this name, so that a clone of the reader need not do it again.
    pub fn look_around(&mut self, name: &str) {
        self.search.scope(folder_of(name));
    }

    /// Notes what lies beside the units of a fleet: see [`Units::read`].
    pub fn neighbours(&mut self, fleet: &mut Fleet) {
        neighbours::read(fleet, &mut self.search, |found, fleet, search| {
            let mut sources = Sources::new();
            if let Some(id) = take(&found.path.clone(), false, &mut sources, search) {
                let unit = Unit::of_file(id, &sources).complete(Some(found), &mut sources, search);
                fleet.note(&unit, &sources);
            }
        });
    }
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
