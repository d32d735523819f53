//! Parses a shell script: its steps in order, and the program at its end.

use super::chain::{self, chain, identity};
use super::found::{Beside, OwnerSaid};
use super::{Found, Marks};
use crate::ir::{
    Command, Condition, Directory, EndingSet, EnvironmentFile, Otherwise, OwnDirectory, Owner, Part,
    Preparation, Purpose, Rights, Text,
};
use crate::supervisord::launch::at_the_end;
use crate::supervisord::launch::nearest::Nearest;
use crate::supervisord::launch::shell::{self, End, Simple};
use crate::supervisord::launch::stays::NOTHING;
use crate::supervisord::launch::{Piece, ShellWord, conditions, of_user};
use crate::variable_name::is_assignment;

/// Parses the commands of a script up to the `exec`, or to the program and the `trap` of a shell that stays; `stays`
/// holds the endings of the program after which it does, unless the script tests for success with `||`.
pub(super) fn steps(
    commands: &[Simple],
    stays: Option<EndingSet>,
    marks: &Marks,
    found: &mut Found,
) -> Option<()> {
    let mut rest = commands;
    // Whether `set -a` was found, without which the variables of a file would not be exported.
    let mut exports = false;
    // Whether a command joined by `&&` may have failed: a later step that is not joined would run anyway.
    let mut is_open = false;
    while let Some((condition, behind)) = conditions::read(rest, &|text| marks.text(text)) {
        // A unit has alternatives (`|`) for only one condition and one assertion, so a script may have no more.
        let has_code =
            |other: &Condition<'_>| other.otherwise == condition.otherwise && other.any_of.len() > 1;
        if condition.any_of.len() > 1 && found.conditions.iter().any(has_code) {
            return None;
        }
        found.conditions.push(condition);
        rest = behind;
    }
    if let Some((body, hears_a_signal, behind)) = at_the_end::read(rest) {
        found.after = run(&shell::commands(&body)?, marks)?;
        found.hears_a_signal = hears_a_signal;
        rest = behind;
    }
    loop {
        if let Some((one, behind)) = Nearest::read(rest) {
            match one {
                Nearest::Limit(limit) => found.of_shell.limits.push(limit),
                Nearest::OomScore(score) => found.of_shell.oom_score = Some(score),
            }
            rest = behind;
            continue;
        }
        let (words, operator, after) = command(rest);
        let (operator, after, is_closed) = joined(operator, after);
        // systemd makes directories before it runs the first command.
        if found.preparations.is_empty()
            && let Some((directory, owner, behind, is_closed)) = directory_step(rest, marks)
        {
            found.directories.push(directory);
            found.owners.push(owner);
            is_open = !is_closed;
            rest = behind;
            continue;
        }
        // The preceding commands are joined to this one; if they fail, the script must not continue after it.
        if is_open && !matches!(operator, None | Some("&&")) && !passes_on(words, operator, after) {
            return None;
        }
        let literals: Vec<&str> = words.iter().map(|word| word.literal().unwrap_or("\0")).collect();
        match (literals.as_slice(), operator) {
            (["exec", ..], None) if stays.is_none() => return chain(&words[1..], marks, found),
            // A command that decides on the start must come before all others.
            ([_, ..], Some("||"))
                if exits_well(after)
                    && found.preparations.iter().all(|one| one.command.otherwise.is_some()) =>
            {
                let mut one = preparation(words, false, marks)?;
                one.command.otherwise = Some(Otherwise::Exits(0));
                found.preparations.push(one);
                rest = command(after).2;
                continue;
            }
            ([_, ..], Some("||"))
                if stays == Some(EndingSet::ALL.of_programs())
                    && literals[0] != "{"
                    && literals[0] != "[" =>
            {
                let (exit, semicolon, behind) = command(after);
                if exit != [ShellWord::of("exit")] || semicolon != Some(";") {
                    return None;
                }
                found.stops = at_the_stop(behind, marks)?;
                found.up_after.set_code(0, true);
                return chain(words, marks, found);
            }
            ([_, ..], None) if stays.is_none() && !found.after.is_empty() => {
                return chain(words, marks, found);
            }
            (["set", "-a" | "-af"], Some(";")) => exports = true,
            (["export", home], Some(";")) => found.home = Some(home.strip_prefix("HOME=~")?.to_owned()),
            (["[", "!", "-e", path, "]"], Some("||")) if exports => {
                let (words, operator, behind) = command(after);
                let is_source = words.len() == 2
                    && words[0].literal() == Some(".")
                    && words[1].literal().is_some_and(|other| marks.text(other) == marks.text(path))
                    && operator == Some(";");
                if !is_source {
                    return None;
                }
                let file = EnvironmentFile { path: marks.text(path), optional: true, by_shell: true };
                add_file(file, found)?;
                rest = behind;
                continue;
            }
            ([".", path], Some(";")) if exports => {
                let file = EnvironmentFile { path: marks.text(path), optional: false, by_shell: true };
                add_file(file, found)?;
            }
            // systemd changes the directory before it runs the first command.
            (["cd", _], Some("&&")) if !found.preparations.is_empty() => return None,
            (["cd", option], Some("&&")) if option.starts_with('-') => return None,
            (["cd", _], Some("&&")) => {
                let next = match words[1].0.as_slice() {
                    [Piece::HomeOf(user)] => Directory::HomeOf(marks.text(user)),
                    _ => Directory::Path(marks.word(&words[1])?),
                };
                found.directory = Some(seen_from(found.directory.take(), next)?);
                is_open = !is_closed;
            }
            (["{", ..], Some("||")) => {
                found.preparations.push(preparation(&words[1..], true, marks)?);
                let (operator, behind) = failure_forgiven(after)?;
                let (operator, behind, is_closed) = joined(operator, behind);
                if operator != Some("&&") {
                    return None;
                }
                is_open &= !is_closed;
                rest = behind;
                continue;
            }
            ([_, ..], Some("&&")) => {
                found.preparations.push(preparation(words, false, marks)?);
                is_open = !is_closed;
            }
            // A command before the `trap` that is not one of the steps is the program.
            ([_, ..], Some(";")) => {
                found.up_after = stays?;
                found.stops = at_the_stop(after, marks)?;
                return chain(words, marks, found);
            }
            _ => return None,
        }
        rest = after;
    }
}

/// Parses a wait at the start of a script that is followed by conditions.
pub(super) fn wait<'c>(commands: &'c [Simple], marks: &Marks) -> Option<(Beside, &'c [Simple])> {
    let (words, operator, behind) = command(commands);
    let (_, behind, is_closed) = joined(operator, behind);
    let literals: Vec<&str> = words.iter().filter_map(ShellWord::literal).collect();
    let ["/bin/sleep", seconds] = literals.as_slice() else { return None };
    let is_wait = words.len() == 2 && seconds.bytes().all(|byte| byte.is_ascii_digit());
    let decides = || {
        let (_, operator, after) = command(behind);
        operator == Some("||") && exits_well(after)
    };
    let asks = || conditions::read(behind, &|text| marks.text(text)).is_some() || decides();
    if is_wait && is_closed && asks() { Some((preparation(words, false, marks)?, behind)) } else { None }
}

/// Resolves a directory that a shell changes to from `folder`; `None` if it is relative and `folder` is not a known
/// path.
pub(super) fn seen_from<'a>(folder: Option<Directory<'a>>, next: Directory<'a>) -> Option<Directory<'a>> {
    match (folder, next) {
        (Some(folder), Directory::Path(path)) if path.begins_at_root() == Some(false) => match folder {
            Directory::Path(folder) => Some(Directory::Path(path.seen_from(&folder))),
            _ => None,
        },
        (_, next) => Some(next),
    }
}

/// Adds an environment file, unless it is read again after a command. systemd reads all of them before the first
/// command: `None` for one that is read for the first time after it, which may not exist before.
fn add_file(file: EnvironmentFile<'static>, found: &mut Found) -> Option<()> {
    let is_anew = found.files.contains(&file);
    if found.preparations.is_empty() {
        found.files.push(file);
        return Some(());
    }
    is_anew.then_some(())
}

/// The operator that joins a command to the next, the commands after it, and whether the script exits if the command
/// fails, with `|| exit;`, whatever the next command is. The work before the `trap` of a shell that stays is excepted:
/// its `|| exit;` tests for success.
fn joined<'c>(
    operator: Option<&'static str>,
    behind: &'c [Simple],
) -> (Option<&'static str>, &'c [Simple], bool) {
    let (exit, semicolon, after) = command(behind);
    let is_exit = exit == [ShellWord::of("exit")] && semicolon == Some(";");
    match operator {
        Some("||") if is_exit && trapped(after).is_none() => (Some("&&"), after, true),
        _ => (operator, behind, false),
    }
}

/// Whether an earlier failure is passed on past this command: a group whose own failure is ignored, or a command that
/// makes the script exit if anything failed.
fn passes_on(words: &[ShellWord], operator: Option<&'static str>, behind: &[Simple]) -> bool {
    let is_group = words.first().and_then(ShellWord::literal) == Some("{");
    operator == Some("||") && (is_group || command(behind).0 == [ShellWord::of("exit")])
}

/// Parses the step that makes a directory; returns the directory, its owner, the commands after it, and whether the
/// script exits on failure. systemd leaves an existing configuration directory as it is, but no other
/// (`setup_exec_directory()`, `src/core/execute.c`).
fn directory_step<'c>(
    commands: &'c [Simple],
    marks: &Marks,
) -> Option<(OwnDirectory<'static>, OwnerSaid, &'c [Simple], bool)> {
    let (words, operator, behind) = command(commands);
    if let (Some("&&"), behind, is_closed) = joined(operator, behind) {
        let (directory, owner) = directory_made(words, false, marks)?;
        return Some((directory, owner, behind, is_closed));
    }
    let [open, test, is_there, path, close] = words else { return None };
    let is_asked = [open, test, is_there, close].map(ShellWord::literal) == ["{", "[", "-d", "]"].map(Some);
    let (make, semicolon, behind) = command(behind);
    let (close, and, behind) = command(behind);
    let (and, behind, is_closed) = joined(and, behind);
    let is_whole = semicolon == Some(";") && close == [ShellWord::of("}")] && and == Some("&&");
    if !(is_asked && operator == Some("||") && is_whole && make.last() == Some(path)) {
        return None;
    }
    let (directory, owner) = directory_made(make, true, marks)?;
    Some((directory, owner, behind, is_closed))
}

/// Parses `install -d -m MODE [-o USER] [-g GROUP] PATH`: the directory that it makes, and its owner.
fn directory_made(
    words: &[ShellWord],
    is_kept: bool,
    marks: &Marks,
) -> Option<(OwnDirectory<'static>, OwnerSaid)> {
    let literal = |at: usize| words.get(at).and_then(ShellWord::literal);
    if [literal(0), literal(1), literal(2)] != ["install", "-d", "-m"].map(Some) {
        return None;
    }
    let (mut owner, mut at) = (OwnerSaid::default(), 4);
    if literal(at) == Some("-o") {
        owner.user = Some(marks.word(words.get(at + 1)?)?);
        at += 2;
    }
    if literal(at) == Some("-g") {
        let group = words.get(at + 1)?;
        owner.group = Some(match group.0.as_slice() {
            [Piece::GroupOf(user)] if owner.user.as_ref() == Some(&marks.text(user)) => None,
            _ => Some(marks.word(group)?),
        });
        at += 2;
    }
    let [path] = words.get(at..)? else { return None };
    Some((own_directory(&marks.word(path)?, literal(3)?, is_kept)?, owner))
}

/// Parses a `trap`: its commands, its signal, and the commands after it.
pub(in crate::supervisord::launch) fn trapped(commands: &[Simple]) -> Option<(String, String, &[Simple])> {
    let (words, end, behind) = command(commands);
    let [trap, body, when] = words else { return None };
    let is_one = trap.literal() == Some("trap") && matches!(end, None | Some(";"));
    is_one.then_some((body.literal()?.to_owned(), when.literal()?.to_owned(), behind))
}

/// Parses what the shell does on stop: the `trap`, which must be the last command.
fn at_the_stop(commands: &[Simple], marks: &Marks) -> Option<Vec<Beside>> {
    let (body, _, behind) = trapped(commands)?;
    match body.as_str() {
        _ if !behind.is_empty() => None,
        // The signal only ends the wait.
        NOTHING => Some(Vec::new()),
        body => run(&shell::commands(body)?, marks),
    }
}

/// Whether the next command is `exit 0;`.
fn exits_well(commands: &[Simple]) -> bool {
    let (words, operator, _) = command(commands);
    words == ["exit", "0"].map(ShellWord::of) && operator == Some(";")
}

/// Parses the ` :; }` of `{ COMMAND || :; }`; returns the operator and the commands after it.
fn failure_forgiven(commands: &[Simple]) -> Option<(Option<&'static str>, &[Simple])> {
    let (colon, semicolon, behind) = command(commands);
    let (close, operator, behind) = command(behind);
    let is_closed = colon == [ShellWord::of(":")] && semicolon == Some(";") && close == [ShellWord::of("}")];
    is_closed.then_some((operator, behind))
}

/// Parses the commands of a trap.
fn run(commands: &[Simple], marks: &Marks) -> Option<Vec<Beside>> {
    let mut stops = Vec::new();
    let mut rest = commands;
    loop {
        let (words, operator, after) = command(rest);
        let (one, operator, after) = match (words.first()?.literal(), operator) {
            (Some("{"), Some("||")) => {
                let (operator, behind) = failure_forgiven(after)?;
                (preparation(&words[1..], true, marks)?, operator, behind)
            }
            _ => (preparation(words, false, marks)?, operator, after),
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
pub(in crate::supervisord::launch) fn command(
    commands: &[Simple],
) -> (&[ShellWord], Option<&'static str>, &[Simple]) {
    let Some((Simple { words, end }, rest)) = commands.split_first() else { return (&[], None, &[]) };
    let operator = end.as_ref().map(|end| match end {
        End::Operator(operator) => *operator,
        End::Into(_) => ">",
    });
    (words, operator, rest)
}

fn preparation(words: &[ShellWord], may_fail: bool, marks: &Marks) -> Option<Beside> {
    let mut own = Found::default();
    let words = identity(words, marks, &mut own)?;
    // An `env` before the command keeps the shell from running a built-in of that name.
    let words = match words {
        [env, rest @ ..]
            if env.literal() == Some("env") && rest.first()?.literal().is_some_and(shell::is_own_word) =>
        {
            rest
        }
        words => {
            words
                .first()?
                .literal()
                .filter(|first| !first.is_empty() && !shell::is_own_word(first) && !is_assignment(first))?;
            words
        }
    };
    let (own_name, words) = chain::own_name(words, marks)?;
    let argv = words.iter().map(|word| marks.word(word)).collect::<Option<Vec<_>>>()?;
    let command = Command { argv, own_name };
    let is_users = own.user.is_some() || own.group.is_some();
    let command = Preparation {
        command,
        may_fail,
        succeeds: EndingSet::ZERO,
        restarts: EndingSet::NONE,
        rights: Rights::Programs,
        user: None,
        otherwise: None,
    };
    Some(Beside { command, is_users, privileges: own.privileges })
}

/// The directory that a path in a script stands for: in a directory of the system, or of the user who runs supervisord.
/// `is_kept`: whether one that already exists stays as it is.
fn own_directory(path: &Text<'static>, mode: &str, is_kept: bool) -> Option<OwnDirectory<'static>> {
    let mut parts = path.owned_parts();
    let mode = u32::from_str_radix(mode, 8).ok()?;
    let of_user = match parts.first() {
        Some(Part::Unknown(one)) if one.owner == Owner::Supervisord => {
            Some(one.name.strip_prefix("ENV_")?.to_owned())
        }
        _ => None,
    };
    let at = usize::from(of_user.is_some());
    let Some(Part::Bytes(bytes)) = parts.get(at).cloned() else { return None };
    let below = |folder: &str| bytes.strip_prefix(folder.as_bytes())?.strip_prefix(b"/").map(<[u8]>::to_vec);
    let folder_of = |purpose: Purpose| match &of_user {
        None => Some(purpose.folder()),
        Some(variable) => of_user::folder(purpose, variable),
    };
    let purposes = Purpose::ALL.into_iter().filter(|one| (*one == Purpose::Configuration) == is_kept);
    let found = purposes.into_iter().find_map(|purpose| {
        let folder = folder_of(purpose)?;
        Some((purpose, folder, below(folder)?))
    });
    let (purpose, folder, name) = found?;
    let mut rest = parts.split_off(at);
    rest[0] = Part::Bytes(name.into());
    parts.push(Part::Bytes(folder.as_bytes().into()));
    Some(OwnDirectory { purpose, folder: Text::of(parts), name: Text::of(rest), mode })
}
