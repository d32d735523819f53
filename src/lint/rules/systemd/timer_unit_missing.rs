//! `timer-unit-missing`

use crate::diagnostic::Level;
use crate::lint::suggestions::nearest::nearest;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::dependencies::listed_units;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::unit_name::{UnitName, UnitType};

rule! {
    /// Flags a timer whose service is neither given nor in the same directory. Reported as `info` where `Unit=` names
    /// the service, which may then come from elsewhere, unless a service with the timer's own name is here and the name
    /// in `Unit=` is nearly the same.
    ///
    /// ## Why
    ///
    /// systemd loads the timer anyway, but refuses to start it: there is nothing to trigger. Without `Unit=` the
    /// service has the name of the timer. What another package installs cannot be seen from here; a service that a
    /// drop-in is given for passes, and so does one that a build makes from a file next to the timer, such as
    /// `job.service.in`, or that a role may fill in from `templates/` next to the timer's `files/`.
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
    /// systemd.timer(5), `Unit=`; `timer_start()`, `src/core/timer.c`. Run on 252: verify says nothing.
    pub static TIMER_UNIT_MISSING = {
        name: "timer-unit-missing",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        depends_on_context: true,
        looks_at: LooksAt::Unit(&[], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    if !unit.is(UnitType::Timer) || !context.is_whole() {
        return;
    }
    let in_effect = context.last_in_effect(Section::Timer, Name::Unit);
    let own = format!("{}.service", unit.stem());
    let level = if in_effect.is_none() { Level::Warning } else { Level::Info };
    let (name, file, span) = match in_effect {
        Some(entry) => {
            // What is expanded only when an instance starts is not known.
            let Some(first) = listed_units(&entry, &unit.name).into_iter().next() else { return };
            (first.name, entry.id.file, first.span)
        }
        None if !unit.is_named() => return,
        None => {
            let (file, span) = context.header(Section::Timer);
            (own.clone(), file, span)
        }
    };
    let Ok(parsed) = UnitName::parse(&name) else { return };
    // Targets and systemd's own units are elsewhere.
    if !name.ends_with(".service") || name.starts_with("systemd-") {
        return;
    }
    let template = parsed.template();
    let is_typo = name != own && nearest(&name, [own.as_str()]).is_some();
    sink.add_deferred(&TIMER_UNIT_MISSING, move |fleet, _| {
        // A drop-in for the service shows that the service itself comes from elsewhere.
        let is_there = |name: &str| fleet.will_contain(name) || fleet.has_drop_in(name);
        if is_there(&name) || template.as_deref().is_some_and(is_there) {
            return None;
        }
        let (level, advice) = match is_typo && is_there(&own) {
            true => (Level::Warning, format!("{own} is here: name that one, or remove the line.")),
            false => (level, "Pass the service as well, or name another one with Unit=.".to_owned()),
        };
        let message = format!("{name}, which this timer starts, was not found");
        let finding = TIMER_UNIT_MISSING.at(file, span, message).level(level).label("nothing to trigger");
        Some(finding.help(format!(
            "systemd says, when the timer is started: Refusing to start, unit {name} to trigger not loaded. {advice}"
        )))
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{units, with_siblings};

    #[test]
    fn the_service_may_be_named_or_instantiated_from_a_template() {
        let count = |name: &str, text: &str, service: &str| {
            let timer = (name, format!("[Timer]\nOnBootSec=1\n{text}\n"));
            units(&TIMER_UNIT_MISSING, &[(timer.0, &timer.1), (service, "[Service]\nExecStart=/a\n")]).len()
        };
        assert_eq!((count("a.timer", "", "a.service"), count("a.timer", "", "b.service")), (0, 1));
        assert_eq!(count("a.timer", "Unit=b.service", "b.service"), 0);
        assert_eq!(count("a.timer", "Unit=b@x.service", "b@.service"), 0);
        assert_eq!((count("a@.timer", "", "a@.service"), count("a@x.timer", "", "a@.service")), (0, 0));
        assert_eq!(count("a.timer", "Unit=reboot.target", "b.service"), 0);
        assert_eq!(count("a@.timer", "", "a@.service.d/x.conf"), 0);
    }

    #[test]
    fn a_service_generated_by_a_build_is_not_missing() {
        let count = |other: &str| {
            with_siblings(&TIMER_UNIT_MISSING, ("a.timer", "[Timer]\nOnBootSec=1\n"), &[other]).len()
        };
        assert_eq!((count("a.service.in"), count("a.service.j2")), (0, 0));
        assert_eq!((count("b.service.in"), count("a.service.bak"), count("a.timer.in")), (1, 1, 1));
        // An Ansible role and a Puppet module keep templates separate from the files that are copied.
        let count = |timer: &str, other: &str| {
            with_siblings(&TIMER_UNIT_MISSING, (timer, "[Timer]\nOnBootSec=1\n"), &[other]).len()
        };
        assert_eq!(count("r/files/a.timer", "r/templates/a.service.j2"), 0);
        assert_eq!(count("files/units/a.timer", "templates/units/a.service"), 0);
        assert_eq!(count("r/templates/a.timer", "r/files/a.service"), 0);
        assert_eq!(count("r/files/a.timer", "r/templates/b.service.j2"), 1);
        assert_eq!(count("r/files/a.timer", "s/templates/a.service.j2"), 1);
    }

    #[test]
    fn an_explicitly_named_service_may_come_from_elsewhere() {
        let level = |text: &str| {
            units(&TIMER_UNIT_MISSING, &[("a.timer", &format!("[Timer]\nOnBootSec=1\n{text}\n"))])[0].level
        };
        assert_eq!((level(""), level("Unit=b.service")), (Level::Warning, Level::Info));
    }

    #[test]
    fn a_typo_of_the_timers_own_name_suggests_its_service() {
        let found = |service: &str| {
            let timer = ("daily-job.timer", "[Timer]\nOnBootSec=1\nUnit=daily_job.service\n");
            units(&TIMER_UNIT_MISSING, &[timer, (service, "[Service]\nExecStart=/a\n")]).remove(0)
        };
        let typo = found("daily-job.service");
        assert_eq!((typo.level, typo.text.as_str()), (Level::Warning, "daily_job.service"));
        assert!(typo.help.ends_with("daily-job.service is here: name that one, or remove the line."));
        assert_eq!(found("other.service").level, Level::Info);
    }
}
