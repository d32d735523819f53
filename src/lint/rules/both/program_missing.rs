//! `program-missing`

use crate::diagnostic::Level;
use crate::host::{DEFAULT_PATH, Host};
use crate::lint::commands::exec_lines::EXEC_DIRECTIVES;
use crate::lint::{EntryContext, Fixable, HostCheck, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::source::Found;
use crate::supervisord::kinds::words;
use crate::supervisord::options;
use crate::systemd::directives::{self, ValueKind};
use crate::systemd::kinds::exec::{self, Prefix};

rule! {
    /// Flags a command whose program does not exist on the machine, or is not executable. Checked only with `--host`.
    ///
    /// ## Why
    ///
    /// supervisord and systemd accept the file and look for the program when it is started, so every start fails.
    /// supervisord looks up a program without a path in its own `PATH`, or in that of the program's `environment`;
    /// systemd in a search path of its own. Where a command may fail (`-`), its program may be missing.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/opt/none/app --serve
    /// ```
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/opt/none/app --serve
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// ```
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/bin/cat
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `process.py`, `get_execv_args`, run: `can't find command '/opt/none/app'`. systemd.exec(5), `EXIT_EXEC`:
    /// status 203.
    pub static PROGRAM_MISSING = {
        name: "program-missing",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Host(HostCheck {
            options: &[options::Name::Command],
            option: check,
            directives: EXEC_DIRECTIVES,
            directive: check_unit,
        }),
    }
}

fn check(context: &EntryContext<'_>, host: &Host, sink: &mut Sink) {
    let (value, Some(section)) = (context.entry.value(), context.section_context()) else { return };
    let Some(Ok(word)) = value.text().and_then(|text| words::words(text).next()) else { return };
    let Some(program) = section.expand_part(options::Name::Command, &word.text) else { return };
    let found = if program.contains('/') {
        host.find(&program)
    } else {
        let own = context.lowering.variable("PATH", context.section, context.settings.whole());
        host.search(&program, own.as_deref().unwrap_or_else(|| host.search_path()))
    };
    let Some((message, label)) = problem(found, &program) else { return };
    let says = match found {
        Found::Nothing => format!("can't find command '{program}'"),
        Found::Directory => format!("command at '{program}' is a directory"),
        _ => format!("command at '{program}' is not executable"),
    };
    sink.add(PROGRAM_MISSING.at(context.entry.id.file, value.span(word.span), message).label(label).help(format!(
        "supervisord accepts the file, and logs at each start of the program: spawnerr: {says}. Install it, or correct the \
         path."
    )));
}

/// What is wrong with a program; `None` if nothing is, or if it cannot be known.
fn problem(found: Found, program: &str) -> Option<(String, &'static str)> {
    match found {
        Found::Nothing => Some((format!("this machine has no program {program}"), "not found")),
        Found::Directory => Some((format!("{program} is a directory"), "not a program")),
        Found::File { executable: false } => {
            Some((format!("{program} cannot be executed"), "not executable"))
        }
        Found::File { executable: true } | Found::Other | Found::Unknown => None,
    }
}

fn check_unit(context: &UnitEntryContext<'_>, host: &Host, sink: &mut Sink) {
    let value = context.entry.value();
    let is_exec = context.entry.row.is_some_and(|row| row.kind == ValueKind::Exec);
    let Some(text) = value.text().filter(|_| is_exec) else { return };
    let has_path = context.unit.sets(directives::Name::ExecSearchPath);
    for command in exec::parse(text, context.release()).commands {
        let Ok(program) = std::str::from_utf8(&command.program.bytes) else { continue };
        let may_fail = command.has(Prefix::IgnoreFailure) || command.has(Prefix::Shell);
        if may_fail || program.contains('%') || (has_path && !program.contains('/')) {
            continue;
        }
        let found =
            if program.contains('/') { host.find(program) } else { host.search(program, DEFAULT_PATH) };
        let Some((message, label)) = problem(found, program) else { continue };
        sink.add(
            PROGRAM_MISSING
                .at(context.entry.id.file, value.span(command.program.span), message)
                .label(label)
                .help(
                    "systemd loads the unit; the command then fails with status 203 (EXEC). Install it, or correct the path. \
                     A `-` before the path lets it fail.",
                ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::on_host;

    fn messages(name: &str, text: &str) -> Vec<String> {
        on_host(&PROGRAM_MISSING, name, text).into_iter().map(|found| found.message).collect()
    }

    fn program(lines: &str) -> Vec<String> {
        messages("supervisord.conf", &format!("[program:a]\n{lines}\n"))
    }

    #[test]
    fn the_program_is_the_first_word_expanded() {
        assert_eq!(program("command=/opt/a\\ b -x"), ["this machine has no program /opt/a b"]);
        assert_eq!(
            program("command=/opt/%(program_name)s --id %(process_num)d"),
            ["this machine has no program /opt/a"]
        );
        assert_eq!(program("command=/bin/cat %(ENV_X)s"), [] as [&str; 0]);
        assert_eq!(program("command=%(ENV_X)s/bin/cat"), [] as [&str; 0]);
        assert_eq!(program("command=bin/none"), [] as [&str; 0]);
    }

    #[test]
    fn a_plain_name_is_looked_up_in_the_path_of_the_program() {
        assert_eq!(program("command=cat"), [] as [&str; 0]);
        assert_eq!(program("command=dog"), ["this machine has no program dog"]);
        assert_eq!(
            program("command=cat\nenvironment=PATH=\"/var/log\""),
            ["this machine has no program cat"]
        );
    }

    #[test]
    fn an_existing_file_must_be_executable() {
        assert_eq!(program("command=/var/log"), ["/var/log is a directory"]);
        assert_eq!(program("command=/etc/passwd"), ["/etc/passwd cannot be executed"]);
    }

    #[test]
    fn commands_without_a_dash_prefix_are_looked_up() {
        let unit = "[Service]\nExecStartPre=-/opt/x\nExecStart=/opt/old\nExecStart=\nExecStart=@/bin/cat cat\nExecStop=/opt/y\n";
        assert_eq!(messages("a.service", unit), ["this machine has no program /opt/y"]);
        assert!(messages("a.service", "[Service]\nExecStart=/opt/%i\n").is_empty());
        assert_eq!(messages("a.service", "[Service]\nExecStart=dog\n").len(), 1);
        assert!(messages("a.service", "[Service]\nExecSearchPath=/opt\nExecStart=dog\n").is_empty());
    }
}
