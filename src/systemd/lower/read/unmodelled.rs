//! The settings of a unit that are outside the model.

use std::collections::BTreeMap;

use crate::ir::SettingId;
use crate::systemd::directives::Name;

/// The settings outside the model, in their order. Each line of a directive may reset those before it, and a file may
/// have any number of them, so the lines of a directive are indexed rather than searched for.
#[derive(Debug, Default)]
pub(in crate::systemd::lower) struct Unmodelled {
    /// `None` for a setting that was reset.
    all: Vec<Option<SettingId>>,
    /// By directive, the indices of its settings in `all`; unknown directives have none.
    indices: BTreeMap<Name, Vec<usize>>,
}

impl Unmodelled {
    /// Adds a setting that systemd does not know.
    pub(super) fn add_unknown(&mut self, id: SettingId) {
        self.all.push(Some(id));
    }

    pub(super) fn add(&mut self, name: Name, id: SettingId) {
        self.indices.entry(name).or_default().push(self.all.len());
        self.all.push(Some(id));
    }

    /// Removes the settings of a directive and returns them.
    pub(super) fn take(&mut self, name: Name) -> impl Iterator<Item = SettingId> {
        let indices = self.indices.remove(&name).unwrap_or_default();
        indices.into_iter().filter_map(|at| self.all[at].take())
    }

    pub(in crate::systemd::lower) fn iter(&self) -> impl Iterator<Item = SettingId> {
        self.all.iter().copied().flatten()
    }

    /// The settings of these directives.
    pub(in crate::systemd::lower) fn of(&self, names: &[Name]) -> impl Iterator<Item = SettingId> {
        let indices = names.iter().filter_map(|name| self.indices.get(name)).flatten();
        indices.filter_map(|at| self.all[*at])
    }
}
