//! `main-logfile-special`

use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::lint::fix::config_lines::line_after;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::config::Entry;
use crate::supervisord::kinds::boolean;
use crate::supervisord::kinds::logfile::{self, LogFile};
use crate::supervisord::options::{Name, SectionKind};
use crate::syntax::Edit;

rule! {
    /// Flags supervisord's own log set to a word that only programs' logs know: `NONE`, `OFF`, `AUTO`.
    ///
    /// ## Why
    ///
    /// For its own log supervisord reads the word as a path and writes to a file of this name in the directory that it
    /// was started in. It knows only `syslog`, in lower case.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [supervisord]
    /// logfile=NONE
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [supervisord]
    /// logfile=/dev/null
    /// logfile_maxbytes=0
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0: creates `./NONE`.
    pub static MAIN_LOGFILE_SPECIAL = {
        name: "main-logfile-special",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Section(&[SectionKind::Supervisord], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let Some(entry) = context.entry(Name::Logfile) else { return };
    let value = entry.value();
    let Some(text) = value.text() else { return };
    let wants_none = boolean::parse(text) == Ok(false);
    let intended = match (logfile::parse_daemon(text), logfile::parse(text)) {
        (LogFile::Syslog, _) => return,
        (_, LogFile::Path(_)) if wants_none => LogFile::None,
        (_, LogFile::Path(_)) => return,
        (_, intended) => intended,
    };
    let finding = MAIN_LOGFILE_SPECIAL
        .at(entry.id.file, value.whole(), format!("supervisord's own log goes to a file named `{text}`"))
        .label("a path to supervisord")
        .help(format!(
            "Only programs' logs know such words; here supervisord creates ./{text} in the directory that it was started in. \
             For no log write /dev/null, for the system log syslog."
        ));
    sink.add(if context.owns(&entry) { with_fix(context, finding, &entry, intended) } else { finding });
}

fn with_fix(
    context: &SectionContext<'_>,
    finding: Diagnostic,
    entry: &Entry<'_>,
    intended: LogFile<'_>,
) -> Diagnostic {
    let written = match intended {
        LogFile::None => "/dev/null",
        LogFile::Syslog => "syslog",
        // Without the line it is ./supervisord.log, which may not be what was meant.
        LogFile::Auto | LogFile::Path(_) => return finding,
    };
    let mut edits = vec![Edit::replace(entry.value().whole(), written)];
    if intended == LogFile::None && context.settings.get(Name::LogfileMaxbytes).is_none() {
        edits.push(line_after(entry, Name::LogfileMaxbytes.as_str(), "0"));
    }
    finding.fix(format!("write {written}"), Applicability::Safe, edits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn fixed(lines: &str) -> Vec<Option<String>> {
        let found = supervisord(&MAIN_LOGFILE_SPECIAL, &format!("[supervisord]\n{lines}"));
        let lines = |text: String| text.strip_prefix("[supervisord]\n").unwrap().to_owned();
        found.into_iter().map(|found| found.fixed.map(lines)).collect()
    }

    #[test]
    fn special_values_become_what_was_meant() {
        for (lines, corrected) in [
            ("logfile = none ; no log\n", "logfile = /dev/null ; no log\nlogfile_maxbytes = 0\n"),
            ("logfile=OFF\nlogfile_maxbytes=1MB\n", "logfile=/dev/null\nlogfile_maxbytes=1MB\n"),
            ("logfile=false", "logfile=/dev/null\nlogfile_maxbytes=0"),
            ("logfile=SYSLOG\n", "logfile=syslog\n"),
        ] {
            assert_eq!(fixed(lines), [Some(corrected.to_owned())], "{lines}");
        }
        assert_eq!(fixed("logfile=AUTO\n"), [None]);
    }

    #[test]
    fn paths_and_syslog_are_left_alone() {
        for line in [
            "logfile=syslog",
            "logfile=/var/log/none",
            "logfile=none.log",
            "logfile=/dev/null",
            "pidfile=NONE",
        ] {
            assert_eq!(fixed(line), [], "{line}");
        }
    }
}
