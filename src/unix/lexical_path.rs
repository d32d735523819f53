//! Changes paths as texts, without access to the file system. What each program makes of `.`, `..` and `//`:
//!
//! | function | `.` and a `/` too many | `..` |
//! |---|---|---|
//! | [`simplify`] | removed | stays |
//! | [`normpath`] | removed, except `//` at the start | removed with the component before it |
//! | [`resolve_parent_dirs`] | stays, unless there is a `..` | removed with the component before it |
//! | [`normalized`] | removed | removed with the component before it, if there is one |
//!
//! To remove a `..` may lead elsewhere if a component is a symbolic link: `source::links` follows those.

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

/// Whether a path has a `..` component.
pub(crate) fn has_parent_dir(path: &[u8]) -> bool {
    path.split(|byte| *byte == b'/').any(|part| part == b"..")
}

/// `path_simplify()` of systemd's `path-util.c`: collapses `//` and `/./`, and removes a trailing slash and a leading
/// `./`; `..` stays.
#[must_use]
pub fn simplify(path: &str) -> Cow<'_, str> {
    let absolute = path.starts_with('/');
    let body = if absolute { &path[1..] } else { path };
    if body == "." && !absolute || !body.is_empty() && body.split('/').all(|part| !matches!(part, "" | ".")) {
        return Cow::Borrowed(path);
    }
    let mut out = String::with_capacity(path.len());
    for part in body.split('/').filter(|part| !matches!(*part, "" | ".")) {
        if absolute || !out.is_empty() {
            out.push('/');
        }
        out.push_str(part);
    }
    match (out.is_empty(), absolute) {
        (true, true) => Cow::Borrowed("/"),
        (true, false) if !path.is_empty() => Cow::Borrowed("."),
        _ => Cow::Owned(out),
    }
}

/// `os.path.normpath` of an absolute path. Two leading slashes are kept, because POSIX allows them a special meaning;
/// three become one.
pub(crate) fn normpath(path: &str) -> String {
    let root = if path.starts_with("//") && !path.starts_with("///") { "//" } else { "/" };
    format!("{root}{}", resolved_components(path).join("/"))
}

/// Removes each `..` from an absolute path together with the component before it; returns any other path as is.
pub(crate) fn resolve_parent_dirs(path: &str) -> Cow<'_, str> {
    let climbs = || path.contains("/..") && has_parent_dir(path.as_bytes());
    if !path.starts_with('/') || !climbs() {
        return Cow::Borrowed(path);
    }
    Cow::Owned(format!("/{}", resolved_components(path).join("/")))
}

/// The components of an absolute path, without each `..` and the one before it.
fn resolved_components(path: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            // The parent of the root is the root.
            ".." => _ = parts.pop(),
            _ => parts.push(part),
        }
    }
    parts
}

/// Removes each `.`, and each `..` together with the component before it. At the start of a relative path a `..` stays.
pub(crate) fn normalized(path: &Path) -> PathBuf {
    let mut normalized = PathBuf::new();
    for part in path.components() {
        match (part, normalized.components().next_back()) {
            (Component::CurDir, _) | (Component::ParentDir, Some(Component::RootDir)) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => _ = normalized.pop(),
            _ => normalized.push(part),
        }
    }
    normalized
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_normalized_as_in_python() {
        for (path, plain) in [
            ("/a//b/./c/../d/", "/a/b/d"),
            ("/..", "/"),
            ("//a", "//a"),
            ("///a", "/a"),
            ("/", "/"),
            ("//", "//"),
        ] {
            assert_eq!(normpath(path), plain, "{path}");
        }
    }

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

    #[test]
    fn a_relative_path_may_start_with_the_parent_directory() {
        for (path, short) in [("a/./../../b", "../b"), ("../a/..", ".."), ("/../a", "/a"), ("a/..", "")] {
            assert_eq!(normalized(Path::new(path)), Path::new(short), "{path}");
        }
    }
}
