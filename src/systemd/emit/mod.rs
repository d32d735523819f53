//! From the shared model to units: what a maintainer would have written by hand.
//!
//! A service becomes one `.service`; several processes of one command a template and a target that wants its instances; a
//! group a target. Nothing that equals a default of systemd is written.

mod command;
mod endings;
mod hook;
mod launch;
mod limit;
mod logs;
mod names;
mod order;
mod path;
mod restart;
mod service;
mod socket;
mod stop;
mod streams;
mod surroundings;
mod target;
mod text;
mod variables;

use super::versions::Release;
use crate::emission::{Comments, Emission};
use crate::ir::{Deployment, Instances, Service};
pub use logs::Logs;
use names::Names;

/// What is asked of the units.
#[derive(Clone, Copy, Debug)]
pub struct Target<'t> {
    /// The release that must understand them.
    pub release: Release,
    /// What the source is called in the head of each file.
    pub source: &'t str,
    /// Where the output of programs goes.
    pub logs: Logs,
}

/// Spells a deployment as units.
#[must_use]
pub fn emit(deployment: &Deployment<'_>, target: Target<'_>, comments: &dyn Comments) -> Emission {
    let names = Names::new(deployment);
    let placed = logs::placed(deployment, &names, target.logs);
    let deployment = &*placed;
    let mut emission = Emission::default();
    let ranks = order::ranks(deployment);
    for (index, service) in deployment.services.iter().enumerate() {
        let context = Context { deployment, names: &names, ranks: &ranks, target, comments, index, service };
        match &service.instances.value {
            Instances::One => context.unit(&mut emission, service::Shape::Plain),
            Instances::Each(list) if service::needs_plain_units(service) => {
                for instance in list {
                    context.unit(&mut emission, service::Shape::OneOf(instance));
                }
            }
            Instances::Each(_) => context.unit(&mut emission, service::Shape::Template),
        }
        socket::of_service(&context, &mut emission);
        if matches!(service.instances.value, Instances::Each(_)) && service.membership.value.is_empty() {
            target::of_instances(&context, &mut emission);
        }
        emission.names.push(names.target_name(index, service));
    }
    for (index, group) in deployment.groups.iter().enumerate() {
        target::of_group(deployment, index, group, &names, target, comments, &mut emission);
    }
    logs::write(deployment, target, &mut emission);
    for (index, listener) in deployment.listeners.iter().enumerate() {
        hook::of_listener(index, listener, &names, target, comments, &mut emission);
    }
    emission.groups = (0..deployment.groups.len())
        .map(|index| names.group(index).trim_end_matches(".target").to_owned())
        .collect();
    emission
}

/// What is at hand while one service is spelled.
struct Context<'c, 'a> {
    deployment: &'c Deployment<'a>,
    names: &'c Names,
    ranks: &'c order::Ranks,
    target: Target<'c>,
    comments: &'c dyn Comments,
    index: usize,
    service: &'c Service<'a>,
}
