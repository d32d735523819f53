//! `privileged-exec-prefix`

use crate::diagnostic::Level;
use crate::lint::commands::exec_lines::without_prefixes;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::kinds::exec::{self, Prefix};

rule! {
    /// Flags `+` and `!` before the main program: it runs as root, whatever `User=` says.
    ///
    /// ## Why
    ///
    /// The prefixes are for a short command that prepares something for the service (`ExecStartPre=+/bin/chown …`).
    /// Before the main program they undo what the rest of the unit says: `+` bypasses `User=` and the whole sandbox,
    /// `!` bypasses `User=` and `Group=`.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// User=app
    /// ExecStart=+/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// User=app
    /// ExecStartPre=+/usr/bin/chown app /dev/app
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), "Command lines".
    pub static PRIVILEGED_EXEC_PREFIX = {
        name: "privileged-exec-prefix",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::ExecStart], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let written = entry.item.value.slice(entry.bytes);
    let prefixes = &written[..written.len() - without_prefixes(written).len()];
    if !prefixes.iter().any(|byte| matches!(byte, b'+' | b'!')) || !context.is_in_effect() {
        return;
    }
    let value = entry.value();
    let Some(text) = value.text() else { return };
    for command in exec::parse(text, context.release()).commands {
        for (prefix, span) in &command.prefixes {
            let bypassed = match prefix {
                Prefix::FullPrivileges => "User= and the sandbox",
                Prefix::NoSetuid => "User= and Group=",
                Prefix::IgnoreFailure
                | Prefix::Argv0
                | Prefix::NoExpansion
                | Prefix::AmbientMagic
                | Prefix::Shell => continue,
            };
            sink.add(
                PRIVILEGED_EXEC_PREFIX
                    .at(entry.id.file, value.span(*span), format!("`{}` runs the main program as root", prefix.as_str()))
                    .label(format!("bypasses {bypassed}"))
                    .help(
                        "A program that drops its privileges itself may need this. Otherwise remove the prefix, and \
                         put it on the command in ExecStartPre= that needs it.",
                    ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn other_prefixes_and_other_commands_pass() {
        let texts = |line: &str| {
            let found = unit(&PRIVILEGED_EXEC_PREFIX, &format!("[Service]\n{line}\n"));
            found.into_iter().map(|found| found.text).collect::<Vec<_>>()
        };
        assert_eq!(
            (texts("ExecStart=-+/a"), texts("ExecStart=!/a")),
            (vec!["+".to_owned()], vec!["!".to_owned()])
        );
        for right in ["ExecStart=-@/a a", "ExecStart=!!/a", "ExecStartPre=+/a", "ExecStart=/a +b"] {
            assert!(texts(right).is_empty(), "{right}");
        }
    }
}
