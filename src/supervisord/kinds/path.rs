//! Paths as Python's `os.path` computes them, without access to the disk.

use crate::unix::lexical_path::normpath;

/// `os.path.expanduser`, with the placeholders `<home>` and `<home:user>` for directories that are not known here.
pub(in crate::supervisord) fn expand_user(path: &str) -> String {
    let Some(rest) = path.strip_prefix('~') else { return path.to_owned() };
    let (user, rest) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    if user.is_empty() { format!("<home>{rest}") } else { format!("<home:{user}>{rest}") }
}

/// The directory of an included file, `os.path.abspath(os.path.dirname(path))`, if it can be known: `path` starts with
/// `written`, the main file's directory as named by the user, which is really `directory`.
pub(in crate::supervisord) fn directory_of_included(
    path: &str,
    written: &str,
    directory: &str,
) -> Option<String> {
    let of_main = if written.is_empty() { None } else { path.strip_prefix(written) };
    let below = match written {
        _ if directory.starts_with('/') && of_main.is_some_and(|rest| rest.starts_with('/')) => {
            format!("{directory}{}", of_main.unwrap_or_default())
        }
        _ if path.starts_with('/') => path.to_owned(),
        _ if !directory.starts_with('/') => return None,
        "" => format!("{directory}/{path}"),
        _ => return None,
    };
    let (parent, _) = below.rsplit_once('/')?;
    Some(normpath(parent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tilde_is_expanded_only_at_the_start() {
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
    fn the_directory_of_an_included_file_is_relative_to_the_main_file() {
        let directory = |path, written| directory_of_included(path, written, "/srv/app");
        assert_eq!(directory("conf.d/a.conf", "").as_deref(), Some("/srv/app/conf.d"));
        assert_eq!(directory("app/../x/a.conf", "app").as_deref(), Some("/srv/x"));
        assert_eq!(directory("/etc/../opt/a.conf", "app").as_deref(), Some("/opt"));
        assert_eq!(directory("/a.conf", "").as_deref(), Some("/"));
        assert_eq!(directory_of_included("conf.d/a.conf", "", ""), None);
        // Below a root the main file's directory differs from that in its name.
        assert_eq!(directory("/image/srv/app/d/a.conf", "/image/srv/app").as_deref(), Some("/srv/app/d"));
    }
}
