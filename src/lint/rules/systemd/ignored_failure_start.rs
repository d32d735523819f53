//! `ignored-failure-start`

use crate::diagnostic::{Applicability, Level};
use crate::lint::commands::exec_lines::has_prefix;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::syntax::Edit;
use crate::systemd::directives::Name;
use crate::systemd::kinds::enums::{Restart, ServiceType};
use crate::systemd::kinds::exec::{self, Prefix};

rule! {
    /// Flags `-` before the main program of a service that should be restarted when it fails.
    ///
    /// ## Why
    ///
    /// `-` counts every exit of the program as a success, even a crash. `Restart=on-failure` and `OnFailure=` then
    /// never act, and the unit never becomes `failed`.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=-/usr/bin/app
    /// Restart=on-failure
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Restart=on-failure
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), "Command lines"; `service_sigchld_event()`, `src/core/service.c`. Run on 252:
    /// `ExecStart=-/bin/false` with `Restart=on-failure` ends once, with `Result=success`.
    pub static IGNORED_FAILURE_START = {
        name: "ignored-failure-start",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Directive(&[Name::ExecStart], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    if !has_prefix(entry.item.value.slice(entry.bytes))
        || !context.unit.sets(Name::Restart)
        || !context.is_in_effect()
    {
        return;
    }
    let value = entry.value();
    let Some(text) = value.text() else { return };
    let line = exec::parse(text, context.release());
    let Some(command) = line.commands.first() else { return };
    let Some((_, span)) = command.prefixes.iter().find(|(prefix, _)| *prefix == Prefix::IgnoreFailure) else {
        return;
    };
    let facts = context.facts();
    let Some((Restart::OnFailure | Restart::OnAbnormal | Restart::OnAbort, id)) = facts.restart else {
        return;
    };
    if facts.effective_type() == ServiceType::Oneshot {
        return;
    }
    let span = value.span(*span);
    let mut finding = IGNORED_FAILURE_START
        .at(entry.id.file, span, "`-` turns every failure into a success")
        .label("no exit counts as a failure");
    if let Some(restart) = context.unit.entry(id, context.sources) {
        finding = finding.related(id.file, restart.value().whole(), "waits for a failure");
    }
    sink.add(
        finding
            .help(
                "systemd says nothing. Remove `-`, or set Restart=always if the program should be restarted \
                   whatever happens.",
            )
            .fix("remove `-`", Applicability::Unsafe, vec![Edit::delete(span)]),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn services_that_do_not_restart_on_failure_pass() {
        let fixed = |lines: &str| {
            let found = unit(&IGNORED_FAILURE_START, &format!("[Service]\n{lines}\n"));
            found.into_iter().map(|found| found.fixed.unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(
            fixed("ExecStart=@-/a b\nRestart=on-abort"),
            ["[Service]\nExecStart=@/a b\nRestart=on-abort\n"]
        );
        for right in [
            "ExecStart=-/a\nRestart=always",
            "ExecStart=-/a",
            "Type=oneshot\nExecStart=-/a\nRestart=on-failure",
            "ExecStart=/a -b\nRestart=on-failure",
            "ExecStart=-/a\nExecStart=\nExecStart=/a\nRestart=on-failure",
        ] {
            assert!(fixed(right).is_empty(), "{right}");
        }
    }
}
