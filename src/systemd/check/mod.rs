//! Whether systemd takes a value: one question for every directive whose kind has a reader.
//!
//! The readers know kinds, the table knows which directive has which; the loader words its refusal by directive
//! (`words`). A right value costs a look and no allocation: of a thousand lines, one is wrong.

mod glance;
mod number;
mod words;

use memchr::memchr;

use super::directives::{
    Also, DirectiveRow, EmptyAssignment, Enumeration, Fatal, Name, ShortTime, Specifiers, Status, TimeUnit,
    ValueKind,
};
use super::exec::{self, RefusalKind};
use super::path::{self, OnError};
use super::specifier::{self, INVALID_SLOT, Table};
use super::timespan::{self, TimeSpan};
use super::unit_name::UnitName;
use super::versions::Release;
use super::words::{Flags, Word, Words};
use super::{
    boolean, environment, environment_file, exit_status, integer, mode, output, signal, user,
    working_directory,
};
use crate::source::Span;
use crate::value::ValueError;

/// A value, or a word of one, that systemd does not take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What kind of mistake it is.
    pub cause: Cause,
    /// What systemd does.
    pub effect: Effect,
    /// Where in the value, in systemd's words.
    pub error: ValueError,
}

/// What kind of mistake makes systemd refuse a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It is no value of its kind.
    Value,
    /// It holds a specifier that does not exist.
    Specifier,
    /// A word of `Environment=` is no assignment.
    Assignment,
    /// A command cannot be run.
    Command(RefusalKind),
    /// An escape in a command does not exist.
    Escape,
}

/// What systemd does about a mistake in a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It does not load the unit.
    UnitRefused,
    /// It goes on as if the line were not there.
    LineIgnored,
    /// It goes on as if the word were not there.
    WordIgnored,
    /// It takes the text as it stands.
    Kept,
}

/// Tells `found` what `release` refuses in a value of the directive of `row`.
///
/// Silent where the release does not know the directive at all, and for kinds that have no reader.
pub fn check(row: &DirectiveRow, text: &str, release: Release, found: &mut dyn FnMut(Refused)) {
    if glance::is_right(row.kind, text) {
        return;
    }
    let is_known = row.added_in.is_none_or(|added| added <= release.0);
    if !is_known || matches!(row.status, Status::Newer | Status::Removed) {
        return;
    }
    // Of an empty value, only a directive that has no use for one is asked.
    if text.is_empty() && row.empty != EmptyAssignment::Error {
        return;
    }
    Checker { row, text, release, found }.check();
}

struct Checker<'c> {
    row: &'c DirectiveRow,
    text: &'c str,
    release: Release,
    found: &'c mut dyn FnMut(Refused),
}

impl Checker<'_> {
    fn check(&mut self) {
        let (text, release) = (self.text, self.release);
        match self.row.kind {
            ValueKind::Bool => self.whole(boolean::parse(text).map(drop)),
            ValueKind::Enum(values) => self.enumeration(values),
            ValueKind::Uint { min, max } => self.number(i64::from(min), i64::from(max), ""),
            ValueKind::Int { min, max } => self.number(min, max, ""),
            ValueKind::UintOrInfinity => self.number(0, i64::from(u32::MAX), "infinity"),
            ValueKind::WeightOrIdle => self.number(1, 10_000, "idle"),
            ValueKind::TasksMax => self.whole(number::tasks_max(text)),
            ValueKind::Bytes => self.whole(number::size(text)),
            ValueKind::BytesOrPercent { unlimited } => {
                self.whole(number::memory(self.row.name, text, unlimited));
            }
            ValueKind::Percent => self.whole(number::cpu_quota(text)),
            ValueKind::Permyriad => self.whole(number::permyriad(text)),
            ValueKind::Timespan { unit, short } => self.timespan(unit, short),
            ValueKind::Rlimit(unit) => self.whole(number::rlimit(unit, text)),
            ValueKind::Mode => self.whole(mode::parse(text).map(drop)),
            ValueKind::Signal => self.whole(signal::Signal::parse(text).map(drop)),
            ValueKind::ExitStatusList => self.exit_statuses(),
            ValueKind::Exec => self.exec(),
            ValueKind::Environment => self.environment(),
            ValueKind::EnvironmentFile => {
                let is_plain = text.strip_prefix('-').unwrap_or(text).starts_with('/') && is_plain_path(text);
                if !is_plain {
                    self.whole(environment_file::parse_directive(text, release).map(drop));
                }
            }
            ValueKind::WorkingDirectory => {
                if !(text.starts_with('/') && is_plain_path(text)) {
                    self.whole(working_directory::parse(text, release).map(drop));
                }
            }
            ValueKind::Path => self.path(text, 0),
            ValueKind::PidFile => {
                // A relative one stands below /run.
                if text.starts_with('/') { self.path(text, 0) } else { self.specifiers() }
            }
            ValueKind::ConditionPath => self.condition_path(),
            ValueKind::PathList => self.paths(&[]),
            ValueKind::PathListWithPrefixes => self.paths(&['-', '+']),
            ValueKind::DirectoryList => self.directories(),
            ValueKind::UnitName(kind) => self.unit_name(kind),
            ValueKind::UnitList(kind) => self.unit_list(kind),
            ValueKind::UserOrGroup => self.whole(user::parse(text, release).map(drop)),
            ValueKind::UserOrGroupList => self.users(),
            ValueKind::Uris => self.uris(),
            // Kinds without a reader: what specifiers they hold can be said all the same.
            ValueKind::BoolOrControllers
            | ValueKind::BoolOrNamespaces
            | ValueKind::Calendar
            | ValueKind::String
            | ValueKind::Text
            | ValueKind::Label
            | ValueKind::EnvironmentNames
            | ValueKind::EnvironmentNamesOrAssignments
            | ValueKind::BindPaths
            | ValueKind::Condition
            | ValueKind::CpuSet
            | ValueKind::Capabilities
            | ValueKind::Syscalls { errno: _ }
            | ValueKind::AddressFamilies
            | ValueKind::Architectures
            | ValueKind::SecureBits
            | ValueKind::CoredumpFilter
            | ValueKind::Controllers
            | ValueKind::IpPrefixes
            | ValueKind::SocketAddress
            | ValueKind::BusName
            | ValueKind::Device(_)
            | ValueKind::Ignored
            | ValueKind::Other(_) => self.specifiers(),
        }
    }

    fn is_fatal(&self) -> bool {
        match self.row.fatal {
            Fatal::Yes => true,
            Fatal::UnlessDash => !self.text.starts_with('-'),
            Fatal::No | Fatal::Unknown => false,
        }
    }

    fn refuse(&mut self, cause: Cause, effect: Effect, error: ValueError) {
        (self.found)(Refused { cause, effect, error });
    }

    /// What was read of the whole value.
    fn whole(&mut self, read: Result<(), ValueError>) {
        let Err(error) = read else { return };
        if self.is_fatal() {
            // The loader's words are the same but for the one that would not be true.
            let ValueError { span, message, expected } = error;
            let message = message.replacen(", ignoring", "", 1);
            self.refuse(cause_of(expected), Effect::UnitRefused, ValueError { span, message, expected });
        } else {
            self.refuse(cause_of(error.expected), Effect::LineIgnored, error);
        }
    }

    /// What was read of one word of a list.
    fn word(&mut self, error: ValueError) {
        let effect = if self.is_fatal() { Effect::UnitRefused } else { Effect::WordIgnored };
        self.refuse(cause_of(error.expected), effect, error);
    }

    fn enumeration(&mut self, values: &Enumeration) {
        let (name, text, release) = (self.row.name, self.text, self.release);
        match name {
            Name::StandardOutput | Name::StandardError => {
                return self.whole(output::parse_output(name.as_str(), text, release).map(drop));
            }
            Name::StandardInput => return self.whole(output::parse_input(text, release).map(drop)),
            _ => {}
        }
        let known = values.values.iter().find(|value| value.word == text && value.argument.is_none());
        let is_taken = match known {
            Some(value) => value.added_in.is_none_or(|added| added <= release.0),
            None => values.also.iter().any(|also| match also {
                Also::Boolean => boolean::parse(text).is_ok(),
                Also::Number(min, max) => integer::number(text)
                    .is_some_and(|number| (i128::from(*min)..=i128::from(*max)).contains(&number)),
                Also::HexMask => !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit()),
            }),
        };
        if !is_taken {
            self.whole(Err(words::enumeration(name, values, text)));
        }
    }

    fn number(&mut self, min: i64, max: i64, word: &str) {
        if !word.is_empty() && self.text == word {
            return;
        }
        let number = integer::number(self.text);
        if !number.is_some_and(|number| (i128::from(min)..=i128::from(max)).contains(&number)) {
            self.whole(Err(words::number(self.row, self.text, number)));
        }
    }

    fn timespan(&mut self, unit: TimeUnit, short: ShortTime) {
        let (name, text) = (self.row.name.as_str(), self.text);
        match unit {
            TimeUnit::Nanoseconds => self.whole(timespan::parse_nanoseconds(text).map(drop)),
            // Timers expand specifiers in their times.
            TimeUnit::Seconds
                if self.row.specifiers != Specifiers::None && memchr(b'%', text.as_bytes()).is_some() =>
            {
                let has_specifier = specifier::pieces(text.as_bytes())
                    .any(|(piece, _)| matches!(piece, specifier::Piece::Specifier(_)));
                if has_specifier {
                    self.specifiers();
                } else {
                    self.whole(TimeSpan::read(name, text).map(drop));
                }
            }
            TimeUnit::Seconds => {
                let read = TimeSpan::read(name, text);
                let is_short =
                    |span: &TimeSpan| short == ShortTime::AtLeastOneSecond && *span < TimeSpan::from_secs(1);
                self.whole(match read {
                    Ok(span) if is_short(&span) => {
                        let message = format!("{name}= must be at least 1s, ignoring: {text}");
                        Err(ValueError::whole(text, message, "a time span of 1s or more"))
                    }
                    read => read.map(drop),
                });
            }
        }
    }

    fn exit_statuses(&mut self) {
        let read = exit_status::parse(self.row.name.as_str(), self.text);
        for error in read.errors {
            self.word(error);
        }
    }

    fn exec(&mut self) {
        if exec::is_plain(self.text) {
            return;
        }
        let bytes = self.text.as_bytes();
        let line = exec::parse(self.text, self.release);
        if let Some(refusal) = line.refusal {
            let effect = if refusal.fatal { Effect::UnitRefused } else { Effect::LineIgnored };
            let cause = match refusal.kind {
                RefusalKind::UnknownSpecifier => Cause::Specifier,
                kind => Cause::Command(kind),
            };
            self.refuse(cause, effect, refusal.error);
        }
        for command in &line.commands {
            for span in command.words().flat_map(|word| &word.unknown_escapes) {
                let shown = String::from_utf8_lossy(span.slice(bytes)).into_owned();
                let message = format!("Ignoring unknown escape sequences: \"{shown}\"");
                let error =
                    ValueError::at(*span, message, "an escape that systemd knows, or \\\\ for a backslash");
                self.refuse(Cause::Escape, Effect::Kept, error);
            }
        }
    }

    fn environment(&mut self) {
        if glance::is_environment(self.text.as_bytes()) {
            return;
        }
        for error in environment::parse(self.text, self.release).errors {
            let cause =
                if error.expected == specifier::EXPECTED { Cause::Specifier } else { Cause::Assignment };
            self.refuse(cause, Effect::WordIgnored, error);
        }
    }

    /// An absolute path that starts at `at` and runs to the end of the value.
    fn path(&mut self, path: &str, at: u32) {
        if path.starts_with('/') && is_plain_path(path) {
            return;
        }
        let on_error = if self.is_fatal() { OnError::Fail } else { OnError::Ignore };
        let read = match Table::Full.first_unknown(path.as_bytes(), self.release) {
            Some((_, span)) => Err(unknown_specifier(path, span.shifted(at))),
            None => path::absolute(self.row.name.as_str(), path, at, on_error).map(drop),
        };
        self.whole(read);
    }

    fn condition_path(&mut self) {
        let mut path = self.text;
        for prefix in ['|', '!'] {
            path = path.strip_prefix(prefix).map_or(path, |rest| rest.trim_start_matches([' ', '\t']));
        }
        self.path(path, (self.text.len() - path.len()) as u32);
    }

    fn paths(&mut self, prefixes: &[char]) {
        let directive = self.row.name.as_str();
        for word in Words::new(self.text, Flags::PATHS) {
            let word = match word {
                Ok(word) => word,
                Err(error) => return self.unreadable(error.span),
            };
            let shown = word.lossy();
            let path =
                prefixes.iter().fold(&*shown, |path, prefix| path.strip_prefix(*prefix).unwrap_or(path));
            if path.starts_with('/') && is_plain_path(path) {
                continue;
            }
            match self.unknown_in(&word) {
                Some(error) => self.word(error),
                None => {
                    if let Err(error) = path::absolute(directive, path, 0, OnError::Ignore) {
                        self.word(ValueError::at(word.span, error.message, error.expected));
                    }
                }
            }
        }
    }

    fn directories(&mut self) {
        let directive = self.row.name.as_str();
        for word in Words::new(self.text, Flags::PATHS) {
            let word = match word {
                Ok(word) => word,
                Err(error) => return self.unreadable(error.span),
            };
            if let Some(error) = self.unknown_in(&word) {
                self.word(error);
                continue;
            }
            let shown = word.lossy();
            let mut parts = shown.split(':');
            let (source, link) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            let read = path::relative(directive, source, 0, OnError::Ignore);
            let linked = || match link {
                "" => Ok(()),
                link => path::relative(directive, link, 0, OnError::Ignore).map(drop),
            };
            if let Err(error) = read.map(drop).and_then(|()| linked()) {
                self.word(ValueError::at(word.span, error.message, error.expected));
            } else if source == "private" || source.starts_with("private/") {
                let message = format!("{directive}= path can't be 'private', ignoring assignment: {shown}");
                self.word(ValueError::at(word.span, message, "a path outside of private/"));
            } else if !link.is_empty() && self.row.name == Name::ConfigurationDirectory {
                let message = format!(
                    "Destination parameter is not supported for ConfigurationDirectory, ignoring: {shown}"
                );
                self.word(ValueError::at(word.span, message, "a path without a destination"));
            }
        }
    }

    fn unit_name(&mut self, kind: Option<&str>) {
        let (name, text) = (self.row.name, self.text);
        if glance::is_unit(text.as_bytes(), kind) {
            return;
        }
        let span = Span::new(0, text.len() as u32);
        if let Some((_, at)) = Table::UnitName.first_unknown(text.as_bytes(), self.release) {
            return self.whole(Err(unknown_specifier(text, at)));
        }
        if is_unit(text, kind) {
            return;
        }
        let is_name = UnitName::parse(text).is_ok();
        self.whole(Err(ValueError::at(span, words::unit_name(name, text, is_name), expected_unit(kind))));
    }

    fn unit_list(&mut self, kind: Option<&str>) {
        let flags = match (self.row.specifiers, kind) {
            (Specifiers::Install, _) => Flags::INSTALL,
            (_, Some(_)) => Flags::PLAIN,
            (_, None) => Flags::UNITS,
        };
        for word in Words::new(self.text, flags) {
            let word = match word {
                Ok(word) => word,
                Err(error) => return self.unreadable(error.span),
            };
            if glance::is_unit(&word.bytes, kind) {
                continue;
            }
            if let Some((_, at)) = Table::UnitName.first_unknown(&word.bytes, self.release) {
                let span = word.place(at.start as usize, at.end as usize);
                self.word(unknown_specifier(&word.lossy(), span));
            } else if !word.text().is_some_and(|text| is_unit(text, kind)) {
                let message = words::unit_in_list(self.row, &word.lossy());
                self.word(ValueError::at(word.span, message, expected_unit(kind)));
            }
        }
    }

    fn users(&mut self) {
        for word in Words::new(self.text, Flags::PLAIN).flatten() {
            if let Some(text) = word.text()
                && let Err(error) = user::parse(text, self.release)
            {
                self.word(ValueError::at(word.span, error.message, error.expected));
            }
        }
    }

    fn uris(&mut self) {
        for word in Words::new(self.text, Flags::INSTALL) {
            let word = match word {
                Ok(word) => word,
                Err(error) => return self.unreadable(error.span),
            };
            if let Some(error) = self.unknown_in(&word) {
                self.word(error);
            } else if !word.bytes.starts_with(b"%") && !is_uri(&word.bytes) {
                let message = format!("Invalid URL, ignoring: {}", word.lossy());
                self.word(ValueError::at(
                    word.span,
                    message,
                    "an http:, https:, file:, info: or man: address",
                ));
            }
        }
    }

    /// The specifiers of a value of which nothing else is known.
    fn specifiers(&mut self) {
        if self.row.specifiers == Specifiers::None || memchr(b'%', self.text.as_bytes()).is_none() {
            return;
        }
        let table = match self.row.specifiers {
            Specifiers::Unit => Table::Full,
            Specifiers::UnitName | Specifiers::Install => Table::UnitName,
            // Which part of the value it is only its reader could tell.
            Specifiers::UnitIn(_) | Specifiers::None => return,
        };
        if let Some((_, span)) = table.first_unknown(self.text.as_bytes(), self.release) {
            self.whole(Err(unknown_specifier(self.text, span)));
        }
    }

    fn unknown_in(&self, word: &Word<'_>) -> Option<ValueError> {
        let (_, at) = Table::Full.first_unknown(&word.bytes, self.release)?;
        Some(unknown_specifier(&word.lossy(), word.place(at.start as usize, at.end as usize)))
    }

    /// What follows an open quote or a lone backslash cannot be split into words.
    fn unreadable(&mut self, span: Span) {
        let message = format!("Invalid syntax, ignoring: {}", self.text);
        self.word(ValueError::at(span, message, "quotes in pairs"));
    }
}

fn cause_of(expected: &str) -> Cause {
    if expected == specifier::EXPECTED { Cause::Specifier } else { Cause::Value }
}

fn unknown_specifier(text: &str, span: Span) -> ValueError {
    let message = format!("Failed to resolve unit specifiers in '{text}', ignoring: {INVALID_SLOT}");
    ValueError::at(span, message, specifier::EXPECTED)
}

/// Whether a path, known to start as it should, needs no closer look: short, no specifier, no `..`.
fn is_plain_path(path: &str) -> bool {
    path.len() < 256 && memchr(b'%', path.as_bytes()).is_none() && !path.contains("..")
}

/// `NAME=…` with a valid name, in a text without quotes, escapes and specifiers.
/// Whether a text is the name of a unit, once its specifiers are expanded; in doubt it is.
fn is_unit(text: &str, kind: Option<&str>) -> bool {
    let mut name = String::with_capacity(text.len());
    let mut ends_open = false;
    for (piece, _) in specifier::pieces(text.as_bytes()) {
        ends_open = matches!(piece, specifier::Piece::Specifier(_));
        match piece {
            specifier::Piece::Literal(part) => name.push_str(&String::from_utf8_lossy(part)),
            specifier::Piece::Percent => name.push('%'),
            // Whatever they stand for has the characters of a unit's name; the full name has its type, too.
            specifier::Piece::Specifier(_) => name.push('x'),
        }
    }
    if ends_open {
        // The type may come from the specifier.
        name.push_str(".service");
        return glance::is_unit(name.as_bytes(), None);
    }
    glance::is_unit(name.as_bytes(), kind)
}

const fn expected_unit(kind: Option<&str>) -> &'static str {
    match kind {
        Some(_) => "the name of a unit of that type",
        None => "the name of a unit with its type, such as network.target",
    }
}

/// `documentation_url_is_valid()`.
fn is_uri(word: &[u8]) -> bool {
    let rest = |prefix: &[u8]| word.strip_prefix(prefix);
    let web = rest(b"http://").or_else(|| rest(b"https://"));
    let other = rest(b"info:").or_else(|| rest(b"man:"));
    match (web, rest(b"file:/"), other) {
        (Some(rest), _, _) => !rest.is_empty() && word.is_ascii(),
        (None, Some(_), _) => word.is_ascii(),
        (None, None, Some(rest)) => !rest.is_empty(),
        (None, None, None) => false,
    }
}

#[cfg(test)]
mod tests;
