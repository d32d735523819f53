//! Paths as systemd accepts them: if a path contains `..`, systemd refuses a directory and ignores a file
//! (`path_is_normalized()`, `src/basic/path-util.c`); supervisord passes both to the kernel verbatim.

use std::borrow::Cow;

use super::unit_writer::UnitWriter;
use crate::ir::Leaf;

impl UnitWriter<'_, '_, '_> {
    /// Removes `..` from a path, and reports that it may be another path if a directory on the way is a symlink.
    pub(super) fn normalized_path<'v>(&mut self, path: Cow<'v, str>, leaf: Leaf) -> Cow<'v, str> {
        let short = match resolve_parent_dirs(&path) {
            Cow::Borrowed(_) => return path,
            Cow::Owned(short) => short,
        };
        let reason = "systemd accepts no .. in a path, so it was resolved. That is the same place unless a directory before a \
                      .. is a symbolic link.";
        self.unspelled(leaf, reason);
        Cow::Owned(short)
    }
}

/// Removes each `..` from an absolute path together with the component before it; returns any other path as is.
pub(super) fn resolve_parent_dirs(path: &str) -> Cow<'_, str> {
    let climbs = || path.contains("/..") && path.split('/').any(|part| part == "..");
    if !path.starts_with('/') || !climbs() {
        return Cow::Borrowed(path);
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').filter(|part| !matches!(*part, "" | ".")) {
        // The parent of the root is the root: `/..` is `/`.
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    Cow::Owned(format!("/{}", parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parent_directory_components_are_resolved() {
        for (path, short) in [
            ("/srv/app/../var/log/a.log", "/srv/var/log/a.log"),
            ("/srv/app/..", "/srv"),
            ("/srv//app/./../../../b/", "/b"),
            ("/..", "/"),
            ("/a/%i/../b", "/a/b"),
        ] {
            assert_eq!(resolve_parent_dirs(path), short, "{path}");
        }
    }

    #[test]
    fn other_paths_are_unchanged() {
        for path in ["/a//b/./c/", "../a", "%h/../a", "/a/..b/c..", ""] {
            assert_eq!(resolve_parent_dirs(path), path);
        }
    }
}
