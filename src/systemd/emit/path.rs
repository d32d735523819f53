//! Paths as systemd takes them: it refuses a directory and passes over a file whose path climbs up with `..`
//! (`path_is_normalized()`, `src/basic/path-util.c`), and supervisord hands both to the kernel as they are.

use std::borrow::Cow;

use super::unit_writer::UnitWriter;
use crate::ir::Leaf;

impl UnitWriter<'_, '_, '_> {
    /// A path without `..`, said to be another one where a folder on the way is a link.
    pub(super) fn climbed<'v>(&mut self, path: Cow<'v, str>, leaf: Leaf) -> Cow<'v, str> {
        let short = match without_parents(&path) {
            Cow::Borrowed(_) => return path,
            Cow::Owned(short) => short,
        };
        let reason = "systemd accepts no .. in a path, so it was resolved. That is the same place unless a directory before a \
                      .. is a symbolic link.";
        self.unspelled(leaf, reason);
        Cow::Owned(short)
    }
}

/// An absolute path with each `..` and what stands in front of it taken out; any other path as it is.
pub(super) fn without_parents(path: &str) -> Cow<'_, str> {
    let climbs = || path.contains("/..") && path.split('/').any(|part| part == "..");
    if !path.starts_with('/') || !climbs() {
        return Cow::Borrowed(path);
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').filter(|part| !matches!(*part, "" | ".")) {
        // Above the root there is nothing: `/..` is `/`.
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
    fn a_path_that_climbs_up_is_written_without() {
        for (path, short) in [
            ("/srv/app/../var/log/a.log", "/srv/var/log/a.log"),
            ("/srv/app/..", "/srv"),
            ("/srv//app/./../../../b/", "/b"),
            ("/..", "/"),
            ("/a/%i/../b", "/a/b"),
        ] {
            assert_eq!(without_parents(path), short, "{path}");
        }
    }

    #[test]
    fn other_paths_stay_as_they_are() {
        for path in ["/a//b/./c/", "../a", "%h/../a", "/a/..b/c..", ""] {
            assert_eq!(without_parents(path), path);
        }
    }
}
