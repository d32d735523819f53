//! Decides what became of every setting: kept, approximated, lost, or left to be done by hand.
//!
//! Verdicts are computed, not declared. What was emitted is read back and lowered, and each leaf of each service is
//! compared with the original ([`equivalent`]). An equal leaf is exact; a different one is approximate, with a reason that
//! states the difference; one that no line expresses is dropped; one that only a person can complete is manual. A setting
//! has the worst verdict of the leaves that it decided. What remains written by hand (reasons, advice, risk) is in
//! `grammar/mapping/*.tsv` ([`table`]).

mod comparison;
mod difference;
mod early;
pub mod equivalent;
mod index;
mod lines;
mod natives;
mod normal;
mod notes;
mod operate;
mod outcomes;
mod relations;
mod rows;
pub mod table;
mod undecided;
mod verdicts;
mod waiting;

pub use lines::Lines;
pub use normal::compare;
pub use operate::{Command, Operation, Task};
pub(crate) use operate::{Shape, Varying, operations};
pub use undecided::undecided;
pub use verdicts::judge;
pub(crate) use waiting::waiting;

use std::borrow::Cow;
use std::sync::Arc;

/// A line that a setting resulted in.
pub use crate::emission::SpelledLine;
use crate::ir::{Leaf, SettingId};
use crate::language::Language;
use crate::reason::Reason;

/// What became of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The same behaviour.
    Exact,
    /// The same purpose; the reason says what differs.
    Approximate,
    /// There is no counterpart.
    Dropped,
    /// It has to be completed by hand.
    Manual,
}

impl Verdict {
    /// The name used in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Approximate => "approximate",
            Self::Dropped => "dropped",
            Self::Manual => "manual",
        }
    }
}

/// What is at stake where a setting is not kept exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Risk {
    /// Nothing.
    None,
    /// The program may behave differently.
    Behaviour,
    /// Data may be lost.
    Data,
    /// A protection is lost.
    Security,
}

impl Risk {
    /// All risks, in ascending order of severity.
    pub const ALL: [Self; 4] = [Self::None, Self::Behaviour, Self::Data, Self::Security];

    /// The name used in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Behaviour => "behaviour",
            Self::Data => "data",
            Self::Security => "security",
        }
    }

    /// Parses the name used in the tables.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|risk| risk.as_str() == word)
    }
}

/// The direction of a translation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From supervisord to systemd.
    ToSystemd,
    /// From systemd to supervisord.
    ToSupervisord,
}

impl Direction {
    /// The name used in the tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ToSystemd => "supervisord-to-systemd",
            Self::ToSupervisord => "systemd-to-supervisord",
        }
    }

    /// The language of the source.
    #[must_use]
    pub const fn from(self) -> Language {
        match self {
            Self::ToSystemd => Language::Supervisord,
            Self::ToSupervisord => Language::Systemd,
        }
    }

    /// The language of the result.
    #[must_use]
    pub const fn to(self) -> Language {
        match self {
            Self::ToSystemd => Language::Systemd,
            Self::ToSupervisord => Language::Supervisord,
        }
    }
}

/// A setting as it was written, for the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written<'w> {
    /// The entry in its file.
    pub id: SettingId,
    /// The section's name as written.
    pub section: Cow<'w, str>,
    /// The section's name in the mapping table: `program`, `Service`; `None` if the manager does not know the section.
    pub table_section: Option<&'static str>,
    /// The setting's name as written.
    pub name: Cow<'w, str>,
    /// The setting's name in the mapping table; `None` if the manager does not know it.
    pub table_name: Option<&'static str>,
    /// The value as written.
    pub value: Cow<'w, str>,
    /// Whether it belongs to several units, because it is in a drop-in such as `service.d/x.conf`.
    pub shared: bool,
}

/// A row of the report: a setting, or a default that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'w> {
    /// What it is about.
    pub subject: Subject<'w>,
    /// What became of it.
    pub verdict: Verdict,
    /// What is at stake; [`Risk::None`] if it was kept.
    pub risk: Risk,
    /// Why it is not exact, and what can be done about it; `None` for exact.
    pub reason: Option<Reason>,
    /// The emitted lines that it resulted in.
    pub into: Lines,
}

/// What a row of the report is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject<'w> {
    /// A setting that was written.
    Setting(Written<'w>),
    /// A default that differs.
    Default(DefaultOf),
}

impl<'w> Row<'w> {
    /// The setting, unless it is about a default.
    #[must_use]
    pub const fn setting(&self) -> Option<&Written<'w>> {
        match &self.subject {
            Subject::Setting(setting) => Some(setting),
            Subject::Default(_) => None,
        }
    }

    /// The default, unless it is about a setting.
    #[must_use]
    pub const fn default(&self) -> Option<&DefaultOf> {
        match &self.subject {
            Subject::Setting(_) => None,
            Subject::Default(default) => Some(default),
        }
    }
}

/// A default that differs: of which service and leaf, and which setting would change it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefaultOf {
    /// The index of the service in the original deployment.
    pub service: usize,
    /// The name of the service in the report.
    pub name: Arc<str>,
    /// The leaf that differs.
    pub leaf: Leaf,
    /// The setting that would change it: `stopwaitsecs`, `stdin`.
    pub setting: &'static str,
}

/// The complete report of a translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report<'w> {
    /// The language of the source.
    pub from: Language,
    /// The language of the result; the same as `from` for a normal form.
    pub to: Language,
    /// The names of the files that were emitted, in order.
    pub files: Vec<String>,
    /// The rows: written settings in file order, then defaults by service and leaf.
    pub rows: Vec<Row<'w>>,
    /// The names of the programs or units that are not started until somebody has done what is left to do.
    pub waiting: Vec<String>,
    /// The corresponding commands to operate the result.
    pub operate: Vec<Operation>,
}

impl Report<'_> {
    /// The number of written settings with this verdict.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.rows.iter().filter(|row| row.setting().is_some() && row.verdict == verdict).count()
    }

    /// The number of defaults with this verdict.
    #[must_use]
    pub fn defaults(&self, verdict: Verdict) -> usize {
        self.rows.iter().filter(|row| row.default().is_some() && row.verdict == verdict).count()
    }
}
