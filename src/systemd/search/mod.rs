//! Finds units. Each directory is listed once, and each file that several units share is read once.

mod drop_ins;
pub(crate) mod load_path;
mod scope;
mod unit_directory;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(super) use drop_ins::{drop_ins, files_in_unit_directories};
pub(super) use scope::{FoundUnit, Scope};
use unit_directory::UnitDirectory;

use crate::source::{EntryKind, FileId, Files, Map, SourceFile, Sources};

/// Finds units; caches the listing of each directory.
#[derive(Clone, Debug)]
pub(super) struct Search<'f> {
    pub(super) files: DebugFiles<'f>,
    open: Opener<'f>,
    /// Files that several units may share.
    shared: Map<PathBuf, Arc<SourceFile>>,
    /// The last scope that was asked for: most units are in the same directory.
    last: Option<(PathBuf, Arc<Scope>)>,
    scopes: BTreeMap<PathBuf, Arc<Scope>>,
    listed: BTreeMap<PathBuf, Arc<[(String, EntryKind)]>>,
}

/// The files, wrapped because they are not `Debug`.
#[derive(Clone, Copy)]
pub(super) struct DebugFiles<'f>(pub(super) &'f dyn Files);

impl std::fmt::Debug for DebugFiles<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Files")
    }
}

/// How the file at a path is opened.
#[derive(Clone, Copy)]
enum Opener<'f> {
    /// As is.
    Plain,
    /// By this function.
    With(&'f (dyn Fn(&Path) -> Option<SourceFile> + Sync)),
}

impl std::fmt::Debug for Opener<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Opener")
    }
}

impl<'f> Search<'f> {
    pub(super) fn new(files: &'f dyn Files) -> Self {
        Self {
            files: DebugFiles(files),
            open: Opener::Plain,
            shared: Map::new(),
            last: None,
            scopes: BTreeMap::new(),
            listed: BTreeMap::new(),
        }
    }

    /// Opens files by `open` instead.
    pub(super) const fn with_opener(
        mut self,
        open: &'f (dyn Fn(&Path) -> Option<SourceFile> + Sync),
    ) -> Self {
        self.open = Opener::With(open);
        self
    }

    /// The file at a path; `None` if it cannot be read. A file that several units may share is read only once.
    pub(super) fn open(&mut self, path: &Path, may_be_shared: bool) -> Option<Arc<SourceFile>> {
        if let Some(known) = self.shared.get(path) {
            return Some(Arc::clone(known));
        }
        let file = match self.open {
            Opener::Plain => {
                let (bytes, mode) = self.files.0.read_with_mode(path).ok()?;
                SourceFile::new(path.to_str()?, bytes).ok()?.with_mode(mode)
            }
            Opener::With(open) => open(path)?,
        };
        let file = Arc::new(file);
        if may_be_shared {
            self.shared.insert(path.to_owned(), Arc::clone(&file));
        }
        Some(file)
    }

    /// Adds a file to the sources, unless it is there already; `None` if it cannot be read.
    pub(super) fn load(&mut self, path: &Path, may_be_shared: bool, sources: &mut Sources) -> Option<FileId> {
        if let Some(known) = sources.find(path.to_str()?) {
            return Some(known);
        }
        Some(sources.add(self.open(path, may_be_shared)?))
    }

    /// The directories that are searched for the units in a directory, and for everything that belongs to them.
    pub(super) fn scope(&mut self, directory: &Path) -> Arc<Scope> {
        if let Some((last, scope)) = &self.last
            && last.as_os_str() == directory.as_os_str()
        {
            return Arc::clone(scope);
        }
        let scope = self.scope_of(directory);
        self.last = Some((directory.to_owned(), Arc::clone(&scope)));
        scope
    }

    fn scope_of(&mut self, directory: &Path) -> Arc<Scope> {
        if let Some(known) = self.scopes.get(directory) {
            return Arc::clone(known);
        }
        let directories =
            load_path::containing(directory, self.files.0).unwrap_or_else(|| vec![directory.to_owned()]);
        let directories =
            directories.into_iter().map(|path| UnitDirectory::new(self.entries(&path), path)).collect();
        let root = self.files.0.root().unwrap_or_else(|| Path::new("/")).to_owned();
        let scope = Arc::new(Scope::new(directories, root));
        self.scopes.insert(directory.to_owned(), Arc::clone(&scope));
        scope
    }

    /// The entries of a directory that belongs to units; empty if it cannot be listed.
    pub(super) fn list(&mut self, directory: &Path) -> Arc<[(String, EntryKind)]> {
        if let Some(known) = self.listed.get(directory) {
            return Arc::clone(known);
        }
        let entries: Arc<[_]> = self.entries(directory).collect();
        self.listed.insert(directory.to_owned(), Arc::clone(&entries));
        entries
    }

    fn entries(&self, directory: &Path) -> impl Iterator<Item = (String, EntryKind)> + use<> {
        // The empty path is the directory that relative names start from.
        let here = if directory.as_os_str().is_empty() { Path::new(".") } else { directory };
        let entries = self.files.0.entries(here).unwrap_or_default();
        entries.into_iter().map(|entry| (entry.name, entry.kind))
    }

    /// Whether two paths lead to the same file.
    pub(super) fn is_same(&self, one: &Path, other: &str) -> bool {
        let real = |path: &Path| self.files.0.canonicalize(path);
        real(one).is_some_and(|one| real(Path::new(other)) == Some(one))
    }

    /// Whether a file is empty, or a link to `/dev/null`.
    pub(super) fn is_null_or_empty(&self, path: &Path) -> bool {
        self.files.0.is_null_or_empty(path)
    }

    /// Whether a file masks others of the same name: it is empty, or a link to `/dev/null` (`null_or_empty()`).
    pub(super) fn is_mask(&self, path: &Path, kind: EntryKind) -> bool {
        matches!(kind, EntryKind::File | EntryKind::Link) && self.is_null_or_empty(path)
    }
}
