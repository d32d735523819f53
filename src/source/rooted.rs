//! The file system of another root (`--root`).

use std::io;
use std::path::{Component, Path, PathBuf};

use super::files::{Entry, Files, Found};
use super::links::follow;

/// A file system whose absolute paths start at a directory: a system tree or a mounted image.
///
/// A path that starts with the directory's own name is already below it, so that a file may be named either way. No
/// link leads out of it: the target of an absolute link is looked up below the directory, too. Other relative paths are
/// left unchanged.
#[derive(Clone, Debug)]
pub struct Rooted<F> {
    root: PathBuf,
    inner: F,
}

impl<F: Files> Rooted<F> {
    /// Creates a file system whose absolute paths are below `root`.
    pub fn new(root: impl AsRef<Path>, inner: F) -> Self {
        let root = root.as_ref().components().filter(|part| *part != Component::CurDir).collect();
        Self { root, inner }
    }

    /// A path relative to the root; `None` for a relative path that is not below it.
    fn below_root<'p>(&self, path: &'p Path) -> Option<&'p Path> {
        path.strip_prefix(&self.root).or_else(|_| path.strip_prefix("/")).ok()
    }

    /// The path on the underlying file system.
    fn path(&self, path: &Path) -> io::Result<PathBuf> {
        let Some(below_root) = self.below_root(path) else { return Ok(path.to_owned()) };
        let real = follow(&self.root, below_root, |path| self.inner.read_link(path));
        real.ok_or_else(|| io::Error::other("too many levels of symbolic links"))
    }
}

impl<F: Files> Files for Rooted<F> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.inner.read(&self.path(path)?)
    }

    fn read_with_mode(&self, path: &Path) -> io::Result<(Vec<u8>, Option<u32>)> {
        self.inner.read_with_mode(&self.path(path)?)
    }

    fn entries(&self, directory: &Path) -> io::Result<Vec<Entry>> {
        self.inner.entries(&self.path(directory)?)
    }

    fn read_link(&self, path: &Path) -> Option<PathBuf> {
        let (directory, name) = (path.parent()?, path.file_name()?);
        self.inner.read_link(&self.path(directory).ok()?.join(name))
    }

    fn canonicalize(&self, path: &Path) -> Option<PathBuf> {
        self.inner.canonicalize(&self.path(path).ok()?)
    }

    fn disk_path(&self, path: &Path) -> PathBuf {
        self.below_root(path).map_or_else(|| path.to_owned(), |below_root| self.root.join(below_root))
    }

    fn find(&self, path: &Path) -> Found {
        self.path(path).map_or(Found::Nothing, |path| self.inner.find(&path))
    }

    fn mode(&self, path: &Path) -> Option<u32> {
        self.inner.mode(&self.path(path).ok()?)
    }

    fn root(&self) -> Option<&Path> {
        Some(&self.root)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Memory;
    use super::*;

    #[test]
    fn a_root_is_prepended_only_to_absolute_paths() {
        let files = Rooted::new("/image", Memory::new().with("/image/etc/a.conf", "a").with("b.conf", "b"));
        assert_eq!(files.read(Path::new("/etc/a.conf")).unwrap(), b"a");
        assert_eq!(files.read(Path::new("/image/etc/a.conf")).unwrap(), b"a");
        assert_eq!(files.read(Path::new("b.conf")).unwrap(), b"b");
        assert!(files.is_dir(Path::new("/etc")));
        assert_eq!(files.list(Path::new("/etc")).unwrap(), ["a.conf"]);
        assert!(files.list(Path::new("/nowhere")).is_err());
        assert_eq!(files.disk_path(Path::new("/etc/a.conf")), Path::new("/image/etc/a.conf"));
        assert_eq!(files.disk_path(Path::new("b.conf")), Path::new("b.conf"));
    }

    #[test]
    fn symlinks_do_not_lead_out_of_the_root() {
        let files = Memory::new()
            .with("image/usr/lib/a.conf", "inside")
            .with("/usr/lib/a.conf", "outside")
            .with("secret", "outside")
            .with_link("image/lib", "/usr/lib")
            .with_link("image/up", "../secret");
        for root in ["image", "./image/"] {
            let files = Rooted::new(root, files.clone());
            for path in ["/lib/a.conf", "image/lib/a.conf"] {
                assert_eq!(files.read(Path::new(path)).unwrap(), b"inside");
            }
            assert!(files.read(Path::new("image/up")).is_err());
            assert!(!files.is_file(Path::new("image/up")) && files.read_link(Path::new("/up")).is_some());
        }
    }
}
