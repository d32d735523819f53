//! Targets: what starts and stops several units together.

use std::sync::Arc;

use super::{Common, Context, text};
use crate::emission::{Emission, What, Writer};
use crate::ir::{Deployment, Group, Leaf, Start};

/// The target of the instances of one service that no group gathers.
pub(super) fn of_instances(context: &Context<'_, '_>, emission: &mut Emission) {
    let service = context.service;
    let mut writer = Writer::new(emission, format!("{}.target", context.names.prefix(context.index)));
    writer.file.head = vec![Arc::clone(&context.common.head)];
    writer.plain("Unit", "Description", text::title(&format!("All of {}", service.name)));
    // `Wants=`, never `Requires=`: one instance that fails leaves the others alone (G7).
    let wants = context.names.units(context.index).join(" ");
    let instances = [What::Leaf(context.index, Leaf::Instances)];
    if !wants.is_empty() {
        writer.line("Unit", "Wants", wants, instances, &service.instances.from, context.comments);
    }
    if service.start.value == Start::AtBoot {
        let start = [What::Leaf(context.index, Leaf::Start)];
        writer.line("Install", "WantedBy", "multi-user.target", start, &service.start.from, context.comments);
    }
    writer.finish();
}

/// The target of a group.
pub(super) fn of_group(
    deployment: &Deployment<'_>,
    index: usize,
    group: &Group,
    common: &Common<'_>,
    emission: &mut Emission,
) {
    let members: Vec<usize> = (0..deployment.services.len())
        .filter(|at| {
            let service = &deployment.services[*at];
            group.members.contains(&service.name) && service.membership.value.contains(&group.name)
        })
        .collect();
    let (names, comments) = (&common.names, common.comments);
    let mut writer = Writer::new(emission, names.group(index));
    writer.file.head = vec![Arc::clone(&common.head)];
    writer.head_section("Unit", comments.of_header(group.place.0, group.place.1));
    writer.plain("Unit", "Description", text::title(&format!("Group {}", group.name)));
    let starts = |at: &&usize| deployment.services[**at].start.value == Start::AtBoot;
    let wants: Vec<String> =
        members.iter().filter(starts).flat_map(|at| names.units(*at).iter().cloned()).collect();
    let mut what = vec![What::Members(index)];
    let mut from = group.members_from.clone();
    for at in &members {
        what.push(What::Leaf(*at, Leaf::Membership));
        what.push(What::Leaf(*at, Leaf::Instances));
        what.push(What::Leaf(*at, Leaf::Start));
        from.extend(&deployment.services[*at].membership.from);
    }
    if !wants.is_empty() {
        writer.line("Unit", "Wants", wants.join(" "), what, &from, comments);
    }
    if group.at_boot && !wants.is_empty() {
        let boot = [What::AtBoot(index)];
        writer.line("Install", "WantedBy", "multi-user.target", boot, &group.at_boot_from, comments);
    }
    let left_out: Vec<&str> =
        members.iter().filter(|at| !starts(at)).map(|at| deployment.services[*at].name.as_str()).collect();
    if !wants.is_empty() && !left_out.is_empty() {
        let reason = format!(
            "Starting the target leaves {} out, which is not started by itself; supervisorctl start {}:* starts all members.",
            left_out.join(", "),
            group.name
        );
        writer.unspelled(What::Members(index), false, reason);
    }
    writer.finish();
}
