//! Start order: the steps of the start become a chain of `After=`.

use crate::ir::Deployment;

/// The step of each service.
#[derive(Debug)]
pub(super) struct Ranks {
    steps: Vec<usize>,
}

/// The steps of a deployment.
pub(super) fn ranks(deployment: &Deployment<'_>) -> Ranks {
    Ranks { steps: deployment.steps() }
}

impl Ranks {
    /// The services of the step right before this service's.
    pub(super) fn before(&self, service: usize) -> Vec<usize> {
        let Some(step) = self.steps[service].checked_sub(1) else { return Vec::new() };
        (0..self.steps.len()).filter(|other| self.steps[*other] == step).collect()
    }
}
