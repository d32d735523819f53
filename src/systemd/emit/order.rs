//! Start order: the steps of the start become a chain of `After=`, and so do explicit waits.

use super::Context;
use super::unit_writer::UnitWriter;
use crate::emission::Property;
use crate::ir::{Awaited, Deployment, Leaf, Service, Start, Started, Wait};
use crate::systemd::directives::Name;

/// The start step of each service.
#[derive(Debug)]
pub(super) struct Ranks {
    steps: Vec<usize>,
    /// The services of each step.
    members: Vec<Vec<usize>>,
    /// By step: whether one of its services is started at boot.
    at_boot: Vec<bool>,
}

/// Computes the steps of a deployment.
pub(super) fn ranks(deployment: &Deployment<'_>) -> Ranks {
    let steps = deployment.steps();
    let count = steps.iter().max().map_or(0, |last| last + 1);
    let (mut at_boot, mut members) = (vec![false; count], vec![Vec::new(); count]);
    for (index, (service, step)) in deployment.services.iter().zip(&steps).enumerate() {
        at_boot[*step] |= service.start.value == Start::AtBoot;
        members[*step].push(index);
    }
    Ranks { steps, members, at_boot }
}

impl Ranks {
    /// Whether the step of a service comes before that of another.
    pub(super) fn precedes(&self, service: usize, other: usize) -> bool {
        self.steps[service] < self.steps[other]
    }

    /// The services of the step right before this service's, and of earlier steps until one has a service started at
    /// boot: `After=` orders jobs, and a unit that nothing starts has no job, so the chain would break there.
    pub(super) fn before(&self, service: usize) -> Vec<usize> {
        let step = self.steps[service];
        let first = (0..step).rev().find(|earlier| self.at_boot[*earlier]).unwrap_or(0);
        let mut before: Vec<usize> = self.members[first..step].concat();
        before.sort_unstable();
        before
    }
}

impl UnitWriter<'_, '_, '_> {
    /// The units that are started before it.
    pub(super) fn start_order(&mut self) {
        let Context { deployment, common: _, names, ranks, target: _, comments, index, service } =
            *self.context;
        let mut before = ranks.before(index);
        let start = deployment.waits.partition_point(|wait| wait.service < index);
        let waits =
            || deployment.waits.iter().enumerate().skip(start).take_while(|(_, wait)| wait.service == index);
        let mut what = vec![self.what(Leaf::Order)];
        for (at, wait) in waits() {
            what.push(Property::Waits(at));
            // A service in an earlier step is already ordered before this one by the chain.
            let missing =
                wait.on.iter().map(|(other, _)| *other).filter(|other| !ranks.precedes(*other, index));
            for other in missing {
                before.push(other);
            }
        }
        let after: Vec<String> =
            before.iter().flat_map(|other| names.units(*other).iter().cloned()).collect();
        if !after.is_empty() {
            self.unit.line(Name::After, after.join(" "), what, &service.order.from, comments);
        }
        for (at, wait) in waits() {
            if let Some(reason) = wait_difference(wait, &deployment.services) {
                self.unit.writer.unspelled(Property::Waits(at), reason);
            }
        }
    }
}

/// How systemd waits differently from a supervisord event listener; `None` if both wait for the end of a command that
/// ends.
fn wait_difference(wait: &Wait, services: &[Service<'_>]) -> Option<String> {
    let names = |which: &dyn Fn(&Service<'_>, Awaited) -> bool| {
        let others = wait.on.iter().filter_map(|(other, awaited)| Some((services.get(*other)?, *awaited)));
        let names: Vec<&str> = others
            .filter(|(other, awaited)| which(other, *awaited))
            .map(|(other, _)| other.name.as_str())
            .collect();
        (!names.is_empty()).then(|| names.join(" and "))
    };
    let mut reasons = Vec::new();
    if let Some(names) = names(&|_, awaited| awaited == Awaited::Running) {
        reasons.push(format!(
            "The listener started it once {names} had run for startsecs, and never if that did not happen; systemd starts it \
             as soon as {names} was started, whatever happens then. Type=notify there makes it wait until all is ready."
        ));
    }
    if let Some(names) =
        names(&|other, awaited| awaited == Awaited::Ended && other.started.value != Started::OnEnd)
    {
        reasons.push(format!(
            "The listener waited until {names} had ended for the first time; systemd does not wait for the end of what it \
             restarts, and starts it after the start of {names}."
        ));
    }
    if let Some(names) = names(&|_, awaited| awaited == Awaited::Other) {
        reasons.push(format!(
            "The listener started it when {names} was given up or stopped; systemd starts it after {names} in any case. \
             OnFailure= in that unit starts it only after a failure."
        ));
    }
    (!reasons.is_empty()).then(|| reasons.join(" "))
}
