//! The services that are not started automatically until somebody has completed or decided what is left to do.

use std::collections::BTreeSet;

use super::Direction;
use crate::emission::{Emission, Property, Undecided};

/// Their names in the emitted files, in the order of the deployment.
#[must_use]
pub(crate) fn waiting(direction: Direction, emission: &Emission, undecided: &[Undecided]) -> Vec<String> {
    let decisions = undecided.iter().filter(|one| one.blocks_start).map(|one| one.service);
    let completions = emission.unspelled.iter().filter(|note| note.is_by_hand());
    let completions = completions.filter_map(|note| match note.property {
        Property::Leaf(service, _) => Some(service),
        _ => None,
    });
    let services: BTreeSet<usize> = decisions.chain(completions).collect();
    let names = services.into_iter().filter_map(|service| emission.names.get(service));
    match direction {
        Direction::ToSystemd => names.map(|name| name.all.clone()).collect(),
        Direction::ToSupervisord => names.flat_map(|name| name.services.iter().cloned()).collect(),
    }
}
