//! The one seam to the file system. Everything that reads a file or lists a folder asks a [`Files`].

use std::io;
use std::path::{Path, PathBuf};

/// Reads files and lists folders: the real disk, a tree below a root, or memory.
pub trait Files {
    /// The content of a file.
    ///
    /// # Errors
    /// What the file system says.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// A folder's entries, sorted by the bytes of their names.
    ///
    /// # Errors
    /// What the file system says.
    fn entries(&self, folder: &Path) -> io::Result<Vec<Entry>>;

    /// Where a symbolic link points, as it is written; none for everything else.
    fn link(&self, path: &Path) -> Option<PathBuf>;

    /// The path of the same file without any link in it; none if there is no such file.
    fn real(&self, path: &Path) -> Option<PathBuf>;

    /// The path under which the file is found on the disk; links are not followed.
    fn place(&self, path: &Path) -> PathBuf {
        path.to_owned()
    }

    /// What stands there; links are followed.
    fn find(&self, path: &Path) -> Found;

    /// Whether a folder of this name exists; links are followed.
    fn is_dir(&self, path: &Path) -> bool {
        self.find(path) == Found::Folder
    }

    /// Whether a file of this name exists; links are followed.
    fn is_file(&self, path: &Path) -> bool {
        matches!(self.find(path), Found::File { executable: _ })
    }

    /// The permission bits of a file, such as `0o644`; links are followed. None where there are no such bits.
    fn mode(&self, path: &Path) -> Option<u32>;

    /// The names of a folder's entries, sorted by bytes.
    ///
    /// # Errors
    /// What the file system says.
    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        Ok(self.entries(folder)?.into_iter().map(|entry| entry.name).collect())
    }

    /// The folder that absolute paths start at, as the user wrote it; none for the machine's own.
    fn root(&self) -> Option<&Path> {
        None
    }
}

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// A folder.
    Folder,
    /// A regular file.
    File {
        /// Whether somebody may run it.
        executable: bool,
    },
    /// A device, a pipe, a socket.
    Other,
    /// Nothing.
    Nothing,
    /// It cannot be told: a folder on the way may not be looked into, or the disk fails.
    Unknown,
}

/// An entry of a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: EntryKind,
}

/// What an entry of a folder is; a link is not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// A socket, a device, a pipe.
    Other,
}

/// The real file system.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

#[expect(clippy::disallowed_methods, reason = "this is the seam")]
impl Files for Disk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            // A name that is not UTF-8 cannot be a unit's name, nor be written in a configuration.
            let Ok(name) = entry.file_name().into_string() else { continue };
            let kind = match entry.file_type() {
                Ok(kind) if kind.is_file() => EntryKind::File,
                Ok(kind) if kind.is_dir() => EntryKind::Folder,
                Ok(kind) if kind.is_symlink() => EntryKind::Link,
                _ => EntryKind::Other,
            };
            entries.push(Entry { name, kind });
        }
        entries.sort_unstable();
        Ok(entries)
    }

    fn link(&self, path: &Path) -> Option<PathBuf> {
        std::fs::read_link(path).ok()
    }

    fn real(&self, path: &Path) -> Option<PathBuf> {
        std::fs::canonicalize(path).ok()
    }

    fn find(&self, path: &Path) -> Found {
        match std::fs::metadata(path) {
            Ok(meta) if meta.is_dir() => Found::Folder,
            Ok(meta) if meta.is_file() => Found::File { executable: is_executable(&meta) },
            Ok(_) => Found::Other,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                Found::Nothing
            }
            Err(_) => Found::Unknown,
        }
    }

    #[cfg(unix)]
    fn mode(&self, path: &Path) -> Option<u32> {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::metadata(path).ok().map(|meta| meta.permissions().mode() & 0o7777)
    }

    #[cfg(not(unix))]
    fn mode(&self, _: &Path) -> Option<u32> {
        None
    }
}

#[cfg(unix)]
fn is_executable(meta: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    meta.permissions().mode() & 0o111 != 0
}

/// There are no such bits elsewhere.
#[cfg(not(unix))]
fn is_executable(_: &std::fs::Metadata) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_disk_tells_folders_files_and_programs_apart() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let at = |name: &str| Disk.find(&file.path().join(name));
        assert_eq!(Disk.find(file.path()), Found::File { executable: false });
        assert_eq!([at("../."), at("b")], [Found::Nothing, Found::Nothing]);
        assert_eq!(Disk.find(file.path().parent().unwrap()), Found::Folder);
        assert_eq!(Disk.find(Path::new("/dev/null")), Found::Other);
        assert!(!Disk.is_file(Path::new("/dev/null")));
    }
}
