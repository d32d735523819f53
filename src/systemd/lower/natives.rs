//! The settings of a service that the model does not hold, or not in full.

use std::collections::BTreeMap;

use super::read::ReadSettings;
use super::service::{full_privileges_command, service_type};
use crate::ir::{Native, NativeReason, PartlyKept, Rights, Service, SettingIds};
use crate::systemd::kinds::enums::ServiceType;
use crate::systemd::unit::Unit;
use crate::unix::signals;

/// Adds native rows for settings that were read but are not part of the model, and for those with further effects.
pub(super) fn natives(read: &ReadSettings<'_>, index: usize, natives: &mut Vec<Native>) {
    let service = Some(index);
    for (setting, reason) in &read.ignored {
        natives.push(Native { setting: *setting, service, reason: *reason });
    }
    // A check of the configuration often comes before the signal: sshd, haproxy.
    let reloads: BTreeMap<_, _> =
        read.exec_reload.values.iter().map(|reload| (reload.from, reload)).collect();
    for setting in read.unmodelled.iter() {
        // A signal without a name cannot be sent by a command.
        let signal = reloads.get(&setting).and_then(|reload| read.signal_of(reload));
        let signal = signal.filter(|signal| signals::short_name(*signal).is_some());
        let reason = signal.map_or(NativeReason::Table, NativeReason::OnlySignals);
        natives.push(Native { setting, service, reason });
    }
    let kind = service_type(read);
    // systemd waits until a service of another type is up, and until the commands before the program have finished.
    let is_waited_for = !matches!(kind, ServiceType::Simple | ServiceType::Exec | ServiceType::Idle)
        || !read.exec_start_pre.values.is_empty()
        || !read.exec_condition.values.is_empty();
    if let Some(setting) = read.start_timeout.filter(|_| is_waited_for)
        && read.stop_timeout.from == Some(setting)
    {
        natives.push(Native {
            setting,
            service,
            reason: NativeReason::PartlyKept(PartlyKept::NoStartTimeout),
        });
    }
    if let Some(setting) = read.service_type.from.filter(|_| kind == ServiceType::Idle) {
        natives.push(Native { setting, service, reason: NativeReason::PartlyKept(PartlyKept::NotIdle) });
    }
    // A bus name matters for the type only.
    if let Some(setting) = read.bus_name.from {
        natives.push(Native { setting, service, reason: NativeReason::Table });
    }
}

/// Adds native rows for settings that decide a leaf only together with others which are not set.
pub(super) fn ineffective(
    unit: &Unit,
    read: &ReadSettings<'_>,
    service: &Service<'_>,
    index: usize,
    natives: &mut Vec<Native>,
) {
    let leaves = [
        &service.lookup.from,
        &service.stdout.from,
        &service.stderr.from,
        &service.instances.from,
        &service.user.from,
        &service.group.from,
        &service.identity.from,
        &service.started.from,
        &service.directories.from,
        &service.prepare.from,
        &service.assignments.from,
        &service.stop_commands.from,
    ];
    // A dynamic user is modelled by what it implies; that somebody has to create the user is for the mapping table to
    // explain.
    let keeps_root = read.exec_start.values.last().is_some_and(|start| start.rights.runs_as_manager_user());
    if let (Some(true), Some(setting), false) = (read.dynamic_user.value, read.dynamic_user.from, keeps_root)
    {
        natives.push(Native { setting, service: Some(index), reason: NativeReason::Table });
    }
    let others = service.prepare.value.iter().chain(service.stop_commands.value.all());
    let others: Vec<Rights> = others.map(|one| one.rights).collect();
    // Settings that apply only to the commands around the program.
    let mut theirs: Vec<&SettingIds> = Vec::new();
    if full_privileges_command(read).is_some() && others.iter().any(|rights| *rights != Rights::Managers) {
        theirs.extend([&service.limits.from, &service.capabilities.from, &service.no_new_privileges.from]);
    }
    let has_theirs = keeps_root && others.contains(&Rights::Programs);
    if has_theirs {
        theirs.push(&service.supplementary_groups.from);
    }
    let starts = &service.command.from;
    let theirs = theirs.into_iter().flat_map(SettingIds::iter).filter(|id| !starts.contains(*id));
    let reason = NativeReason::NotForTheProgram;
    natives.extend(theirs.map(|setting| Native { setting, service: Some(index), reason }));
    // The model holds the capabilities that these drop, if the program could have them.
    for (value, setting) in read.drops_capabilities.iter().filter_map(|one| Some((one.value?, one.from?))) {
        let reason = match value {
            false => NativeReason::AlreadyProvided,
            true if service.capabilities.from.contains(setting) => {
                NativeReason::PartlyKept(PartlyKept::CapabilitiesKept)
            }
            true => NativeReason::Table,
        };
        natives.push(Native { setting, service: Some(index), reason });
    }
    // A PID file of a process that systemd knows anyway, a mode without a directory, and `PermissionsStartOnly=`
    // without commands other than the main one.
    let without_effect = read
        .directory_modes
        .iter()
        .map(|mode| mode.from)
        .chain([read.pid_file.from, read.permissions_start_only.from]);
    for setting in without_effect.flatten() {
        if !leaves.iter().any(|from| from.contains(setting)) {
            let reason = NativeReason::WithoutEffect;
            natives.push(Native { setting, service: Some(index), reason });
        }
    }
    // The model resolves the program; the `PATH` that this also sets is specific to systemd.
    for setting in read.search_path.from.iter().filter(|one| !leaves.iter().any(|from| from.contains(*one))) {
        natives.push(Native { setting, service: Some(index), reason: NativeReason::Table });
    }
    let is_started_by_default = read.is_default_instance(unit) && !read.started_by(unit).values.is_empty();
    for (setting, reason) in [
        // The name of lines in the journal.
        (read.identifier.from, NativeReason::WithoutEffect),
        // Only a template has instances to choose from.
        (read.default_instance.from.filter(|_| !is_started_by_default), NativeReason::WithoutEffect),
        // Applies only to commands other than one that keeps the manager's user.
        (read.user.from, NativeReason::WithoutEffect),
        (read.group.from, if has_theirs { reason } else { NativeReason::WithoutEffect }),
    ] {
        if let Some(setting) = setting
            && !leaves.iter().any(|from| from.contains(setting))
        {
            natives.push(Native { setting, service: Some(index), reason });
        }
    }
}
