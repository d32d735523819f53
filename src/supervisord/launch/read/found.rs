//! What was found before a program in its command.

use crate::ir::{
    Capabilities, Condition, Directory, EndingSet, EnvironmentFile, Limit, OwnDirectory, Preparation, Rights,
    Scheduling, Text,
};

/// The limits and scheduling of commands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Turn {
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
pub(super) struct OwnerSaid {
    pub(super) user: Option<Text<'static>>,
    /// The inner `None` stands for the user's own group.
    pub(super) group: Option<Option<Text<'static>>>,
}

/// A command before or after the program.
pub(super) struct Beside {
    pub(super) command: Preparation<'static>,
    /// Whether it runs as another user than supervisord.
    pub(super) is_users: bool,
    pub(super) privileges: Privileges,
}

/// What was found in the command before the program.
#[derive(Default)]
pub(super) struct Found {
    pub(super) conditions: Vec<Condition<'static>>,
    pub(super) files: Vec<EnvironmentFile<'static>>,
    pub(super) directories: Vec<OwnDirectory<'static>>,
    /// The owner of each directory.
    pub(super) owners: Vec<OwnerSaid>,
    pub(super) directory: Option<Directory<'static>>,
    pub(super) preparations: Vec<Beside>,
    /// Whether the first preparation is a wait that comes before the conditions.
    pub(super) asks_behind_a_wait: bool,
    /// The limits and scheduling set directly before the program.
    pub(super) turn: Turn,
    /// Those of the shell itself, which all its commands inherit.
    pub(super) of_shell: Turn,
    pub(super) privileges: Privileges,
    pub(super) user: Option<Text<'static>>,
    pub(super) group: Option<Text<'static>>,
    pub(super) groups: Vec<Text<'static>>,
    /// Whether the program has no supplementary groups of a user.
    pub(super) has_no_others: bool,
    pub(super) variables: Vec<Variable>,
    pub(super) own_name: Option<Text<'static>>,
    /// The user whose home is `HOME`.
    pub(super) home: Option<String>,
    /// The endings of the program after which the shell stays.
    pub(super) up_after: EndingSet,
    /// The commands that this shell runs on stop.
    pub(super) stops: Vec<Beside>,
    /// The commands that a shell runs after everything has ended.
    pub(super) after: Vec<Beside>,
    /// Whether it also runs them when a signal ends it.
    pub(super) hears_a_signal: bool,
    pub(super) argv: Vec<Text<'static>>,
    /// The index of the program among the words of the command, if they are not in a script.
    pub(super) behind: Option<usize>,
}

impl Beside {
    /// Whether the command keeps all privileges of supervisord.
    fn keeps_all(&self) -> bool {
        !self.is_users && self.privileges == Privileges::default()
    }
}

impl Found {
    /// The commands with the privileges of each.
    pub(super) fn by_whom(&self, commands: &[Beside]) -> Vec<Preparation<'static>> {
        let by_whom = |one: &Beside| {
            let mut command = one.command.clone();
            command.rights = match () {
                () if self.has_alike(one) => Rights::Programs,
                () if self.is_as_manager(one) => Rights::ProgramsAsManager,
                () => Rights::ManagersWithinLimits,
            };
            command
        };
        commands.iter().map(by_whom).collect()
    }

    /// Whether the command starts the program and does nothing else.
    pub(super) fn only_starts(&self) -> bool {
        let Self {
            conditions,
            files,
            directories,
            owners: _,
            directory,
            preparations,
            asks_behind_a_wait: _,
            turn,
            of_shell,
            privileges,
            user,
            group,
            groups,
            has_no_others,
            variables,
            own_name,
            home,
            up_after: _,
            stops,
            after,
            hears_a_signal: _,
            argv: _,
            behind: _,
        } = self;
        let is_nobody = user.is_none() && group.is_none() && groups.is_empty() && !has_no_others;
        let has_no_words = own_name.is_none() && variables.is_empty() && files.is_empty() && home.is_none();
        let has_no_steps =
            conditions.is_empty() && preparations.is_empty() && stops.is_empty() && after.is_empty();
        let has_no_place = directories.is_empty() && directory.is_none();
        let has_no_limits = [turn, of_shell].into_iter().all(|turn| *turn == Turn::default());
        let has_no_privileges = *privileges == Privileges::default();
        is_nobody && has_no_words && has_no_steps && has_no_place && has_no_limits && has_no_privileges
    }

    pub(super) fn texts(&self) -> impl Iterator<Item = &Text<'static>> {
        let before = self.beside().flat_map(|one| &one.command.command.argv);
        self.argv.iter().chain(&self.own_name).chain(before)
    }

    pub(super) fn beside(&self) -> impl Iterator<Item = &Beside> {
        self.preparations.iter().chain(&self.stops).chain(&self.after)
    }

    /// Whether the command does what only root may although supervisord runs it as another user: it would fail.
    pub(super) fn needs_root(&self, user: Option<&Text<'_>>) -> bool {
        let is_root = user.is_none_or(Text::is_root);
        let is_roots = |privileges: &Privileges| privileges.capabilities.is_some();
        !is_root
            && (self.is_switched()
                || !self.groups.is_empty()
                || is_roots(&self.privileges)
                || self.beside().any(|one| one.is_users || is_roots(&one.privileges)))
    }

    fn is_switched(&self) -> bool {
        self.user.is_some() || self.group.is_some()
    }

    /// Whether a command runs as the program does, as the same user and with the same privileges.
    fn has_alike(&self, one: &Beside) -> bool {
        one.is_users == self.is_switched() && one.privileges == self.privileges
    }

    /// Whether a command runs with the same privileges, but as supervisord's own user.
    fn is_as_manager(&self, one: &Beside) -> bool {
        !one.is_users && one.privileges == self.privileges && one.privileges != Privileges::default()
    }

    /// Merges what was found before the program and around the shell. In a service, limits, scheduling, variables and
    /// privileges apply to all commands: `None` if only the program has them.
    pub(super) fn joined(mut self, (around, variables): (Turn, Vec<Variable>)) -> Option<Self> {
        let is_known = |one: &Beside| self.has_alike(one) || self.is_as_manager(one) || one.keeps_all();
        let has_own = self.turn != Turn::default() || !self.variables.is_empty();
        let is_programs = has_own && self.beside().next().is_some();
        if is_programs || !self.beside().all(is_known) {
            return None;
        }
        self.variables.splice(0..0, variables);
        for other in [self.of_shell.clone(), around] {
            let turn = &mut self.turn;
            // Two nice levels add up, and the second of two schedulings replaces the first.
            let is_twice = turn.nice.is_some() && other.nice.is_some()
                || turn.scheduling != Scheduling::default() && other.scheduling != Scheduling::default();
            if is_twice {
                return None;
            }
            turn.limits.extend(other.limits);
            turn.nice = turn.nice.or(other.nice);
            turn.oom_score = turn.oom_score.or(other.oom_score);
            if other.scheduling != Scheduling::default() {
                turn.scheduling = other.scheduling;
            }
        }
        Some(self)
    }
}
