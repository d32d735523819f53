//! Which of the given units systemd starts at boot: those that a target of the boot wants, and what these want in turn.
//!
//! A unit that is not given counts as reached at boot, unless it is one of systemd's own for another occasion.

use std::collections::BTreeMap;

use super::groups::TargetFacts;
use super::named::Named;
use crate::ir::{Decided, Deployment, Native, NativeReason, SettingId, Sources, Start};
use crate::source::Map;
use crate::systemd::directives::Name;
use crate::systemd::transaction::built_in;
use crate::systemd::unit::Unit;

/// What a service says of the units that start it, and of those that it starts.
pub(super) struct Ties {
    pub(super) wanted_by: Vec<String>,
    pub(super) wanted_by_from: Sources,
    /// Those that start it by a link, whatever it says itself.
    pub(super) linked_by: Vec<String>,
    pub(super) part_of: Vec<String>,
    pub(super) pulls: Vec<Pull>,
}

/// A unit that another one starts along with itself, and the setting that says so.
pub(super) struct Pull {
    pub(super) unit: String,
    pub(super) directive: Name,
    pub(super) from: SettingId,
}

/// Of each service and of each target whether it is started at boot; and the settings that have it started by another one.
pub(super) struct Boot {
    services: Vec<Option<Sources>>,
    targets: Vec<Option<Sources>>,
}

impl Boot {
    pub(super) fn of(targets: &[TargetFacts<'_>], ties: &[Ties], named: &Named<'_>) -> Self {
        let count = ties.len();
        let mut by_name: Map<&str, Vec<usize>> = Map::new();
        for (at, target) in targets.iter().enumerate() {
            by_name.get_or_insert_with(target.unit.name.as_str(), Vec::new).push(count + at);
        }
        let nodes = |unit: &str| -> Vec<usize> {
            let is_target = unit.ends_with(".target");
            // `x@%i.target` and `x@1.target` are made from the template.
            let template =
                unit.split_once('@').filter(|_| is_target).map(|(prefix, _)| format!("{prefix}@.target"));
            let of_name = by_name.get(unit).or_else(|| by_name.get(template?.as_str()));
            named.of_unit(unit).chain(of_name.into_iter().flatten().copied()).collect()
        };
        // By unit, what is started along with it and by which settings.
        let mut starts: Vec<Vec<(usize, Sources)>> = vec![Vec::new(); count + targets.len()];
        let mut reached: Vec<Option<Sources>> = vec![None; count + targets.len()];
        let own = ties.iter().map(|tie| (&tie.wanted_by, &tie.wanted_by_from));
        let of_targets =
            targets.iter().map(|target| (&target.read.wanted_by.values, &target.read.wanted_by.from));
        for (at, (wanted_by, from)) in own.chain(of_targets).enumerate() {
            for unit in wanted_by {
                let wanting = nodes(unit);
                if wanting.is_empty() && !is_for_another_occasion(unit) {
                    reached[at] = Some(Sources::NONE);
                }
                wanting.into_iter().for_each(|other| starts[other].push((at, from.clone())));
            }
        }
        // What is linked is started whether the unit has a word for it or not.
        let linked = ties.iter().map(|tie| tie.linked_by.clone());
        let linked = linked.chain(targets.iter().map(|target| linked_by(target.unit)));
        for (at, units) in linked.enumerate() {
            for unit in units {
                let wanting = nodes(&unit);
                if wanting.is_empty() && !is_for_another_occasion(&unit) && reached[at].is_none() {
                    reached[at] = Some(Sources::NONE);
                }
                wanting.into_iter().for_each(|other| starts[other].push((at, Sources::NONE)));
            }
        }
        for (at, tie) in ties.iter().enumerate() {
            for pull in &tie.pulls {
                // What else it asks for with that is the table's to say.
                starts[at].extend(nodes(&pull.unit).into_iter().map(|other| (other, Sources::NONE)));
            }
        }
        for (at, target) in targets.iter().enumerate() {
            if is_of_boot(&target.unit.name) {
                reached[count + at] = Some(Sources::NONE);
            }
            // Why it wants them is told with its group.
            let from = &target.read.wanted_by.from;
            for (unit, _) in &target.wants {
                starts[count + at].extend(nodes(unit).into_iter().map(|other| (other, from.clone())));
            }
        }
        let mut open: Vec<usize> = (0..reached.len()).filter(|at| reached[*at].is_some()).collect();
        while let Some(at) = open.pop() {
            for (other, from) in std::mem::take(&mut starts[at]) {
                if reached[other].is_none() {
                    reached[other] = Some(from);
                    open.push(other);
                }
            }
        }
        let targets = reached.split_off(count);
        Self { services: reached, targets }
    }

    /// Whether a target is reached.
    pub(super) fn reaches(&self, target: usize) -> bool {
        self.targets.get(target).is_some_and(Option::is_some)
    }

    /// Says of each service whether it is started, and of the settings that would have it started what became of them.
    pub(super) fn decide(
        &self,
        ties: &[Ties],
        targets: &[TargetFacts<'_>],
        named: &Named<'_>,
        deployment: &mut Deployment<'_>,
    ) {
        for ((at, tie), reached) in ties.iter().enumerate().zip(&self.services) {
            let service = &mut deployment.services[at];
            match reached {
                Some(by) => {
                    let mut from = tie.wanted_by_from.clone();
                    from.extend(by);
                    service.start = Decided::by(Start::AtBoot, from);
                }
                None => {
                    // Who starts its group starts it.
                    let is_member = |target: &TargetFacts<'_>| {
                        let name = &target.unit.name;
                        tie.part_of.contains(name) && tie.wanted_by.contains(name)
                    };
                    if !tie.wanted_by.is_empty() && !targets.iter().any(is_member) {
                        let reason = NativeReason::NotAtBoot;
                        let natives = tie.wanted_by_from.iter();
                        deployment.natives.extend(natives.map(|setting| Native {
                            setting,
                            service: Some(at),
                            reason,
                        }));
                        service.start = Decided::default_of(Start::ByHand);
                    } else {
                        service.start = Decided::by(Start::ByHand, tie.wanted_by_from.clone());
                    }
                }
            }
        }
        // What a service wants is started by supervisord itself, where all of it is given.
        let is_started = |unit: &str| {
            let mut all = named.of_unit(unit).peekable();
            all.peek().is_some() && all.all(|at| self.services[at].is_some())
        };
        let mut started: BTreeMap<SettingId, bool> = BTreeMap::new();
        let wanted = ties.iter().flat_map(|tie| &tie.pulls).filter(|pull| pull.directive == Name::Wants);
        for pull in wanted {
            *started.entry(pull.from).or_insert(true) &= is_started(&pull.unit);
        }
        if !started.is_empty() {
            for native in &mut deployment.natives {
                if native.reason == NativeReason::Table && started.get(&native.setting) == Some(&true) {
                    native.reason = NativeReason::StartedToo;
                }
            }
        }
    }
}

/// The units that start one by a link.
pub(super) fn linked_by(unit: &Unit) -> Vec<String> {
    unit.links.iter().map(|link| link.by.clone()).collect()
}

/// Whether a target is one that every boot reaches.
fn is_of_boot(target: &str) -> bool {
    matches!(target, "default.target" | "getty.target" | "remote-fs.target")
        || target != "rescue.target" && built_in(target).is_some()
}

/// Whether a unit of systemd's own is reached at another time than at boot, or in a boot that starts next to nothing
/// (systemd.special(7)).
fn is_for_another_occasion(unit: &str) -> bool {
    matches!(
        unit,
        "ctrl-alt-del.target"
            | "emergency.target"
            | "exit.target"
            | "factory-reset.target"
            | "final.target"
            | "halt.target"
            | "hibernate.target"
            | "hybrid-sleep.target"
            | "kbrequest.target"
            | "kexec.target"
            | "poweroff.target"
            | "reboot.target"
            | "rescue.target"
            | "runlevel0.target"
            | "runlevel1.target"
            | "runlevel6.target"
            | "shutdown.target"
            | "sigpwr.target"
            | "sleep.target"
            | "soft-reboot.target"
            | "suspend-then-hibernate.target"
            | "suspend.target"
            | "system-update.target"
            | "umount.target"
    )
}
