//! Findings about signals that supervisord accepts but that do not stop a program.

use super::expanded::Expanded;
use crate::diagnostic::Level;
use crate::lint::context::EntryContext;
use crate::lint::rules::supervisord::stopsignal_suspicious::STOPSIGNAL_SUSPICIOUS;
use crate::lint::sink::Sink;
use crate::source::Span;
use crate::supervisord::kinds::signal;
use crate::supervisord::options::Name;
use crate::unix::signals::{CHLD, CONT, KILL, STOP, TTOU, URG, WINCH};

/// Checks a signal that its reader accepts.
pub(super) fn check(context: &EntryContext<'_>, expanded: &Expanded<'_, '_>, sink: &mut Sink) {
    let text = expanded.text.as_ref();
    let Ok(number) = signal::parse(text) else { return };
    let waits = "Each stop takes stopwaitsecs and ends with SIGKILL. Write TERM, or the signal that makes \
                 the program exit.";
    let ends_nothing =
        || (format!("`{text}` does not end a program"), "ignored by nearly all programs", waits.to_owned());
    let (message, label, help) = match number {
        0 => ("this stopsignal sends nothing".to_owned(), "no signal has this number", waits.to_owned()),
        _ if text.contains('_') => (
            format!("`{text}` is not a signal"),
            "a Python constant",
            format!(
                "Python has such a constant with the value {number}, and supervisord sends the signal with \
                 this number. Write a signal by its name."
            ),
        ),
        STOP..=TTOU => {
            let message = format!("`{text}` suspends the program but does not end it");
            (message, "it cannot even clean up", waits.to_owned())
        }
        CHLD | CONT | URG => ends_nothing(),
        WINCH if !ends_at_winch(context) => ends_nothing(),
        KILL => (
            format!("`{text}` leaves the program no time to clean up"),
            "ends it immediately",
            "Files are left half written and child processes keep running. supervisord sends KILL on its own \
             to a program that has not ended after stopwaitsecs; TERM asks it first."
                .to_owned(),
        ),
        _ => return,
    };
    let place = expanded.span(Span::new(0, text.len() as u32));
    let finding = STOPSIGNAL_SUSPICIOUS.at(context.entry.id.file, place, message).label(label).help(help);
    sink.add(if number == KILL { finding.level(Level::Info) } else { finding });
}

/// Whether a program is Apache, or may start it.
fn ends_at_winch(context: &EntryContext<'_>) -> bool {
    let command =
        context.section_context().and_then(|section| section.value(Name::Command)).unwrap_or_default();
    ["apache", "httpd", "php"].iter().any(|name| command.contains(name))
}
