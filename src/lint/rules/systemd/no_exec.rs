//! `no-exec`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::Section;
use crate::systemd::kinds::unit_name::UnitType;

rule! {
    /// Flags a service without anything to run: no `ExecStart=`, and neither `ExecStop=` nor `SuccessAction=` that could make
    /// up for it.
    ///
    /// ## Why
    ///
    /// systemd does not load the unit. Only `Type=oneshot` can do without `ExecStart=`, and only with `ExecStop=` and
    /// `RemainAfterExit=yes`, or with `SuccessAction=`. Often the section or the directive exists under a misspelt
    /// name.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// User=app
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
    /// `service_verify()`, `src/core/service.c`. Run on 252.
    pub static NO_EXEC = {
        name: "no-exec",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    if !context.unit.is(UnitType::Service) || !context.is_whole() {
        return;
    }
    // A command that was refused is reported at its line; one of a drop-in does not keep systemd from loading the rest.
    if context.facts.refused_start == Some(context.unit.main().id) {
        return;
    }
    let Some(words) = context.facts.nothing_to_run() else { return };
    let (file, span) = context.header(Section::Service);
    sink.add(
        NO_EXEC
            .at(file, span, "this service has nothing to run")
            .label("no ExecStart=")
            .help(format!("systemd says: {words} It does not load the unit.")),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, unit, units};

    #[test]
    fn a_oneshot_needs_no_exec_start() {
        let count = |text: &str| unit(&NO_EXEC, text).len();
        assert_eq!(count("[Service]\nExecStop=/bin/a\n"), 1);
        assert_eq!(
            count("[Service]\nExecStop=/bin/a\nRemainAfterExit=yes\n"),
            0,
            "Type=oneshot is the default then"
        );
        assert_eq!(count("[Service]\nType=simple\nExecStop=/bin/a\nRemainAfterExit=yes\n"), 1);
        assert_eq!(count("[Unit]\nSuccessAction=poweroff\n[Service]\n"), 0);
        assert_eq!(count("[Unit]\nSuccessAction=none\n[Service]\n"), 1);
        assert_eq!(count("[Service]\nExecStart=/bin/a\nExecStart=\n"), 1);
        assert_eq!(count("[service]\nExecStart=/bin/a\n"), 1);
        assert_eq!(count("[Unit]\nDescription=a\n"), 1);
    }

    #[test]
    fn masks_drop_ins_other_unit_types_and_broken_commands_pass() {
        assert!(unit(&NO_EXEC, "").is_empty());
        assert!(file(&NO_EXEC, "a.service.d/b.conf", "[Service]\nUser=x\n").is_empty());
        assert!(file(&NO_EXEC, "a.timer", "[Timer]\nOnBootSec=1\n").is_empty());
        assert!(unit(&NO_EXEC, "[Service]\nExecStart=/bin/a 'b\n").is_empty());
    }

    #[test]
    fn a_broken_command_in_a_drop_in_does_not_count() {
        let count = |drop_in: &str| {
            units(
                &NO_EXEC,
                &[("a.service", "[Service]\nExecStart=/bin/a\n"), ("a.service.d/b.conf", drop_in)],
            )
            .len()
        };
        assert_eq!(count("[Service]\nExecStart=\nExecStart=bin/b\n"), 1);
        assert_eq!(count("[Service]\nExecStart=\nExecStart=/bin/b\n"), 0);
    }
}
