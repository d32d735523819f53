//! `success-status-vs-restart`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::kinds::enums::Restart;
use crate::systemd::kinds::exit_status::{self, Ending};

rule! {
    /// Flags `SuccessExitStatus=1` together with `Restart=on-failure`: the usual exit status of a failing program then
    /// counts as success.
    ///
    /// ## Why
    ///
    /// A service whose exit counts as success is not restarted, and the unit is `inactive`, not `failed`: nothing that
    /// watches failed units sees it. 143 is right for a program that exits with it when asked to stop (Java); 1 hides
    /// real failures.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Restart=on-failure
    /// SuccessExitStatus=1
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Restart=on-failure
    /// SuccessExitStatus=143
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), `SuccessExitStatus=`; `service_shall_restart()`, `src/core/service.c`.
    pub static SUCCESS_STATUS_VS_RESTART = {
        name: "success-status-vs-restart",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::SuccessExitStatus], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    let endings =
        exit_status::parse("SuccessExitStatus", value.text().unwrap_or_default(), context.release()).endings;
    let Some(one) = endings.iter().find(|listed| listed.ending == Ending::Exit(1)) else { return };
    if !context.is_in_effect() {
        return;
    }
    let facts = context.facts();
    let Some((Restart::OnFailure, id)) = facts.restart else { return };
    let mut finding = SUCCESS_STATUS_VS_RESTART
        .at(entry.id.file, value.span(one.span), "an ordinary failure counts as success")
        .label("not restarted");
    if let Some(restart) = context.unit.entry(id, context.sources) {
        finding = finding.related(id.file, restart.value().whole(), "no longer sees it");
    }
    sink.add(
        finding.help("systemd says nothing. Remove 1, and have the program exit with 0 when all is well."),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn other_statuses_and_policies_pass() {
        let count = |lines: &str| {
            unit(&SUCCESS_STATUS_VS_RESTART, &format!("[Service]\nExecStart=/a\n{lines}\n")).len()
        };
        assert_eq!(count("Restart=on-failure\nSuccessExitStatus=0 1"), 1);
        assert_eq!(count("Restart=on-failure\nSuccessExitStatus=143 SIGKILL"), 0);
        assert_eq!(count("Restart=always\nSuccessExitStatus=1"), 0);
        assert_eq!(count("SuccessExitStatus=1"), 0);
    }
}
