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
struct More {
    list: Vec<SettingId>,
    /// Whether each is greater than the one before, as those of one file are. A leaf may have as many settings as a file has
    /// lines, and each that is added is looked for first.
    ascends: bool,
}

impl More {
    fn contains(&self, setting: SettingId) -> bool {
        if self.ascends { self.list.binary_search(&setting).is_ok() } else { self.list.contains(&setting) }
    }

    fn push(&mut self, setting: SettingId) {
        self.ascends &= self.list.last().is_none_or(|last| *last < setting);
        self.list.push(setting);
    }
}

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
            _ => {
                let none = || Box::new(More { list: Vec::new(), ascends: true });
                self.more.get_or_insert_with(none).push(setting);
            }
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
        first == Some(setting)
            || second == Some(setting)
            || self.more.as_ref().is_some_and(|more| more.contains(setting))
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
        self.more.as_ref().map_or(&[], |more| &more.list)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_setting_is_kept_once_in_whatever_order_they_come() {
        let id = |item| SettingId { file: FileId(0), item };
        for order in [[1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1], [3, 1, 5, 6, 2, 4]] {
            let mut sources = Sources::NONE;
            for item in order {
                assert!(!sources.contains(id(item)));
                sources.add(id(item));
                let known = sources.clone();
                sources.extend(&known);
            }
            assert!(sources.iter().eq(order.map(id)), "{sources:?}");
        }
    }
}
