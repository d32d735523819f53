//! Findings about supervisord's values, by their kind.

mod suggestions;

use super::environment;
use super::expanded::Expanded;
use super::manager_message::{invalid_owner_message, manager_message, shorten};
use super::ranges;
use super::signals;
use crate::diagnostic::Applicability;
use crate::lint::Rule;
use crate::lint::context::EntryContext;
use crate::lint::rules::supervisord as rules;
use crate::lint::sink::Sink;
use crate::source::Span;
use crate::supervisord::kinds::{
    autorestart, boolean, byte_size, exit_codes, integer, log_level, octal, owner, python, signal, user,
};
use crate::supervisord::options::{Name, OptionKind, OptionRow};
use crate::syntax::Edit;
use crate::value::ValueError;

/// Whether a value of this kind can be wrong.
pub(super) const fn is_checked(kind: OptionKind) -> bool {
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
            | OptionKind::UserGroup
    )
}

/// A value that its reader refuses.
struct Refused {
    rule: &'static Rule,
    error: ValueError,
    /// What was most likely meant, and how sure that is.
    suggestion: Option<(String, Applicability)>,
}

/// Checks a value by its kind. A value that is not fully known passes, except for an environment: how that splits into
/// words does not depend on the unknown parts.
pub(super) fn check(
    context: &EntryContext<'_>,
    row: &OptionRow,
    expanded: &Expanded<'_, '_>,
    sink: &mut Sink,
) {
    if row.kind == OptionKind::Environment {
        return environment::check(context, expanded, sink);
    }
    let is_wrong_for_every_name = expanded.unknown_is_name && never_accepts_name(row.kind);
    if !expanded.is_known && !is_wrong_for_every_name {
        return;
    }
    let text = expanded.text.as_ref();
    let Err(error) = read(row, text) else {
        return match row.kind {
            OptionKind::Signal => signals::check(context, expanded, sink),
            _ => ranges::check(context, row, expanded, sink),
        };
    };
    let Refused { rule, error, suggestion } = refused(row, text, error);
    let whole = Span::new(0, text.len() as u32);
    let place = expanded.place(&context.entry, error.span);
    let value = context.entry.value();
    let (shown, message) = if expanded.is_known {
        (text, error.message)
    } else {
        (value.text().unwrap_or_default(), error.message.replace(text, "…"))
    };
    let finding = rule
        .at(context.entry.id.file, place, format!("`{}` cannot be `{}`", row.name, shorten(shown)))
        .label(format!("expected {}", error.expected))
        .help(manager_message(context, &message));
    let suggestion = suggestion.filter(|_| expanded.is_known).and_then(|(suggestion, applicability)| {
        expanded.rewritten(&suggestion).map(|written| (written, applicability))
    });
    sink.add(match suggestion {
        Some((written, applicability)) => {
            let edit = Edit::replace(expanded.span(whole), written.as_str());
            finding.fix(format!("write `{written}`"), applicability, vec![edit])
        }
        None => finding,
    });
}

/// Whether no value of this kind can be the name of a machine or of a group: true of the kinds that can be wrong,
/// except those with text of the user's own.
const fn never_accepts_name(kind: OptionKind) -> bool {
    is_checked(kind) && !matches!(kind, OptionKind::Environment | OptionKind::User | OptionKind::UserGroup)
}

/// Whether an option certainly accepts a value, without a look at the machine or at supervisord's environment, so that
/// a line that is ignored may be put into effect.
pub(crate) fn accepts(row: &OptionRow, text: &str) -> bool {
    let is_read = match row.kind {
        OptionKind::Environment => environment::is_plain(text.as_bytes()),
        OptionKind::InetAddress
        | OptionKind::FcgiSocket
        | OptionKind::EventList
        | OptionKind::ProgramList
        | OptionKind::ImportSpec => false,
        _ => read(row, text).is_ok(),
    };
    is_read && !text.contains('%')
}

/// Reads a value, only to see whether it is accepted.
fn read(row: &OptionRow, text: &str) -> Result<(), ValueError> {
    match row.kind {
        OptionKind::Boolean => boolean::parse(text).map(drop),
        OptionKind::Integer { min, max } => {
            let number = integer::parse(text)?;
            if (min..=max).contains(&number) { Ok(()) } else { Err(out_of_range(row, text, number)) }
        }
        OptionKind::Seconds => integer::parse(text).map(drop),
        OptionKind::Octal => octal::parse(text).map(drop).map_err(|mut error| {
            // supervisord catches the error of these two and raises another.
            match row.name {
                Name::Chmod => error.message = format!("Invalid chmod value {text}"),
                Name::SocketMode => error.message = format!("Invalid socket_mode value {text}"),
                _ => {}
            }
            error
        }),
        OptionKind::ByteSize => byte_size::parse(text).map(drop),
        OptionKind::Autorestart => autorestart::parse(text).map(drop),
        OptionKind::ExitCodes => exit_codes::parse(text).map(drop),
        OptionKind::Signal => signal::parse(text).map(drop),
        OptionKind::LogLevel => log_level::parse(text).map(drop),
        OptionKind::User => user::parse(text).map(drop),
        OptionKind::UserGroup => owner::parse(text).map(drop).map_err(|mut error| {
            error.message = invalid_owner_message(row.name, text);
            error
        }),
        _ => Ok(()),
    }
}

fn out_of_range(row: &OptionRow, text: &str, number: i64) -> ValueError {
    let message = match row.name {
        // supervisord puts the section's name before it.
        Name::BufferSize => format!("section sets invalid buffer_size ({number})"),
        name => format!("Invalid {name} value {number}"),
    };
    let expected =
        if row.name == Name::SocketBacklog { "a number from 1 to 65535" } else { "a positive number" };
    ValueError::whole(text, message, expected)
}

/// The rule for a refused value, and what was most likely meant.
fn refused(row: &OptionRow, text: &str, error: ValueError) -> Refused {
    let mut refused = refused_by_kind(row, text, error);
    // `numprocs=${WORKERS}`: a shell or a template was meant to fill it in.
    if let Some(name) = suggestions::variable(text) {
        refused.suggestion = Some((format!("%(ENV_{name})s"), Applicability::Unsafe));
    }
    refused
}

fn refused_by_kind(row: &OptionRow, text: &str, error: ValueError) -> Refused {
    let (rule, suggestion) = match row.kind {
        OptionKind::Boolean => {
            (&rules::boolean_invalid::BOOLEAN_INVALID, suggestions::truth(text).map(str::to_owned))
        }
        OptionKind::Octal => (&rules::octal_invalid::OCTAL_INVALID, None),
        OptionKind::ByteSize => match suggestions::size(text) {
            suggestions::Size::Suffix(suggestion) => {
                (&rules::byte_size_suffix::BYTE_SIZE_SUFFIX, Some(suggestion))
            }
            suggestions::Size::NoNumber => (&rules::integer_invalid::INTEGER_INVALID, None),
        },
        OptionKind::Autorestart => {
            (&rules::autorestart_invalid::AUTORESTART_INVALID, suggestions::restart(text))
        }
        OptionKind::ExitCodes => (&rules::exitcodes_invalid::EXITCODES_INVALID, suggestions::codes(text)),
        OptionKind::Signal => (&rules::stopsignal_invalid::STOPSIGNAL_INVALID, None),
        OptionKind::LogLevel => {
            (&rules::loglevel_invalid::LOGLEVEL_INVALID, suggestions::level(text).map(str::to_owned))
        }
        OptionKind::User => {
            let suggestion = suggestions::user_alone(text);
            return Refused { rule: &rules::user_name_invalid::USER_NAME_INVALID, error, suggestion };
        }
        OptionKind::UserGroup => (&rules::owner_invalid::OWNER_INVALID, suggestions::owner(text)),
        OptionKind::Seconds => (&rules::integer_invalid::INTEGER_INVALID, suggestions::seconds(text)),
        _ => (&rules::integer_invalid::INTEGER_INVALID, None),
    };
    let suggestion =
        suggestion.or_else(|| unquoted(row, text)).map(|suggestion| (suggestion, Applicability::Safe));
    Refused { rule, error, suggestion }
}

/// A value without the quotes around it or the `;` after it, if it is right then.
fn unquoted(row: &OptionRow, text: &str) -> Option<String> {
    let ended = python::strip(text.trim_end_matches([';', ',']));
    let quoted = ['"', '\''].into_iter().find_map(|quote| ended.strip_prefix(quote)?.strip_suffix(quote));
    let bare = quoted.map_or(ended, python::strip);
    (bare != text && !bare.is_empty() && read(row, bare).is_ok()).then(|| bare.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;
    use crate::supervisord::options::{self, SectionKind};

    fn suggest(name: Name, text: &str) -> Option<String> {
        let row = options::row(SectionKind::Program, name).unwrap();
        let error = read(row, text).unwrap_err();
        refused(row, text, error).suggestion.map(|(suggestion, _)| suggestion)
    }

    #[test]
    fn a_shell_variable_becomes_an_env_expansion() {
        assert_eq!(suggest(Name::Numprocs, "${WORKERS}").as_deref(), Some("%(ENV_WORKERS)s"));
        assert_eq!(suggest(Name::Autostart, "$ON").as_deref(), Some("%(ENV_ON)s"));
        assert_eq!(suggest(Name::Numprocs, "$1"), None);
        assert_eq!(suggest(Name::Numprocs, "${A}0"), None);
    }

    #[test]
    fn foreign_size_suffixes_are_converted_exactly() {
        for (text, expected) in [
            ("50M", "50MB"),
            ("1k", "1KB"),
            ("50 MiB", "50MB"),
            ("10b", "10"),
            ("1TB", "1024GB"),
            ("1.5MB", "1536KB"),
            ("0.5G", "512MB"),
        ] {
            assert_eq!(suggest(Name::StdoutLogfileMaxbytes, text).as_deref(), Some(expected), "{text}");
        }
        for text in ["MB", "x", "", "1XB", "1.MB"] {
            assert_eq!(suggest(Name::StdoutLogfileMaxbytes, text), None, "{text}");
        }
    }

    #[test]
    fn host_node_name_is_not_a_number() {
        let rule = &rules::integer_invalid::INTEGER_INVALID;
        let found = |value: &str| supervisord(rule, &format!("[program:a]\ncommand=/a\nstartsecs={value}\n"));
        let one = &found("%(host_node_name)s")[0];
        assert_eq!((one.text.as_str(), one.fixed.as_deref()), ("%(host_node_name)s", None));
        assert!(one.message.contains("`%(host_node_name)s`") && one.help.contains("'…'"), "{one:?}");
        let group = |groups: &str| {
            let program = "[supervisord]\n[program:80]\ncommand=/a\nstartsecs=%(group_name)s\n";
            supervisord(rule, &format!("{program}{groups}")).len()
        };
        assert_eq!(
            [group(""), group("[group:90]\nprograms=80\n"), group("[group:g]\nprograms=80\n")],
            [0, 0, 1]
        );
        let listener = "[eventlistener:80]\ncommand=/a\nevents=TICK_5\nstartsecs=%(group_name)s\n";
        assert_eq!(
            group(&format!("[group:g]\nprograms=80\n{listener}")),
            1,
            "a group does not list event listeners"
        );
        assert_eq!(found("%(group_name)s").len(), 1, "the group may be in another file");
        assert!(found("%(ENV_SECS)s").is_empty() && found("%(process_num)d").is_empty());
    }

    #[test]
    fn times_become_seconds() {
        let startsecs = |text| suggest(Name::Startsecs, text);
        assert_eq!(startsecs("10s").as_deref(), Some("10"));
        assert_eq!(startsecs("2 min").as_deref(), Some("120"));
        assert_eq!(startsecs("1h").as_deref(), Some("3600"));
        assert_eq!(startsecs("1.5"), None);
        assert_eq!(suggest(Name::Startretries, "10s"), None);
    }

    #[test]
    fn quotes_and_semicolons_are_removed_if_the_rest_is_valid() {
        assert_eq!(suggest(Name::Autostart, "\"true\"").as_deref(), Some("true"));
        assert_eq!(suggest(Name::Startsecs, "0;").as_deref(), Some("0"));
        assert_eq!(suggest(Name::Umask, "'022'").as_deref(), Some("022"));
        assert_eq!(suggest(Name::Autostart, "\"maybe\""), None);
    }

    #[test]
    fn a_group_is_removed_from_a_user() {
        assert_eq!(suggestions::user_alone("root:root"), Some(("root".to_owned(), Applicability::Safe)));
        assert_eq!(suggestions::user_alone("a:www"), Some(("a".to_owned(), Applicability::Unsafe)));
        assert_eq!(suggest(Name::User, "${APP}").as_deref(), Some("%(ENV_APP)s"));
        assert_eq!(suggestions::user_alone("$(id)"), None);
        assert_eq!(suggestions::user_alone("a b"), None);
    }

    #[test]
    fn a_list_of_exit_codes_is_rejoined_with_commas() {
        assert_eq!(suggest(Name::Exitcodes, "0 2").as_deref(), Some("0,2"));
        assert_eq!(suggest(Name::Exitcodes, "0,").as_deref(), Some("0"));
        assert_eq!(suggest(Name::Exitcodes, "0,x"), None);
    }
}
