//! Findings about the log files of programs that are not paths, or should not be.

use crate::diagnostic::{Applicability, Diagnostic};
use crate::lint::SupervisorVersion;
use crate::lint::context::{EntryContext, SectionContext};
use crate::lint::fix::config_lines::line_after;
use crate::lint::rules::supervisord as rules;
use crate::lint::sink::Sink;
use crate::source::MappedText;
use crate::supervisord::config::Entry;
use crate::supervisord::kinds::boolean;
use crate::supervisord::kinds::logfile::{self, LogFile};
use crate::supervisord::options::Name;
use crate::syntax::Edit;

/// Checks `stdout_logfile` or `stderr_logfile`, whichever `log` is.
pub(super) fn check(
    context: &EntryContext<'_>,
    log: Name,
    text: &str,
    value: &MappedText<'_>,
    sink: &mut Sink,
) {
    let Some(section) = context.section_context() else { return };
    match logfile::parse(text) {
        LogFile::Syslog if context.options.supervisor_version >= SupervisorVersion(4, 0) => {
            sink.add(deprecated_syslog(&section, &context.entry, log));
        }
        LogFile::Path(word) => {
            if let Ok(is_wanted) = boolean::parse(word) {
                sink.add(boolean_path(&context.entry, log, word, value, is_wanted));
            }
        }
        LogFile::Syslog | LogFile::None | LogFile::Auto => {}
    }
}

/// The finding about `false`, or another boolean word, which is a path to supervisord.
fn boolean_path(
    entry: &Entry<'_>,
    log: Name,
    word: &str,
    value: &MappedText<'_>,
    is_wanted: bool,
) -> Diagnostic {
    // Without the line supervisord would choose a file, as with AUTO; a path may have been meant all the same.
    let (replacement, applicability) =
        if is_wanted { ("AUTO", Applicability::Unsafe) } else { ("NONE", Applicability::Safe) };
    rules::logfile_boolean::LOGFILE_BOOLEAN
        .at(entry.id.file, value.whole(), format!("{log}={word} is a file named `{word}`"))
        .label("read as a path")
        .help(format!(
            "supervisord creates ./{word} in the directory in which it was started and writes the log there. \
             Write NONE for no log, AUTO for a temporary file."
        ))
        .fix(format!("write {replacement}"), applicability, vec![Edit::replace(value.whole(), replacement)])
}

fn deprecated_syslog(section: &SectionContext<'_>, entry: &Entry<'_>, log: Name) -> Diagnostic {
    let syslog = if log == Name::StderrLogfile { Name::StderrSyslog } else { Name::StdoutSyslog };
    let finding = rules::logfile_syslog_deprecated::LOGFILE_SYSLOG_DEPRECATED
        .at(entry.id.file, entry.value().whole(), format!("{log}=syslog is deprecated"))
        .label(format!("use {syslog}=true"))
        .help(format!(
            "supervisord says: For [{}], {log}=syslog but this is deprecated and will be removed.  Use \
             {syslog}=true to enable syslog instead. Write {log}=NONE as well, or there is a file too.",
            section.header_text()
        ));
    match to_syslog(section, entry, syslog) {
        Some(edits) => finding.fix(format!("write {log}=NONE and {syslog}=true"), Applicability::Safe, edits),
        None => finding,
    }
}

/// The edits for no file, and for a line that enables syslog unless it is already there.
fn to_syslog(section: &SectionContext<'_>, log: &Entry<'_>, syslog: Name) -> Option<Vec<Edit>> {
    // Other programs may rely on what `[DEFAULT]` sets.
    if !section.owns(log) {
        return None;
    }
    let no_file = Edit::replace(log.value().whole(), "NONE");
    if section.settings.get(syslog).is_none() {
        return Some(vec![no_file, line_after(log, syslog.as_str(), "true")]);
    }
    // With `syslog` as the log file it does not matter what the new option is set to; without, it must be true.
    (section.flag(syslog) == Some(true)).then(|| vec![no_file])
}
