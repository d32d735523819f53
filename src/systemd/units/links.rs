//! Finds the symlinks that start the units of a run.

use std::collections::BTreeMap;

use crate::source::dir_name;
use crate::systemd::kinds::unit_name::UnitName;
use crate::systemd::search::Search;
use crate::systemd::start_links::StartLink;
use crate::systemd::unit::{Unit, directory_of};

/// Fills [`Unit::links`] of each unit.
pub(super) fn read(units: &mut [Unit], file_of: impl Fn(&Unit) -> String, search: &mut Search<'_>) {
    let mut places: BTreeMap<String, BTreeMap<String, Vec<StartLink>>> = BTreeMap::new();
    for unit in units.iter_mut().filter(|unit| !unit.main().is_drop_in) {
        let file = file_of(unit);
        let directory = dir_name(&file);
        if !places.contains_key(directory) {
            let links = search.scope(directory_of(&file)).links(search);
            places.insert(directory.to_owned(), by_unit(links));
        }
        let Some(links) = places.get(directory).filter(|links| !links.is_empty()) else { continue };
        let own = unit.names().filter_map(|name| links.get(name)).flatten().cloned();
        unit.links = own.collect();
        unit.links.sort_unstable();
        unit.links.dedup();
    }
}

/// Groups links by the name of the unit that they start, and also by its template.
fn by_unit(links: Vec<StartLink>) -> BTreeMap<String, Vec<StartLink>> {
    let mut all: BTreeMap<String, Vec<StartLink>> = BTreeMap::new();
    for link in links {
        let template = UnitName::read(&link.name).and_then(|name| name.template());
        for name in [Some(link.name.clone()), template].into_iter().flatten() {
            all.entry(name).or_default().push(link.clone());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::source::{Memory, Rooted, SourceFile, Sources};
    use crate::systemd::Units;

    /// The units that start the unit in this file, each with the name of the link.
    fn links(file: &str, files: &dyn crate::source::Files) -> Vec<String> {
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new(file, files.read(Path::new(file)).unwrap()).unwrap());
        let mut units = Units::read(&[id], &mut sources, files);
        units.read_links(&sources, files);
        units.units[0].links.iter().map(|link| format!("{} {}", link.by, link.name)).collect()
    }

    #[test]
    fn wants_symlinks_anywhere_on_the_load_path_start_a_unit() {
        let (etc, usr) = ("r/etc/systemd/system", "r/usr/lib/systemd/system");
        let files = Memory::new()
            .with(format!("{usr}/a.service"), "[Service]\n")
            .with(format!("{usr}/t@.service"), "[Service]\n")
            .with(format!("{usr}/off.service"), "[Service]\n")
            .with_link(
                format!("{etc}/multi-user.target.wants/a.service"),
                "/usr/lib/systemd/system/a.service",
            )
            .with_link(format!("{usr}/b.service.requires/a.service"), "../a.service")
            .with_link(
                format!("{etc}/multi-user.target.wants/t@x.service"),
                "/usr/lib/systemd/system/t@.service",
            )
            .with_link(format!("{usr}/multi-user.target.wants/off.service"), "/dev/null");
        let files = Rooted::new("r", files);
        let of_a = ["b.service a.service", "multi-user.target a.service"];
        assert_eq!(links(&format!("{usr}/a.service"), &files), of_a);
        assert_eq!(links(&format!("{usr}/t@.service"), &files), ["multi-user.target t@x.service"]);
        assert!(links(&format!("{usr}/off.service"), &files).is_empty());
    }
}
