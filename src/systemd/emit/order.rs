//! Start order: ranks become a chain of `After=`.

use crate::ir::Deployment;

/// For each service the step of the start that it belongs to, by rank; services of one rank share a step.
#[derive(Debug)]
pub(super) struct Ranks {
    steps: Vec<usize>,
}

/// supervisord starts groups by rank and, inside a group, its programs by rank; a program of no group is ranked among the
/// groups by its own.
pub(super) fn ranks(deployment: &Deployment<'_>) -> Ranks {
    let keys: Vec<(i64, i64)> = deployment
        .services
        .iter()
        .map(|service| {
            let own = service.order.value;
            let group = service.membership.value.first();
            let group = group.and_then(|name| deployment.groups.iter().find(|group| group.name == *name));
            (group.map_or(own, |group| group.rank), own)
        })
        .collect();
    let mut distinct = keys.clone();
    distinct.sort_unstable();
    distinct.dedup();
    let step = |key: &(i64, i64)| distinct.binary_search(key).unwrap_or_default();
    Ranks { steps: keys.iter().map(step).collect() }
}

impl Ranks {
    /// The services of the step right before this service's.
    pub(super) fn before(&self, service: usize) -> Vec<usize> {
        let Some(step) = self.steps[service].checked_sub(1) else { return Vec::new() };
        (0..self.steps.len()).filter(|other| self.steps[*other] == step).collect()
    }
}
