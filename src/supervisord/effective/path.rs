//! Paths as Python's `os.path` makes them.

/// `os.path.expanduser`, with `<home>` and `<home:user>` for the folders, which are not known here.
pub(super) fn expand_user(path: &str) -> String {
    let Some(rest) = path.strip_prefix('~') else { return path.to_owned() };
    let (user, rest) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    if user.is_empty() { format!("<home>{rest}") } else { format!("<home:{user}>{rest}") }
}

/// `os.path.normpath` of an absolute path. Two slashes at the start stay, as POSIX allows them a meaning of their own; three
/// are one.
pub(super) fn normalize(path: &str) -> String {
    let root = if path.starts_with("//") && !path.starts_with("///") { "//" } else { "/" };
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    format!("{root}{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_home_is_named_and_only_at_the_start() {
        for (path, expanded) in [
            ("~/log/a", "<home>/log/a"),
            ("~", "<home>"),
            ("~www/a", "<home:www>/a"),
            ("~www", "<home:www>"),
            ("/a/~/b", "/a/~/b"),
            ("", ""),
        ] {
            assert_eq!(expand_user(path), expanded);
        }
    }

    #[test]
    fn a_path_is_made_plain_as_python_does() {
        for (path, plain) in [
            ("/a//b/./c/../d/", "/a/b/d"),
            ("/..", "/"),
            ("//a", "//a"),
            ("///a", "/a"),
            ("/", "/"),
            ("//", "//"),
        ] {
            assert_eq!(normalize(path), plain, "{path}");
        }
    }
}
