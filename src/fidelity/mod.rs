//! What became of every setting: kept, approximated, lost, or left to a person.
//!
//! A verdict is computed, not declared. What was emitted is read back and lowered; each leaf of each service is compared
//! with the original ([`equivalent`]). Equal is exact; different is approximate, and says how; without a spelling it is
//! dropped; what only a person can complete is manual. A setting has the worst verdict of the leaves that it decided.
//! What stays hand-written (reasons, advice, risk) stands in `grammar/mapping/*.tsv` ([`table`]).

mod compared;
mod difference;
mod early;
pub mod equivalent;
mod index;
mod lines;
mod natives;
mod normal;
mod operate;
mod outcomes;
mod rows;
pub mod table;
mod together;
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

/// A line that came of a setting.
pub use crate::emission::SpelledLine as Into;
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
    /// Nothing on the other side.
    Dropped,
    /// A person has to complete it.
    Manual,
}

impl Verdict {
    /// The word in reports.
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
    /// The program may behave in another way.
    Behaviour,
    /// Data may be lost.
    Data,
    /// A protection is gone.
    Security,
}

impl Risk {
    /// All of them, the gravest last.
    pub const ALL: [Self; 4] = [Self::None, Self::Behaviour, Self::Data, Self::Security];

    /// The word in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Behaviour => "behaviour",
            Self::Data => "data",
            Self::Security => "security",
        }
    }

    /// The risk of this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|risk| risk.as_str() == word)
    }
}

/// Which way a translation goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From supervisord to systemd.
    ToSystemd,
    /// From systemd to supervisord.
    ToSupervisord,
}

impl Direction {
    /// The word in the tables.
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
    /// Which one.
    pub id: SettingId,
    /// The section's name as it is written.
    pub section: Cow<'w, str>,
    /// The section as the mapping table names it: `program`, `Service`; none for one that the manager does not know.
    pub table_section: Option<&'static str>,
    /// The setting's name as it is written.
    pub name: Cow<'w, str>,
    /// The setting's name as the mapping table writes it; none for one that the manager does not know.
    pub table_name: Option<&'static str>,
    /// Its value.
    pub value: Cow<'w, str>,
    /// Whether it is part of several units: it stands in a drop-in such as `service.d/x.conf`.
    pub shared: bool,
}

/// A row of the report: a setting, or a default that matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'w> {
    /// The setting; none for a default.
    pub setting: Option<Written<'w>>,
    /// For a default: the service's section or unit, the leaf, and the name of what would set it.
    pub default: Option<DefaultOf>,
    /// What became of it.
    pub verdict: Verdict,
    /// What is at stake; none where it was kept.
    pub risk: Risk,
    /// Why it is not exact, and what a person can do; none for exact.
    pub reason: Option<Reason>,
    /// The lines that came of it.
    pub into: Lines,
}

/// A default that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefaultOf {
    /// The service's index.
    pub service: usize,
    /// The service's name.
    pub name: Arc<str>,
    /// The leaf.
    pub leaf: Leaf,
    /// What would set it: `stopwaitsecs`, `stdin`.
    pub setting: &'static str,
}

/// The whole report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report<'w> {
    /// The language of the source.
    pub from: Language,
    /// The language of the result: the same for a normal form.
    pub to: Language,
    /// The names of the files that were emitted, in order.
    pub files: Vec<String>,
    /// The rows: written settings in file order, then defaults by service and leaf.
    pub rows: Vec<Row<'w>>,
    /// Who waits for a person to do what is left to do, and is not started before: programs, or units.
    pub waiting: Vec<String>,
    /// How the result is operated.
    pub operate: Vec<Operation>,
}

impl Report<'_> {
    /// How many written settings have this verdict.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.rows.iter().filter(|row| row.setting.is_some() && row.verdict == verdict).count()
    }

    /// How many defaults have this verdict.
    #[must_use]
    pub fn defaults(&self, verdict: Verdict) -> usize {
        self.rows.iter().filter(|row| row.default.is_some() && row.verdict == verdict).count()
    }
}
