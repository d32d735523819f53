//! Finds the file that makes a unit of a given name, and the other names of the unit (`unit_file_build_name_map()` and
//! `unit_file_find_fragment()`, `src/basic/unit-file.c` of 252).

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;

use super::Search;
use super::unit_directory::UnitDirectory;
use crate::source::{EntryKind, Files};
use crate::systemd::kinds::unit_name::UnitName;
use crate::systemd::start_links::StartLink;
use crate::unix::lexical_path::normalized;

/// How many aliases are followed before giving up (`FOLLOW_MAX`).
const MAX_ALIASES: usize = 8;

/// The directories searched for the units of one manager: a load path, or the single directory that a unit is in.
#[derive(Debug)]
pub(in crate::systemd) struct Scope {
    /// In order of precedence.
    directories: Vec<UnitDirectory>,
    /// The directory that absolute links are relative to.
    root: PathBuf,
    aliases: OnceLock<BTreeMap<String, Vec<String>>>,
    linked: OnceLock<BTreeSet<String>>,
}

/// The result of a search for a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::systemd) struct FoundUnit {
    /// The name under which the unit is loaded: that of the file, with the instance that was asked for.
    pub(in crate::systemd) name: String,
    /// Its other names, sorted.
    pub(in crate::systemd) aliases: Vec<String>,
    /// Its main file.
    pub(in crate::systemd) path: PathBuf,
}

/// The kind of a link in a unit directory.
enum Link {
    /// Another name for the unit of this name.
    Alias(String),
    /// A unit that is elsewhere, or a mask.
    File,
    /// A link that systemd does not accept, and treats as if it did not exist.
    Ignored,
}

impl Scope {
    pub(super) const fn new(directories: Vec<UnitDirectory>, root: PathBuf) -> Self {
        Self { directories, root, aliases: OnceLock::new(), linked: OnceLock::new() }
    }

    /// Finds the unit of this name. An instance without a file of its own is made from its template.
    pub(in crate::systemd) fn find(&self, name: &UnitName<'_>, search: &Search<'_>) -> Option<FoundUnit> {
        let files = search.files.0;
        if let Some(directory) = self.plain_unit_directory(name.as_str(), files) {
            let (name, path) = (name.as_str().to_owned(), directory.path.join(name.as_str()));
            return Some(FoundUnit { name, aliases: Vec::new(), path });
        }
        let of_template = || self.locate(&name.template()?, files, 0);
        let path = self.locate(name.as_str(), files, 0).or_else(of_template)?;
        let base = path.file_name()?.to_str()?.to_owned();
        let instance = name.instance().filter(|instance| !instance.is_empty());
        let instantiate = |text: &str| -> Option<String> {
            match (UnitName::read(text)?, instance) {
                (one, Some(instance)) if one.is_template() => one.instantiate(instance),
                (one, Some(instance)) => (one.instance() == Some(instance)).then(|| text.to_owned()),
                (one, None) => (!one.is_instance()).then(|| text.to_owned()),
            }
        };
        let mut own = instantiate(&base).unwrap_or_else(|| base.clone());
        // An instance of an alias that has a file of its own is another unit.
        let is_other = |alias: &String| {
            let path = self.locate(alias, files, 0);
            path.is_some_and(|path| path.file_name().is_none_or(|name| name != base.as_str()))
        };
        let others = self.aliases(files).get(&base).into_iter().flatten();
        let mut aliases: Vec<String> =
            others.filter_map(|alias| instantiate(alias)).filter(|alias| !is_other(alias)).collect();
        // If the template that an alias leads to has a file for this instance, the requested name stays.
        if is_other(&own) {
            aliases.push(std::mem::replace(&mut own, name.as_str().to_owned()));
        }
        aliases.push(name.as_str().to_owned());
        aliases.retain(|alias| *alias != own);
        aliases.sort_unstable();
        aliases.dedup();
        Some(FoundUnit { name: own, aliases, path })
    }

    /// The directory of a plain unit, as most are: a regular file in the first directory that has anything of this
    /// name, without instance or alias.
    fn plain_unit_directory(&self, name: &str, files: &dyn Files) -> Option<&UnitDirectory> {
        let position = |directory: &UnitDirectory| directory.position(name);
        let (directory, at) =
            self.directories.iter().find_map(|directory| Some((directory, position(directory)?)))?;
        let is_plain = directory.units[at].1 == EntryKind::File
            && !name.contains('@')
            && !self.aliases(files).contains_key(name);
        is_plain.then_some(directory)
    }

    /// Whether a name is that of a plain unit in this directory, so that nothing else has to be searched.
    pub(in crate::systemd) fn is_plain_in(&self, directory: &Path, name: &str, search: &Search<'_>) -> bool {
        // If equal paths are spelled differently, this only causes an unnecessary search.
        let is_it = |found: &UnitDirectory| found.path.as_os_str() == directory.as_os_str();
        self.plain_unit_directory(name, search.files.0).is_some_and(is_it)
    }

    /// Whether there may be drop-ins for a unit of this name and type. Most units have none, and this shows it without
    /// building the names of all possible directories. A false positive only causes an unnecessary search; there are no
    /// false negatives.
    pub(in crate::systemd) fn may_have_drop_ins(&self, name: &str, unit_type: &str) -> bool {
        let own = |part: &String| part.bytes().cmp(name.bytes().chain(*b".d"));
        self.directories.iter().any(|directory| {
            !directory.unit_subdirectories.is_empty()
                && directory.unit_subdirectories.binary_search_by(own).is_ok()
                || directory.shared.iter().any(|part| {
                    // `service.d` and `a-.service.d`.
                    let stem = part.strip_suffix(".d").and_then(|of| of.strip_suffix(unit_type));
                    let stem = stem.map(|stem| stem.strip_suffix('.').unwrap_or(stem));
                    stem.is_some_and(|stem| match stem.split_once('@') {
                        None => name.starts_with(stem),
                        Some((prefix, _)) => name.starts_with(prefix) && name.contains('@'),
                    })
                })
        })
    }

    /// Whether there is any directory of links that start units.
    pub(in crate::systemd) fn has_links(&self) -> bool {
        self.directories
            .iter()
            .flat_map(|directory| &directory.unit_subdirectories)
            .any(|part| !part.ends_with(".d"))
    }

    /// The names of what may be units, without the files whose paths are known. Links are included, as any may be an
    /// alias.
    pub(in crate::systemd) fn unknown_names<'s>(
        &'s self,
        mut is_known: impl FnMut(&str) -> bool + 's,
    ) -> impl Iterator<Item = String> + 's {
        let mut path = String::new();
        self.directories
            .iter()
            .flat_map(|directory| directory.units.iter().map(move |unit| (directory, unit)))
            .filter_map(move |(directory, (name, kind))| {
                path.clear();
                path.push_str(directory.path.to_str().unwrap_or_default());
                if !path.is_empty() && !path.ends_with('/') {
                    path.push('/');
                }
                path.push_str(name);
                (*kind != EntryKind::File || !is_known(&path)).then(|| name.clone())
            })
    }

    /// The paths of these unit directories, in order of precedence: by directory of the load path, then in the order of
    /// `names`.
    pub(in crate::systemd) fn unit_subdirectories<'s>(
        &'s self,
        names: &'s [String],
    ) -> impl Iterator<Item = PathBuf> + 's {
        self.directories.iter().filter(|directory| !directory.unit_subdirectories.is_empty()).flat_map(
            move |directory| {
                let is_there = |name: &&String| directory.unit_subdirectories.binary_search(name).is_ok();
                names.iter().filter(is_there).map(|name| directory.path.join(name))
            },
        )
    }

    /// The units in `.wants/`, `.requires/` and `.upholds/` directories, which are started with others.
    pub(in crate::systemd) fn linked(&self, search: &mut Search<'_>) -> &BTreeSet<String> {
        self.linked.get_or_init(|| self.links(search).into_iter().map(|link| link.name).collect())
    }

    /// Like [`Self::linked`], with the unit that starts each of them.
    pub(in crate::systemd) fn links(&self, search: &mut Search<'_>) -> Vec<StartLink> {
        let mut links = Vec::new();
        for directory in &self.directories {
            for part in &directory.unit_subdirectories {
                let Some((by, _)) = part.rsplit_once('.').filter(|(_, kind)| *kind != "d") else { continue };
                let path = directory.path.join(part);
                for (name, kind) in &*search.list(&path) {
                    if !search.is_mask(&path.join(name), *kind) {
                        links.push(StartLink { by: by.to_owned(), name: name.clone() });
                    }
                }
            }
        }
        links
    }

    /// Finds the file of a name, following aliases.
    fn locate(&self, name: &str, files: &dyn Files, links: usize) -> Option<PathBuf> {
        for directory in &self.directories {
            let Some(at) = directory.position(name) else { continue };
            let path = directory.path.join(name);
            if directory.units[at].1 == EntryKind::File {
                return Some(path);
            }
            match self.link(name, directory, &files.read_link(&path)?) {
                Link::Ignored => {}
                Link::File => return Some(path),
                Link::Alias(_) if links == MAX_ALIASES => return None,
                Link::Alias(target) => return self.locate(&target, files, links + 1),
            }
        }
        None
    }

    fn link(&self, name: &str, directory: &UnitDirectory, target: &Path) -> Link {
        let target = match target.strip_prefix("/") {
            Ok(inside) => self.root.join(inside),
            Err(_) => normalized(&directory.path.join(target)),
        };
        // If `/lib` is a link, its directory is not searched under that name, but links may still use it.
        let other = self.root.join("lib/systemd/system");
        let mut searched =
            self.directories.iter().map(|directory| directory.path.as_path()).chain([other.as_path()]);
        if !searched.any(|directory| is_below(&target, directory)) {
            return Link::File;
        }
        match target.file_name().and_then(|base| base.to_str()) {
            Some(base) if may_be_alias(name, base) => Link::Alias(base.to_owned()),
            _ => Link::Ignored,
        }
    }

    /// The aliases of each file that has any.
    fn aliases(&self, files: &dyn Files) -> &BTreeMap<String, Vec<String>> {
        self.aliases.get_or_init(|| {
            let mut aliases: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for (name, kind) in self.directories.iter().flat_map(|directory| &directory.units) {
                if *kind == EntryKind::Link
                    && let Some(path) = self.locate(name, files, 0)
                    && let Some(base) = path.file_name().and_then(|base| base.to_str())
                    && base != name
                {
                    aliases.entry(base.to_owned()).or_default().push(name.clone());
                }
            }
            aliases
        })
    }
}

/// Whether a link called `name` may be an alias of the unit `target` (`unit_validate_alias_symlink_or_warn()`): they
/// have the same type; a template is an alias of a template only, an instance of the same instance or of a template.
fn may_be_alias(name: &str, target: &str) -> bool {
    let (Ok(name), Ok(target)) = (UnitName::parse(name), UnitName::parse(target)) else { return false };
    let fits = match (name.instance(), target.instance()) {
        (None, None) => true,
        (Some(one), Some(other)) => one == other || other.is_empty(),
        _ => false,
    };
    fits && name != target && name.unit_type() == target.unit_type()
}

/// Whether a path is under a directory; a path that starts with `..` is not under the empty one.
fn is_below(path: &Path, directory: &Path) -> bool {
    path.strip_prefix(directory)
        .is_ok_and(|rest| matches!(rest.components().next(), Some(Component::Normal(_))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Memory, Rooted};

    fn find(name: &str, memory: Memory) -> Option<(String, Vec<String>, String)> {
        let files = Rooted::new("r", memory);
        let mut search = Search::new(&files);
        let scope = search.scope(Path::new("r/etc/systemd/system"));
        let found = scope.find(&UnitName::parse(name).unwrap(), &search)?;
        let path = found.path.strip_prefix("r").unwrap().to_str().unwrap().to_owned();
        Some((found.name, found.aliases, path))
    }

    const ETC: &str = "r/etc/systemd/system";
    const USR: &str = "r/usr/lib/systemd/system";

    #[test]
    fn a_higher_directory_wins_and_a_template_provides_its_instances() {
        let files = || {
            Memory::new()
                .with(format!("{ETC}/a.service"), "")
                .with(format!("{USR}/a.service"), "")
                .with(format!("{USR}/t@.service"), "")
                .with(format!("{USR}/t@own.service"), "")
        };
        assert_eq!(find("a.service", files()).unwrap().2, "etc/systemd/system/a.service");
        let made = find("t@x.service", files()).unwrap();
        assert_eq!((made.0.as_str(), made.2.as_str()), ("t@x.service", "usr/lib/systemd/system/t@.service"));
        assert_eq!(find("t@own.service", files()).unwrap().2, "usr/lib/systemd/system/t@own.service");
        assert_eq!(find("t.service", files()), None);
    }

    #[test]
    fn a_symlink_to_a_unit_name_is_an_alias() {
        let files = || {
            Memory::new()
                .with(format!("{USR}/a.service"), "")
                .with(format!("{USR}/t@.service"), "")
                .with_link(format!("{ETC}/b.service"), "a.service")
                .with_link(format!("{ETC}/c.service"), "/lib/systemd/system/b.service")
                .with_link(format!("{ETC}/u@.service"), "t@.service")
                .with_link(format!("{ETC}/v@one.service"), "t@.service")
        };
        let names = |name: &str| {
            let (name, aliases, _) = find(name, files()).unwrap();
            (name, aliases.join(" "))
        };
        let owned = |name: &str, aliases: &str| (name.to_owned(), aliases.to_owned());
        for name in ["a.service", "b.service", "c.service"] {
            assert_eq!(names(name), owned("a.service", "b.service c.service"));
        }
        assert_eq!(names("u@x.service"), owned("t@x.service", "u@x.service"));
        assert_eq!(names("t@one.service"), owned("t@one.service", "u@one.service v@one.service"));
        assert_eq!(names("t@.service"), owned("t@.service", "u@.service"));
    }

    #[test]
    fn an_instance_of_an_alias_that_has_its_own_file_is_another_unit() {
        let files = || {
            Memory::new()
                .with(format!("{USR}/t@.service"), "")
                .with_link(format!("{ETC}/u@.service"), "t@.service")
                .with(format!("{USR}/u@x.service"), "")
        };
        assert_eq!(find("t@x.service", files()).unwrap().1, [] as [&str; 0]);
        assert_eq!(find("t@y.service", files()).unwrap().1, ["u@y.service"]);
        let files = files().with(format!("{USR}/t@z.service"), "");
        let found = find("u@z.service", files).unwrap();
        assert_eq!((found.0.as_str(), found.1), ("u@z.service", vec!["t@z.service".to_owned()]));
    }

    #[test]
    fn a_symlink_that_cannot_be_an_alias_is_ignored() {
        let files = || {
            Memory::new()
                .with(format!("{USR}/t@.service"), "")
                .with(format!("{USR}/a.service"), "")
                .with(format!("{USR}/b.service"), "")
                .with_link(format!("{ETC}/a.service"), "/usr/lib/systemd/system/a.service")
                .with_link(format!("{ETC}/b.service"), "t@.service")
                .with_link(format!("{ETC}/c.timer"), "a.service")
                .with_link(format!("{ETC}/loop.service"), "pool.service")
                .with_link(format!("{ETC}/pool.service"), "loop.service")
        };
        assert_eq!(find("a.service", files()).unwrap().2, "usr/lib/systemd/system/a.service");
        assert_eq!(find("b.service", files()).unwrap().2, "usr/lib/systemd/system/b.service");
        assert_eq!(find("c.timer", files()), None);
        assert_eq!(find("loop.service", files()), None);
    }

    #[test]
    fn a_dangling_symlink_hides_the_units_below_it() {
        let files = || {
            Memory::new()
                .with(format!("{USR}/a.service"), "")
                .with_link(format!("{ETC}/a.service"), "gone.service")
        };
        assert_eq!(find("a.service", files()), None);
    }

    #[test]
    fn linked_units_and_masks_are_not_aliases() {
        let files = || {
            Memory::new()
                .with("r/opt/app.service", "")
                .with(format!("{USR}/m.service"), "")
                .with_link(format!("{ETC}/app.service"), "/opt/app.service")
                .with_link(format!("{ETC}/other.service"), "../../../opt/app.service")
                .with_link(format!("{ETC}/m.service"), "/dev/null")
        };
        for name in ["app.service", "other.service", "m.service"] {
            let (own, aliases, path) = find(name, files()).unwrap();
            assert_eq!((own.as_str(), aliases.len()), (name, 0));
            assert_eq!(path, format!("etc/systemd/system/{name}"));
        }
    }

    #[test]
    fn a_masked_wants_symlink_starts_nothing() {
        let files = Memory::new()
            .with_link("u/a.target.wants/x.service", "../x.service")
            .with_link("u/a.target.requires/y.service", "/dev/null")
            .with("u/a.target.wants/z.service", "");
        let mut search = Search::new(&files);
        let scope = search.scope(Path::new("u"));
        assert_eq!(scope.linked(&mut search).iter().collect::<Vec<_>>(), ["x.service"]);
    }
}
