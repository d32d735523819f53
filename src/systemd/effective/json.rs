//! The shapes of `sysvisor/effective/v1` for units. Scripts depend on every name and on the order of the fields: a field may be
//! added; none may go or change its meaning.

use serde::Serialize;

/// What systemd makes of units: serialize it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EffectiveV1 {
    schema: &'static str,
    language: &'static str,
    /// The units that were named, in the order of their paths.
    pub units: Vec<UnitV1>,
}

impl EffectiveV1 {
    pub(super) const fn new(units: Vec<UnitV1>) -> Self {
        Self { schema: "sysvisor/effective/v1", language: "systemd", units }
    }
}

/// A unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnitV1 {
    /// Its own name; of a drop-in that is looked at alone, the name that its folder gives.
    pub name: String,
    /// Its other names, sorted.
    pub aliases: Vec<String>,
    /// Whether its file is empty or a link to `/dev/null`: nothing can start it, and no setting counts.
    pub masked: bool,
    /// The files that it is made of, in the order in which they count.
    pub files: Vec<String>,
    /// What counts, in the order in which it is read.
    pub settings: Vec<SettingV1>,
}

/// A setting that counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SettingV1 {
    /// The section that it is written in.
    pub section: &'static str,
    /// The name that it is written under: an old one stays.
    pub directive: &'static str,
    /// The value as it is written, continuations joined; what is no UTF-8 is replaced by U+FFFD.
    pub value: String,
    /// The file; for a dependency that a link makes (`app.target.wants/web.service`), the link.
    pub path: String,
    /// The line that the setting starts on, from 1; null for a link.
    pub line: Option<u32>,
}
