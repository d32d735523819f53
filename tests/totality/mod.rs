//! Lowering and linting are total: any file has a meaning in the model, and no setting is lost.

mod generate;
mod supervisord;
mod systemd;

use std::collections::BTreeSet;

use sysvisor::ir::{Deployment, Items, Leaf, NativeReason, Service, SettingId, Text};
use sysvisor::source::{FileId, SourceFile, Sources, Span};
use sysvisor::syntax::{ItemKind, Tree};

fn add(sources: &mut Sources, name: &str, bytes: Vec<u8>) -> FileId {
    sources.add(SourceFile::new(name, bytes).expect("a small file"))
}

/// The entries of a file's tree.
fn entries(file: FileId, tree: &Tree) -> impl Iterator<Item = SettingId> + '_ {
    let items = tree.items.iter().enumerate().filter(|(_, item)| item.kind == ItemKind::Entry);
    items.map(move |(at, _)| SettingId { file, item: at as u32 })
}

/// Asserts that every setting that decides something is an entry, that every place is inside its file, and that every entry
/// decides a leaf of a service or a group, or is a native row.
fn assert_accounted(
    deployment: &Deployment<'_>,
    written: &BTreeSet<SettingId>,
    sources: &Sources,
    items: &dyn Items,
) {
    let natives: BTreeSet<SettingId> = deployment.natives.iter().map(|native| native.setting).collect();
    // These ask for something in addition to their leaves.
    let besides =
        deployment.natives.iter().filter(|native| matches!(native.reason, NativeReason::PartlyKept(_)));
    let besides: BTreeSet<SettingId> = besides.map(|native| native.setting).collect();
    let mut accounted = BTreeSet::new();
    for service in &deployment.services {
        accounted.extend(Leaf::ALL.iter().flat_map(|leaf| service.from(*leaf).iter()));
        assert_places(service, sources);
    }
    for group in &deployment.groups {
        for from in [&group.members_from, &group.rank_from, &group.at_boot_from] {
            accounted.extend(from.iter());
        }
        assert_inside(group.place, sources);
    }
    for listener in &deployment.listeners {
        accounted.extend(listener.from.iter().chain(listener.user.from.iter()));
        assert_inside(listener.place, sources);
    }
    let name = |id: &SettingId| {
        let (name, value) = items.setting(*id);
        assert_inside((id.file, value), sources);
        String::from_utf8_lossy(sources.get(id.file).slice(name)).into_owned()
    };
    // What `DynamicUser=` implies is in the model; that somebody must create the user is in the table. The same goes for
    // the other effects of a filter that implies no new privileges.
    let implied_privileges: BTreeSet<SettingId> =
        deployment.services.iter().flat_map(|service| service.from(Leaf::NoNewPrivileges).iter()).collect();
    let twice: Vec<String> = accounted
        .intersection(&natives)
        .filter(|id| !besides.contains(id) && !implied_privileges.contains(id))
        .map(name)
        .filter(|name| name != "DynamicUser")
        .collect();
    assert!(twice.is_empty(), "both on a leaf and native: {twice:?}");
    let mut once = BTreeSet::new();
    let again: Vec<String> = deployment
        .natives
        .iter()
        .filter(|native| !once.insert(native.setting))
        .map(|native| name(&native.setting))
        .collect();
    assert!(again.is_empty(), "native more than once: {again:?}");
    accounted.extend(natives);
    let lost: Vec<String> = written.difference(&accounted).map(name).collect();
    assert!(lost.is_empty(), "settings without a verdict: {lost:?}");
    let invented: Vec<String> = accounted.difference(written).map(name).collect();
    assert!(invented.is_empty(), "verdicts on settings that do not exist: {invented:?}");
    for native in &deployment.natives {
        assert!(native.service.is_none_or(|index| index < deployment.services.len()));
    }
}

fn assert_places(service: &Service<'_>, sources: &Sources) {
    assert_inside(service.place, sources);
    let assignments = service.assignments.value.iter().flat_map(|one| [&one.name, &one.value]);
    let texts = service.command.value.argv.iter().chain(assignments).chain(&service.user.value);
    for place in texts.filter_map(Text::place) {
        assert_inside(place, sources);
    }
}

fn assert_inside((file, span): (FileId, Span), sources: &Sources) {
    let size = sources.get(file).bytes().len() as u32;
    assert!(span.start <= span.end && span.end <= size, "{span:?} is outside of {size} bytes");
}
