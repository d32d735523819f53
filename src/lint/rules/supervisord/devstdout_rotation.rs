//! `devstdout-rotation`

use crate::diagnostic::{Applicability, Level};
use crate::lint::fix::config_lines::line_after;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::config::Entry;
use crate::supervisord::kinds::logfile::{self, Device};
use crate::supervisord::kinds::{byte_size, expansion};
use crate::supervisord::options::{Name, SectionKind};
use crate::syntax::Edit;

rule! {
    /// Flags a log that goes to a device, like `/dev/stdout`, and has rotation on: its `…_maxbytes` is not 0.
    ///
    /// ## Why
    ///
    /// To decide when to rotate, supervisord asks for the position in the file, which a pipe or a terminal does not
    /// have: each write of the program fails with an uncaught exception in supervisord's log. If supervisord's own log
    /// goes there, it does not start at all. Rotation is on unless it is turned off.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stdout_logfile=/dev/stdout
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stdout_logfile=/dev/stdout
    /// stdout_logfile_maxbytes=0
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor issues 935, 1078, 1224, 1602 and 1654; run with 4.3.0.
    pub static DEVSTDOUT_ROTATION = {
        name: "devstdout-rotation",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Section(
            &[SectionKind::Supervisord, SectionKind::Program, SectionKind::FcgiProgram, SectionKind::EventListener],
            check,
        ),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    if context.section.kind == Some(SectionKind::Supervisord) {
        return stream(context, Name::Logfile, Name::LogfileMaxbytes, sink);
    }
    stream(context, Name::StdoutLogfile, Name::StdoutLogfileMaxbytes, sink);
    if context.settings.get(Name::StderrLogfile).is_none() {
        return;
    }
    // If it is redirected, standard error has no log of its own.
    if context.flag(Name::RedirectStderr) != Some(true) {
        stream(context, Name::StderrLogfile, Name::StderrLogfileMaxbytes, sink);
    }
}

fn stream(context: &SectionContext<'_>, log: Name, limit: Name, sink: &mut Sink) {
    let Some(entry) = context.entry(log) else { return };
    let written = entry.item.value.slice(entry.bytes);
    if !written.starts_with(b"/dev/") && !written.starts_with(b"/proc/") {
        return;
    }
    let value = entry.value();
    let Some(path) = value.text() else { return };
    if logfile::device(path).is_none_or(|device| device == Device::Null) {
        return;
    }
    let limit_entry = context.entry(limit);
    let limit_value = limit_entry.as_ref().map(Entry::value);
    let limit_text = limit_value.as_ref().and_then(|value| value.text());
    // A limit that is not known, or that its reader refuses, proves nothing.
    if limit_text.is_some_and(|text| expansion::is_needed(text) || !matches!(byte_size::parse(text), Ok(1..)))
    {
        return;
    }
    let help = if log == Name::Logfile {
        "supervisord does not start: OSError: [Errno 29] Illegal seek."
    } else {
        "At each write supervisord says: uncaught python exception, closing channel … (<class 'OSError'>:[Errno 29] Illegal seek."
    };
    let what = limit_text.map_or_else(|| "by default".to_owned(), |text| format!("with {limit}={text}"));
    let finding = DEVSTDOUT_ROTATION
        .at(entry.id.file, value.whole(), format!("{log}={path} is rotated {what}"))
        .label("cannot be rotated")
        .help(format!("{help} Turn rotation off with {limit}=0."));
    sink.add(match limit_entry.filter(|limit| context.owns(limit) && limit.id.file == entry.id.file) {
        Some(limit_entry) => {
            finding.related(limit_entry.id.file, limit_entry.item.value, "rotated at this size").fix(
                format!("write {limit}=0"),
                Applicability::Safe,
                vec![Edit::replace(limit_entry.value().whole(), "0")],
            )
        }
        // What `[DEFAULT]` sets is for other programs as well.
        None if context.owns(&entry) => finding.fix(
            format!("add {limit}=0"),
            Applicability::Safe,
            vec![line_after(&entry, limit.as_str(), "0")],
        ),
        None => finding,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn found(lines: &str) -> Vec<Found> {
        supervisord(&DEVSTDOUT_ROTATION, &format!("[program:w]\ncommand=/bin/cat\n{lines}\n"))
    }

    #[test]
    fn an_existing_limit_is_changed() {
        let found = found("stdout_logfile_maxbytes = 1MB\nstdout_logfile = /dev/fd/1");
        let fixed =
            "[program:w]\ncommand=/bin/cat\nstdout_logfile_maxbytes = 0\nstdout_logfile = /dev/fd/1\n";
        assert_eq!(found[0].fixed.as_deref(), Some(fixed));
        assert_eq!(found[0].message, "stdout_logfile=/dev/fd/1 is rotated with stdout_logfile_maxbytes=1MB");
    }

    #[test]
    fn each_stream_and_the_supervisord_log_are_checked() {
        assert_eq!(found("stdout_logfile=/dev/stdout\nstderr_logfile=/dev/stderr").len(), 2);
        assert_eq!(found("stderr_logfile=/dev/stderr\nredirect_stderr=true").len(), 0);
        assert_eq!(supervisord(&DEVSTDOUT_ROTATION, "[supervisord]\nlogfile=/dev/stdout\n").len(), 1);
    }

    #[test]
    fn rotatable_and_unknown_files_are_left_alone() {
        for lines in [
            "stdout_logfile=/dev/null",
            "stdout_logfile=/var/log/stdout",
            "stdout_logfile=/dev/stdout\nstdout_logfile_maxbytes=%(ENV_SIZE)s",
            "stdout_logfile=/dev/stdout\nstdout_logfile_maxbytes=50M",
        ] {
            assert!(found(lines).is_empty(), "{lines}");
        }
    }
}
