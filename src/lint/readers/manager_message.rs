//! supervisord's own messages about a value, as findings quote them.

use crate::lint::context::{EntryContext, message_suffix};
use crate::secret;
use crate::secret::words::REDACTED;
use crate::supervisord::options::{Name, SectionKind};

/// What the manager says, verbatim except for a secret that it quotes, and what it then does.
pub(crate) fn manager_message(context: &EntryContext<'_>, message: &str) -> String {
    let own = context.entry.value();
    let is_password = context.entry.row.is_some_and(|row| row.name == Name::Password);
    let message = match own.text().filter(|value| is_password && !value.is_empty()) {
        Some(password) => message.replace(password, REDACTED).into(),
        None => secret::words::redact(message),
    };
    match context.section.kind {
        Some(SectionKind::Supervisorctl | SectionKind::CtlPlugin) => {
            format!("supervisorctl says: {message}. It does not start.")
        }
        _ => format!(
            "supervisord says: {}{message}{}. It refuses the whole file.",
            prefix(context, &message),
            suffix(context)
        ),
    }
}

/// The section's name, where supervisord puts it before its message.
fn prefix(context: &EntryContext<'_>, message: &str) -> String {
    if !message.starts_with("section ") {
        return String::new();
    }
    let (header, _, _) = context.config.name_of(context.section, context.sources);
    format!("[{}] ", String::from_utf8_lossy(header))
}

/// What supervisord appends to a message about a section of programs. To one about an option that it reads for the
/// group or the pool, it appends nothing.
fn suffix(context: &EntryContext<'_>) -> String {
    use SectionKind::{EventListener, FcgiProgram, Program};
    let name = context.entry.row.map(|row| row.name);
    match (context.section.kind, name) {
        // A member of a group is read as a plain program.
        (Some(FcgiProgram), Some(Name::User)) if context.is_grouped_fcgi() => {
            message_suffix(context.config, context.section, context.sources)
        }
        (_, Some(Name::Priority))
        | (
            Some(EventListener),
            Some(Name::Events | Name::BufferSize | Name::ResultHandler | Name::RedirectStderr),
        )
        | (
            Some(FcgiProgram),
            Some(Name::User | Name::Socket | Name::SocketMode | Name::SocketOwner | Name::SocketBacklog),
        ) => String::new(),
        (Some(Program | FcgiProgram | EventListener), _) => {
            message_suffix(context.config, context.section, context.sources)
        }
        _ => String::new(),
    }
}

/// supervisord's message about an invalid owner in `chown` or `socket_owner`: it catches the error and raises another,
/// which has the old name of one of the options (`server_configs_from_parser` and `process_groups_from_parser`,
/// `options.py` of 4.3.0).
pub(crate) fn invalid_owner_message(option: Name, text: &str) -> String {
    let name = if option == Name::Chown { "sockchown" } else { "socket_owner" };
    format!("Invalid {name} value {text}")
}

/// Shortens a value for a message: one line, not too long.
pub(super) fn shorten(text: &str) -> String {
    let line = text.replace('\n', "⏎");
    if line.chars().count() <= 40 {
        return line;
    }
    let start: String = line.chars().take(39).collect();
    format!("{start}…")
}
