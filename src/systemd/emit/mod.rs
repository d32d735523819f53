//! Emits the shared model as units, such as a maintainer would have written by hand.
//!
//! A service becomes a `.service`; several processes of one command become a template and a target that wants its
//! instances; a group becomes a target. Settings that equal systemd's defaults are not written.

mod command;
mod default_path;
mod directive_writer;
mod endings;
mod exec_context;
mod hook;
mod launch;
mod limit;
mod log_files;
mod logs;
mod names;
mod order;
mod path;
mod reserved_names;
mod restart;
mod search_path;
mod self_start;
mod service;
mod socket;
mod stop;
mod streams;
mod switched_off;
mod target;
mod text;
mod unit_writer;
mod variables;

use std::cell::RefCell;

use super::directives::{Name, Section};
use super::versions::Release;
use crate::emission::{Comments, Emission, MadeFrom, Undecided};
use crate::ir::{Deployment, GroupIndex, Instances, Service, Text};
use crate::source::Map;
use default_path::DefaultPath;
pub use logs::Logs;
use names::Names;
use switched_off::SwitchedOff;

/// The options for emitting units.
#[derive(Clone, Copy, Debug)]
pub struct Target<'t> {
    /// The release that must understand them.
    pub release: Release,
    /// The name of the source in the comment at the top of each file.
    pub source: &'t str,
    /// Where the output of programs goes.
    pub logs: Logs,
    /// Whether comments are written: those of the source, and notes for readers.
    pub comments: bool,
}

/// Emits a deployment as units. A service with manual steps left, or with something `undecided`, is switched off.
#[must_use]
pub fn emit(
    deployment: &Deployment<'_>,
    target: Target<'_>,
    undecided: &[Undecided],
    comments: &dyn Comments,
) -> Emission {
    let names = Names::new(deployment);
    let redirected = logs::redirect(deployment, &names, target.logs);
    let (path, redirected) = DefaultPath::fill(redirected);
    let off = SwitchedOff::default();
    let emission = emit_units(&redirected, names, &off, &path, target, comments);
    let off = SwitchedOff::of(&emission, undecided, &redirected);
    // If anything was refused, nothing is delivered.
    if off.is_empty() || !emission.refused.is_empty() {
        return emission;
    }
    emit_units(&off.deployment(&redirected), Names::new(deployment), &off, &path, target, comments)
}

fn emit_units(
    deployment: &Deployment<'_>,
    names: Names,
    off: &SwitchedOff,
    default_path: &DefaultPath,
    target: Target<'_>,
    comments: &dyn Comments,
) -> Emission {
    let mut emission = Emission::for_services(deployment.services.len());
    let ranks = order::ranks(deployment);
    let head = MadeFrom::new(target.source, comments);
    let grouping = GroupIndex::of(deployment);
    let (release, accepted) = (target.release, AcceptedCache::default());
    let common = Common { names, grouping, comments, off, default_path, release, head, accepted };
    for (index, service) in deployment.services.iter().enumerate() {
        let names = &common.names;
        let common = &common;
        let context = Context { deployment, common, names, ranks: &ranks, target, comments, index, service };
        match &service.instances.value {
            Instances::One => context.write_unit(&mut emission, service::Shape::Plain),
            Instances::Each(list) if service::needs_plain_units(service) => {
                for instance in list.iter() {
                    context.write_unit(&mut emission, service::Shape::Instance(instance));
                }
            }
            Instances::Each(_) => context.write_unit(&mut emission, service::Shape::Template),
        }
        socket::write(&context, &mut emission);
        if matches!(service.instances.value, Instances::Each(_)) && service.membership.value.is_empty() {
            target::write_for_instances(&context, &mut emission);
        }
    }
    for (index, group) in deployment.groups.iter().enumerate() {
        target::write_for_group(deployment, index, group, &common, &mut emission);
    }
    log_files::write(deployment, target, &mut emission);
    for index in 0..deployment.listeners.len() {
        hook::write(index, deployment, &common, &mut emission);
    }
    emission.groups = (0..deployment.groups.len())
        .map(|index| common.names.group(index).trim_end_matches(".target").to_owned())
        .collect();
    emission.names = common.names.into_target_names(deployment);
    emission
}

/// What all units have in common.
struct Common<'c> {
    names: Names,
    grouping: GroupIndex<'c>,
    comments: &'c dyn Comments,
    off: &'c SwitchedOff,
    default_path: &'c DefaultPath,
    release: Release,
    /// The comment at the top of each file.
    head: MadeFrom<'c>,
    accepted: AcceptedCache,
}

/// Caches values that systemd was found to accept: in a large deployment most lines repeat.
#[derive(Default)]
struct AcceptedCache(RefCell<Map<AcceptedValue, ()>>);

/// The section and the name of a directive, and its value, packed into three numbers: a word less to hash.
type AcceptedValue = (u32, u64, u64);

impl AcceptedCache {
    /// Calls `check` for a value of a directive, unless the value is known to pass.
    fn check<E>(
        &self,
        section: Section,
        name: Name,
        value: &str,
        check: impl FnOnce() -> Result<(), E>,
    ) -> Result<(), E> {
        let Some((start, end)) = packed(value.as_bytes()) else { return check() };
        let key = ((section as u32) << 16 | name as u32, start, end);
        if self.0.borrow().get(&key).is_none() {
            check()?;
            self.0.borrow_mut().insert(key, ());
        }
        Ok(())
    }
}

/// Packs a short value into two numbers. Longer values, paths and assignments hardly ever repeat.
fn packed(value: &[u8]) -> Option<(u64, u64)> {
    let mut bytes = [0; 16];
    let is_varied = |byte: &u8| matches!(byte, b'/' | b'=' | 0);
    if value.len() > bytes.len() || value.iter().any(is_varied) {
        return None;
    }
    bytes[..value.len()].copy_from_slice(value);
    let both = u128::from_le_bytes(bytes);
    Some((both as u64, (both >> 64) as u64))
}

/// The context in which one service is written.
struct Context<'c, 'a> {
    deployment: &'c Deployment<'a>,
    common: &'c Common<'c>,
    names: &'c Names,
    ranks: &'c order::Ranks,
    target: Target<'c>,
    comments: &'c dyn Comments,
    index: usize,
    service: &'c Service<'a>,
}

impl Common<'_> {
    /// The target of the group of this name.
    fn target_of_group(&self, name: &str) -> Option<&str> {
        self.grouping.group(name).map(|at| self.names.group(at))
    }
}

impl Context<'_, '_> {
    /// The user that supervisord switched to, if not root: it creates files as that user, and cannot become any other.
    fn manager(&self) -> Option<&Text<'_>> {
        self.deployment.runs_as.as_ref().filter(|user| !user.is_root())
    }
}
