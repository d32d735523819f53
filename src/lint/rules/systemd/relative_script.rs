//! `relative-script`

use crate::diagnostic::Level;
use crate::lint::commands::exec_lines::program_name;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::kinds::exec;
use crate::unix::relative_script::{is_interpreter, relative_script};

rule! {
    /// Flags a script without a path (`python3 app.py`) in a service that sets no `WorkingDirectory=`.
    ///
    /// ## Why
    ///
    /// systemd starts a service in the root directory, not in the directory of the unit or of its author: the
    /// interpreter looks for `/app.py`. (A user manager starts its services in the user's home directory.)
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/python3 app.py
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// WorkingDirectory=/srv/app
    /// ExecStart=/usr/bin/python3 app.py
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), `WorkingDirectory=`: "defaults to the root directory when systemd is running as a system instance".
    pub static RELATIVE_SCRIPT = {
        name: "relative-script",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::ExecStart], check),
    }
}

/// The directives that set the working directory of a service, or its root.
const DIRECTORIES: [Name; 3] = [Name::WorkingDirectory, Name::RootDirectory, Name::RootImage];

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    if !is_interpreter(program_name(entry.item.value.slice(entry.bytes)))
        || context.unit.sets_any(&DIRECTORIES)
        || context.unit.is_user_unit(context.sources)
        || !context.is_in_effect()
        || !context.is_whole()
    {
        return;
    }
    let value = entry.value();
    let Some(text) = value.text() else { return };
    for command in exec::parse(text, context.release()).commands {
        let words = command.arguments.iter().map(|word| word.lossy());
        let Some((at, script)) = relative_script(command.program_name(), words) else {
            continue;
        };
        let span = command.arguments[at].span;
        sink.add(
            RELATIVE_SCRIPT
                .at(entry.id.file, value.span(span), format!("`{script}` is looked for in the root directory"))
                .label(format!("no /{script}?"))
                .help(
                    "systemd starts a service in / unless WorkingDirectory= says otherwise. Set it, or write the \
                     full path of the script.",
                ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, unit};

    #[test]
    fn a_working_directory_an_absolute_path_or_a_user_unit_pass() {
        let count =
            |lines: &str| unit(&RELATIVE_SCRIPT, &format!("[Service]\nExecStart=/usr/bin/{lines}\n")).len();
        for wrong in [
            "python3 -u app.py",
            "node src/server.js --port 1",
            "java -jar app.jar",
            "env\nExecStart=/bin/sh run.sh",
        ] {
            assert_eq!(count(wrong), 1, "{wrong}");
        }
        for right in [
            "python3 app.py\nWorkingDirectory=/srv",
            "python3 /srv/app.py",
            "python3 ${DIR}/app.py",
            "python3 -m app",
            "python3 -c x.py",
            "java -cp a.jar Main",
            "app x.py",
            "node server",
        ] {
            assert_eq!(count(right), 0, "{right}");
        }
        let text = "[Service]\nExecStart=/usr/bin/python3 app.py\n";
        assert!(file(&RELATIVE_SCRIPT, "etc/systemd/user/app.service", text).is_empty());
    }
}
