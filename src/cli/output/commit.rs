//! Changes files on disk: all of them or none.
//!
//! Every file is first written under a temporary name to its final directory, so that a full disk or a missing permission
//! is noticed before anything has changed; then all files are renamed. If a rename fails nevertheless, the files that were
//! already renamed are restored.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::refused;
use crate::cli::Failure;

/// A file whose contents are replaced.
pub(super) struct Change<'a> {
    pub(super) path: PathBuf,
    /// The current contents; `None` if the file does not exist.
    pub(super) before: Option<Vec<u8>>,
    pub(super) after: &'a [u8],
}

/// Applies all changes and writes to all streams, or does neither.
///
/// # Errors
/// If the system refuses. Then nothing has changed.
pub(super) fn commit(changes: &[Change<'_>], streams: &[(PathBuf, &[u8])]) -> Result<(), Failure> {
    let mut traces = Traces::default();
    let mut staged = Vec::new();
    for (number, change) in changes.iter().enumerate() {
        let temporary = stage(change, number, &mut traces).map_err(|error| refused(&change.path, &error))?;
        staged.push((temporary, change));
    }
    // Writing to a pipe cannot be undone, so it comes after everything else is prepared.
    for (path, bytes) in streams {
        let mut stream =
            fs::OpenOptions::new().append(true).open(path).map_err(|error| refused(path, &error))?;
        stream.write_all(bytes).map_err(|error| refused(path, &error))?;
    }
    for (done, (temporary, change)) in staged.iter().enumerate() {
        if let Err(error) = fs::rename(temporary, &change.path) {
            for (_, change) in staged.iter().take(done) {
                put_back(change);
            }
            return Err(refused(&change.path, &error));
        }
    }
    traces.keep();
    Ok(())
}

/// Writes the new contents of a file to the same directory. The name begins with a dot and ends in `.tmp`, so that neither
/// manager would load a file that is left behind.
fn stage(change: &Change<'_>, number: usize, traces: &mut Traces) -> io::Result<PathBuf> {
    let directory = change.path.parent().unwrap_or(Path::new(""));
    traces.create_directory(directory)?;
    if change.path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let temporary = directory.join(format!(".sysvisor-{}-{number}.tmp", std::process::id()));
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(&temporary)?;
    traces.files.push(temporary.clone());
    file.write_all(change.after)?;
    if change.before.is_some() {
        keep_owner_and_mode(&change.path, &temporary)?;
    }
    Ok(temporary)
}

/// A replaced file stays readable for exactly those who could read it before.
fn keep_owner_and_mode(old: &Path, new: &Path) -> io::Result<()> {
    let meta = fs::symlink_metadata(old)?;
    if !meta.is_file() {
        // A link is replaced: the properties of its target, such as `/dev/null`, do not apply to the new file.
        return Ok(());
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, chown};
        // Changing the owner requires privileges that the user may lack.
        let _ = chown(new, Some(meta.uid()), Some(meta.gid()));
    }
    fs::set_permissions(new, meta.permissions())
}

/// Restores a file after a later rename has failed. There is nothing better to do if this fails, too.
fn put_back(change: &Change<'_>) {
    let _ = match &change.before {
        Some(before) => fs::write(&change.path, before),
        None => fs::remove_file(&change.path),
    };
}

/// What a commit leaves on disk until it is complete; removed on drop if it is not.
#[derive(Default)]
struct Traces {
    files: Vec<PathBuf>,
    directories: Vec<PathBuf>,
}

impl Traces {
    /// Creates a directory and its ancestors, and remembers which of them are new.
    fn create_directory(&mut self, directory: &Path) -> io::Result<()> {
        if directory.as_os_str().is_empty() || directory.is_dir() {
            return Ok(());
        }
        if let Some(parent) = directory.parent() {
            self.create_directory(parent)?;
        }
        fs::create_dir(directory).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => io::ErrorKind::NotADirectory.into(),
            _ => error,
        })?;
        self.directories.push(directory.to_owned());
        Ok(())
    }

    fn keep(&mut self) {
        self.files.clear();
        self.directories.clear();
    }
}

impl Drop for Traces {
    fn drop(&mut self) {
        for file in &self.files {
            // Files that have been renamed are gone, so errors do not matter.
            let _ = fs::remove_file(file);
        }
        for directory in self.directories.iter().rev() {
            let _ = fs::remove_dir(directory);
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// All files below a directory with their contents, and all empty directories.
    pub(in crate::cli::output) fn tree(root: &Path) -> Vec<String> {
        let mut all = Vec::new();
        let mut directories = vec![root.to_owned()];
        while let Some(directory) = directories.pop() {
            let entries: Vec<_> =
                fs::read_dir(&directory).unwrap().map(|entry| entry.unwrap().path()).collect();
            let name = |path: &Path| path.strip_prefix(root).unwrap().display().to_string();
            if entries.is_empty() && directory != root {
                all.push(format!("{}/", name(&directory)));
            }
            for path in entries {
                if path.is_dir() {
                    directories.push(path);
                } else {
                    all.push(format!("{}={}", name(&path), fs::read_to_string(&path).unwrap()));
                }
            }
        }
        all.sort();
        all
    }

    #[test]
    fn earlier_renames_are_rolled_back_if_a_later_one_fails() {
        let root = tempfile::tempdir().unwrap();
        let (old, new, blocked) =
            (root.path().join("old"), root.path().join("new"), root.path().join("blocked"));
        fs::write(&old, "before").unwrap();
        let change = |path: &Path, before: Option<&str>| Change {
            path: path.to_owned(),
            before: before.map(|text| text.as_bytes().to_vec()),
            after: b"after",
        };
        // A directory that appears between staging and renaming.
        let changes = [change(&old, Some("before")), change(&new, None), change(&blocked, None)];
        let mut traces = Traces::default();
        for (number, change) in changes.iter().enumerate() {
            stage(change, number, &mut traces).unwrap();
        }
        drop(traces);
        fs::create_dir(&blocked).unwrap();
        assert!(commit(&changes, &[]).is_err());
        assert_eq!(tree(root.path()), ["blocked/", "old=before"]);
    }
}
