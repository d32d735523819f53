//! The one seam to the file system. Everything that reads a file or lists a folder asks a [`Files`].

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// Reads files and lists folders: the real disk, a tree below a root, or memory. Several threads may ask at once.
pub trait Files: Sync {
    /// The content of a file.
    ///
    /// # Errors
    /// What the file system says.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// The content of a file with its permission bits, as [`Files::mode`] has them.
    ///
    /// # Errors
    /// What the file system says.
    fn read_with_mode(&self, path: &Path) -> io::Result<(Vec<u8>, Option<u32>)> {
        Ok((self.read(path)?, self.mode(path)))
    }

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

    /// Whether there is a file in which nothing can stand: an empty one, or a link to `/dev/null`.
    fn is_void(&self, path: &Path) -> bool {
        self.link(path).as_deref() == Some(Path::new("/dev/null"))
            || self.read(path).is_ok_and(|bytes| bytes.is_empty())
    }

    /// The permission bits of a regular file, such as `0o644`; links are followed. None where there are no such bits, and of a
    /// device: who may write `/dev/null` says nothing of the files that are links to it.
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

/// So much is read of a pipe or a device, and of a file that says that it is empty, such as those of /proc.
const MOST_OF_A_STREAM: u64 = 256 << 20;

/// The real file system.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

#[expect(clippy::disallowed_methods, reason = "this is the seam")]
impl Files for Disk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.read_with_mode(path).map(|(bytes, _)| bytes)
    }

    /// Opens the file, asks once what it is, reads it in one go, and closes it: of thousands of small files this is the cost.
    #[expect(clippy::disallowed_types, reason = "this is the seam")]
    fn read_with_mode(&self, path: &Path) -> io::Result<(Vec<u8>, Option<u32>)> {
        let mut file = std::fs::File::open(path)?;
        let meta = file.metadata()?;
        let length = if meta.is_file() { meta.len() } else { 0 };
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
        // Where a file does not say how long it is, its end has to be met; a device may have none.
        let length = if length == 0 { MOST_OF_A_STREAM } else { length };
        file.by_ref().take(length).read_to_end(&mut bytes)?;
        if !meta.is_file() && bytes.len() as u64 == MOST_OF_A_STREAM {
            return Err(io::Error::other("it is not a file, and does not end within 256 MiB"));
        }
        Ok((bytes, mode(&meta)))
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

    /// One question, where a link would have to be read and a file to be opened.
    fn is_void(&self, path: &Path) -> bool {
        std::fs::metadata(path).is_ok_and(|meta| is_device(&meta) || meta.is_file() && meta.len() == 0)
    }

    fn mode(&self, path: &Path) -> Option<u32> {
        mode(&std::fs::metadata(path).ok()?)
    }
}

#[cfg(unix)]
fn is_device(meta: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    meta.file_type().is_char_device() || meta.file_type().is_block_device()
}

/// There is none that systemd would know.
#[cfg(not(unix))]
fn is_device(_: &std::fs::Metadata) -> bool {
    false
}

#[cfg(unix)]
fn mode(meta: &std::fs::Metadata) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt as _;
    meta.is_file().then(|| meta.permissions().mode() & 0o7777)
}

/// There are no such bits elsewhere.
#[cfg(not(unix))]
fn mode(_: &std::fs::Metadata) -> Option<u32> {
    None
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
    #[expect(clippy::disallowed_methods, reason = "a file of the real disk is read")]
    fn a_file_is_read_whole_with_its_mode() {
        let file = tempfile::NamedTempFile::new().unwrap();
        assert_eq!(Disk.read(file.path()).unwrap(), b"");
        for length in [1, 31, 32, 33, 5000, 100_000] {
            let bytes = vec![b'x'; length];
            std::fs::write(file.path(), &bytes).unwrap();
            assert_eq!(Disk.read_with_mode(file.path()).unwrap(), (bytes, Disk.mode(file.path())));
        }
        let folder = file.path().parent().unwrap();
        assert_eq!(Disk.read(folder).unwrap_err().kind(), io::ErrorKind::IsADirectory);
        // It says that it is empty.
        #[cfg(target_os = "linux")]
        assert!(!Disk.read(Path::new("/proc/self/status")).unwrap().is_empty());
        // It has no end.
        #[cfg(target_os = "linux")]
        assert!(Disk.read(Path::new("/dev/zero")).unwrap_err().to_string().contains("does not end"));
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
        assert_eq!(Disk.mode(Path::new("/dev/null")), None);
        assert!(Disk.is_void(file.path()) && Disk.is_void(Path::new("/dev/null")));
        assert!(!Disk.is_void(file.path().parent().unwrap()) && !Disk.is_void(Path::new("/none")));
    }
}
