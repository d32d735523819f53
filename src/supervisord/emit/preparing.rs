//! What happens before the program starts: conditions, directories, limits and commands, and the user of each.

use super::command_notes::word_splitting_note;
use super::ending::{AfterEarlyExit, after_early_exit};
use super::needs::{
    exit_trap_signal, home_user, makes_working_directory, staying_shell_signal, switches_user,
};
use super::program_writer::{ProgramWriter, unwritable_note};
use super::text;
use crate::ir::{
    Check, CheckKind, Condition, ControlCommand, Directory, Duration, IfUnmet, Leaf, Output, Purpose, Rights,
    ServiceDirectory, ServiceGroup, SignalScope, Text,
};
use crate::supervisord::launch::{
    ExitTrap, MadeDirectory, Piece, RunAs, ShellWord, SideCommand, SourcedFile, StayingShell, is_pattern,
    is_valid_directory_name, is_valid_unit_path,
};

/// Whether a check cannot be written for a shell: systemd accepts only certain paths, and not every shell reads each
/// pattern as systemd does.
fn is_untestable(check: &Check<'_>) -> bool {
    let is_path = || is_valid_unit_path(&check.path);
    let is_read = || check.kind != CheckKind::MatchExists || is_pattern(&check.path.to_string());
    check.kind != CheckKind::KernelCommandLine && !(is_path() && is_read())
}

/// The note on the paths of such checks, as the unit writes them.
fn untestable_note<'c>(checks: impl Iterator<Item = &'c Check<'c>>) -> Option<String> {
    let written = |check: &Check<'_>| format!("`{}{}`", if check.is_negated { "!" } else { "" }, check.path);
    let (paths, others): (Vec<_>, Vec<_>) = checks.partition(|check| is_valid_unit_path(&check.path));
    let sentence = |checks: &[&Check<'_>], before: &str, after: &str| {
        let names = checks.iter().map(|check| written(check)).collect::<Vec<_>>().join(", ");
        (!names.is_empty()).then(|| format!("{before} {names}{after}"))
    };
    let patterns = " as systemd does: check in your own command before the start.";
    let all = [
        sentence(&paths, "Not every shell reads", patterns),
        sentence(&others, "systemd checks only absolute paths without `..`, and not", "."),
    ];
    all.into_iter().flatten().reduce(|all, one| format!("{all} {one}"))
}

impl<'a> ProgramWriter<'_, '_, '_, 'a> {
    /// The conditions of the start, with paths as they are written in the option's value.
    pub(super) fn conditions(&mut self) -> Vec<Condition<'static>> {
        let conditions = &self.service.conditions.value;
        let mut all = Vec::new();
        let untestable = conditions.iter().flat_map(|one| &one.any_of).filter(|check| is_untestable(check));
        if let Some(reason) = untestable_note(untestable) {
            self.by_hand(Leaf::Conditions, reason);
        }
        for Condition { any_of, if_unmet } in conditions {
            if any_of.iter().any(is_untestable) {
                continue;
            }
            let mut checks = Vec::new();
            for Check { kind, is_negated, path } in any_of {
                let written = match text::write(path, 1, &self.instance) {
                    Ok(written) => written,
                    Err(error) => {
                        self.by_hand(Leaf::Conditions, unwritable_note(&error));
                        path.to_string().replace('%', "%%")
                    }
                };
                let kind =
                    if *is_negated && self.is_own_log(*kind, path) { CheckKind::FileNotEmpty } else { *kind };
                let path = Text::plain(written.into_bytes());
                checks.push(Check { kind, is_negated: *is_negated, path });
            }
            all.push(Condition { any_of: checks, if_unmet: *if_unmet });
        }
        all
    }

    /// Whether a check is for a file that always exists when the shell checks: supervisord creates a log before it
    /// starts the program (`make_dispatchers` in process.py), systemd only after the conditions hold.
    fn is_own_log(&self, kind: CheckKind, path: &Text<'_>) -> bool {
        let is_log = |output: &Output<'_>| match output {
            Output::File(log)
            | Output::FileAndJournal(log)
            | Output::Overwrite { path: log, truncate: _ } => log == path,
            _ => false,
        };
        kind == CheckKind::Exists
            && (is_log(&self.service.stdout.value) || is_log(&self.service.stderr.value))
    }

    /// The note on a condition that checks for a log of the program itself.
    fn own_log_note(&self) -> Option<String> {
        let mut checks = self.service.conditions.value.iter().flat_map(|one| &one.any_of);
        let own = checks.find(|check| self.is_own_log(check.kind, &check.path))?;
        let path = own.path.to_string();
        Some(match own.is_negated {
            true => format!(
                "supervisord has created {path}, the program's log, by then: the shell checks whether it is non-empty."
            ),
            false => format!("supervisord has created {path}, the program's log, by then: it always exists."),
        })
    }

    /// The note on a program whose condition does not hold: to supervisord it has exited immediately.
    pub(super) fn unmet_condition_note(&self) -> String {
        let service = self.service;
        let refuses = |one: &Condition<'_>| one.if_unmet == IfUnmet::Refuses;
        let conditions = &service.conditions.value;
        let then = |code| self.consequence_of_exit(code);
        let ends = match (conditions.iter().any(refuses), conditions.iter().all(refuses)) {
            (false, _) => format!("with exit code 0, {}", then(0)),
            (true, true) => format!("with exit code 1, {}", then(1)),
            (true, false) if then(0) == then(1) => {
                format!("with exit code 0, for an assertion with 1, {}", then(0))
            }
            (true, false) => {
                format!("with exit code 0, {}; for an assertion with 1, {}", then(0), then(1))
            }
        };
        let again = if service.pause_between_runs().is_some() { "" } else { " systemd does not try again." };
        let mut reason = format!(
            "A shell checks it before each start, as the program's user; if it does not hold, the shell ends {ends}.{again}"
        );
        if let Some(log) = self.own_log_note() {
            reason.push(' ');
            reason.push_str(&log);
        }
        reason
    }

    /// What supervisord does when the program has exited immediately with this code.
    pub(super) fn consequence_of_exit(&self, code: u8) -> &'static str {
        match after_early_exit(self.service, code) {
            _ if self.service.pause_between_runs().is_some() => "which begins the next wait",
            AfterEarlyExit::StaysExited => "which leaves it EXITED",
            AfterEarlyExit::RetriesForever => "and supervisord retries about once a second until it holds",
            AfterEarlyExit::RetriesLimited => {
                "and supervisord retries as often as startretries says, then calls it FATAL"
            }
        }
    }

    pub(super) fn groups(&mut self) -> Vec<ShellWord> {
        let groups = self.service.supplementary_groups.value.clone();
        let mut all = Vec::new();
        for group in &groups {
            let name = group.to_string();
            if name.is_empty() || name.contains(',') {
                let reason = "setpriv reads a comma as the end of a group name, and rejects an empty one: give the group by \
                              its number.";
                self.by_hand(Leaf::SupplementaryGroups, reason);
            }
            all.push(self.shell_word(group, Leaf::SupplementaryGroups));
        }
        all
    }

    pub(super) fn files(&mut self) -> Vec<SourcedFile> {
        let mut files = Vec::new();
        for file in &self.service.files.value {
            let path = text::write(&file.path, 1, &self.instance);
            match path {
                Ok(path) if !path.contains(['*', '?', '[']) && is_valid_unit_path(&file.path) => {
                    files.push(SourcedFile { path, optional: file.optional });
                }
                _ => {
                    let reason = format!(
                        "supervisord reads no environment files, and which ones {} names is known only when it starts: put \
                         their variables in environment=.",
                        file.path
                    );
                    self.by_hand(Leaf::EnvironmentFiles, reason);
                }
            }
        }
        files
    }

    pub(super) fn directories(&mut self) -> Vec<MadeDirectory> {
        let mut own: Vec<ServiceDirectory<'_>> = self.service.directories.value.clone();
        // systemd accepts no other names.
        own.retain(|one| {
            let is_known = is_valid_directory_name(&one.name);
            if !is_known {
                self.by_hand(
                    Leaf::Directories,
                    "systemd creates no directory without a name, or with `..` in it.",
                );
            }
            is_known
        });
        let paths: Vec<Text<'_>> = own.iter().map(ServiceDirectory::path).collect();
        let has_owner = self.service.user.value.is_some() || self.service.group.value != ServiceGroup::OfUser;
        if !own.is_empty()
            && let Some(made) = made_directories_note(&own, has_owner)
        {
            self.slight_loss(Leaf::Directories, made);
        }
        own.iter()
            .zip(&paths)
            .map(|(one, path)| {
                let path = self.shell_word(path, Leaf::Directories);
                MadeDirectory { path, mode: one.mode, keep_existing: one.purpose == Purpose::Configuration }
            })
            .collect()
    }

    pub(super) fn own_directory(&mut self) -> Option<ShellWord> {
        match &self.service.directory.value {
            Directory::Path(path) | Directory::Optional(path) => {
                makes_working_directory(self.service).then(|| self.shell_word(path, Leaf::Directory))
            }
            Directory::Home | Directory::HomeOf(_) => {
                home_user(self.service).map(|user| ShellWord(vec![Piece::HomeOf(user.to_owned())]))
            }
            Directory::Managers => None,
        }
    }

    /// The wait before the conditions: with a timer, systemd checks them when the time is up. Without conditions the
    /// wait is one of the commands before the program.
    pub(super) fn wait_before_conditions(&self) -> Option<[String; 2]> {
        self.pause().filter(|_| self.has_start_conditions()).map(super::timer::wait)
    }

    /// The time that the program's script must wait, if any.
    fn pause(&self) -> Option<Duration> {
        let only = || self.service.only_start().filter(|pause| *pause != Duration::ZERO);
        self.service.pause_between_runs().or_else(only)
    }

    /// Whether there are conditions that decide on the start.
    fn has_start_conditions(&self) -> bool {
        let service = self.service;
        !service.conditions.value.is_empty() || service.prepare.value.iter().any(|one| one.if_unmet.is_some())
    }

    pub(super) fn preparations(&mut self) -> Vec<SideCommand> {
        let service = self.service;
        let mut all = Vec::new();
        if let Some(pause) = self.pause().filter(|_| !self.has_start_conditions()) {
            let argv = super::timer::wait(pause).iter().map(|word| ShellWord::of(word)).collect();
            all.push(SideCommand {
                argv0: None,
                argv,
                may_fail: false,
                rights: Rights::Managers,
                decides: false,
            });
        }
        for one in &service.prepare.value {
            // A failure that is ignored changes nothing.
            if !one.may_fail {
                self.note_systemd(&one.command.argv, Leaf::Prepare);
            }
            let argv = self.side_command_words(one, Leaf::Prepare);
            all.push(SideCommand {
                argv0: self.side_command_name(one, Leaf::Prepare),
                argv,
                may_fail: one.may_fail,
                rights: one.rights,
                decides: one.if_unmet.is_some(),
            });
        }
        all
    }

    /// The name under which a command before or after the program is started.
    fn side_command_name(&mut self, one: &ControlCommand<'a>, leaf: Leaf) -> Option<ShellWord> {
        // The name would become that of runuser, which starts the command.
        if one.user.is_some() {
            return None;
        }
        one.command.argv0.as_ref().map(|name| self.shell_word(name, leaf))
    }

    /// The words of a command before or after the program, with runuser before it if it runs as another user than the
    /// program.
    fn side_command_words(&mut self, one: &ControlCommand<'a>, leaf: Leaf) -> Vec<ShellWord> {
        let mut words = Vec::new();
        if let Some(user) = &one.user {
            // runuser(1) looks its argument up only as a name, and no name is a number.
            if let Some(number) = user.as_str().filter(|user| user.bytes().all(|byte| byte.is_ascii_digit()))
            {
                let reason =
                    format!("runuser accepts users only by name: write that of user {number} instead.");
                self.by_hand(leaf, reason);
            }
            words.extend(["runuser", "-u"].map(ShellWord::of));
            words.push(self.shell_word(user, leaf));
            words.push(ShellWord::of("--"));
        }
        let argv = self.resolve(&one.command.argv, leaf);
        words.extend(argv.iter().map(|word| self.shell_word(word, leaf)));
        words
    }

    /// The shell that stays after the work is done, if commands must run on stop.
    pub(super) fn staying_shell(&mut self) -> Option<StayingShell> {
        let service = self.service;
        let signal = staying_shell_signal(service)?;
        let commands = self.trap_commands(&service.stop_commands.value.commands);
        let signal_reaches_group = self.signal_reaches_group();
        Some(StayingShell { after: service.one_run.value, commands, signal, signal_reaches_group })
    }

    /// The shell that waits for the end of the work, if commands must run then.
    pub(super) fn exit_trap(&mut self) -> Option<ExitTrap> {
        let service = self.service;
        let signal = exit_trap_signal(service)?;
        let commands = self.trap_commands(&service.stop_commands.value.after);
        Some(ExitTrap { commands, signal: self.signal_reaches_group().then_some(signal) })
    }

    fn signal_reaches_group(&self) -> bool {
        matches!(self.service.stop_scope.value, SignalScope::All | SignalScope::ProcessGroup)
    }

    fn trap_commands(&mut self, stops: &[ControlCommand<'a>]) -> Vec<SideCommand> {
        let mut commands = Vec::new();
        for one in stops {
            let argv = self.side_command_words(one, Leaf::StopCommands);
            commands.push(SideCommand {
                argv0: self.side_command_name(one, Leaf::StopCommands),
                argv,
                may_fail: one.may_fail,
                rights: one.rights,
                decides: false,
            });
        }
        let apart = commands.iter().find_map(|one: &SideCommand| word_splitting_note(&one.argv));
        self.stop_word_splitting_note = self.stop_word_splitting_note.take().or(apart);
        commands
    }

    pub(super) fn identity(&mut self) -> Option<RunAs> {
        let service = self.service;
        let user = service.user.value.as_ref().filter(|_| switches_user(service))?;
        let user = self.shell_word(user, Leaf::User);
        let group = match &service.group.value {
            ServiceGroup::Named(group) | ServiceGroup::NamedAndPrimary(group) => {
                Some(self.shell_word(group, Leaf::Group))
            }
            ServiceGroup::OfUser | ServiceGroup::RootAndGroupsOf(_) => None,
        };
        Some(RunAs { user, group })
    }

    /// The group of a program whose user is supervisord's own.
    pub(super) fn group_without_user(&mut self) -> Option<ShellWord> {
        let service = self.service;
        match &service.group.value {
            ServiceGroup::Named(group) if service.user.value.is_none() && !group.is_root() => {
                Some(self.shell_word(group, Leaf::Group))
            }
            _ => None,
        }
    }
}

/// The note on directories that the command makes: systemd removes only runtime directories, and gives existing
/// contents of a directory to the service's user, except for configuration (`exec_directory_done()`,
/// `setup_exec_directory()`). Without `has_owner` the command gives them to nobody; systemd gives them to root, even
/// existing ones (run on 252).
fn made_directories_note(directories: &[ServiceDirectory<'_>], has_owner: bool) -> Option<&'static str> {
    let has = |purposes: &[Purpose]| directories.iter().any(|own| purposes.contains(&own.purpose));
    match (has(&[Purpose::Runtime]), has(&[Purpose::State, Purpose::Cache, Purpose::Logs])) {
        (false, false) => None,
        (true, false) => {
            Some("The command creates it on each start. Unlike with systemd, nothing removes it on stop.")
        }
        (false, true) if !has_owner => Some(
            "The command creates it on each start. Unlike with systemd, one that exists keeps its owner, and so does what is in it.",
        ),
        (true, true) if !has_owner => Some(
            "The command creates it on each start. Unlike with systemd, no runtime directory is removed on stop, and one that \
             exists keeps its owner, and so does what is in it.",
        ),
        (false, true) => Some(
            "The command creates it on each start. Unlike with systemd, what is already in it keeps its owner.",
        ),
        (true, true) => Some(
            "The command creates it on each start. Unlike with systemd, no runtime directory is removed on stop, and what is \
             already in a directory keeps its owner.",
        ),
    }
}
