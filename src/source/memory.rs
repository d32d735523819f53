//! Files held in memory.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::files::{Entry, EntryKind, Files, Found};
use super::links::{DEV_NULL, follow};

/// Files held in memory: for tests, and for text that is not on a disk. A file that starts with `#!` is executable.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<PathBuf, Vec<u8>>,
    links: BTreeMap<PathBuf, PathBuf>,
}

impl Memory {
    /// Creates an empty file system.
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

    /// Adds a symbolic link.
    #[must_use]
    pub fn with_link(mut self, path: impl Into<PathBuf>, target: impl Into<PathBuf>) -> Self {
        self.links.insert(path.into(), target.into());
        self
    }

    fn follow_links(&self, path: &Path) -> Option<PathBuf> {
        if self.links.is_empty() {
            return Some(path.to_owned());
        }
        let root = if path.is_absolute() { "/" } else { "" };
        follow(Path::new(root), path, |path| self.read_link(path))
    }
}

impl Files for Memory {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.follow_links(path) {
            Some(path) if path == Path::new(DEV_NULL) => Ok(Vec::new()),
            Some(path) => self.files.get(&path).cloned().ok_or_else(not_found),
            None => Err(not_found()),
        }
    }

    fn entries(&self, directory: &Path) -> io::Result<Vec<Entry>> {
        let directory = self.follow_links(directory).ok_or_else(not_found)?;
        let directory = if directory == Path::new(".") { Path::new("") } else { &directory };
        let below = |path: &Path| {
            let rest = path.strip_prefix(directory).ok()?;
            let mut parts = rest.components();
            let name = parts.next()?.as_os_str().to_str()?.to_owned();
            Some((name, parts.next().is_some()))
        };
        let entry = |path: &PathBuf, kind| {
            let (name, is_directory) = below(path)?;
            Some(Entry { name, kind: if is_directory { EntryKind::Directory } else { kind } })
        };
        let files = self.files.keys().filter_map(|path| entry(path, EntryKind::File));
        let mut entries: Vec<Entry> = files.collect();
        entries.extend(self.links.keys().filter_map(|path| entry(path, EntryKind::Link)));
        entries.sort_unstable();
        entries.dedup();
        if entries.is_empty() { Err(not_found()) } else { Ok(entries) }
    }

    fn read_link(&self, path: &Path) -> Option<PathBuf> {
        self.links.get(path).cloned()
    }

    fn canonicalize(&self, path: &Path) -> Option<PathBuf> {
        self.follow_links(path).filter(|path| self.is_file(path) || self.is_dir(path))
    }

    fn find(&self, path: &Path) -> Found {
        let Some(path) = self.follow_links(path) else { return Found::Nothing };
        let mut below = self.files.keys().chain(self.links.keys());
        match self.files.get(&path) {
            Some(bytes) => Found::File { executable: bytes.starts_with(b"#!") },
            None if below.any(|file| *file != path && file.starts_with(&path)) => Found::Directory,
            None => Found::Nothing,
        }
    }

    fn mode(&self, _: &Path) -> Option<u32> {
        None
    }
}

fn not_found() -> io::Error {
    io::Error::from(io::ErrorKind::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symlinks_are_followed_and_listed_as_symlinks() {
        let files = Memory::new()
            .with("u/a.service", "a")
            .with("u/d/x", "x")
            .with_link("u/b.service", "a.service")
            .with_link("u/m.service", "/dev/null")
            .with_link("v", "u");
        assert_eq!(files.read(Path::new("v/b.service")).unwrap(), b"a");
        assert_eq!(files.read(Path::new("u/m.service")).unwrap(), b"");
        assert!(files.is_dir(Path::new("v/d")) && files.is_file(Path::new("u/b.service")));
        assert_eq!(files.canonicalize(Path::new("v/b.service")).unwrap(), Path::new("u/a.service"));
        let entries = files.entries(Path::new("v")).unwrap();
        let entries: Vec<_> = entries.iter().map(|entry| (entry.name.as_str(), entry.kind)).collect();
        assert_eq!(
            entries,
            [
                ("a.service", EntryKind::File),
                ("b.service", EntryKind::Link),
                ("d", EntryKind::Directory),
                ("m.service", EntryKind::Link)
            ]
        );
    }
}
