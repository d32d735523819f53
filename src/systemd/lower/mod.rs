//! Lowers directives to the shared model: what systemd does with them.
//!
//! Total: a value that systemd ignores contributes nothing, as in systemd. [`Lowering::deployment`] reports such
//! settings as native rows.

mod boot;
mod confine;
mod deployment;
pub(crate) mod endings;
mod groups;
mod instances;
mod natives;
mod no_effect;
mod oneshot;
mod order;
mod privileges;
mod read;
mod references;
mod restart;
mod rotation;
mod service;
mod service_index;
mod socket;
mod split;
mod stop;
mod stop_command;
mod streams;
mod text;
mod timer;

pub(crate) use self::confine::{PRIORITY_BEFORE_POLICY_SINCE, cpu_policy};
pub use self::rotation::{apply_file_modes, apply_rotation};
use super::versions::Release;
use super::{Unit, Units};
use crate::source::Sources;
use crate::systemd::kinds::unit_name::UnitType;

/// A value of a unit with its specifiers expanded; `None` if one of them is not known before the service runs.
pub(super) fn expand_specifiers(unit: &Unit, sources: &Sources, value: &str) -> Option<String> {
    // The directories of a user's units differ by release, but they all count as unknown: any release will do.
    text::Specifiers::of(unit, sources, Release(0)).expand(value.as_bytes()).as_str().map(str::to_owned)
}

/// Lowers the services of some units.
#[derive(Clone, Copy, Debug)]
pub struct Lowering<'a> {
    units: &'a [Unit],
    sources: &'a Sources,
    release: Release,
}

impl<'a> Lowering<'a> {
    /// Lowers the named units, as this release of systemd reads them.
    #[must_use]
    pub fn new(units: &'a Units, sources: &'a Sources, release: Release) -> Self {
        Self { units: units.given(), sources, release }
    }

    /// Lowers a single unit without looking at others.
    #[must_use]
    pub const fn of_one(unit: &'a Unit, sources: &'a Sources, release: Release) -> Self {
        Self { units: std::slice::from_ref(unit), sources, release }
    }

    /// The units of a type that systemd loads: neither masked nor replaced by another file.
    fn units_of_type(&self, unit_type: UnitType) -> impl Iterator<Item = &'a Unit> + use<'a> {
        let Self { units, sources, release: _ } = *self;
        units.iter().filter(move |unit| unit.is(unit_type) && unit.is_loaded(sources))
    }

    /// The name of the service that a unit makes: the unit's without its type and without the `@` of a template.
    #[must_use]
    pub fn service_name(unit: &Unit) -> &str {
        unit.stem().trim_end_matches('@')
    }
}
