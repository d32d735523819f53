//! systemd's own units (systemd.special(7), bootup(7)): which manager has them, and when they are reached.
//!
//! Everything here that needs such a name asks this table: what a boot starts, which orderings the machine guarantees
//! anyway, which names an emitted unit must not have, which targets a misspelled name may mean. The facts are those of
//! the units that 252 ships, with the targets that were added up to 258.

mod table;

use self::table::OWN_UNITS;
use crate::systemd::kinds::unit_name::UnitType;
use crate::text::word_list::WordList;

/// One of systemd's own units.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OwnUnit {
    name: Name,
    managers: Managers,
    reached: Reached,
    /// Whether it is reached before any process manager is started; see [`is_reached_early`].
    is_early: bool,
    delays: Delays,
}

/// The managers that ship a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Managers {
    System,
    User,
    Both,
    /// Former units of systemd, and a name that desktops agreed on. Lines that name them are common.
    Neither,
}

/// When a unit is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reached {
    /// In every boot.
    AtBoot,
    /// In a boot in which another unit asks for it.
    OnDemand,
    /// Depending on the hardware, the presets or what else is installed.
    Depends,
    /// At a time other than boot, or in a boot that starts next to nothing.
    OutsideBoot,
    /// When the machine, or a user manager, shuts down.
    AtShutdown,
}

/// Which target waits for a unit and for what that wants: `target_add_default_dependencies()`, `src/core/target.c`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Delays {
    Nothing,
    Sysinit,
    /// `basic.target`, but not `sysinit.target`.
    Basic,
}

/// The name of one of the units, padded with zeros. A `&str` would be an address for the dynamic loader to relocate at
/// every start of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Name([u8; Self::LENGTH]);

impl Name {
    /// The length of the longest name, and a zero.
    const LENGTH: usize = "systemd-suspend-then-hibernate.service".len() + 1;

    const fn new(name: &str) -> Self {
        Self::joined(name, "")
    }

    /// A name in two parts, which are at most [`Self::LENGTH`] together.
    const fn joined(stem: &str, suffix: &str) -> Self {
        let mut padded = [0; Self::LENGTH];
        let (start, rest) = padded.split_at_mut(stem.len());
        start.copy_from_slice(stem.as_bytes());
        rest.split_at_mut(suffix.len()).0.copy_from_slice(suffix.as_bytes());
        Self(padded)
    }

    fn as_str(&self) -> &str {
        let length = self.0.iter().position(|byte| *byte == 0).unwrap_or(Self::LENGTH);
        std::str::from_utf8(&self.0[..length]).unwrap_or_default()
    }
}

/// Where the units with each letter start. Most names that are looked up are no own units, which this shows soon.
static STARTS: [u8; 27] = {
    let mut starts = [0; 27];
    let mut at = 0;
    while at < OWN_UNITS.len() {
        // The letters are in order: every later one starts after this unit.
        let mut letter = (OWN_UNITS[at].name.0[0] - b'a') as usize + 1;
        while letter < starts.len() {
            starts[letter] += 1;
            letter += 1;
        }
        at += 1;
    }
    starts
};

impl OwnUnit {
    /// The unit of this name, if it is one of systemd's own.
    fn find(name: &str) -> Option<&'static Self> {
        Self::find_joined(name, "")
    }

    /// The same, for a name in two parts.
    fn find_joined(stem: &str, suffix: &str) -> Option<&'static Self> {
        let letter = usize::from(stem.bytes().next()?.checked_sub(b'a')?);
        let start = usize::from(*STARTS.get(letter)?);
        let units = OWN_UNITS.get(start..usize::from(*STARTS.get(letter + 1)?))?;
        if units.is_empty() || stem.len() + suffix.len() >= Name::LENGTH {
            return None;
        }
        let name = Name::joined(stem, suffix);
        units.get(units.binary_search_by(|unit| unit.name.cmp(&name)).ok()?)
    }
}

fn is(name: &str, test: impl FnOnce(&OwnUnit) -> bool) -> bool {
    OwnUnit::find(name).is_some_and(test)
}

/// Whether this is a target that systemd ships or shipped, or one that others have agreed on.
pub(crate) fn is_known_target(name: &str) -> bool {
    name.ends_with(".target") && OwnUnit::find(name).is_some()
}

/// All targets for which [`is_known_target`] holds, without their suffix.
pub(crate) fn known_targets() -> impl Iterator<Item = &'static str> {
    OWN_UNITS.iter().filter_map(|unit| unit.name.as_str().strip_suffix(".target"))
}

/// Whether the system manager has a unit of this name, given in two parts: a file of that name in `/etc/systemd/system`
/// replaces it.
pub(crate) fn is_of_system(stem: &str, suffix: &str) -> bool {
    OwnUnit::find_joined(stem, suffix)
        .is_some_and(|unit| matches!(unit.managers, Managers::System | Managers::Both))
}

/// Whether this is a target that the system manager has and user managers do not.
pub(crate) fn is_target_of_system_only(name: &str) -> bool {
    name.ends_with(".target") && is(name, |unit| unit.managers == Managers::System)
}

/// The targets that user managers have and the system manager does not.
pub(crate) fn of_user_only() -> impl Iterator<Item = &'static str> {
    OWN_UNITS.iter().filter(|unit| unit.managers == Managers::User).map(|unit| unit.name.as_str())
}

/// Whether this is a target that structures the boot. All are reached in every boot, except those that are
/// [`is_on_demand`].
pub(crate) fn is_part_of_boot(name: &str) -> bool {
    is(name, |unit| matches!(unit.reached, Reached::AtBoot | Reached::OnDemand))
}

/// Whether a target is part of a boot only if another unit asks for it.
pub(crate) fn is_on_demand(name: &str) -> bool {
    is(name, |unit| unit.reached == Reached::OnDemand)
}

/// Whether a unit is reached at a time other than boot, or in a boot that starts next to nothing.
pub(crate) fn is_outside_boot(name: &str) -> bool {
    is(name, |unit| matches!(unit.reached, Reached::OutsideBoot | Reached::AtShutdown))
}

/// Whether a target is reached when the machine, or a user manager, shuts down.
pub(crate) fn is_reached_at_shutdown(name: &str) -> bool {
    is(name, |unit| unit.reached == Reached::AtShutdown)
}

/// Whether a unit is reached before any process manager is started: because of the units that distributions ship for
/// supervisord or the default dependencies of every service, or because a container does not have it.
pub(crate) fn is_reached_early(name: &str) -> bool {
    is(name, |unit| unit.is_early)
}

/// Whether `sysinit.target` waits for a target and for what that wants.
pub(crate) fn delays_sysinit(name: &str) -> bool {
    is(name, |unit| unit.delays == Delays::Sysinit)
}

/// Whether `basic.target` waits for a target and for what that wants.
pub(crate) fn delays_basic(name: &str) -> bool {
    is(name, |unit| unit.delays != Delays::Nothing)
}

/// The target that units of a type are usually enabled in.
pub(crate) const fn usual_target(kind: UnitType, is_user_unit: bool) -> Option<&'static str> {
    match kind {
        // User managers have no multi-user.target.
        UnitType::Service if is_user_unit => Some("default.target"),
        UnitType::Service => Some("multi-user.target"),
        UnitType::Socket => Some("sockets.target"),
        UnitType::Timer => Some("timers.target"),
        UnitType::Path => Some("paths.target"),
        _ => None,
    }
}

/// The dependencies of a target that structures the boot.
#[derive(Clone, Copy, Debug)]
pub(in crate::systemd) struct BootTarget {
    /// The units that it starts.
    pub(in crate::systemd) starts: WordList,
    /// The units that it is ordered after.
    pub(in crate::systemd) after: WordList,
}

/// The targets of the system manager that structure a boot, that into a rescue shell included, by name.
pub(in crate::systemd) fn boot_targets() -> impl Iterator<Item = (&'static str, BootTarget)> {
    OWN_UNITS.iter().filter_map(|unit| Some((unit.name.as_str(), BootTarget::of(unit)?)))
}

/// The target of this name, if it is one of these.
pub(in crate::systemd) fn boot_target(name: &str) -> Option<BootTarget> {
    OwnUnit::find(name).and_then(BootTarget::of)
}

impl BootTarget {
    fn of(unit: &OwnUnit) -> Option<Self> {
        let is_in_boot = matches!(unit.reached, Reached::AtBoot | Reached::OnDemand);
        let name = unit.name.as_str();
        // What `default.target` is depends on the machine.
        let is_known = is_in_boot && name != "default.target" || name == "rescue.target";
        is_known.then(|| Self::named(name))
    }

    /// The dependencies in the unit files, without targets that a build may leave out.
    fn named(name: &str) -> Self {
        let (starts, after) = match name {
            "basic.target" => (
                "sysinit.target sockets.target timers.target paths.target slices.target",
                "sysinit.target sockets.target paths.target slices.target",
            ),
            "cryptsetup.target" => ("", "cryptsetup-pre.target"),
            "graphical.target" => ("multi-user.target", "multi-user.target"),
            "local-fs.target" => ("", "local-fs-pre.target"),
            "multi-user.target" => ("basic.target", "basic.target"),
            "network-online.target" => ("", "network.target"),
            "network.target" => ("", "network-pre.target"),
            "remote-fs.target" => ("", "remote-fs-pre.target"),
            "rescue.target" => ("sysinit.target", "sysinit.target"),
            "sysinit.target" => ("local-fs.target swap.target", "local-fs.target swap.target"),
            "time-sync.target" => ("time-set.target", "time-set.target"),
            _ => ("", ""),
        };
        Self { starts: WordList::new(starts), after: WordList::new(after) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::systemd::kinds::unit_name::UnitName;

    #[test]
    fn the_names_are_sorted_and_valid() {
        assert!(OWN_UNITS.is_sorted_by(|one, two| one.name < two.name));
        for unit in &OWN_UNITS {
            assert!(UnitName::read(unit.name.as_str()).is_some(), "{unit:?}");
        }
    }

    #[test]
    fn boot_targets_name_each_other() {
        for (name, target) in boot_targets() {
            for other in target.starts.iter().chain(target.after.iter()) {
                assert!(boot_target(other).is_some(), "{name} names {other}");
            }
        }
    }

    #[test]
    fn a_target_that_delays_the_boot_is_a_target_of_the_system() {
        for unit in OWN_UNITS.iter().filter(|unit| unit.delays != Delays::Nothing) {
            let name = unit.name.as_str();
            assert!(is_of_system(name, "") && !is_outside_boot(name), "{name}");
        }
        assert!(delays_basic("swap.target") && !delays_sysinit("paths.target"));
    }

    #[test]
    fn each_occasion_has_its_targets() {
        assert!(is_part_of_boot("network-online.target") && is_on_demand("network-online.target"));
        assert!(is_part_of_boot("default.target") && !is_on_demand("default.target"));
        assert!(is_outside_boot("rescue.target") && !is_part_of_boot("rescue.target"));
        assert!(is_outside_boot("initrd.target") && is_outside_boot("systemd-suspend.service"));
        assert!(is_reached_at_shutdown("umount.target") && is_outside_boot("umount.target"));
        assert!(!is_part_of_boot("app.target") && !is_outside_boot("app.target"));
    }

    #[test]
    fn units_belong_to_the_managers_that_ship_them() {
        assert!(is_of_system("sockets", ".target") && !is_target_of_system_only("sockets.target"));
        assert!(is_target_of_system_only("multi-user.target"));
        assert!(!is_of_system("syslog", ".target") && is_known_target("syslog.target"));
        assert!(!is_of_system("graphical-session", ".target"));
    }
}
