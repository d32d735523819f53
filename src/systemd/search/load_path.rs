//! The directories of a system tree in which systemd looks for units (systemd.unit(5), "Unit file load path";
//! `systemd-analyze unit-paths` of 252).

use std::path::{Path, PathBuf};

use crate::source::Files;

/// The load path of the system manager, in order of precedence.
pub(crate) const SYSTEM: [&str; 13] = [
    "etc/systemd/system.control",
    "run/systemd/system.control",
    "run/systemd/transient",
    "run/systemd/generator.early",
    "etc/systemd/system",
    "etc/systemd/system.attached",
    "run/systemd/system",
    "run/systemd/system.attached",
    "run/systemd/generator",
    "usr/local/lib/systemd/system",
    "lib/systemd/system",
    "usr/lib/systemd/system",
    "run/systemd/generator.late",
];

/// The load path of user managers, without the directories of each user.
const USER: [&str; 7] = [
    "etc/xdg/systemd/user",
    "etc/systemd/user",
    "run/systemd/user",
    "usr/local/share/systemd/user",
    "usr/share/systemd/user",
    "usr/local/lib/systemd/user",
    "usr/lib/systemd/user",
];

/// The index in [`USER`] at which `~/.local/share/systemd/user` belongs.
const HOME_DATA_AT: usize = 3;

/// The directories that are searched together with `directory`, in order of precedence; `None` if it is not on a load
/// path.
///
/// Of all home directories, only the one that contains `directory` is searched.
pub(super) fn containing(directory: &Path, files: &dyn Files) -> Option<Vec<PathBuf>> {
    let root = files.root()?;
    let inside = directory.strip_prefix(root).ok()?;
    let inside = inside.strip_prefix("/").unwrap_or(inside);
    let below =
        |directories: &[&str]| directories.iter().map(|directory| root.join(directory)).collect::<Vec<_>>();
    if SYSTEM.iter().any(|one| inside == Path::new(one)) {
        let mut directories = below(&SYSTEM);
        // If /lib is a link to /usr/lib, one directory would be searched twice, under two names.
        if files.read_link(&root.join("lib")).is_some() {
            directories.retain(|one| *one == directory || *one != root.join("lib/systemd/system"));
        }
        return Some(directories);
    }
    let home = [".config/systemd/user", ".config/systemd/user.control", ".local/share/systemd/user"]
        .iter()
        .find(|own| inside.ends_with(own))
        .and_then(|own| inside.ancestors().nth(Path::new(own).components().count()));
    if home.is_none() && !USER.iter().any(|one| inside == Path::new(one)) {
        return None;
    }
    let mut directories = below(&USER);
    if let Some(home) = home {
        let home = root.join(home);
        directories.insert(HOME_DATA_AT, home.join(".local/share/systemd/user"));
        directories.insert(0, home.join(".config/systemd/user"));
        directories.insert(0, home.join(".config/systemd/user.control"));
    }
    Some(directories)
}

/// Directories on the load paths of the system and of users, to look up a unit that is named without a directory.
pub(in crate::systemd) fn lookup_directories(root: &Path) -> [PathBuf; 2] {
    [root.join("etc/systemd/system"), root.join("etc/systemd/user")]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Memory, Rooted};

    fn found(directory: &str, memory: Memory) -> Option<Vec<String>> {
        let directories = containing(Path::new(directory), &Rooted::new("r", memory))?;
        Some(directories.iter().map(|directory| directory.to_str().unwrap().to_owned()).collect())
    }

    #[test]
    fn a_directory_is_searched_with_the_load_path_of_its_manager() {
        let system = found("r/usr/lib/systemd/system", Memory::new()).unwrap();
        assert_eq!((system.len(), system[4].as_str()), (13, "r/etc/systemd/system"));
        let user = found("r/etc/systemd/user", Memory::new()).unwrap();
        assert_eq!((user.len(), user[6].as_str()), (7, "r/usr/lib/systemd/user"));
        assert_eq!(found("r/etc/systemd", Memory::new()), None);
        assert_eq!(found("etc/systemd/system", Memory::new()), None, "not under the root");
        assert_eq!(containing(Path::new("/etc/systemd/system"), &Memory::new()), None, "no root was given");
    }

    #[test]
    fn a_home_directory_is_searched_for_its_user_units() {
        let user = found("r/home/me/.config/systemd/user", Memory::new()).unwrap();
        assert_eq!(
            user[..6],
            [
                "r/home/me/.config/systemd/user.control",
                "r/home/me/.config/systemd/user",
                "r/etc/xdg/systemd/user",
                "r/etc/systemd/user",
                "r/run/systemd/user",
                "r/home/me/.local/share/systemd/user"
            ]
        );
    }

    #[test]
    fn a_merged_lib_symlink_is_not_searched_twice() {
        let merged = || Memory::new().with_link("r/lib", "usr/lib");
        let system = found("r/etc/systemd/system", merged()).unwrap();
        assert!(!system.contains(&"r/lib/systemd/system".to_owned()));
        let system = found("r/lib/systemd/system", merged()).unwrap();
        assert!(system.contains(&"r/lib/systemd/system".to_owned()), "it was given under this name");
    }
}
