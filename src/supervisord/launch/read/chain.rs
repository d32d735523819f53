//! Programs that each start the next in their own place: `prlimit`, `nice`, `setpriv`, `env`.

use super::found::{Turn, Variable};
use super::{Found, Marks};
use crate::ir::{Capabilities, Text};
use crate::supervisord::launch::nearest::limit_of_option;
use crate::supervisord::launch::{Piece, ShellWord, UNDER_ANOTHER_NAME, schedule};

/// The words behind a `setpriv`.
pub(super) fn identity<'w>(
    words: &'w [ShellWord],
    marks: &Marks,
    found: &mut Found,
) -> Option<&'w [ShellWord]> {
    if words.first().and_then(ShellWord::literal) != Some("setpriv") {
        return Some(words);
    }
    let mut rest = &words[1..];
    let mut is_inherited = false;
    while let Some((option, after)) = rest.split_first() {
        let value = |name: &str| match option.0.as_slice() {
            [Piece::Literal(text), more @ ..] => {
                let text = text.strip_prefix(name)?;
                Some(ShellWord::of(text).and(&ShellWord(more.to_vec())))
            }
            _ => None,
        };
        if let Some(user) = value("--reuid=") {
            found.user = Some(marks.word(&user)?);
        } else if let Some(group) = value("--regid=") {
            let is_own = group.0.iter().any(|piece| matches!(piece, Piece::GroupOf(_)));
            found.group = if is_own { None } else { Some(marks.word(&group)?) };
        } else if let Some(groups) = value("--groups=") {
            found.groups = groups_of(&groups, found.user.as_ref(), marks)?;
        } else if let Some(list) = option.literal().and_then(|option| option.strip_prefix("--bounding-set="))
        {
            found.privileges.capabilities.get_or_insert(Capabilities::MANAGERS).bounding =
                capability_mask(list)?;
        } else if let Some(list) = option.literal().and_then(|option| option.strip_prefix("--ambient-caps="))
        {
            found.privileges.capabilities.get_or_insert(Capabilities::MANAGERS).ambient =
                capability_mask(list)?;
        } else if option.literal().is_some_and(|option| option.starts_with("--inh-caps=")) {
            // What is ambient is inheritable; alone it does nothing for most programs.
            is_inherited = true;
        } else if option.literal() == Some("--no-new-privs") {
            found.privileges.no_new = true;
        } else if option.literal() == Some("--clear-groups") {
            found.has_no_others = true;
        } else if option.literal() != Some("--init-groups") {
            break;
        }
        rest = after;
    }
    // A user without the groups that list it is nobody that the model knows, and neither is a group beside those of supervisord.
    let is_alone = found.user.is_none() && found.group.is_some();
    if found.has_no_others && !is_alone {
        return None;
    }
    if is_alone && !found.groups.is_empty() {
        found.has_no_others = true;
    }
    let is_ambient = found.privileges.capabilities.is_some_and(|capabilities| capabilities.ambient != 0);
    (is_inherited == is_ambient).then_some(rest)
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
fn literal(words: &[ShellWord], at: usize) -> Option<String> {
    words.get(at)?.literal().map(str::to_owned)
}

/// The words behind what limits them and says whose turn it is.
fn limited<'w>(words: &'w [ShellWord], turn: &mut Turn) -> Option<&'w [ShellWord]> {
    let mut rest = words;
    if literal(rest, 0).as_deref() == Some("prlimit") {
        rest = &rest[1..];
        while let Some(limit) = literal(rest, 0).as_deref().and_then(limit_of_option) {
            turn.limits.push(limit);
            rest = &rest[1..];
        }
    }
    if literal(rest, 0).as_deref() == Some("choom") {
        turn.oom_score = Some(literal(rest, 2)?.parse().ok()?);
        rest = rest.get(4..)?;
    }
    if literal(rest, 0).as_deref() == Some("nice") {
        turn.nice = Some(literal(rest, 2)?.parse().ok()?);
        rest = rest.get(3..)?;
    }
    while let Some(behind) = schedule::read(rest, &mut turn.scheduling) {
        rest = behind;
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
    let is_set = literal(words, 1).is_some_and(|word| word.contains('='));
    if literal(words, 0).as_deref() != Some("env") || !is_set {
        return words;
    }
    let mut rest = &words[1..];
    while let Some((name, value)) = literal(rest, 0).as_deref().and_then(|word| word.split_once('=')) {
        variables.push((marks.text(name), marks.text(value)));
        rest = &rest[1..];
    }
    rest
}

/// The program, and what starts it in its own place.
pub(super) fn chain(words: &[ShellWord], marks: &Marks, found: &mut Found) -> Option<()> {
    let mut rest = limited(words, &mut found.turn)?;
    rest = identity(rest, marks, found)?;
    rest = with_variables(rest, marks, &mut found.variables);
    if literal(rest, 0).as_deref() == Some("bash") && literal(rest, 2).as_deref() == Some(UNDER_ANOTHER_NAME)
    {
        found.own_name = Some(marks.word(rest.get(3)?)?);
        rest = &rest[4..];
    }
    found.argv = rest.iter().map(|word| marks.word(word)).collect::<Option<_>>()?;
    Some(())
}
