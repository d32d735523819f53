//! The row of a directive, and the values of its columns.

use super::{Name, Section, SectionSet, ValueKind, generated};
use crate::systemd::versions::Release;
use crate::text::range::TextRange;

/// What is known of a directive, in the one or more sections in which it means the same.
///
/// Sources: `load-fragment-gperf.gperf.in`, `load-fragment.c` and the man pages of 257, verified on 252; the source
/// of 260 for later additions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DirectiveRow {
    /// The directive's name.
    pub name: Name,
    /// The sections to which this row applies. The same name may have another row for other sections.
    pub sections: SectionSet,
    /// The kind of its value.
    pub kind: ValueKind,
    /// What a second assignment does.
    pub list: ListSemantics,
    /// What an empty assignment does.
    pub empty: EmptyAssignment,
    /// Which specifiers are expanded in its value.
    pub specifiers: Specifiers,
    /// The release that introduced it; `None` if that predates the version marks of the man pages (about 183 to
    /// 230).
    pub added_in: Option<u16>,
    /// Whether it is current, deprecated, an alias or removed.
    pub status: Status,
    /// Describes the default; empty if there is none.
    pub(super) default: TextRange,
    /// Whether an invalid value makes the whole unit fail to load.
    pub fatal: Fatal,
    /// The family of directives to which it belongs.
    pub family: Family,
}

impl DirectiveRow {
    /// Describes the default; empty if there is none.
    #[must_use]
    pub fn default(&self) -> &'static str {
        self.default.slice(generated::TEXT)
    }

    /// Whether a release recognises it: to an older one it is an unknown key.
    #[must_use]
    pub fn is_known_to(&self, release: Release) -> bool {
        self.too_new_for(release).is_none()
    }

    /// The first release that recognises it, if that is a later one than `release`.
    #[must_use]
    pub fn too_new_for(&self, release: Release) -> Option<u16> {
        self.added_in.filter(|added| *added > release.0)
    }

    /// Whether an empty assignment of it resets what an earlier line of `other` set; `is_same`: both set the same
    /// thing.
    #[must_use]
    pub fn resets(&self, other: &Self, is_same: bool) -> bool {
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

    /// Whether an empty assignment of another directive may reset it.
    #[must_use]
    pub const fn is_reset_by_others(&self) -> bool {
        match self.empty {
            EmptyAssignment::ResetConditions
            | EmptyAssignment::ResetTimers
            | EmptyAssignment::ResetPorts
            | EmptyAssignment::ResetPaths => true,
            EmptyAssignment::Error
            | EmptyAssignment::Nothing
            | EmptyAssignment::Default
            | EmptyAssignment::Infinity
            | EmptyAssignment::Reset => false,
        }
    }

    /// Whether it has an effect in a release: the release recognises it, and does not parse it only for
    /// compatibility.
    #[must_use]
    pub fn is_effective_in(&self, release: Release) -> bool {
        let is_removed = matches!(self.status, Status::RemovedIn(since) if since <= release.0);
        self.is_known_to(release) && !is_removed
    }
}

/// What a second assignment of the same directive does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListSemantics {
    /// The last valid value wins; an invalid one leaves the previous one in place.
    LastWins,
    /// The first value wins, later ones cause a warning (`Unit=` of timers and paths).
    FirstWins,
    /// Values accumulate, an empty assignment resets the list.
    Appends,
    /// Values accumulate and an empty assignment does nothing: a drop-in cannot reset what the unit sets.
    AppendsForGood,
    /// Values merge into a set, an empty assignment resets it.
    MergesSet,
}

/// What an empty assignment does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyAssignment {
    /// Causes a warning; the previous value stays.
    Error,
    /// Resets to the default.
    Default,
    /// Clears the list.
    Reset,
    /// Does nothing.
    Nothing,
    /// Resets to `infinity`.
    Infinity,
    /// Clears all conditions, or all assertions, of every kind.
    ResetConditions,
    /// Clears all timers of the unit.
    ResetTimers,
    /// Clears all addresses of the socket.
    ResetPorts,
    /// Clears all watched paths.
    ResetPaths,
}

/// Which `%` specifiers are expanded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Specifiers {
    /// None: `%` is literal.
    None,
    /// All specifiers of a unit.
    Unit,
    /// All specifiers of a unit, but only in the named part of the value.
    UnitIn(&'static str),
    /// The specifiers of a unit name.
    UnitName,
    /// The specifiers of `[Install]`.
    Install,
}

/// Whether a directive should still be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Current.
    Current,
    /// It still works, but something else is recommended.
    Deprecated(Replacement),
    /// An old name of another directive.
    AliasOf {
        /// The section it moved to, if it moved.
        section: Option<Section>,
        /// The current name.
        name: Name,
        /// The value that the old name stands for, if the old name takes a boolean to turn it on.
        value: Option<&'static str>,
        /// Whether the loader warns about the old name.
        deprecated: bool,
    },
    /// Parsed and ignored from this release on; 0 if no release is recorded in which it had an effect.
    RemovedIn(u16),
}

/// What to use instead of a deprecated directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replacement {
    /// Another directive.
    Directive(Name),
    /// Something else, described in words.
    Words(&'static str),
}

/// Whether an invalid value makes the whole unit fail to load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fatal {
    /// The line is ignored with a warning.
    No,
    /// The unit does not load.
    Yes,
    /// The unit does not load, unless the value starts with `-`.
    UnlessDash,
}

/// The family of directives that one belongs to; all but [`Family::Own`] appear in several sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// The section's own directives.
    Own,
    /// The execution environment: systemd.exec(5).
    Exec,
    /// Resource limits: systemd.resource-control(5).
    Cgroup,
    /// How processes are killed: systemd.kill(5).
    Kill,
}
