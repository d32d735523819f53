//! Parses programs that each execute the next in their own place: `prlimit`, `nice`, `setpriv`, `env`.

use std::ops::RangeInclusive;

use super::found::{Found, ResourceSettings, Variable};
use super::placeholders::Placeholders;
use crate::ir::{Capabilities, Text};
use crate::supervisord::launch::best_effort::parse_limit_option;
use crate::supervisord::launch::{EXEC_UNDER_NAME, Piece, ShellWord, options, schedule};

/// The levels that exist: the kernel clamps any other to the nearest (`setpriority(2)`).
const NICE_LEVELS: RangeInclusive<i32> = -20..=19;
/// The increment of `nice` without a level (`nice(1)`).
const DEFAULT_NICE: i32 = 10;
/// The scores that the kernel accepts; with any other, `choom` exits and starts nothing.
const OOM_SCORES: RangeInclusive<i32> = -1000..=1000;

/// Parses a `setpriv` and returns the words after it. `None` if it does something that the model cannot express, or if
/// it would fail: it refuses to change the user or group without an option for the supplementary groups (`setpriv(1)`).
/// Changing the user without the group has no equivalent in systemd.
pub(super) fn read_setpriv<'w>(
    words: &'w [ShellWord],
    placeholders: &Placeholders,
    found: &mut Found,
) -> Option<&'w [ShellWord]> {
    if literal(words, 0) != Some("setpriv") {
        return Some(words);
    }
    let mut rest = &words[1..];
    let (mut has_group, mut has_users_groups, mut inheritable) = (false, false, 0);
    while let Some((option, after)) = rest.split_first() {
        let value = |name: &str| option_value(option, after, name);
        rest = if let Some((user, tail)) = value("--reuid") {
            found.user = Some(placeholders.word(&user)?);
            tail
        } else if let Some((group, tail)) = value("--regid") {
            let is_own = group.0.iter().any(|piece| matches!(piece, Piece::PrimaryGroupOf(_)));
            found.group = if is_own { None } else { Some(placeholders.word(&group)?) };
            has_group = true;
            tail
        } else if let Some((groups, tail)) = value("--groups") {
            found.groups = additional_groups(&groups, found.user.as_ref(), placeholders)?;
            tail
        } else if let Some((list, tail)) = value("--bounding-set") {
            found.privileges.capabilities.get_or_insert(Capabilities::MANAGERS).bounding =
                capability_mask(list.literal()?)?;
            tail
        } else if let Some((list, tail)) = value("--ambient-caps") {
            found.privileges.capabilities.get_or_insert(Capabilities::MANAGERS).ambient =
                capability_mask(list.literal()?)?;
            tail
        } else if let Some((list, tail)) = value("--inh-caps") {
            inheritable = capability_mask(list.literal()?)?;
            tail
        } else {
            match option.literal() {
                Some("--no-new-privs" | "--nnp") => found.privileges.no_new = true,
                Some("--clear-groups") => found.clears_groups = true,
                Some("--init-groups") => has_users_groups = true,
                _ => break,
            }
            after
        };
    }
    let has_others = !found.groups.is_empty();
    let is_known = match (&found.user, has_group) {
        (Some(_), true) => (has_users_groups || has_others) && !found.clears_groups,
        (None, true) => (found.clears_groups != has_others) && !has_users_groups,
        (Some(_), false) => false,
        (None, false) => !found.clears_groups && !has_users_groups,
    };
    if found.user.is_none() && has_group {
        found.clears_groups = true;
    }
    // Ambient capabilities must be inheritable; inheritable ones alone have no effect for most programs.
    let is_inherited = found.privileges.capabilities.map_or(0, |own| own.ambient) == inheritable;
    options::program(rest).filter(|_| is_known && is_inherited)
}

/// The value of an option, which may contain parts that only a shell can expand, and the words after it.
fn option_value<'w>(
    option: &ShellWord,
    after: &'w [ShellWord],
    name: &str,
) -> Option<(ShellWord, &'w [ShellWord])> {
    let [Piece::Literal(text), more @ ..] = option.0.as_slice() else { return None };
    let text = text.strip_prefix(name)?;
    if text.is_empty() && more.is_empty() {
        let (value, tail) = after.split_first()?;
        return Some((value.clone(), tail));
    }
    Some((ShellWord::of(text.strip_prefix('=')?).concat(&ShellWord(more.to_vec())), after))
}

/// The groups after those of the user: `--groups="$(id -G USER | tr " " ,)",MORE`. `None` for a list that does not
/// start with the user's own, if there is a user.
fn additional_groups(
    list: &ShellWord,
    user: Option<&Text<'static>>,
    placeholders: &Placeholders,
) -> Option<Vec<Text<'static>>> {
    let (own, more) = match list.0.as_slice() {
        [Piece::Literal(empty), Piece::AllGroupsOf(own), more @ ..] if empty.is_empty() => (Some(own), more),
        [Piece::AllGroupsOf(own), more @ ..] => (Some(own), more),
        more => (None, more),
    };
    let own = own.map(|own| placeholders.text(own));
    let [Piece::Literal(names)] = more else { return None };
    let names = if own.is_some() { names.strip_prefix(',')? } else { names };
    (own.as_ref() == user).then(|| names.split(',').map(|name| placeholders.text(name)).collect())
}

/// Parses `-all,+kill` or `-sys_admin,-net_admin`; returns the set of remaining capabilities.
fn capability_mask(list: &str) -> Option<u64> {
    let (mut mask, list) = match list.strip_prefix("-all") {
        Some(rest) => (0, rest.strip_prefix(',').unwrap_or(rest)),
        None if list.starts_with('+') => (0, list),
        None => (u64::MAX, list),
    };
    for word in list.split(',').filter(|word| !word.is_empty()) {
        let (sign, name) = word.split_at_checked(1)?;
        let own = format!("cap_{name}");
        let number = crate::unix::capabilities::number(&own)
            .or_else(|| name.strip_prefix("cap_")?.parse().ok().filter(|number| *number < 64))?;
        match sign {
            "+" => mask |= 1 << number,
            "-" => mask &= !(1 << number),
            _ => return None,
        }
    }
    Some(mask)
}

/// The n-th word, if it needs no expansion by a shell.
fn literal(words: &[ShellWord], at: usize) -> Option<&str> {
    words.get(at)?.literal()
}

/// Parses the programs that set limits and scheduling, in any order; returns the words after them. `None` if one of
/// these programs has an unknown option.
fn read_resource_wrappers<'w>(
    words: &'w [ShellWord],
    resources: &mut ResourceSettings,
) -> Option<&'w [ShellWord]> {
    let mut rest = words;
    while let Some(program) = literal(rest, 0) {
        rest = match program {
            "prlimit" if resources.limits.is_empty() => {
                rest = &rest[1..];
                while let Some(limit) = literal(rest, 0).and_then(parse_limit_option) {
                    resources.limits.push(limit);
                    rest = &rest[1..];
                }
                // Without a limit, `prlimit` shows the current ones.
                options::program(rest).filter(|_| !resources.limits.is_empty())?
            }
            "choom" if resources.oom_score.is_none() => {
                let (score, tail) = options::value(&rest[1..], "-n", "--adjust")?;
                resources.oom_score = Some(score.parse().ok().filter(|score| OOM_SCORES.contains(score))?);
                options::program(tail)?
            }
            // The levels of two `nice` would add up.
            "nice" if resources.nice.is_none() => {
                let (level, tail) = match options::value(&rest[1..], "-n", "--adjustment") {
                    Some((level, tail)) => (level.parse().ok()?, tail),
                    None => (DEFAULT_NICE, &rest[1..]),
                };
                resources.nice = Some(level.clamp(*NICE_LEVELS.start(), *NICE_LEVELS.end()));
                options::program(tail)?
            }
            _ => match schedule::read(rest, &mut resources.scheduling) {
                Some(tail) => tail,
                None => break,
            },
        };
    }
    Some(rest)
}

/// Parses the wrappers around a shell; `None` if there is anything else.
pub(super) fn read_shell_wrappers(
    words: &[ShellWord],
    placeholders: &Placeholders,
) -> Option<(ResourceSettings, Vec<Variable>)> {
    let (mut resources, mut variables) = (ResourceSettings::default(), Vec::new());
    // The wrappers must be followed by a program.
    let words = [words, &[ShellWord::of("/bin/sh")]].concat();
    let rest = read_env(read_resource_wrappers(&words, &mut resources)?, placeholders, &mut variables);
    (rest.len() == 1).then_some((resources, variables))
}

/// Parses an `env` that sets variables and returns the words after it. Without variables, `env` would only look the
/// program up and execute it.
fn read_env<'w>(
    words: &'w [ShellWord],
    placeholders: &Placeholders,
    variables: &mut Vec<Variable>,
) -> &'w [ShellWord] {
    let set = |words: &'w [ShellWord]| {
        let word = words.first()?.literal().filter(|word| !word.starts_with('-'))?;
        word.split_once('=')
    };
    if literal(words, 0) != Some("env") || set(&words[1..]).is_none() {
        return words;
    }
    let mut rest = &words[1..];
    while let Some((name, value)) = set(rest) {
        variables.push((placeholders.text(name), placeholders.text(value)));
        rest = &rest[1..];
    }
    rest
}

/// The name under which the program is started, if it is another, and the words after it.
pub(super) fn read_argv0<'w>(
    words: &'w [ShellWord],
    placeholders: &Placeholders,
) -> Option<(Option<Text<'static>>, &'w [ShellWord])> {
    let is_bash = literal(words, 0) == Some("bash") && literal(words, 1) == Some("-c");
    if is_bash && literal(words, 2) == Some(EXEC_UNDER_NAME) {
        return Some((Some(placeholders.word(words.get(3)?)?), &words[4..]));
    }
    Some((None, words))
}

/// Parses the program and the wrappers that execute it in their own place.
pub(super) fn read_chain(words: &[ShellWord], placeholders: &Placeholders, found: &mut Found) -> Option<()> {
    let mut rest = read_resource_wrappers(words, &mut found.resources)?;
    rest = read_setpriv(rest, placeholders, found)?;
    rest = read_env(rest, placeholders, &mut found.variables);
    (found.argv0, rest) = read_argv0(rest, placeholders)?;
    // Another option does not have the known shape.
    if !rest.is_empty() && !options::is_program(rest) {
        return None;
    }
    found.argv = rest.iter().map(|word| placeholders.word(word)).collect::<Option<_>>()?;
    Some(())
}
