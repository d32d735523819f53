//! The content of a directory that is searched for units.

use std::path::PathBuf;

use crate::source::EntryKind;

/// A directory that is searched.
#[derive(Debug)]
pub(super) struct UnitDirectory {
    pub(super) path: PathBuf,
    /// The files that may be units, sorted by name.
    pub(super) units: Vec<(String, EntryKind)>,
    /// Directories that belong to units, such as `app.service.d` and `app.service.wants`, sorted.
    pub(super) unit_subdirectories: Vec<String>,
    /// Drop-in directories that apply to several units: `service.d`, `a-.service.d`, `a@.service.d`.
    pub(super) shared: Vec<String>,
}

impl UnitDirectory {
    /// The directory at a path, with these entries.
    pub(super) fn new(entries: impl Iterator<Item = (String, EntryKind)>, path: PathBuf) -> Self {
        let (mut units, mut unit_subdirectories) = (Vec::new(), Vec::new());
        for (name, kind) in entries {
            let is_part = [".d", ".wants", ".requires", ".upholds"].iter().any(|end| name.ends_with(end));
            match kind {
                EntryKind::Directory | EntryKind::Link if is_part => unit_subdirectories.push(name),
                EntryKind::File | EntryKind::Link => units.push((name, kind)),
                EntryKind::Directory | EntryKind::Other => {}
            }
        }
        let is_shared = |part: &&String| part.strip_suffix(".d").is_some_and(applies_to_many);
        let shared = unit_subdirectories.iter().filter(is_shared).cloned().collect();
        Self { path, units, unit_subdirectories, shared }
    }

    /// The index of the unit file of this name.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.units.binary_search_by(|(one, _)| one.as_str().cmp(name)).ok()
    }
}

/// Whether a drop-in directory of this name, without `.d`, belongs to a type, to all units whose names have a common
/// prefix, or to a template or its instances.
fn applies_to_many(of: &str) -> bool {
    of.rsplit_once('.').is_none_or(|(stem, _)| stem.ends_with('-') || stem.contains('@'))
}
