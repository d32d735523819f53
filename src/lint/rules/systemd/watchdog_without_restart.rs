//! `watchdog-without-restart`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::fleet::{Fleet, Known};
use crate::systemd::kinds::enums::Restart;
use crate::systemd::kinds::timespan::TimeSpan;

rule! {
    /// Flags `WatchdogSec=` in a service that is not started again when the watchdog bites. An info where a
    /// socket or the bus starts the service.
    ///
    /// ## Why
    ///
    /// A program that no longer reports is killed. Without a `Restart=` that covers it the service stays dead, where a
    /// hanging one might have gone on.
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
    let held = context.held(Section::Service, &[Name::WatchdogSec]);
    let Some(entry) = held.last() else { return };
    let value = entry.value();
    let span = TimeSpan::read("WatchdogSec", value.text().unwrap_or_default());
    if !span.is_ok_and(|span| span.as_micros() != 0 && !span.is_infinite()) {
        return;
    }
    // What a socket or the bus starts is started again when it is needed.
    let finding = WATCHDOG_WITHOUT_RESTART
        .at(entry.id.file, value.whole(), "a service that the watchdog kills stays dead")
        .label("nothing starts it again")
        .help("systemd ends a program that does not report in time, and Restart= does not cover that. Add Restart=on-failure.");
    if facts.has_bus_name || context.unit.writes(Name::Sockets) {
        sink.add(finding.level(Level::Info));
        return;
    }
    let has_socket = |fleet: &Fleet, unit: Known<'_>| fleet.knows(&format!("{}.socket", unit.stem()));
    sink.add_if(finding.clone().level(Level::Info), has_socket);
    sink.add_if(finding.level(Level::Warning), move |fleet, unit| !has_socket(fleet, unit));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn a_restart_must_cover_the_watchdog() {
        let count = |lines: &str| {
            unit(&WATCHDOG_WITHOUT_RESTART, &format!("[Service]\nExecStart=/a\nWatchdogSec=1\n{lines}\n"))
                .len()
        };
        for lines in ["", "Restart=no", "Restart=on-success", "WatchdogSec=2min"] {
            assert_eq!(count(lines), 1, "{lines}");
        }
        for lines in
            ["Restart=always", "Restart=on-watchdog", "WatchdogSec=0", "RestartForceExitStatus=SIGABRT"]
        {
            assert_eq!(count(lines), 0, "{lines}");
        }
    }

    #[test]
    fn what_the_bus_starts_comes_back_when_it_is_needed() {
        let text = "[Service]\nExecStart=/a\nWatchdogSec=1\nBusName=a.b\n";
        assert_eq!(unit(&WATCHDOG_WITHOUT_RESTART, text)[0].level, Level::Info);
    }
}
