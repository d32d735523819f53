//! What a rule on the shared model is handed.

use crate::ir::{Items, Service, SettingId, Sources as From};
use crate::language::Language;
use crate::lint::Options;
use crate::source::Sources;
use crate::systemd::unit::Unit;

/// A service of the shared model.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ServiceContext<'a> {
    /// The service.
    pub service: &'a Service<'a>,
    /// Whose it is.
    pub manager: Language,
    /// The files.
    pub sources: &'a Sources,
    /// The trees' items behind settings.
    pub items: &'a dyn Items,
    /// Its unit, if it is systemd's: for the settings that the model does not hold.
    pub unit: Option<&'a Unit>,
    /// Whether all that makes the service was read: not for a drop-in that is looked at alone.
    pub whole: bool,
    /// What was asked for.
    pub options: &'a Options,
}

impl ServiceContext<'_> {
    /// The last setting of this name among those that decided a leaf.
    #[must_use]
    pub(crate) fn named(&self, from: &From, name: &[u8]) -> Option<SettingId> {
        from.iter()
            .filter(|id| self.items.setting(*id).0.slice(self.sources.get(id.file).bytes()) == name)
            .last()
    }
}
