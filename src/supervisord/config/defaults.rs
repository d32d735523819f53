//! What `[DEFAULT]` sets, worked out once for all sections.
//!
//! `configparser` looks an option up in the section first and then in `[DEFAULT]`, which is the same for every section.

use super::{Config, Settings};
use crate::ir::SettingId;
use crate::source::{FileId, Sources};
use crate::supervisord::options::Name;

/// What `[DEFAULT]` sets.
#[derive(Debug)]
pub(super) struct Defaults {
    /// For each option the setting that is read last.
    pub(super) settings: Settings,
    /// Its parts as the ranges of their items, sorted.
    parts: Vec<(FileId, u32, u32)>,
}

impl Defaults {
    /// Whether a setting is in `[DEFAULT]`.
    pub(super) fn contain(&self, id: SettingId) -> bool {
        let before = self.parts.partition_point(|(file, start, _)| (*file, *start) <= (id.file, id.item));
        let part = self.parts[..before].last();
        part.is_some_and(|(file, _, end)| *file == id.file && id.item < *end)
    }
}

impl Config {
    /// Works out what `[DEFAULT]` sets, from the parts in their final order.
    pub(super) fn set_defaults(&mut self, sources: &Sources) {
        if self.defaults.is_empty() {
            return;
        }
        let mut settings = Settings::new();
        for entry in self.default_entries(sources) {
            if let Some(name) = Name::of(entry.name()) {
                settings.set(name, entry.id);
            }
        }
        let range = |part: &super::Part| (self.files[part.file as usize].id, part.header, part.end);
        let mut parts: Vec<_> = self.defaults.iter().map(range).collect();
        parts.sort_unstable();
        self.set_by_default = Some(Defaults { settings, parts });
    }
}
