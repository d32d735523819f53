//! The targets of systemd's own that tie the boot together, and how a unit stands to them by itself.

use std::sync::OnceLock;

use crate::source::Map;
use crate::systemd::kinds::unit_name::UnitType;
use crate::word_list::WordList;

/// A unit of systemd's own.
#[derive(Clone, Copy, Debug)]
pub(in crate::systemd) struct BuiltIn {
    /// What it starts.
    pub(in crate::systemd) starts: WordList,
    /// What it comes after.
    pub(in crate::systemd) after: WordList,
}

/// The targets of the system manager that tie the boot together, as 252 has them: on each line a name, what it starts, what it
/// comes after. What a build may leave out is not here.
const BUILT_IN: &str = "basic.target|sysinit.target sockets.target timers.target paths.target slices.target|sysinit.target sockets.target paths.target slices.target\n\
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

/// The targets that tie the boot together, by name.
pub(in crate::systemd) fn built_ins() -> impl Iterator<Item = (&'static str, BuiltIn)> {
    BUILT_IN.lines().filter_map(of_line)
}

fn of_line(line: &'static str) -> Option<(&'static str, BuiltIn)> {
    let (name, rest) = line.split_once('|')?;
    let (starts, after) = rest.split_once('|')?;
    Some((name, BuiltIn { starts: WordList::new(starts), after: WordList::new(after) }))
}

/// One of these targets.
pub(in crate::systemd) fn built_in(name: &str) -> Option<BuiltIn> {
    // To read the list is as dear as to look through it for one name, and of a fleet many are looked for.
    static BY_NAME: OnceLock<Map<&'static str, BuiltIn>> = OnceLock::new();
    let by_name = BY_NAME.get_or_init(|| {
        let mut by_name = Map::new();
        built_ins().for_each(|(name, target)| _ = by_name.insert(name, target));
        by_name
    });
    by_name.get(name).copied()
}

/// The targets that a unit of this type comes after and before by itself.
pub(in crate::systemd) fn defaults(
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
    // The boot does not wait for what may be missing.
    (after, if may_fail { &[] } else { before })
}
