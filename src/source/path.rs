//! Parts of paths, as they are written.

/// The last part of a path: what a file is called, and what a program is known by.
pub(crate) fn base_name(path: &str) -> &str {
    slash(path).map_or(path, |at| &path[at + 1..])
}

/// The same of a path that need not be text.
pub(crate) fn base_name_bytes(path: &[u8]) -> &[u8] {
    path.iter().rposition(|byte| *byte == b'/').map_or(path, |at| &path[at + 1..])
}

/// What stands in front of that; nothing for a name alone, and for what lies in the root.
pub(crate) fn dir_name(path: &str) -> &str {
    slash(path).map_or("", |at| &path[..at])
}

/// Where the last slash stands. Byte by byte: last parts are short, and a search starts slowly.
fn slash(path: &str) -> Option<usize> {
    path.bytes().rposition(|byte| byte == b'/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_its_folder_and_its_last_part() {
        for (path, parts) in [("/a/b", ("/a", "b")), ("b", ("", "b")), ("/b", ("", "b")), ("a/", ("a", ""))] {
            assert_eq!((dir_name(path), base_name(path)), parts, "{path}");
            assert_eq!(base_name_bytes(path.as_bytes()), parts.1.as_bytes(), "{path}");
        }
    }
}
