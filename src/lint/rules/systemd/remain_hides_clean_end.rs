//! `remain-hides-clean-end`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::kinds::enums::{Restart, ServiceType};

rule! {
    /// Flags `RemainAfterExit=yes` together with `Restart=always` or `Restart=on-success`.
    ///
    /// ## Why
    ///
    /// A service that remains does not end when its program exits cleanly: it is `active (exited)`, and nothing starts
    /// the program again. `Restart=always` amounts to `Restart=on-failure`, and `Restart=on-success` to nothing (then
    /// the level is `warning`). A daemon that has exited with status 0 is shown as active, but is gone.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Restart=always
    /// RemainAfterExit=yes
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Restart=always
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), `RemainAfterExit=`; `service_enter_running()`, `src/core/service.c`: a service that exits
    /// cleanly and remains goes to `SERVICE_EXITED`, and only `service_enter_dead()` asks `service_shall_restart()`.
    pub static REMAIN_HIDES_CLEAN_END = {
        name: "remain-hides-clean-end",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::RemainAfterExit], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    if !context.is_in_effect() || !context.is_whole() {
        return;
    }
    let facts = context.facts();
    let Some((policy @ (Restart::Always | Restart::OnSuccess), id)) = facts.restart else { return };
    // systemd refuses these policies for a oneshot service.
    if !facts.remains_after_exit || facts.effective_type() == ServiceType::Oneshot {
        return;
    }
    let Some(restart) = context.unit.entry(id, context.sources) else { return };
    let (level, message, help) = match policy {
        Restart::OnSuccess => (
            Level::Warning,
            "Restart=on-success never starts this service again",
            "Remove RemainAfterExit=yes.",
        ),
        _ => (
            Level::Info,
            "a program that exits cleanly is not started again",
            "Remove RemainAfterExit=yes, or write Restart=on-failure if that is what you mean.",
        ),
    };
    sink.add(
        REMAIN_HIDES_CLEAN_END
            .at(entry.id.file, entry.value().whole(), message)
            .level(level)
            .label("active without the program")
            .related(id.file, restart.value().whole(), "asks for a restart")
            .help(format!("systemd says nothing, and shows the service as active (exited). {help}")),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn only_policies_that_restart_after_success_are_flagged() {
        let levels = |lines: &str| -> Vec<Level> {
            let found = unit(&REMAIN_HIDES_CLEAN_END, &format!("[Service]\nExecStart=/a\n{lines}\n"));
            found.into_iter().map(|one| one.level).collect()
        };
        assert_eq!(levels("Type=forking\nRestart=always\nRemainAfterExit=true"), [Level::Info]);
        assert_eq!(levels("Restart=on-success\nRemainAfterExit=yes"), [Level::Warning]);
        assert_eq!(levels("Restart=always\nRestart=on-failure\nRemainAfterExit=yes"), []);
        assert_eq!(levels("Restart=always\nRemainAfterExit=yes\nRemainAfterExit=no"), []);
        assert_eq!(levels("Restart=always\nRemainAfterExit=no"), []);
        // Reported by `oneshot-restart`.
        assert_eq!(levels("Type=oneshot\nRestart=always\nRemainAfterExit=yes"), []);
    }
}
