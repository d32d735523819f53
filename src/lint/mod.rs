//! Linting: the rules, their selection, the walks that call them, and fixes.
//!
//! Each rule ([`Rule`], made with `rule!`) has a file of its own under `rules/`: its page, its level, what it looks at
//! and its check. [`registry::RULES`] lists them all. One walk over a configuration (`walk`) calls each rule for what
//! concerns it, so that the cost of hundreds of rules depends on what the file contains and is not that of hundreds of
//! walks. What rules are handed is in `context`, what they read commands with in `commands`, what several of them ask in
//! `facts`, what they propose in `suggestions` and [`fix`]. `readers` makes the findings about what cannot be read, and
//! `ignore` reads the comments that accept a finding.

mod commands;
mod context;
mod dispatch;
mod facts;
pub mod fix;
mod host;
pub(in crate::lint) mod ignore;
mod line_cache;
mod mistake;
pub(crate) mod placeholder;
mod prefilter;
mod readers;
mod refusal;
pub mod registry;
mod rule;
pub mod rules;
mod select;
mod sink;
mod suggestions;
mod templates;
#[cfg(test)]
pub(crate) mod testing;
mod walk;
mod whole_units;

use std::collections::BTreeMap;
use std::fmt;

use crate::systemd::versions::Release;

pub(crate) use context::{
    ConfigContext, EntryContext, SectionContext, ServiceContext, UnitContext, UnitEntryContext, UnitsContext,
};
pub(crate) use host::HostCheck;
pub use host::{
    UnitHostLinter, check_supervisord_host, check_units_host, lint_supervisord_host, lint_units_host,
};
pub use ignore::{Ignores, Linted, SuppressedBy};
pub use line_cache::LineCache;
pub use refusal::is_refusal;
pub(crate) use rule::{EntryKind, LooksAt, rule};
pub use rule::{Fixable, Rule, Since};
pub use select::{Selection, UnknownRule};
pub use sink::{Condition, Deferred, Reported, Sink, UnitFinding, UnitFindings};
pub use walk::{UnitLinter, check_supervisord, check_units, lint_supervisord, lint_units};

/// The options of a lint run or a translation.
#[derive(Clone, Debug)]
pub struct Options {
    /// The rules to run.
    pub selection: Selection,
    /// The systemd release that must understand the units.
    pub systemd_version: Release,
    /// The supervisor release that must understand the configuration.
    pub supervisor_version: SupervisorVersion,
    /// Values for supervisord's `%(ENV_NAME)s`, by NAME.
    pub environment: BTreeMap<String, String>,
}

/// All rules that are in no group, the newest releases, no variables.
impl Default for Options {
    fn default() -> Self {
        Self {
            selection: Selection::all(),
            systemd_version: Release::NEWEST,
            supervisor_version: SupervisorVersion::default(),
            environment: BTreeMap::new(),
        }
    }
}

/// A release of supervisor: major and minor number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SupervisorVersion(pub u16, pub u16);

/// `4.3`
impl fmt::Display for SupervisorVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0, self.1)
    }
}

impl Default for SupervisorVersion {
    fn default() -> Self {
        Self(4, 3)
    }
}
