//! Parses a shell script: its steps in order, and the program at its end.

use super::chain::read_chain;
use super::directories::directory_step;
use super::found::{Found, FoundCommand, resolve_directory};
use super::operators::{is_exit_0, passes_failure_on, read_operator};
use super::placeholders::Placeholders;
use super::side_commands::{read_ignored_failure, read_side_command, read_stop_trap, read_trap_commands};
use crate::ir::{Condition, Directory, EndingSet, EnvironmentFile, IfUnmet};
use crate::supervisord::launch::best_effort::BestEffortSetting;
use crate::supervisord::launch::shell::{self, SimpleCommand, next_command};
use crate::supervisord::launch::{Piece, ShellWord, conditions, exit_trap};

/// Parses the commands of a script up to the `exec`, or to the program and the `trap` of a shell that stays;
/// `stays_after` holds the endings of the program after which it does, unless the script tests for success with `||`.
pub(super) fn read_steps(
    commands: &[SimpleCommand],
    stays_after: Option<EndingSet>,
    placeholders: &Placeholders,
    found: &mut Found,
) -> Option<()> {
    let mut steps = Steps {
        rest: commands,
        stays_after,
        placeholders,
        found,
        exports: false,
        may_have_failed: false,
        has_program: false,
    };
    steps.conditions()?;
    steps.exit_trap()?;
    while !steps.has_program {
        steps.rest = steps.step()?;
    }
    Some(())
}

/// The steps of a script, some of which have been read.
struct Steps<'c, 'r> {
    /// The commands that are left.
    rest: &'c [SimpleCommand],
    /// The endings of the program after which the shell stays.
    stays_after: Option<EndingSet>,
    placeholders: &'r Placeholders,
    /// What the steps so far do.
    found: &'r mut Found,
    /// Whether `set -a` was found, without which the variables of a file would not be exported.
    exports: bool,
    /// Whether a command joined by `&&` may have failed: a later step that is not joined would run anyway.
    may_have_failed: bool,
    /// Whether the program was found, which comes last.
    has_program: bool,
}

impl<'c> Steps<'c, '_> {
    /// Parses the conditions, which come first.
    fn conditions(&mut self) -> Option<()> {
        while let Some((condition, tail)) = conditions::read(self.rest, &|text| self.placeholders.text(text))
        {
            // A unit has alternatives (`|`) for only one condition and one assertion, so a script may have no more.
            let has_code =
                |other: &Condition<'_>| other.if_unmet == condition.if_unmet && other.any_of.len() > 1;
            if condition.any_of.len() > 1 && self.found.conditions.iter().any(has_code) {
                return None;
            }
            self.found.conditions.push(condition);
            self.rest = tail;
        }
        Some(())
    }

    /// Parses the commands for the end of the shell, if there are any.
    fn exit_trap(&mut self) -> Option<()> {
        if let Some((body, traps_stop_signal, tail)) = exit_trap::read(self.rest) {
            self.found.after = read_trap_commands(&shell::commands(&body)?, self.placeholders)?;
            self.found.traps_stop_signal = traps_stop_signal;
            self.rest = tail;
        }
        Some(())
    }

    /// Parses the next step, and returns the commands after it.
    fn step(&mut self) -> Option<&'c [SimpleCommand]> {
        if let Some((one, tail)) = BestEffortSetting::read(self.rest) {
            match one {
                BestEffortSetting::Limit(limit) => self.found.shell_resources.limits.push(limit),
                BestEffortSetting::OomScore(score) => self.found.shell_resources.oom_score = Some(score),
            }
            return Some(tail);
        }
        // systemd makes directories before it runs the first command.
        if self.found.preparations.is_empty()
            && let Some((directory, owner, tail, exits_on_failure)) =
                directory_step(self.rest, self.placeholders)
        {
            self.found.directories.push(directory);
            self.found.owners.push(owner);
            self.may_have_failed = !exits_on_failure;
            return Some(tail);
        }
        let (words, operator, after) = next_command(self.rest);
        let (operator, after, exits_on_failure) = read_operator(operator, after);
        // The preceding commands are joined to this one; if they fail, the script must not continue after it.
        if self.may_have_failed
            && !matches!(operator, None | Some("&&"))
            && !passes_failure_on(words, operator, after)
        {
            return None;
        }
        let literals: Vec<&str> = words.iter().map(|word| word.literal().unwrap_or("\0")).collect();
        match (literals.as_slice(), operator) {
            (["exec", ..], None) if self.stays_after.is_none() => return self.program(&words[1..]),
            ([_, ..], None) if self.stays_after.is_none() && !self.found.after.is_empty() => {
                return self.program(words);
            }
            // A command that decides on the start must come before all others.
            ([_, ..], Some("||")) if is_exit_0(after) && self.has_only_decisions() => {
                let mut one = read_side_command(words, false, self.placeholders)?;
                one.command.if_unmet = Some(IfUnmet::Exits(0));
                self.found.preparations.push(one);
                return Some(next_command(after).2);
            }
            (["{", ..], Some("||")) => return self.command_that_may_fail(&words[1..], after),
            (["[", "!", "-e", path, "]"], Some("||")) if self.exports => {
                return self.optional_environment_file(path, after);
            }
            ([first, ..], Some("||")) if *first != "[" => {
                return self.program_that_must_succeed(words, after);
            }
            (["set", "-a" | "-af"], Some(";")) => self.exports = true,
            (["export", home], Some(";")) => {
                self.found.home = Some(home.strip_prefix("HOME=~")?.to_owned());
            }
            ([".", path], Some(";")) if self.exports => self.environment_file(path, false)?,
            (["cd", _], Some("&&")) => {
                self.directory(&words[1])?;
                self.may_have_failed = !exits_on_failure;
            }
            ([_, ..], Some("&&")) => {
                self.found.preparations.push(read_side_command(words, false, self.placeholders)?);
                self.may_have_failed = !exits_on_failure;
            }
            // A command before the `trap` that is not one of the steps is the program.
            ([_, ..], Some(";")) => {
                self.found.stays_after = self.stays_after?;
                self.found.stops = read_stop_trap(after, self.placeholders)?;
                return self.program(words);
            }
            _ => return None,
        }
        Some(after)
    }

    /// Whether every command so far decides on the start.
    fn has_only_decisions(&self) -> bool {
        self.found.preparations.iter().all(|one| one.command.if_unmet.is_some())
    }

    /// Parses the program, after which nothing may follow but what has been read.
    fn program(&mut self, words: &[ShellWord]) -> Option<&'c [SimpleCommand]> {
        self.has_program = true;
        read_chain(words, self.placeholders, self.found)?;
        Some(&[])
    }

    /// Parses the program of a shell that stays if the program succeeds: `PROGRAM || exit;` and the `trap`.
    fn program_that_must_succeed(
        &mut self,
        words: &[ShellWord],
        after: &'c [SimpleCommand],
    ) -> Option<&'c [SimpleCommand]> {
        let (exit, semicolon, tail) = next_command(after);
        let is_tested = exit == [ShellWord::of("exit")] && semicolon == Some(";");
        if !is_tested || self.stays_after != Some(EndingSet::ALL.exits_and_signals()) {
            return None;
        }
        self.found.stops = read_stop_trap(tail, self.placeholders)?;
        self.found.stays_after.set_code(0, true);
        self.program(words)
    }

    /// Parses `{ COMMAND || :; } &&` after the brace.
    fn command_that_may_fail(
        &mut self,
        words: &[ShellWord],
        after: &'c [SimpleCommand],
    ) -> Option<&'c [SimpleCommand]> {
        self.found.preparations.push(read_side_command(words, true, self.placeholders)?);
        let (operator, tail) = read_ignored_failure(after)?;
        let (operator, tail, exits_on_failure) = read_operator(operator, tail);
        self.may_have_failed &= !exits_on_failure;
        (operator == Some("&&")).then_some(tail)
    }

    /// Parses the rest of `[ ! -e PATH ] || . PATH;`.
    fn optional_environment_file(
        &mut self,
        path: &str,
        after: &'c [SimpleCommand],
    ) -> Option<&'c [SimpleCommand]> {
        let (words, operator, tail) = next_command(after);
        let [source, file] = words else { return None };
        let is_same = self.placeholders.text(file.literal()?) == self.placeholders.text(path);
        if !(is_same && source.literal() == Some(".") && operator == Some(";")) {
            return None;
        }
        self.environment_file(path, true)?;
        Some(tail)
    }

    /// Adds an environment file, unless it is read again after a command. systemd reads all of them before the first
    /// command: `None` for one that is read for the first time after it, which may not exist before.
    fn environment_file(&mut self, path: &str, optional: bool) -> Option<()> {
        let file = EnvironmentFile { path: self.placeholders.text(path), optional, by_shell: true };
        if self.found.preparations.is_empty() {
            self.found.files.push(file);
            return Some(());
        }
        self.found.files.contains(&file).then_some(())
    }

    /// Parses the directory of a `cd`. systemd changes the directory before it runs the first command.
    fn directory(&mut self, word: &ShellWord) -> Option<()> {
        let is_option = word.literal().is_some_and(|option| option.starts_with('-'));
        if is_option || !self.found.preparations.is_empty() {
            return None;
        }
        let next = match word.0.as_slice() {
            [Piece::HomeOf(user)] => Directory::HomeOf(self.placeholders.text(user)),
            _ => Directory::Path(self.placeholders.word(word)?),
        };
        self.found.directory = Some(resolve_directory(self.found.directory.take(), next)?);
        Some(())
    }
}

/// Parses a wait at the start of a script that is followed by conditions.
pub(super) fn read_wait<'c>(
    commands: &'c [SimpleCommand],
    placeholders: &Placeholders,
) -> Option<(FoundCommand, &'c [SimpleCommand])> {
    let (words, operator, tail) = next_command(commands);
    let (_, tail, exits_on_failure) = read_operator(operator, tail);
    let literals: Vec<&str> = words.iter().filter_map(ShellWord::literal).collect();
    let ["/bin/sleep", seconds] = literals.as_slice() else { return None };
    let is_wait = words.len() == 2 && seconds.bytes().all(|byte| byte.is_ascii_digit());
    let decides = || {
        let (_, operator, after) = next_command(tail);
        operator == Some("||") && is_exit_0(after)
    };
    let asks = || conditions::read(tail, &|text| placeholders.text(text)).is_some() || decides();
    if is_wait && exits_on_failure && asks() {
        Some((read_side_command(words, false, placeholders)?, tail))
    } else {
        None
    }
}
