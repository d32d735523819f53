//! `timer-without-first-run`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::unit::is_relation;

rule! {
    /// Flags a timer whose times all count from a run of its service (`OnUnitActiveSec=`, `OnUnitInactiveSec=`) while
    /// no known unit starts the service for the first time.
    ///
    /// ## Why
    ///
    /// Without a first run there is nothing to count from: the timer is active, says that it has elapsed, and never starts anything.
    ///
    /// ## Bad
    ///
    /// ```ini job.timer
    /// [Timer]
    /// OnUnitActiveSec=1h
    ///
    /// [Install]
    /// WantedBy=timers.target
    /// ```
    ///
    /// ```ini job.service
    /// [Service]
    /// Type=oneshot
    /// ExecStart=/usr/bin/job
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini job.timer
    /// [Timer]
    /// OnBootSec=5min
    /// OnUnitActiveSec=1h
    ///
    /// [Install]
    /// WantedBy=timers.target
    /// ```
    ///
    /// ```ini job.service
    /// [Service]
    /// Type=oneshot
    /// ExecStart=/usr/bin/job
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.timer(5); `timer_enter_waiting()`, `src/core/timer.c`, skips a time whose base is 0. Run on 252: the
    /// timer is `active (elapsed)` with no next time.
    pub static TIMER_WITHOUT_FIRST_RUN = {
        name: "timer-without-first-run",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        depends_on_context: true,
        looks_at: LooksAt::Unit(&RUNS, check),
    }
}

/// The triggers that count from a run.
const RUNS: [Name; 2] = [Name::OnUnitActiveSec, Name::OnUnitInactiveSec];

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    if !context.unit.counts_from_runs() || !context.is_whole() {
        return;
    }
    let times = context.in_effect(Section::Timer, &RUNS);
    let Some(entry) = times.first() else { return };
    let Some(service) = context.started_by_timer() else { return };
    let is_related = context
        .references
        .dependencies()
        .iter()
        .any(|reference| is_relation(reference.directive) && reference.name == service);
    // An instance may be enabled through its template.
    if is_related || service.contains('@') {
        return;
    }
    let (file, span) = (entry.id.file, entry.value().whole());
    sink.add_deferred(&TIMER_WITHOUT_FIRST_RUN, move |fleet, timer| {
        // If the service is not here, what starts it is not known either.
        let known = fleet.find(&service).filter(|known| !known.is_drop_in())?;
        let has_other = ["path", "socket"].iter().any(|kind| {
            let stem = service.strip_suffix("service");
            stem.is_some_and(|stem| fleet.will_contain(&format!("{stem}{kind}")))
        });
        let is_started = known.is_enabled()
            || known.bus_name().is_some()
            || fleet.is_linked(&service)
            || fleet.has_starter_other_than(&service, timer.name());
        if is_started || has_other {
            return None;
        }
        Some(
            TIMER_WITHOUT_FIRST_RUN
                .at(file, span, format!("nothing here starts {service} for the first time"))
                .label("counts from a run")
                .help(
                    "systemd says nothing: the timer waits for a run that it would have to start itself. OnBootSec= \
                     or OnActiveSec= provides the first one.",
                ),
        )
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::units;

    #[test]
    fn a_first_run_may_come_from_anywhere() {
        let service = "[Service]\nType=oneshot\nExecStart=/a\n";
        let count = |timer: &str, service: &str, other: (&str, &str)| {
            let timer = format!("[Timer]\n{timer}\n");
            units(&TIMER_WITHOUT_FIRST_RUN, &[("a.timer", &timer), ("a.service", service), other]).len()
        };
        let none = ("b.service", "[Service]\nExecStart=/b\n");
        assert_eq!(count("OnUnitActiveSec=1h", service, none), 1);
        assert_eq!(
            count("OnUnitInactiveSec=1h\nUnit=a.service", service, none),
            1,
            "the timer itself does not count as another starter"
        );
        for more in ["OnBootSec=1", "OnActiveSec=0", "OnStartupSec=1", "OnCalendar=daily"] {
            assert_eq!(count(&format!("OnUnitActiveSec=1h\n{more}"), service, none), 0, "{more}");
        }
        assert_eq!(count("OnUnitActiveSec=1h\n[Unit]\nRequires=a.service", service, none), 0);
        let enabled = format!("{service}[Install]\nWantedBy=multi-user.target\n");
        assert_eq!(count("OnUnitActiveSec=1h", &enabled, none), 0);
        for other in [
            ("b.service", "[Unit]\nWants=a.service\n"),
            ("b.service", "[Unit]\nOnFailure=a.service\n"),
            ("b.timer", "[Timer]\nOnBootSec=1\nUnit=a.service\n"),
            ("a.path", "[Path]\nPathExists=/a\n"),
        ] {
            assert_eq!(count("OnUnitActiveSec=1h", service, other), 0, "{other:?}");
        }
        let alone = [("a.timer", "[Timer]\nOnUnitActiveSec=1h\n")];
        assert!(units(&TIMER_WITHOUT_FIRST_RUN, &alone).is_empty(), "something else may start the service");
    }
}
