//! Reads units one at a time: each is read, checked, noted in a fleet, and dropped.

use std::path::Path;

use super::fleet::Fleet;
use super::neighbours;
use super::search::Search;
use super::unit::{Unit, directory_of};
use super::unit_file::Buffers;
use crate::source::{FileId, Files, SourceFile, Sources};

/// Reads units one at a time, so that none of them has to be kept.
///
/// Each unit is read into its own sources. Once all of them are noted in a [`Fleet`], [`Self::neighbours`] adds the
/// units found next to them.
#[derive(Clone, Debug)]
pub struct UnitReader<'f> {
    search: Search<'f>,
    /// The buffers of the previous unit, for reuse.
    buffers: Buffers,
}

impl<'f> UnitReader<'f> {
    /// Searches `files` for what belongs to a unit; drop-ins are opened by `open`.
    #[must_use]
    pub fn new(files: &'f dyn Files, open: &'f (dyn Fn(&Path) -> Option<SourceFile> + Sync)) -> Self {
        Self { search: Search::new(files).with_opener(open), buffers: Buffers::default() }
    }

    /// Reads the unit in a file together with its drop-ins. `name` is the name that was asked for, if it is not the
    /// name of the file. A drop-in is read on its own.
    #[must_use]
    pub fn read(&mut self, file: FileId, name: Option<&str>, sources: &mut Sources) -> Unit {
        let unit = Unit::of_file_with_buffers(std::mem::take(&mut self.buffers), file, sources);
        if unit.main().is_drop_in { unit } else { unit.find(name, sources, &mut self.search) }
    }

    /// Takes back a unit that is no longer needed, to reuse its memory for the next one.
    pub fn recycle(&mut self, unit: Unit) {
        if let Some(main) = unit.files.into_iter().next() {
            self.buffers = main.into_buffers();
        }
    }

    /// Lists the directories that belong to a unit of this name, so that clones of the reader need not do so again.
    pub fn prefetch_directories(&mut self, name: &str) {
        self.search.scope(directory_of(name));
    }

    /// Notes the units found next to those of a fleet: see [`Units::read`](super::Units::read).
    pub fn neighbours(&mut self, fleet: &mut Fleet) {
        neighbours::read(fleet, &mut self.search, |found, fleet, search| {
            let mut sources = Sources::new();
            if let Some(id) = search.load(&found.path, false, &mut sources) {
                let unit = Unit::of_file(id, &sources).complete(Some(found), &mut sources, search);
                fleet.note(&unit, &sources);
            }
        });
    }
}
