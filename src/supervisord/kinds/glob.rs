//! Finds the files that a pattern of `[include] files` matches: CPython's `glob.glob()`, not recursive.

use std::path::{Path, PathBuf};

use crate::source::Files;

/// The paths that match `pattern`, sorted as supervisord 4.3.0 sorts them.
///
/// `*`, `?` and `[…]` match within one component, `**` is the same as `*`, and a leading dot must be literal. A pattern
/// without special characters matches an existing path.
#[must_use]
pub fn glob(files: &dyn Files, pattern: &str) -> Vec<String> {
    let root = if pattern.starts_with('/') { PathBuf::from("/") } else { PathBuf::new() };
    let parts: Vec<&str> = pattern.split('/').filter(|part| !part.is_empty()).collect();
    let mut found = vec![root];
    for (at, part) in parts.iter().enumerate() {
        let last = at + 1 == parts.len();
        let mut next = Vec::new();
        for directory in &found {
            if has_magic(part) {
                let listed =
                    if directory.as_os_str().is_empty() { Path::new(".") } else { directory.as_path() };
                let names = files.list(listed).unwrap_or_default();
                let hidden = part.starts_with('.');
                let names = names.iter().filter(|name| hidden || !name.starts_with('.'));
                next.extend(names.filter(|name| matches(part, name)).map(|name| directory.join(name)));
            } else {
                next.push(directory.join(part));
            }
        }
        // Python does not check either whether a literal directory exists: the file system below `--root` may start
        // further down.
        if last || has_magic(part) {
            next.retain(|path| files.is_dir(path) || (last && files.is_file(path)));
        }
        found = next;
    }
    let mut paths: Vec<String> = found.iter().filter_map(|path| path.to_str()).map(str::to_owned).collect();
    paths.retain(|path| !path.is_empty());
    paths.sort_unstable();
    paths
}

/// Whether a component contains special characters, so that `glob` must list a directory.
#[must_use]
pub fn has_magic(pattern: &str) -> bool {
    pattern.contains(['*', '?', '['])
}

/// Whether a name matches a pattern: CPython's `fnmatch.fnmatchcase`.
#[must_use]
pub fn matches(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let name: Vec<char> = name.chars().collect();
    // Two-pointer matching: on a mismatch, go back to the last star and let it match one more character.
    let (mut at, mut seen) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while seen < name.len() {
        let step = match pattern.get(at) {
            Some('*') => {
                star = Some((at, seen));
                at += 1;
                continue;
            }
            Some('?') => Some(at + 1),
            Some('[') => match class(&pattern[at..], name[seen]) {
                Some((true, len)) => Some(at + len),
                Some((false, _)) => None,
                // A bracket that is never closed is literal.
                None => (name[seen] == '[').then_some(at + 1),
            },
            Some(character) => (*character == name[seen]).then_some(at + 1),
            None => None,
        };
        match (step, star) {
            (Some(next), _) => {
                at = next;
                seen += 1;
            }
            (None, Some((star_at, taken))) => {
                star = Some((star_at, taken + 1));
                at = star_at + 1;
                seen = taken + 1;
            }
            (None, None) => return false,
        }
    }
    pattern[at..].iter().all(|character| *character == '*')
}

/// Whether the character class at the start of `pattern` contains `character`, and the length of the class; `None` if
/// it is never closed.
fn class(pattern: &[char], character: char) -> Option<(bool, usize)> {
    let negated = pattern.get(1) == Some(&'!');
    let first = if negated { 2 } else { 1 };
    // A `]` directly at the start belongs to the class.
    let close = (first + 1..pattern.len()).find(|at| pattern[*at] == ']')?;
    let mut contained = false;
    let mut at = first;
    while at < close {
        if at + 2 < close && pattern[at + 1] == '-' {
            contained |= (pattern[at]..=pattern[at + 2]).contains(&character);
            at += 3;
        } else {
            contained |= pattern[at] == character;
            at += 1;
        }
    }
    Some((contained != negated, close + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Memory, Rooted};

    #[test]
    fn names_match_as_in_python() {
        for (pattern, name) in [
            ("*.conf", "a.conf"),
            ("**", "anything"),
            ("a?c", "abc"),
            ("[a-c]x", "bx"),
            ("[!a-c]x", "dx"),
            ("[]]x", "]x"),
            ("[abc", "[abc"),
            ("*a*b*", "xaxxbx"),
            ("*", ""),
        ] {
            assert!(matches(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in
            [("*.conf", "a.conf.SAVE"), ("[!a]", "a"), ("a", "A"), ("?", ""), ("a*b", "ac")]
        {
            assert!(!matches(pattern, name), "{pattern} {name}");
        }
    }

    #[test]
    fn matches_are_sorted_and_exclude_hidden_files() {
        let files = Memory::new()
            .with("/etc/conf.d/b.conf", "")
            .with("/etc/conf.d/a.conf", "")
            .with("/etc/conf.d/.c.conf", "")
            .with("/etc/conf.d/sub/d.conf", "");
        assert_eq!(glob(&files, "/etc/conf.d/*.conf"), ["/etc/conf.d/a.conf", "/etc/conf.d/b.conf"]);
        assert_eq!(glob(&files, "/etc/**/*.conf"), ["/etc/conf.d/a.conf", "/etc/conf.d/b.conf"]);
        assert_eq!(glob(&files, "/etc/conf.d/a.conf"), ["/etc/conf.d/a.conf"]);
        assert_eq!(glob(&files, "/etc/conf.d/sub"), ["/etc/conf.d/sub"]);
        assert!(glob(&files, "/etc/none/*.conf").is_empty());
        assert!(glob(&files, "/etc/*/none/*.conf").is_empty() && glob(&files, "/etc/none/a.conf").is_empty());
    }

    #[test]
    fn a_pattern_that_already_starts_with_the_root_is_not_prefixed_again() {
        let files = Memory::new().with("/srv/image/etc/conf.d/a.conf", "a");
        let files = Rooted::new("/srv/image", files);
        let pattern = "/srv/image/etc/conf.d/*.conf";
        assert_eq!(glob(&files, pattern), ["/srv/image/etc/conf.d/a.conf"]);
        assert_eq!(glob(&files, "/etc/conf.d/*.conf"), ["/etc/conf.d/a.conf"]);
    }
}
