//! The source that a fidelity report is about.

use crate::ir::{Deployment, Items, SettingId};
use crate::source::{FileId, Sources, Span};

/// Locates the parts of a report in the source files.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'o> {
    /// The deployment that was lowered from the source.
    pub deployment: &'o Deployment<'o>,
    /// Locates settings.
    pub items: &'o dyn Items,
    /// The source files.
    pub sources: &'o Sources,
}

impl Origin<'_> {
    /// The span of a setting's name and value in its file.
    #[must_use]
    pub fn setting(&self, id: SettingId) -> Span {
        let (name, value) = self.items.setting(id);
        name.cover(value)
    }

    /// The file of a service and the span of its heading, where its defaults are shown.
    #[must_use]
    pub fn service(&self, index: usize) -> (FileId, Span) {
        self.deployment.services[index].place
    }
}
