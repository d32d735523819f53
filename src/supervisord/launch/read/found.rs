//! What was found before a program in its command.

use crate::ir::{
    Capabilities, Condition, ControlCommand, Directory, EndingSet, EnvironmentFile, Limit, PartRef, Rights,
    Scheduling, ServiceDirectory, Text,
};

/// The limits and scheduling of commands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ResourceSettings {
    pub(super) limits: Vec<Limit>,
    pub(super) scheduling: Scheduling,
    pub(super) nice: Option<i32>,
    pub(super) oom_score: Option<i32>,
}

/// A name and a value.
pub(super) type Variable = (Text<'static>, Text<'static>);

/// The privileges of a command.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Privileges {
    pub(super) capabilities: Option<Capabilities>,
    pub(super) no_new: bool,
}

/// The owner that a directory is given to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DirectoryOwner {
    pub(super) user: Option<Text<'static>>,
    /// The inner `None` stands for the user's own group.
    pub(super) group: Option<Option<Text<'static>>>,
}

/// A command before or after the program.
pub(super) struct FoundCommand {
    pub(super) command: ControlCommand<'static>,
    /// Whether it runs as another user than supervisord.
    pub(super) switches_user: bool,
    pub(super) privileges: Privileges,
}

/// What was found in the command before the program.
#[derive(Default)]
pub(super) struct Found {
    pub(super) conditions: Vec<Condition<'static>>,
    pub(super) files: Vec<EnvironmentFile<'static>>,
    pub(super) directories: Vec<ServiceDirectory<'static>>,
    /// The owner of each directory.
    pub(super) owners: Vec<DirectoryOwner>,
    pub(super) directory: Option<Directory<'static>>,
    pub(super) preparations: Vec<FoundCommand>,
    /// Whether the first preparation is a wait that comes before the conditions.
    pub(super) waits_before_conditions: bool,
    /// The limits and scheduling set directly before the program.
    pub(super) resources: ResourceSettings,
    /// Those of the shell itself, which all its commands inherit.
    pub(super) shell_resources: ResourceSettings,
    pub(super) privileges: Privileges,
    pub(super) user: Option<Text<'static>>,
    pub(super) group: Option<Text<'static>>,
    pub(super) groups: Vec<Text<'static>>,
    /// Whether the program has no supplementary groups of a user.
    pub(super) clears_groups: bool,
    pub(super) variables: Vec<Variable>,
    pub(super) argv0: Option<Text<'static>>,
    /// The user whose home is `HOME`.
    pub(super) home: Option<String>,
    /// The endings of the program after which the shell stays.
    pub(super) stays_after: EndingSet,
    /// The commands that this shell runs on stop.
    pub(super) stops: Vec<FoundCommand>,
    /// The commands that a shell runs after everything has ended.
    pub(super) after: Vec<FoundCommand>,
    /// Whether it also runs them when a signal ends it.
    pub(super) traps_stop_signal: bool,
    pub(super) argv: Vec<Text<'static>>,
    /// The index of the program among the words of the command, if they are not in a script.
    pub(super) program_index: Option<usize>,
}

impl FoundCommand {
    /// Whether the command keeps all privileges of supervisord.
    fn keeps_all_privileges(&self) -> bool {
        !self.switches_user && self.privileges == Privileges::default()
    }
}

impl Found {
    /// The commands with the privileges of each.
    pub(super) fn with_rights(&self, commands: &[FoundCommand]) -> Vec<ControlCommand<'static>> {
        let with_rights = |one: &FoundCommand| {
            let mut command = one.command.clone();
            command.rights = match () {
                () if self.runs_as_program(one) => Rights::Programs,
                () if self.runs_as_manager(one) => Rights::ProgramsAsManager,
                () => Rights::ManagersWithinLimits,
            };
            command
        };
        commands.iter().map(with_rights).collect()
    }

    /// Whether the command starts the program and does nothing else.
    pub(super) fn only_starts_program(&self) -> bool {
        let Self {
            conditions,
            files,
            directories,
            owners: _,
            directory,
            preparations,
            waits_before_conditions: _,
            resources,
            shell_resources,
            privileges,
            user,
            group,
            groups,
            clears_groups,
            variables,
            argv0,
            home,
            stays_after: _,
            stops,
            after,
            traps_stop_signal: _,
            argv: _,
            program_index: _,
        } = self;
        let is_nobody = user.is_none() && group.is_none() && groups.is_empty() && !clears_groups;
        let has_no_words = argv0.is_none() && variables.is_empty() && files.is_empty() && home.is_none();
        let has_no_steps =
            conditions.is_empty() && preparations.is_empty() && stops.is_empty() && after.is_empty();
        let has_no_place = directories.is_empty() && directory.is_none();
        let has_no_limits = [resources, shell_resources]
            .into_iter()
            .all(|resources| *resources == ResourceSettings::default());
        let has_no_privileges = *privileges == Privileges::default();
        is_nobody && has_no_words && has_no_steps && has_no_place && has_no_limits && has_no_privileges
    }

    pub(super) fn texts(&self) -> impl Iterator<Item = &Text<'static>> {
        let before = self.side_commands().flat_map(|one| &one.command.command.argv);
        self.argv.iter().chain(&self.argv0).chain(before)
    }

    pub(super) fn side_commands(&self) -> impl Iterator<Item = &FoundCommand> {
        self.preparations.iter().chain(&self.stops).chain(&self.after)
    }

    /// Whether the command does what only root may although supervisord runs it as another user: it would fail.
    pub(super) fn needs_root(&self, user: Option<&Text<'_>>) -> bool {
        let is_root = user.is_none_or(Text::is_root);
        let is_roots = |privileges: &Privileges| privileges.capabilities.is_some();
        !is_root
            && (self.switches_user()
                || !self.groups.is_empty()
                || is_roots(&self.privileges)
                || self.side_commands().any(|one| one.switches_user || is_roots(&one.privileges)))
    }

    fn switches_user(&self) -> bool {
        self.user.is_some() || self.group.is_some()
    }

    /// Whether a command runs as the program does, as the same user and with the same privileges.
    fn runs_as_program(&self, one: &FoundCommand) -> bool {
        one.switches_user == self.switches_user() && one.privileges == self.privileges
    }

    /// Whether a command runs with the same privileges, but as supervisord's own user.
    fn runs_as_manager(&self, one: &FoundCommand) -> bool {
        !one.switches_user && one.privileges == self.privileges && one.privileges != Privileges::default()
    }

    /// Merges what was found before the program and around the shell. In a service, limits, scheduling, variables and
    /// privileges apply to all commands: `None` if only the program has them.
    pub(super) fn merge_wrappers(
        mut self,
        (outer, variables): (ResourceSettings, Vec<Variable>),
    ) -> Option<Self> {
        let is_known = |one: &FoundCommand| {
            self.runs_as_program(one) || self.runs_as_manager(one) || one.keeps_all_privileges()
        };
        let has_own = self.resources != ResourceSettings::default() || !self.variables.is_empty();
        let is_programs = has_own && self.side_commands().next().is_some();
        if is_programs || !self.side_commands().all(is_known) {
            return None;
        }
        self.variables.splice(0..0, variables);
        for other in [self.shell_resources.clone(), outer] {
            let resources = &mut self.resources;
            // Two nice levels add up, and the second of two schedulings replaces the first.
            let is_twice = resources.nice.is_some() && other.nice.is_some()
                || resources.scheduling != Scheduling::default() && other.scheduling != Scheduling::default();
            if is_twice {
                return None;
            }
            resources.limits.extend(other.limits);
            resources.nice = resources.nice.or(other.nice);
            resources.oom_score = resources.oom_score.or(other.oom_score);
            if other.scheduling != Scheduling::default() {
                resources.scheduling = other.scheduling;
            }
        }
        Some(self)
    }
}

/// Resolves a directory that a shell changes to from `base`; `None` if it is relative and `base` is not a known
/// path.
pub(super) fn resolve_directory<'a>(
    base: Option<Directory<'a>>,
    next: Directory<'a>,
) -> Option<Directory<'a>> {
    match (base, next) {
        (Some(base), Directory::Path(path)) if path.is_absolute() == Some(false) => match base {
            Directory::Path(base) => Some(Directory::Path(path.resolved_against(&base))),
            _ => None,
        },
        (_, next) => Some(next),
    }
}

/// Whether a part of the text comes from the program's environment.
pub(super) fn has_variable(text: &Text<'_>) -> bool {
    text.parts().any(|part| matches!(part, PartRef::Variable(..)))
}

/// Whether this is the home of the user who runs supervisord: root's.
pub(super) fn is_managers_home(user: &Text<'_>) -> bool {
    matches!(user.as_str(), Some("" | "root"))
}
