//! Links in folders such as `multi-user.target.wants/`: what `systemctl enable` makes, and packages and images bring along. A
//! unit that lies there is started with the other, whatever its own `[Install]` says (systemd.unit(5)).

use std::collections::BTreeMap;

use super::search::Search;
use super::unit::{Unit, folder_of};
use crate::source::dir_name;
use crate::systemd::kinds::unit_name::UnitName;

/// A link that has a unit started along with another one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StartLink {
    /// The unit that starts it: `multi-user.target`.
    pub by: String,
    /// Its own name there: `app.service`, or an instance of a template, `app@x.service`.
    pub name: String,
}

impl StartLink {
    /// The link that `systemctl enable` makes for a word of `Alias=` in the unit `own`; none for a plain name, and for what is no
    /// link to the unit: `multi-user.target.wants/app.service` (`unit_file_verify_alias()`, `src/shared/install.c`).
    pub(super) fn of_alias(word: &str, own: &UnitName<'_>) -> Option<Self> {
        let (folder, name) = word.rsplit_once('/')?;
        let by = folder_of_wants(folder)?;
        leads_to(name, own, &by).then(|| Self { by: by.as_str().to_owned(), name: name.to_owned() })
    }
}

/// The unit that starts what lies in a folder of this name; none for a folder of anything else.
pub(crate) fn folder_of_wants(folder: &str) -> Option<UnitName<'_>> {
    let by = folder.strip_suffix(".wants").or_else(|| folder.strip_suffix(".requires"));
    by.and_then(UnitName::read)
}

/// Whether a link of this name in a folder of `by` may lead to a unit (`unit_symlink_name_compatible()`, `src/shared/install.c`).
pub(crate) fn leads_to(link: &str, own: &UnitName<'_>, by: &UnitName<'_>) -> bool {
    if link == own.as_str() {
        return own.is_template() == by.is_template() || !own.is_template();
    }
    let template = UnitName::read(link).and_then(|link| link.template());
    // `app_at.service` is what the sources of some packages call the template.
    template.is_some_and(|link| link == own.as_str() || link == own.as_str().replace("_at.", "@."))
}

/// Has each unit know the links that lead to it.
pub(super) fn read(units: &mut [Unit], file_of: impl Fn(&Unit) -> String, search: &mut Search<'_>) {
    let mut places: BTreeMap<String, BTreeMap<String, Vec<StartLink>>> = BTreeMap::new();
    for unit in units.iter_mut().filter(|unit| !unit.main().is_drop_in) {
        let file = file_of(unit);
        let folder = dir_name(&file);
        if !places.contains_key(folder) {
            let links = search.scope(folder_of(&file)).links(search);
            places.insert(folder.to_owned(), by_unit(links));
        }
        let Some(links) = places.get(folder).filter(|links| !links.is_empty()) else { continue };
        let own = unit.names().filter_map(|name| links.get(name)).flatten().cloned();
        unit.links = own.collect();
        unit.links.sort_unstable();
        unit.links.dedup();
    }
}

/// By the name of the unit that is started, or of its template.
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

    /// Who starts the unit in this file, and by which name.
    fn links(file: &str, files: &dyn crate::source::Files) -> Vec<String> {
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new(file, files.read(Path::new(file)).unwrap()).unwrap());
        let mut units = Units::read(&[id], &mut sources, files);
        units.read_links(&sources, files);
        units.units[0].links.iter().map(|link| format!("{} {}", link.by, link.name)).collect()
    }

    #[test]
    fn a_link_says_who_starts_a_unit_wherever_on_the_load_path_it_lies() {
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
