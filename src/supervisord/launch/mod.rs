//! Wrappers around the program for settings that supervisord has no option for: `prlimit`, `nice`, `setpriv` and the
//! like each execute the next command in their own place, and so does a shell with `exec`. The PID stays the same, and
//! so does everything that supervisord does with the process (D5).
//!
//! `emit` writes such a command and [`unwrap_command`] reads it back; the shape of each wrapper is defined in one
//! place.

mod best_effort;
mod conditions;
mod exit_trap;
mod options;
mod privileges;
mod read;
mod schedule;
pub(super) mod shell;
mod staying_shell;
pub(super) mod user_specifiers;

use crate::ir::{Capabilities, Condition, Limit, Rights, Scheduling};
use best_effort::BestEffortSetting;
pub(super) use exit_trap::ExitTrap;
pub(super) use privileges::RunAs;
pub(in crate::supervisord) use read::{Author, is_valid_directory_name, is_valid_unit_path, unwrap_command};
pub(super) use shell::{Piece, ShellWord, is_pattern};
pub(super) use staying_shell::StayingShell;

/// Starts its second argument under the name in its first, with `exec -a`, which only some shells have.
pub(super) const EXEC_UNDER_NAME: &str = r#"exec -a "$0" "$@""#;

/// The greatest number of steps of a script on one line.
const MAX_STEPS_ON_ONE_LINE: usize = 3;
/// The greatest number of characters of a script on one line.
const MAX_LINE_CHARS: usize = 100;

/// Everything between supervisord and the program, with words as they are in the option's value.
#[derive(Clone, Debug, Default)]
pub(super) struct Launch {
    /// The user whose home becomes `HOME`; the shell looks it up.
    pub(super) home: Option<String>,
    /// The command that waits for the time of a run, before the conditions.
    pub(super) wait: Option<[String; 2]>,
    /// The conditions that are checked before anything else, with paths as they are in the option's value.
    pub(super) conditions: Vec<Condition<'static>>,
    /// Environment files.
    pub(super) files: Vec<SourcedFile>,
    /// Directories to make.
    pub(super) directories: Vec<MadeDirectory>,
    /// The program's working directory, if it is one of those directories, to which supervisord would change too early,
    /// or the user's home.
    pub(super) directory: Option<ShellWord>,
    /// Commands that run before the program.
    pub(super) preparations: Vec<SideCommand>,
    /// Resource limits.
    pub(super) limits: Vec<Limit>,
    /// I/O and CPU scheduling.
    pub(super) scheduling: Scheduling,
    /// The adjustment of the out-of-memory score.
    pub(super) oom_score: Option<i32>,
    /// The nice level.
    pub(super) nice: Option<i32>,
    /// The user to switch to, where root must do something first.
    pub(super) identity: Option<RunAs>,
    /// The group, if the user stays that of supervisord.
    pub(super) group: Option<ShellWord>,
    /// Groups in addition to those of the user.
    pub(super) groups: Vec<ShellWord>,
    /// The capabilities of the program.
    pub(super) capabilities: Option<Capabilities>,
    /// Whether the program can gain no privileges.
    pub(super) no_new_privileges: bool,
    /// Variables that `environment=` cannot express, as `NAME=VALUE`.
    pub(super) variables: Vec<String>,
    /// The name that the program sees as its own (`argv[0]`).
    pub(super) argv0: Option<ShellWord>,
    /// The program and its arguments.
    pub(super) argv: Vec<ShellWord>,
    /// What the shell does after the program has done its work, if it stays.
    pub(super) staying_shell: Option<StayingShell>,
    /// What the shell does after everything has ended.
    pub(super) exit_trap: Option<ExitTrap>,
}

/// An environment file that the shell sources.
#[derive(Clone, Debug)]
pub(super) struct SourcedFile {
    pub(super) path: String,
    /// Whether it may be missing.
    pub(super) optional: bool,
}

/// A directory to make.
#[derive(Clone, Debug)]
pub(super) struct MadeDirectory {
    pub(super) path: ShellWord,
    pub(super) mode: u32,
    /// Whether one that already exists stays as it is.
    pub(super) keep_existing: bool,
}

/// A command that runs before or after the program.
#[derive(Clone, Debug)]
pub(super) struct SideCommand {
    /// The name that the command sees as its own (`argv[0]`).
    pub(super) argv0: Option<ShellWord>,
    pub(super) argv: Vec<ShellWord>,
    pub(super) may_fail: bool,
    pub(super) rights: Rights,
    /// Whether the shell exits with 0 if the command fails.
    pub(super) decides: bool,
}

impl SideCommand {
    /// Whether a word is this path or contains it.
    fn names(&self, path: &str) -> bool {
        let mut pieces = self.argv.iter().flat_map(|word| &word.0);
        pieces.any(|piece| matches!(piece, Piece::Literal(text) if text.contains(path)))
    }
}

/// Whether only a shell can expand one of the words.
fn needs_expansion(words: &[ShellWord]) -> bool {
    words.iter().any(|word| word.literal().is_none())
}

impl Launch {
    /// The words of `command=`.
    pub(super) fn words(&self) -> Vec<String> {
        let literal = |word: &ShellWord| word.literal().unwrap_or_default().to_owned();
        let chain = self.chain();
        if !self.needs_shell() && !needs_expansion(&chain) {
            return chain.iter().map(literal).collect();
        }
        let wrappers = if self.has_side_commands() { self.shell_wrappers() } else { Vec::new() };
        let shell = ["/bin/sh".to_owned(), "-c".to_owned(), self.script(&chain)];
        wrappers.iter().map(literal).chain(shell).collect()
    }

    /// Whether the service has other commands, which need the same limits and scheduling.
    fn has_side_commands(&self) -> bool {
        !self.preparations.is_empty() || self.staying_shell.is_some() || self.exit_trap.is_some()
    }

    /// Whether the program's own command looks like one of these wrappers and would be misread as one.
    pub(super) fn looks_wrapped(&self) -> bool {
        let first = self.argv.first().and_then(ShellWord::literal);
        first.is_some_and(read::is_wrapper) && !self.is_script() && self.chain().len() == self.argv.len()
    }

    /// Whether the command is a shell script.
    pub(super) fn is_script(&self) -> bool {
        self.needs_shell() || needs_expansion(&self.chain())
    }

    fn needs_shell(&self) -> bool {
        self.wait.is_some()
            || !self.conditions.is_empty()
            || self.best_effort_settings().next().is_some()
            || self.home.is_some()
            || !self.files.is_empty()
            || !self.directories.is_empty()
            || self.directory.is_some()
            || !self.preparations.is_empty()
            || self.staying_shell.is_some()
            || self.exit_trap.is_some()
    }

    /// The script: on one line if that is easy to read, otherwise with one step per line.
    fn script(&self, chain: &[ShellWord]) -> String {
        let (mut steps, may_have_failed) = self.steps();
        match &self.staying_shell {
            // The shell must still exist at the end.
            None if self.exit_trap.is_some() => steps.push(shell::line(chain)),
            None => steps.push(format!("exec {}", shell::line(chain))),
            Some(shell) => {
                if may_have_failed && !shell.exits_on_failure() {
                    exit_on_failure(&mut steps);
                }
                steps.extend(shell.steps(&shell::line(chain), &self.side_command_lines(&shell.commands)));
            }
        }
        let line = steps.join(" ");
        if steps.len() <= MAX_STEPS_ON_ONE_LINE && line.chars().count() <= MAX_LINE_CHARS {
            return line;
        }
        // The end of a line also ends a command.
        let lines: Vec<&str> = steps.iter().map(|step| step.strip_suffix(';').unwrap_or(step)).collect();
        format!("\n{}", lines.join("\n"))
    }

    /// The steps before the `exec`, each with its terminator; and whether a step that `&&` joins to the next may fail.
    fn steps(&self) -> (Vec<String>, bool) {
        let mut steps: Vec<String> = Vec::new();
        steps.extend(self.wait.as_ref().map(|wait| format!("{} || exit;", wait.join(" "))));
        steps.extend(self.conditions.iter().map(conditions::spell));
        if let Some(one) = &self.exit_trap {
            steps.extend(one.steps(&self.side_command_lines(&one.commands)));
        }
        // First, as in systemd: they also apply to the commands before the program.
        steps.extend(self.best_effort_settings().map(BestEffortSetting::step));
        if let Some(user) = &self.home {
            steps.push(format!("export HOME=~{user};"));
        }
        if !self.files.is_empty() {
            // Variables are exported; if one is split into arguments, patterns in it must not be expanded.
            let stops = self.staying_shell.iter().flat_map(|shell| &shell.commands);
            let last = self.exit_trap.iter().flat_map(|one| &one.commands);
            let around = self.preparations.iter().chain(stops).chain(last).flat_map(|one| &one.argv);
            let splits = self.argv.iter().chain(around).any(|word| matches!(*word.0, [Piece::Split(_)]));
            steps.push(if splits { "set -af;" } else { "set -a;" }.to_owned());
        }
        steps.extend(self.source_steps());
        steps.extend(self.directories.iter().map(|one| self.install_step(one)));
        if let Some(directory) = &self.directory {
            steps.push(format!("cd {} &&", directory.spell()));
        }
        let mut may_have_failed = !self.directories.is_empty() || self.directory.is_some();
        for (one, line) in self.preparations.iter().zip(self.side_command_lines(&self.preparations)) {
            if one.decides {
                if may_have_failed {
                    exit_on_failure(&mut steps);
                }
                steps.push(format!("{line} || exit 0;"));
                may_have_failed = false;
            } else {
                steps.push(format!("{line} &&"));
                may_have_failed |= !one.may_fail;
            }
            // systemd reads the files again for each command, and this one may have written to them.
            if self.files.iter().any(|file| one.names(&file.path)) {
                if may_have_failed {
                    exit_on_failure(&mut steps);
                }
                steps.extend(self.source_steps());
                may_have_failed = false;
            }
        }
        (steps, may_have_failed)
    }

    /// The step that makes a directory, which belongs to the program's user.
    fn install_step(&self, MadeDirectory { path, mode, keep_existing }: &MadeDirectory) -> String {
        let owner = match (&self.identity, &self.group) {
            (Some(one), _) => format!("-o {} -g {} ", one.user.spell(), one.group().spell()),
            // systemd gives an existing directory to root as well (run on 252); `-g` alone keeps its owner.
            (None, Some(group)) => format!("-o root -g {} ", group.spell()),
            (None, None) => String::new(),
        };
        let path = path.spell();
        let make = format!("install -d -m {mode:04o} {owner}{path}");
        if *keep_existing { format!("{{ [ -d {path} ] || {make}; }} &&") } else { format!("{make} &&") }
    }

    /// The steps that source the environment files. All of them are read: a later one overrides the earlier ones.
    fn source_steps(&self) -> impl Iterator<Item = String> {
        self.files.iter().map(|SourcedFile { path, optional }| {
            let path = shell::quote(path);
            let test = if *optional { format!("[ ! -e {path} ] || ") } else { String::new() };
            format!("{test}. {path};")
        })
    }

    /// The commands before or after the program, each with the words for its user and privileges.
    fn side_command_lines(&self, commands: &[SideCommand]) -> Vec<String> {
        let spell = |one: &SideCommand| {
            let mut words = match one.rights {
                Rights::Programs => self.identity_words(),
                Rights::ProgramsAsManager => self.confining_words(),
                Rights::ManagersWithinLimits | Rights::Managers => Vec::new(),
            };
            let own =
                one.argv.first().and_then(ShellWord::literal).filter(|word| shell::needs_env_before_it(word));
            match &one.argv0 {
                Some(name) => words.extend(name_words(name)),
                None => words.extend(own.map(|_| ShellWord::of("env"))),
            }
            words.extend(one.argv.iter().cloned());
            let line = shell::line(&words);
            if one.may_fail { format!("{{ {line} || :; }}") } else { line }
        };
        commands.iter().map(spell).collect()
    }

    /// The settings that the program may not be permitted to have.
    fn best_effort_settings(&self) -> impl Iterator<Item = BestEffortSetting> {
        let limits = self.limits.iter().filter(|limit| !best_effort::is_always_permitted(limit));
        limits
            .map(|limit| BestEffortSetting::Limit(*limit))
            .chain(self.oom_score.map(BestEffortSetting::OomScore))
    }

    /// The program, after the wrappers that each execute the next in their place.
    fn chain(&self) -> Vec<ShellWord> {
        let is_alone = !self.has_side_commands();
        let mut words = if is_alone { self.resource_words() } else { Vec::new() };
        words.extend(self.identity_words());
        if is_alone {
            words.extend(self.variable_words());
        }
        if let Some(name) = &self.argv0 {
            words.extend(name_words(name));
        }
        words.extend(self.argv.iter().cloned());
        words
    }

    /// The wrappers around the shell, which apply to all commands in it.
    fn shell_wrappers(&self) -> Vec<ShellWord> {
        let mut words = self.resource_words();
        words.extend(self.variable_words());
        words
    }

    fn variable_words(&self) -> Vec<ShellWord> {
        let env = (!self.variables.is_empty()).then_some("env");
        env.into_iter().chain(self.variables.iter().map(String::as_str)).map(ShellWord::of).collect()
    }

    /// The wrappers that set limits and scheduling.
    fn resource_words(&self) -> Vec<ShellWord> {
        let mut words = Vec::new();
        let sure: Vec<&Limit> =
            self.limits.iter().filter(|limit| best_effort::is_always_permitted(limit)).collect();
        if !sure.is_empty() {
            words.push(ShellWord::of("prlimit"));
            words.extend(sure.into_iter().map(|limit| ShellWord::of(&best_effort::limit_option(limit))));
        }
        // `nice` without permission prints a warning and continues.
        if let Some(level) = self.nice {
            words.extend(["nice", "-n", &level.to_string()].map(ShellWord::of));
        }
        words.extend(schedule::words(&self.scheduling));
        words
    }
}

/// Makes the script exit if the last command fails, before a step that would run regardless.
fn exit_on_failure(steps: &mut [String]) {
    if let Some(last) = steps.last_mut()
        && let Some(command) = last.strip_suffix("&&")
    {
        *last = format!("{command}|| exit;");
    }
}

/// The words that start the program after them under another name.
fn name_words(name: &ShellWord) -> impl Iterator<Item = ShellWord> {
    ["bash", "-c", EXEC_UNDER_NAME].map(ShellWord::of).into_iter().chain([name.clone()])
}

/// The program of each command of a script, empty if a shell has to expand it, and the operator after it.
#[cfg(test)]
pub(crate) fn programs_and_operators(script: &str) -> Option<Vec<(String, &'static str)>> {
    let program = |words: &[ShellWord]| {
        let is_program = |word: &&ShellWord| {
            word.literal().is_none_or(|word| !crate::unix::variable_name::is_assignment(word))
        };
        words.iter().find(is_program).and_then(ShellWord::literal).unwrap_or_default().to_owned()
    };
    let operator = |end: Option<shell::End>| match end {
        Some(shell::End::Operator(operator)) => operator,
        _ => "",
    };
    Some(shell::commands(script)?.into_iter().map(|one| (program(&one.words), operator(one.end))).collect())
}
