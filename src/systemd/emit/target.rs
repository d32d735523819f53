//! Targets, which start and stop several units together.

use super::directive_writer::DirectiveWriter;
use super::switched_off;
use super::{Common, Context, text};
use crate::emission::{Emission, Property};
use crate::ir::{Deployment, Group, Leaf, Start};
use crate::source::Map;
use crate::systemd::directives::Name;
use crate::systemd::kinds::unit_name::UnitType;
use crate::text::truncated_list::truncated_list;

/// The greatest number of members that a note names.
const MAX_NAMED_MEMBERS: usize = 4;

/// Writes the target of the instances of a service that do not belong to a group.
pub(super) fn write_for_instances(context: &Context<'_, '_>, emission: &mut Emission) {
    let service = context.service;
    let name = format!("{}.target", context.names.prefix(context.index));
    let mut unit = DirectiveWriter::new(emission, name, UnitType::Target, context.target.release);
    unit.head(context.common.head.file(service.place.0), Vec::new());
    unit.plain(Name::Description, text::title(&format!("All of {}", service.name)));
    // `Wants=`, never `Requires=`: an instance that fails does not affect the others (G7).
    let wants = context.names.units(context.index).join(" ");
    let instances = [Property::Leaf(context.index, Leaf::Instances)];
    if !wants.is_empty() {
        unit.line(Name::Wants, wants, instances, &service.instances.from, context.comments);
    }
    if service.start.value == Start::AtBoot {
        let start = [Property::Leaf(context.index, Leaf::Start)];
        unit.line(Name::WantedBy, "multi-user.target", start, &service.start.from, context.comments);
    }
    switched_off::comment_out_install(context, &mut unit.writer.file, "multi-user.target");
    unit.writer.finish();
}

/// Writes the target of a group.
pub(super) fn write_for_group(
    deployment: &Deployment<'_>,
    index: usize,
    group: &Group,
    common: &Common<'_>,
    emission: &mut Emission,
) {
    let mut named = Map::with_capacity(group.members.len());
    group.members.iter().for_each(|name| _ = named.insert(name.as_str(), ()));
    let is_named = |at: &usize| named.get(deployment.services[*at].name.as_str()).is_some();
    let own = common.grouping.services(&group.name).iter().copied();
    let members: Vec<usize> = own.filter(is_named).collect();
    let (names, off, comments) = (&common.names, common.off, common.comments);
    let mut unit = DirectiveWriter::new(emission, names.group(index), UnitType::Target, common.release);
    unit.head(common.head.file(group.place.0), comments.of_header(group.place.0, group.place.1));
    unit.plain(Name::Description, text::title(&format!("Group {}", group.name)));
    let at_boot = |at: &usize| deployment.services[*at].start.value == Start::AtBoot;
    // If no member is started automatically, the target is for manual use, and starts all of them (A1).
    let by_hand = !members.iter().any(|at| at_boot(at) || off.is_held_back(*at));
    let starts = |at: &&usize| by_hand || at_boot(at);
    let wants: Vec<String> =
        members.iter().filter(starts).flat_map(|at| names.units(*at).iter().cloned()).collect();
    let mut what = vec![Property::Members(index)];
    let mut from = group.members_from.clone();
    for at in &members {
        if !off.is_held_back(*at) {
            what.extend(
                [Leaf::Membership, Leaf::Instances, Leaf::Start].map(|leaf| Property::Leaf(*at, leaf)),
            );
        }
        from.extend(&deployment.services[*at].membership.from);
    }
    if !wants.is_empty() {
        unit.line(Name::Wants, wants.join(" "), what, &from, comments);
    }
    if comments.explains() {
        switched_off::comment_out_members(&mut unit, (deployment, names, off), &members, group.at_boot);
    }
    if group.at_boot && !by_hand && !wants.is_empty() {
        let boot = [Property::AtBoot(index)];
        unit.line(Name::WantedBy, "multi-user.target", boot, &group.at_boot_from, comments);
    }
    let left_out: Vec<usize> = members.iter().copied().filter(|at| !starts(&at)).collect();
    let (held_back, not_started): (Vec<usize>, Vec<usize>) =
        left_out.into_iter().partition(|at| off.is_held_back(*at));
    // If the target wants nothing, that it starts nothing is no surprise.
    let not_started = if wants.is_empty() { Vec::new() } else { not_started };
    let reasons = group_differences(deployment, group, [&members, &not_started, &held_back]);
    if !held_back.is_empty() {
        unit.writer.by_hand(Property::Members(index), reasons.join(" "));
    } else if !reasons.is_empty() {
        unit.writer.unspelled(Property::Members(index), reasons.join(" "));
    }
    unit.writer.finish();
}

/// How the target differs from the group, by its members, those that it does not start, and those that wait for manual
/// steps.
fn group_differences(
    deployment: &Deployment<'_>,
    group: &Group,
    [members, not_started, held_back]: [&[usize]; 3],
) -> Vec<String> {
    let name = |at: &usize| deployment.services[*at].name.as_str();
    let list = |services: &[usize]| services.iter().map(name).collect::<Vec<_>>().join(", ");
    let mut reasons = Vec::new();
    if !not_started.is_empty() {
        reasons.push(format!(
            "Starting the target does not start {}, which is not started automatically; supervisorctl start {}:* starts all \
             members.",
            list(not_started),
            group.name
        ));
    }
    if !held_back.is_empty() {
        reasons.push(format!(
            "The target does not start {} until the manual steps are done; then uncomment its Wants=.",
            list(held_back)
        ));
    }
    let is_shared = |at: &&usize| deployment.services[**at].membership.value.len() > 1;
    let shared: Vec<&str> = members.iter().filter(is_shared).map(name).collect();
    if !shared.is_empty() {
        reasons.push(format!(
            "supervisord has a process of {} for each group that lists it; systemd has one service, which each of the targets \
             starts and stops.",
            truncated_list(&shared, MAX_NAMED_MEMBERS)
        ));
    }
    reasons
}
