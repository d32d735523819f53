//! Fills in `%(ENV_PATH)s` if supervisord's own PATH is not given.
//!
//! It is the only variable that can be filled in: a supervisord that is a service itself, as with the packages of
//! distributions, has the PATH that systemd sets for every unit, and container images set the same one. systemd sets no
//! other such variable: a supervisord that is a service has no HOME and no USER at all, and refuses a file that uses
//! them.

use std::borrow::Cow;

use super::unit_writer::UnitWriter;
use crate::ir::{Assignment, Deployment, KnownBy, Leaf, Lookup, Part, Service, Text, Unknown};
use crate::systemd::directives::Name;

/// The PATH that systemd sets for every unit (`$PATH` in systemd.exec(5)); `/sbin` and `/bin` follow if they are
/// separate from `/usr`.
const DEFAULT_PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin";

/// The remark on it.
pub(super) const REASON: &str = "supervisord's own PATH is not known here: systemd's default for units replaced %(ENV_PATH)s, \
                                 which is what supervisord has if it is itself a unit. If it was started with another, pass \
                                 that: --env PATH=VALUE.";

/// The services with texts in which systemd's default replaced a PATH that was not given.
#[derive(Debug, Default)]
pub(super) struct DefaultPath(Vec<Filled>);

/// Such a service.
#[derive(Debug)]
struct Filled {
    service: usize,
    /// The leaves that contain it.
    leaves: Vec<Leaf>,
    /// The index of the first variable that contains it; the command comes before all variables.
    variable: Option<usize>,
}

impl DefaultPath {
    /// Replaces supervisord's PATH with the usual one.
    pub(super) fn fill<'d, 'a>(mut deployment: Cow<'d, Deployment<'a>>) -> (Self, Cow<'d, Deployment<'a>>) {
        let needs = |(index, service): (usize, &Service<'_>)| {
            let leaves = leaves(service);
            let variable = service.assignments.value.iter().position(|one| uses_manager_path(&one.value));
            (!leaves.is_empty()).then_some(Filled { service: index, leaves, variable })
        };
        let all: Vec<Filled> = deployment.services.iter().enumerate().filter_map(needs).collect();
        for filled_in in &all {
            let service = &mut deployment.to_mut().services[filled_in.service];
            let default = Text::fixed(DEFAULT_PATH);
            let variables = service.assignments.value.iter_mut().map(|one| &mut one.value);
            variables.for_each(|text| *text = fill_in(text, &default));
            // The command comes last, as it uses the program's own variables.
            let own = Assignment::find(&service.assignments.value, "PATH");
            let own = own.map_or(default, |one| one.value.clone());
            service.command.value.argv.iter_mut().for_each(|text| *text = fill_in(text, &own));
            if let Lookup::Path(path) = &mut service.lookup.value {
                *path = own;
            }
        }
        (Self(all), deployment)
    }
}

impl<'w> UnitWriter<'w, '_, '_> {
    /// Adds the remark to the command, which must be the last line written.
    pub(super) fn remark_default_path_on_command(&mut self) {
        let Some(filled) = self.default_path() else { return };
        for leaf in &filled.leaves {
            self.unspelled(*leaf, REASON);
        }
        if filled.leaves.contains(&Leaf::Command) {
            self.remark(Name::ExecStart, Some(REASON));
        }
    }

    /// Adds the remark to the variable with this index, which must be the last line written, if that is the first to
    /// contain the PATH.
    pub(super) fn remark_default_path_on_variable(&mut self, at: usize) {
        let Some(filled) = self.default_path() else { return };
        if !filled.leaves.contains(&Leaf::Command) && filled.variable == Some(at) {
            self.remark(Name::Environment, Some(REASON));
        }
    }

    fn default_path(&self) -> Option<&'w Filled> {
        let context = self.context;
        // Sorted by service.
        let all = &context.common.default_path.0;
        all.binary_search_by_key(&context.index, |filled| filled.service).ok().map(|at| &all[at])
    }
}

/// The leaves of a service that use supervisord's PATH.
fn leaves(service: &Service<'_>) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    if service.command.value.argv.iter().any(uses_manager_path) {
        leaves.push(Leaf::Command);
    }
    if service.assignments.value.iter().any(|one| uses_manager_path(&one.value)) {
        leaves.push(Leaf::EnvironmentAssignments);
    }
    if matches!(&service.lookup.value, Lookup::Path(path) if uses_manager_path(path)) {
        leaves.push(Leaf::CommandLookup);
    }
    leaves
}

fn uses_manager_path(text: &Text<'_>) -> bool {
    text.unknowns().any(is_manager_path)
}

fn is_manager_path(unknown: &Unknown) -> bool {
    unknown.known_by == KnownBy::Supervisord && unknown.name == "ENV_PATH"
}

/// Replaces supervisord's PATH in a text.
fn fill_in<'a>(text: &Text<'a>, path: &Text<'a>) -> Text<'a> {
    if !uses_manager_path(text) {
        return text.clone();
    }
    let fill = |part| match part {
        Part::Unknown(unknown) if is_manager_path(&unknown) => path.owned_parts(),
        part => vec![part],
    };
    Text::of(text.owned_parts().into_iter().flat_map(fill)).with_place_of(text)
}
