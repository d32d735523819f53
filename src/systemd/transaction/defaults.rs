//! The default dependencies of units on the targets that structure the boot.

use crate::systemd::kinds::unit_name::UnitType;

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
