//! `directory-missing`

use crate::diagnostic::Level;
use crate::host::Host;
use crate::lint::readers::supervisord_message;
use crate::lint::{EntryContext, Fixable, HostCheck, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::source::Found;
use crate::supervisord::options::{self, SectionKind};
use crate::systemd::directives;
use crate::systemd::kinds::working_directory::{self, Directory};

rule! {
    /// Flags a working directory that does not exist on the machine. Checked only with `--host`.
    ///
    /// ## Why
    ///
    /// For its own `directory` and `childlogdir`, supervisord refuses the whole file: an error. It does not check a
    /// program's `directory` before the program starts, nor does systemd check `WorkingDirectory=`: the file is
    /// accepted, and every start of the program fails. That is a warning, because an installation may still create the
    /// directory.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// directory=/nonexistent/app
    /// ```
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/bin/cat
    /// WorkingDirectory=/nonexistent/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// directory=/var/log
    /// ```
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/bin/cat
    /// WorkingDirectory=-/nonexistent/app
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `datatypes.py`, `existing_directory`: `/nonexistent is not an existing directory`; a program's log, run:
    /// `supervisor: couldn't chdir to /nonexistent/app: ENOENT`. systemd.exec(5), `EXIT_CHDIR`.
    pub static DIRECTORY_MISSING = {
        name: "directory-missing",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Host(HostCheck {
            options: &[options::Name::Directory, options::Name::Childlogdir],
            option: check,
            directives: &[directives::Name::WorkingDirectory],
            directive: check_unit,
        }),
    }
}

fn check(context: &EntryContext<'_>, host: &Host, sink: &mut Sink) {
    let Some(name) = context.entry.row.map(|row| row.name) else { return };
    let Some(path) = context.section_context().and_then(|section| section.expanded(name)) else { return };
    let Some(problem) = problem(host.find(&path)) else { return };
    let finding = DIRECTORY_MISSING
        .at(context.entry.id.file, context.entry.value().whole(), format!("{path} {problem} on this machine"))
        .label(problem);
    sink.add(if context.section.kind == Some(SectionKind::Supervisord) {
        let says = supervisord_message(context, &format!("{path} is not an existing directory"));
        finding.help(format!("{says} Create the directory before supervisord starts."))
    } else {
        finding.level(Level::Warning).help(format!(
            "supervisord accepts the file. The program never starts; its log says: supervisor: couldn't chdir to {path}. \
             Create the directory first."
        ))
    });
}

/// What is wrong with a directory; `None` if nothing is, or if it cannot be known.
const fn problem(found: Found) -> Option<&'static str> {
    match found {
        Found::Directory | Found::Unknown => None,
        Found::Nothing => Some("does not exist"),
        Found::File { executable: _ } | Found::Other => Some("is not a directory"),
    }
}

fn check_unit(context: &UnitEntryContext<'_>, host: &Host, sink: &mut Sink) {
    let value = context.entry.value();
    let Some(Ok(directory)) = value.text().map(|text| working_directory::parse(text, context.release()))
    else {
        return;
    };
    let Directory::Path(path) = &directory.directory else { return };
    let problem = if path.contains('%') || directory.optional { None } else { problem(host.find(path)) };
    let Some(problem) = problem else { return };
    let finding = DIRECTORY_MISSING
        .at(context.entry.id.file, value.span(directory.span), format!("{path} {problem} on this machine"))
        .level(Level::Warning)
        .label(problem)
        .help(
            "systemd loads the unit; the service then fails to start with status 200 (CHDIR). Create the directory first, or \
             put a `-` before the path to start without it.",
        );
    sink.add(finding);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::on_host;

    fn found(name: &str, text: &str) -> Vec<(Level, String)> {
        let found = on_host(&DIRECTORY_MISSING, name, text);
        found.into_iter().map(|found| (found.level, found.text)).collect()
    }

    #[test]
    fn a_missing_directory_is_an_error_for_supervisord_and_a_warning_for_a_program() {
        let text =
            "[supervisord]\ndirectory=/srv/none\nchildlogdir=/var/log\n[program:a]\ndirectory=/srv/a\n";
        let expected = [(Level::Error, "/srv/none".to_owned()), (Level::Warning, "/srv/a".to_owned())];
        assert_eq!(found("supervisord.conf", text), expected);
    }

    #[test]
    fn a_file_is_not_a_directory() {
        let found = found("supervisord.conf", "[program:a]\ndirectory=/bin/cat\n");
        assert_eq!(found, [(Level::Warning, "/bin/cat".to_owned())]);
    }

    #[test]
    fn paths_known_only_at_start_are_not_checked() {
        for path in ["srv", "~/app", "/srv/%(process_num)d", "%(ENV_HOME)s/app"] {
            assert_eq!(found("supervisord.conf", &format!("[program:a]\ndirectory={path}\n")), [], "{path}");
        }
        for path in ["~", "/srv/%i", "-/srv/none"] {
            assert_eq!(found("a.service", &format!("[Service]\nWorkingDirectory={path}\n")), [], "{path}");
        }
    }

    #[test]
    fn known_variables_are_expanded() {
        let text = "[program:a]\nenvironment=APP=\"/srv/none\"\ndirectory=%(ENV_APP)s\n";
        assert_eq!(found("supervisord.conf", text).len(), 1);
        assert_eq!(found("supervisord.conf", &text.replace("/srv/none", "/var/log")), []);
    }
}
