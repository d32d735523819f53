//! Writes files: all of them or none.
//!
//! This file decides which files change; `commit.rs` changes them on disk.
#![expect(clippy::disallowed_methods, reason = "the one place that writes files")]

mod commit;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::Failure;
use super::exit::Reason;
use commit::{Change, commit};

/// The result of writing files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    /// The number of files that are new or have changed.
    pub(super) changed: usize,
    /// The number of files that already had these contents.
    pub(super) unchanged: usize,
}

/// Files that are written together: all of them or none.
#[derive(Default)]
pub(super) struct Outputs<'a> {
    changes: Vec<Change<'a>>,
    /// Devices and pipes, which cannot be replaced, with what is written to them.
    streams: Vec<(PathBuf, &'a [u8])>,
    /// The names of files in a directory that exist with other contents.
    differing: Vec<String>,
}

impl<'a> Outputs<'a> {
    /// Adds `files`, as names with contents, to `directory`, which is created if necessary.
    ///
    /// # Errors
    /// If a name leads out of the directory or occurs twice, or the current contents cannot be read.
    pub(super) fn add_directory(
        &mut self,
        directory: &Path,
        files: impl IntoIterator<Item = (&'a str, &'a [u8])>,
    ) -> Result<Written, Failure> {
        let mut seen = BTreeSet::new();
        let mut changed = 0;
        for (name, text) in files {
            if !is_below(name) || !seen.insert(name) {
                return Err(Failure::new(format!(
                    "`{name}` cannot be written: a name must be new and inside the directory"
                )));
            }
            let path = directory.join(name);
            let shown = path.display().to_string();
            let before = current(&path).map_err(|error| refused(&path, &error))?;
            let change = Change { path, before, after: text };
            changed += usize::from(self.add(change, Some(shown)));
        }
        Ok(Written { changed, unchanged: seen.len() - changed })
    }

    /// Adds a file that is generated again by each run, and overwrites an earlier one. A symbolic link stays a link: its
    /// target is replaced.
    ///
    /// # Errors
    /// If the current contents cannot be read.
    pub(super) fn add_file(&mut self, name: &Path, after: &'a [u8]) -> Result<(), Failure> {
        if is_stream(name) {
            self.streams.push((name.to_owned(), after));
            return Ok(());
        }
        let path = fs::canonicalize(name).unwrap_or_else(|_| name.to_owned());
        let before = current(&path).map_err(|error| refused(name, &error))?;
        self.add(Change { path, before, after }, None);
        Ok(())
    }

    /// Adds a change, unless the contents are equal. `shown` is the name of a file that is not overwritten without
    /// `--force`.
    fn add(&mut self, change: Change<'a>, shown: Option<String>) -> bool {
        match &change.before {
            Some(before) if before == change.after => return false,
            Some(_) => self.differing.extend(shown),
            None => {}
        }
        self.changes.push(change);
        true
    }

    /// Writes all files.
    ///
    /// # Errors
    /// If one of them exists with other contents and `force` is not set, or the system refuses. Then nothing has changed.
    pub(super) fn write(self, force: bool) -> Result<(), Failure> {
        if !self.differing.is_empty() && !force {
            let (is, differ) =
                if self.differing.len() == 1 { ("exists", "differs") } else { ("exist", "differ") };
            return Err(Failure::with_help(
                format!("{} {is} and {differ}; nothing was written", self.differing.join(", ")),
                "--diff shows the differences, --force overwrites",
            ));
        }
        commit(&self.changes, &self.streams)
    }
}

/// Whether a path is a device, a pipe or an open file descriptor: these cannot be replaced, and writing to them loses
/// nothing.
pub(super) fn is_stream(path: &Path) -> bool {
    // A descriptor may refer to a file: whoever opened it expects it to be written to, not replaced.
    let is_descriptor =
        ["/dev/fd", "/dev/stdout", "/dev/stderr", "/proc"].iter().any(|open| path.starts_with(open));
    is_descriptor || fs::metadata(path).is_ok_and(|meta| !meta.is_file() && !meta.is_dir())
}

/// Replaces the contents of files, all of them or none.
///
/// # Errors
/// If the system refuses. Then nothing has changed.
pub(super) fn replace_all(files: &[(PathBuf, Vec<u8>)]) -> Result<(), Failure> {
    let mut changes = Vec::new();
    for (path, after) in files {
        let before = current(path).map_err(|error| refused(path, &error))?;
        changes.push(Change { path: path.clone(), before, after });
    }
    commit(&changes, &[])
}

/// The current contents of a path; `None` if it does not exist.
fn current(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether a name stays inside the directory that it is joined to.
fn is_below(name: &str) -> bool {
    !name.is_empty() && Path::new(name).components().all(|part| matches!(part, Component::Normal(_)))
}

fn refused(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot write {}: {}; nothing was written", path.display(), Reason(error)))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::commit::tests::tree;
    use super::*;

    fn files(files: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    fn entries<T: AsRef<[u8]>>(files: &[(String, T)]) -> impl Iterator<Item = (&str, &[u8])> {
        files.iter().map(|(name, text)| (name.as_str(), text.as_ref()))
    }

    fn write_all<T: AsRef<[u8]>>(
        directory: &Path,
        files: &[(String, T)],
        force: bool,
    ) -> Result<Written, Failure> {
        let mut outputs = Outputs::default();
        let written = outputs.add_directory(directory, entries(files))?;
        outputs.write(force).map(|()| written)
    }

    fn message(failure: Failure) -> String {
        match failure {
            Failure::Message { message, .. } => message,
            Failure::ClosedPipe => "closed".into(),
        }
    }

    #[test]
    fn files_and_their_directories_are_created() {
        let root = tempfile::tempdir().unwrap();
        let directory = root.path().join("new/out");
        let all = files(&[("a.service", "A"), ("a.service.d/x.conf", "X")]);
        assert_eq!(write_all(&directory, &all, false).unwrap(), Written { changed: 2, unchanged: 0 });
        assert_eq!(tree(&directory), ["a.service.d/x.conf=X", "a.service=A"]);
        assert_eq!(write_all(&directory, &all, false).unwrap(), Written { changed: 0, unchanged: 2 });
    }

    #[test]
    fn a_file_that_differs_prevents_all_writes_unless_forced() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("b"), "old").unwrap();
        let all = files(&[("a", "A"), ("b", "B")]);
        assert!(message(write_all(root.path(), &all, false).unwrap_err()).contains("b exists and differs"));
        assert_eq!(tree(root.path()), ["b=old"]);
        assert_eq!(write_all(root.path(), &all, true).unwrap().changed, 2);
        assert_eq!(tree(root.path()), ["a=A", "b=B"]);
    }

    #[test]
    fn if_one_file_cannot_be_written_nothing_is_left_behind() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("file"), "").unwrap();
        let all = files(&[("new/a", "A"), ("file/b", "B")]);
        let error = message(write_all(root.path(), &all, true).unwrap_err());
        assert!(error.contains("file/b: part of its path is not a directory"), "{error}");
        assert_eq!(tree(root.path()), ["file="]);
    }

    #[test]
    fn a_directory_in_place_of_a_file_is_an_error() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("b")).unwrap();
        let error = message(write_all(root.path(), &files(&[("a", "A"), ("b", "B")]), true).unwrap_err());
        assert!(error.contains("it is a directory"), "{error}");
        assert_eq!(tree(root.path()), ["b/"]);
    }

    #[test]
    fn names_that_leave_the_directory_or_repeat_are_rejected() {
        let root = tempfile::tempdir().unwrap();
        let directory = root.path().join("out");
        for names in [&["../a"][..], &["/tmp/a"], &["x/../../a"], &[""], &["a", "a"]] {
            let all: Vec<_> = names.iter().map(|name| (*name, "A")).collect();
            assert!(write_all(&directory, &files(&all), true).is_err(), "{names:?}");
            assert!(tree(root.path()).is_empty());
        }
    }

    #[test]
    fn files_in_different_places_are_written_together_or_not_at_all() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("file"), "old").unwrap();
        let (directory, all) = (root.path().join("out"), files(&[("a", "A")]));
        let write = |name: &str, force| {
            let mut outputs = Outputs::default();
            outputs.add_directory(&directory, entries(&all))?;
            outputs.add_file(&root.path().join(name), b"R")?;
            outputs.write(force)
        };
        for (name, force, why) in [
            ("file/x", true, "part of its path is not a directory; nothing was written"),
            ("out", true, "it is a directory; nothing was written"),
            ("out/a/x", true, "it is a directory; nothing was written"),
        ] {
            let error = message(write(name, force).unwrap_err());
            assert!(error.contains(why), "{name}: {error}");
            assert_eq!(tree(root.path()), ["file=old"], "{name}");
        }
        write("file", false).unwrap();
        write("new/report", false).unwrap();
        assert_eq!(tree(root.path()), ["file=R", "new/report=R", "out/a=A"]);
    }

    #[test]
    fn a_device_is_written_to_and_not_replaced() {
        assert!(is_stream(Path::new("/dev/null")) && !is_stream(Path::new("/dev")));
        let root = tempfile::tempdir().unwrap();
        let link = root.path().join("link");
        symlink("/dev/null", &link).unwrap();
        let mut outputs = Outputs::default();
        outputs.add_file(&link, b"R").unwrap();
        outputs.write(false).unwrap();
        assert!(link.is_symlink());
        let full = Path::new("/dev/full");
        if full.exists() {
            let all = files(&[("a", "A")]);
            let mut outputs = Outputs::default();
            outputs.add_directory(&root.path().join("out"), entries(&all)).unwrap();
            outputs.add_file(full, b"R").unwrap();
            assert!(message(outputs.write(true).unwrap_err()).contains("no space left"));
            assert!(!root.path().join("out").exists());
        }
    }

    #[test]
    fn a_replaced_file_keeps_its_mode_and_a_symlink_stays_a_symlink() {
        let root = tempfile::tempdir().unwrap();
        let (file, link) = (root.path().join("secret"), root.path().join("link"));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        symlink("secret", &link).unwrap();
        let mut outputs = Outputs::default();
        outputs.add_file(&link, b"new").unwrap();
        outputs.write(false).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(link.is_symlink());
    }

    #[test]
    fn an_overwritten_mask_does_not_pass_on_its_mode() {
        let root = tempfile::tempdir().unwrap();
        let mask = root.path().join("a.service");
        symlink("/dev/null", &mask).unwrap();
        assert!(write_all(root.path(), &files(&[("a.service", "A")]), false).is_err());
        write_all(root.path(), &files(&[("a.service", "A")]), true).unwrap();
        assert_eq!(fs::symlink_metadata(&mask).unwrap().permissions().mode() & 0o111_022, 0o100_000);
    }
}
