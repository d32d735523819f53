//! The programs of a configuration with their settings, for rules that look at all of them together: the walk collects
//! them as it passes.

use crate::ir::SettingId;
use crate::supervisord::config::{Section, Settings};
use crate::supervisord::options::{Name, NameSet};

/// The sections that make processes, in the order in which supervisord meets them.
#[derive(Debug, Default)]
pub(crate) struct Programs<'c> {
    all: Vec<(&'c Section, NameSet, usize)>,
    /// The settings of all programs, one program after the other, sorted by name within each.
    settings: Vec<SettingId>,
    names: NameSet,
}

/// How many programs are shown besides the first that a finding is about.
pub(crate) const MAX_SHOWN: usize = 3;

/// How many other programs a finding is about, for its message: `, here and in 2 other programs`.
pub(crate) fn in_others_suffix(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => ", here and in another program".to_owned(),
        _ => format!(", here and in {count} other programs"),
    }
}

/// A section that makes processes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Program<'p> {
    /// The section.
    pub section: &'p Section,
    /// The options that are set in it, or in `[DEFAULT]`.
    pub names: NameSet,
    settings: &'p [SettingId],
}

impl<'c> Programs<'c> {
    pub(crate) fn add(&mut self, section: &'c Section, settings: &Settings) {
        self.all.push((section, settings.names(), self.settings.len()));
        self.settings.extend(settings.iter().map(|(_, id)| id));
        self.names.insert_all(settings.names());
    }

    /// The options that any of them sets.
    #[must_use]
    pub(crate) const fn names(&self) -> NameSet {
        self.names
    }

    /// The number of programs.
    #[must_use]
    pub(crate) const fn len(&self) -> usize {
        self.all.len()
    }

    /// The programs, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Program<'_>> {
        self.all.iter().map(|(section, names, start)| Program {
            section,
            names: *names,
            settings: self.settings.get(*start..).unwrap_or_default(),
        })
    }
}

impl Program<'_> {
    /// The setting in effect of an option.
    // Inlined: for a constant name it is known at compile time which half of the set has it.
    #[must_use]
    #[inline]
    pub(crate) fn get(&self, name: Name) -> Option<SettingId> {
        if self.names.has(name) { self.settings.get(self.names.rank(name)).copied() } else { None }
    }
}
