//! Resolves symbolic links where the file system would resolve them to the wrong place, or cannot.

use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

/// The greatest number of links that are followed, as in Linux (`MAXSYMLINKS`).
const MAX_SYMLINKS: usize = 40;

/// The target of a masked unit: it is the same device under every root.
pub(super) const DEV_NULL: &str = "/dev/null";

/// Resolves all links in `path` below `root`. Absolute links start at `root`, and none leads above it, as for a process
/// whose root directory it is (chroot(2)). `link` returns the target of a path if it is a link.
///
/// Returns `None` if the links form a loop.
pub(super) fn follow(root: &Path, path: &Path, link: impl Fn(&Path) -> Option<PathBuf>) -> Option<PathBuf> {
    let mut real = root.to_owned();
    // The number of components of `real` below the root.
    let mut depth = 0_usize;
    let mut left = parts(path);
    let mut links = 0;
    while let Some(part) = left.pop() {
        if part == ".." {
            if depth > 0 {
                real.pop();
                depth -= 1;
            }
            continue;
        }
        real.push(part);
        let Some(target) = link(&real) else {
            depth += 1;
            continue;
        };
        links += 1;
        if links > MAX_SYMLINKS {
            return None;
        }
        real.pop();
        if target.is_absolute() {
            if target == Path::new(DEV_NULL) && left.is_empty() {
                return Some(target);
            }
            real = root.to_owned();
            depth = 0;
        }
        left.extend(parts(&target));
    }
    Some(real)
}

/// The components of a path including `..`, the last one first.
fn parts(path: &Path) -> Vec<OsString> {
    let mut parts: Vec<OsString> = path
        .components()
        .filter(|part| matches!(part, Component::Normal(_) | Component::ParentDir))
        .map(|part| part.as_os_str().to_owned())
        .collect();
    parts.reverse();
    parts
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn real(path: &str, links: &[(&str, &str)]) -> Option<String> {
        let links: BTreeMap<PathBuf, PathBuf> =
            links.iter().map(|(from, to)| (PathBuf::from(from), PathBuf::from(to))).collect();
        let real = follow(Path::new("/r"), Path::new(path), |path| links.get(path).cloned())?;
        Some(real.to_str().unwrap().to_owned())
    }

    #[test]
    fn symlinks_are_resolved_within_the_root() {
        let links =
            [("/r/lib", "usr/lib"), ("/r/a", "/usr/b"), ("/r/out", "../../../etc"), ("/r/usr/up", "..")];
        for (path, expected) in [
            ("/lib/x", "/r/usr/lib/x"),
            ("/a/x", "/r/usr/b/x"),
            ("/out/passwd", "/r/etc/passwd"),
            ("/usr/up/lib/x", "/r/usr/lib/x"),
            ("/../../x", "/r/x"),
            ("/usr/./b//c", "/r/usr/b/c"),
        ] {
            assert_eq!(real(path, &links).as_deref(), Some(expected), "{path}");
        }
    }

    #[test]
    fn a_symlink_loop_resolves_to_nothing() {
        assert_eq!(real("/a", &[("/r/a", "b"), ("/r/b", "a")]), None);
    }

    #[test]
    fn a_mask_resolves_to_the_null_device() {
        assert_eq!(real("/m", &[("/r/m", "/dev/null")]).as_deref(), Some("/dev/null"));
    }
}
