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

    /// Whether a folder of this name exists; links are followed.
    fn is_dir(&self, path: &Path) -> bool;

    /// Whether a file of this name exists; links are followed.
    fn is_file(&self, path: &Path) -> bool;

    /// The permission bits of a file, such as `0o644`; links are followed. None where there are no such bits.
    fn mode(&self, path: &Path) -> Option<u32>;
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

    fn is_dir(&self, path: &Path) -> bool {
        std::fs::metadata(path).is_ok_and(|meta| meta.is_dir())
    }

    fn is_file(&self, path: &Path) -> bool {
        std::fs::metadata(path).is_ok_and(|meta| meta.is_file())
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

/// Another file system in which absolute paths start at a folder (`--root`).
#[derive(Clone, Debug)]
pub struct Rooted<F> {
    root: PathBuf,
    inner: F,
}

impl<F: Files> Rooted<F> {
    /// Absolute paths are looked up below `root`, relative ones as they are.
    pub fn new(root: impl Into<PathBuf>, inner: F) -> Self {
        Self { root: root.into(), inner }
    }

    fn path(&self, path: &Path) -> PathBuf {
        path.strip_prefix("/").map_or_else(|_| path.to_owned(), |below| self.root.join(below))
    }
}

impl<F: Files> Files for Rooted<F> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.inner.read(&self.path(path))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        self.inner.list(&self.path(folder))
    }

    fn is_dir(&self, path: &Path) -> bool {
        self.inner.is_dir(&self.path(path))
    }

    fn is_file(&self, path: &Path) -> bool {
        self.inner.is_file(&self.path(path))
    }

    fn mode(&self, path: &Path) -> Option<u32> {
        self.inner.mode(&self.path(path))
    }
}

/// Files held in memory: for tests, and for text that stands nowhere on a disk.
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

    fn is_dir(&self, path: &Path) -> bool {
        self.files.keys().any(|file| file != path && file.starts_with(path))
    }

    fn is_file(&self, path: &Path) -> bool {
        self.files.contains_key(path)
    }

    fn mode(&self, _: &Path) -> Option<u32> {
        None
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
    }
}
