//! `oneshot-restart`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::kinds::enums::{Restart, ServiceType};
use crate::systemd::kinds::unit_name::UnitType;
use crate::systemd::versions::Release;

rule! {
    /// Flags a `Type=oneshot` service that should be restarted after a clean exit: `Restart=always` or `on-success`,
    /// and before 256 `RestartForceExitStatus=`. Before 244 any `Restart=` except `no`.
    ///
    /// ## Why
    ///
    /// A oneshot that exits cleanly is done: if it were started again and again, nothing that waits for it would ever
    /// continue. systemd does not load the unit.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=oneshot
    /// ExecStart=/usr/bin/app-setup
    /// Restart=always
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=oneshot
    /// ExecStart=/usr/bin/app-setup
    /// Restart=on-failure
    /// ```
    ///
    /// ## Source
    ///
    /// `service_verify()`, `src/core/service.c`; NEWS of 244. Run on 252.
    pub static ONESHOT_RESTART = {
        name: "oneshot-restart",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[Name::Restart, Name::RestartForceExitStatus], check),
    }
}

/// The first release in which a oneshot may be restarted at all.
const RESTARTS_SINCE: Release = Release(244);
/// The first release that accepts `RestartForceExitStatus=`.
const FORCED_SINCE: Release = Release(256);

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let facts = context.facts;
    let is_oneshot = context.unit.is(UnitType::Service) && facts.effective_type() == ServiceType::Oneshot;
    // A unit with nothing to run is refused for that, and is a oneshot only by default.
    if !is_oneshot || !context.is_whole() || facts.nothing_to_run().is_some() {
        return;
    }
    let release = context.release();
    let bad = facts.restart.filter(|(restart, _)| {
        let is_never_taken = matches!(restart, Restart::Always | Restart::OnSuccess);
        is_never_taken || release < RESTARTS_SINCE && *restart != Restart::No
    });
    let (id, message, words) = if let Some((restart, id)) = bad {
        let message = format!("a oneshot service cannot have Restart={}", restart.as_str());
        let words = if release < RESTARTS_SINCE {
            "Service has Restart= setting other than no, which isn't allowed for Type=oneshot services. Refusing."
        } else {
            "Service has Restart= set to either always or on-success, which isn't allowed for Type=oneshot services. \
             Refusing."
        };
        (id, message, words)
    } else if let Some(id) = facts.force_restart.filter(|_| release < FORCED_SINCE) {
        let message = "a oneshot service cannot have RestartForceExitStatus=".to_owned();
        let words = "Service has RestartForceExitStatus= set, which isn't allowed for Type=oneshot services. Refusing.";
        (id, message, words)
    } else {
        return;
    };
    let Some(entry) = context.unit.entry(id, context.sources) else { return };
    let mut finding = ONESHOT_RESTART.at(id.file, entry.value().whole(), message).label("not for a oneshot");
    if let Some((_, kind)) = facts.service_type
        && let Some(kind) = context.unit.entry(kind, context.sources)
    {
        finding = finding.related(kind.id.file, kind.value().whole(), "the type is set here");
    }
    sink.add(finding.help(format!(
        "systemd says: {words} It does not load the unit. A oneshot can have Restart=on-failure, since 244."
    )));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file_for, unit};

    #[test]
    fn a_service_without_commands_is_not_a_oneshot() {
        assert!(unit(&ONESHOT_RESTART, "[Service]\nRestart=always\n").is_empty());
        assert_eq!(
            unit(&ONESHOT_RESTART, "[Service]\nRestart=always\nRemainAfterExit=yes\nExecStop=/a\n").len(),
            1
        );
    }

    #[test]
    fn only_a_restart_after_success_is_flagged() {
        let found = |restart: &str| {
            let text = format!("[Service]\nType=oneshot\nExecStart=/bin/a\n{restart}\n");
            unit(&ONESHOT_RESTART, &text)
        };
        assert_eq!(found("Restart=always")[0].text, "always");
        assert_eq!(found("Restart=on-success").len(), 1);
        assert!(found("Restart=on-failure").is_empty());
        assert!(found("Restart=always\nRestart=no").is_empty());
        assert!(found("Restart=no\nRestartForceExitStatus=3").is_empty(), "accepted since 256");
    }

    #[test]
    fn restart_force_exit_status_is_refused_by_old_releases() {
        let text = "[Service]\nType=oneshot\nExecStart=/bin/a\nRestartForceExitStatus=3\n";
        let found = |release: u16| file_for(&ONESHOT_RESTART, release, "app.service", text);
        assert_eq!(found(255).iter().map(|found| found.text.as_str()).collect::<Vec<_>>(), ["3"]);
        assert!(found(256).is_empty());
    }

    #[test]
    fn a_service_without_a_main_program_is_a_oneshot() {
        let text = "[Service]\nExecStop=/bin/a\nRemainAfterExit=yes\nRestart=always\n";
        assert_eq!(unit(&ONESHOT_RESTART, text).len(), 1);
    }
}
