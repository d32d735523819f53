//! A unit as found on disk: its file and its drop-ins.

use std::path::{Path, PathBuf};

use super::boot_directories::BootDirectory;
use super::directives::{Name, SectionSet};
use super::inferred_name::{has_type, inferred_name};
use super::search::{FoundUnit, Search, drop_ins};
use super::start_links::StartLink;
use super::unit_file::Buffers;
pub use super::unit_file::{UnitEntry, UnitFile};
use crate::ir::{Items, SettingId};
use crate::source::{FileId, Sources, Span, base_name};
use crate::systemd::kinds::unit_name::{UnitName, UnitType};

/// The timer directives that count from something other than a run of the triggered unit.
const OTHER_TRIGGERS: [Name; 6] = [
    Name::OnActiveSec,
    Name::OnBootSec,
    Name::OnCalendar,
    Name::OnClockChange,
    Name::OnStartupSec,
    Name::OnTimezoneChange,
];

/// The timer directives that count from a run of the triggered unit.
const RUN_TRIGGERS: [Name; 2] = [Name::OnUnitActiveSec, Name::OnUnitInactiveSec];

/// A unit: its file and its drop-ins, in the order in which systemd applies them.
#[derive(Debug)]
pub struct Unit {
    /// Its own name: that of its file (`app@.service`), or of the instance that was asked for. For a drop-in read
    /// on its own: the name of its directory without `.d`. For a file not named like a unit: its `inferred_name`, if
    /// there is one.
    pub name: String,
    /// Its other names, taken from symlinks to its file; sorted.
    pub aliases: Vec<String>,
    /// Its files, the main file first if there is one.
    pub files: Vec<UnitFile>,
    /// The directories that are created for it at boot; filled by
    /// [`Units::read_boot_directories`](super::Units::read_boot_directories).
    pub boot_directories: Vec<BootDirectory>,
    /// The units whose `.wants/` and `.requires/` directories link to it, each with the name of the link; filled by
    /// [`Units::read_links`](super::Units::read_links).
    pub links: Vec<StartLink>,
    /// The file that masks it, in a directory that precedes its own on the load path.
    pub masked_by: Option<PathBuf>,
    /// The file of the same name in such a directory, which systemd loads instead.
    pub replaced_by: Option<PathBuf>,
    /// Where the type starts in the name.
    type_at: usize,
    unit_type: Option<UnitType>,
    /// The sections that systemd reads in a unit of this type.
    sections: SectionSet,
    /// Whether the name of its file is that of a unit.
    has_own_name: bool,
}

impl Unit {
    /// Whether one of its files contains a comment addressed to sysvisor.
    #[must_use]
    pub fn has_pragma(&self) -> bool {
        self.files.iter().any(|file| file.tree.has_pragma)
    }

    /// The unit made by one file, without drop-ins.
    #[must_use]
    pub fn of_file(id: FileId, sources: &Sources) -> Self {
        Self::of_file_with_buffers(Buffers::default(), id, sources)
    }

    pub(super) fn of_file_with_buffers(buffers: Buffers, id: FileId, sources: &Sources) -> Self {
        let source = sources.get(id);
        let base = source.base_name();
        // Most files are not drop-ins, which the extension shows without looking at the path.
        let directory = || base_name(source.directory());
        let of = if base.ends_with(".conf") {
            directory().strip_suffix(".d").filter(|of| has_type(of))
        } else {
            None
        };
        let has_own_name = of.is_none() && has_type(base);
        let name = match of {
            Some(of) => of.to_owned(),
            None if has_own_name => base.to_owned(),
            // The caller says that this file is a unit, whatever it is named.
            None => inferred_name(source).unwrap_or_else(|| base.to_owned()),
        };
        let (type_at, unit_type) = type_of(&name);
        let sections = unit_type.map(SectionSet::of_unit_type).unwrap_or_default();
        let files = vec![UnitFile::with_buffers(buffers, id, of.is_some(), sections, sources)];
        Self {
            name,
            aliases: Vec::new(),
            files,
            boot_directories: Vec::new(),
            links: Vec::new(),
            masked_by: None,
            replaced_by: None,
            type_at,
            unit_type,
            sections,
            has_own_name,
        }
    }

    /// Completes the unit with its drop-ins and with the name under which it was `found`.
    pub(super) fn complete(
        mut self,
        found: Option<FoundUnit>,
        sources: &mut Sources,
        search: &mut Search<'_>,
    ) -> Self {
        if let Some(found) = found {
            // The name of an instance or of a symlink; it has the same type.
            (self.name, self.aliases) = (found.name, found.aliases);
            (self.type_at, self.unit_type) = type_of(&self.name);
            // If the paths only differ in spelling, the file itself is the mask, so the first check is still right.
            let is_other = found.path.as_os_str() != sources.get(self.main().id).name();
            if is_other && search.is_null_or_empty(&found.path) {
                self.masked_by = Some(found.path);
            } else if is_other && !search.is_same(&found.path, sources.get(self.main().id).name()) {
                self.replaced_by = Some(found.path);
            }
        }
        let scope = search.scope(directory_of(sources.get(self.main().id).name()));
        if self.names().any(|name| scope.may_have_drop_ins(name, self.type_name())) {
            let names: Vec<&str> = self.names().collect();
            // The drop-in directories of a type, a prefix or a template apply to other units as well.
            let own = format!("{}.d", self.name);
            for path in drop_ins(&names, &scope, search) {
                let is_own = path.parent().is_some_and(|directory| directory.ends_with(&own));
                if let Some(id) = search.load(&path, !is_own, sources) {
                    self.files.push(UnitFile::new(id, true, self.sections, sources));
                }
            }
        }
        self
    }

    /// Completes the unit with its drop-ins, looking it up under `name`, or under the name of its file.
    pub(super) fn find(self, name: Option<&str>, sources: &mut Sources, search: &mut Search<'_>) -> Self {
        // No drop-ins belong to a made name, nor to one that systemd does not accept.
        if name.is_none() && !self.has_own_name {
            return self;
        }
        let directory = directory_of(sources.get(self.main().id).name());
        let scope = search.scope(directory);
        let may_have_drop_ins = || scope.may_have_drop_ins(&self.name, self.type_name());
        if name.is_none() && scope.is_plain_in(directory, &self.name, search) && !may_have_drop_ins() {
            return self;
        }
        let name = UnitName::read(name.unwrap_or(&self.name));
        let found = name.and_then(|name| scope.find(&name, search));
        self.complete(found, sources, search)
    }

    /// Parses its files again, after one of them has changed.
    pub(super) fn reparse(&mut self, sources: &Sources) {
        for file in &mut self.files {
            *file = UnitFile::new(file.id, file.is_drop_in, self.sections, sources);
        }
    }

    /// All its names, its own first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }

    /// The type; `None` if the name does not end in one.
    #[must_use]
    pub const fn unit_type(&self) -> Option<UnitType> {
        self.unit_type
    }

    /// Whether it is of this type.
    #[must_use]
    pub fn is(&self, unit_type: UnitType) -> bool {
        self.unit_type == Some(unit_type)
    }

    /// The part of its name after the last dot: `service`.
    #[must_use]
    pub fn type_name(&self) -> &str {
        self.name.get(self.type_at..).unwrap_or_default()
    }

    /// The name without the type: `app@`.
    #[must_use]
    pub fn stem(&self) -> &str {
        self.type_at.checked_sub(1).and_then(|dot| self.name.get(..dot)).unwrap_or_default()
    }

    /// Whether its name comes from a file or a drop-in directory named like a unit, and was not made up.
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
    pub fn is_template_or_instance(&self) -> bool {
        self.stem().contains('@')
    }

    /// Whether it is masked, so that systemd does not load it: its file is empty or a symlink to `/dev/null`
    /// (`null_or_empty()`, `unit_load_fragment()`), or such a file precedes it on the load path.
    #[must_use]
    pub fn is_masked(&self, sources: &Sources) -> bool {
        let main = self.main();
        self.masked_by.is_some() || !main.is_drop_in && sources.get(main.id).bytes().is_empty()
    }

    /// Whether systemd loads it from its file: it is not masked, and no file of the same name precedes its own.
    #[must_use]
    pub fn is_loaded(&self, sources: &Sources) -> bool {
        self.replaced_by.is_none() && !self.is_masked(sources)
    }

    /// Whether its directory is one of the user managers': `systemd/user`, `~/.config/systemd/user`.
    #[must_use]
    pub fn is_user_unit(&self, sources: &Sources) -> bool {
        has_component(sources.get(self.main().id).name(), "user")
    }

    /// The sections that systemd reads in a unit of this type.
    #[must_use]
    pub const fn sections(&self) -> SectionSet {
        self.sections
    }

    /// Whether systemd reads an entry's section in a unit of this type; it ignores all other sections.
    #[must_use]
    pub fn reads(&self, entry: &UnitEntry<'_>) -> bool {
        entry.section.is_some_and(|section| self.sections.contains(section))
    }

    /// The file that contains an entry.
    #[must_use]
    pub fn file_of(&self, entry: &UnitEntry<'_>) -> &UnitFile {
        self.files.iter().find(|file| file.id == entry.id.file).unwrap_or_else(|| self.main())
    }

    /// The main file, or the drop-in if it is read on its own.
    ///
    /// # Panics
    /// Never: a unit has a file.
    #[must_use]
    pub fn main(&self) -> &UnitFile {
        &self.files[0]
    }

    /// The entries of all files in the order in which they apply, including those of unknown sections.
    pub fn entries<'u>(&'u self, sources: &'u Sources) -> impl Iterator<Item = UnitEntry<'u>> + 'u {
        self.files.iter().flat_map(move |file| file.entries(sources.get(file.id)))
    }

    /// The entries of a directive like [`Self::entries_of`], but starting with the last.
    pub(crate) fn entries_backwards<'u>(
        &'u self,
        sources: &'u Sources,
        name: Name,
    ) -> impl Iterator<Item = UnitEntry<'u>> + 'u {
        self.files.iter().rev().flat_map(move |file| file.entries_backwards(name, sources.get(file.id)))
    }

    /// The entries before this one, starting with the last.
    pub(crate) fn entries_before<'u>(
        &'u self,
        id: SettingId,
        sources: &'u Sources,
    ) -> impl Iterator<Item = UnitEntry<'u>> + 'u {
        let files = self.files.iter().rev().skip_while(move |file| file.id != id.file);
        files.flat_map(move |file| {
            let end = if file.id == id.file { id.item } else { file.tree.items.len() as u32 };
            (0..end).rev().filter_map(move |at| file.entry(at, sources.get(file.id)))
        })
    }

    /// Whether a directive is set in a section that systemd reads in such a unit, even if its value is refused.
    #[must_use]
    pub fn sets(&self, name: Name) -> bool {
        self.files.iter().any(|file| file.sets(name))
    }

    /// Whether it sets one of these directives.
    #[must_use]
    pub fn sets_any(&self, names: &[Name]) -> bool {
        names.iter().any(|name| self.sets(*name))
    }

    /// Whether it is a timer that only counts from runs of the unit it triggers, which something else has to start
    /// first.
    #[must_use]
    pub fn counts_from_runs(&self) -> bool {
        self.is(UnitType::Timer) && self.sets_any(&RUN_TRIGGERS) && !self.sets_any(&OTHER_TRIGGERS)
    }

    /// Whether it sets a directive that says when a timer elapses.
    #[must_use]
    pub fn sets_trigger(&self) -> bool {
        self.sets_any(&OTHER_TRIGGERS) || self.sets_any(&RUN_TRIGGERS)
    }

    /// The entries of these directives, in the order in which they apply, leaving out sections that systemd does
    /// not read in such a unit.
    #[must_use]
    pub fn entries_of<'u>(&'u self, sources: &'u Sources, names: &[Name]) -> Vec<UnitEntry<'u>> {
        let mut entries = Vec::new();
        for file in self.files.iter().filter(|file| names.iter().any(|name| file.sets(*name))) {
            let source = sources.get(file.id);
            file.entries_of(names, source, &mut entries);
        }
        entries
    }

    /// The entry with this id, if it belongs to this unit.
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

/// Where the type starts in a unit's name, and which type it is. A drop-in directory may be named after a type
/// alone: `service.d`.
fn type_of(name: &str) -> (usize, Option<UnitType>) {
    let at = memchr::memrchr(b'.', name.as_bytes()).map_or(0, |dot| dot + 1);
    (at, UnitType::from_name(&name[at..]))
}

/// The directives that tie the named units to the one that names them; ordering alone does not.
pub const RELATIONS: [Name; 12] = [
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

/// Whether a directive is one of [`RELATIONS`].
#[must_use]
pub fn is_relation(name: Name) -> bool {
    RELATIONS.contains(&name)
}

/// Whether one of the components of a path is `directory`, which may itself consist of several.
pub(crate) fn has_component(path: &str, directory: &str) -> bool {
    let (path, directory) = (path.as_bytes(), directory.as_bytes());
    let is_at = |at: usize| {
        let rest = path.get(at..).and_then(|part| part.strip_prefix(directory));
        rest.is_some_and(|rest| matches!(rest, [] | [b'/', ..]))
    };
    // A plain loop over the bytes: paths are short, and setting up a substring search costs more.
    is_at(0) || path.iter().enumerate().any(|(at, byte)| *byte == b'/' && is_at(at + 1))
}

/// The directory part of a file's name; empty if there is none.
pub(super) fn directory_of(name: &str) -> &Path {
    Path::new(name).parent().unwrap_or_else(|| Path::new(""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    #[test]
    fn only_whole_path_components_match() {
        for (path, is_below) in [
            ("user/a.service", true),
            ("/etc/systemd/user/a.service", true),
            ("/home/x/.config/systemd/user", true),
            ("/etc/systemd/users/a.service", false),
            ("/etc/superuser/a.service", false),
            ("user.service", false),
            ("", false),
        ] {
            assert_eq!(has_component(path, "user"), is_below, "{path}");
        }
    }

    #[test]
    fn a_file_without_a_unit_name_gets_its_type_from_its_sections() {
        for name in ["x.unit", "conf.d/x.conf"] {
            let mut sources = Sources::new();
            let id = sources.add(SourceFile::new(name, b"[Service]\n".to_vec()).unwrap());
            let unit = Unit::of_file(id, &sources);
            assert_eq!((unit.name.as_str(), unit.main().is_drop_in), ("x.service", false), "{name}");
            assert!(unit.sections().contains(crate::systemd::directives::Section::Service));
        }
    }

    #[test]
    fn a_drop_in_alone_is_named_after_its_directory() {
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new("x/app.service.d/a.conf", Vec::new()).unwrap());
        let unit = Unit::of_file(id, &sources);
        assert_eq!((unit.name.as_str(), unit.main().is_drop_in), ("app.service", true));
        assert_eq!((unit.unit_type(), unit.type_name()), (Some(UnitType::Service), "service"));
    }
}
