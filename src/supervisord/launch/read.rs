//! From a command that ends in the program back to what each part of it does.

use super::nearest::{Nearest, limit_of_option};
use super::shell::{self, Token};
use super::{Piece, ShellWord, UNDER_ANOTHER_NAME};
use super::{conditions, schedule, stays};
use crate::ir::{
    Assignment, Capabilities, Command, Condition, Decided, Directory, EnvironmentFile, Expand, Identity,
    Limit, Otherwise, OwnDirectory, Part, PartRef, Preparation, Purpose, Scheduling, Service, ServiceGroup,
    Sources, StopCommands, Text,
};

/// Stand-ins for the parts of a text that are no bytes: characters for private use, one for each.
const FIRST_MARK: u32 = 0xF_0000;

/// The programs that start another in their place.
const LEADS_ON: [&str; 9] =
    ["prlimit", "choom", "nice", "ionice", "chrt", "taskset", "setpriv", "env", "bash"];

/// Puts what the command of a service does before the program into the service's other leaves. A command that does nothing
/// of the kind stays as it is.
pub(in crate::supervisord) fn see_through(service: &mut Service<'_>) {
    let argv = &service.command.value.argv;
    let leads_on = |first: &str| first == "/bin/sh" || LEADS_ON.contains(&first);
    if !argv.first().and_then(Text::as_str).is_some_and(leads_on) {
        return;
    }
    // Variables of a shell are the program's environment: what is in it is known where files of them are named.
    let has_variable = |text: &Text<'_>| text.parts().any(|part| matches!(part, PartRef::Variable(..)));
    if let Some(found) = read(argv)
        && !found.argv.is_empty()
        && (!found.files.is_empty() || !found.texts().any(has_variable))
    {
        apply(found, service);
    }
}

/// What was found on the way to the program.
#[derive(Default)]
struct Found {
    conditions: Vec<Condition<'static>>,
    files: Vec<EnvironmentFile<'static>>,
    directories: Vec<OwnDirectory<'static>>,
    directory: Option<Directory<'static>>,
    /// Commands, and whether each runs as another user.
    preparations: Vec<(Preparation<'static>, bool)>,
    limits: Vec<Limit>,
    scheduling: Scheduling,
    nice: Option<i32>,
    oom_score: Option<i32>,
    no_new_privileges: bool,
    user: Option<Text<'static>>,
    group: Option<Text<'static>>,
    groups: Vec<Text<'static>>,
    capabilities: Option<Capabilities>,
    variables: Vec<(Text<'static>, Text<'static>)>,
    own_name: Option<Text<'static>>,
    /// The user whose home is `HOME`.
    home: Option<String>,
    /// What a shell that stays behind runs at the stop.
    stops: Vec<(Preparation<'static>, bool)>,
    argv: Vec<Text<'static>>,
    /// Where the program stands among the words, if they are the command's own.
    behind: Option<usize>,
}

impl Found {
    fn texts(&self) -> impl Iterator<Item = &Text<'static>> {
        let before = self.preparations.iter().chain(&self.stops).flat_map(|(one, _)| &one.command.argv);
        self.argv.iter().chain(&self.own_name).chain(before)
    }
}

fn apply(found: Found, service: &mut Service<'_>) {
    let from = service.command.from.clone();
    let is_switched = found.user.is_some();
    if !found.conditions.is_empty() {
        service.conditions = Decided::by(found.conditions, from.clone());
    }
    if found.scheduling != Scheduling::default() {
        service.scheduling = Decided::by(found.scheduling, from.clone());
    }
    if !found.groups.is_empty() {
        service.supplementary_groups = Decided::by(found.groups, from.clone());
    }
    if let Some(capabilities) = found.capabilities {
        service.capabilities = Decided::by(capabilities, from.clone());
    }
    if !found.files.is_empty() {
        service.files = Decided::by(found.files, from.clone());
    }
    if !found.directories.is_empty() {
        service.directories = Decided::by(found.directories, from.clone());
    }
    if let Some(directory) = found.directory {
        service.directory = Decided::by(directory, from.clone());
    }
    let by_whom = |(one, is_users): (Preparation<'static>, bool)| Preparation {
        command: one.command,
        may_fail: one.may_fail,
        keeps_root: is_switched && !is_users,
        otherwise: one.otherwise,
    };
    if !found.preparations.is_empty() {
        let preparations = found.preparations.into_iter().map(by_whom);
        service.prepare = Decided::by(preparations.collect(), from.clone());
    }
    if !found.stops.is_empty() {
        let commands = found.stops.into_iter().map(by_whom).collect();
        service.stop_commands = Decided::by(StopCommands { commands, sends: None }, from.clone());
        service.one_run = Decided::by(true, from.clone());
    }
    if !found.limits.is_empty() {
        // A limit that holds for all of supervisord's programs gives way to the program's own.
        let own = found.limits;
        service.limits.value.retain(|limit| own.iter().all(|one| one.resource != limit.resource));
        service.limits.value.extend(own);
        service.limits.value.sort_unstable();
        service.limits.from.extend(&from);
    }
    if found.nice.is_some() {
        service.nice = Decided::by(found.nice, from.clone());
    }
    if found.oom_score.is_some() {
        service.oom_score = Decided::by(found.oom_score, from.clone());
    }
    if found.no_new_privileges {
        service.no_new_privileges = Decided::by(true, from.clone());
    }
    if found.user.is_some() {
        service.user = Decided::by(found.user, from.clone());
    }
    if let Some(group) = found.group {
        service.group = Decided::by(ServiceGroup::Besides(group), from.clone());
    }
    if let Some(source) = from.last() {
        for (name, value) in found.variables {
            service.assignments.value.retain(|one| one.name != name);
            service.assignments.value.push(Assignment { name, value, source });
            service.assignments.from.extend(&from);
        }
    }
    // HOME alone is not all that tells a program who it is.
    let source = |name: &str| {
        let mut all = service.assignments.value.iter();
        all.find(|one| one.name.bytes() == Some(name.as_bytes())).map(|one| one.source)
    };
    let (user, shell) = (source("USER"), source("SHELL"));
    let is_own = |home: &String| service.user.value.as_ref().is_some_and(|user| user.as_str() == Some(home));
    if let (Some(user), true) = (user, found.home.as_ref().is_some_and(is_own)) {
        let identity = if shell.is_some() { Identity::OfUser } else { Identity::OfUserButShell };
        let mut from = from.clone();
        from.extend(&Sources::of([Some(user), shell]));
        service.identity = Decided::by(identity, from);
    }
    // The place of the whole command stands for each of its words.
    let place = service.command.value.argv.last().and_then(Text::place);
    let argv = match found.behind {
        Some(at) => service.command.value.argv.split_off(at),
        None => found.argv,
    };
    let placed = argv.into_iter().map(|word| match (word.place(), place) {
        (None, Some((file, span))) => word.at(file, span),
        _ => word,
    });
    service.command.value = Command { argv: placed.collect(), own_name: found.own_name };
}

fn read(argv: &[Text<'_>]) -> Option<Found> {
    let mut marks = Marks::default();
    let words: Vec<String> = argv.iter().map(|word| marks.mark(word)).collect::<Option<_>>()?;
    let mut found = Found::default();
    if let [shell, option, script] = words.as_slice()
        && shell == "/bin/sh"
        && option == "-c"
    {
        let (script, stays) = match stays::before_the_wait(script) {
            Some(before) => (before, true),
            None => (script.as_str(), false),
        };
        steps(&shell::tokens(script)?, stays, &marks, &mut found)?;
    } else {
        let words: Vec<ShellWord> = words.iter().map(|word| ShellWord::of(word)).collect();
        chain(&words, &marks, &mut found)?;
        found.behind = Some(words.len() - found.argv.len());
    }
    Some(found)
}

/// The commands of a script, up to the `exec`, or to the program and the `trap` of a shell that stays.
fn steps(tokens: &[Token], stays: bool, marks: &Marks, found: &mut Found) -> Option<()> {
    let mut rest = tokens;
    // Without that the variables of a file stay the shell's own.
    let mut exports = false;
    while let Some((condition, behind)) = conditions::read(rest, &|text| marks.text(text)) {
        // systemd has alternatives for one condition and one assertion of a unit, and a script has no more than it can say.
        let has_code =
            |other: &Condition<'_>| other.otherwise == condition.otherwise && other.any_of.len() > 1;
        if condition.any_of.len() > 1 && found.conditions.iter().any(has_code) {
            return None;
        }
        found.conditions.push(condition);
        rest = behind;
    }
    loop {
        if let Some((one, behind)) = Nearest::read(rest) {
            match one {
                Nearest::Limit(limit) => found.limits.push(limit),
                Nearest::OomScore(score) => found.oom_score = Some(score),
            }
            rest = behind;
            continue;
        }
        let (words, operator, after) = command(rest);
        let literals: Vec<&str> = words.iter().map(|word| word.literal().unwrap_or("\0")).collect();
        match (literals.as_slice(), operator) {
            (["exec", ..], None) if !stays => return chain(&words[1..], marks, found),
            // What decides whether there is a start comes before all that is done for it.
            ([_, ..], Some("||"))
                if exits_well(after) && found.preparations.iter().all(|(one, _)| one.otherwise.is_some()) =>
            {
                let (mut one, is_users) = preparation(&words, false, marks)?;
                one.otherwise = Some(Otherwise::Exits(0));
                found.preparations.push((one, is_users));
                rest = command(after).2;
                continue;
            }
            ([_, ..], Some("||")) if stays && literals[0] != "{" && literals[0] != "[" => {
                let (exit, semicolon, behind) = command(after);
                let (trap, end, _) = command(behind);
                let [trap, body, _signal] = trap.as_slice() else { return None };
                let is_whole = exit == [ShellWord::of("exit")]
                    && semicolon == Some(";")
                    && trap.literal() == Some("trap")
                    && end.is_none();
                if !is_whole {
                    return None;
                }
                found.stops = at_the_stop(&shell::tokens(body.literal()?)?, marks)?;
                return chain(&words, marks, found);
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
                found.files.push(EnvironmentFile { path: marks.text(path), optional: true, by_shell: true });
                rest = behind;
                continue;
            }
            ([".", path], Some(";")) if exports => {
                found.files.push(EnvironmentFile { path: marks.text(path), optional: false, by_shell: true });
            }
            (["install", "-d", "-m", mode, .., _], Some("&&")) => {
                let path = marks.word(words.last()?)?;
                found.directories.push(own_directory(&path, mode)?);
            }
            (["cd", _], Some("&&")) if matches!(*words[1].0, [Piece::HomeOf(_)]) => {
                found.directory = Some(Directory::Home);
            }
            (["cd", _], Some("&&")) => found.directory = Some(Directory::Path(marks.word(&words[1])?)),
            (["{", ..], Some("||")) => {
                found.preparations.push(preparation(&words[1..], true, marks)?);
                rest = failure_forgiven(after).filter(|(and, _)| *and == Some("&&"))?.1;
                continue;
            }
            ([_, ..], Some("&&")) => found.preparations.push(preparation(&words, false, marks)?),
            _ => return None,
        }
        rest = after;
    }
}

/// Whether `exit 0;` comes next.
fn exits_well(tokens: &[Token]) -> bool {
    let (words, operator, _) = command(tokens);
    words == ["exit", "0"].map(ShellWord::of) && operator == Some(";")
}

/// What is behind the ` :; }` of `{ COMMAND || :; }`: the operator and the rest.
fn failure_forgiven(tokens: &[Token]) -> Option<(Option<&'static str>, &[Token])> {
    let (colon, semicolon, behind) = command(tokens);
    let (close, operator, behind) = command(behind);
    let is_closed = colon == [ShellWord::of(":")] && semicolon == Some(";") && close == [ShellWord::of("}")];
    is_closed.then_some((operator, behind))
}

/// The commands of a trap.
fn at_the_stop(tokens: &[Token], marks: &Marks) -> Option<Vec<(Preparation<'static>, bool)>> {
    let mut stops = Vec::new();
    let mut rest = tokens;
    loop {
        let (words, operator, after) = command(rest);
        let (one, operator, after) = match (words.first()?.literal(), operator) {
            (Some("{"), Some("||")) => {
                let (operator, behind) = failure_forgiven(after)?;
                (preparation(&words[1..], true, marks)?, operator, behind)
            }
            _ => (preparation(&words, false, marks)?, operator, after),
        };
        stops.push(one);
        match operator {
            None => return Some(stops),
            Some("&&") => rest = after,
            Some(_) => return None,
        }
    }
}

/// The words up to the next operator, that operator, and what is behind it.
pub(super) fn command(tokens: &[Token]) -> (Vec<ShellWord>, Option<&'static str>, &[Token]) {
    let mut words = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Word(word) => words.push(word.clone()),
            Token::Operator(operator) => return (words, Some(operator), &tokens[at + 1..]),
            Token::Into(_) => return (words, Some(">"), &tokens[at + 1..]),
        }
    }
    (words, None, &[])
}

fn preparation(words: &[ShellWord], may_fail: bool, marks: &Marks) -> Option<(Preparation<'static>, bool)> {
    let mut own = Found::default();
    let words = identity(words, marks, &mut own)?;
    // `env` in front keeps the shell from taking a word for its own.
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
    let argv = words.iter().map(|word| marks.word(word)).collect::<Option<Vec<_>>>()?;
    let command = Command { argv, own_name: None };
    Some((Preparation { command, may_fail, keeps_root: false, otherwise: None }, own.user.is_some()))
}

/// Whether a word in front of a command sets a variable.
fn is_assignment(word: &str) -> bool {
    let is_name = |name: &str| {
        !name.starts_with(|c: char| c.is_ascii_digit())
            && !name.is_empty()
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    word.split_once('=').is_some_and(|(name, _)| is_name(name))
}

fn own_directory(path: &Text<'static>, mode: &str) -> Option<OwnDirectory<'static>> {
    let mut parts = path.owned_parts();
    let Some(Part::Bytes(first)) = parts.first().cloned() else { return None };
    let purpose = Purpose::ALL.into_iter().find(|purpose| {
        let after = first.strip_prefix(purpose.folder().as_bytes());
        after.is_some_and(|after| after.starts_with(b"/"))
    })?;
    parts[0] = Part::Bytes(first[purpose.folder().len() + 1..].to_vec().into());
    let mode = u32::from_str_radix(mode, 8).ok()?;
    Some(OwnDirectory { purpose, name: Text::of(parts), mode })
}

/// The words behind a `setpriv`.
fn identity<'w>(words: &'w [ShellWord], marks: &Marks, found: &mut Found) -> Option<&'w [ShellWord]> {
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
            found.capabilities.get_or_insert(Capabilities::MANAGERS).bounding = capability_mask(list)?;
        } else if let Some(list) = option.literal().and_then(|option| option.strip_prefix("--ambient-caps="))
        {
            found.capabilities.get_or_insert(Capabilities::MANAGERS).ambient = capability_mask(list)?;
        } else if option.literal().is_some_and(|option| option.starts_with("--inh-caps=")) {
            // What is ambient is inheritable; alone it does nothing for most programs.
            is_inherited = true;
        } else if option.literal() == Some("--no-new-privs") {
            found.no_new_privileges = true;
        } else if option.literal() != Some("--init-groups") {
            break;
        }
        rest = after;
    }
    let is_ambient = found.capabilities.is_some_and(|capabilities| capabilities.ambient != 0);
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

/// The program, and what starts it in its own place.
fn chain(words: &[ShellWord], marks: &Marks, found: &mut Found) -> Option<()> {
    let mut rest = words;
    let literal = |words: &[ShellWord], at: usize| words.get(at)?.literal().map(str::to_owned);
    if literal(rest, 0).as_deref() == Some("prlimit") {
        rest = &rest[1..];
        while let Some(limit) = literal(rest, 0).as_deref().and_then(limit_of_option) {
            found.limits.push(limit);
            rest = &rest[1..];
        }
    }
    if literal(rest, 0).as_deref() == Some("choom") {
        found.oom_score = Some(literal(rest, 2)?.parse().ok()?);
        rest = rest.get(4..)?;
    }
    if literal(rest, 0).as_deref() == Some("nice") {
        found.nice = Some(literal(rest, 2)?.parse().ok()?);
        rest = rest.get(3..)?;
    }
    while let Some(behind) = schedule::read(rest, &mut found.scheduling) {
        rest = behind;
    }
    rest = identity(rest, marks, found)?;
    // Without a variable it only looks for the program, in its own place as well.
    if literal(rest, 0).as_deref() == Some("env") && literal(rest, 1).is_some_and(|word| word.contains('=')) {
        rest = &rest[1..];
        while let Some((name, value)) = literal(rest, 0).as_deref().and_then(|word| word.split_once('=')) {
            found.variables.push((marks.text(name), marks.text(value)));
            rest = &rest[1..];
        }
    }
    if literal(rest, 0).as_deref() == Some("bash") && literal(rest, 2).as_deref() == Some(UNDER_ANOTHER_NAME)
    {
        found.own_name = Some(marks.word(rest.get(3)?)?);
        rest = &rest[4..];
    }
    found.argv = rest.iter().map(|word| marks.word(word)).collect::<Option<_>>()?;
    Some(())
}

/// The parts that stand-ins stand for.
#[derive(Default)]
struct Marks {
    parts: Vec<Part<'static>>,
}

impl Marks {
    /// A text with a stand-in for each part that is no bytes. None where the bytes are no text, or hold a stand-in.
    fn mark(&mut self, text: &Text<'_>) -> Option<String> {
        let mut out = String::new();
        for part in text.clone().into_owned().owned_parts() {
            match part {
                Part::Bytes(bytes) => {
                    for c in std::str::from_utf8(&bytes).ok()?.chars() {
                        // A character that could be a stand-in has one of its own.
                        if u32::from(c) >= FIRST_MARK {
                            let own = c.encode_utf8(&mut [0; 4]).as_bytes().to_vec();
                            out.push(self.stand_in(Part::Bytes(own.into()))?);
                        } else {
                            out.push(c);
                        }
                    }
                }
                part => out.push(self.stand_in(part)?),
            }
        }
        Some(out)
    }

    fn stand_in(&mut self, part: Part<'static>) -> Option<char> {
        let mark = char::from_u32(FIRST_MARK + u32::try_from(self.parts.len()).ok()?);
        self.parts.push(part);
        mark
    }

    fn parts(&self, text: &str, out: &mut Vec<Part<'static>>) {
        for c in text.chars() {
            let mark = u32::from(c).checked_sub(FIRST_MARK).and_then(|at| self.parts.get(at as usize));
            match (mark, out.last_mut()) {
                (Some(part), _) => out.push(part.clone()),
                (None, Some(Part::Bytes(bytes))) => {
                    bytes.to_mut().extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                }
                (None, _) => out.push(Part::Bytes(c.encode_utf8(&mut [0; 4]).as_bytes().to_vec().into())),
            }
        }
    }

    fn text(&self, text: &str) -> Text<'static> {
        let mut parts = Vec::new();
        self.parts(text, &mut parts);
        Text::of(parts)
    }

    fn word(&self, word: &ShellWord) -> Option<Text<'static>> {
        let mut parts = Vec::new();
        for piece in &word.0 {
            match piece {
                Piece::Literal(text) => self.parts(text, &mut parts),
                Piece::Joined(name) => {
                    parts.push(Part::Variable { name: name.clone(), expand: Expand::Joined });
                }
                Piece::Split(name) => {
                    parts.push(Part::Variable { name: name.clone(), expand: Expand::Split });
                }
                Piece::GroupOf(_)
                | Piece::GroupsOf(_)
                | Piece::ListOf(_)
                | Piece::HomeOf(_)
                | Piece::OwnNumber
                | Piece::Said(_) => return None,
            }
        }
        Some(Text::of(parts))
    }
}
