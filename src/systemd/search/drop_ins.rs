//! The drop-ins of a unit: which files they are, and in which order systemd applies them (`unit_file_find_dropin_paths()`,
//! `src/shared/dropin.c`, and `conf_files_list_strv()` of 252).

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::{Scope, Search};
use crate::systemd::kinds::unit_name::UnitName;

/// The paths of the drop-ins of a unit with these names, in the order in which systemd applies them: by file name,
/// whatever their directory.
pub(in crate::systemd) fn drop_ins(names: &[&str], scope: &Scope, search: &mut Search<'_>) -> Vec<PathBuf> {
    let is_wanted = |name: &str| name.ends_with(".conf");
    files_in_unit_directories(names, "d", is_wanted, scope, search).into_values().collect()
}

/// The files in the directories of a unit (`app.service.d`, `app.service.wants`), by file name.
///
/// The first file of a name wins: directories of the unit's own name come before those of its aliases, then directories
/// that are earlier on the load path, then more specific ones (`a-b.service.d`, `a-.service.d`); `service.d` always
/// comes last. A file wins even if it cannot be read or is a directory. Hidden files are skipped.
pub(in crate::systemd) fn files_in_unit_directories(
    names: &[&str],
    suffix: &str,
    is_wanted: impl Fn(&str) -> bool,
    scope: &Scope,
    search: &mut Search<'_>,
) -> BTreeMap<String, PathBuf> {
    let mut directories: Vec<Vec<String>> = Vec::new();
    let mut of_type = None;
    for name in names.iter().filter_map(|name| UnitName::read(name)) {
        directories.push(name.directories(suffix));
        of_type.get_or_insert_with(|| vec![format!("{}.{suffix}", name.unit_type())]);
    }
    directories.extend(of_type);
    let mut found = BTreeMap::new();
    for directory in directories.iter().flat_map(|names| scope.unit_subdirectories(names)) {
        for (name, _) in &*search.list(&directory) {
            if is_wanted(name) && !name.starts_with('.') && !found.contains_key(name) {
                found.insert(name.clone(), directory.join(name));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::source::{Memory, Rooted};

    /// The drop-ins of a unit in a tree, without their common prefix.
    fn found(names: &[&str], paths: &[&str]) -> Vec<String> {
        let memory = paths.iter().fold(Memory::new(), |memory, path| memory.with(format!("r/{path}"), ""));
        let files = Rooted::new("r", memory);
        let mut search = Search::new(&files);
        let scope = search.scope(Path::new("r/etc/systemd/system"));
        let found = drop_ins(names, &scope, &mut search);
        let (_, unit_type) = names[0].rsplit_once('.').unwrap();
        let may_have = names.iter().any(|name| scope.may_have_drop_ins(name, unit_type));
        assert!(may_have || found.is_empty(), "the prefilter missed a drop-in");
        found.iter().map(|path| path.to_str().unwrap().replace("systemd/system/", "")).collect()
    }

    #[test]
    fn drop_ins_are_ordered_by_file_name_across_directories() {
        assert_eq!(
            found(
                &["app.service"],
                &[
                    "etc/systemd/system/app.service.d/30.conf",
                    "usr/lib/systemd/system/app.service.d/20.conf",
                    "usr/lib/systemd/system/service.d/10.conf",
                    "run/systemd/system/app.service.d/40.conf",
                    "etc/systemd/system/app.service.d/readme.txt",
                    "etc/systemd/system/app.service.d/.50.conf",
                    "etc/systemd/system/app.socket.d/60.conf",
                ]
            ),
            [
                "r/usr/lib/service.d/10.conf",
                "r/usr/lib/app.service.d/20.conf",
                "r/etc/app.service.d/30.conf",
                "r/run/app.service.d/40.conf"
            ]
        );
    }

    #[test]
    fn a_higher_directory_overrides_even_with_a_truncated_name() {
        let shorter = "etc/systemd/system/a-.service.d/x.conf";
        let lower = "usr/lib/systemd/system/a-b.service.d/x.conf";
        assert_eq!(found(&["a-b.service"], &[shorter, lower]), ["r/etc/a-.service.d/x.conf"]);
        let same = "etc/systemd/system/a-b.service.d/x.conf";
        assert_eq!(found(&["a-b.service"], &[shorter, lower, same]), ["r/etc/a-b.service.d/x.conf"]);
    }

    #[test]
    fn type_drop_ins_are_overridden_by_all_others() {
        let of_type = "etc/systemd/system/service.d/x.conf";
        let lower = "usr/lib/systemd/system/a.service.d/x.conf";
        assert_eq!(found(&["a.service"], &[of_type, lower]), ["r/usr/lib/a.service.d/x.conf"]);
    }

    #[test]
    fn alias_drop_ins_apply_but_those_of_the_own_name_override_them() {
        let own = "usr/lib/systemd/system/a.service.d/x.conf";
        let aliased = ["etc/systemd/system/b.service.d/x.conf", "etc/systemd/system/b.service.d/y.conf"];
        assert_eq!(
            found(&["a.service", "b.service"], &[own, aliased[0], aliased[1]]),
            ["r/usr/lib/a.service.d/x.conf", "r/etc/b.service.d/y.conf"]
        );
    }

    #[test]
    fn the_prefilter_rules_out_units_without_drop_ins() {
        let memory = Memory::new()
            .with("u/app.service.d/x.conf", "")
            .with("u/b-.service.d/x.conf", "")
            .with("u/socket.d/x.conf", "");
        let scope = Search::new(&memory).scope(Path::new("u"));
        let may_have = |name: &str| scope.may_have_drop_ins(name, name.rsplit_once('.').unwrap().1);
        assert!(["app.service", "b-c.service", "x.socket"].into_iter().all(may_have));
        assert!(!["apps.service", "app.timer", "b.service", "c-b-.service"].into_iter().any(may_have));
    }

    proptest::proptest! {
        #[test]
        fn the_prefilter_misses_no_directory(name in "[ab]?[ab@.-]{1,6}", at in 0..8_usize) {
            let name = format!("{name}.service");
            if let Some(unit) = UnitName::read(&name) {
                let directories = unit.directories("d");
                found(&[name.as_str()], &[&format!("etc/systemd/system/{}/x.conf", directories[at % directories.len()])]);
            }
        }
    }

    #[test]
    fn an_instance_has_the_drop_ins_of_its_template() {
        assert_eq!(
            found(
                &["a-b@x.service"],
                &[
                    "etc/systemd/system/a-b@.service.d/1.conf",
                    "etc/systemd/system/a-b@x.service.d/1.conf",
                    "etc/systemd/system/a-@.service.d/2.conf",
                    "etc/systemd/system/a-.service.d/3.conf",
                    "etc/systemd/system/a-b@y.service.d/4.conf",
                    "etc/systemd/system/a-b.service.d/5.conf",
                ]
            ),
            ["r/etc/a-b@x.service.d/1.conf", "r/etc/a-@.service.d/2.conf", "r/etc/a-.service.d/3.conf"]
        );
    }
}
