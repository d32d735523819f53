//! The settings in effect in a section.

use super::options::{Name, NameSet};
use crate::ir::SettingId;
use crate::source::FileId;

/// The settings in effect in one section: for each option the one read last.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Indexed by name; a slot is valid only if its name is in `names`.
    slots: Box<[SettingId]>,
    names: NameSet,
}

impl Settings {
    /// Creates an empty set of settings.
    #[must_use]
    pub fn new() -> Self {
        let none = SettingId { file: FileId(0), item: 0 };
        Self { slots: vec![none; Name::COUNT].into_boxed_slice(), names: NameSet::new() }
    }

    /// The setting of this option; `None` if it is not set.
    #[must_use]
    pub fn get(&self, name: Name) -> Option<SettingId> {
        self.names.has(name).then(|| self.slots[name as usize])
    }

    /// The options that are set.
    #[must_use]
    pub const fn names(&self) -> NameSet {
        self.names
    }

    /// The settings in effect, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (Name, SettingId)> + '_ {
        self.names.iter().map(|name| (name, self.slots[name as usize]))
    }

    /// Sets an option; returns the setting that this one replaces.
    pub(crate) fn set(&mut self, name: Name, id: SettingId) -> Option<SettingId> {
        let earlier = std::mem::replace(&mut self.slots[name as usize], id);
        let is_again = self.names.has(name);
        self.names.insert(name);
        is_again.then_some(earlier)
    }

    /// Takes over the settings of another section.
    pub(crate) fn copy_from(&mut self, other: &Self) {
        self.slots.copy_from_slice(&other.slots);
        self.names = other.names;
    }

    pub(crate) fn clear(&mut self) {
        self.names = NameSet::new();
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self::new()
    }
}
