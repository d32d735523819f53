//! Finds the files of a run: those that are named, and those below directories that are named.
//!
//! The result depends only on the files and their `.gitignore`s. What git would ignore just for this user or on this
//! machine (`core.excludesFile`, `.git/info/exclude`) is not consulted, so that CI finds what a developer finds. As in
//! ruff, hidden directories are walked: `~/.config/systemd/user` is below one.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use super::Failure;
use super::args::is_standard;
use super::exit::Reason;
use crate::language::{Language, NameHint, name_hint};
use crate::source::{Files, lossy};

/// A file to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// Its path; `-`, if named, is standard input.
    pub(super) path: PathBuf,
    /// Whether it was named explicitly. A file in neither language is then an error; one that a walk encounters is skipped.
    pub(super) named: bool,
    /// What the path tells about the language.
    pub(super) hint: NameHint,
}

impl Target {
    /// A path that was named explicitly.
    #[must_use]
    pub(super) fn named(path: PathBuf) -> Self {
        Self { hint: hint_for(&path), path, named: true }
    }

    /// Whether this is standard input.
    #[must_use]
    pub(super) fn is_stdin(&self) -> bool {
        self.named && is_standard(&self.path)
    }
}

/// The files that the command line names.
#[derive(Debug, Default)]
pub(super) struct Discovery {
    /// The files without duplicates, sorted by the bytes of their paths.
    pub(super) targets: Vec<Target>,
    /// What could not be walked.
    pub(super) problems: Vec<Failure>,
}

/// Directories that contain the history of other files, never configurations of their own.
const HISTORY: [&str; 5] = [".git", ".hg", ".jj", ".svn", ".bzr"];

/// Suffixes of directories whose links enable units that are elsewhere ([`systemd.unit(5)`], "UNIT FILE LOAD PATH").
///
/// [`systemd.unit(5)`]: https://www.freedesktop.org/software/systemd/man/257/systemd.unit.html
const LINK_DIRECTORIES: [&str; 3] = [".wants", ".requires", ".upholds"];

/// Finds the files that `paths` name; directories are walked. If `language` is set, a walk only finds files in that
/// language.
#[must_use]
pub(super) fn discover(paths: &[PathBuf], language: Option<Language>, files: &dyn Files) -> Discovery {
    let mut targets = Vec::new();
    let mut problems = Vec::new();
    for path in paths {
        if !is_standard(path) && files.is_dir(path) {
            walk(path, language, files, &mut targets, &mut problems);
        } else {
            targets.push(Target::named(tidy(path)));
        }
    }
    // By bytes: `Path` compares by component, which differs from the order of the names in a report. Of duplicates, one
    // that was named explicitly is kept.
    targets.sort_unstable_by(|one, other| {
        one.path.as_os_str().cmp(other.path.as_os_str()).then(other.named.cmp(&one.named))
    });
    targets.dedup_by(|later, first| later.path.as_os_str() == first.path.as_os_str());
    Discovery { targets, problems }
}

/// Removes `./` and repeated slashes, so that a file has one name.
fn tidy(path: &Path) -> PathBuf {
    // Most paths need no change, and checking is cheaper than rebuilding.
    if is_tidy(path) {
        return path.to_owned();
    }
    let tidy: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
    // A file of this name must not be taken for standard input.
    if is_standard(&tidy) { PathBuf::from("./-") } else { tidy }
}

fn is_tidy(path: &Path) -> bool {
    let bytes = path.as_os_str().as_encoded_bytes();
    let has_more =
        memchr::memchr_iter(b'/', bytes).any(|at| matches!(bytes.get(at + 1), None | Some(b'/' | b'.')));
    !has_more && !bytes.starts_with(b".")
}

/// A path as text; invalid UTF-8 is replaced.
#[must_use]
pub(super) fn text_of(path: &Path) -> Cow<'_, str> {
    lossy(path.as_os_str().as_encoded_bytes())
}

fn walk(
    root: &Path,
    language: Option<Language>,
    files: &dyn Files,
    targets: &mut Vec<Target>,
    problems: &mut Vec<Failure>,
) {
    let walk = WalkBuilder::new(root)
        .hidden(false)
        .require_git(false)
        .git_global(false)
        .git_exclude(false)
        .filter_entry(|entry| !is_history(entry.file_name()))
        .build();
    // Resolved only if a link is encountered.
    let real_root = LazyCell::new(|| files.canonicalize(root));
    for entry in walk {
        match entry {
            Ok(entry) => {
                let hint = hint_for(entry.path());
                if is_wanted(&entry, hint, language, files, || real_root.as_deref()) {
                    let path = entry.into_path();
                    let path = if is_tidy(&path) { path } else { tidy(&path) };
                    targets.push(Target { path, named: false, hint });
                }
            }
            Err(error) => problems.push(problem(&error, root)),
        }
    }
}

fn is_history(name: &OsStr) -> bool {
    HISTORY.iter().any(|history| name == *history)
}

fn is_wanted<'r>(
    entry: &DirEntry,
    hint: NameHint,
    language: Option<Language>,
    files: &dyn Files,
    root: impl FnOnce() -> Option<&'r Path>,
) -> bool {
    let is_open_to = match hint {
        NameHint::Language(named) => language.is_none_or(|language| language == named),
        NameHint::HeadersDecide => true,
        NameHint::Neither => false,
    };
    is_open_to
        && entry.file_type().is_some_and(|kind| {
            kind.is_file() || (kind.is_symlink() && leads_to_a_file_elsewhere(entry.path(), files, root))
        })
}

/// What the path tells about the language. For a bare file name, the directory that it is in counts, too.
fn hint_for(path: &Path) -> NameHint {
    let hint = name_hint(&text_of(path));
    if hint == NameHint::HeadersDecide && tidy(path).components().nth(1).is_none() {
        // `override.conf`, named inside `app.service.d`.
        if let Ok(absolute) = std::path::absolute(path) {
            return name_hint(&text_of(&tidy(&absolute)));
        }
    }
    hint
}

/// Whether a link leads to a file that the walk does not encounter itself.
///
/// Most links among units are aliases of a unit in the same directory, enable one (`.wants`), or mask one (`/dev/null`):
/// none of these is a file to report on. `root` is the root of the walk with all links resolved.
fn leads_to_a_file_elsewhere<'r>(
    link: &Path,
    files: &dyn Files,
    root: impl FnOnce() -> Option<&'r Path>,
) -> bool {
    let enables = link
        .parent()
        .and_then(Path::file_name)
        .and_then(OsStr::to_str)
        .is_some_and(|directory| LINK_DIRECTORIES.iter().any(|kind| directory.ends_with(kind)));
    // A bare name refers to a file in the same directory, which the walk encounters as well; a mask leads to no file.
    let is_met_or_mask = |target: &Path| {
        target.parent() == Some(Path::new("")) && target.file_name().is_some()
            || target == Path::new("/dev/null")
    };
    if enables || files.read_link(link).is_some_and(|target| is_met_or_mask(&target)) {
        return false;
    }
    let Some(root) = root() else { return false };
    files.canonicalize(link).is_some_and(|target| !target.starts_with(root)) && files.is_file(link)
}

fn problem(error: &ignore::Error, root: &Path) -> Failure {
    let path = path_of(error).unwrap_or(root).display();
    match error.io_error() {
        Some(io) => Failure::new(format!("cannot read {path}: {}", Reason(io))),
        None => Failure::new(error.to_string()),
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the walk uses the real file system")]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;
    use crate::source::Disk;

    /// A directory with these files, each of which contains its own name.
    fn directory(names: &[&str]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for name in names {
            let path = root.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, name).unwrap();
        }
        root
    }

    fn found(root: &tempfile::TempDir, language: Option<Language>) -> Vec<String> {
        let discovery = discover(&[root.path().to_owned()], language, &Disk);
        assert!(discovery.problems.is_empty(), "{:?}", discovery.problems);
        let name =
            |target: Target| target.path.strip_prefix(root.path()).unwrap().to_str().unwrap().to_owned();
        discovery.targets.into_iter().map(name).collect()
    }

    #[test]
    fn a_walk_opens_only_units_conf_and_ini_files() {
        let root = directory(&[
            "b.service",
            "a.conf",
            "x.ini",
            "README.md",
            "a.service.bak",
            "sub/c.timer",
            "sub/d.py",
        ]);
        assert_eq!(found(&root, None), ["a.conf", "b.service", "sub/c.timer", "x.ini"]);
    }

    #[test]
    fn paths_are_sorted_by_bytes() {
        let root = directory(&["a/x.conf", "a-b/x.conf", "a.conf", "B.conf"]);
        assert_eq!(found(&root, None), ["B.conf", "a-b/x.conf", "a.conf", "a/x.conf"]);
    }

    #[test]
    fn gitignore_applies_without_a_repository_and_hidden_directories_are_walked() {
        let root = directory(&[
            "old/a.conf",
            "b.conf",
            ".config/systemd/user/c.service",
            ".git/d.conf",
            ".hg/e.conf",
        ]);
        std::fs::write(root.path().join(".gitignore"), "old/\n").unwrap();
        assert_eq!(found(&root, None), [".config/systemd/user/c.service", "b.conf"]);
    }

    #[test]
    fn a_given_language_skips_files_named_for_the_other() {
        let root = directory(&["a.service", "supervisord.conf", "x.conf", "a.service.d/y.conf"]);
        assert_eq!(found(&root, Some(Language::Supervisord)), ["supervisord.conf", "x.conf"]);
        assert_eq!(found(&root, Some(Language::Systemd)), ["a.service", "a.service.d/y.conf", "x.conf"]);
    }

    #[test]
    fn aliases_wants_symlinks_and_masks_are_skipped() {
        let other = directory(&["linked.service"]);
        let root = directory(&["a.service", "multi-user.target.wants/keep.service"]);
        let at = |name: &str| root.path().join(name);
        symlink("a.service", at("alias.service")).unwrap();
        symlink("/dev/null", at("masked.service")).unwrap();
        symlink("nowhere.service", at("broken.service")).unwrap();
        symlink(other.path().join("linked.service"), at("linked.service")).unwrap();
        symlink(other.path().join("linked.service"), at("multi-user.target.wants/linked.service")).unwrap();
        assert_eq!(
            found(&root, None),
            ["a.service", "linked.service", "multi-user.target.wants/keep.service"]
        );
    }

    #[test]
    fn a_file_both_named_and_walked_is_listed_once_as_named() {
        let root = directory(&["a.conf", "b.conf"]);
        let paths = [root.path().to_owned(), root.path().join("./a.conf"), root.path().join("a.conf")];
        let targets = discover(&paths, None, &Disk).targets;
        assert_eq!(targets.iter().map(|target| target.named).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn a_named_file_is_listed_regardless_of_its_name() {
        let targets = discover(&["./nowhere.md".into(), "-".into()], None, &Disk).targets;
        assert_eq!(targets.iter().map(Target::is_stdin).collect::<Vec<_>>(), [true, false]);
        assert_eq!(targets[1].path, Path::new("nowhere.md"));
    }

    #[test]
    fn a_bare_name_is_classified_with_its_directory() {
        assert_eq!(hint_for(Path::new("app.service.d/x.conf")), NameHint::Language(Language::Systemd));
        assert_eq!(hint_for(Path::new("x.conf")), NameHint::HeadersDecide);
    }
}
