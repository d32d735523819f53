//! What lies in a folder that is searched for units.

use std::path::PathBuf;

use crate::source::EntryKind;

/// A folder that is searched.
#[derive(Debug)]
pub(super) struct Folder {
    pub(super) path: PathBuf,
    /// What may be a unit, sorted by name.
    pub(super) units: Vec<(String, EntryKind)>,
    /// Folders that belong to units, `app.service.d` and `app.service.wants`, sorted.
    pub(super) parts: Vec<String>,
    /// Those of drop-ins that not only the unit of their name has: `service.d`, `a-.service.d`, `a@.service.d`.
    pub(super) for_many: Vec<String>,
}

impl Folder {
    /// The folder at a path, in which this is found.
    pub(super) fn new(entries: impl Iterator<Item = (String, EntryKind)>, path: PathBuf) -> Self {
        let (mut units, mut parts) = (Vec::new(), Vec::new());
        for (name, kind) in entries {
            let is_part = [".d", ".wants", ".requires", ".upholds"].iter().any(|end| name.ends_with(end));
            match kind {
                EntryKind::Folder | EntryKind::Link if is_part => parts.push(name),
                EntryKind::File | EntryKind::Link => units.push((name, kind)),
                EntryKind::Folder | EntryKind::Other => {}
            }
        }
        let is_shared = |part: &&String| part.strip_suffix(".d").is_some_and(is_for_many);
        let for_many = parts.iter().filter(is_shared).cloned().collect();
        Self { path, units, parts, for_many }
    }

    /// Which of its units has this name.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.units.binary_search_by(|(one, _)| one.as_str().cmp(name)).ok()
    }
}

/// Whether a drop-in folder of this name, without `.d`, is that of a type, or of all units whose names start alike, or has to
/// do with instances.
fn is_for_many(of: &str) -> bool {
    of.rsplit_once('.').is_none_or(|(stem, _)| stem.ends_with('-') || stem.contains('@'))
}
