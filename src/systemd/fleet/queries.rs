//! The queries of rules that look at all units.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::{ByDirectory, Fleet, FleetUnit};
use crate::source::Symbol;
use crate::systemd::directives::Name;
use crate::systemd::kinds::unit_name::{UnitName, UnitType};
use crate::systemd::unit::is_relation;

/// Names of units that appear in certain lists.
#[derive(Clone, Debug)]
pub(super) struct NameSet {
    /// By name: whether it is written verbatim.
    plain: Vec<bool>,
    /// Names that result from specifiers and templates.
    expanded: BTreeSet<String>,
}

impl NameSet {
    fn has(&self, fleet: &Fleet, name: &str) -> bool {
        let is_plain = || fleet.names.get(name).and_then(|name| self.plain.get(name.0 as usize)).copied();
        UnitName::read(name).is_some() && is_plain().unwrap_or_default() || self.expanded.contains(name)
    }
}

impl Fleet {
    /// The unit of this name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<FleetUnit<'_>> {
        let at = *self.by_name.get(self.names.get(name)?.0 as usize)?;
        Some(FleetUnit { fleet: self, at: (at as usize).checked_sub(1)? })
    }

    /// The unit of this name, or the template that it is an instance of.
    #[must_use]
    pub fn find_or_template(&self, name: &str) -> Option<FleetUnit<'_>> {
        let template = || self.find(&UnitName::read(name)?.template()?);
        self.find(name).or_else(|| if name.contains('@') { template() } else { None })
    }

    /// Whether there is a unit of this name.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Whether only a drop-in was named for a unit of this name.
    #[must_use]
    pub fn has_drop_in(&self, name: &str) -> bool {
        self.names.get(name).is_some_and(|name| self.lone_drop_ins.contains(&name))
    }

    /// Whether there is a unit of this name, or a build will make one.
    #[must_use]
    pub fn will_contain(&self, name: &str) -> bool {
        self.contains(name) || self.is_generated(name)
    }

    /// Whether a build makes a unit of this name from a file next to a named one; its content is not known.
    pub(in crate::systemd) fn is_generated(&self, name: &str) -> bool {
        self.names.get(name).is_some_and(|name| self.generated.contains(&name))
    }

    /// Whether the unit of this name was named itself, rather than found next to one that was.
    #[must_use]
    pub fn is_given(&self, name: &str) -> bool {
        self.find(name).is_some_and(|unit| unit.at < self.given)
    }

    /// The units that were named.
    pub fn given(&self) -> impl Iterator<Item = FleetUnit<'_>> {
        (0..self.given).map(|at| FleetUnit { fleet: self, at })
    }

    /// The unit with this index.
    #[must_use]
    pub const fn unit(&self, at: usize) -> FleetUnit<'_> {
        FleetUnit { fleet: self, at }
    }

    /// All units.
    pub fn all(&self) -> impl Iterator<Item = FleetUnit<'_>> {
        (0..self.members.len()).map(|at| FleetUnit { fleet: self, at })
    }

    /// Whether a link next to the unit of this name causes another unit to start it.
    #[must_use]
    pub fn is_linked(&self, name: &str) -> bool {
        self.names.get(name).is_some_and(|name| self.linked.contains(&name))
    }

    /// Whether a unit of another name explicitly starts the unit of this name.
    #[must_use]
    pub fn has_starter(&self, name: &str) -> bool {
        let starters = |name: Symbol| self.starters.get(name.0 as usize);
        self.names.get(name).is_some_and(|name| {
            starters(name).is_some_and(|(first, others)| *others || first.is_some_and(|first| first != name))
        })
    }

    /// Whether a unit other than `other` and the unit of this name explicitly starts the latter.
    #[must_use]
    pub fn has_starter_other_than(&self, name: &str, other: &str) -> bool {
        let starters = self.names.get(name).and_then(|name| self.starters.get(name.0 as usize));
        starters.is_some_and(|(first, others)| match first {
            Some(first) if self.names.text(*first) == other => *others,
            first => first.is_some(),
        })
    }

    /// The file names of the drop-ins that belong to units.
    pub fn drop_in_files(&self) -> impl Iterator<Item = &str> {
        let files = self.members.iter().flat_map(|member| member.files_of(&self.files).iter().skip(1));
        files.map(|file| self.names.text(file.name))
    }

    /// Whether a file of this name is the main file of one of the units.
    pub(in crate::systemd) fn has_main(&self, path: &str) -> bool {
        self.names.get(path).is_some_and(|path| self.mains.get(path.0 as usize).copied().unwrap_or_default())
    }

    /// Whether a unit pulls in or starts the unit of this name, or belongs to it.
    #[must_use]
    pub fn is_related(&self, name: &str) -> bool {
        self.related.get_or_init(|| self.named_by(|_, directive| is_relation(directive))).has(self, name)
    }

    /// Whether a unit is ordered against the unit of this name, or exists to start it: `After=`, `Before=`, and `Unit=`
    /// or `Service=` of units that start others.
    #[must_use]
    pub fn is_ordered_or_triggered(&self, name: &str) -> bool {
        let places = |unit: FleetUnit<'_>, directive| match directive {
            Name::After | Name::Before => true,
            Name::Unit | Name::Service => {
                matches!(unit.unit_type(), Some(UnitType::Path | UnitType::Socket | UnitType::Timer))
            }
            _ => false,
        };
        self.ordered.get_or_init(|| self.named_by(places)).has(self, name)
    }

    /// The units named in lists for which `is_one` holds.
    fn named_by(&self, is_one: impl Fn(FleetUnit<'_>, Name) -> bool) -> NameSet {
        let mut named = NameSet { plain: vec![false; self.names.len()], expanded: BTreeSet::new() };
        for unit in self.all() {
            let mentions =
                self.mentions_of(unit.at).iter().filter(|one| one.is_read && is_one(unit, one.directive));
            for (mention, word) in mentions.map(|mention| (mention, unit.word(mention))) {
                if word.is_plain() {
                    named.plain[mention.word.0 as usize] = true;
                } else {
                    named.expanded.extend(word.unit(unit.name()).map(Cow::into_owned));
                }
            }
        }
        named
    }

    /// The first unit of another name that has a `BindsTo=` to the unit of this name.
    #[must_use]
    pub fn bound_to(&self, name: &str) -> Option<FleetUnit<'_>> {
        let all = || {
            let mut bound: BTreeMap<String, Vec<u32>> = BTreeMap::new();
            for unit in self.all() {
                for word in unit.words().filter(|word| word.is_read && word.directive == Name::BindsTo) {
                    if let Some(other) = word.unit(unit.name()) {
                        bound.entry(other.into_owned()).or_default().push(unit.at as u32);
                    }
                }
            }
            bound
        };
        let units = self.bound.get_or_init(all).get(name)?;
        units.iter().map(|at| self.unit(*at as usize)).find(|unit| unit.name() != name)
    }

    /// The named units of this type in this directory, without drop-ins.
    pub fn units_in(&self, directory: &str, unit_type: UnitType) -> impl Iterator<Item = FleetUnit<'_>> {
        let all = || {
            let mut directories = ByDirectory::new();
            for unit in self.given().filter(|unit| !unit.is_drop_in()) {
                let key = (unit.main().directory().to_owned(), unit.unit_type());
                directories.entry(key).or_default().push(unit.at as u32);
            }
            directories
        };
        let key = (directory.to_owned(), Some(unit_type));
        let units = self.directories.get_or_init(all).get(&key).into_iter().flatten();
        units.map(|at| self.unit(*at as usize))
    }

    /// Whether several of the named units share a file: a drop-in, or the template of instances.
    #[must_use]
    pub fn shares_files(&self) -> bool {
        let mut met = vec![false; self.names.len()];
        let given = self.members[..self.given].iter();
        given.flat_map(|member| member.files_of(&self.files)).any(|file| {
            let met = &mut met[file.name.0 as usize];
            std::mem::replace(met, true)
        })
    }
}
