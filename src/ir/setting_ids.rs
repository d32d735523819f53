//! Which settings decided a leaf.

use crate::source::{FileId, Span};

/// A setting as it was written, identified by its entry in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SettingId {
    /// The file that contains it.
    pub file: FileId,
    /// The index of the entry among the items of the file's tree.
    pub item: u32,
}

/// The settings that decided a leaf, in the order in which they were read. Empty for the manager's default.
///
/// Most leaves have at most two, which need no allocation. A service has fifty of these, so they are kept small.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SettingIds {
    first: [Option<SettingId>; 2],
    more: Option<Box<More>>,
}

/// The settings after the first two.
#[derive(Clone, Debug, PartialEq, Eq)]
struct More {
    list: Vec<SettingId>,
    /// Whether the list is in ascending order, as settings of one file are. A leaf may have as many settings as a file has
    /// lines, and adding one searches the list first.
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

impl SettingIds {
    /// No settings: the default.
    pub const NONE: Self = Self { first: [None; 2], more: None };

    /// A single setting.
    #[must_use]
    pub const fn one(setting: SettingId) -> Self {
        Self { first: [Some(setting), None], more: None }
    }

    /// Collects those of the settings that are present.
    pub fn of(settings: impl IntoIterator<Item = Option<SettingId>>) -> Self {
        let mut ids = Self::NONE;
        for setting in settings.into_iter().flatten() {
            ids.add(setting);
        }
        ids
    }

    /// Adds a setting, unless it is already included.
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

    /// Adds the settings of another leaf.
    pub fn extend(&mut self, other: &Self) {
        for setting in other.iter() {
            self.add(setting);
        }
    }

    /// Whether no setting decided the leaf.
    #[must_use]
    pub const fn is_default(&self) -> bool {
        self.first[0].is_none()
    }

    /// Returns the setting, if it is the only one.
    #[must_use]
    pub const fn only(&self) -> Option<SettingId> {
        match self.first {
            [only @ Some(_), None] => only,
            _ => None,
        }
    }

    /// Whether this setting is included.
    #[must_use]
    pub fn contains(&self, setting: SettingId) -> bool {
        let [first, second] = self.first;
        first == Some(setting)
            || second == Some(setting)
            || self.more.as_ref().is_some_and(|more| more.contains(setting))
    }

    /// Iterates over the settings.
    #[must_use]
    pub const fn iter(&self) -> Settings<'_> {
        Settings { settings: self, at: 0 }
    }

    /// Returns the setting that was read last, which is the one to show to the user.
    #[must_use]
    pub fn last(&self) -> Option<SettingId> {
        self.more().last().copied().or(self.first[1]).or(self.first[0])
    }

    fn more(&self) -> &[SettingId] {
        self.more.as_ref().map_or(&[], |more| &more.list)
    }
}

/// An iterator over the settings of a leaf.
#[derive(Clone, Debug)]
pub struct Settings<'s> {
    settings: &'s SettingIds,
    at: usize,
}

impl Iterator for Settings<'_> {
    type Item = SettingId;

    fn next(&mut self) -> Option<SettingId> {
        let next = match self.at {
            at @ (0 | 1) => self.settings.first[at],
            at => self.settings.more().get(at - 2).copied(),
        };
        self.at += usize::from(next.is_some());
        next
    }
}

/// A range of bytes in one of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file that contains the range.
    pub file: FileId,
    /// The range within the file.
    pub span: Span,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_setting_is_kept_once_in_insertion_order() {
        let id = |item| SettingId { file: FileId(0), item };
        for order in [[1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1], [3, 1, 5, 6, 2, 4]] {
            let mut settings = SettingIds::NONE;
            for item in order {
                assert!(!settings.contains(id(item)));
                settings.add(id(item));
                let known = settings.clone();
                settings.extend(&known);
            }
            assert!(settings.iter().eq(order.map(id)), "{settings:?}");
        }
    }
}
