//! The row of a directive, and what its columns may say.

use super::{Name, Section, SectionSet, ValueKind, generated};
use crate::passage::Passage;
use crate::systemd::versions::Release;

/// What is known of a directive in one or more sections that agree on it.
///
/// Sources: `load-fragment-gperf.gperf.in`, `load-fragment.c` and the man pages of 257, measured on 252; the
/// source of 260 for what came after.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DirectiveRow {
    /// The name.
    pub name: Name,
    /// Where it means this. The same name may have another row for other sections.
    pub sections: SectionSet,
    /// What its value is.
    pub kind: ValueKind,
    /// What a second assignment does.
    pub list: ListSemantics,
    /// What an assignment of nothing does.
    pub empty: EmptyAssignment,
    /// Which specifiers its value may hold.
    pub specifiers: Specifiers,
    /// The release that brought it; none where the man pages' version marks do not reach back (about 183 to 230).
    pub added_in: Option<u16>,
    /// Whether it is still to be used.
    pub status: Status,
    /// What holds when it is not set, in words; empty for nothing.
    pub(super) default: Passage,
    /// Whether a value that cannot be read makes the whole unit fail to load.
    pub fatal: Fatal,
    /// Which family it belongs to.
    pub family: Family,
}

impl DirectiveRow {
    /// What holds when it is not set, in words; empty for nothing.
    #[must_use]
    pub fn default(&self) -> &'static str {
        self.default.of(generated::TEXT)
    }

    /// Whether a release reads it: to an older one it is an unknown key.
    #[must_use]
    pub fn is_known_to(&self, release: Release) -> bool {
        self.added_in.is_none_or(|added| added <= release.0)
    }

    /// Whether a line of it without a value takes back what an earlier line of `other` set; `is_same`: both set the same thing.
    #[must_use]
    pub fn takes_back(&self, other: &Self, is_same: bool) -> bool {
        let is_condition = |row: &Self| row.name.as_str().starts_with("Condition");
        match self.empty {
            EmptyAssignment::Error | EmptyAssignment::Nothing => false,
            EmptyAssignment::Default | EmptyAssignment::Infinity | EmptyAssignment::Reset => is_same,
            EmptyAssignment::ResetConditions => {
                other.empty == self.empty && is_condition(other) == is_condition(self)
            }
            EmptyAssignment::ResetTimers | EmptyAssignment::ResetPorts | EmptyAssignment::ResetPaths => {
                other.empty == self.empty
            }
        }
    }

    /// Whether a release makes something of it: knows it, and does not read it for old times' sake only.
    #[must_use]
    pub fn is_in(&self, release: Release) -> bool {
        let is_removed = matches!(self.status, Status::RemovedIn(since) if since <= release.0);
        self.is_known_to(release) && !is_removed
    }
}

/// What a second assignment of the same directive does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListSemantics {
    /// The last valid value holds; an invalid one leaves the one before.
    LastWins,
    /// The first value holds, later ones warn (`Unit=` of timers and paths).
    FirstWins,
    /// Values add up, an empty assignment starts anew.
    Appends,
    /// Values add up and an empty assignment does nothing: what a unit says, no drop-in can take back.
    AppendsForGood,
    /// Values merge into a set, an empty assignment starts anew.
    MergesSet,
}

/// What an assignment of nothing does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyAssignment {
    /// A warning, and the value from before stays.
    Error,
    /// Back to the default.
    Default,
    /// The list is empty again.
    Reset,
    /// Nothing at all.
    Nothing,
    /// Back to `infinity`.
    Infinity,
    /// All conditions, or all assertions, of every kind are gone.
    ResetConditions,
    /// All timers of the unit are gone.
    ResetTimers,
    /// All addresses of the socket are gone.
    ResetPorts,
    /// All watched paths are gone.
    ResetPaths,
}

/// Which `%` specifiers are expanded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Specifiers {
    /// None: `%` is itself.
    None,
    /// All of a unit's.
    Unit,
    /// All of a unit's, but only in the named part of the value.
    UnitIn(&'static str),
    /// Those of a unit name.
    UnitName,
    /// Those of `[Install]`.
    Install,
}

/// Whether a directive is still to be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is.
    Current,
    /// It still works, something else is recommended.
    Deprecated(Replacement),
    /// An old name of another directive.
    AliasOf {
        /// The section it moved to, where it moved.
        section: Option<Section>,
        /// The name of today.
        name: Name,
        /// The value that the old name stood for, where it took a boolean for it.
        value: Option<&'static str>,
        /// Whether the loader warns about it.
        deprecated: bool,
    },
    /// Read and dropped from this release on; 0 where nothing is recorded of a release that made something of it.
    RemovedIn(u16),
}

/// What to use instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replacement {
    /// This directive.
    Directive(Name),
    /// This.
    Words(&'static str),
}

/// Whether a value that cannot be read makes the whole unit fail to load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fatal {
    /// The line is ignored with a warning.
    No,
    /// The unit does not load.
    Yes,
    /// The unit does not load, unless the value starts with `-`.
    UnlessDash,
}

/// Which family of directives one belongs to: each comes into several sections at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// The section's own.
    Own,
    /// How processes are run: systemd.exec(5).
    Exec,
    /// What they may use: systemd.resource-control(5).
    Cgroup,
    /// How they are stopped: systemd.kill(5).
    Kill,
}
