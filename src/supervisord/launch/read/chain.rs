//! Programs that each start the next in their own place: `prlimit`, `nice`, `setpriv`, `env`.

use std::ops::RangeInclusive;

use super::found::{Turn, Variable};
use super::{Found, Marks};
use crate::ir::{Capabilities, Text};
use crate::supervisord::launch::nearest::limit_of_option;
use crate::supervisord::launch::{Piece, ShellWord, UNDER_ANOTHER_NAME, options, schedule};

/// The levels that there are: whoever asks for another gets the nearest (`setpriority(2)`).
const NICE_LEVELS: RangeInclusive<i32> = -20..=19;
/// What `nice` without a level adds (`nice(1)`).
const USUAL_NICE: i32 = 10;
/// The scores that the kernel takes; `choom` ends at another, and starts nothing.
const OOM_SCORES: RangeInclusive<i32> = -1000..=1000;

/// The words behind a `setpriv`. None where it does something that the model has no word for, or nothing at all: it refuses to
/// change a user or a group without being told of the other groups (`setpriv(1)`), and a user without its group is nobody that
/// systemd knows.
pub(super) fn identity<'w>(
    words: &'w [ShellWord],
    marks: &Marks,
    found: &mut Found,
) -> Option<&'w [ShellWord]> {
    if literal(words, 0) != Some("setpriv") {
        return Some(words);
    }
    let mut rest = &words[1..];
    let (mut has_group, mut has_users_groups, mut inheritable) = (false, false, 0);
    while let Some((option, after)) = rest.split_first() {
        let value = |name: &str| valued(option, after, name);
        rest = if let Some((user, behind)) = value("--reuid") {
            found.user = Some(marks.word(&user)?);
            behind
        } else if let Some((group, behind)) = value("--regid") {
            let is_own = group.0.iter().any(|piece| matches!(piece, Piece::GroupOf(_)));
            found.group = if is_own { None } else { Some(marks.word(&group)?) };
            has_group = true;
            behind
        } else if let Some((groups, behind)) = value("--groups") {
            found.groups = groups_of(&groups, found.user.as_ref(), marks)?;
            behind
        } else if let Some((list, behind)) = value("--bounding-set") {
            found.privileges.capabilities.get_or_insert(Capabilities::MANAGERS).bounding =
                capability_mask(list.literal()?)?;
            behind
        } else if let Some((list, behind)) = value("--ambient-caps") {
            found.privileges.capabilities.get_or_insert(Capabilities::MANAGERS).ambient =
                capability_mask(list.literal()?)?;
            behind
        } else if let Some((list, behind)) = value("--inh-caps") {
            inheritable = capability_mask(list.literal()?)?;
            behind
        } else {
            match option.literal() {
                Some("--no-new-privs" | "--nnp") => found.privileges.no_new = true,
                Some("--clear-groups") => found.has_no_others = true,
                Some("--init-groups") => has_users_groups = true,
                _ => break,
            }
            after
        };
    }
    let has_others = !found.groups.is_empty();
    let is_known = match (&found.user, has_group) {
        (Some(_), true) => (has_users_groups || has_others) && !found.has_no_others,
        (None, true) => (found.has_no_others != has_others) && !has_users_groups,
        (Some(_), false) => false,
        (None, false) => !found.has_no_others && !has_users_groups,
    };
    if found.user.is_none() && has_group {
        found.has_no_others = true;
    }
    // What is ambient is inheritable; alone that does nothing for most programs.
    let is_inherited = found.privileges.capabilities.map_or(0, |own| own.ambient) == inheritable;
    options::program(rest).filter(|_| is_known && is_inherited)
}

/// The value of an option, which may be no more than a shell knows, and what is behind it.
fn valued<'w>(
    option: &ShellWord,
    after: &'w [ShellWord],
    name: &str,
) -> Option<(ShellWord, &'w [ShellWord])> {
    let [Piece::Literal(text), more @ ..] = option.0.as_slice() else { return None };
    let text = text.strip_prefix(name)?;
    if text.is_empty() && more.is_empty() {
        let (value, behind) = after.split_first()?;
        return Some((value.clone(), behind));
    }
    Some((ShellWord::of(text.strip_prefix('=')?).and(&ShellWord(more.to_vec())), after))
}

/// The groups behind those of the user: `--groups="$(id -G USER | tr " " ,)",MORE`. A list without the user's own is another
/// one.
fn groups_of(list: &ShellWord, user: Option<&Text<'static>>, marks: &Marks) -> Option<Vec<Text<'static>>> {
    let (own, more) = match list.0.as_slice() {
        [Piece::Literal(empty), Piece::GroupsOf(own), more @ ..] if empty.is_empty() => (Some(own), more),
        [Piece::GroupsOf(own), more @ ..] => (Some(own), more),
        more => (None, more),
    };
    let own = own.map(|own| marks.text(own));
    let [Piece::Literal(names)] = more else { return None };
    let names = if own.is_some() { names.strip_prefix(',')? } else { names };
    (own.as_ref() == user).then(|| names.split(',').map(|name| marks.text(name)).collect())
}

/// `-all,+kill`, `-sys_admin,-net_admin`; the set of those that are left.
fn capability_mask(list: &str) -> Option<u64> {
    let (mut mask, list) = match list.strip_prefix("-all") {
        Some(rest) => (0, rest.strip_prefix(',').unwrap_or(rest)),
        None if list.starts_with('+') => (0, list),
        None => (u64::MAX, list),
    };
    for word in list.split(',').filter(|word| !word.is_empty()) {
        let (sign, name) = word.split_at_checked(1)?;
        let own = format!("cap_{name}");
        let number = crate::capabilities::number(&own)
            .or_else(|| name.strip_prefix("cap_")?.parse().ok().filter(|number| *number < 64))?;
        match sign {
            "+" => mask |= 1 << number,
            "-" => mask &= !(1 << number),
            _ => return None,
        }
    }
    Some(mask)
}

/// The n-th word, where that needs no shell.
fn literal(words: &[ShellWord], at: usize) -> Option<&str> {
    words.get(at)?.literal()
}

/// The words behind what limits them and says whose turn it is, in whatever order. None where one of these programs has other
/// options than are known here.
fn limited<'w>(words: &'w [ShellWord], turn: &mut Turn) -> Option<&'w [ShellWord]> {
    let mut rest = words;
    while let Some(program) = literal(rest, 0) {
        rest = match program {
            "prlimit" if turn.limits.is_empty() => {
                rest = &rest[1..];
                while let Some(limit) = literal(rest, 0).and_then(limit_of_option) {
                    turn.limits.push(limit);
                    rest = &rest[1..];
                }
                // Without a limit it shows those that there are.
                options::program(rest).filter(|_| !turn.limits.is_empty())?
            }
            "choom" if turn.oom_score.is_none() => {
                let (score, behind) = options::value(&rest[1..], "-n", "--adjust")?;
                turn.oom_score = Some(score.parse().ok().filter(|score| OOM_SCORES.contains(score))?);
                options::program(behind)?
            }
            // The levels of two add up.
            "nice" if turn.nice.is_none() => {
                let (level, behind) = match options::value(&rest[1..], "-n", "--adjustment") {
                    Some((level, behind)) => (level.parse().ok()?, behind),
                    None => (USUAL_NICE, &rest[1..]),
                };
                turn.nice = Some(level.clamp(*NICE_LEVELS.start(), *NICE_LEVELS.end()));
                options::program(behind)?
            }
            _ => match schedule::read(rest, &mut turn.scheduling) {
                Some(behind) => behind,
                None => break,
            },
        };
    }
    Some(rest)
}

/// What stands around a shell, if that is all it is.
pub(super) fn around(words: &[ShellWord], marks: &Marks) -> Option<(Turn, Vec<Variable>)> {
    let (mut turn, mut variables) = (Turn::default(), Vec::new());
    // Its programs look whether one follows.
    let words = [words, &[ShellWord::of("/bin/sh")]].concat();
    let rest = with_variables(limited(&words, &mut turn)?, marks, &mut variables);
    (rest.len() == 1).then_some((turn, variables))
}

/// The words behind an `env` that sets variables. Without one it only looks for the program, in its own place as well.
fn with_variables<'w>(
    words: &'w [ShellWord],
    marks: &Marks,
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
        variables.push((marks.text(name), marks.text(value)));
        rest = &rest[1..];
    }
    rest
}

/// The name that a program is started under, if that is another, and the words behind it.
pub(super) fn own_name<'w>(
    words: &'w [ShellWord],
    marks: &Marks,
) -> Option<(Option<Text<'static>>, &'w [ShellWord])> {
    let is_bash = literal(words, 0) == Some("bash") && literal(words, 1) == Some("-c");
    if is_bash && literal(words, 2) == Some(UNDER_ANOTHER_NAME) {
        return Some((Some(marks.word(words.get(3)?)?), &words[4..]));
    }
    Some((None, words))
}

/// The program, and what starts it in its own place.
pub(super) fn chain(words: &[ShellWord], marks: &Marks, found: &mut Found) -> Option<()> {
    let mut rest = limited(words, &mut found.turn)?;
    rest = identity(rest, marks, found)?;
    rest = with_variables(rest, marks, &mut found.variables);
    (found.own_name, rest) = own_name(rest, marks)?;
    // A further option is not of the shape that is known here.
    if !rest.is_empty() && !options::is_program(rest) {
        return None;
    }
    found.argv = rest.iter().map(|word| marks.word(word)).collect::<Option<_>>()?;
    Some(())
}
