//! `logfile-auto-unbounded`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::kinds::byte_size;
use crate::supervisord::kinds::logfile::{self, LogFile};
use crate::supervisord::options::Name;

rule! {
    /// Flags an unlimited log whose file supervisord chooses: `…_maxbytes=0` with a `…_logfile` of `AUTO`, or without
    /// one.
    ///
    /// ## Why
    ///
    /// The file is in the directory for temporary files, under a name that nobody looks for, and grows until the file
    /// system is full. The setting is meant for a log that goes to a device or a path.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stdout_logfile_maxbytes=0
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stdout_logfile=/tmp/x.log
    /// stdout_logfile_maxbytes=0
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `options.py`, `_processes_from_section`, which warns about it.
    pub static LOGFILE_AUTO_UNBOUNDED = {
        name: "logfile-auto-unbounded",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Program(&[], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    if context.settings.get(Name::StdoutLogfileMaxbytes).is_some() {
        stream(context, Name::StdoutLogfile, Name::StdoutLogfileMaxbytes, sink);
    }
    if context.settings.get(Name::StderrLogfileMaxbytes).is_none() {
        return;
    }
    // If it is redirected, standard error has no log of its own.
    if context.flag(Name::RedirectStderr) != Some(true) {
        stream(context, Name::StderrLogfile, Name::StderrLogfileMaxbytes, sink);
    }
}

fn stream(context: &SectionContext<'_>, log: Name, limit: Name, sink: &mut Sink) {
    let Some(entry) = context.entry(limit) else { return };
    // What `[DEFAULT]` sets is for programs that name a file.
    if !is_chosen_by_supervisord(context, log) || !context.owns(&entry) {
        return;
    }
    if context.expanded(limit).and_then(|text| byte_size::parse(&text).ok()) != Some(0) {
        return;
    }
    sink.add(
        LOGFILE_AUTO_UNBOUNDED
            .at(entry.id.file, entry.item.name, format!("a temporary file grows without limit: {limit}=0 and no {log}"))
            .label("never rotated")
            .help(format!(
                "supervisord says: For [{}], AUTO logging used for {log} without rollover, set maxbytes > 0 to avoid filling \
                 up filesystem unintentionally. Set {log} to a path or to NONE, or remove {limit}.",
                context.header_text()
            )),
    );
}

/// Whether a log goes to a file that supervisord chooses.
fn is_chosen_by_supervisord(context: &SectionContext<'_>, log: Name) -> bool {
    let Some(entry) = context.entry(log) else { return true };
    entry.value().text().is_some_and(|text| logfile::parse(text) == LogFile::Auto)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn found(lines: &str) -> Vec<String> {
        let text = format!("[program:w]\ncommand=/bin/cat\n{lines}\n");
        supervisord(&LOGFILE_AUTO_UNBOUNDED, &text).into_iter().map(|found| found.text).collect()
    }

    #[test]
    fn each_stream_is_flagged() {
        let lines = "stdout_logfile=auto\nstdout_logfile_maxbytes=0MB\nstderr_logfile_maxbytes=0";
        assert_eq!(found(lines), ["stdout_logfile_maxbytes", "stderr_logfile_maxbytes"]);
    }

    #[test]
    fn a_log_with_a_path_or_a_limit_is_left_alone() {
        for lines in [
            "stdout_logfile=/dev/stdout\nstdout_logfile_maxbytes=0",
            "stdout_logfile=NONE\nstdout_logfile_maxbytes=0",
            "stdout_logfile=%(ENV_LOG)s\nstdout_logfile_maxbytes=0",
            "stdout_logfile=AUTO\nstdout_logfile_maxbytes=1MB",
            "stdout_logfile=syslog\nstdout_logfile_maxbytes=0",
            "redirect_stderr=true\nstderr_logfile_maxbytes=0",
        ] {
            assert_eq!(found(lines), [] as [&str; 0], "{lines}");
        }
    }

    #[test]
    fn a_limit_in_default_is_left_alone() {
        let text = "[DEFAULT]\nstdout_logfile_maxbytes=0\n[program:a]\ncommand=/a\n";
        assert!(supervisord(&LOGFILE_AUTO_UNBOUNDED, text).is_empty());
    }
}
