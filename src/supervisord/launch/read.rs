//! From a command that ends in the program back to what each part of it does.

use super::shell::{self, Token};
use super::{Piece, ShellWord, UNDER_ANOTHER_NAME};
use crate::ir::{
    Command, Directory, EnvironmentFile, Expand, Limit, Lookup, OwnDirectory, Part, Preparation, Purpose,
    Resource, Service, ServiceGroup, Text,
};

/// Stand-ins for the parts of a text that are no bytes: characters for private use, one for each.
const FIRST_MARK: u32 = 0xF_0000;

/// Puts what the command of a service does before the program into the service's other leaves. A command that does nothing
/// of the kind stays as it is.
pub fn see_through(service: &mut Service<'_>) {
    if let Some(read) = read(&service.command.value.argv) {
        apply(read, service);
    }
}

/// What was found on the way to the program.
#[derive(Default)]
struct Found {
    files: Vec<EnvironmentFile<'static>>,
    directories: Vec<OwnDirectory<'static>>,
    directory: Option<Directory<'static>>,
    /// Commands, and whether each runs as another user.
    preparations: Vec<(Preparation<'static>, bool)>,
    limits: Vec<Limit>,
    nice: Option<i32>,
    oom_score: Option<i32>,
    no_new_privileges: bool,
    user: Option<Text<'static>>,
    group: Option<Text<'static>>,
    variables: Vec<(Text<'static>, Text<'static>)>,
    own_name: Option<Text<'static>>,
    argv: Vec<Text<'static>>,
}

fn apply(found: Found, service: &mut Service<'_>) {
    let is_switched = found.user.is_some();
    service.files.value = found.files;
    service.directories.value = found.directories;
    if let Some(directory) = found.directory {
        service.directory.value = directory;
    }
    let preparations = found.preparations.into_iter();
    service.prepare.value = preparations
        .map(|(one, is_users)| Preparation { keeps_root: is_switched && !is_users, ..one })
        .collect();
    // Limits that hold for all of supervisord's programs give way to the program's own.
    let own = found.limits;
    service.limits.value.retain(|limit| own.iter().all(|one| one.resource != limit.resource));
    service.limits.value.extend(own);
    service.limits.value.sort_unstable();
    service.nice.value = found.nice;
    service.oom_score.value = found.oom_score;
    service.no_new_privileges.value = found.no_new_privileges;
    if let Some(user) = found.user {
        service.user.value = Some(user);
    }
    if let Some(group) = found.group {
        service.group.value = ServiceGroup::Named(group);
    }
    let source = service.command.from.last();
    for (name, value) in found.variables {
        if let Some(source) = source {
            service.assignments.value.push(crate::ir::Assignment { name, value, source });
        }
    }
    let is_absolute = found.argv.first().is_some_and(|program| {
        matches!(program.parts().next(), Some(crate::ir::PartRef::Bytes(bytes)) if bytes.starts_with(b"/"))
    });
    if is_absolute {
        service.lookup.value = Lookup::Absolute;
    }
    service.command.value = Command { argv: found.argv, own_name: found.own_name };
}

fn read(argv: &[Text<'_>]) -> Option<Found> {
    let mut marks = Marks::default();
    let words: Vec<String> = argv.iter().map(|word| marks.mark(word)).collect::<Option<_>>()?;
    let mut found = Found::default();
    if let [shell, option, script] = words.as_slice()
        && shell == "/bin/sh"
        && option == "-c"
    {
        steps(&shell::tokens(script)?, &marks, &mut found)?;
    } else {
        let words: Vec<ShellWord> = words.iter().map(|word| ShellWord::of(word)).collect();
        chain(&words, &marks, &mut found)?;
    }
    Some(found)
}

/// The commands of a script, up to the `exec`.
fn steps(tokens: &[Token], marks: &Marks, found: &mut Found) -> Option<()> {
    let mut rest = tokens;
    loop {
        let (words, operator, after) = command(rest);
        let literals: Vec<&str> = words.iter().map(|word| word.literal().unwrap_or("\0")).collect();
        match (literals.as_slice(), operator) {
            (["exec", ..], None) => return chain(&words[1..], marks, found),
            (["set", "-a" | "-af"], Some(";")) => {}
            (["[", "!", "-e", path, "]"], Some("||")) => {
                let (words, operator, behind) = command(after);
                let is_source = words.len() == 2
                    && words[0].literal() == Some(".")
                    && words[1].literal() == Some(path)
                    && operator == Some(";");
                if !is_source {
                    return None;
                }
                found.files.push(EnvironmentFile { path: marks.text(path), optional: true });
                rest = behind;
                continue;
            }
            ([".", path], Some(";")) => {
                found.files.push(EnvironmentFile { path: marks.text(path), optional: false });
            }
            (["install", "-d", "-m", mode, .., _], Some("&&")) => {
                let path = marks.word(words.last()?)?;
                found.directories.push(own_directory(&path, mode)?);
            }
            // Every other path begins with a slash.
            (["cd", home], Some("&&")) if home.starts_with('~') => found.directory = Some(Directory::Home),
            (["cd", _], Some("&&")) => found.directory = Some(Directory::Path(marks.word(&words[1])?)),
            (["{", ..], Some("||")) => {
                found.preparations.push(preparation(&words[1..], true, marks)?);
                let (colon, semicolon, behind) = command(after);
                let (close, and, behind) = command(behind);
                let is_closed = colon == [ShellWord::of(":")]
                    && semicolon == Some(";")
                    && close == [ShellWord::of("}")]
                    && and == Some("&&");
                if !is_closed {
                    return None;
                }
                rest = behind;
                continue;
            }
            ([_, ..], Some("&&")) => found.preparations.push(preparation(&words, false, marks)?),
            _ => return None,
        }
        rest = after;
    }
}

/// The words up to the next operator, that operator, and what is behind it.
fn command(tokens: &[Token]) -> (Vec<ShellWord>, Option<&'static str>, &[Token]) {
    let mut words = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Word(word) => words.push(word.clone()),
            Token::Operator(operator) => return (words, Some(operator), &tokens[at + 1..]),
        }
    }
    (words, None, &[])
}

fn preparation(words: &[ShellWord], may_fail: bool, marks: &Marks) -> Option<(Preparation<'static>, bool)> {
    let mut own = Found::default();
    let words = identity(words, marks, &mut own)?;
    let argv = words.iter().map(|word| marks.word(word)).collect::<Option<Vec<_>>>()?;
    let command = Command { argv, own_name: None };
    Some((Preparation { command, may_fail, keeps_root: false }, own.user.is_some()))
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
        } else if option.literal() == Some("--no-new-privs") {
            found.no_new_privileges = true;
        } else if option.literal() != Some("--init-groups") {
            break;
        }
        rest = after;
    }
    Some(rest)
}

/// The program, and what starts it in its own place.
fn chain(words: &[ShellWord], marks: &Marks, found: &mut Found) -> Option<()> {
    let mut rest = words;
    let literal = |words: &[ShellWord], at: usize| words.get(at)?.literal().map(str::to_owned);
    if literal(rest, 0).as_deref() == Some("prlimit") {
        rest = &rest[1..];
        while let Some(limit) = literal(rest, 0).as_deref().and_then(limit) {
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
    rest = identity(rest, marks, found)?;
    if literal(rest, 0).as_deref() == Some("env") {
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

/// `--nofile=SOFT:HARD`
fn limit(option: &str) -> Option<Limit> {
    let (name, value) = option.strip_prefix("--")?.split_once('=')?;
    let resource = Resource::ALL.iter().copied().find(|resource| resource.option() == name)?;
    let (soft, hard) = value.split_once(':')?;
    let number = |text: &str| if text == "unlimited" { Some(Limit::NONE) } else { text.parse().ok() };
    Some(Limit {
        resource,
        soft: number(soft)?,
        hard: if hard.is_empty() { None } else { Some(number(hard)?) },
    })
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
                    let text = std::str::from_utf8(&bytes).ok()?;
                    if text.chars().any(|c| u32::from(c) >= FIRST_MARK) {
                        return None;
                    }
                    out.push_str(text);
                }
                part => {
                    out.push(char::from_u32(FIRST_MARK + u32::try_from(self.parts.len()).ok()?)?);
                    self.parts.push(part);
                }
            }
        }
        Some(out)
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
                Piece::GroupOf(_) | Piece::HomeOf(_) => return None,
            }
        }
        Some(Text::of(parts))
    }
}
