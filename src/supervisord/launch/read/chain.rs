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
    // An option that is not known here has it do more.
    schedule::is_program(rest)?;
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

/// The number of `PROGRAM -n NUMBER` and the words behind it, if the words start so; None if the program is told something else.
fn adjusted<'w>(program: &str, words: &'w [ShellWord]) -> Option<Option<(i32, &'w [ShellWord])>> {
    if literal(words, 0).as_deref() != Some(program) {
        return Some(None);
    }
    let option = literal(words, 1)?;
    let number = literal(words, 2)?.parse().ok()?;
    let mut rest = words.get(3..)?;
    if literal(rest, 0).as_deref() == Some("--") {
        rest = &rest[1..];
    }
    schedule::is_program(rest)?;
    matches!(&*option, "-n" | "--adjust" | "--adjustment").then_some(Some((number, rest)))
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
        // Any other option has it do more.
        schedule::is_program(rest)?;
    }
    if let Some((score, behind)) = adjusted("choom", rest)? {
        turn.oom_score = Some(score);
        rest = behind;
    }
    if let Some((level, behind)) = adjusted("nice", rest)? {
        turn.nice = Some(level);
        rest = behind;
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
    let rest = with_variables(limited(&words, &mut turn)?, marks, &mut variables)?;
    (rest.len() == 1).then_some((turn, variables))
}

/// The words behind an `env` that sets variables. Without one it only looks for the program, in its own place as well.
fn with_variables<'w>(
    words: &'w [ShellWord],
    marks: &Marks,
    variables: &mut Vec<Variable>,
) -> Option<&'w [ShellWord]> {
    let is_set = |word: &String| word.contains('=') && !word.starts_with('-');
    if literal(words, 0).as_deref() != Some("env") || !literal(words, 1).as_ref().is_some_and(is_set) {
        return Some(words);
    }
    let mut rest = &words[1..];
    while let Some(word) = literal(rest, 0).filter(is_set) {
        let (name, value) = word.split_once('=')?;
        variables.push((marks.text(name), marks.text(value)));
        rest = &rest[1..];
    }
    schedule::is_program(rest)?;
    Some(rest)
}

/// The name that a program is started under, if that is another, and the words behind it.
pub(super) fn own_name<'w>(
    words: &'w [ShellWord],
    marks: &Marks,
) -> Option<(Option<Text<'static>>, &'w [ShellWord])> {
    let is_bash = literal(words, 0).as_deref() == Some("bash") && literal(words, 1).as_deref() == Some("-c");
    if is_bash && literal(words, 2).as_deref() == Some(UNDER_ANOTHER_NAME) {
        return Some((Some(marks.word(words.get(3)?)?), &words[4..]));
    }
    Some((None, words))
}

/// The program, and what starts it in its own place.
pub(super) fn chain(words: &[ShellWord], marks: &Marks, found: &mut Found) -> Option<()> {
    let mut rest = limited(words, &mut found.turn)?;
    rest = identity(rest, marks, found)?;
    rest = with_variables(rest, marks, &mut found.variables)?;
    (found.own_name, rest) = own_name(rest, marks)?;
    found.argv = rest.iter().map(|word| marks.word(word)).collect::<Option<_>>()?;
    Some(())
}
