//! What the fidelity report is about: the source.

use crate::ir::{Deployment, Items, SettingId};
use crate::source::{FileId, Sources, Span};

/// Where the parts of a report stand in the source's files.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'o> {
    /// The source's deployment.
    pub deployment: &'o Deployment<'o>,
    /// Where settings stand.
    pub items: &'o dyn Items,
    /// The files.
    pub sources: &'o Sources,
}

impl Origin<'_> {
    /// The name and the value of a setting, in its file.
    #[must_use]
    pub fn setting(&self, id: SettingId) -> Span {
        let (name, value) = self.items.setting(id);
        name.cover(value)
    }

    /// The file of a service, and where its heading stands in it: there its defaults are told.
    #[must_use]
    pub fn service(&self, index: usize) -> (FileId, Span) {
        self.deployment.services[index].place
    }
}
