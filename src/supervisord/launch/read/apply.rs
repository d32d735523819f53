//! Applies what was found around a program to the leaves of its service.

use std::collections::BTreeSet;

use super::found::{Found, Privileges, ResourceSettings, Variable, is_managers_home, resolve_directory};
use crate::ir::{
    Assignment, Command, ControlCommand, Decided, Directory, EndingSet, Identity, Service, ServiceGroup,
    SettingIds, StopCommands, Text,
};
use crate::supervisord::launch::StayingShell;

/// Sets the leaves of the service from what was found.
pub(super) fn apply(found: Found, service: &mut Service<'_>) {
    let from = &service.command.from.clone();
    let [before, stops, after] =
        [&found.preparations, &found.stops, &found.after].map(|commands| found.with_rights(commands));
    let Found {
        conditions,
        files,
        directories,
        owners: _,
        directory,
        preparations: _,
        waits_before_conditions: _,
        resources,
        shell_resources: _,
        privileges,
        user,
        group,
        groups,
        clears_groups,
        variables,
        argv0,
        home,
        stays_after,
        stops: _,
        after: _,
        traps_stop_signal: _,
        argv,
        program_index,
    } = found;
    decide(&mut service.conditions, conditions, from);
    decide(&mut service.files, files, from);
    decide(&mut service.directories, directories, from);
    if let Some(directory) = directory {
        apply_directory(directory, from, service);
    }
    if !stops.is_empty() || !after.is_empty() {
        apply_stop_commands(stops, after, stays_after, from, service);
    }
    if !before.is_empty() {
        apply_preparations(before, from, service);
    }
    apply_resources(resources, from, service);
    apply_privileges(privileges, from, service);
    decide(&mut service.user, user, from);
    decide(&mut service.supplementary_groups, groups, from);
    if let Some(group) = group {
        let group =
            if clears_groups { ServiceGroup::Named(group) } else { ServiceGroup::NamedAndPrimary(group) };
        service.group = Decided::by(group, from.clone());
    }
    apply_variables(variables, from, service);
    if let Some(home) = home {
        apply_home(&home, from, service);
    }
    // Only now that the user is set can its own home be distinguished from another user's.
    if let Directory::HomeOf(of) = &service.directory.value
        && match &service.user.value {
            Some(user) => user.as_str() == of.as_str(),
            None => is_managers_home(of),
        }
    {
        service.directory.value = Directory::Home;
    }
    // The position of the whole command stands in for each of its words.
    let place = service.command.value.argv.last().and_then(Text::place);
    let argv = match program_index {
        Some(at) => service.command.value.argv.split_off(at),
        None => argv,
    };
    let placed = argv.into_iter().map(|word| match (word.place(), place) {
        (None, Some((file, span))) => word.at(file, span),
        _ => word,
    });
    service.command.value = Command { argv: placed.collect(), argv0 };
}

/// Sets a leaf, unless the value is the default.
fn decide<T: Default + PartialEq>(leaf: &mut Decided<T>, found: T, from: &SettingIds) {
    if found != T::default() {
        *leaf = Decided::by(found, from.clone());
    }
}

fn apply_directory(directory: Directory<'static>, from: &SettingIds, service: &mut Service<'_>) {
    let mut from = from.clone();
    if matches!(&directory, Directory::Path(path) if path.is_absolute() == Some(false)) {
        from.extend(&service.directory.from);
    }
    let own = std::mem::replace(&mut service.directory.value, Directory::Managers);
    if let Some(directory) = resolve_directory(Some(own), directory) {
        service.directory = Decided::by(directory, from);
    }
}

/// A shell that stays after the program: it runs commands on stop, and others when everything has ended.
fn apply_stop_commands(
    stops: Vec<ControlCommand<'static>>,
    mut after: Vec<ControlCommand<'static>>,
    stays_after: EndingSet,
    from: &SettingIds,
    service: &mut Service<'_>,
) {
    // If one of these fails, the shell exits with 1.
    let restarts_after_1 = service.restart_later.value.has_code(1);
    let restarts = if restarts_after_1 { EndingSet::ALL.exits_and_signals() } else { EndingSet::NONE };
    after.iter_mut().for_each(|one| one.restarts = restarts);
    service.stop_commands = Decided::by(StopCommands { commands: stops, sends: None, after }, from.clone());
    decide(&mut service.one_run, stays_after, from);
    service.expected.value = StayingShell::from_shell_codes(service.expected.value);
    for set in [&mut service.restart_early, &mut service.restart_later] {
        set.value = StayingShell::from_shell_codes(set.value);
        set.from.extend(from);
    }
}

/// Commands before the program: supervisord sees only the exit code of the shell.
fn apply_preparations(
    mut before: Vec<ControlCommand<'static>>,
    from: &SettingIds,
    service: &mut Service<'_>,
) {
    let restarts = StayingShell::from_shell_codes(service.restart_later.value.exits_and_signals());
    before.iter_mut().for_each(|one| one.restarts = restarts);
    service.prepare = Decided::by(before, from.clone());
}

fn apply_resources(resources: ResourceSettings, from: &SettingIds, service: &mut Service<'_>) {
    let ResourceSettings { limits, scheduling, nice, oom_score } = resources;
    decide(&mut service.scheduling, scheduling, from);
    decide(&mut service.nice, nice, from);
    decide(&mut service.oom_score, oom_score, from);
    if !limits.is_empty() {
        // The program's own limit replaces one that applies to all programs of supervisord.
        service.limits.value.retain(|limit| limits.iter().all(|own| own.resource != limit.resource));
        service.limits.value.extend(limits);
        service.limits.value.sort_unstable();
        service.limits.from.extend(from);
    }
}

fn apply_privileges(privileges: Privileges, from: &SettingIds, service: &mut Service<'_>) {
    let Privileges { capabilities, no_new } = privileges;
    if let Some(capabilities) = capabilities {
        service.capabilities = Decided::by(capabilities, from.clone());
    }
    decide(&mut service.no_new_privileges, no_new, from);
}

fn apply_variables(variables: Vec<Variable>, from: &SettingIds, service: &mut Service<'_>) {
    let Some(source) = from.last().filter(|_| !variables.is_empty()) else { return };
    let assignments = &mut service.assignments;
    let new = variables.into_iter().map(|(name, value)| Assignment { name, value, source });
    assignments.value.extend(new);
    assignments.from.extend(from);
    // The last assignment of a name counts.
    let (mut later, mut later_unknown) = (BTreeSet::new(), Vec::new());
    let mut kept: Vec<bool> = Vec::with_capacity(assignments.value.len());
    for Assignment { name, value: _, source: _ } in assignments.value.iter().rev() {
        kept.push(match name.bytes() {
            Some(bytes) => later.insert(bytes.to_vec()),
            None if later_unknown.contains(name) => false,
            None => {
                later_unknown.push(name.clone());
                true
            }
        });
    }
    assignments.value.retain(|_| kept.pop().unwrap_or_default());
}

/// A home that is the user's own. `HOME` is only one of the variables that identify the user.
fn apply_home(home: &str, from: &SettingIds, service: &mut Service<'_>) {
    let is_own = service.user.value.as_ref().is_some_and(|user| user.as_str() == Some(home));
    let source = |name| Assignment::find(&service.assignments.value, name).map(|one| one.source);
    let (Some(user), true) = (source("USER"), is_own) else { return };
    let (logname, shell) = (source("LOGNAME"), source("SHELL"));
    let is_whole = logname.is_some() && shell.is_some();
    let identity = if is_whole { Identity::OfUser } else { Identity::OfUserInPart };
    let mut from = from.clone();
    from.extend(&SettingIds::of([Some(user), logname, shell]));
    service.identity = Decided::by(identity, from);
}
