//! `restart-sec-without-restart`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::Name;

rule! {
    /// Flags `RestartSec=` in a service that does not set `Restart=`.
    ///
    /// ## Why
    ///
    /// It is the pause before a restart, and does not ask for one: a service that ends stays dead. (With an explicit
    /// `Restart=no` the rule is silent.)
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// RestartSec=10
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Restart=on-failure
    /// RestartSec=10
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), `RestartSec=`; `service_shall_restart()`, `src/core/service.c`.
    pub static RESTART_SEC_WITHOUT_RESTART = {
        name: "restart-sec-without-restart",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::RestartSec], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    if context.unit.sets(Name::Restart) || !context.is_in_effect() || !context.is_whole() {
        return;
    }
    let facts = context.facts();
    // A unit without a command is only a part of one.
    if facts.force_restart.is_some() || facts.start_commands.is_empty() {
        return;
    }
    sink.add(
        RESTART_SEC_WITHOUT_RESTART
            .at(entry.id.file, entry.item.name, "RestartSec= alone restarts nothing")
            .label("no Restart= with it")
            .help("systemd says nothing, and leaves the service dead. Add Restart=on-failure, or remove the line."),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn a_unit_that_sets_any_restart_setting_passes() {
        let count = |lines: &str| {
            unit(&RESTART_SEC_WITHOUT_RESTART, &format!("[Service]\nExecStart=/a\n{lines}\n")).len()
        };
        assert_eq!(count("RestartSec=5"), 1);
        for right in [
            "RestartSec=5\nRestart=always",
            "RestartSec=5\nRestart=no",
            "RestartSec=5\nRestartForceExitStatus=3",
            "RestartSec=x",
        ] {
            assert_eq!(count(right), 0, "{right}");
        }
        assert!(unit(&RESTART_SEC_WITHOUT_RESTART, "[Service]\nRestartSec=5\n").is_empty());
    }
}
