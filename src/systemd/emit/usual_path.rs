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
pub(super) const REASON: &str = "What PATH supervisord itself has nobody says: systemd's default for units took the place of %(ENV_PATH)s, \
                                 which it has where it is a unit itself. If it was started with another, give that: --env PATH=VALUE.";

/// The services whose texts hold systemd's default for a PATH that nobody gave, and the leaves that do.
#[derive(Debug, Default)]
pub(super) struct UsualPath(Vec<(usize, Vec<Leaf>)>);

impl UsualPath {
    /// The deployment with the usual PATH in the place of supervisord's.
    pub(super) fn fill<'d, 'a>(mut deployment: Cow<'d, Deployment<'a>>) -> (Self, Cow<'d, Deployment<'a>>) {
        let needs = |(index, service): (usize, &Service<'_>)| {
            let leaves = leaves(service);
            (!leaves.is_empty()).then_some((index, leaves))
        };
        let all: Vec<(usize, Vec<Leaf>)> = deployment.services.iter().enumerate().filter_map(needs).collect();
        for (index, _) in &all {
            let service = &mut deployment.to_mut().services[*index];
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

impl UnitWriter<'_, '_, '_> {
    /// Tells of it, behind the variables.
    pub(super) fn usual_path(&mut self) {
        // They stand in the order of the services.
        let all = &self.context.common.usual_path.0;
        let Ok(at) = all.binary_search_by_key(&self.context.index, |(index, _)| *index) else { return };
        for leaf in &all[at].1 {
            self.unspelled(*leaf, REASON);
        }
        self.remark("Service", Some(REASON));
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
