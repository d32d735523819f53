//! The units of a run: those that were named, and those next to them that affect what they mean.

mod instances;
mod links;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::OnceLock;

use super::fleet::Fleet;
use super::search::{Search, load_path};
use super::unit::{Unit, directory_of};
use super::{boot_directories, neighbours};
use crate::ir::{Items, SettingId};
use crate::source::{FileId, Files, Sources, Span, base_name};
use crate::systemd::kinds::unit_name::{UnitName, UnitType};

/// The units of a run.
#[derive(Debug, Default)]
pub struct Units {
    /// The units: first those that were named, then those next to them to which they are related.
    pub units: Vec<Unit>,
    /// How many of them were named.
    pub named: usize,
    fleet: Fleet,
    /// By file: the index of the unit that it belongs to; computed on demand.
    owners: OnceLock<BTreeMap<FileId, usize>>,
}

/// A unit file that was asked for.
#[derive(Clone, Debug)]
pub struct NamedUnit {
    /// The main file of the unit, or a drop-in.
    pub file: FileId,
    /// The name that was asked for, if the name of the file differs: an instance of a template.
    pub name: Option<String>,
}

impl Units {
    /// Reads the units in these files with their drop-ins, and the units next to them that they name or that start
    /// them.
    ///
    /// A named drop-in whose unit is named too becomes part of that unit; otherwise it is checked on its own.
    #[must_use]
    pub fn read(named: &[FileId], sources: &mut Sources, files: &dyn Files) -> Self {
        let named: Vec<NamedUnit> = named.iter().map(|file| NamedUnit { file: *file, name: None }).collect();
        Self::read_named(&named, sources, files)
    }

    /// Like [`Self::read`], for units that may have been asked for under a name other than that of their file.
    ///
    /// What belongs to a unit is in its directory; under the root of a system tree, in any directory of the load
    /// path.
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
        fleet.mark_given();
        neighbours::read(&mut fleet, &mut search, |found, fleet, search| {
            if let Some(id) = search.load(&found.path, false, sources) {
                let unit = Unit::of_file(id, sources).complete(Some(found), sources, search);
                fleet.note(&unit, sources);
                all.units.push(unit);
            }
        });
        fleet.build_indices();
        all.fleet = fleet;
        all
    }

    /// The units in these files, without drop-ins or neighbours: for files that were just emitted, where there is
    /// nothing else. Their fleet stays empty.
    #[must_use]
    pub fn of_files(files: &[FileId], sources: &Sources) -> Self {
        let units: Vec<Unit> = files.iter().map(|file| Unit::of_file(*file, sources)).collect();
        Self { named: units.len(), units, ..Self::default() }
    }

    /// Looks up the directories that `tmpfiles.d` creates for the named services, for targets where nothing else
    /// creates them.
    pub fn read_boot_directories(&mut self, sources: &Sources, files: &dyn Files) {
        for unit in self.units[..self.named].iter_mut().filter(|unit| unit.is(UnitType::Service)) {
            unit.boot_directories = boot_directories::of_unit_file(sources.get(unit.main().id).name(), files);
        }
    }

    /// Looks up the links in `.wants/` and `.requires/` directories that start the named units.
    pub fn read_links(&mut self, sources: &Sources, files: &dyn Files) {
        let mut search = Search::new(files);
        let file = |unit: &Unit| sources.get(unit.main().id).name().to_owned();
        links::read(&mut self.units[..self.named], file, &mut search);
    }

    /// Returns the same units with their files parsed again, after one of them has changed.
    #[must_use]
    pub fn reparse(mut self, sources: &Sources) -> Self {
        self.units.iter_mut().for_each(|unit| unit.reparse(sources));
        let mut fleet = Fleet::new();
        for (at, unit) in self.units.iter().enumerate() {
            if at == self.named {
                fleet.mark_given();
            }
            fleet.note(unit, sources);
        }
        if self.named == self.units.len() {
            fleet.mark_given();
        }
        fleet.copy_neighbours(&self.fleet);
        fleet.build_indices();
        self.fleet = fleet;
        self
    }

    /// How the units relate to each other.
    #[must_use]
    pub const fn fleet(&self) -> &Fleet {
        &self.fleet
    }

    /// The unit of this name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Unit> {
        self.units.get(self.fleet.find(name)?.number())
    }

    /// The unit that a file belongs to; the first if there are several.
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

    /// The files that belong only to units that systemd does not load, so that nothing in them has an effect.
    #[must_use]
    pub fn unloaded_files(&self, sources: &Sources) -> BTreeSet<FileId> {
        let (loaded, others): (Vec<&Unit>, Vec<&Unit>) =
            self.units.iter().partition(|unit| unit.is_loaded(sources));
        if others.is_empty() {
            return BTreeSet::new();
        }
        let files = |units: Vec<&Unit>| -> BTreeSet<FileId> {
            units.into_iter().flat_map(|unit| unit.files.iter().map(|file| file.id)).collect()
        };
        &files(others) - &files(loaded)
    }

    /// The units that were named.
    #[must_use]
    pub fn given(&self) -> &[Unit] {
        &self.units[..self.named]
    }
}

impl Items for Units {
    fn setting(&self, id: SettingId) -> (Span, Span) {
        self.of_file(id.file).unwrap_or(&self.units[0]).setting(id)
    }
}

/// The main file of the unit which `path` names; for an instance, that of its template. Under the root of a system
/// tree, a name without a directory is searched for on the load path of the system, then on that of users.
#[must_use]
pub fn locate(path: &str, files: &dyn Files) -> Option<PathBuf> {
    let mut search = Search::new(files);
    let name = UnitName::read(base_name(path))?;
    match files.root() {
        Some(root) if !path.contains('/') => load_path::lookup_directories(root)
            .iter()
            .find_map(|directory| Some(search.scope(directory).find(&name, &search)?.path)),
        _ => Some(search.scope(directory_of(path)).find(&name, &search)?.path),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::source::{Memory, Rooted, SourceFile};

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
    fn drop_ins_next_to_a_unit_are_read_in_order() {
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
    fn a_mask_on_the_load_path_masks_units_of_lower_directories() {
        let (etc, usr) = ("r/etc/systemd/system", "r/usr/lib/systemd/system");
        let files = || {
            Memory::new()
                .with(format!("{usr}/a.service"), "[Service]\n")
                .with(format!("{usr}/t@.service"), "[Service]\n")
        };
        let mask = |name: &str, files: Memory| {
            let files = Rooted::new("r", files);
            let mut sources = Sources::new();
            let path = format!("{usr}/{name}");
            let bytes = files.read(Path::new(&path)).unwrap();
            let id = sources.add(SourceFile::new(path, bytes).unwrap());
            let units = Units::read(&[id], &mut sources, &files);
            let unit = &units.units[0];
            assert_eq!(unit.is_masked(&sources), unit.masked_by.is_some());
            assert_eq!(unit.is_loaded(&sources), unit.masked_by.is_none() && unit.replaced_by.is_none());
            assert_eq!(units.unloaded_files(&sources).contains(&id), !unit.is_loaded(&sources));
            (unit.masked_by.clone(), unit.replaced_by.clone())
        };
        let path = |directory: &str, name: &str| Some(PathBuf::from(format!("{directory}/{name}")));
        let by = |directory: &str, name: &str| (path(directory, name), None);
        for name in ["a.service", "t@.service"] {
            let own = format!("{etc}/{name}");
            assert_eq!(mask(name, files()), (None, None));
            assert_eq!(mask(name, files().with_link(&own, "/dev/null")), by(etc, name));
            assert_eq!(mask(name, files().with(&own, "")), by(etc, name), "an empty file is a mask");
            let unit = files().with(&own, "[Service]\n");
            assert_eq!(mask(name, unit), (None, path(etc, name)), "another unit overrides it");
            let link = files().with_link(&own, format!("/usr/lib/systemd/system/{name}"));
            assert_eq!(mask(name, link), (None, None), "a symlink to the unit itself");
            let run = format!("r/run/systemd/system/{name}");
            assert_eq!(mask(name, files().with_link(&run, "/dev/null")), by("r/run/systemd/system", name));
            let late = format!("r/run/systemd/generator.late/{name}");
            assert_eq!(
                mask(name, files().with_link(&late, "/dev/null")),
                (None, None),
                "a directory of lower priority"
            );
        }
    }

    #[test]
    fn a_masked_or_unreadable_drop_in_hides_lower_ones() {
        let files = Memory::new()
            .with("u/app.service", "[Service]\n")
            .with_link("u/app.service.d/10.conf", "/dev/null")
            .with_link("u/app.service.d/20.conf", "gone")
            .with("u/service.d/10.conf", "[Service]\n")
            .with("u/service.d/20.conf", "[Service]\n");
        assert_eq!(read("u/app.service", None, &files).1, ["u/app.service", "u/app.service.d/10.conf"]);
    }

    #[test]
    fn a_requested_instance_has_its_own_drop_ins() {
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
    fn a_unit_is_located_by_name_under_a_root_and_next_to_a_path() {
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
}
