//! Parses a shell script: its steps in order, and the program at its end.

use super::chain::{self, read_chain, read_setpriv};
use super::found::{DirectoryOwner, FoundCommand};
use super::{Found, Placeholders};
use crate::ir::{
    Command, Condition, ControlCommand, Directory, EndingSet, EnvironmentFile, IfUnmet, KnownBy, Part,
    Purpose, Rights, ServiceDirectory, Text,
};
use crate::supervisord::launch::best_effort::BestEffortSetting;
use crate::supervisord::launch::exit_trap;
use crate::supervisord::launch::shell::{self, End, SimpleCommand};
use crate::supervisord::launch::staying_shell::NO_OP;
use crate::supervisord::launch::{Piece, ShellWord, conditions, user_specifiers};
use crate::variable_name::is_assignment;

/// Parses the commands of a script up to the `exec`, or to the program and the `trap` of a shell that stays;
/// `stays_after` holds the endings of the program after which it does, unless the script tests for success with `||`.
pub(super) fn read_steps(
    commands: &[SimpleCommand],
    stays_after: Option<EndingSet>,
    placeholders: &Placeholders,
    found: &mut Found,
) -> Option<()> {
    let mut rest = commands;
    // Whether `set -a` was found, without which the variables of a file would not be exported.
    let mut exports = false;
    // Whether a command joined by `&&` may have failed: a later step that is not joined would run anyway.
    let mut may_have_failed = false;
    while let Some((condition, tail)) = conditions::read(rest, &|text| placeholders.text(text)) {
        // A unit has alternatives (`|`) for only one condition and one assertion, so a script may have no more.
        let has_code = |other: &Condition<'_>| other.if_unmet == condition.if_unmet && other.any_of.len() > 1;
        if condition.any_of.len() > 1 && found.conditions.iter().any(has_code) {
            return None;
        }
        found.conditions.push(condition);
        rest = tail;
    }
    if let Some((body, traps_stop_signal, tail)) = exit_trap::read(rest) {
        found.after = read_trap_commands(&shell::commands(&body)?, placeholders)?;
        found.traps_stop_signal = traps_stop_signal;
        rest = tail;
    }
    loop {
        if let Some((one, tail)) = BestEffortSetting::read(rest) {
            match one {
                BestEffortSetting::Limit(limit) => found.shell_resources.limits.push(limit),
                BestEffortSetting::OomScore(score) => found.shell_resources.oom_score = Some(score),
            }
            rest = tail;
            continue;
        }
        let (words, operator, after) = next_command(rest);
        let (operator, after, exits_on_failure) = read_operator(operator, after);
        // systemd makes directories before it runs the first command.
        if found.preparations.is_empty()
            && let Some((directory, owner, tail, exits_on_failure)) = directory_step(rest, placeholders)
        {
            found.directories.push(directory);
            found.owners.push(owner);
            may_have_failed = !exits_on_failure;
            rest = tail;
            continue;
        }
        // The preceding commands are joined to this one; if they fail, the script must not continue after it.
        if may_have_failed
            && !matches!(operator, None | Some("&&"))
            && !passes_failure_on(words, operator, after)
        {
            return None;
        }
        let literals: Vec<&str> = words.iter().map(|word| word.literal().unwrap_or("\0")).collect();
        match (literals.as_slice(), operator) {
            (["exec", ..], None) if stays_after.is_none() => {
                return read_chain(&words[1..], placeholders, found);
            }
            // A command that decides on the start must come before all others.
            ([_, ..], Some("||"))
                if is_exit_0(after)
                    && found.preparations.iter().all(|one| one.command.if_unmet.is_some()) =>
            {
                let mut one = read_side_command(words, false, placeholders)?;
                one.command.if_unmet = Some(IfUnmet::Exits(0));
                found.preparations.push(one);
                rest = next_command(after).2;
                continue;
            }
            ([_, ..], Some("||"))
                if stays_after == Some(EndingSet::ALL.exits_and_signals())
                    && literals[0] != "{"
                    && literals[0] != "[" =>
            {
                let (exit, semicolon, tail) = next_command(after);
                if exit != [ShellWord::of("exit")] || semicolon != Some(";") {
                    return None;
                }
                found.stops = read_stop_trap(tail, placeholders)?;
                found.stays_after.set_code(0, true);
                return read_chain(words, placeholders, found);
            }
            ([_, ..], None) if stays_after.is_none() && !found.after.is_empty() => {
                return read_chain(words, placeholders, found);
            }
            (["set", "-a" | "-af"], Some(";")) => exports = true,
            (["export", home], Some(";")) => found.home = Some(home.strip_prefix("HOME=~")?.to_owned()),
            (["[", "!", "-e", path, "]"], Some("||")) if exports => {
                let (words, operator, tail) = next_command(after);
                let is_source = words.len() == 2
                    && words[0].literal() == Some(".")
                    && words[1]
                        .literal()
                        .is_some_and(|other| placeholders.text(other) == placeholders.text(path))
                    && operator == Some(";");
                if !is_source {
                    return None;
                }
                let file = EnvironmentFile { path: placeholders.text(path), optional: true, by_shell: true };
                add_environment_file(file, found)?;
                rest = tail;
                continue;
            }
            ([".", path], Some(";")) if exports => {
                let file = EnvironmentFile { path: placeholders.text(path), optional: false, by_shell: true };
                add_environment_file(file, found)?;
            }
            // systemd changes the directory before it runs the first command.
            (["cd", _], Some("&&")) if !found.preparations.is_empty() => return None,
            (["cd", option], Some("&&")) if option.starts_with('-') => return None,
            (["cd", _], Some("&&")) => {
                let next = match words[1].0.as_slice() {
                    [Piece::HomeOf(user)] => Directory::HomeOf(placeholders.text(user)),
                    _ => Directory::Path(placeholders.word(&words[1])?),
                };
                found.directory = Some(resolve_directory(found.directory.take(), next)?);
                may_have_failed = !exits_on_failure;
            }
            (["{", ..], Some("||")) => {
                found.preparations.push(read_side_command(&words[1..], true, placeholders)?);
                let (operator, tail) = read_ignored_failure(after)?;
                let (operator, tail, exits_on_failure) = read_operator(operator, tail);
                if operator != Some("&&") {
                    return None;
                }
                may_have_failed &= !exits_on_failure;
                rest = tail;
                continue;
            }
            ([_, ..], Some("&&")) => {
                found.preparations.push(read_side_command(words, false, placeholders)?);
                may_have_failed = !exits_on_failure;
            }
            // A command before the `trap` that is not one of the steps is the program.
            ([_, ..], Some(";")) => {
                found.stays_after = stays_after?;
                found.stops = read_stop_trap(after, placeholders)?;
                return read_chain(words, placeholders, found);
            }
            _ => return None,
        }
        rest = after;
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

/// Adds an environment file, unless it is read again after a command. systemd reads all of them before the first
/// command: `None` for one that is read for the first time after it, which may not exist before.
fn add_environment_file(file: EnvironmentFile<'static>, found: &mut Found) -> Option<()> {
    if found.preparations.is_empty() {
        found.files.push(file);
        return Some(());
    }
    found.files.contains(&file).then_some(())
}

/// The operator that joins a command to the next, the commands after it, and whether the script exits if the command
/// fails, with `|| exit;`, whatever the next command is. The work before the `trap` of a shell that stays is excepted:
/// its `|| exit;` tests for success.
fn read_operator<'c>(
    operator: Option<&'static str>,
    tail: &'c [SimpleCommand],
) -> (Option<&'static str>, &'c [SimpleCommand], bool) {
    let (exit, semicolon, after) = next_command(tail);
    let is_exit = exit == [ShellWord::of("exit")] && semicolon == Some(";");
    match operator {
        Some("||") if is_exit && read_trap(after).is_none() => (Some("&&"), after, true),
        _ => (operator, tail, false),
    }
}

/// Whether an earlier failure is passed on past this command: a group whose own failure is ignored, or a command that
/// makes the script exit if anything failed.
fn passes_failure_on(words: &[ShellWord], operator: Option<&'static str>, tail: &[SimpleCommand]) -> bool {
    let is_group = words.first().and_then(ShellWord::literal) == Some("{");
    operator == Some("||") && (is_group || next_command(tail).0 == [ShellWord::of("exit")])
}

/// Parses the step that makes a directory; returns the directory, its owner, the commands after it, and whether the
/// script exits on failure. systemd leaves an existing configuration directory as it is, but no other
/// (`setup_exec_directory()`, `src/core/execute.c`).
fn directory_step<'c>(
    commands: &'c [SimpleCommand],
    placeholders: &Placeholders,
) -> Option<(ServiceDirectory<'static>, DirectoryOwner, &'c [SimpleCommand], bool)> {
    let (words, operator, tail) = next_command(commands);
    if let (Some("&&"), tail, exits_on_failure) = read_operator(operator, tail) {
        let (directory, owner) = read_install(words, false, placeholders)?;
        return Some((directory, owner, tail, exits_on_failure));
    }
    let [open, test, is_there, path, close] = words else { return None };
    let is_asked = [open, test, is_there, close].map(ShellWord::literal) == ["{", "[", "-d", "]"].map(Some);
    let (make, semicolon, tail) = next_command(tail);
    let (close, and, tail) = next_command(tail);
    let (and, tail, exits_on_failure) = read_operator(and, tail);
    let is_whole = semicolon == Some(";") && close == [ShellWord::of("}")] && and == Some("&&");
    if !(is_asked && operator == Some("||") && is_whole && make.last() == Some(path)) {
        return None;
    }
    let (directory, owner) = read_install(make, true, placeholders)?;
    Some((directory, owner, tail, exits_on_failure))
}

/// Parses `install -d -m MODE [-o USER] [-g GROUP] PATH`: the directory that it makes, and its owner.
fn read_install(
    words: &[ShellWord],
    keep_existing: bool,
    placeholders: &Placeholders,
) -> Option<(ServiceDirectory<'static>, DirectoryOwner)> {
    let literal = |at: usize| words.get(at).and_then(ShellWord::literal);
    if [literal(0), literal(1), literal(2)] != ["install", "-d", "-m"].map(Some) {
        return None;
    }
    let (mut owner, mut at) = (DirectoryOwner::default(), 4);
    if literal(at) == Some("-o") {
        owner.user = Some(placeholders.word(words.get(at + 1)?)?);
        at += 2;
    }
    if literal(at) == Some("-g") {
        let group = words.get(at + 1)?;
        owner.group = Some(match group.0.as_slice() {
            [Piece::PrimaryGroupOf(user)] if owner.user.as_ref() == Some(&placeholders.text(user)) => None,
            _ => Some(placeholders.word(group)?),
        });
        at += 2;
    }
    let [path] = words.get(at..)? else { return None };
    Some((to_service_directory(&placeholders.word(path)?, literal(3)?, keep_existing)?, owner))
}

/// Parses a `trap`: its commands, its signal, and the commands after it.
pub(in crate::supervisord::launch) fn read_trap(
    commands: &[SimpleCommand],
) -> Option<(String, String, &[SimpleCommand])> {
    let (words, end, tail) = next_command(commands);
    let [trap, body, when] = words else { return None };
    let is_one = trap.literal() == Some("trap") && matches!(end, None | Some(";"));
    is_one.then_some((body.literal()?.to_owned(), when.literal()?.to_owned(), tail))
}

/// Parses what the shell does on stop: the `trap`, which must be the last command.
fn read_stop_trap(commands: &[SimpleCommand], placeholders: &Placeholders) -> Option<Vec<FoundCommand>> {
    let (body, _, tail) = read_trap(commands)?;
    match body.as_str() {
        _ if !tail.is_empty() => None,
        // The signal only ends the wait.
        NO_OP => Some(Vec::new()),
        body => read_trap_commands(&shell::commands(body)?, placeholders),
    }
}

/// Whether the next command is `exit 0;`.
fn is_exit_0(commands: &[SimpleCommand]) -> bool {
    let (words, operator, _) = next_command(commands);
    words == ["exit", "0"].map(ShellWord::of) && operator == Some(";")
}

/// Parses the ` :; }` of `{ COMMAND || :; }`; returns the operator and the commands after it.
fn read_ignored_failure(commands: &[SimpleCommand]) -> Option<(Option<&'static str>, &[SimpleCommand])> {
    let (colon, semicolon, tail) = next_command(commands);
    let (close, operator, tail) = next_command(tail);
    let is_group = colon == [ShellWord::of(":")] && semicolon == Some(";") && close == [ShellWord::of("}")];
    is_group.then_some((operator, tail))
}

/// Parses the commands of a trap.
fn read_trap_commands(commands: &[SimpleCommand], placeholders: &Placeholders) -> Option<Vec<FoundCommand>> {
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

/// The words of the first command, the operator after them, and the commands after that.
pub(in crate::supervisord::launch) fn next_command(
    commands: &[SimpleCommand],
) -> (&[ShellWord], Option<&'static str>, &[SimpleCommand]) {
    let Some((SimpleCommand { words, end }, rest)) = commands.split_first() else { return (&[], None, &[]) };
    let operator = end.as_ref().map(|end| match end {
        End::Operator(operator) => *operator,
        End::RedirectTo(_) => ">",
        End::SilenceErrors => "2>",
    });
    (words, operator, rest)
}

fn read_side_command(
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
                && rest.first()?.literal().is_some_and(shell::is_builtin_or_keyword) =>
        {
            rest
        }
        words => {
            words.first()?.literal().filter(|first| {
                !first.is_empty() && !shell::is_builtin_or_keyword(first) && !is_assignment(first)
            })?;
            words
        }
    };
    let (argv0, words) = chain::read_argv0(words, placeholders)?;
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

/// The directory that a path in a script stands for: in a directory of the system, or of the user who runs supervisord.
/// `keep_existing`: whether one that already exists stays as it is.
fn to_service_directory(
    path: &Text<'static>,
    mode: &str,
    keep_existing: bool,
) -> Option<ServiceDirectory<'static>> {
    let mut parts = path.owned_parts();
    let mode = u32::from_str_radix(mode, 8).ok()?;
    let user_variable = match parts.first() {
        Some(Part::Unknown(one)) if one.known_by == KnownBy::Supervisord => {
            Some(one.name.strip_prefix("ENV_")?.to_owned())
        }
        _ => None,
    };
    let at = usize::from(user_variable.is_some());
    let Some(Part::Bytes(bytes)) = parts.get(at).cloned() else { return None };
    let below = |folder: &str| bytes.strip_prefix(folder.as_bytes())?.strip_prefix(b"/").map(<[u8]>::to_vec);
    let folder_of = |purpose: Purpose| match &user_variable {
        None => Some(purpose.parent()),
        Some(variable) => user_specifiers::directory_suffix(purpose, variable),
    };
    let purposes = Purpose::ALL.into_iter().filter(|one| (*one == Purpose::Configuration) == keep_existing);
    let found = purposes.into_iter().find_map(|purpose| {
        let folder = folder_of(purpose)?;
        Some((purpose, folder, below(folder)?))
    });
    let (purpose, folder, name) = found?;
    let mut rest = parts.split_off(at);
    rest[0] = Part::Bytes(name.into());
    parts.push(Part::Bytes(folder.as_bytes().into()));
    Some(ServiceDirectory { purpose, parent: Text::of(parts), name: Text::of(rest), mode })
}
