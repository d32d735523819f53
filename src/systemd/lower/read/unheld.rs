//! The settings of a unit that the model does not hold.

use std::collections::BTreeMap;

use crate::ir::SettingId;
use crate::systemd::directives::Name;

/// Settings that the model does not hold, in their order. Each line of a directive may take back those before it, and a file
/// may have as many of these as it has lines: so none is looked for among the others.
#[derive(Debug, Default)]
pub(in crate::systemd::lower) struct Unheld {
    /// None for what was taken back.
    all: Vec<Option<SettingId>>,
    /// Where those of each directive stand that systemd knows.
    places: BTreeMap<Name, Vec<usize>>,
}

impl Unheld {
    /// Adds a setting that systemd does not know.
    pub(super) fn add_unknown(&mut self, id: SettingId) {
        self.all.push(Some(id));
    }

    pub(super) fn add(&mut self, name: Name, id: SettingId) {
        self.places.entry(name).or_default().push(self.all.len());
        self.all.push(Some(id));
    }

    /// Takes back those of a directive.
    pub(super) fn take(&mut self, name: Name) -> impl Iterator<Item = SettingId> {
        let places = self.places.remove(&name).unwrap_or_default();
        places.into_iter().filter_map(|at| self.all[at].take())
    }

    pub(in crate::systemd::lower) fn iter(&self) -> impl Iterator<Item = SettingId> {
        self.all.iter().copied().flatten()
    }

    /// Those of these directives.
    pub(in crate::systemd::lower) fn of(&self, names: &[Name]) -> impl Iterator<Item = SettingId> {
        let places = names.iter().filter_map(|name| self.places.get(name)).flatten();
        places.filter_map(|at| self.all[*at])
    }
}
