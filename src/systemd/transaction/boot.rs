//! The targets of systemd itself that structure the boot, and the default dependencies of units on them.

use std::sync::OnceLock;

use crate::source::Map;
use crate::systemd::kinds::unit_name::UnitType;
use crate::word_list::WordList;

/// One of systemd's own targets.
#[derive(Clone, Copy, Debug)]
pub(in crate::systemd) struct BootTarget {
    /// The units that it starts.
    pub(in crate::systemd) starts: WordList,
    /// The units that it is ordered after.
    pub(in crate::systemd) after: WordList,
}

/// The targets of the system manager that structure the boot, as in 252, one per line: the name, what it starts,
/// what it is ordered after. Targets that a build may leave out are not listed.
const BOOT_TARGETS: &str = "basic.target|sysinit.target sockets.target timers.target paths.target slices.target|sysinit.target sockets.target paths.target slices.target\n\
     cryptsetup.target||cryptsetup-pre.target\n\
     cryptsetup-pre.target||\n\
     graphical.target|multi-user.target|multi-user.target\n\
     local-fs-pre.target||\n\
     local-fs.target||local-fs-pre.target\n\
     multi-user.target|basic.target|basic.target\n\
     network-online.target||network.target\n\
     network-pre.target||\n\
     network.target||network-pre.target\n\
     paths.target||\n\
     remote-fs-pre.target||\n\
     remote-fs.target||remote-fs-pre.target\n\
     rescue.target|sysinit.target|sysinit.target\n\
     slices.target||\n\
     sockets.target||\n\
     swap.target||\n\
     sysinit.target|local-fs.target swap.target|local-fs.target swap.target\n\
     time-set.target||\n\
     time-sync.target|time-set.target|time-set.target\n\
     timers.target||";

/// The targets that structure the boot, by name.
pub(in crate::systemd) fn boot_targets() -> impl Iterator<Item = (&'static str, BootTarget)> {
    BOOT_TARGETS.lines().filter_map(of_line)
}

fn of_line(line: &'static str) -> Option<(&'static str, BootTarget)> {
    let (name, rest) = line.split_once('|')?;
    let (starts, after) = rest.split_once('|')?;
    Some((name, BootTarget { starts: WordList::new(starts), after: WordList::new(after) }))
}

/// The target of this name, if it is one of these.
pub(in crate::systemd) fn boot_target(name: &str) -> Option<BootTarget> {
    // Parsing the whole list costs as much as searching it once, and a fleet looks up many names.
    static BY_NAME: OnceLock<Map<&'static str, BootTarget>> = OnceLock::new();
    let by_name = BY_NAME.get_or_init(|| {
        let mut by_name = Map::new();
        boot_targets().for_each(|(name, target)| _ = by_name.insert(name, target));
        by_name
    });
    by_name.get(name).copied()
}

/// The targets that a unit of this type is ordered after and before by default.
pub(in crate::systemd) fn default_orderings(
    kind: UnitType,
    is_remote: bool,
    may_fail: bool,
) -> (&'static [&'static str], &'static [&'static str]) {
    let (after, before): (&[&str], &[&str]) = match kind {
        UnitType::Service => (&["sysinit.target", "basic.target"], &[]),
        UnitType::Socket => (&["sysinit.target"], &["sockets.target"]),
        UnitType::Timer => (&["sysinit.target"], &["timers.target"]),
        UnitType::Path => (&["sysinit.target"], &["paths.target"]),
        UnitType::Automount => (&["local-fs-pre.target"], &["local-fs.target"]),
        UnitType::Mount if is_remote => (&["remote-fs-pre.target"], &["remote-fs.target"]),
        UnitType::Mount => (&["local-fs-pre.target"], &["local-fs.target"]),
        _ => (&[], &[]),
    };
    // The boot does not wait for a `nofail` mount.
    (after, if may_fail { &[] } else { before })
}
