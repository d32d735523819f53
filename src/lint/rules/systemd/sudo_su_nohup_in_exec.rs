//! `sudo-su-nohup-in-exec`

use crate::diagnostic::Level;
use crate::lint::commands::exec_lines::{EXEC_DIRECTIVES, program};
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::source::base_name_bytes;
use crate::systemd::directives::Name;
use crate::systemd::kinds::exec;

rule! {
    /// Flags a command that is run through `sudo`, `su`, `doas` or `runuser`, and a service that is started with
    /// `nohup` or `setsid`.
    ///
    /// ## Why
    ///
    /// systemd starts a program as any user (`User=`) and without a terminal. A wrapper gets in the way: `sudo` and
    /// `su` open a session of their own, log each start, and receive the signals meant for the program; `nohup` and
    /// `setsid` do what systemd has already done.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/sudo -u app /usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// User=app
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), `User=`, `PAMName=`; systemd.service(5), "Command lines", for the prefix `+`.
    pub static SUDO_SU_NOHUP_IN_EXEC = {
        name: "sudo-su-nohup-in-exec",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(EXEC_DIRECTIVES, check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let program = program(entry.item.value.slice(entry.bytes));
    // The last letter rules out most: of sudo, su, doas, runuser, nohup, setsid.
    if !matches!(program.last(), Some(b'o' | b'u' | b's' | b'r' | b'p' | b'd')) {
        return;
    }
    let program = base_name_bytes(program);
    let changes_user = matches!(program, b"sudo" | b"su" | b"doas" | b"runuser");
    let is_start = entry.row.is_some_and(|row| row.name == Name::ExecStart);
    let detaches = is_start && matches!(program, b"nohup" | b"setsid");
    if !(changes_user || detaches) || !context.unit.reads(entry) {
        return;
    }
    // A user manager cannot change the user, and `+` adds nothing to its privileges.
    if changes_user && context.unit.is_user_unit(context.sources) {
        return;
    }
    let value = entry.value();
    let Some(text) = value.text() else { return };
    let line = exec::parse(text, context.release());
    let Some(command) = line.commands.first() else { return };
    let name = String::from_utf8_lossy(program);
    let (message, label, help) = if changes_user {
        (
            format!("`{name}` gets between systemd and the program"),
            "User= does this",
            "Name the user with User=, and remove the wrapper. If only one command of the service needs root, give \
             it the prefix `+`.",
        )
    } else {
        (
            format!("`{name}` does what systemd already does"),
            "not needed",
            "A service has no terminal that could hang up, and has a session of its own. Remove `{name}`.",
        )
    };
    let place = value.span(command.program.span);
    sink.add(SUDO_SU_NOHUP_IN_EXEC.at(entry.id.file, place, message).label(label).help(help));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn wrappers_are_recognized_by_program_name() {
        let count = |line: &str| unit(&SUDO_SU_NOHUP_IN_EXEC, &format!("[Service]\n{line}\n")).len();
        for wrong in ["ExecStart=-/bin/su - app -c /a", "ExecStop=sudo /a", "ExecStart=/usr/bin/nohup /a"] {
            assert_eq!(count(wrong), 1, "{wrong}");
        }
        for right in [
            "ExecStart=/a sudo",
            "ExecStartPre=/usr/bin/setsid /a",
            "ExecStart=/usr/bin/sudoku",
            "ExecStart=",
        ] {
            assert_eq!(count(right), 0, "{right}");
        }
    }
}
