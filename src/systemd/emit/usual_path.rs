//! `%(ENV_PATH)s` where nobody says what supervisord's own PATH is.
//!
//! Of all variables it is the one that can be filled in: where supervisord is a service itself, as with the packages of
//! distributions, it has the PATH that systemd gives to every unit, and images of containers set the same one. No other has a
//! value that systemd gives: a supervisord that is a service has no HOME and no USER at all, and refuses such a file.

use std::borrow::Cow;

use super::unit_writer::UnitWriter;
use crate::ir::{Assignment, Deployment, Leaf, Lookup, Owner, Part, Service, Text, Unknown};

/// What systemd gives to each unit (`$PATH` in systemd.exec(5)); where `/sbin` and `/bin` are not those of `/usr`, they follow.
const USUAL: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin";

/// What is said of it.
pub(super) const REASON: &str = "supervisord's own PATH is not known here: systemd's default for units replaced %(ENV_PATH)s, \
                                 which is what supervisord has if it is itself a unit. If it was started with another, pass \
                                 that: --env PATH=VALUE.";

/// The services whose texts hold systemd's default for a PATH that nobody gave.
#[derive(Debug, Default)]
pub(super) struct UsualPath(Vec<Filled>);

/// One of them.
#[derive(Debug)]
struct Filled {
    service: usize,
    /// The leaves that hold it.
    leaves: Vec<Leaf>,
    /// The first variable that does, counted from 0; a command comes before all of them.
    variable: Option<usize>,
}

impl UsualPath {
    /// The deployment with the usual PATH in the place of supervisord's.
    pub(super) fn fill<'d, 'a>(mut deployment: Cow<'d, Deployment<'a>>) -> (Self, Cow<'d, Deployment<'a>>) {
        let needs = |(index, service): (usize, &Service<'_>)| {
            let leaves = leaves(service);
            let variable = service.assignments.value.iter().position(|one| asks(&one.value));
            (!leaves.is_empty()).then_some(Filled { service: index, leaves, variable })
        };
        let all: Vec<Filled> = deployment.services.iter().enumerate().filter_map(needs).collect();
        for filled_in in &all {
            let service = &mut deployment.to_mut().services[filled_in.service];
            let usual = Text::fixed(USUAL);
            let variables = service.assignments.value.iter_mut().map(|one| &mut one.value);
            variables.for_each(|text| *text = filled(text, &usual));
            // The command is filled in once the program's own variables are known.
            let own = Assignment::of(&service.assignments.value, "PATH");
            let own = own.map_or(usual, |one| one.value.clone());
            service.command.value.argv.iter_mut().for_each(|text| *text = filled(text, &own));
            if let Lookup::Path(path) = &mut service.lookup.value {
                *path = own;
            }
        }
        (Self(all), deployment)
    }
}

impl<'w> UnitWriter<'w, '_, '_> {
    /// Tells of it at the command, which was written last.
    pub(super) fn usual_path_of_command(&mut self) {
        let Some(filled) = self.usual_path() else { return };
        for leaf in &filled.leaves {
            self.unspelled(*leaf, REASON);
        }
        if filled.leaves.contains(&Leaf::Command) {
            self.remark("Service", Some(REASON));
        }
    }

    /// Tells of it at the variable with this number, which was written last, where that is the first line to hold it.
    pub(super) fn usual_path_of_variable(&mut self, at: usize) {
        let Some(filled) = self.usual_path() else { return };
        if !filled.leaves.contains(&Leaf::Command) && filled.variable == Some(at) {
            self.remark("Service", Some(REASON));
        }
    }

    fn usual_path(&self) -> Option<&'w Filled> {
        let context = self.context;
        // They stand in the order of the services.
        let all = &context.common.usual_path.0;
        all.binary_search_by_key(&context.index, |filled| filled.service).ok().map(|at| &all[at])
    }
}

/// The leaves of a service that ask for supervisord's PATH.
fn leaves(service: &Service<'_>) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    if service.command.value.argv.iter().any(asks) {
        leaves.push(Leaf::Command);
    }
    if service.assignments.value.iter().any(|one| asks(&one.value)) {
        leaves.push(Leaf::EnvironmentAssignments);
    }
    if matches!(&service.lookup.value, Lookup::Path(path) if asks(path)) {
        leaves.push(Leaf::CommandLookup);
    }
    leaves
}

fn asks(text: &Text<'_>) -> bool {
    text.unknowns().any(is_path)
}

fn is_path(unknown: &Unknown) -> bool {
    unknown.owner == Owner::Supervisord && unknown.name == "ENV_PATH"
}

/// The text with a path in the place of supervisord's.
fn filled<'a>(text: &Text<'a>, path: &Text<'a>) -> Text<'a> {
    if !asks(text) {
        return text.clone();
    }
    let fill = |part| match part {
        Part::Unknown(unknown) if is_path(&unknown) => path.owned_parts(),
        part => vec![part],
    };
    Text::of(text.owned_parts().into_iter().flat_map(fill)).in_place_of(text)
}
