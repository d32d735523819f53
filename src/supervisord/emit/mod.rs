//! From the shared model to a supervisord configuration: one file that is complete, with the sections and options in the
//! order of supervisor's own sample.

mod instances;
mod names;
mod program;
mod text;

use crate::emission::{Comments, Emission, What, Writer};
use crate::ir::{Deployment, Leaf, Sources};
use names::Names;

/// Spells a deployment as `supervisord.conf`. `source` is what the source is called in the file's head.
#[must_use]
pub fn emit(deployment: &Deployment<'_>, source: &str, comments: &dyn Comments) -> Emission {
    let names = Names::new(deployment);
    let mut emission = Emission::default();
    let mut writer = Writer::new(&mut emission, "supervisord.conf");
    writer.file.head = vec![format!("Made by sysvisor from {source}; edit it as you like.")];
    frame(&mut writer);
    for (index, group) in deployment.groups.iter().enumerate() {
        let section = format!("group:{}", names.group(index));
        writer.file.section(&section).comments = comments.of_header(group.place.0, group.place.1);
        let mut what = vec![What::Members(index), What::AtBoot(index)];
        let mut members = Vec::new();
        let mut from = Sources::NONE;
        for (at, service) in deployment.services.iter().enumerate() {
            if service.membership.value.contains(&group.name) {
                members.extend(names.programs(at).iter().cloned());
                what.push(What::Leaf(at, Leaf::Membership));
                from.extend(&service.membership.from);
            }
        }
        from.extend(&group.members_from);
        writer.line(&section, "programs", members.join(","), &what, &from, comments);
        // supervisord ranks a group as one: where members are ranked by themselves, the first of them speaks for it.
        let ranked =
            deployment.services.iter().filter(|service| service.membership.value.contains(&group.name));
        let rank = group.rank.or_else(|| ranked.map(|service| service.order.value).min());
        if let Some(rank) = rank.filter(|rank| *rank != 999) {
            let what = [What::Rank(index)];
            writer.line(&section, "priority", rank.to_string(), &what, &group.rank_from, comments);
        }
    }
    for index in 0..deployment.services.len() {
        program::write(deployment, index, &names, &mut writer, comments);
    }
    writer.finish();
    emission.groups = (0..deployment.groups.len()).map(|index| names.group(index).to_owned()).collect();
    for (index, service) in deployment.services.iter().enumerate() {
        let name = names.target_name(index, service);
        emission.names.push(name);
    }
    emission
}

/// What every configuration needs so that `supervisorctl` can talk to supervisord.
fn frame(writer: &mut Writer<'_>) {
    writer.plain("unix_http_server", "file", "/run/supervisor.sock");
    writer.file.section("supervisord");
    let factory = "supervisor.rpcinterface:make_main_rpcinterface";
    writer.plain("rpcinterface:supervisor", "supervisor.rpcinterface_factory", factory);
    writer.plain("supervisorctl", "serverurl", "unix:///run/supervisor.sock");
}
