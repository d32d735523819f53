//! The units next to the named ones that affect what those mean: read for facts, never linted.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::fleet::{Fleet, FleetUnit};
use super::own_units::{is_part_of_boot, is_target_of_system_only};
use super::search::{FoundUnit, Scope, Search};
use super::unit::{directory_of, is_relation};
use crate::source::Interner;
use crate::systemd::kinds::unit_name::{UnitName, UnitType};

/// The extensions, after the name of the unit, of files that a build turns into units.
const TEMPLATE_EXTENSIONS: [&str; 12] =
    ["cmake", "epp", "erb", "gotmpl", "in", "j2", "jinja", "jinja2", "m4", "template", "tmpl", "tpl"];

/// Calls `take` for all units found next to the named ones that belong to them: units that they pull in or start,
/// the templates of those, and the socket, timer or path that starts a service. The links in directories such as
/// `multi-user.target.wants` are consulted only for a unit that does not itself declare what starts it. For a unit
/// that a build makes from `app.service.in`, the fleet notes the name only.
pub(super) fn read(
    fleet: &mut Fleet,
    search: &mut Search<'_>,
    mut take: impl FnMut(FoundUnit, &mut Fleet, &mut Search<'_>),
) {
    let mut met: BTreeSet<String> = BTreeSet::new();
    let mut neighbourhoods: BTreeMap<String, Option<Arc<Neighbourhood>>> = BTreeMap::new();
    let mut last: Option<(String, Option<Arc<Neighbourhood>>)> = None;
    let (mut names, mut generated) = (Vec::new(), Vec::new());
    let given = fleet.given().count();
    for at in 0..given {
        let unit = fleet.unit(at);
        if unit.is_drop_in() {
            continue;
        }
        let name = unit.main().name;
        let directory = unit.main().directory();
        if last.as_ref().is_none_or(|(last, _)| last != directory) {
            let neighbourhood = neighbourhoods
                .entry(directory.to_owned())
                .or_insert_with(|| Neighbourhood::of(search, directory_of(name), fleet).map(Arc::new));
            last = Some((directory.to_owned(), neighbourhood.clone()));
        }
        // If everything there was named, there are no neighbours.
        let Some((_, Some(neighbourhood))) = &last else { continue };
        let mut is_linked = false;
        if unit.needs_starter() && neighbourhood.scope.has_links() {
            let linked = neighbourhood.scope.linked(search);
            is_linked = unit.names().any(|name| linked.contains(name));
        }
        let name = is_linked.then(|| unit.name().to_owned());
        if !neighbourhood.others.is_empty() || !neighbourhood.generated.is_empty() {
            let mut visit = |name: &str| {
                neighbourhood.visit(name, &mut names);
                if neighbourhood.generated.get(name).is_some() {
                    generated.push(name.to_owned());
                }
            };
            implicit_relatives(unit, &mut visit);
            explicit_relatives(unit, &mut visit);
        }
        let found: Vec<FoundUnit> =
            names.drain(..).filter_map(|name| neighbourhood.find(&name, search)).collect();
        if let Some(name) = name {
            fleet.note_linked(&name);
        }
        generated.drain(..).for_each(|name| fleet.note_generated(&name));
        for found in found {
            let is_new = |path: &str| !fleet.has_main(path) && met.insert(path.to_owned());
            if found.path.to_str().is_some_and(is_new) {
                take(found, fleet, search);
            }
        }
    }
}

/// The surroundings of the named units in one directory.
struct Neighbourhood {
    scope: Arc<Scope>,
    /// The files that were not named: other units, and symlinks that may be aliases of any unit.
    others: Interner,
    /// The units that a build makes from files here.
    generated: Interner,
}

impl Neighbourhood {
    /// Returns `None` if there is nothing but what was named.
    fn of(search: &mut Search<'_>, directory: &Path, fleet: &Fleet) -> Option<Self> {
        let scope = search.scope(directory);
        let (mut others, mut generated) = (Interner::default(), Interner::default());
        for name in scope.unknown_names(|path| fleet.has_main(path)) {
            if UnitName::read(&name).is_some() {
                others.intern(&name);
            } else if let Some(of) = generated_unit(&name) {
                generated.intern(of);
            }
        }
        if let Some(sibling_directory) = sibling_directory(directory) {
            for name in search.scope(&sibling_directory).unknown_names(|_| false) {
                generated.intern(generated_unit(&name).unwrap_or(&name));
            }
        }
        let is_alone = others.is_empty() && generated.is_empty() && !scope.has_links();
        (!is_alone).then_some(Self { scope, others, generated })
    }

    /// Keeps a name that may be that of a unit which was not named. Most names are not, which one lookup shows.
    fn visit(&self, name: &str, names: &mut Vec<String>) {
        let template = || UnitName::read(name)?.template();
        let has = |name: &str| self.others.get(name).is_some();
        if has(name) || name.contains('@') && template().is_some_and(|template| has(&template)) {
            names.push(name.to_owned());
        }
    }

    fn find(&self, name: &str, search: &Search<'_>) -> Option<FoundUnit> {
        self.scope.find(&UnitName::read(name)?, search)
    }
}

/// The sibling directory whose files are installed to the same place. In Ansible and Puppet, files to copy are in
/// `files/` and those to fill in are in `templates/`.
fn sibling_directory(directory: &Path) -> Option<PathBuf> {
    let parts: Vec<Component<'_>> = directory.components().collect();
    let (at, other) =
        parts.iter().enumerate().rev().find_map(|(at, part)| match part.as_os_str().to_str()? {
            "files" => Some((at, "templates")),
            "templates" => Some((at, "files")),
            _ => None,
        })?;
    Some(
        parts[..at].iter().collect::<PathBuf>().join(other).join(parts[at + 1..].iter().collect::<PathBuf>()),
    )
}

/// The unit that a build makes from a file of this name: `app.service` from `app.service.in`.
fn generated_unit(name: &str) -> Option<&str> {
    let (unit, end) = name.rsplit_once('.')?;
    (TEMPLATE_EXTENSIONS.contains(&end) && UnitName::read(unit).is_some()).then_some(unit)
}

/// The units that start this one, or are started by it, implicitly because of their name: `app.socket` starts
/// `app.service`, or an instance of `app@.service` per connection.
fn implicit_relatives(unit: FleetUnit<'_>, mut visit: impl FnMut(&str)) {
    let stem = unit.stem();
    let mut name = String::with_capacity(unit.name().len() + "service".len());
    let mut each = |stem: &str, types: &[&str]| {
        for kind in types {
            name.clear();
            name.push_str(stem);
            name.push_str(kind);
            visit(&name);
        }
    };
    match unit.unit_type() {
        Some(UnitType::Service) => {
            each(stem, &[".socket", ".timer", ".path"]);
            // A socket with Accept=yes starts one instance per connection.
            if let Some((prefix, _)) = stem.split_once('@') {
                each(prefix, &[".socket"]);
            }
        }
        // Some packages call the template `app_at.service` in their sources.
        Some(UnitType::Socket) => each(stem, &[".service", "@.service", "_at.service"]),
        Some(UnitType::Timer | UnitType::Path) => each(stem, &[".service"]),
        _ => {}
    }
}

/// The units that a unit pulls in, starts or belongs to; for an instance its template as well.
fn explicit_relatives(unit: FleetUnit<'_>, mut visit: impl FnMut(&str)) {
    // Dependencies often name targets of the boot, which are never in a service's directory. User managers lack the
    // system's targets, but somebody may supply one.
    let may_be_supplied = |name: &str| unit.is_user_unit() && is_target_of_system_only(name);
    let is_relative =
        |directive, name: &str| may_be_supplied(name) || is_relation(directive) && !is_part_of_boot(name);
    for word in unit.words().filter(|word| is_relative(word.directive, word.text)) {
        if let Some(name) = UnitName::read(word.text) {
            if let Some(template) = name.template() {
                visit(&template);
            }
            visit(name.as_str());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::source::{Files as _, Memory, SourceFile, Sources};
    use crate::systemd::Units;

    /// Reads one unit of a directory and returns the names of all units known then.
    fn names(named: &str, files: &Memory) -> (Units, Vec<String>) {
        let mut sources = Sources::new();
        let bytes = files.read(Path::new(named)).unwrap();
        let id = sources.add(SourceFile::new(named, bytes).unwrap());
        let units = Units::read(&[id], &mut sources, files);
        let names = units.units.iter().map(|unit| unit.name.clone()).collect();
        (units, names)
    }

    #[test]
    fn related_units_are_read_without_being_named() {
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
    fn a_target_of_the_system_that_is_supplied_for_users_is_a_neighbour() {
        let text = "[Unit]\nAfter=graphical.target\nRequires=sleep.target\n[Service]\n";
        let files = |directory: &str| {
            ["a.service", "graphical.target", "sleep.target"]
                .iter()
                .fold(Memory::new(), |files, name| files.with(format!("{directory}/{name}"), text))
        };
        assert_eq!(
            names("user/a.service", &files("user")).1,
            ["a.service", "graphical.target", "sleep.target"]
        );
        assert_eq!(names("system/a.service", &files("system")).1, ["a.service", "sleep.target"]);
    }

    #[test]
    fn an_accepting_socket_and_its_template_are_neighbours() {
        let files = Memory::new()
            .with("u/app@.service", "[Service]\nExecStart=/app\n")
            .with("u/app.socket", "[Socket]\nListenStream=1\nAccept=yes\n");
        assert_eq!(names("u/app@.service", &files).1, ["app@.service", "app.socket"]);
        assert_eq!(names("u/app.socket", &files).1, ["app.socket", "app@.service"]);
    }

    #[test]
    fn a_symlink_in_a_wants_directory_starts_a_unit() {
        let files = Memory::new()
            .with("u/app.service", "[Service]\n")
            .with_link("u/multi-user.target.wants/app.service", "../app.service")
            .with("u/b.service", "[Service]\n");
        assert!(names("u/app.service", &files).0.fleet().is_linked("app.service"));
        assert!(!names("u/b.service", &files).0.fleet().is_linked("b.service"));
    }

    #[test]
    fn a_wants_symlink_counts_next_to_a_socket_too() {
        let files = Memory::new()
            .with("u/app.service", "[Service]\n")
            .with("u/app.socket", "[Socket]\n")
            .with_link("u/multi-user.target.wants/app.service", "../app.service");
        let mut sources = Sources::new();
        let ids = ["u/app.service", "u/app.socket"]
            .map(|name| sources.add(SourceFile::new(name, files.read(Path::new(name)).unwrap()).unwrap()));
        let units = Units::read(&ids, &mut sources, &files);
        assert!(units.fleet().is_linked("app.service") && !units.fleet().is_linked("app.socket"));
    }

    #[test]
    fn the_socket_and_the_timer_of_a_template_are_read_with_it() {
        let files = Memory::new()
            .with("u/app@.service", "[Service]\n")
            .with("u/app.socket", "[Socket]\nAccept=yes\n")
            .with("u/app@.timer", "[Timer]\n");
        assert_eq!(names("u/app@.service", &files).1, ["app@.service", "app@.timer", "app.socket"]);
    }

    #[test]
    fn a_unit_generated_by_a_build_is_recorded_by_name() {
        let files = Memory::new()
            .with("u/app.timer", "[Unit]\nWants=w@1.service\n[Timer]\n")
            .with("u/app.service.in", "[Service]\nExecStart=@bindir@/app\n")
            .with("u/w@.service.j2", "[Service]\n")
            .with("u/b.timer", "[Timer]\n")
            .with("u/b.service.bak", "[Service]\n");
        let (units, known) = names("u/app.timer", &files);
        assert_eq!(known, ["app.timer"]);
        assert!(units.fleet().is_generated("app.service") && units.fleet().is_generated("w@.service"));
        assert!(!names("u/b.timer", &files).0.fleet().is_generated("b.service"));
    }

    #[test]
    fn a_unit_in_another_directory_is_not_a_neighbour() {
        let files = Memory::new()
            .with("u/app.timer", "[Timer]\nUnit=job.service\n")
            .with("v/job.service", "[Service]\n");
        assert_eq!(names("u/app.timer", &files).1, ["app.timer"]);
    }
}
