//! What stands in front of a program, and the leaves that it decides.

use crate::ir::{
    Assignment, Capabilities, Command, Condition, Decided, Directory, EndingSet, EnvironmentFile, Identity,
    Limit, OwnDirectory, Preparation, Scheduling, Service, ServiceGroup, Sources, StopCommands, Text,
};
use crate::supervisord::launch::Stays;

/// What was found on the way to the program.
#[derive(Default)]
pub(super) struct Found {
    pub(super) conditions: Vec<Condition<'static>>,
    pub(super) files: Vec<EnvironmentFile<'static>>,
    pub(super) directories: Vec<OwnDirectory<'static>>,
    pub(super) directory: Option<Directory<'static>>,
    /// Commands, and whether each runs as another user.
    pub(super) preparations: Vec<(Preparation<'static>, bool)>,
    pub(super) limits: Vec<Limit>,
    pub(super) scheduling: Scheduling,
    pub(super) nice: Option<i32>,
    pub(super) oom_score: Option<i32>,
    pub(super) no_new_privileges: bool,
    pub(super) user: Option<Text<'static>>,
    pub(super) group: Option<Text<'static>>,
    pub(super) groups: Vec<Text<'static>>,
    /// Whether it has no groups of a user.
    pub(super) has_no_others: bool,
    pub(super) capabilities: Option<Capabilities>,
    pub(super) variables: Vec<(Text<'static>, Text<'static>)>,
    pub(super) own_name: Option<Text<'static>>,
    /// The user whose home is `HOME`.
    pub(super) home: Option<String>,
    /// The ends of the program after which a shell stays behind.
    pub(super) up_after: EndingSet,
    /// What that shell runs at the stop.
    pub(super) stops: Vec<(Preparation<'static>, bool)>,
    pub(super) argv: Vec<Text<'static>>,
    /// Where the program stands among the words, if they are the command's own.
    pub(super) behind: Option<usize>,
}

impl Found {
    pub(super) fn texts(&self) -> impl Iterator<Item = &Text<'static>> {
        let before = self.preparations.iter().chain(&self.stops).flat_map(|(one, _)| &one.command.argv);
        self.argv.iter().chain(&self.own_name).chain(before)
    }
}

/// Puts it into the leaves of the service.
pub(super) fn apply(found: Found, service: &mut Service<'_>) {
    let from = service.command.from.clone();
    let is_switched = found.user.is_some() || found.group.is_some();
    if !found.conditions.is_empty() {
        service.conditions = Decided::by(found.conditions, from.clone());
    }
    if found.scheduling != Scheduling::default() {
        service.scheduling = Decided::by(found.scheduling, from.clone());
    }
    if !found.groups.is_empty() {
        service.supplementary_groups = Decided::by(found.groups, from.clone());
    }
    if let Some(capabilities) = found.capabilities {
        service.capabilities = Decided::by(capabilities, from.clone());
    }
    if !found.files.is_empty() {
        service.files = Decided::by(found.files, from.clone());
    }
    if !found.directories.is_empty() {
        service.directories = Decided::by(found.directories, from.clone());
    }
    if let Some(directory) = found.directory {
        service.directory = Decided::by(directory, from.clone());
    }
    let by_whom = |(one, is_users): (Preparation<'static>, bool)| Preparation {
        command: one.command,
        may_fail: one.may_fail,
        keeps_root: is_switched && !is_users,
        user: None,
        otherwise: one.otherwise,
    };
    if !found.preparations.is_empty() {
        let preparations = found.preparations.into_iter().map(by_whom);
        service.prepare = Decided::by(preparations.collect(), from.clone());
    }
    if !found.stops.is_empty() {
        let commands = found.stops.into_iter().map(by_whom).collect();
        service.stop_commands = Decided::by(StopCommands { commands, sends: None }, from.clone());
        service.one_run = Decided::by(found.up_after, from.clone());
        service.expected.value = Stays::from_codes(service.expected.value);
        for set in [&mut service.restart_early, &mut service.restart_later] {
            set.value = Stays::from_codes(set.value);
            set.from.extend(&from);
        }
    }
    if !found.limits.is_empty() {
        // A limit that holds for all of supervisord's programs gives way to the program's own.
        let own = found.limits;
        service.limits.value.retain(|limit| own.iter().all(|one| one.resource != limit.resource));
        service.limits.value.extend(own);
        service.limits.value.sort_unstable();
        service.limits.from.extend(&from);
    }
    if found.nice.is_some() {
        service.nice = Decided::by(found.nice, from.clone());
    }
    if found.oom_score.is_some() {
        service.oom_score = Decided::by(found.oom_score, from.clone());
    }
    if found.no_new_privileges {
        service.no_new_privileges = Decided::by(true, from.clone());
    }
    if found.user.is_some() {
        service.user = Decided::by(found.user, from.clone());
    }
    if let Some(group) = found.group {
        let is_only = found.has_no_others;
        let group = if is_only { ServiceGroup::Named(group) } else { ServiceGroup::Besides(group) };
        service.group = Decided::by(group, from.clone());
    }
    if let Some(source) = from.last() {
        for (name, value) in found.variables {
            service.assignments.value.retain(|one| one.name != name);
            service.assignments.value.push(Assignment { name, value, source });
            service.assignments.from.extend(&from);
        }
    }
    // HOME alone is not all that tells a program who it is.
    let source = |name: &str| {
        let mut all = service.assignments.value.iter();
        all.find(|one| one.name.bytes() == Some(name.as_bytes())).map(|one| one.source)
    };
    let (user, shell) = (source("USER"), source("SHELL"));
    let is_own = |home: &String| service.user.value.as_ref().is_some_and(|user| user.as_str() == Some(home));
    if let (Some(user), true) = (user, found.home.as_ref().is_some_and(is_own)) {
        let identity = if shell.is_some() { Identity::OfUser } else { Identity::OfUserButShell };
        let mut from = from.clone();
        from.extend(&Sources::of([Some(user), shell]));
        service.identity = Decided::by(identity, from);
    }
    // The place of the whole command stands for each of its words.
    let place = service.command.value.argv.last().and_then(Text::place);
    let argv = match found.behind {
        Some(at) => service.command.value.argv.split_off(at),
        None => found.argv,
    };
    let placed = argv.into_iter().map(|word| match (word.place(), place) {
        (None, Some((file, span))) => word.at(file, span),
        _ => word,
    });
    service.command.value = Command { argv: placed.collect(), own_name: found.own_name };
}
