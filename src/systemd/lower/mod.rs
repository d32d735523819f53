//! From directives to the shared model: what systemd does with them.
//!
//! Total: a value that systemd ignores contributes nothing, as systemd has it; which ones those are is reported as native
//! rows by [`Lowering::deployment`].

mod boot;
mod confine;
mod deployment;
pub(crate) mod endings;
mod groups;
mod instances;
mod named;
mod natives;
mod nothing;
mod occasion;
mod order;
mod privileges;
mod read;
mod restart;
mod rotation;
mod service;
mod socket;
mod split;
mod stop;
mod stop_command;
mod streams;
mod text;
mod ties;
mod timer;
mod work;

pub(crate) use self::restart::DEFAULT_LIMIT;
pub use self::rotation::{make, rotate};
use super::versions::Release;
use super::{Unit, Units};
use crate::source::Sources;
use crate::systemd::kinds::unit_name::UnitType;

/// A value of a unit with what its specifiers stand for; none where one of them is not known before the run.
pub(super) fn expanded(unit: &Unit, sources: &Sources, value: &str) -> Option<String> {
    // Which folders a release has for a user is not asked: none of them is known.
    text::Specifiers::of(unit, sources, Release(0)).of_bytes(value.as_bytes()).as_str().map(str::to_owned)
}

/// Lowers the services of some units.
#[derive(Clone, Copy, Debug)]
pub struct Lowering<'a> {
    units: &'a [Unit],
    sources: &'a Sources,
    release: Release,
}

impl<'a> Lowering<'a> {
    /// Lowers the named ones as this release of systemd reads them.
    #[must_use]
    pub fn new(units: &'a Units, sources: &'a Sources, release: Release) -> Self {
        Self { units: units.given(), sources, release }
    }

    /// The same, of a unit that is looked at without others.
    #[must_use]
    pub const fn of_one(unit: &'a Unit, sources: &'a Sources, release: Release) -> Self {
        Self { units: std::slice::from_ref(unit), sources, release }
    }

    /// The units of a type; one that systemd does not load, since it is masked or another takes its place, says nothing.
    fn of_type(&self, unit_type: UnitType) -> impl Iterator<Item = &'a Unit> + use<'a> {
        let Self { units, sources, release: _ } = *self;
        units.iter().filter(move |unit| unit.is(unit_type) && unit.is_loaded(sources))
    }

    /// The name of the service that a unit makes: without its type, and without the `@` of a template.
    #[must_use]
    pub fn service_name(unit: &Unit) -> &str {
        unit.stem().trim_end_matches('@')
    }
}
