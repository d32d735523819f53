//! Describes what is started, as which user and where, and the preparations for it.

use super::joined;
use crate::ir::{
    Command, ControlCommand, Directory, EndingSet, IfUnmet, Lookup, Rights, ServiceDirectory, ServiceGroup,
    Text, Umask,
};

/// The words of a command line, joined.
pub(super) fn words(command: &Command<'_>) -> String {
    let words: Vec<String> = command.argv.iter().map(ToString::to_string).collect();
    words.join(" ")
}

pub(super) fn lookup(lookup: &Lookup<'_>) -> String {
    match lookup {
        Lookup::Absolute => "found by its absolute path".to_owned(),
        Lookup::SupervisordsPath => "looked up in supervisord's PATH".to_owned(),
        Lookup::SystemdsPath => "looked up in systemd's compiled-in path".to_owned(),
        Lookup::Path(path) => format!("looked up in {path}"),
        Lookup::SupervisordsDirectory => "looked up relative to supervisord's own directory".to_owned(),
        Lookup::ProgramsDirectory => "looked up relative to its own directory".to_owned(),
    }
}

pub(super) fn prepare(commands: &[ControlCommand<'_>]) -> String {
    match joined(commands, preparation, ", then ") {
        None => "runs nothing before it".to_owned(),
        Some(commands) => format!("runs {commands} before it"),
    }
}

/// A command that runs in addition to the main program, with the consequences of its failure.
pub(super) fn preparation(one: &ControlCommand<'_>) -> String {
    let may_fail = match one.may_fail {
        true => " (it may fail)".to_owned(),
        false if one.succeeds == EndingSet::ZERO => String::new(),
        false => format!(" (it succeeds after {})", one.succeeds.describe()),
    };
    let rights = match &one.user {
        Some(user) => format!(" as {user}"),
        None => match one.rights {
            Rights::Programs => String::new(),
            Rights::ProgramsAsManager => " as the manager's user".to_owned(),
            Rights::ManagersWithinLimits => " as the manager, within the program's limits".to_owned(),
            Rights::Managers => " as the manager".to_owned(),
        },
    };
    let if_unmet = match one.if_unmet {
        None => String::new(),
        Some(IfUnmet::Skips) => " (if it fails, the start is skipped)".to_owned(),
        Some(IfUnmet::Refuses) => " (if it fails, the start fails)".to_owned(),
        Some(IfUnmet::Exits(code)) => format!(" (if it fails, the program ends with exit code {code})"),
    };
    let again = one.restarts.and(one.failures());
    let again = match again.is_empty() || again == one.failures() {
        true => String::new(),
        false => format!(" (the start is retried after {})", again.describe()),
    };
    let name = one.command.argv0.as_ref().map(|name| format!(" under the name {name}")).unwrap_or_default();
    format!("{}{name}{may_fail}{rights}{if_unmet}{again}", words(&one.command))
}

pub(super) fn directories(directories: &[ServiceDirectory<'_>]) -> String {
    match joined(directories, |one| format!("{} ({:04o})", one.path(), one.mode), ", ") {
        None => "has no directories created for it".to_owned(),
        Some(directories) => format!("has {directories} created for it"),
    }
}

pub(super) fn directory(directory: &Directory<'_>) -> String {
    match directory {
        Directory::Managers => "runs in the manager's directory".to_owned(),
        Directory::Path(path) => format!("runs in {path}"),
        Directory::Optional(path) => format!("runs in {path} if it exists"),
        Directory::HomeOf(user) => format!("runs in the home directory of {user}"),
        Directory::Home => "runs in the home directory of its user".to_owned(),
    }
}

pub(super) fn umask(umask: Umask) -> String {
    match umask {
        Umask::Managers => "has the manager's umask".to_owned(),
        Umask::Mask(mask) => format!("has the umask {mask:04o}"),
    }
}

pub(super) fn user(user: Option<&Text<'_>>) -> String {
    match user {
        Some(user) => format!("runs as {user}"),
        None => "runs as the manager's own user".to_owned(),
    }
}

pub(super) fn group(group: &ServiceGroup<'_>) -> String {
    match group {
        ServiceGroup::OfUser => "has the groups of its user".to_owned(),
        ServiceGroup::RootAndGroupsOf(user) => format!("has root's group, and the groups of {user} as well"),
        ServiceGroup::Named(group) => format!("has the group {group}"),
        ServiceGroup::NamedAndPrimary(group) => {
            format!("has the group {group}, and that of its user as well")
        }
    }
}

pub(super) fn groups(groups: &[Text<'_>]) -> String {
    match joined(groups, ToString::to_string, ", ") {
        None => "has no supplementary groups".to_owned(),
        Some(groups) => format!("has the supplementary groups {groups}"),
    }
}
