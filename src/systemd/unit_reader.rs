//! Units one at a time: each is read, looked at, noted in a fleet, and dropped.

use std::path::Path;

use super::fleet::Fleet;
use super::neighbours;
use super::search::Search;
use super::unit::{Unit, folder_of};
use super::unit_file::Room;
use crate::source::{FileId, Files, SourceFile, Sources};

/// Reads units one at a time, so that none has to be kept.
///
/// Each unit is read into sources of its own. When all were noted in a [`Fleet`], what lies beside them is added to it.
#[derive(Clone, Debug)]
pub struct UnitReader<'f> {
    search: Search<'f>,
    /// The memory of the unit before.
    room: Room,
}

impl<'f> UnitReader<'f> {
    /// Looks for what belongs to units among these files, and has drop-ins opened by `open`.
    #[must_use]
    pub fn new(files: &'f dyn Files, open: &'f (dyn Fn(&Path) -> Option<SourceFile> + Sync)) -> Self {
        Self { search: Search::new(files).with_opener(open), room: Room::default() }
    }

    /// Reads the unit of a file with its drop-ins; the name is the one that it was asked for by, where that is another than
    /// the file's. A drop-in is read alone, as what it is.
    #[must_use]
    pub fn read(&mut self, file: FileId, name: Option<&str>, sources: &mut Sources) -> Unit {
        let unit = Unit::of_file_in_room(std::mem::take(&mut self.room), file, sources);
        if unit.main().is_drop_in { unit } else { unit.find(name, sources, &mut self.search) }
    }

    /// Takes a unit that is no longer needed; the next one gets its memory.
    pub fn take_back(&mut self, unit: Unit) {
        if let Some(main) = unit.files.into_iter().next() {
            self.room = main.into_room();
        }
    }

    /// Lists the folders that belong to a unit of this name, so that a clone of the reader need not do it again.
    pub fn look_around(&mut self, name: &str) {
        self.search.scope(folder_of(name));
    }

    /// Notes what lies beside the units of a fleet: see [`Units::read`](super::Units::read).
    pub fn neighbours(&mut self, fleet: &mut Fleet) {
        neighbours::read(fleet, &mut self.search, |found, fleet, search| {
            let mut sources = Sources::new();
            if let Some(id) = search.take(&found.path, false, &mut sources) {
                let unit = Unit::of_file(id, &sources).complete(Some(found), &mut sources, search);
                fleet.note(&unit, &sources);
            }
        });
    }
}
