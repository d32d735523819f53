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
/// Most leaves have none, one or two: those need no allocation. A service has fifty of these, so they are small.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    first: [Option<SettingId>; 2],
    more: Option<Box<More>>,
}

/// The settings from the third on.
#[derive(Clone, Debug, PartialEq, Eq)]
struct More(Vec<SettingId>);

impl Sources {
    /// No setting: the default.
    pub const NONE: Self = Self { first: [None; 2], more: None };

    /// One setting.
    #[must_use]
    pub const fn one(setting: SettingId) -> Self {
        Self { first: [Some(setting), None], more: None }
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
        match self.first {
            [None, _] => self.first[0] = Some(setting),
            [Some(only), None] if only != setting => self.first[1] = Some(setting),
            [Some(_), None] => {}
            _ if self.contains(setting) => {}
            _ => self.more.get_or_insert_with(|| Box::new(More(Vec::new()))).0.push(setting),
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

    /// The setting that decided alone.
    #[must_use]
    pub const fn only(&self) -> Option<SettingId> {
        match self.first {
            [only @ Some(_), None] => only,
            _ => None,
        }
    }

    /// Whether this setting had a say.
    #[must_use]
    pub fn contains(&self, setting: SettingId) -> bool {
        let [first, second] = self.first;
        first == Some(setting) || second == Some(setting) || self.more().contains(&setting)
    }

    /// The settings.
    #[must_use]
    pub const fn iter(&self) -> Settings<'_> {
        Settings { sources: self, at: 0 }
    }

    /// The setting that was read last: the one that a person would look at.
    #[must_use]
    pub fn last(&self) -> Option<SettingId> {
        self.more().last().copied().or(self.first[1]).or(self.first[0])
    }

    fn more(&self) -> &[SettingId] {
        self.more.as_ref().map_or(&[], |more| &more.0)
    }
}

/// The settings of a leaf, one by one.
#[derive(Clone, Debug)]
pub struct Settings<'s> {
    sources: &'s Sources,
    at: usize,
}

impl Iterator for Settings<'_> {
    type Item = SettingId;

    fn next(&mut self) -> Option<SettingId> {
        let next = match self.at {
            at @ (0 | 1) => self.sources.first[at],
            at => self.sources.more().get(at - 2).copied(),
        };
        self.at += usize::from(next.is_some());
        next
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
