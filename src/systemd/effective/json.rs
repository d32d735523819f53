//! The structure of `sysvisor/effective/v1` for units. Scripts depend on every name and on the order of the fields:
//! fields may be added, but never removed or changed in meaning.

use serde::Serialize;

/// The effective settings of units, for serialization.
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
    /// Its own name; for a drop-in read on its own, the name from its directory.
    pub name: String,
    /// Its other names, sorted.
    pub aliases: Vec<String>,
    /// Whether its file is empty or a link to `/dev/null`: then nothing can start it, and it has no settings.
    pub masked: bool,
    /// The files that it is made of, in the order in which they apply.
    pub files: Vec<String>,
    /// The effective settings, in the order in which they are read.
    pub settings: Vec<SettingV1>,
}

/// An effective setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SettingV1 {
    /// The section in which it is written.
    pub section: &'static str,
    /// The name under which it is written, even if that is an old one.
    pub directive: &'static str,
    /// The value as written, continuations joined; invalid UTF-8 is replaced by U+FFFD.
    pub value: String,
    /// The file; for a dependency created by a link (`app.target.wants/web.service`), the link.
    pub path: String,
    /// The line on which the setting starts, from 1; null for a link.
    pub line: Option<u32>,
}
