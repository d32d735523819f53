//! What a rule on the shared model is handed.

use crate::ir::{Items, Service, SettingId, SettingIds};
use crate::language::Language;
use crate::lint::Options;
use crate::source::Sources;
use crate::systemd::unit::Unit;

/// A service of the shared model.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ServiceContext<'a> {
    /// The service.
    pub service: &'a Service<'a>,
    /// The manager that runs it.
    pub manager: Language,
    /// The source files.
    pub sources: &'a Sources,
    /// Finds the syntax items of settings.
    pub items: &'a dyn Items,
    /// Its unit, for systemd: holds the settings that the model does not.
    pub unit: Option<&'a Unit>,
    /// Whether everything that makes up the service was read: not for a drop-in that is checked alone.
    pub is_whole: bool,
    /// The options of the run.
    pub options: &'a Options,
}

impl ServiceContext<'_> {
    /// The last setting of this name among those that decided a leaf.
    #[must_use]
    pub(crate) fn last_named(&self, from: &SettingIds, name: &[u8]) -> Option<SettingId> {
        from.iter()
            .filter(|id| self.items.setting(*id).0.slice(self.sources.get(id.file).bytes()) == name)
            .last()
    }
}
