//! The effective settings of units, after drop-ins and resets, each with the file and line it comes from: the JSON of
//! `sysvisor inspect --effective`, `sysvisor/effective/v1`. It is like `systemctl cat` and `systemctl show` without a
//! running system.
//!
//! ```json
//! {
//!   "schema": "sysvisor/effective/v1",
//!   "language": "systemd",
//!   "units": [{
//!     "name": "app.service", "aliases": [], "masked": false,
//!     "files": ["app.service", "app.service.d/10-user.conf"],
//!     "settings": [{
//!       "section": "Service", "directive": "User", "value": "app", "path": "app.service.d/10-user.conf", "line": 2
//!     }]
//!   }]
//! }
//! ```
//!
//! Settings are in the order in which systemd reads them. What a later line overrides or resets is left out, and so is
//! what systemd ignores: unknown sections and directives, and invalid values. Values are as written, with continuations
//! joined: specifiers are not expanded, and lists keep all their words.

pub mod json;

use std::path::Path;

use self::json::{EffectiveV1, SettingV1, UnitV1};
use super::directives::Section;
use super::in_effect::{InEffect, read_entries};
use super::search::{self, Search};
use super::unit::{Unit, UnitEntry, directory_of};
use super::units::Units;
use super::versions::Release;
use crate::source::{Files, Sources};
use crate::systemd::kinds::unit_name::UnitName;

/// The dependencies that a directory creates, with its suffix (`process_deps()`, `load-dropin.c`; `.upholds` since
/// 254).
const LINK_DIRECTORIES: [(&str, &str, Release); 3] = [
    ("Wants", "wants", Release(0)),
    ("Requires", "requires", Release(0)),
    ("Upholds", "upholds", Release(254)),
];

/// The effective settings of the named units in `release`; links in directories such as `app.target.wants` are looked
/// up in `files`.
///
/// Total: for a unit that systemd does not load, it shows as much as can be determined.
#[must_use]
pub fn effective(units: &Units, sources: &Sources, files: &dyn Files, release: Release) -> EffectiveV1 {
    let mut search = Search::new(files);
    let units =
        units.given().iter().map(|unit| effective_unit(unit, sources, &mut search, release)).collect();
    EffectiveV1::new(units)
}

fn effective_unit(unit: &Unit, sources: &Sources, search: &mut Search<'_>, release: Release) -> UnitV1 {
    let masked = unit.is_masked(sources);
    let mut settings = Vec::new();
    if !masked {
        settings.extend(link_dependencies(unit, sources, search, release));
        let in_effect = InEffect::of(read_entries(unit, sources, release), release);
        settings.extend(in_effect.entries.iter().map(|entry| setting(entry, sources)));
    }
    // If an earlier file on the load path masks the unit, that file is the one that counts.
    let files = match &unit.masked_by {
        Some(mask) => vec![mask.to_string_lossy().into_owned()],
        None => unit.files.iter().map(|file| sources.get(file.id).name().to_owned()).collect(),
    };
    UnitV1 { name: unit.name.clone(), aliases: unit.aliases.clone(), masked, files, settings }
}

fn setting(entry: &UnitEntry<'_>, sources: &Sources) -> SettingV1 {
    SettingV1 {
        section: entry.section.map_or("", Section::as_str),
        directive: entry.row.map_or("", |row| row.name.as_str()),
        value: String::from_utf8_lossy(entry.value().bytes()).into_owned(),
        path: sources.get(entry.id.file).name().to_owned(),
        line: Some(sources.get(entry.id.file).position(entry.item.name.start).line),
    }
}

/// The dependencies created by links: `app.target.wants/web.service`. A link to a template stands for the unit's own
/// instance of it.
fn link_dependencies(
    unit: &Unit,
    sources: &Sources,
    search: &mut Search<'_>,
    release: Release,
) -> Vec<SettingV1> {
    let mut found = Vec::new();
    if unit.main().is_drop_in {
        return found;
    }
    let Ok(own) = UnitName::parse(&unit.name) else { return found };
    let scope = search.scope(directory_of(sources.get(unit.main().id).name()));
    let names: Vec<&str> = unit.names().collect();
    for (directive, suffix, _) in LINK_DIRECTORIES.iter().filter(|(_, _, since)| *since <= release) {
        let is_wanted = |name: &str| UnitName::read(name).is_some();
        for (name, path) in search::files_in_unit_directories(&names, suffix, is_wanted, &scope, search) {
            if !is_mask(&path, &name, search)
                && let Ok(other) = UnitName::parse(&name)
            {
                found.push(SettingV1 {
                    section: "Unit",
                    directive,
                    value: other.instantiate_for(&own).unwrap_or_else(|| name.clone()),
                    path: path.to_string_lossy().into_owned(),
                    line: None,
                });
            }
        }
    }
    found
}

fn is_mask(path: &Path, name: &str, search: &mut Search<'_>) -> bool {
    let directory = path.parent().unwrap_or_else(|| Path::new(""));
    let entries = search.list(directory);
    entries.iter().any(|(one, kind)| one == name && search.is_mask(path, *kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Memory, SourceFile};

    /// The effective settings of a unit in memory, each as `Name=value`.
    fn of(path: &str, files: &Memory) -> (UnitV1, String) {
        let mut sources = Sources::new();
        let bytes = files.read(Path::new(path)).unwrap();
        let id = sources.add(SourceFile::new(path, bytes).unwrap());
        let units = Units::read(&[id], &mut sources, files);
        let unit = effective(&units, &sources, files, Release(252)).units.swap_remove(0);
        let settings: Vec<String> =
            unit.settings.iter().map(|one| format!("{}={}", one.directive, one.value)).collect();
        (unit, settings.join(" "))
    }

    #[test]
    fn every_value_records_its_location() {
        let files = Memory::new()
            .with("u/app.service", "[Service]\nUser=a\nExecStart=/bin/a \\\n  b\n")
            .with("u/app.service.d/10.conf", "\n[Service]\nUser=b\n");
        let (unit, settings) = of("u/app.service", &files);
        assert_eq!(settings, "ExecStart=/bin/a    b User=b");
        assert_eq!(unit.files, ["u/app.service", "u/app.service.d/10.conf"]);
        let place = |at: usize| (unit.settings[at].path.as_str(), unit.settings[at].line);
        assert_eq!([place(0), place(1)], [("u/app.service", Some(3)), ("u/app.service.d/10.conf", Some(3))]);
    }

    #[test]
    fn a_masked_unit_has_no_settings() {
        let files = Memory::new()
            .with_link("u/app.service", "/dev/null")
            .with("u/app.service.d/10.conf", "[Service]\nUser=b\n");
        let (unit, settings) = of("u/app.service", &files);
        assert_eq!((unit.masked, settings.as_str()), (true, ""));
    }

    #[test]
    fn a_symlink_in_a_wants_directory_is_a_dependency_unless_masked() {
        let files = Memory::new()
            .with("u/t@x.service", "[Service]\n")
            .with_link("u/t@.service.wants/w@.service", "../w@.service")
            .with_link("u/t@x.service.requires/r.service", "../r.service")
            .with_link("u/t@.service.requires/r.service", "/dev/null")
            .with_link("u/t@x.service.wants/n.service", "/dev/null")
            .with_link("u/t@.service.wants/n.service", "../n.service")
            .with_link("u/t@.service.upholds/u.service", "../u.service")
            .with("u/t@.service.wants/README", "no unit");
        let (unit, settings) = of("u/t@x.service", &files);
        assert_eq!(settings, "Wants=w@x.service Requires=r.service");
        assert_eq!(unit.settings[0].path, "u/t@.service.wants/w@.service");
    }

    #[test]
    fn a_drop_in_alone_shows_its_own_settings() {
        let files = Memory::new().with("u/app.service.d/10.conf", "[Service]\nUser=b\n");
        let (unit, settings) = of("u/app.service.d/10.conf", &files);
        assert_eq!((unit.name.as_str(), unit.masked, settings.as_str()), ("app.service", false, "User=b"));
    }
}
