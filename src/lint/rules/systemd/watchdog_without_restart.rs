//! `watchdog-without-restart`

use crate::diagnostic::Level;
use crate::lint::facts::unit_references::STARTED_BY;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::fleet::{Fleet, FleetUnit};
use crate::systemd::kinds::enums::Restart;
use crate::systemd::kinds::timespan::TimeSpan;

rule! {
    /// Flags `WatchdogSec=` in a service that is not restarted when the watchdog fires. Reported as `info` where a
    /// socket or the bus starts the service as well as `[Install]`; one that runs only when it is needed passes.
    ///
    /// ## Why
    ///
    /// A program that no longer reports is killed. Without a `Restart=` that covers it the service stays dead, where
    /// one that hangs might have recovered.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=notify
    /// ExecStart=/usr/bin/app
    /// WatchdogSec=30
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=notify
    /// ExecStart=/usr/bin/app
    /// WatchdogSec=30
    /// Restart=on-failure
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), `WatchdogSec=`: "use `Restart=` … to ensure that the service is automatically restarted"; the
    /// table of `Restart=`.
    pub static WATCHDOG_WITHOUT_RESTART = {
        name: "watchdog-without-restart",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        depends_on_context: true,
        looks_at: LooksAt::Unit(&[Name::WatchdogSec], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let facts = context.facts;
    if facts.force_restart.is_some() || !context.is_whole() {
        return;
    }
    // On a clean exit only, or never.
    if !matches!(facts.restart, None | Some((Restart::No | Restart::OnSuccess, _))) {
        return;
    }
    let Some(entry) = context.last_in_effect(Section::Service, Name::WatchdogSec) else { return };
    // A word that systemd does not know is the mistake then.
    if context.last_is_refused(Name::Restart) {
        return;
    }
    let value = entry.value();
    let span = TimeSpan::read("WatchdogSec", value.text().unwrap_or_default());
    if !span.is_ok_and(|span| span.as_micros() != 0 && !span.is_infinite()) {
        return;
    }
    let at = |message: &str| WATCHDOG_WITHOUT_RESTART.at(entry.id.file, value.whole(), message);
    let dies = at("a service that the watchdog kills stays dead").label("nothing starts it again").help(
        "systemd ends a program that does not report in time, and Restart= does not cover that. Add Restart=on-failure.",
    );
    // A service that a socket or the bus starts is started again when it is needed.
    let waits = at("a service that the watchdog kills is down until it is needed")
        .level(Level::Info)
        .label("the bus or a socket starts it again")
        .help(
            "systemd ends a program that does not report in time. Restart=on-failure would start it again \
               immediately.",
        );
    let runs_always = context.unit.sets_any(&STARTED_BY);
    if facts.has_bus_name || context.unit.sets(Name::Sockets) {
        if runs_always {
            sink.add(waits);
        }
        return;
    }
    let has_socket = |fleet: &Fleet, unit: FleetUnit<'_>| fleet.contains(&format!("{}.socket", unit.stem()));
    if runs_always {
        sink.add_if(waits, has_socket);
    }
    sink.add_if(dies, move |fleet, unit| !has_socket(fleet, unit));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{unit, units};

    #[test]
    fn a_restart_must_cover_the_watchdog() {
        let count = |lines: &str| {
            unit(&WATCHDOG_WITHOUT_RESTART, &format!("[Service]\nExecStart=/a\nWatchdogSec=1\n{lines}\n"))
                .len()
        };
        for lines in ["", "Restart=no", "Restart=on-success", "WatchdogSec=2min"] {
            assert_eq!(count(lines), 1, "{lines}");
        }
        for lines in [
            "Restart=always",
            "Restart=on-watchdog",
            "WatchdogSec=0",
            "RestartForceExitStatus=SIGABRT",
            "Restart=Always",
        ] {
            assert_eq!(count(lines), 0, "{lines}");
        }
    }

    #[test]
    fn a_bus_or_socket_activated_service_is_an_info() {
        let service = |more: &str| format!("[Service]\nExecStart=/a\nWatchdogSec=1\n{more}");
        let enabled = "[Install]\nWantedBy=multi-user.target\n";
        let of_bus = unit(&WATCHDOG_WITHOUT_RESTART, &service(&format!("BusName=a.b\n{enabled}")));
        assert_eq!(of_bus[0].level, Level::Info);
        assert!(of_bus[0].message.ends_with("down until it is needed"));
        assert!(unit(&WATCHDOG_WITHOUT_RESTART, &service("BusName=a.b\n")).is_empty());
        let socket = ("a.socket", "[Socket]\nListenStream=1\n");
        let levels = |more: &str| {
            let found = units(&WATCHDOG_WITHOUT_RESTART, &[("a.service", &service(more)), socket]);
            found.into_iter().map(|one| one.level).collect::<Vec<_>>()
        };
        assert_eq!((levels(""), levels(enabled)), (vec![], vec![Level::Info]));
    }
}
