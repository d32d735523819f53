//! `timer-unit-has-install`

use crate::diagnostic::Level;
use crate::lint::facts::unit_references::STARTED_BY;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::Section;
use crate::systemd::kinds::unit_name::UnitType;

rule! {
    /// Flags a service with `WantedBy=` or `RequiredBy=` that a timer of the same name starts.
    ///
    /// ## Why
    ///
    /// Once enabled, the service also runs at every boot, in addition to the times of the timer. Usually only the timer
    /// should be enabled. Where all times of the timer count from a run of the service, the first one has to come from
    /// somewhere, and this passes.
    ///
    /// ## Bad
    ///
    /// ```ini job.service
    /// [Service]
    /// Type=oneshot
    /// ExecStart=/usr/bin/job
    ///
    /// [Install]
    /// WantedBy=multi-user.target
    /// ```
    ///
    /// ```ini job.timer
    /// [Timer]
    /// OnCalendar=daily
    ///
    /// [Install]
    /// WantedBy=timers.target
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini job.service
    /// [Service]
    /// Type=oneshot
    /// ExecStart=/usr/bin/job
    /// ```
    ///
    /// ```ini job.timer
    /// [Timer]
    /// OnCalendar=daily
    ///
    /// [Install]
    /// WantedBy=timers.target
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.timer(5); systemd.unit(5), `WantedBy=`.
    pub static TIMER_UNIT_HAS_INSTALL = {
        name: "timer-unit-has-install",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        depends_on_context: true,
        looks_at: LooksAt::Unit(&STARTED_BY, check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    if !unit.is(UnitType::Service) || !context.facts.has_install {
        return;
    }
    let in_effect = context.in_effect(Section::Install, &STARTED_BY);
    let Some(entry) = in_effect.first() else { return };
    let (file, span) = (entry.id.file, entry.value().whole());
    // Few services have a timer, so the message is built only for those.
    sink.add_deferred(&TIMER_UNIT_HAS_INSTALL, move |fleet, unit| {
        let timer = format!("{}.timer", unit.stem());
        let finding = || {
            TIMER_UNIT_HAS_INSTALL
                .at(file, span, format!("{timer} starts this service, and so does this"))
                .label(if unit.is_user_unit() { "once enabled, at every login" } else { "once enabled, at every boot" })
                .help(format!(
                    "systemd starts it for both. If only the timer should start it, remove the line and enable \
                     {timer}."
                ))
        };
        fleet.find(&timer).filter(|timer| !timer.counts_from_runs()).map(|_| finding())
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::units;

    #[test]
    fn a_service_started_only_by_the_timer_passes() {
        let count = |install: &str, timer: &str| {
            let service = format!("[Service]\nExecStart=/a\n[Install]\n{install}\n");
            units(&TIMER_UNIT_HAS_INSTALL, &[("a.service", &service), (timer, "[Timer]\nOnBootSec=1\n")])
                .len()
        };
        assert_eq!((count("WantedBy=a.target", "a.timer"), count("WantedBy=a.target", "b.timer")), (1, 0));
        assert_eq!((count("Alias=b.service", "a.timer"), count("", "a.timer")), (0, 0));
    }

    #[test]
    fn a_user_unit_is_started_at_login() {
        let label = |directory: &str| {
            let service = format!("{directory}/a.service");
            let timer = format!("{directory}/a.timer");
            let text = "[Service]\nExecStart=/a\n[Install]\nWantedBy=default.target\n";
            let found =
                units(&TIMER_UNIT_HAS_INSTALL, &[(&service, text), (&timer, "[Timer]\nOnCalendar=daily\n")]);
            found.into_iter().map(|one| one.label).collect::<Vec<_>>()
        };
        assert_eq!(label("systemd/user"), ["once enabled, at every login"]);
        assert_eq!(label("systemd/system"), ["once enabled, at every boot"]);
    }

    #[test]
    fn the_first_run_may_come_from_the_boot() {
        let count = |times: &str| {
            let service = "[Service]\nExecStart=/a\n[Install]\nWantedBy=multi-user.target\n";
            let timer = format!("[Timer]\n{times}\n");
            units(&TIMER_UNIT_HAS_INSTALL, &[("a.service", service), ("a.timer", &timer)]).len()
        };
        assert_eq!((count("OnUnitActiveSec=1h"), count("OnUnitActiveSec=1h\nOnCalendar=daily")), (0, 1));
    }
}
