//! `exec-program-variable`

use crate::diagnostic::{Applicability, Level};
use crate::lint::commands::exec_lines::{EXEC_DIRECTIVES, program};
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::syntax::Edit;
use crate::systemd::kinds::exec::{self, Prefix};
use crate::unix::variable_name::variables;

rule! {
    /// Flags a variable in place of a command's program, or in its path.
    ///
    /// ## Why
    ///
    /// systemd expands variables in the arguments only. It looks for a program named `${APP}`, dollar sign and all,
    /// finds none, and the service fails with 203/EXEC. If the program does not begin with a slash but contains one
    /// further on, systemd does not load the unit at all: `exec-not-absolute` reports that.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// EnvironmentFile=/etc/default/app
    /// ExecStart=${APP} --serve
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// EnvironmentFile=/etc/default/app
    /// ExecStart=/usr/bin/env ${APP} --serve
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), "Command lines": the first argument "may not be a variable". Run on 252: `Failed to locate executable
    /// ${APP}: No such file or directory`.
    pub static EXEC_PROGRAM_VARIABLE = {
        name: "exec-program-variable",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Directive(EXEC_DIRECTIVES, check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let written = entry.item.value.slice(entry.bytes);
    if memchr::memchr(b'$', written).is_none() || !may_concern(written) || !context.unit.reads(entry) {
        return;
    }
    let value = entry.value();
    let Some(text) = value.text() else { return };
    for command in exec::parse(text, context.release()).commands {
        let program = command.program.lossy();
        let Some((at, _)) = variables(&program).next().filter(|_| !command.has(Prefix::Shell)) else {
            continue;
        };
        let variable = at.text(&program);
        let span = command.program.span;
        let finding = EXEC_PROGRAM_VARIABLE
            .at(entry.id.file, value.span(span), format!("`{variable}` is not expanded in a program's name"))
            .label("looked up literally")
            .help(
                "systemd expands variables in the arguments only: there is no such file, and the service \
                 fails with 203/EXEC. Write the path, or have env look for it: put /usr/bin/env before the \
                 variable.",
            );
        // With these, the next word is not an argument, or variables are not expanded.
        let is_plain = !command.has(Prefix::Argv0) && !command.has(Prefix::NoExpansion);
        // env reads `NAME=value` before a program as an assignment.
        sink.add(if is_plain && !program.contains('=') {
            let edit = Edit::insert(value.offset(span.start), "/usr/bin/env ");
            finding.fix("start it with env", Applicability::Unsafe, vec![edit])
        } else {
            finding
        });
    }
}

/// Whether a line may have a variable in a program's name: most have theirs in the arguments. A second command follows
/// a `;`.
fn may_concern(written: &[u8]) -> bool {
    match program(written) {
        [] | [b'"' | b'\'', ..] => true,
        first => memchr::memchr(b'$', first).is_some() || memchr::memchr(b';', written).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, unit};

    fn found(command: &str) -> Vec<Found> {
        unit(&EXEC_PROGRAM_VARIABLE, &format!("[Service]\nExecStart={command}\n"))
    }

    #[test]
    fn only_a_variable_in_the_program_is_flagged() {
        for (command, text, variable) in [
            ("${APP} --serve", "${APP}", "`${APP}`"),
            ("-$APP", "$APP", "`$APP`"),
            ("/opt/${NAME}/bin/app $NAME", "/opt/${NAME}/bin/app", "`${NAME}`"),
            ("\"/usr/bin/$NAME\" a", "\"/usr/bin/$NAME\"", "`$NAME`"),
            ("/bin/a ; $APP", "$APP", "`$APP`"),
            ("\\\n  $APP", "$APP", "`$APP`"),
        ] {
            let [one] = &found(command)[..] else { panic!("{command}") };
            assert_eq!(one.text, text);
            assert!(one.message.starts_with(variable), "{}", one.message);
        }
        for right in
            ["/bin/a ${APP} $NAME", "/usr/bin/env $APP", "/bin/sh -c '$APP a'", "/opt/a$/b", "/opt/$1/b"]
        {
            assert!(found(right).is_empty(), "{right}");
        }
    }

    #[test]
    fn the_fix_runs_the_variable_through_env() {
        let fixed = |command: &str| found(command).remove(0).fixed;
        assert_eq!(
            fixed("-${APP} --serve").as_deref(),
            Some("[Service]\nExecStart=-/usr/bin/env ${APP} --serve\n")
        );
        assert_eq!((fixed("@${APP} app"), fixed(":${APP} app")), (None, None));
    }
}
