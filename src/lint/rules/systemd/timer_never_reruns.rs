//! `timer-never-reruns`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::fleet::FleetUnit;
use crate::systemd::kinds::unit_name::UnitType;

rule! {
    /// Flags a timer that elapses again and again for a service with `RemainAfterExit=yes`.
    ///
    /// ## Why
    ///
    /// After its first run the service stays active, and a timer does nothing for a unit that is active: the job runs once
    /// after each boot.
    ///
    /// ## Bad
    ///
    /// ```ini job.timer
    /// [Timer]
    /// OnCalendar=daily
    ///
    /// [Install]
    /// WantedBy=timers.target
    /// ```
    ///
    /// ```ini job.service
    /// [Service]
    /// Type=oneshot
    /// RemainAfterExit=yes
    /// ExecStart=/usr/bin/job
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini job.timer
    /// [Timer]
    /// OnCalendar=daily
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
    /// systemd.timer(5): "in case the unit to activate is already active at the time the timer elapses it is not restarted".
    pub static TIMER_NEVER_RERUNS = {
        name: "timer-never-reruns",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        depends_on_context: true,
        looks_at: LooksAt::Unit(&REPEATS, check),
    }
}

/// The triggers that repeat.
const REPEATS: [Name; 3] = [Name::OnCalendar, Name::OnUnitActiveSec, Name::OnUnitInactiveSec];

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    if !unit.is(UnitType::Timer) || !context.is_whole() {
        return;
    }
    let Some(service) = context.started_by_timer() else { return };
    let repeats = context.in_effect(Section::Timer, &REPEATS);
    let Some(entry) = repeats.first() else { return };
    let name = service.clone();
    sink.add_if(
        TIMER_NEVER_RERUNS
            .at(entry.id.file, entry.value().whole(), format!("{service} stays active after its first run"))
            .label("has no effect then")
            .help(format!(
                "systemd does not start a unit that is active. Remove RemainAfterExit=yes from {service} if it \
                 should run each time."
            )),
        move |fleet, _| fleet.find_or_template(&name).is_some_and(FleetUnit::remains_after_exit),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::units;

    #[test]
    fn a_service_that_ends_passes() {
        let count = |timer: &str, service: &str| {
            let timer = format!("[Timer]\n{timer}\n");
            let service = format!("[Service]\nType=oneshot\nExecStart=/a\n{service}\n");
            units(&TIMER_NEVER_RERUNS, &[("a.timer", &timer), ("a.service", &service)]).len()
        };
        let remains = "RemainAfterExit=yes";
        assert_eq!((count("OnCalendar=daily", remains), count("OnCalendar=daily", "")), (1, 0));
        assert_eq!(count("OnBootSec=1", remains), 0, "it runs only once anyway");
        assert_eq!(count("OnCalendar=daily\nUnit=b.service", remains), 0);
    }
}
