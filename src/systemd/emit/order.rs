//! Start order: the steps of the start become a chain of `After=`.

use crate::ir::{Deployment, Start};

/// The step of each service.
#[derive(Debug)]
pub(super) struct Ranks {
    steps: Vec<usize>,
    /// The services of each step.
    members: Vec<Vec<usize>>,
    /// For each step, whether one of its services is started at boot.
    at_boot: Vec<bool>,
}

/// The steps of a deployment.
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

    /// The services of the step right before this service's, and of earlier ones as long as none is started at boot:
    /// `After=` orders jobs, and a unit that nobody starts has none, so that the chain would break there.
    pub(super) fn before(&self, service: usize) -> Vec<usize> {
        let step = self.steps[service];
        let first = (0..step).rev().find(|earlier| self.at_boot[*earlier]).unwrap_or(0);
        let mut before: Vec<usize> = self.members[first..step].concat();
        before.sort_unstable();
        before
    }
}
