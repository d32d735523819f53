//! The settings of a unit that are outside the model.

use std::collections::BTreeMap;

use crate::ir::SettingId;
use crate::systemd::directives::{DirectiveRow, Name};
use crate::systemd::in_effect::is_replaced;

/// The settings outside the model, in their order. Each line of a directive may reset those before it, and a file may
/// have any number of them, so the lines of a directive are indexed rather than searched for.
#[derive(Debug, Default)]
pub(in crate::systemd::lower) struct Unmodelled {
    /// `None` for a setting that was reset.
    all: Vec<Option<SettingId>>,
    /// By directive, the indices of its settings in `all`; unknown directives have none.
    indices: BTreeMap<Name, OfDirective>,
}

/// The settings of one directive.
#[derive(Debug)]
struct OfDirective {
    row: &'static DirectiveRow,
    indices: Vec<usize>,
}

impl Unmodelled {
    /// Adds a setting that systemd does not know.
    pub(super) fn add_unknown(&mut self, id: SettingId) {
        self.all.push(Some(id));
    }

    pub(super) fn add(&mut self, row: &'static DirectiveRow, id: SettingId) {
        let of_directive =
            self.indices.entry(row.name).or_insert_with(|| OfDirective { row, indices: Vec::new() });
        of_directive.indices.push(self.all.len());
        self.all.push(Some(id));
    }

    /// Removes the settings of a directive and returns them.
    pub(super) fn take(&mut self, name: Name) -> impl Iterator<Item = SettingId> {
        let indices = self.indices.remove(&name).map(|of_directive| of_directive.indices).unwrap_or_default();
        indices.into_iter().filter_map(|at| self.all[at].take())
    }

    /// Removes the settings that a line with the directive of `row` and this value replaces or resets, and returns them.
    pub(super) fn take_replaced(&mut self, row: &DirectiveRow, value: &str) -> Vec<SettingId> {
        // Only an empty value resets other directives as well.
        if !value.is_empty() {
            return match is_replaced(row, row, value, true) {
                true => self.take(row.name).collect(),
                false => Vec::new(),
            };
        }
        let is_reset = |one: &&OfDirective| is_replaced(one.row, row, value, one.row.name == row.name);
        let names: Vec<Name> = self.indices.values().filter(is_reset).map(|one| one.row.name).collect();
        names.into_iter().flat_map(|name| self.take(name).collect::<Vec<_>>()).collect()
    }

    pub(in crate::systemd::lower) fn iter(&self) -> impl Iterator<Item = SettingId> {
        self.all.iter().copied().flatten()
    }

    /// The settings of these directives.
    pub(in crate::systemd::lower) fn of(&self, names: &[Name]) -> impl Iterator<Item = SettingId> {
        let indices = names.iter().filter_map(|name| self.indices.get(name)).flat_map(|one| &one.indices);
        indices.filter_map(|at| self.all[*at])
    }
}
