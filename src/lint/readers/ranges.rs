//! Findings about numbers that supervisord accepts but that mean nothing, or not what one would expect.

use super::expanded::Expanded;
use crate::lint::context::EntryContext;
use crate::lint::rules::supervisord::integer_out_of_range::INTEGER_OUT_OF_RANGE;
use crate::lint::sink::Sink;
use crate::source::Span;
use crate::supervisord::kinds::{byte_size, integer};
use crate::supervisord::options::{Name, OptionKind, OptionRow};

/// The least number that makes sense for an option.
pub(super) const fn least(name: Name) -> i64 {
    match name {
        Name::Numprocs => 1,
        _ => 0,
    }
}

/// Checks a value that its reader accepts.
pub(super) fn check(
    context: &EntryContext<'_>,
    row: &OptionRow,
    expanded: &Expanded<'_, '_>,
    sink: &mut Sink,
) {
    let Some(effect) = effect(row.name) else { return };
    let text = expanded.text.as_ref();
    let number = match row.kind {
        OptionKind::Integer { .. } | OptionKind::Seconds => integer::parse(text),
        OptionKind::ByteSize => byte_size::parse(text),
        _ => return,
    };
    let least = least(row.name);
    if number.is_ok_and(|number| number < least) {
        let place = expanded.span(Span::new(0, text.len() as u32));
        sink.add(
            INTEGER_OUT_OF_RANGE
                .at(context.entry.id.file, place, format!("`{}` is below {least}", row.name))
                .label(format!("{least} or more"))
                .help(effect),
        );
    }
}

/// What supervisord does with a number that is too small; `None` for options without a finding.
const fn effect(name: Name) -> Option<&'static str> {
    Some(match name {
        Name::Numprocs => {
            "supervisord creates a group without processes, in which nothing can be started. For a process \
             that is not started automatically, write autostart=false."
        }
        Name::Startsecs => {
            "supervisord treats it as 0: the program counts as running as soon as it is started."
        }
        Name::Startretries => {
            "supervisord treats it as 0: it gives up after the first try. No number means unlimited tries."
        }
        Name::Stopwaitsecs => {
            "supervisord treats it as 0: SIGKILL immediately follows the stop signal. To wait for long, \
             write a large number."
        }
        Name::LogfileMaxbytes | Name::StdoutLogfileMaxbytes | Name::StderrLogfileMaxbytes => {
            "supervisord treats it as 0: the log is never rotated."
        }
        Name::LogfileBackups | Name::StdoutLogfileBackups | Name::StderrLogfileBackups => {
            "supervisord treats it as 0: at rotation the log is emptied, and nothing is kept."
        }
        _ => return None,
    })
}
