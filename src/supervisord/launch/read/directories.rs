//! Parses the steps that make directories.

use super::found::DirectoryOwner;
use super::operators::read_operator;
use super::placeholders::Placeholders;
use crate::ir::{KnownBy, Part, Purpose, ServiceDirectory, Text};
use crate::supervisord::launch::shell::{SimpleCommand, next_command};
use crate::supervisord::launch::{Piece, ShellWord, user_specifiers};

/// Parses the step that makes a directory; returns the directory, its owner, the commands after it, and whether the
/// script exits on failure. systemd leaves an existing configuration directory as it is, but no other
/// (`setup_exec_directory()`, `src/core/execute.c`).
pub(super) fn directory_step<'c>(
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
