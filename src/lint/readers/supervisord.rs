//! Findings of supervisord's readers: lines, and values by their kind.

use std::borrow::Cow;

use super::{environment, expansion};
use crate::diagnostic::{Applicability, Diagnostic};
use crate::lint::Rule;
use crate::lint::context::EntryContext;
use crate::lint::rules::reader::syntax_error::SYNTAX_ERROR;
use crate::lint::rules::supervisord as rules;
use crate::lint::sink::Sink;
use crate::source::{FileId, Logical, Sources, Span};
use crate::supervisord::options::{OptionKind, OptionRow, SectionKind};
use crate::supervisord::{
    Config, SyntaxError, autorestart, boolean, byte_size, exit_codes, integer, log_level, octal, signal, user,
};
use crate::syntax::{Edit, Item};
use crate::value::ValueError;

/// A variable of supervisord's environment that a value needs and nobody gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Missing {
    /// `HOME`, without `ENV_`.
    pub(crate) name: String,
    /// Where it is asked for.
    pub(crate) place: (FileId, Span),
}

/// Lines that the loader refuses.
pub(crate) fn supervisord_syntax(config: &Config, sources: &Sources, sink: &mut Sink) {
    for file in &config.files {
        for item in file.tree.errors() {
            if let Some(error) = SyntaxError::of(item) {
                sink.add(line(error, file.id, item, sources));
            }
        }
    }
}

fn line(error: SyntaxError, file: FileId, item: &Item, sources: &Sources) -> Diagnostic {
    let source = sources.get(file);
    let number = source.position(item.name.start).line;
    let text = String::from_utf8_lossy(item.name.slice(source.bytes())).into_owned();
    let shown = format!(
        "supervisord says: Source contains parsing errors: '{}' [line {number:2}]: '{text}\\n'",
        source.name()
    );
    match error {
        SyntaxError::NoDelimiter => SYNTAX_ERROR
            .at(file, item.name, "this line is neither a header nor name=value")
            .label("no `=` and no `:`")
            .help(format!("{shown}. It refuses the whole file.")),
        SyntaxError::EmptyName => SYNTAX_ERROR
            .at(file, item.name, "there is no name in front of the delimiter")
            .label("a value for what?")
            .help(format!("{shown}. It refuses the whole file.")),
        SyntaxError::BeforeFirstSection => SYNTAX_ERROR
            .at(file, item.name, "text before the first section")
            .label("in no section")
            .help(format!(
                "supervisord says: File contains no section headers. file: '{}', line: {number} '{text}\\n'. It refuses the whole \
                 file.",
                source.name()
            )),
        SyntaxError::ByteOrderMark => rules::file_bom::FILE_BOM
            .at(file, item.name, "the file starts with a byte order mark")
            .label("invisible, and in the way")
            .help("supervisord says: File contains no section headers. To Python the mark is a character of the first line.")
            .fix("remove the mark", Applicability::Safe, vec![Edit::delete(item.name)]),
        SyntaxError::NotUtf8 => rules::file_not_utf8::FILE_NOT_UTF8
            .at(file, item.name, "this line is not UTF-8")
            .label("not UTF-8")
            .help(format!(
                "supervisord says: 'utf-8' codec can't decode byte 0x{:02x} … It refuses the whole file, comments included. Save the \
                 file as UTF-8.",
                first_stray_byte(item.name.slice(source.bytes()))
            )),
    }
}

fn first_stray_byte(bytes: &[u8]) -> u8 {
    bytes.utf8_chunks().find_map(|chunk| chunk.invalid().first().copied()).unwrap_or_default()
}

/// The value of an option that counts.
pub(crate) fn supervisord_value(context: &EntryContext<'_>, missing: &mut Vec<Missing>, sink: &mut Sink) {
    let Some(row) = context.entry.row else { return };
    let value = context.entry.value();
    let bytes = value.bytes();
    let has_percent = memchr::memchr(b'%', bytes).is_some();
    if !has_percent && !is_checked(row.kind) {
        return;
    }
    let Some(text) = value.text() else { return };
    if !has_percent {
        kind(context, row, text, &value, true, sink);
        return;
    }
    if let Some(expanded) = expansion::check(context, row, text, &value, missing, sink) {
        kind(context, row, &expanded, &value, false, sink);
    }
}

/// Whether a value of this kind can be wrong.
const fn is_checked(kind: OptionKind) -> bool {
    matches!(
        kind,
        OptionKind::Boolean
            | OptionKind::Integer { .. }
            | OptionKind::Seconds
            | OptionKind::Octal
            | OptionKind::ByteSize
            | OptionKind::Autorestart
            | OptionKind::ExitCodes
            | OptionKind::Signal
            | OptionKind::Environment
            | OptionKind::LogLevel
            | OptionKind::User
    )
}

/// Checks a value by its kind. `in_place`: the text stands in the file as it is, so that a part of it can be shown.
fn kind(
    context: &EntryContext<'_>,
    row: &OptionRow,
    text: &str,
    value: &Logical<'_>,
    in_place: bool,
    sink: &mut Sink,
) {
    let found: Option<(&'static Rule, ValueError, Option<Cow<'static, str>>)> = match row.kind {
        OptionKind::Boolean => boolean::parse(text).err().map(|error| {
            let meant = match text.trim_matches(['"', '\'']).to_ascii_lowercase().as_str() {
                "y" | "t" | "enable" | "enabled" | "true" | "yes" | "on" => Some(Cow::Borrowed("true")),
                "n" | "f" | "disable" | "disabled" | "false" | "no" | "off" | "none" => {
                    Some(Cow::Borrowed("false"))
                }
                _ => None,
            };
            (&rules::boolean_invalid::BOOLEAN_INVALID, error, meant)
        }),
        OptionKind::Integer { .. } | OptionKind::Seconds => integer::parse(text).err().map(|error| {
            let seconds = text
                .strip_suffix('s')
                .filter(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()));
            (
                &rules::integer_invalid::INTEGER_INVALID,
                error,
                seconds.map(|number| Cow::Owned(number.to_owned())),
            )
        }),
        OptionKind::Octal => {
            octal::parse(text).err().map(|error| (&rules::octal_invalid::OCTAL_INVALID, error, None))
        }
        OptionKind::ByteSize => byte_size::parse(text).err().map(|error| size(text, error)),
        OptionKind::Autorestart => autorestart::parse(text).err().map(|error| {
            let meant = match text.to_ascii_lowercase().as_str() {
                "always" | "unless-stopped" => Some(Cow::Borrowed("true")),
                "on-failure" => Some(Cow::Borrowed("unexpected")),
                "never" => Some(Cow::Borrowed("false")),
                _ => None,
            };
            (&rules::autorestart_invalid::AUTORESTART_INVALID, error, meant)
        }),
        OptionKind::ExitCodes => exit_codes::parse(text).err().map(|error| {
            let words: Vec<&str> = text.split([' ', ',', ';']).filter(|word| !word.is_empty()).collect();
            let joined = words.join(",");
            let meant = exit_codes::parse(&joined).is_ok() && !joined.is_empty();
            (&rules::exitcodes_invalid::EXITCODES_INVALID, error, meant.then_some(Cow::Owned(joined)))
        }),
        OptionKind::Signal => signal::parse(text)
            .err()
            .map(|error| (&rules::stopsignal_invalid::STOPSIGNAL_INVALID, error, None)),
        OptionKind::LogLevel => log_level::parse(text).err().map(|error| {
            let meant = match text.to_ascii_lowercase().as_str() {
                "warning" => Some(Cow::Borrowed("warn")),
                "crit" | "fatal" => Some(Cow::Borrowed("critical")),
                "notice" => Some(Cow::Borrowed("info")),
                _ => None,
            };
            (&rules::loglevel_invalid::LOGLEVEL_INVALID, error, meant)
        }),
        OptionKind::User => {
            user::parse(text).err().map(|error| (&rules::user_name_invalid::USER_NAME_INVALID, error, None))
        }
        OptionKind::Environment => {
            environment::check(context, text, value, in_place, sink);
            None
        }
        _ => None,
    };
    let Some((rule, error, meant)) = found else { return };
    let span = if in_place && !error.span.is_empty() { value.span(error.span) } else { value.whole() };
    // An empty value is shown where it would stand.
    let span = if span.is_empty() { context.entry.item.name } else { span };
    let finding = rule
        .at(context.entry.id.file, span, format!("`{}` cannot be `{}`", row.name, shorten(text)))
        .label(format!("expected {}", error.expected))
        .help(format!("supervisord says: {}{}. It refuses the whole file.", error.message, suffix(context)));
    sink.add(match meant {
        Some(meant) if in_place => finding.fix(
            format!("write `{meant}`"),
            Applicability::Safe,
            vec![Edit::replace(value.whole(), meant)],
        ),
        _ => finding,
    });
}

fn size(text: &str, error: ValueError) -> (&'static Rule, ValueError, Option<Cow<'static, str>>) {
    let digits = text.trim_end_matches(|character: char| character.is_ascii_alphabetic()).trim_end();
    let suffix = text[digits.len()..].trim_start().to_ascii_uppercase();
    let whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let meant = match (whole, suffix.as_str()) {
        (true, "K" | "KIB") => Some("KB"),
        (true, "M" | "MIB") => Some("MB"),
        (true, "G" | "GIB") => Some("GB"),
        (true, "B") => Some(""),
        _ => None,
    };
    match meant {
        Some(meant) => {
            (&rules::byte_size_suffix::BYTE_SIZE_SUFFIX, error, Some(Cow::Owned(format!("{digits}{meant}"))))
        }
        None => (&rules::integer_invalid::INTEGER_INVALID, error, None),
    }
}

/// What supervisord adds to a message about a section of programs.
pub(super) fn suffix(context: &EntryContext<'_>) -> String {
    match context.section.kind {
        Some(SectionKind::Program | SectionKind::FcgiProgram | SectionKind::EventListener) => {
            let (name, file, _) = context.config.name_of(context.section, context.sources);
            let name = String::from_utf8_lossy(name);
            format!(" in section '{name}' (file: '{}')", context.sources.get(file).name())
        }
        _ => String::new(),
    }
}

/// A value for a message: one line, not too long.
pub(super) fn shorten(text: &str) -> String {
    let line = text.replace('\n', "⏎");
    if line.chars().count() <= 40 {
        return line;
    }
    let start: String = line.chars().take(39).collect();
    format!("{start}…")
}

/// One finding for each file: the variables that its values need and nobody is known to set.
pub(crate) fn supervisord_missing(missing: &[Missing], sink: &mut Sink) {
    let mut files: Vec<FileId> = missing.iter().map(|one| one.place.0).collect();
    files.sort_unstable();
    files.dedup();
    for file in files {
        let of_file: Vec<&Missing> = missing.iter().filter(|one| one.place.0 == file).collect();
        let Some(first) = of_file.iter().min_by_key(|one| one.place.1.start) else { continue };
        let mut names: Vec<&str> = of_file.iter().map(|one| one.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let given: Vec<String> = names.iter().map(|name| format!("--env {name}=VALUE")).collect();
        let message = match names.as_slice() {
            [one] => format!("supervisord needs {one} in its environment"),
            several => format!("supervisord needs {} in its environment", several.join(", ")),
        };
        let mut finding = rules::env_expansion_undefined::ENV_EXPANSION_UNDEFINED
            .at(file, first.place.1, message)
            .label("not set anywhere that is known")
            .help(format!(
                "Where one is not set, supervisord says: Format string '…' for '…' contains names ('ENV_{}') which cannot be expanded. \
                 It refuses the whole file. To check with values: {}",
                first.name,
                given.join(" ")
            ));
        for other in of_file.iter().filter(|other| other.place != first.place).take(4) {
            finding = finding.related(file, other.place.1, format!("{} is needed here", other.name));
        }
        sink.add(finding);
    }
}
