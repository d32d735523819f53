//! The one seam to the file system. Everything that reads a file or lists a folder asks a [`Files`].

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// Reads files and lists folders: the real disk, a tree below a root, or memory.
pub trait Files {
    /// The content of a file.
    ///
    /// # Errors
    /// What the file system says.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// The names of a folder's entries, sorted by bytes.
    ///
    /// # Errors
    /// What the file system says.
    fn list(&self, folder: &Path) -> io::Result<Vec<String>>;

    /// The path under which the file is found on the disk.
    fn real(&self, path: &Path) -> PathBuf {
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

/// The real file system.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

#[expect(clippy::disallowed_methods, reason = "this is the seam")]
impl Files for Disk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in std::fs::read_dir(folder)? {
            // A name that is not UTF-8 cannot be a unit's name, nor be written in a configuration.
            if let Ok(name) = entry?.file_name().into_string() {
                names.push(name);
            }
        }
        names.sort_unstable();
        Ok(names)
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

/// Another file system in which absolute paths start at a folder (`--root`).
#[derive(Clone, Debug)]
pub struct Rooted<F> {
    root: PathBuf,
    inner: F,
}

impl<F: Files> Rooted<F> {
    /// Absolute paths are looked up below `root`; relative ones, and those that lead there already, as they are.
    pub fn new(root: impl Into<PathBuf>, inner: F) -> Self {
        Self { root: root.into(), inner }
    }

    fn path(&self, path: &Path) -> PathBuf {
        match path.strip_prefix("/") {
            Ok(below) if !path.starts_with(&self.root) => self.root.join(below),
            _ => path.to_owned(),
        }
    }
}

impl<F: Files> Files for Rooted<F> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.inner.read(&self.path(path))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        self.inner.list(&self.path(folder))
    }

    fn real(&self, path: &Path) -> PathBuf {
        self.inner.real(&self.path(path))
    }

    fn find(&self, path: &Path) -> Found {
        self.inner.find(&self.path(path))
    }
}

/// Files held in memory: for tests, and for text that stands nowhere on a disk. What starts with `#!` may be run.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl Memory {
    /// No files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file.
    #[must_use]
    pub fn with(mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.into(), bytes.into());
        self
    }
}

impl Files for Memory {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.files.get(path).cloned().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        let mut names: Vec<String> = self
            .files
            .keys()
            .filter_map(|path| path.strip_prefix(folder).ok()?.components().next()?.as_os_str().to_str())
            .map(str::to_owned)
            .collect();
        names.dedup();
        if names.is_empty() { Err(io::Error::from(io::ErrorKind::NotFound)) } else { Ok(names) }
    }

    fn find(&self, path: &Path) -> Found {
        match self.files.get(path) {
            Some(bytes) => Found::File { executable: bytes.starts_with(b"#!") },
            None if self.files.keys().any(|file| file.starts_with(path)) => Found::Folder,
            None => Found::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_moves_absolute_paths_only() {
        let files = Rooted::new("/image", Memory::new().with("/image/etc/a.conf", "a").with("b.conf", "b"));
        assert_eq!(files.read(Path::new("/etc/a.conf")).unwrap(), b"a");
        assert_eq!(files.read(Path::new("b.conf")).unwrap(), b"b");
        assert!(files.is_dir(Path::new("/etc")));
        assert_eq!(files.list(Path::new("/etc")).unwrap(), ["a.conf"]);
        assert!(files.list(Path::new("/nowhere")).is_err());
        assert_eq!(files.read(Path::new("/image/etc/a.conf")).unwrap(), b"a");
        assert_eq!(files.real(Path::new("/etc/a.conf")), Path::new("/image/etc/a.conf"));
        assert_eq!(files.real(Path::new("b.conf")), Path::new("b.conf"));
    }

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
