//! `restart-prevent-all`

use crate::diagnostic::Level;
use crate::lint::facts::explained::is_explained;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::kinds::enums::Restart;
use crate::systemd::kinds::exit_status::{self, Ending};

rule! {
    /// Flags `RestartPreventExitStatus=1` together with `Restart=on-failure`: nearly every failure has status 1.
    /// Reported as `info` where a comment directly above says what 1 means to this program.
    ///
    /// ## Why
    ///
    /// Most programs exit with 1 whatever went wrong. The list exempts these exits from `Restart=`, and what is left
    /// are signals and timeouts: the service stays down after an ordinary failure.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Restart=on-failure
    /// RestartPreventExitStatus=1
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Restart=on-failure
    /// RestartPreventExitStatus=78
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), `RestartPreventExitStatus=`; `service_shall_restart()`, `src/core/service.c`.
    pub static RESTART_PREVENT_ALL = {
        name: "restart-prevent-all",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::RestartPreventExitStatus], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    let endings =
        exit_status::parse("RestartPreventExitStatus", value.text().unwrap_or_default(), context.release())
            .endings;
    let Some(one) = endings.iter().find(|listed| listed.ending == Ending::Exit(1)) else { return };
    if !context.is_in_effect() {
        return;
    }
    let facts = context.facts();
    let Some((Restart::OnFailure, id)) = facts.restart else { return };
    let mut finding = RESTART_PREVENT_ALL
        .at(entry.id.file, value.span(one.span), "an ordinary failure does not restart it")
        .label("nearly every failure has status 1")
        .level(if is_explained(context.unit, context.sources, entry) { Level::Info } else { Level::Warning });
    if let Some(restart) = context.unit.entry(id, context.sources) {
        finding = finding.related(id.file, restart.value().whole(), "asks for a restart");
    }
    sink.add(finding.help(
        "systemd says nothing. List only statuses that another start cannot fix: 78 is a configuration error by \
         convention. If that is what 1 means to this program, as it does to mysqld, say so in a comment directly \
         above.",
    ));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn a_comment_about_exit_status_1_makes_it_an_info() {
        let text = "[Service]\nExecStart=/a\nRestart=on-failure\n# 1: the display is gone\nRestartPreventExitStatus=1\n";
        assert_eq!(unit(&RESTART_PREVENT_ALL, text)[0].level, Level::Info);
    }

    #[test]
    fn other_statuses_and_policies_pass() {
        let count =
            |lines: &str| unit(&RESTART_PREVENT_ALL, &format!("[Service]\nExecStart=/a\n{lines}\n")).len();
        assert_eq!(count("Restart=on-failure\nRestartPreventExitStatus=2 1 SIGTERM"), 1);
        assert_eq!(count("Restart=on-failure\nRestartPreventExitStatus=FAILURE"), 1);
        assert_eq!(count("Restart=on-failure\nRestartPreventExitStatus=255"), 0);
        assert_eq!(count("Restart=always\nRestartPreventExitStatus=1"), 0);
        assert_eq!(count("Restart=on-failure\nRestartPreventExitStatus=1\nRestartPreventExitStatus="), 0);
    }
}
