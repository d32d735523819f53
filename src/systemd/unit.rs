//! A unit as it lies on a disk: a file and its drop-ins.

use std::path::{Path, PathBuf};

use super::boot_folders::BootFolder;
use super::directives::{Name, SectionSet};
use super::made_name::{has_type, made_name};
use super::search::{Found, Search, drop_ins};
use super::start_links::StartLink;
use super::unit_file::Room;
pub use super::unit_file::{UnitEntry, UnitFile};
use crate::ir::{Items, SettingId};
use crate::source::{FileId, Sources, Span, base_name};
use crate::systemd::kinds::unit_name::{UnitName, UnitType};

/// When a timer elapses, counted from something else than a run of its unit.
const FROM_ELSEWHERE: [Name; 6] = [
    Name::OnActiveSec,
    Name::OnBootSec,
    Name::OnCalendar,
    Name::OnClockChange,
    Name::OnStartupSec,
    Name::OnTimezoneChange,
];

/// The same, counted from such a run.
const FROM_RUNS: [Name; 2] = [Name::OnUnitActiveSec, Name::OnUnitInactiveSec];

/// A unit: its file and the drop-ins that change it, in the order in which systemd applies them.
#[derive(Debug)]
pub struct Unit {
    /// Its own name: that of its file, `app@.service`, or the instance that was asked for. Of a drop-in that is looked at
    /// alone: its folder's, without `.d`. Of a file that is not named like a unit: `made_name`, if there is one.
    pub name: String,
    /// Its other names: of links to its file, sorted.
    pub aliases: Vec<String>,
    /// The main file first, if it is there.
    pub files: Vec<UnitFile>,
    /// The folders that are made for it at boot, where that was asked ([`Units::read_boot_folders`](super::Units::read_boot_folders)).
    pub boot_folders: Vec<BootFolder>,
    /// The units in whose `.wants/` and `.requires/` folders it lies, each with the name that it has there, where that was asked
    /// ([`Units::read_links`](super::Units::read_links)).
    pub links: Vec<StartLink>,
    /// The file that masks it from a folder before its own on the load path.
    pub masked_by: Option<PathBuf>,
    /// The file of the same name in such a folder that systemd loads in its place.
    pub replaced_by: Option<PathBuf>,
    /// Where the type starts in the name, and which that is.
    type_at: usize,
    unit_type: Option<UnitType>,
    /// The sections that systemd reads in a unit of this type.
    sections: SectionSet,
    /// Whether its file has the name of a unit.
    has_own_name: bool,
}

impl Unit {
    /// Whether a comment in one of its files is addressed to sysvisor.
    #[must_use]
    pub fn is_addressed(&self) -> bool {
        self.files.iter().any(|file| file.tree.is_addressed)
    }

    /// The unit of one file, without drop-ins.
    #[must_use]
    pub fn of_file(id: FileId, sources: &Sources) -> Self {
        Self::of_file_in_room(Room::default(), id, sources)
    }

    pub(super) fn of_file_in_room(room: Room, id: FileId, sources: &Sources) -> Self {
        let source = sources.get(id);
        let base = source.base_name();
        // Most files are none, which is seen before their path is taken apart.
        let folder = || base_name(source.folder());
        let of = if base.ends_with(".conf") {
            folder().strip_suffix(".d").filter(|of| has_type(of))
        } else {
            None
        };
        let has_own_name = of.is_none() && has_type(base);
        let name = match of {
            Some(of) => of.to_owned(),
            None if has_own_name => base.to_owned(),
            // Whoever calls this a unit says that it is one, whatever its name.
            None => made_name(source).unwrap_or_else(|| base.to_owned()),
        };
        let (type_at, unit_type) = type_of(&name);
        let sections = unit_type.map(SectionSet::of_unit_type).unwrap_or_default();
        let files = vec![UnitFile::in_room(room, id, of.is_some(), sections, sources)];
        Self {
            name,
            aliases: Vec::new(),
            files,
            boot_folders: Vec::new(),
            links: Vec::new(),
            masked_by: None,
            replaced_by: None,
            type_at,
            unit_type,
            sections,
            has_own_name,
        }
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
            (self.type_at, self.unit_type) = type_of(&self.name);
            // Of one file written in two ways no more is asked than whether it is a mask, which it is then.
            let is_other = found.path.as_os_str() != sources.get(self.main().id).name();
            if is_other && search.is_void(&found.path) {
                self.masked_by = Some(found.path);
            } else if is_other && !search.is_same(&found.path, sources.get(self.main().id).name()) {
                self.replaced_by = Some(found.path);
            }
        }
        let scope = search.scope(folder_of(sources.get(self.main().id).name()));
        if self.names().any(|name| scope.may_have_drop_ins(name, self.type_name())) {
            let names: Vec<&str> = self.names().collect();
            // Folders of a type, a prefix or a template are those of other units as well.
            let own = format!("{}.d", self.name);
            for path in drop_ins(&names, &scope, search) {
                let is_own = path.parent().is_some_and(|folder| folder.ends_with(&own));
                if let Some(id) = search.take(&path, !is_own, sources) {
                    self.files.push(UnitFile::new(id, true, self.sections, sources));
                }
            }
        }
        self
    }

    /// The same unit with its drop-ins, as it is found under this name, or under that of its file.
    pub(super) fn find(self, name: Option<&str>, sources: &mut Sources, search: &mut Search<'_>) -> Self {
        // Nothing belongs to a name that was made for it, or to one that systemd does not take.
        if name.is_none() && !self.has_own_name {
            return self;
        }
        let folder = folder_of(sources.get(self.main().id).name());
        let scope = search.scope(folder);
        let may_have_drop_ins = || scope.may_have_drop_ins(&self.name, self.type_name());
        if name.is_none() && scope.is_plain_in(folder, &self.name, search) && !may_have_drop_ins() {
            return self;
        }
        let name = UnitName::read(name.unwrap_or(&self.name));
        let found = name.and_then(|name| scope.find(&name, search));
        self.complete(found, sources, search)
    }

    /// Parses its files again: something changed in them.
    pub(super) fn read_again(&mut self, sources: &Sources) {
        for file in &mut self.files {
            *file = UnitFile::new(file.id, file.is_drop_in, self.sections, sources);
        }
    }

    /// All its names, its own first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }

    /// The type; none where the name ends in none.
    #[must_use]
    pub const fn unit_type(&self) -> Option<UnitType> {
        self.unit_type
    }

    /// Whether it is of this type.
    #[must_use]
    pub fn is(&self, unit_type: UnitType) -> bool {
        self.unit_type == Some(unit_type)
    }

    /// What stands behind the last dot of its name: `service`.
    #[must_use]
    pub fn type_name(&self) -> &str {
        self.name.get(self.type_at..).unwrap_or_default()
    }

    /// The name without its type: `app@`.
    #[must_use]
    pub fn stem(&self) -> &str {
        self.type_at.checked_sub(1).and_then(|dot| self.name.get(..dot)).unwrap_or_default()
    }

    /// Whether its file is named like a unit, so that its name is one that systemd knows it by, and not a made one.
    #[must_use]
    pub fn is_named(&self) -> bool {
        self.has_own_name || self.main().is_drop_in
    }

    /// Whether it is a template: `app@.service`.
    #[must_use]
    pub fn is_template(&self) -> bool {
        self.stem().ends_with('@')
    }

    /// Whether it is a template or an instance of one: `app@.service`, `app@1.service`.
    #[must_use]
    pub fn is_of_template(&self) -> bool {
        self.stem().contains('@')
    }

    /// Whether it is masked, so that systemd does not load it: its file is empty or a link to `/dev/null` (`null_or_empty()`,
    /// `unit_load_fragment()`), or such a file stands before it on the load path.
    #[must_use]
    pub fn is_masked(&self, sources: &Sources) -> bool {
        let main = self.main();
        self.masked_by.is_some() || !main.is_drop_in && sources.get(main.id).bytes().is_empty()
    }

    /// Whether systemd loads it from its file: it is not masked, and no file of its name stands before its own.
    #[must_use]
    pub fn is_loaded(&self, sources: &Sources) -> bool {
        self.replaced_by.is_none() && !self.is_masked(sources)
    }

    /// Whether its folder says that it is for the managers of users: `systemd/user`, `~/.config/systemd/user`.
    #[must_use]
    pub fn is_of_user(&self, sources: &Sources) -> bool {
        lies_below(sources.get(self.main().id).name(), "user")
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

    /// Whether it is a timer all of whose times count from a run of the unit that it starts: something else has to start that once.
    #[must_use]
    pub fn counts_from_runs(&self) -> bool {
        self.is(UnitType::Timer) && self.writes_any(&FROM_RUNS) && !self.writes_any(&FROM_ELSEWHERE)
    }

    /// Whether it writes when it elapses.
    #[must_use]
    pub fn writes_a_trigger(&self) -> bool {
        self.writes_any(&FROM_ELSEWHERE) || self.writes_any(&FROM_RUNS)
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

impl Items for Unit {
    fn setting(&self, id: SettingId) -> (Span, Span) {
        let file = self.files.iter().find(|file| file.id == id.file).unwrap_or(&self.files[0]);
        let item = &file.tree.items[id.item as usize];
        (item.name, item.value)
    }
}

/// Where the type starts in a unit's name, and which it is; a drop-in folder may be named after a type alone: `service.d`.
fn type_of(name: &str) -> (usize, Option<UnitType>) {
    let at = memchr::memrchr(b'.', name.as_bytes()).map_or(0, |dot| dot + 1);
    (at, UnitType::from_name(&name[at..]))
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

/// Whether a part of a path is this one.
pub(crate) fn lies_below(path: &str, folder: &str) -> bool {
    let (path, folder) = (path.as_bytes(), folder.as_bytes());
    let is_at = |at: usize| {
        let rest = path.get(at..).and_then(|part| part.strip_prefix(folder));
        rest.is_some_and(|rest| matches!(rest, [] | [b'/', ..]))
    };
    // A look at each byte: a path is short, and a search in it starts slowly.
    is_at(0) || path.iter().enumerate().any(|(at, byte)| *byte == b'/' && is_at(at + 1))
}

/// The folder that a file's name puts it into; empty for none.
pub(super) fn folder_of(name: &str) -> &Path {
    Path::new(name).parent().unwrap_or_else(|| Path::new(""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    #[test]
    fn a_part_of_a_path_is_a_whole_one() {
        for (path, is_below) in [
            ("user/a.service", true),
            ("/etc/systemd/user/a.service", true),
            ("/home/x/.config/systemd/user", true),
            ("/etc/systemd/users/a.service", false),
            ("/etc/superuser/a.service", false),
            ("user.service", false),
            ("", false),
        ] {
            assert_eq!(lies_below(path, "user"), is_below, "{path}");
        }
    }

    #[test]
    fn a_file_that_is_not_named_like_a_unit_has_the_type_of_its_sections() {
        for name in ["x.unit", "conf.d/x.conf"] {
            let mut sources = Sources::new();
            let id = sources.add(SourceFile::new(name, b"[Service]\n".to_vec()).unwrap());
            let unit = Unit::of_file(id, &sources);
            assert_eq!((unit.name.as_str(), unit.main().is_drop_in), ("x.service", false), "{name}");
            assert!(unit.sections().contains(crate::systemd::directives::Section::Service));
        }
    }

    #[test]
    fn a_drop_in_alone_is_named_after_its_folder() {
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new("x/app.service.d/a.conf", Vec::new()).unwrap());
        let unit = Unit::of_file(id, &sources);
        assert_eq!((unit.name.as_str(), unit.main().is_drop_in), ("app.service", true));
        assert_eq!((unit.unit_type(), unit.type_name()), (Some(UnitType::Service), "service"));
    }
}
