//! Components of paths, by their text.

/// The last component of a path: the name of a file or program.
pub(crate) fn base_name(path: &str) -> &str {
    slash(path).map_or(path, |at| &path[at + 1..])
}

/// The last component of a path that need not be UTF-8.
pub(crate) fn base_name_bytes(path: &[u8]) -> &[u8] {
    path.iter().rposition(|byte| *byte == b'/').map_or(path, |at| &path[at + 1..])
}

/// The path without its last component; empty for a bare name and for a path directly in the root.
pub(crate) fn dir_name(path: &str) -> &str {
    slash(path).map_or("", |at| &path[..at])
}

/// The position of the last slash. Compares byte by byte: last components are short, and starting a search is slow.
fn slash(path: &str) -> Option<usize> {
    path.bytes().rposition(|byte| byte == b'/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_split_into_directory_and_base_name() {
        for (path, parts) in [("/a/b", ("/a", "b")), ("b", ("", "b")), ("/b", ("", "b")), ("a/", ("a", ""))] {
            assert_eq!((dir_name(path), base_name(path)), parts, "{path}");
            assert_eq!(base_name_bytes(path.as_bytes()), parts.1.as_bytes(), "{path}");
        }
    }
}
