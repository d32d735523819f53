//! Which settings decided a leaf.

use crate::source::{FileId, Span};

/// A setting as it was written: an entry of a file's tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SettingId {
    /// The file.
    pub file: FileId,
    /// The index of the entry among the items of the file's tree.
    pub item: u32,
}

/// The settings that decided a leaf, in the order in which they were read. Empty: the manager's default.
///
/// Most leaves have none, one or two: those need no allocation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    first: [Option<SettingId>; 2],
    more: Vec<SettingId>,
}

impl Sources {
    /// No setting: the default.
    pub const NONE: Self = Self { first: [None; 2], more: Vec::new() };

    /// One setting.
    #[must_use]
    pub const fn one(setting: SettingId) -> Self {
        Self { first: [Some(setting), None], more: Vec::new() }
    }

    /// The settings that are there.
    pub fn of(settings: impl IntoIterator<Item = Option<SettingId>>) -> Self {
        let mut sources = Self::NONE;
        for setting in settings.into_iter().flatten() {
            sources.add(setting);
        }
        sources
    }

    /// Adds a setting, once.
    pub fn add(&mut self, setting: SettingId) {
        if self.contains(setting) {
            return;
        }
        match self.first.iter_mut().find(|place| place.is_none()) {
            Some(place) => *place = Some(setting),
            None => self.more.push(setting),
        }
    }

    /// Adds another leaf's settings.
    pub fn extend(&mut self, other: &Self) {
        for setting in other.iter() {
            self.add(setting);
        }
    }

    /// Whether no setting decided.
    #[must_use]
    pub const fn is_default(&self) -> bool {
        self.first[0].is_none()
    }

    /// Whether this setting had a say.
    #[must_use]
    pub fn contains(&self, setting: SettingId) -> bool {
        self.iter().any(|own| own == setting)
    }

    /// The settings.
    pub fn iter(&self) -> impl Iterator<Item = SettingId> + '_ {
        self.first.iter().flatten().chain(&self.more).copied()
    }

    /// The setting that was read last: the one that a person would look at.
    #[must_use]
    pub fn last(&self) -> Option<SettingId> {
        self.more.last().copied().or(self.first[1]).or(self.first[0])
    }
}

/// A range of bytes in one of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The range.
    pub span: Span,
}
