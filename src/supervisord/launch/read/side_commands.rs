//! Parses the commands before and after a program, each with its user and privileges.

use super::chain::{read_argv0, read_setpriv};
use super::found::{Found, FoundCommand};
use super::placeholders::Placeholders;
use crate::ir::{Command, ControlCommand, EndingSet, Rights};
use crate::supervisord::launch::ShellWord;
use crate::supervisord::launch::shell::{self, SimpleCommand, next_command, read_trap};
use crate::supervisord::launch::staying_shell::NO_OP;
use crate::unix::variable_name::is_assignment;

/// Parses a command that is not the program.
pub(super) fn read_side_command(
    words: &[ShellWord],
    may_fail: bool,
    placeholders: &Placeholders,
) -> Option<FoundCommand> {
    let mut own = Found::default();
    let words = read_setpriv(words, placeholders, &mut own)?;
    // An `env` before the command keeps the shell from running a built-in of that name.
    let words = match words {
        [env, rest @ ..]
            if env.literal() == Some("env")
                && rest.first()?.literal().is_some_and(shell::needs_env_before_it) =>
        {
            rest
        }
        words => {
            words.first()?.literal().filter(|first| {
                !first.is_empty() && !shell::needs_env_before_it(first) && !is_assignment(first)
            })?;
            words
        }
    };
    let (argv0, words) = read_argv0(words, placeholders)?;
    let argv = words.iter().map(|word| placeholders.word(word)).collect::<Option<Vec<_>>>()?;
    let command = Command { argv, argv0 };
    let switches_user = own.user.is_some() || own.group.is_some();
    let command = ControlCommand {
        command,
        may_fail,
        succeeds: EndingSet::ZERO,
        restarts: EndingSet::NONE,
        rights: Rights::Programs,
        user: None,
        if_unmet: None,
    };
    Some(FoundCommand { command, switches_user, privileges: own.privileges })
}

/// Parses the ` :; }` of `{ COMMAND || :; }`; returns the operator and the commands after it.
pub(super) fn read_ignored_failure(
    commands: &[SimpleCommand],
) -> Option<(Option<&'static str>, &[SimpleCommand])> {
    let (colon, semicolon, tail) = next_command(commands);
    let (close, operator, tail) = next_command(tail);
    let is_group = colon == [ShellWord::of(":")] && semicolon == Some(";") && close == [ShellWord::of("}")];
    is_group.then_some((operator, tail))
}

/// Parses what the shell does on stop: the `trap`, which must be the last command.
pub(super) fn read_stop_trap(
    commands: &[SimpleCommand],
    placeholders: &Placeholders,
) -> Option<Vec<FoundCommand>> {
    let (body, _, tail) = read_trap(commands)?;
    match body.as_str() {
        _ if !tail.is_empty() => None,
        // The signal only ends the wait.
        NO_OP => Some(Vec::new()),
        body => read_trap_commands(&shell::commands(body)?, placeholders),
    }
}

/// Parses the commands of a trap.
pub(super) fn read_trap_commands(
    commands: &[SimpleCommand],
    placeholders: &Placeholders,
) -> Option<Vec<FoundCommand>> {
    let mut stops = Vec::new();
    let mut rest = commands;
    loop {
        let (words, operator, after) = next_command(rest);
        let (one, operator, after) = match (words.first()?.literal(), operator) {
            (Some("{"), Some("||")) => {
                let (operator, tail) = read_ignored_failure(after)?;
                (read_side_command(&words[1..], true, placeholders)?, operator, tail)
            }
            _ => (read_side_command(words, false, placeholders)?, operator, after),
        };
        stops.push(one);
        match operator {
            None => return Some(stops),
            Some("&&") => rest = after,
            Some(_) => return None,
        }
    }
}
