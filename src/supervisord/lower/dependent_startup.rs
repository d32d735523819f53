//! Programs started by supervisord-dependent-startup 1.4.0, an event listener: those with `dependent_startup=true` and
//! `autostart=false`, each after the programs in its `dependent_startup_wait_for` have reached the state given there.
//! supervisord itself knows neither option.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{
    Awaited, Decided, Deployment, EndingSet, Native, NativeReason, SettingId, SettingIds, Start, Started,
    Wait,
};
use crate::supervisord::kinds::boolean;

/// The name of the listener as a module (`-m`) and as a program.
const LISTENERS: [&str; 2] = ["supervisord_dependent_startup", "supervisord-dependent-startup"];

/// An option that the listener reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Name {
    /// Whether the listener starts the program.
    Starts,
    /// The programs that the listener waits for before it starts this one.
    WaitsFor,
}

impl Name {
    /// The option with this name, ignoring case.
    pub(crate) fn of(name: &[u8]) -> Option<Self> {
        let is_it = |one: &Self| name.eq_ignore_ascii_case(one.as_str().as_bytes());
        [Self::Starts, Self::WaitsFor].into_iter().find(is_it)
    }

    /// The name, in lower case.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Starts => "dependent_startup",
            Self::WaitsFor => "dependent_startup_wait_for",
        }
    }
}

/// An option of a program that the listener reads, as written.
#[derive(Debug)]
pub(super) struct Setting {
    pub(super) service: usize,
    pub(super) name: Name,
    pub(super) id: SettingId,
    pub(super) value: String,
}

/// The options of one program.
#[derive(Debug, Default)]
struct ProgramOptions {
    starts: Option<(SettingId, bool)>,
    waits: Option<(SettingId, Vec<(usize, Awaited)>)>,
}

/// Starts the programs that the listener would start, after those that it would wait for. Without such a listener the
/// options have no effect.
pub(super) fn apply(settings: Vec<Setting>, deployment: &mut Deployment<'_>) {
    let mut native = |setting: &Setting, reason| {
        deployment.natives.push(Native { setting: setting.id, service: Some(setting.service), reason });
    };
    let starts_programs = |program: &str| LISTENERS.contains(&program.trim_end_matches(".py"));
    let mut has_listener = false;
    for listener in &mut deployment.listeners {
        listener.starts_programs = listener.program.as_deref().is_some_and(starts_programs);
        has_listener |= listener.starts_programs;
    }
    if !has_listener {
        settings.iter().for_each(|setting| native(setting, NativeReason::UnknownName));
        return;
    }
    let names: BTreeMap<&str, usize> =
        deployment.services.iter().enumerate().map(|(at, service)| (service.name.as_str(), at)).collect();
    let mut asked: BTreeMap<usize, ProgramOptions> = BTreeMap::new();
    let mut overridden = BTreeSet::new();
    for setting in &settings {
        let one = asked.entry(setting.service).or_default();
        let earlier = match setting.name {
            Name::Starts => {
                let starts = boolean::parse(setting.value.trim()).unwrap_or(false);
                one.starts.replace((setting.id, starts)).map(|(id, _)| id)
            }
            Name::WaitsFor => {
                one.waits.replace((setting.id, parse_wait_for(&setting.value, &names))).map(|(id, _)| id)
            }
        };
        overridden.extend(earlier);
    }
    let started = start_order(&asked, deployment);
    for index in &started {
        if let Some(one) = asked.get(index) {
            start(*index, one, deployment);
        }
    }
    let started: BTreeSet<usize> = started.into_iter().collect();
    for setting in &settings {
        let reason = match overridden.contains(&setting.id) {
            true => NativeReason::Overridden,
            // The listener ignores a program that supervisord starts, and never starts one that waits for a program
            // which is not started.
            false if !started.contains(&setting.service) => NativeReason::WithoutEffect,
            false => continue,
        };
        deployment.natives.push(Native { setting: setting.id, service: Some(setting.service), reason });
    }
    deployment.waits.sort_by_key(|wait| wait.service);
}

/// Parses `a b:exited c:running,exited`: programs, each with alternative states. Names of unknown programs are dropped.
fn parse_wait_for(value: &str, names: &BTreeMap<&str, usize>) -> Vec<(usize, Awaited)> {
    let one = |word: &str| {
        let (name, states) = word.split_once(':').unwrap_or((word, "running"));
        let has = |state: &str| states.split(',').any(|own| own.eq_ignore_ascii_case(state));
        let awaited = match () {
            () if has("running") || has("starting") => Awaited::Running,
            () if has("exited") => Awaited::Ended,
            () => Awaited::Other,
        };
        Some((*names.get(name)?, awaited))
    };
    value.split_ascii_whitespace().filter_map(one).collect()
}

/// The programs that the listener starts, each after all that it waits for.
fn start_order(asked: &BTreeMap<usize, ProgramOptions>, deployment: &Deployment<'_>) -> Vec<usize> {
    let is_asked = |index: usize| {
        let one = asked.get(&index).and_then(|one| one.starts);
        one.is_some_and(|(_, starts)| starts) && deployment.services[index].start.value == Start::ByHand
    };
    let awaited = |index: usize| {
        let waits = asked.get(&index).and_then(|one| one.waits.as_ref());
        waits.into_iter().flat_map(|(_, on)| on.iter().map(|(other, _)| *other))
    };
    let at_boot = |index: &usize| deployment.services[*index].start.value == Start::AtBoot;
    let mut pending: BTreeMap<usize, usize> = BTreeMap::new();
    let mut dependents: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for index in asked.keys().copied().filter(|index| is_asked(*index)) {
        pending.insert(index, 0);
        for other in awaited(index).filter(|other| !at_boot(other)) {
            // A program that is never started keeps those that wait for it waiting.
            *pending.entry(index).or_default() += 1;
            dependents.entry(other).or_default().push(index);
        }
    }
    let mut started: Vec<usize> =
        pending.iter().filter(|(_, count)| **count == 0).map(|(index, _)| *index).collect();
    let mut next = 0;
    while let Some(index) = started.get(next).copied() {
        next += 1;
        for dependent in dependents.get(&index).into_iter().flatten() {
            if let Some(count) = pending.get_mut(dependent) {
                *count -= 1;
                if *count == 0 {
                    started.push(*dependent);
                }
            }
        }
    }
    started
}

fn start(index: usize, asked: &ProgramOptions, deployment: &mut Deployment<'_>) {
    let mut from = deployment.services[index].start.from.clone();
    from.extend(&SettingIds::of([asked.starts.map(|(id, _)| id)]));
    deployment.services[index].start = Decided::by(Start::AtBoot, from);
    let Some((id, on)) = &asked.waits else { return };
    for (other, awaited) in on {
        // A program that is not restarted is finished when it exits; those that wait for its exit start only then.
        if *awaited == Awaited::Ended && is_never_restarted(deployment, *other) {
            let started = &mut deployment.services[*other].started;
            started.value = Started::OnEnd;
            started.from.add(*id);
        }
        order_after(index, *other, *id, deployment);
    }
    let wait = Wait { service: index, on: on.clone(), from: SettingIds::one(*id) };
    deployment.waits.push(wait);
}

/// Whether a program is never restarted when it exits.
fn is_never_restarted(deployment: &Deployment<'_>, index: usize) -> bool {
    deployment.services[index].restart_later.value == EndingSet::NONE
}

/// Gives a service a priority after that of another, unless it already has one.
fn order_after(index: usize, other: usize, from: SettingId, deployment: &mut Deployment<'_>) {
    let rank = |at: usize| {
        let service = &deployment.services[at];
        let group = service.membership.value.first();
        let group = group.and_then(|name| deployment.groups.iter().find(|group| group.name == *name));
        (group.and_then(|group| group.rank), service.order.value)
    };
    let ((own_group, own), (its_group, its)) = (rank(index), rank(other));
    let minimum = match own_group {
        Some(group) if group == its_group.unwrap_or(its) => its.saturating_add(1),
        // The groups' own ranks decide.
        Some(_) => return,
        None => its_group.unwrap_or(its).saturating_add(1),
    };
    if own < minimum {
        let order = &mut deployment.services[index].order;
        order.value = minimum;
        order.from.add(from);
    }
}
