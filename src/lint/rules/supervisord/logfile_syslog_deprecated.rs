//! `logfile-syslog-deprecated`

use crate::diagnostic::{Applicability, Level};
use crate::lint::lines::line_behind;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink, SupervisorVersion};
use crate::rule;
use crate::supervisord::boolean;
use crate::supervisord::config::Entry;
use crate::supervisord::logfile::{self, LogFile};
use crate::supervisord::options::{Name, SectionKind};
use crate::syntax::Edit;

rule! {
    /// Flags a log of a program that is set to `syslog`.
    ///
    /// ## Why
    ///
    /// supervisord warns of it at each start and says that it will go: then the log is a file named `syslog`. Since 4.0 there is
    /// `…_syslog=true`, which writes to the log file as well unless that is `NONE`.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stdout_logfile=syslog
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stdout_logfile=NONE
    /// stdout_syslog=true
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `options.py`, `_processes_from_section`, which does the same as the fix.
    pub static LOGFILE_SYSLOG_DEPRECATED = {
        name: "logfile-syslog-deprecated",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Section(&[SectionKind::Program, SectionKind::FcgiProgram, SectionKind::EventListener], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    for (log, syslog) in
        [(Name::StdoutLogfile, Name::StdoutSyslog), (Name::StderrLogfile, Name::StderrSyslog)]
    {
        if context.settings.get(log).is_some() {
            stream(context, log, syslog, sink);
        }
    }
}

fn stream(context: &SectionContext<'_>, log: Name, syslog: Name, sink: &mut Sink) {
    let Some(entry) = context.entry(log) else { return };
    // Nearly every log is a path.
    if entry.item.value.slice(entry.bytes).starts_with(b"/") {
        return;
    }
    let value = entry.value();
    if !value.text().is_some_and(|text| logfile::parse(text) == LogFile::Syslog)
        || context.options.supervisor_version < SupervisorVersion(4, 0)
    {
        return;
    }
    let finding = LOGFILE_SYSLOG_DEPRECATED
        .at(entry.id.file, value.whole(), format!("{log}=syslog is deprecated"))
        .label(format!("{syslog}=true is the new way"))
        .help(format!(
            "supervisord says: For [{}], {log}=syslog but this is deprecated and will be removed.  Use {syslog}=true to enable syslog \
             instead. Write {log}=NONE beside it, or there is a file too.",
            context.header_text()
        ));
    sink.add(match edits(context, &entry, syslog) {
        Some(edits) => finding.fix(format!("write {log}=NONE and {syslog}=true"), Applicability::Safe, edits),
        None => finding,
    });
}

/// No file, and a line for the system's log; that may be there already.
fn edits(context: &SectionContext<'_>, log: &Entry<'_>, syslog: Name) -> Option<Vec<Edit>> {
    // What `[DEFAULT]` sets is there for other programs.
    if !context.is_own(log) {
        return None;
    }
    let no_file = Edit::replace(log.value().whole(), "NONE");
    if context.settings.get(syslog).is_none() {
        return Some(vec![no_file, line_behind(log, syslog.as_str(), "true")]);
    }
    // Beside the old word it does not count what the new line says.
    let is_true = context.known(syslog).and_then(|text| boolean::parse(&text).ok()) == Some(true);
    is_true.then(|| vec![no_file])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn found(lines: &str) -> Vec<Found> {
        supervisord(&LOGFILE_SYSLOG_DEPRECATED, &format!("[program:a]\n{lines}"))
    }

    #[test]
    fn the_new_way_is_written() {
        let lines = "stdout_logfile = Syslog ; c\nuser=a\n";
        let fixed = "[program:a]\nstdout_logfile = NONE ; c\nstdout_syslog = true\nuser=a\n";
        assert_eq!(found(lines)[0].fixed.as_deref(), Some(fixed));
    }

    #[test]
    fn a_line_that_is_there_is_not_written_again() {
        let fixed = "[program:a]\nstderr_syslog=yes\nstderr_logfile=NONE\n";
        assert_eq!(found("stderr_syslog=yes\nstderr_logfile=syslog\n")[0].fixed.as_deref(), Some(fixed));
        assert_eq!(found("stderr_syslog=false\nstderr_logfile=syslog\n")[0].fixed, None);
    }

    #[test]
    fn paths_and_supervisords_own_log_are_left_alone() {
        assert!(found("stdout_logfile=/var/log/syslog\nstderr_logfile=./syslog\n").is_empty());
        assert!(supervisord(&LOGFILE_SYSLOG_DEPRECATED, "[supervisord]\nlogfile=syslog\n").is_empty());
    }
}
