//! The units beside the named ones that have a say in what those mean: read for facts, never reported on.

use std::collections::BTreeSet;

use super::directives;
use super::search::Search;
use super::unit::{Unit, UnitFile, Units, folder_of, pulls, take};
use super::unit_name::UnitName;
use super::value;
use super::words::{Flags, Words};
use crate::source::Sources;
use crate::syntax::ItemKind;

/// Units of systemd's own that dependencies name all the time and that never lie beside a service (systemd.special(7)).
const SPECIAL: [&str; 18] = [
    "basic.target",
    "cryptsetup.target",
    "default.target",
    "getty.target",
    "graphical-session.target",
    "graphical.target",
    "local-fs.target",
    "multi-user.target",
    "network-online.target",
    "network-pre.target",
    "network.target",
    "nss-lookup.target",
    "remote-fs.target",
    "shutdown.target",
    "sockets.target",
    "sysinit.target",
    "time-sync.target",
    "timers.target",
];

/// Reads what lies beside the named units and belongs to them: what they pull in or start, the templates of that, and the
/// socket, timer or path that starts a service; each with its drop-ins. The links in folders such as `multi-user.target.wants`
/// are asked for only for a unit that nothing else seems to start.
pub(super) fn read(units: &mut Units, sources: &mut Sources, search: &mut Search<'_>) {
    let mut met: BTreeSet<String> =
        units.given().iter().map(|unit| sources.get(unit.main().id).name().to_owned()).collect();
    for at in 0..units.named {
        let unit = &units.units[at];
        if unit.main().is_drop_in {
            continue;
        }
        let scope = search.scope(folder_of(sources.get(unit.main().id).name()));
        let find = |name: &String, search: &Search<'_>| scope.find(&UnitName::parse(name).ok()?, search);
        let mut found: Vec<_> = starters(unit).iter().filter_map(|name| find(name, search)).collect();
        let has_starter =
            found.iter().any(|found| found.path.to_str().is_some_and(|path| met.contains(path)));
        if is_started_by_others(unit, sources) && !has_starter {
            let linked = scope.linked(search);
            if unit.names().any(|name| linked.contains(name)) {
                let name = unit.name.clone();
                units.linked.insert(name);
            }
        }
        found.extend(named_by(&units.units[at], sources).iter().filter_map(|name| find(name, search)));
        for found in found {
            let path = found.path.clone();
            let is_new = path.to_str().is_some_and(|path| met.insert(path.to_owned()));
            if is_new && let Some(id) = take(&path, sources, search) {
                units.units.push(Unit::of_file(id, sources).complete(Some(found), sources, search));
            }
        }
    }
}

/// The units that start one of this name without a word: `app.socket` starts `app.service`. And the other way round.
fn starters(unit: &Unit) -> Vec<String> {
    let stem = unit.stem();
    match unit.unit_type() {
        "service" => ["socket", "timer", "path"].map(|kind| format!("{stem}.{kind}")).to_vec(),
        "socket" => vec![format!("{stem}.service"), format!("{stem}@.service")],
        "timer" | "path" => vec![format!("{stem}.service")],
        _ => Vec::new(),
    }
}

/// Whether a unit has no `[Install]` section, so that something else must start it.
fn is_started_by_others(unit: &Unit, sources: &Sources) -> bool {
    let is_install = |file: &UnitFile| {
        let bytes = sources.get(file.id).bytes();
        let mut items = file.tree.items.iter();
        items.any(|item| item.kind == ItemKind::Header && item.name.slice(bytes) == b"Install")
    };
    matches!(unit.unit_type(), "service" | "socket" | "timer") && !unit.files.iter().any(is_install)
}

/// The units that a unit pulls in, starts or belongs to, with the templates of instances. The names are looked at before
/// the table is asked: of all entries, few name units.
fn named_by(unit: &Unit, sources: &Sources) -> Vec<String> {
    let mut names = Vec::new();
    for file in &unit.files {
        let bytes = sources.get(file.id).bytes();
        let entries = file.tree.items.iter().filter(|item| item.kind == ItemKind::Entry);
        for item in entries.filter(|item| names_units(item.name.slice(bytes))) {
            let value = value(bytes, item);
            for word in Words::new(value.text().unwrap_or_default(), Flags::UNITS).flatten() {
                let Some(text) = word.text().filter(|text| !SPECIAL.contains(text)) else { continue };
                if let Ok(name) = UnitName::parse(text) {
                    names.extend(name.template());
                    names.push(text.to_owned());
                }
            }
        }
    }
    names
}

/// Whether this is the name of a directive that [`pulls`]; one in the wrong section does no harm here.
fn names_units(name: &[u8]) -> bool {
    let is_short = matches!(name.len(), 4..=9);
    is_short && directives::Name::of(name).is_some_and(pulls)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::source::{Files as _, Memory, SourceFile};

    /// Reads one unit of a folder; gives the names of all units that are known then.
    fn names(named: &str, files: &Memory) -> (Units, Vec<String>) {
        let mut sources = Sources::new();
        let bytes = files.read(Path::new(named)).unwrap();
        let id = sources.add(SourceFile::new(named, bytes).unwrap());
        let units = Units::read(&[id], &mut sources, files);
        let names = units.units.iter().map(|unit| unit.name.clone()).collect();
        (units, names)
    }

    #[test]
    fn what_belongs_to_a_unit_is_read_and_not_named() {
        let files = Memory::new()
            .with("u/app.service", "[Unit]\nWants=w@1.service x.service\nAfter=db.service\n[Service]\n")
            .with("u/app.socket", "[Socket]\n")
            .with("u/w@.service", "[Service]\n")
            .with("u/db.service", "[Service]\n")
            .with("u/other.service", "[Service]\n");
        let (units, names) = names("u/app.service", &files);
        assert_eq!(names, ["app.service", "app.socket", "w@.service"]);
        assert_eq!((units.named, units.given().len()), (1, 1));
        assert!(units.find("w@.service").is_some() && units.find("db.service").is_none());
    }

    #[test]
    fn a_link_in_a_wants_folder_starts_a_unit() {
        let files = Memory::new()
            .with("u/app.service", "[Service]\n")
            .with_link("u/multi-user.target.wants/app.service", "../app.service")
            .with("u/b.service", "[Service]\n");
        assert!(names("u/app.service", &files).0.linked.contains("app.service"));
        assert!(names("u/b.service", &files).0.linked.is_empty());
    }

    #[test]
    fn a_unit_that_is_in_another_folder_is_no_neighbour() {
        let files = Memory::new()
            .with("u/app.timer", "[Timer]\nUnit=job.service\n")
            .with("v/job.service", "[Service]\n");
        assert_eq!(names("u/app.timer", &files).1, ["app.timer"]);
    }
}
