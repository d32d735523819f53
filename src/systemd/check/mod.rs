//! Whether systemd accepts a value: one entry point for every directive whose kind has a parser.
//!
//! The parsers know the kinds, and the table knows the kind of each directive; the loader's messages differ by
//! directive (`messages`). Nearly all values are valid, so checking a valid one is cheap and allocates nothing.

mod confinement;
mod empty_expansion;
mod messages;
mod network;
mod newer;
pub(in crate::systemd) mod number;
mod paths;
mod quick_check;
mod single;
mod units;

use memchr::memchr;

use super::directives::{DirectiveRow, EmptyAssignment, Fatal, Name, Specifiers, ValueKind};
use super::kinds::{
    base64, boolean, bpf_program, bus_name, credential, device, environment_file, environment_name,
    escape_sequence, fd_name, log_field, log_namespace, mode, reboot_parameter, root_hash, signal, user,
    working_directory,
};
use super::versions::Release;
use crate::source::Span;
use crate::systemd::kinds::exec::ExecErrorKind;
use crate::systemd::kinds::specifier::{self, Table};
use crate::systemd::kinds::words::Word;
use crate::value::ValueError;
use paths::is_plain_path;

/// A value, or a word of one, that systemd does not accept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The kind of mistake.
    pub cause: Cause,
    /// What systemd does about it.
    pub effect: Effect,
    /// Where it is in the value, and systemd's message.
    pub error: ValueError,
}

/// The kind of mistake because of which systemd refuses a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It is not a value of its kind.
    Value,
    /// It contains a specifier that does not exist.
    Specifier,
    /// A word of `Environment=` is not an assignment.
    Assignment,
    /// A command cannot be run.
    Command(ExecErrorKind),
    /// An escape in a command does not exist.
    Escape,
}

/// What systemd does about a mistake in a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It does not load the unit.
    UnitRefused,
    /// It ignores the line.
    LineIgnored,
    /// It ignores the word.
    WordIgnored,
    /// It uses the text verbatim.
    Kept,
}

/// Calls `report` for whatever `release` refuses in a value of the directive of `row`.
///
/// Reports nothing if the release does not know the directive at all, and for kinds without a parser.
pub fn check(row: &DirectiveRow, text: &str, release: Release, report: &mut dyn FnMut(Refusal)) {
    if quick_check::is_certainly_valid(row.kind, text) {
        return;
    }
    if !row.is_effective_in(release) {
        return;
    }
    // An empty value is only checked if the directive does not accept one.
    if text.is_empty() && !refuses_empty(row, release) {
        return;
    }
    Checker { row, text, release, report }.check();
}

/// Calls `report` for whatever `release` refuses of a word that is empty after its specifiers are expanded. Unlike a
/// value that is written empty, it does not reset anything. The position of the word is left to the caller.
pub fn empty_expansion(
    row: &DirectiveRow,
    is_whole_value: bool,
    release: Release,
    report: &mut dyn FnMut(Refusal),
) {
    if row.is_effective_in(release) {
        Checker { row, text: "", release, report }.empty_expansion(is_whole_value);
    }
}

/// Whether the directive refuses an empty value.
fn refuses_empty(row: &DirectiveRow, release: Release) -> bool {
    /// The last release that parses `PrivateMounts=` as a plain boolean; later ones accept an empty value as "unset".
    const PLAIN_PRIVATE_MOUNTS: Release = Release(252);
    row.empty == EmptyAssignment::Error || row.name == Name::PrivateMounts && release <= PLAIN_PRIVATE_MOUNTS
}

struct Checker<'c> {
    row: &'c DirectiveRow,
    text: &'c str,
    release: Release,
    report: &'c mut dyn FnMut(Refusal),
}

impl Checker<'_> {
    fn check(&mut self) {
        let (name, text, release) = (self.row.name.as_str(), self.text, self.release);
        match self.row.kind {
            ValueKind::Bool => self.report_whole(boolean::parse(text).map(drop)),
            ValueKind::Enum(values) => self.enumeration(values),
            ValueKind::Uint { min, max } => self.number(i64::from(min), i64::from(max)),
            ValueKind::Int { min, max } => self.number(min, max),
            ValueKind::UintOrInfinity if text == "infinity" => {}
            ValueKind::UintOrInfinity => self.number(0, i64::from(u32::MAX)),
            ValueKind::WeightOrIdle if text == "idle" => {}
            ValueKind::WeightOrIdle => self.number(1, 10_000),
            ValueKind::TasksMax => self.report_whole(number::tasks_max(text)),
            ValueKind::Bytes => self.report_whole(number::size(text)),
            ValueKind::MemoryLimit => self.report_whole(number::memory(self.row.name, text)),
            ValueKind::DiskQuota => self.report_whole(number::quota(text)),
            ValueKind::Percent => self.report_whole(number::cpu_quota(text)),
            ValueKind::Permyriad => self.report_whole(number::permyriad(text)),
            ValueKind::Timespan { unit, short } => self.timespan(unit, short),
            ValueKind::Rlimit(unit) => self.report_whole(number::rlimit(unit, text)),
            ValueKind::Mode => self.report_whole(mode::parse(text).map(drop)),
            ValueKind::Signal => self.report_whole(signal::parse(text).map(drop)),
            ValueKind::ExitStatusList => self.exit_statuses(),
            ValueKind::Exec => self.exec(),
            ValueKind::Environment => self.environment(),
            ValueKind::EnvironmentFile => {
                let is_plain = text.strip_prefix('-').unwrap_or(text).starts_with('/') && is_plain_path(text);
                if !is_plain {
                    self.report_whole(environment_file::parse_directive(text, release).map(drop));
                }
            }
            ValueKind::WorkingDirectory => {
                if !(text.starts_with('/') && is_plain_path(text)) {
                    self.report_whole(working_directory::parse(text, release).map(drop));
                }
            }
            ValueKind::Path => self.path(text, 0),
            ValueKind::PidFile => {
                // A relative path is relative to /run.
                if text.starts_with('/') { self.path(text, 0) } else { self.specifiers() }
            }
            ValueKind::ConditionPath => self.condition_path(),
            ValueKind::PathList => self.paths(&[]),
            ValueKind::PathListWithPrefixes => self.paths(&['-', '+']),
            ValueKind::DirectoryList => self.directories(),
            ValueKind::UnitName(kind) => self.unit_name(kind),
            ValueKind::UnitList(kind) => self.unit_list(kind),
            ValueKind::UserOrGroup => self.report_whole(user::parse(text, release).map(drop)),
            ValueKind::UserOrGroupList => self.users(),
            ValueKind::Uris => self.uris(),
            ValueKind::EnvironmentNames => {
                environment_name::parse_names(name, text, release, &mut |error| self.report_word(error));
            }
            ValueKind::EnvironmentNamesOrAssignments => {
                let word = &mut |error| self.report_word(error);
                environment_name::parse_names_or_assignments(name, text, release, word);
            }
            ValueKind::Calendar => self.calendar(),
            ValueKind::LogFields => log_field::parse(text, release, &mut |error| self.report_word(error)),
            ValueKind::LogNamespace => self.report_whole(log_namespace::parse(text, release).map(drop)),
            ValueKind::FdName => self.report_whole(fd_name::parse(text, release).map(drop)),
            ValueKind::BusName => self.report_whole(bus_name::parse(text, release).map(drop)),
            ValueKind::Device(kind) => self.report_whole(device::parse(name, kind, text, release)),
            ValueKind::SetCredential { encrypted } => {
                self.report_whole(credential::parse_set(text, encrypted, release));
            }
            ValueKind::LoadCredential => self.report_whole(credential::parse_load(text, release)),
            ValueKind::BpfProgram => self.report_whole(bpf_program::parse(text, release)),
            ValueKind::RebootParameter => self.report_whole(reboot_parameter::parse(text, release)),
            ValueKind::RootHash => self.report_whole(root_hash::parse(text)),
            ValueKind::RootHashSignature => self.report_whole(root_hash::parse_signature(text)),
            ValueKind::Base64 => self.base64(),
            ValueKind::Text => self.input_text(),
            ValueKind::BoolOrControllers
            | ValueKind::BoolOrNamespaces
            | ValueKind::Controllers
            | ValueKind::CpuSet
            | ValueKind::AddressFamilies
            | ValueKind::Architectures
            | ValueKind::CoredumpFilter
            | ValueKind::ErrnoOrKill
            | ValueKind::Syscalls { errno: _ }
            | ValueKind::FileSystems => self.confinement(),
            ValueKind::BindPaths
            | ValueKind::SearchPath
            | ValueKind::TemporaryFileSystems
            | ValueKind::MountImages
            | ValueKind::ExtensionImages
            | ValueKind::ImageOptions => self.colon_separated(),
            ValueKind::IpPrefixes
            | ValueKind::SocketAddress
            | ValueKind::Netlink
            | ValueKind::Interface
            | ValueKind::Interfaces
            | ValueKind::SocketBind => self.network(),
            // systemd accepts any text, or silently ignores what is invalid.
            ValueKind::String
            | ValueKind::Label
            | ValueKind::Condition
            | ValueKind::Capabilities
            | ValueKind::SecureBits
            | ValueKind::Unread
            | ValueKind::Ignored => self.specifiers(),
            ValueKind::RefreshOnReload
            | ValueKind::ControlGroupName
            | ValueKind::ImportCredential
            | ValueKind::BoundInterface
            | ValueKind::ImagePolicy
            | ValueKind::NftSets
            | ValueKind::OpenFile
            | ValueKind::LogFilter => self.newer(),
        }
    }

    fn is_fatal(&self) -> bool {
        match self.row.fatal {
            Fatal::Yes => true,
            Fatal::UnlessDash => !self.text.starts_with('-'),
            Fatal::No => false,
        }
    }

    fn refuse(&mut self, cause: Cause, effect: Effect, error: ValueError) {
        (self.report)(Refusal { cause, effect, error });
    }

    /// Reports the result for the whole value.
    fn report_whole(&mut self, read: Result<(), ValueError>) {
        let Err(error) = read else { return };
        if self.is_fatal() {
            // The loader's message is the same except for this word, which would be wrong.
            let ValueError { span, message, expected } = error;
            let message = message.replacen(", ignoring", "", 1);
            self.refuse(cause_of(expected), Effect::UnitRefused, ValueError { span, message, expected });
        } else {
            self.refuse(cause_of(error.expected), Effect::LineIgnored, error);
        }
    }

    /// Reports the result for one word of a list.
    fn report_word(&mut self, error: ValueError) {
        let effect = if self.is_fatal() { Effect::UnitRefused } else { Effect::WordIgnored };
        self.refuse(cause_of(error.expected), effect, error);
    }

    /// Checks the specifiers of a value about which nothing else is known.
    fn specifiers(&mut self) {
        if self.row.specifiers == Specifiers::None || memchr(b'%', self.text.as_bytes()).is_none() {
            return;
        }
        let table = match self.row.specifiers {
            Specifiers::Unit => Table::Full,
            Specifiers::UnitName | Specifiers::Install => Table::UnitName,
            // Only its parser could tell which part of the value this is.
            Specifiers::UnitIn(_) | Specifiers::None => return,
        };
        if let Some((_, span)) = table.first_unknown(self.text.as_bytes(), self.release) {
            self.report_whole(Err(specifier::unknown(self.text, span)));
        }
    }

    /// Checks Base64 data for the standard input.
    fn base64(&mut self) {
        if base64::decode(self.text).is_none() {
            let message = format!("Failed to decode base64 data, ignoring: {}", self.text);
            self.report_whole(Err(ValueError::whole(self.text, message, "Base64 data")));
        }
    }

    /// Checks text for the standard input, with C escapes.
    fn input_text(&mut self) {
        let text = self.text;
        match escape_sequence::first_unknown(text.as_bytes(), false) {
            None => self.specifiers(),
            Some(at) => {
                let message = format!("Failed to decode C escaped text '{text}', ignoring: Invalid argument");
                self.report_whole(Err(ValueError::at(at, message, "valid escapes, or \\\\ for a backslash")));
            }
        }
    }

    /// Whether these bytes contain specifiers that systemd expands.
    fn has_specifiers(&self, bytes: &[u8]) -> bool {
        self.row.specifiers != Specifiers::None && specifier::contains_any(bytes)
    }

    /// Checks a value whose specifiers are known only at run time: it is refused if `reads` accepts it with none of
    /// `placeholders` substituted for the specifiers.
    fn check_with_placeholders(
        &mut self,
        placeholders: &[&str],
        reads: impl Fn(&str) -> Result<(), ValueError>,
    ) {
        let (text, bytes) = (self.text, self.text.as_bytes());
        let is_known = Table::Full.first_unknown(bytes, self.release).is_none();
        let is_accepted = || {
            placeholders
                .iter()
                .any(|placeholder| reads(&specifier::with_placeholder(bytes, placeholder)).is_ok())
        };
        match reads(text) {
            Err(error) if is_known && !is_accepted() => {
                self.report_whole(Err(ValueError::whole(text, error.message, error.expected)));
            }
            _ => self.specifiers(),
        }
    }

    fn unknown_specifier(&self, word: &Word<'_>) -> Option<ValueError> {
        let (_, at) = Table::Full.first_unknown(&word.bytes, self.release)?;
        Some(specifier::unknown(&word.lossy(), word.span_of(at.start as usize, at.end as usize)))
    }

    /// Reports an unbalanced quote or trailing backslash, after which the text cannot be split into words.
    fn report_unbalanced(&mut self, span: Span) {
        let message = format!("Invalid syntax, ignoring: {}", self.text);
        self.report_word(ValueError::at(span, message, "balanced quotes"));
    }
}

fn cause_of(expected: &str) -> Cause {
    if expected == specifier::EXPECTED { Cause::Specifier } else { Cause::Value }
}

#[cfg(test)]
mod tests;
