//! The start transaction of a unit, as far as the known units determine it: what else is started, and in which
//! order (`transaction.c`).

mod defaults;
mod relations;

use std::collections::{BTreeMap, VecDeque};

use super::directives::Name;
use super::fleet::{self, Fleet, FleetUnit};
use super::own_units::boot_target;
use relations::Relations;

pub(super) use defaults::default_orderings;
pub(super) use relations::{requires_active, starts, triggers_others};

/// Where an ordering is written; `None` for one that systemd adds by default.
pub(crate) type Origin = Option<fleet::Location>;

/// An ordering between two units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// The later unit.
    pub unit: String,
    /// The unit that it is ordered after.
    pub after: String,
    /// Where the ordering is written.
    pub origin: Origin,
}

/// How many of the units that a unit starts are considered, nearest first. With thousands of units that start each
/// other, the search would take forever, and cycles are short.
const MAX_UNITS: usize = 256;

/// Whether a unit can be part of a cycle at all: its own ordering names a known unit or, in `Before=`, a boot
/// target.
#[must_use]
pub(crate) fn may_be_cyclic(unit: FleetUnit<'_>, fleet: &Fleet) -> bool {
    unit.words().filter(|word| word.is_known && matches!(word.directive, Name::After | Name::Before)).any(
        |word| {
            let is_met = |other: &str| {
                fleet.find_or_template(other).is_some()
                    || word.directive == Name::Before && boot_target(other).is_some()
            };
            word.unit(unit.name()).is_some_and(|other| is_met(&other))
        },
    )
}

/// The shortest ordering cycle through a unit and what is started with it, as steps from the unit back to itself.
#[must_use]
pub(crate) fn cycle(unit: FleetUnit<'_>, fleet: &Fleet) -> Option<Vec<Step>> {
    let after = Orders::of(unit, fleet).after;
    let own = unit.name();
    let mut came_from: BTreeMap<&str, &str> = BTreeMap::new();
    let mut queue = VecDeque::from([own]);
    while let Some(at) = queue.pop_front() {
        for next in after.get(at).into_iter().flat_map(BTreeMap::keys) {
            if came_from.contains_key(next.as_str()) {
                continue;
            }
            let _ = came_from.insert(next, at);
            queue.push_back(next);
        }
    }
    let mut steps = Vec::new();
    let mut at = own;
    loop {
        let later = *came_from.get(at)?;
        let origin = after.get(later).and_then(|earlier| earlier.get(at)).copied().flatten();
        steps.push(Step { unit: later.to_owned(), after: at.to_owned(), origin });
        at = later;
        if at == own {
            steps.reverse();
            return Some(steps);
        }
    }
}

/// The ordering among a unit and everything that is started with it.
#[derive(Debug, Default)]
struct Orders {
    /// By unit: the units that it is ordered after.
    after: BTreeMap<String, BTreeMap<String, Origin>>,
}

impl Orders {
    fn of(unit: FleetUnit<'_>, fleet: &Fleet) -> Self {
        let relations = |name: &str| match fleet.find_or_template(name) {
            // A directory elsewhere may contain another unit of this name.
            _ if name == unit.name() => Some(Relations::of(unit, name)),
            Some(other) => Some(Relations::of(other, name)),
            None => boot_target(name).map(Relations::boot_target),
        };
        let mut known: BTreeMap<String, Relations> = BTreeMap::new();
        let mut open = VecDeque::from([unit.name().to_owned()]);
        while let Some(name) = open.pop_front().filter(|_| known.len() < MAX_UNITS) {
            if !known.contains_key(&name)
                && let Some(relations) = relations(&name)
            {
                open.extend(relations.starts.iter().cloned());
                let _ = known.insert(name, relations);
            }
        }
        let required: Vec<String> =
            known.values().flat_map(|relations| relations.requires_active.iter().cloned()).collect();
        for name in required {
            if !known.contains_key(&name)
                && let Some(mut relations) = relations(&name)
            {
                relations.starts.clear();
                let _ = known.insert(name, relations);
            }
        }
        let mut orders = Self::default();
        for (name, relations) in &known {
            for (other, origin) in relations.after.iter().filter(|(other, _)| known.contains_key(other)) {
                orders.add(name, other, *origin);
            }
            for (other, origin) in relations.before.iter().filter(|(other, _)| known.contains_key(other)) {
                orders.add(other, name, *origin);
            }
        }
        // A target is ordered after what it starts, unless it is ordered the other way or the other unit has no
        // default dependencies.
        for (name, relations) in known.iter().filter(|(_, relations)| relations.waits_for_started) {
            for other in relations.starts.iter().chain(&relations.requires_active) {
                let is_free = known.get(other).is_some_and(|other| other.has_default_dependencies);
                if is_free && !orders.after.get(other).is_some_and(|earlier| earlier.contains_key(name)) {
                    orders.add(name, other, None);
                }
            }
        }
        orders
    }

    /// Records an ordering. One that is written takes precedence over a default one; a unit is never ordered after
    /// itself.
    fn add(&mut self, unit: &str, after: &str, origin: Origin) {
        if unit != after {
            let known = self.after.entry(unit.to_owned()).or_default().entry(after.to_owned()).or_default();
            *known = known.or(origin);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Memory, SourceFile, Sources};
    use crate::systemd::Units;

    /// The units on the cycle through the first one.
    fn steps(files: &[(&str, &str)]) -> Option<Vec<String>> {
        let mut sources = Sources::new();
        let mut memory = Memory::new();
        for (name, text) in files {
            memory = memory.with(*name, *text);
        }
        let mut add =
            |name: &str, text: &str| sources.add(SourceFile::new(name, text.as_bytes().to_vec()).unwrap());
        let ids: Vec<FileId> = files.iter().map(|(name, text)| add(name, text)).collect();
        let units = Units::read(&ids, &mut sources, &memory);
        let fleet = units.fleet();
        let unit = fleet.given().next().unwrap();
        let cycle = cycle(unit, fleet);
        assert!(cycle.is_none() || may_be_cyclic(unit, fleet), "the prefilter missed the cycle");
        assert!(
            cycle.is_none() || fleet::CyclicUnits::of(fleet).may_contain(unit),
            "the search over all units missed the cycle"
        );
        cycle.map(|steps| steps.into_iter().map(|step| step.unit).collect())
    }

    #[test]
    fn two_units_ordered_after_each_other_form_a_cycle() {
        let b = ("b.service", "[Unit]\nAfter=a.service\n[Service]\n");
        let a = |lines: &str| ("a.service", format!("[Unit]\n{lines}\n[Service]\n"));
        let of = |lines: &str| {
            let (name, text) = a(lines);
            steps(&[(name, &text), b])
        };
        assert_eq!(of("Requires=b.service\nAfter=b.service").unwrap(), ["a.service", "b.service"]);
        assert_eq!(of("After=b.service"), None, "not started together");
        assert_eq!(of("Wants=b.service"), None, "only one of them waits");
    }

    #[test]
    fn another_unit_of_the_same_name_is_ignored() {
        let text = |before: &str| format!("[Unit]\nBefore={before}\n[Service]\n");
        let (good, bad) = (text("network.target"), text("sysinit.target"));
        assert_eq!(steps(&[("u/a.service", &good), ("v/a.service", &bad)]), None);
        assert!(steps(&[("v/a.service", &bad), ("u/a.service", &good)]).is_some());
    }

    #[test]
    fn a_long_chain_is_not_followed_to_its_end() {
        let text = |at: usize| {
            let next = (at + 1) % 300;
            format!(
                "[Unit]\nDefaultDependencies=no\nWants=u{next}.service\nAfter=u{next}.service\n[Service]\n"
            )
        };
        let files: Vec<(String, String)> = (0..300).map(|at| (format!("u{at}.service"), text(at))).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, &**text)).collect();
        assert_eq!(steps(&files), None);
    }

    #[test]
    fn a_service_is_ordered_after_the_early_boot_by_default() {
        let of = |lines: &str| {
            let text = format!("[Unit]\n{lines}\n[Service]\n");
            steps(&[("a.service", &text)])
        };
        assert_eq!(of("Before=sysinit.target").unwrap(), ["a.service", "sysinit.target"]);
        assert_eq!(of("Before=swap.target").unwrap(), ["a.service", "sysinit.target", "swap.target"]);
        assert_eq!(of("Before=swap.target\nDefaultDependencies=no"), None);
        assert_eq!(of("Before=basic.target"), None, "run on 252: not part of the start transaction");
        assert_eq!(of("Before=network.target"), None);
    }

    #[test]
    fn a_required_unit_may_pull_in_the_early_boot() {
        let text = "[Unit]\nDefaultDependencies=no\nBefore=sysinit.target\nRequires=b.socket\nAfter=b.socket\n[Service]\n";
        let socket = ("b.socket", "[Socket]\nListenStream=/a\n");
        assert_eq!(
            steps(&[("a@.service", text), socket]).unwrap(),
            ["a@.service", "b.socket", "sysinit.target"]
        );
        assert_eq!(steps(&[("user/a@.service", text), ("user/b.socket", socket.1)]), None);
    }

    #[test]
    fn a_target_is_ordered_after_the_units_it_starts() {
        let service = ("b.service", "[Service]\n");
        let target = |lines: &str| format!("[Unit]\nBefore=sysinit.target\n{lines}\n");
        assert_eq!(steps(&[("a.target", &target("Requires=b.service")), service]).unwrap().len(), 3);
        assert_eq!(steps(&[("a.target", &target("Requires=sysinit.target"))]), None);
        let requires_active = steps(&[("a.target", &target("Requisite=b.service")), service]);
        assert_eq!(requires_active, None, "run on 252: Requisite= pulls nothing in");
    }

    #[test]
    fn a_local_mount_is_ordered_before_local_fs_target() {
        let service = ("b.service", "[Service]\n");
        let of = |lines: &str| {
            let text = format!("[Unit]\nRequires=b.service\nAfter=b.service\n[Mount]\nWhat=/x\n{lines}\n");
            steps(&[("a.mount", &text), service])
        };
        assert_eq!(of("").unwrap(), ["a.mount", "b.service", "sysinit.target", "local-fs.target"]);
        assert_eq!((of("Type=nfs"), of("Options=ro,_netdev"), of("Options=nofail")), (None, None, None));
        let automount = ("a.automount", "[Unit]\nWants=b.service\nAfter=b.service\n[Automount]\n");
        assert_eq!(steps(&[automount, service]).unwrap().len(), 4);
    }

    #[test]
    fn a_socket_is_ordered_before_its_service() {
        let socket = ("a.socket", "[Unit]\nAfter=a.service\nWants=a.service\n[Socket]\nListenStream=/a\n");
        assert_eq!(steps(&[socket, ("a.service", "[Service]\n")]).unwrap(), ["a.socket", "a.service"]);
    }
}
