//! The only access to the file system. Everything that reads a file or lists a directory uses a [`Files`].

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// Reads files and lists directories: on the real disk, below another root, or in memory. May be used by several
/// threads at the same time.
pub trait Files: Sync {
    /// Reads the content of a file.
    ///
    /// # Errors
    /// The error of the file system.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Reads the content of a file, together with its [`Files::mode`].
    ///
    /// # Errors
    /// The error of the file system.
    fn read_with_mode(&self, path: &Path) -> io::Result<(Vec<u8>, Option<u32>)> {
        Ok((self.read(path)?, self.mode(path)))
    }

    /// Lists a directory's entries, sorted by the bytes of their names.
    ///
    /// # Errors
    /// The error of the file system.
    fn entries(&self, directory: &Path) -> io::Result<Vec<Entry>>;

    /// The target of a symbolic link as written; `None` for anything else.
    fn read_link(&self, path: &Path) -> Option<PathBuf>;

    /// The path of the file with all symbolic links resolved; `None` if there is no such file.
    fn canonicalize(&self, path: &Path) -> Option<PathBuf>;

    /// The path of the file on the underlying file system; links are not followed.
    fn disk_path(&self, path: &Path) -> PathBuf {
        path.to_owned()
    }

    /// What exists at a path; links are followed.
    fn find(&self, path: &Path) -> Found;

    /// Whether the path is a directory; links are followed.
    fn is_dir(&self, path: &Path) -> bool {
        self.find(path) == Found::Directory
    }

    /// Whether the path is a regular file; links are followed.
    fn is_file(&self, path: &Path) -> bool {
        matches!(self.find(path), Found::File { executable: _ })
    }

    /// Whether the file is empty, or a link to `/dev/null`.
    fn is_null_or_empty(&self, path: &Path) -> bool {
        self.read_link(path).as_deref() == Some(Path::new("/dev/null"))
            || self.read(path).is_ok_and(|bytes| bytes.is_empty())
    }

    /// The permission bits of a regular file, such as `0o644`; links are followed. `None` where there are no such bits,
    /// and for a device: the permissions of `/dev/null` say nothing about the files that link to it.
    fn mode(&self, path: &Path) -> Option<u32>;

    /// Lists the names of a directory's entries, sorted by bytes.
    ///
    /// # Errors
    /// The error of the file system.
    fn list(&self, directory: &Path) -> io::Result<Vec<String>> {
        Ok(self.entries(directory)?.into_iter().map(|entry| entry.name).collect())
    }

    /// The directory at which absolute paths start, as the user wrote it; `None` for the machine's own root.
    fn root(&self) -> Option<&Path> {
        None
    }
}

/// What exists at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// A directory.
    Directory,
    /// A regular file.
    File {
        /// Whether any execute bit is set.
        executable: bool,
    },
    /// A device, a pipe, a socket.
    Other,
    /// Nothing.
    Nothing,
    /// Cannot be determined: a directory on the way is not accessible, or an I/O error.
    Unknown,
}

/// An entry of a directory.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The name of the entry, without a path.
    pub name: String,
    /// Its type.
    pub kind: EntryKind,
}

/// The type of an entry of a directory; links are not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// A regular file.
    File,
    /// A directory.
    Directory,
    /// A symbolic link.
    Link,
    /// A socket, a device, a pipe.
    Other,
}

/// The most that is read from a pipe or device, or from a file whose size is reported as 0, such as those in /proc.
const MAX_STREAM_BYTES: u64 = 256 << 20;

/// The real file system.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

#[expect(clippy::disallowed_methods, reason = "this is the seam")]
impl Files for Disk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.read_with_mode(path).map(|(bytes, _)| bytes)
    }

    /// Opens the file, calls fstat() once, reads it in one go and closes it: with thousands of small files, these calls
    /// are the cost.
    #[expect(clippy::disallowed_types, reason = "this is the seam")]
    fn read_with_mode(&self, path: &Path) -> io::Result<(Vec<u8>, Option<u32>)> {
        let mut file = std::fs::File::open(path)?;
        let meta = file.metadata()?;
        let length = if meta.is_file() { meta.len() } else { 0 };
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
        // If the size is unknown, the file is read to its end; a device may have none.
        let length = if length == 0 { MAX_STREAM_BYTES } else { length };
        file.by_ref().take(length).read_to_end(&mut bytes)?;
        if !meta.is_file() && bytes.len() as u64 == MAX_STREAM_BYTES {
            return Err(io::Error::other("it is not a file, and does not end within 256 MiB"));
        }
        Ok((bytes, mode(&meta)))
    }

    fn entries(&self, directory: &Path) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for entry in std::fs::read_dir(directory)? {
            let entry = entry?;
            // A name that is not UTF-8 cannot be a unit's name, nor be written in a configuration.
            let Ok(name) = entry.file_name().into_string() else { continue };
            let kind = match entry.file_type() {
                Ok(kind) if kind.is_file() => EntryKind::File,
                Ok(kind) if kind.is_dir() => EntryKind::Directory,
                Ok(kind) if kind.is_symlink() => EntryKind::Link,
                _ => EntryKind::Other,
            };
            entries.push(Entry { name, kind });
        }
        entries.sort_unstable();
        Ok(entries)
    }

    fn read_link(&self, path: &Path) -> Option<PathBuf> {
        std::fs::read_link(path).ok()
    }

    fn canonicalize(&self, path: &Path) -> Option<PathBuf> {
        std::fs::canonicalize(path).ok()
    }

    fn find(&self, path: &Path) -> Found {
        match std::fs::metadata(path) {
            Ok(meta) if meta.is_dir() => Found::Directory,
            Ok(meta) if meta.is_file() => Found::File { executable: is_executable(&meta) },
            Ok(_) => Found::Other,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                Found::Nothing
            }
            Err(_) => Found::Unknown,
        }
    }

    /// A single stat(), where the default would read a link and open a file.
    fn is_null_or_empty(&self, path: &Path) -> bool {
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

/// No file is a device in the sense of systemd.
#[cfg(not(unix))]
fn is_device(_: &std::fs::Metadata) -> bool {
    false
}

#[cfg(unix)]
fn mode(meta: &std::fs::Metadata) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt as _;
    meta.is_file().then(|| meta.permissions().mode() & 0o7777)
}

/// Other systems have no such bits.
#[cfg(not(unix))]
fn mode(_: &std::fs::Metadata) -> Option<u32> {
    None
}

#[cfg(unix)]
fn is_executable(meta: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    meta.permissions().mode() & 0o111 != 0
}

/// Other systems have no such bits.
#[cfg(not(unix))]
fn is_executable(_: &std::fs::Metadata) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "reads a file on the real file system")]
    fn a_file_is_read_completely_with_its_mode() {
        let file = tempfile::NamedTempFile::new().unwrap();
        assert_eq!(Disk.read(file.path()).unwrap(), b"");
        for length in [1, 31, 32, 33, 5000, 100_000] {
            let bytes = vec![b'x'; length];
            std::fs::write(file.path(), &bytes).unwrap();
            assert_eq!(Disk.read_with_mode(file.path()).unwrap(), (bytes, Disk.mode(file.path())));
        }
        let directory = file.path().parent().unwrap();
        assert_eq!(Disk.read(directory).unwrap_err().kind(), io::ErrorKind::IsADirectory);
        // Its size is reported as 0.
        #[cfg(target_os = "linux")]
        assert!(!Disk.read(Path::new("/proc/self/status")).unwrap().is_empty());
        // It has no end.
        #[cfg(target_os = "linux")]
        assert!(Disk.read(Path::new("/dev/zero")).unwrap_err().to_string().contains("does not end"));
    }

    #[test]
    fn the_disk_distinguishes_directories_files_and_programs() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let at = |name: &str| Disk.find(&file.path().join(name));
        assert_eq!(Disk.find(file.path()), Found::File { executable: false });
        assert_eq!([at("../."), at("b")], [Found::Nothing, Found::Nothing]);
        assert_eq!(Disk.find(file.path().parent().unwrap()), Found::Directory);
        assert_eq!(Disk.find(Path::new("/dev/null")), Found::Other);
        assert!(!Disk.is_file(Path::new("/dev/null")));
        assert_eq!(Disk.mode(Path::new("/dev/null")), None);
        assert!(Disk.is_null_or_empty(file.path()) && Disk.is_null_or_empty(Path::new("/dev/null")));
        assert!(
            !Disk.is_null_or_empty(file.path().parent().unwrap())
                && !Disk.is_null_or_empty(Path::new("/none"))
        );
    }
}
