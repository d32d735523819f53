//! Services with manual steps left: they are written but not started by anything, and comments list what must be done.
//!
//! What a service lacks is known only once it has been spelled. So everything is spelled once; if manual steps are
//! left, everything is spelled again with those services off, because ordering and targets refer only to services that
//! are started.

use std::collections::BTreeMap;

use super::directive_writer::DirectiveWriter;
use super::names::has_own_target;
use super::service::{Shape, needs_plain_units};
use super::unit_writer::UnitWriter;
use super::{Context, Names};
use crate::emission::{Emission, EmittedFile, Property, Undecided};
use crate::ir::{Deployment, Instances, Leaf, Service, Start};
use crate::manual_steps;
use crate::reason::Reason;
use crate::systemd::directives::{Name, Section};

/// The reason that the report gives for the start of such a service.
const REASON: &str = "It is switched off until the manual steps are done; the comment at the top of its unit lists them, and \
                      the lines to uncomment then.";

/// The services that are switched off.
#[derive(Debug, Default)]
pub(super) struct SwitchedOff(BTreeMap<usize, SwitchedOffService>);

/// A service with manual steps left.
#[derive(Debug)]
struct SwitchedOffService {
    /// The steps.
    manual_steps: Vec<Reason>,
    /// When the service would be started otherwise.
    start: Start,
}

impl SwitchedOff {
    /// Collects the services with manual steps left.
    pub(super) fn of(emission: &Emission, undecided: &[Undecided], deployment: &Deployment<'_>) -> Self {
        let mut off_services: BTreeMap<usize, SwitchedOffService> = BTreeMap::new();
        let decisions = undecided.iter().map(|one| (one.service, Reason::from(one.note.clone())));
        let notes = emission.unspelled.iter().filter(|note| note.is_by_hand()).filter_map(|note| match note
            .property
        {
            Property::Leaf(index, _) => Some((index, note.reason.clone())),
            _ => None,
        });
        for (index, reason) in decisions.chain(notes) {
            let Some(service) = deployment.services.get(index) else { continue };
            let start = service.start.value;
            let one =
                off_services.entry(index).or_insert(SwitchedOffService { manual_steps: Vec::new(), start });
            if !one.manual_steps.contains(&reason) {
                one.manual_steps.push(reason);
            }
        }
        Self(off_services)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a service would be started automatically if no steps were left.
    pub(super) fn is_held_back(&self, service: usize) -> bool {
        self.0.get(&service).is_some_and(|one| one.start != Start::ByHand)
    }

    /// The deployment with these services started manually only.
    pub(super) fn deployment<'a>(&self, deployment: &Deployment<'a>) -> Deployment<'a> {
        let mut off = deployment.clone();
        for index in self.0.keys() {
            off.services[*index].start.value = Start::ByHand;
        }
        off
    }
}

/// Appends `[Install]` in comments to a file whose only purpose is to start services that are switched off.
pub(super) fn comment_out_install(context: &Context<'_, '_>, file: &mut EmittedFile, wanted_by: &str) {
    if context.common.off.is_held_back(context.index) && context.comments.explains() {
        file.tail.extend(notice(&[unit_file(context.names, context.index, context.service)]));
        file.tail.extend(install_lines(wanted_by, Vec::new()));
    }
}

/// The lines of `[Install]`, with the source's comments on the start.
fn install_lines(wanted_by: &str, comment_lines: Vec<String>) -> impl Iterator<Item = String> {
    let line = format!("WantedBy={wanted_by}");
    std::iter::once("[Install]".to_owned()).chain(comment_lines).chain([line])
}

/// The file that lists the steps left for a service; the first one if it has several.
fn unit_file(names: &Names, index: usize, service: &Service<'_>) -> String {
    let prefix = names.prefix(index);
    match &service.instances.value {
        Instances::One => format!("{prefix}.service"),
        Instances::Each(_) if needs_plain_units(service) => {
            names.units(index).first().cloned().unwrap_or_default()
        }
        Instances::Each(_) => format!("{prefix}@.service"),
    }
}

/// The comment on services that are switched off, in the file that starts them.
fn notice(units: &[String]) -> Vec<String> {
    let verb = if units.len() == 1 {
        "is switched off: its unit lists"
    } else {
        "are switched off: their units list"
    };
    manual_steps::wrap(&format!("{} {verb} what must be done before removing the # here:", units.join(", ")))
}

/// Adds the switched-off members of a group to its target: a `Wants=` in comments.
pub(super) fn comment_out_members(
    unit: &mut DirectiveWriter<'_>,
    (deployment, names, off): (&Deployment<'_>, &Names, &SwitchedOff),
    members: &[usize],
    at_boot: bool,
) {
    let off_services: Vec<usize> = members.iter().copied().filter(|at| off.is_held_back(*at)).collect();
    if off_services.is_empty() {
        return;
    }
    let files: Vec<String> =
        off_services.iter().map(|at| unit_file(names, *at, &deployment.services[*at])).collect();
    let units: Vec<&str> = off_services.iter().flat_map(|at| names.units(*at)).map(String::as_str).collect();
    let mut lines = notice(&files);
    lines.push(format!("Wants={}", units.join(" ")));
    let wants = unit.section(Section::Unit).lines.iter_mut().find(|line| line.name() == Name::Wants.as_str());
    if let Some(wants) = wants {
        return wants.comments.extend(lines);
    }
    if at_boot {
        lines.push(String::new());
        lines.extend(install_lines("multi-user.target", Vec::new()));
    }
    unit.writer.file.tail.extend(lines);
}

impl UnitWriter<'_, '_, '_> {
    /// Lists in the unit of a switched-off service what must be done, and how to switch it on.
    pub(super) fn switched_off(&mut self, shape: Shape<'_>) {
        let Context { deployment: _, common, names, target: _, comments, index, service, ranks: _ } =
            *self.context;
        let Some(switched_off) = common.off.0.get(&index) else { return };
        let groups = service.membership.value.iter().filter_map(|name| common.target_of_group(name));
        let groups: Vec<&str> = groups.collect();
        let prefix = names.prefix(index);
        let socket =
            if service.listens.value.is_some() { format!(" and in {prefix}.socket") } else { String::new() };
        let then = if switched_off.start == Start::ByHand {
            "before it is started".to_owned()
        } else if !groups.is_empty() {
            format!("then remove the # before Wants= in {}", groups.join(" and "))
        } else if has_own_target(service) {
            format!("then remove the # before [Install] and WantedBy= in {prefix}.target{socket}")
        } else {
            format!("then remove the # before [Install] and WantedBy= below{socket}")
        };
        if comments.explains() {
            let text = manual_steps::comment(&then, &switched_off.manual_steps);
            self.unit.section(Section::Unit).comments.extend(text);
        }
        if switched_off.start == Start::ByHand {
            return;
        }
        if comments.explains() && matches!(shape, Shape::Plain) && groups.is_empty() {
            let mut comment_lines = Vec::new();
            service.start.from.iter().for_each(|setting| comments.of_setting(setting, &mut comment_lines));
            self.unit.writer.file.tail.extend(install_lines("multi-user.target", comment_lines));
        }
        self.by_hand(Leaf::Start, REASON);
        if !groups.is_empty() {
            // The target names it only in a comment, so the leaves that this line spells depend on the manual steps as
            // well.
            self.by_hand(Leaf::Membership, REASON);
            if matches!(service.instances.value, Instances::Each(_)) {
                self.by_hand(Leaf::Instances, REASON);
            }
        }
    }
}
