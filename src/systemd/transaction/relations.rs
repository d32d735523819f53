//! The dependencies of one unit: what it starts and requires, and in which order. This includes the default
//! dependencies of its type (systemd.service(5) and the like, "Default Dependencies").

use std::borrow::Cow;

use super::Origin;
use super::defaults::default_orderings;
use crate::systemd::directives::Name;
use crate::systemd::fleet::FleetUnit;
use crate::systemd::kinds::unit_name::UnitType;
use crate::systemd::own_units::BootTarget;

/// The dependencies of a unit.
#[derive(Debug)]
pub(super) struct Relations {
    pub(super) starts: Vec<String>,
    /// What must already be running (`Requisite=`): not started along with the unit.
    pub(super) requires_active: Vec<String>,
    pub(super) after: Vec<(String, Origin)>,
    pub(super) before: Vec<(String, Origin)>,
    /// Whether it is a target with default dependencies, which is ordered after what it starts.
    pub(super) waits_for_started: bool,
    /// Whether it has default dependencies.
    pub(super) has_default_dependencies: bool,
    /// Whether it is a mount of a network file system.
    is_remote: bool,
    /// Whether it is a mount with `nofail`.
    may_fail: bool,
}

impl Relations {
    pub(super) fn boot_target(target: BootTarget) -> Self {
        let starts = target.starts.iter().map(str::to_owned).collect();
        let after = target.after.iter().map(|name| (name.to_owned(), None)).collect();
        Self {
            starts,
            requires_active: Vec::new(),
            after,
            before: Vec::new(),
            waits_for_started: false,
            has_default_dependencies: true,
            is_remote: false,
            may_fail: false,
        }
    }

    /// The dependencies of the unit under this name, which may be that of an instance.
    pub(super) fn of(unit: FleetUnit<'_>, name: &str) -> Self {
        let mut relations = Self {
            starts: Vec::new(),
            requires_active: Vec::new(),
            after: Vec::new(),
            before: Vec::new(),
            waits_for_started: false,
            has_default_dependencies: unit.has_default_dependencies(),
            is_remote: unit.is_remote(),
            may_fail: unit.may_fail(),
        };
        let mut triggers = None;
        for word in unit.words().filter(|word| word.is_read) {
            let Some(other) = word.unit(name).map(Cow::into_owned) else { continue };
            match word.directive {
                Name::After => relations.after.push((other, Some(word.location))),
                Name::Before => relations.before.push((other, Some(word.location))),
                name if starts(name) => relations.starts.push(other),
                name if requires_active(name) => relations.requires_active.push(other),
                Name::Unit | Name::Service if triggers.is_none() => triggers = Some(other),
                _ => {}
            }
        }
        let kind = unit.unit_type();
        if kind.is_some_and(triggers_others) {
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            relations.before.push((triggers.unwrap_or_else(|| format!("{stem}.service")), None));
        }
        // User managers have other targets.
        if relations.has_default_dependencies && !unit.is_user_unit() {
            kind.into_iter().for_each(|kind| relations.add_defaults(kind));
        }
        relations
    }

    /// Adds the default dependencies. Swap units have some as well, but not in a container: none are assumed.
    fn add_defaults(&mut self, kind: UnitType) {
        if kind == UnitType::Target {
            self.waits_for_started = true;
            return;
        }
        let (after, before) = default_orderings(kind, self.is_remote, self.may_fail);
        self.after.extend(after.iter().map(|name| ((*name).to_owned(), None)));
        self.before.extend(before.iter().map(|name| ((*name).to_owned(), None)));
        if matches!(kind, UnitType::Service | UnitType::Socket | UnitType::Timer | UnitType::Path) {
            self.starts.push("sysinit.target".to_owned());
        }
    }
}

/// Whether units of this type exist to start another one, which they are ordered before.
pub(in crate::systemd) const fn triggers_others(kind: UnitType) -> bool {
    matches!(kind, UnitType::Socket | UnitType::Timer | UnitType::Path)
}

/// Whether a directive starts the units that it names.
pub(in crate::systemd) const fn starts(name: Name) -> bool {
    matches!(
        name,
        Name::BindTo
            | Name::BindsTo
            | Name::Requires
            | Name::RequiresOverridable
            | Name::Upholds
            | Name::Wants
    )
}

/// Whether a directive requires the units that it names to be running already.
pub(in crate::systemd) const fn requires_active(name: Name) -> bool {
    matches!(name, Name::Requisite | Name::RequisiteOverridable)
}
