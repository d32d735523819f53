//! `logfile-auto-lost`

use memchr::memchr;

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::options::{Name, SectionKind};

rule! {
    /// Flags the first program in a file that does not say where its output goes. Not in a file without
    /// `[supervisord]`: that section may say that the files are kept.
    ///
    /// ## Why
    ///
    /// supervisord then writes it to a file with a generated name in the directory for temporary files, and deletes it
    /// at its next start: the log of a crash is gone just when somebody looks for it.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [supervisord]
    /// [program:w]
    /// command=/bin/cat
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [supervisord]
    /// [program:w]
    /// command=/bin/cat
    /// stdout_logfile=/var/log/x.log
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `options.py`, `clear_autochildlogdir`; run.
    pub static LOGFILE_AUTO_LOST = {
        name: "logfile-auto-lost",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        // The standard output of an event listener is a conversation with supervisord and not a log.
        looks_at: LooksAt::Section(&[SectionKind::Program, SectionKind::FcgiProgram], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    if context.settings.get(Name::StdoutLogfile).is_some()
        || goes_elsewhere(context)
        || is_redirected(context)
    {
        return;
    }
    let (file, span) = context.header();
    sink.add_once_per_file(&LOGFILE_AUTO_LOST, file, context.sources, || {
        let finding = LOGFILE_AUTO_LOST
            .at(file, span, "the output of this program is lost when supervisord restarts")
            .label("no stdout_logfile")
            .help(
                "supervisord writes it to a file in its directory for temporary files and deletes that at its next start. \
                 Set stdout_logfile to a path, or to NONE if nobody needs it.",
            );
        (!keeps_logs(context)).then_some(finding)
    });
}

/// Whether the output also goes to syslog or to event listeners. If that is not known, it may.
fn goes_elsewhere(context: &SectionContext<'_>) -> bool {
    context.may_be_true(Name::StdoutSyslog) || context.may_be_true(Name::StdoutEventsEnabled)
}

/// Whether a shell may write the output elsewhere.
fn is_redirected(context: &SectionContext<'_>) -> bool {
    context
        .entry(Name::Command)
        .is_some_and(|command| memchr(b'>', command.item.value.slice(command.bytes)).is_some())
}

/// Whether supervisord leaves the log files of its last run alone. What another file sets is not known: it may.
fn keeps_logs(context: &SectionContext<'_>) -> bool {
    let Some(section) = context.config.section(SectionKind::Supervisord) else { return true };
    let settings = context.config.settings(section, context.sources);
    SectionContext { section, settings: &settings, ..*context }.may_be_true(Name::Nocleanup)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    #[test]
    fn the_first_program_is_flagged_for_all_of_the_file() {
        let text = "[supervisord]\n[program:a]\ncommand=/a\nstdout_logfile=/a.log\n[program:b]\ncommand=/b\n[program:c]\ncommand=/c\n\
                    [program:d]\ncommand=/d\n";
        let found = supervisord(&LOGFILE_AUTO_LOST, text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].text, "program:b");
        assert!(
            found[0].help.ends_with(" The same applies to 2 other programs in this file."),
            "{}",
            found[0].help
        );
    }

    #[test]
    fn kept_or_discarded_output_is_left_alone() {
        for text in [
            "[program:a]\ncommand=/a\n",
            "[program:a]\ncommand=/a\nstdout_logfile=NONE\n[supervisord]\n",
            "[program:a]\ncommand=/a\nstdout_logfile=AUTO\n[supervisord]\n",
            "[program:a]\ncommand=/a\nstdout_syslog=true\n[supervisord]\n",
            "[program:a]\ncommand=/a\nstdout_events_enabled=true\n[supervisord]\n",
            "[program:a]\ncommand=/bin/sh -c '/a >>/var/log/a.log'\n[supervisord]\n",
            "[program:a]\ncommand=/a\n[supervisord]\nnocleanup=true\n",
            "[DEFAULT]\nstdout_logfile=/var/log/all.log\n[program:a]\ncommand=/a\n[supervisord]\n",
            "[eventlistener:a]\ncommand=/a\nevents=TICK_5\n[supervisord]\n",
        ] {
            assert!(supervisord(&LOGFILE_AUTO_LOST, text).is_empty(), "{text}");
        }
        let text = "[program:a]\ncommand=/a\nstdout_syslog=false\n[supervisord]\nnocleanup=false\n";
        assert_eq!(supervisord(&LOGFILE_AUTO_LOST, text).len(), 1);
    }
}
