//! `redirect-stderr-with-stderr-logfile`

use crate::diagnostic::{Applicability, Level};
use crate::lint::fix::config_lines::remove_entry;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::source::MappedText;
use crate::supervisord::kinds::expansion;
use crate::supervisord::kinds::logfile::{self, LogFile};
use crate::supervisord::options::{Name, SectionKind};

rule! {
    /// Flags a file, syslog or events for standard error in a program that sends its standard error to standard output.
    ///
    /// ## Why
    ///
    /// With `redirect_stderr=true` the process has no pipe for standard error: what it writes there ends up in the log
    /// of standard output. The other setting is ignored, and whoever looks into that file finds nothing.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// redirect_stderr=true
    /// stderr_logfile=/var/log/w.err
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// redirect_stderr=true
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `options.py`, `_processes_from_section`; `stderr_syslog` and `stderr_events_enabled` run with it.
    pub static REDIRECT_STDERR_WITH_STDERR_LOGFILE = {
        name: "redirect-stderr-with-stderr-logfile",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        // supervisord refuses redirect_stderr=true in event listeners.
        looks_at: LooksAt::Section(&[SectionKind::Program, SectionKind::FcgiProgram], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let ignored = [Name::StderrLogfile, Name::StderrSyslog, Name::StderrEventsEnabled];
    if ignored.iter().all(|name| context.settings.get(*name).is_none()) {
        return;
    }
    let is_true = |name| context.flag(name) == Some(true);
    let Some(redirect) = context.entry(Name::RedirectStderr).filter(|_| is_true(Name::RedirectStderr)) else {
        return;
    };
    let section = context.header_text();
    for name in ignored {
        let Some(entry) = context.entry(name) else { continue };
        let value = entry.value();
        let (is_lost, help) = if name == Name::StderrLogfile {
            let says = format!(
                "supervisord says: For [{section}], redirect_stderr=true but stderr_logfile has also been set to a \
                 filename, the filename has been ignored."
            );
            (is_file(&value), says)
        } else {
            (is_true(name), "supervisord silently ignores it.".to_owned())
        };
        if !is_lost {
            continue;
        }
        let finding = REDIRECT_STDERR_WITH_STDERR_LOGFILE
            .at(entry.id.file, entry.item.name, format!("{name} has no effect with redirect_stderr=true"))
            .label("ignored")
            .help(format!("{help} Standard error goes where standard output goes. Keep one of the two."))
            .related(redirect.id.file, redirect.item.name, "standard error is sent to standard output");
        // What `[DEFAULT]` sets is for other programs as well.
        let edit = if context.owns(&entry) { remove_entry(&entry) } else { None };
        sink.add(match edit {
            Some(edit) => finding.fix(format!("remove {name}"), Applicability::Safe, vec![edit]),
            None => finding,
        });
    }
}

/// Whether the value names a file. A value with expansions counts as a path.
fn is_file(value: &MappedText<'_>) -> bool {
    value.text().is_some_and(|text| {
        expansion::is_needed(text) || matches!(logfile::parse(text), LogFile::Path(_) | LogFile::Syslog)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn found(lines: &str) -> Vec<String> {
        let text = format!("[program:w]\ncommand=/bin/cat\nredirect_stderr=true\n{lines}\n");
        let found = supervisord(&REDIRECT_STDERR_WITH_STDERR_LOGFILE, &text);
        found.into_iter().map(|found| found.text).collect()
    }

    #[test]
    fn options_that_lose_nothing_are_left_alone() {
        assert!(found("stderr_logfile=NONE\nstderr_logfile_maxbytes=0\nstderr_syslog=false").is_empty());
        assert_eq!(found("stderr_logfile=/x\nstderr_syslog=true"), ["stderr_logfile", "stderr_syslog"]);
        assert_eq!(found("stderr_logfile=/x/%(program_name)s.log"), ["stderr_logfile"]);
    }

    #[test]
    fn the_fix_keeps_a_comment_on_the_line() {
        let text = "[program:w]\ncommand=/bin/cat\nredirect_stderr=true\nstderr_logfile=/x ; why\n";
        let found = supervisord(&REDIRECT_STDERR_WITH_STDERR_LOGFILE, text);
        let fixed = "[program:w]\ncommand=/bin/cat\nredirect_stderr=true\n; why\n";
        assert_eq!(found[0].fixed.as_deref(), Some(fixed));
    }

    #[test]
    fn an_option_in_default_has_no_fix() {
        let text = "[DEFAULT]\nstderr_logfile=/x\n[program:w]\ncommand=/bin/cat\nredirect_stderr=true\n";
        let found = supervisord(&REDIRECT_STDERR_WITH_STDERR_LOGFILE, text);
        assert_eq!((found.len(), &found[0].fixed), (1, &None));
    }
}
