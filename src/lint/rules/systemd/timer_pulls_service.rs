//! `timer-pulls-service`

use super::after_syslog_target::deletion_of;
use crate::diagnostic::{Applicability, Level};
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::syntax::Edit;
use crate::systemd::directives::Name;
use crate::systemd::kinds::unit_name::UnitType;

rule! {
    /// Flags a timer that requires or wants the service that it starts.
    ///
    /// ## Why
    ///
    /// What a unit requires is started together with it. The service does not wait for its time: it runs as soon as the
    /// timer is started, which is at each boot and when the timer is enabled with `--now`. If it is stopped by hand,
    /// the timer is stopped with it (not with `Wants=`). The timer finds its service without such a line. A timer whose
    /// times all count from a run of the service (`OnUnitActiveSec=`) needs a first one, and passes.
    ///
    /// ## Bad
    ///
    /// ```ini backup.timer
    /// [Unit]
    /// Requires=backup.service
    ///
    /// [Timer]
    /// OnCalendar=daily
    ///
    /// [Install]
    /// WantedBy=timers.target
    /// ```
    ///
    /// ```ini backup.service
    /// [Service]
    /// Type=oneshot
    /// ExecStart=/usr/bin/backup
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini backup.timer
    /// [Timer]
    /// OnCalendar=daily
    ///
    /// [Install]
    /// WantedBy=timers.target
    /// ```
    ///
    /// ```ini backup.service
    /// [Service]
    /// Type=oneshot
    /// ExecStart=/usr/bin/backup
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5), `Requires=`; systemd.timer(5), `Unit=`. Run on 252: with a calendar time in 2099 the service
    /// runs when the timer is started, and `systemctl stop` of the service leaves the timer inactive.
    pub static TIMER_PULLS_SERVICE = {
        name: "timer-pulls-service",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Unit(&PULLS, check),
    }
}

/// The lists of units that are started together with this one.
const PULLS: [Name; 4] = [Name::BindsTo, Name::Requires, Name::Upholds, Name::Wants];

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    if !unit.is(UnitType::Timer) || unit.counts_from_runs() || !context.is_whole() {
        return;
    }
    let Some(service) = context.started_by_timer() else { return };
    let (start, once) = if unit.is_user_unit(context.sources) {
        ("login", Name::OnStartupSec)
    } else {
        ("boot", Name::OnBootSec)
    };
    for reference in context.references.in_lists(&PULLS).filter(|reference| reference.name == service) {
        let Some(entry) = context.references.entry(reference) else { continue };
        let stops = match reference.directive {
            Name::Requires | Name::BindsTo => {
                " If the service is stopped by hand, the timer is stopped with it."
            }
            _ => "",
        };
        sink.add(
            TIMER_PULLS_SERVICE
                .at(entry.id.file, reference.span, format!("{service} is started with this timer, not only at its times"))
                .label(format!("at each {start}"))
                .help(format!(
                    "systemd starts both at the same time.{stops} The timer starts its service without this: remove \
                     it. For a run at {start}, use {once}=."
                ))
                .fix("remove it", Applicability::Unsafe, vec![Edit::delete(deletion_of(&entry, reference.span))]),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, file};

    fn found(name: &str, lines: &str, timer: &str) -> Vec<Found> {
        file(&TIMER_PULLS_SERVICE, name, &format!("[Unit]\n{lines}\n[Timer]\nOnCalendar=daily\n{timer}\n"))
    }

    #[test]
    fn a_user_timer_is_started_at_login() {
        let [of_user] = &found("systemd/user/a.timer", "Wants=a.service", "")[..] else { panic!() };
        assert_eq!(of_user.label, "at each login");
        assert!(of_user.help.ends_with("For a run at login, use OnStartupSec=."), "{}", of_user.help);
        assert_eq!(found("a.timer", "Wants=a.service", "")[0].label, "at each boot");
    }

    #[test]
    fn only_the_service_of_the_timer_is_flagged() {
        let count = |name: &str, lines: &str, timer: &str| found(name, lines, timer).len();
        assert_eq!(count("a.timer", "Requires=a.service", ""), 1);
        assert_eq!(count("a.timer", "Wants=x.service a.service\nBindsTo=a.service", ""), 2);
        assert_eq!(count("a.timer", "Requires=b.service", "Unit=b.service"), 1);
        assert_eq!(count("a@.timer", "Requires=a@%i.service", ""), 1);
        assert_eq!(count("a.timer", "Requires=%p.service", ""), 1);
        assert_eq!(
            count("a.timer", "Requires=a.service", "Unit=b.service"),
            0,
            "the timer triggers another service"
        );
        assert_eq!(
            count("a.timer", "After=a.service\nPartOf=a.service", ""),
            0,
            "neither directive starts the service"
        );
        assert_eq!(count("a.path", "Requires=a.service", ""), 0);
    }

    #[test]
    fn a_timer_relative_to_its_service_may_pull_the_first_run() {
        let count = |times: &str| {
            let text = format!("[Unit]\nRequires=a.service\n[Timer]\n{times}\n");
            file(&TIMER_PULLS_SERVICE, "a.timer", &text).len()
        };
        assert_eq!((count("OnUnitInactiveSec=1h"), count("OnUnitActiveSec=1h\nOnBootSec=1min")), (0, 1));
    }

    #[test]
    fn the_fix_removes_the_name_or_the_whole_line() {
        let fixed = |lines: &str| found("a.timer", lines, "").remove(0).fixed.unwrap();
        let rest = "[Timer]\nOnCalendar=daily\n\n";
        assert_eq!(fixed("Requires=a.service"), format!("[Unit]\n{rest}"));
        assert_eq!(fixed("Wants=b.service a.service"), format!("[Unit]\nWants=b.service\n{rest}"));
    }

    #[test]
    fn only_a_required_service_stops_the_timer() {
        let help = |line: &str| found("a.timer", line, "").remove(0).help;
        assert!(help("Requires=a.service").contains("the timer is stopped with it"));
        assert!(!help("Wants=a.service").contains("stopped"));
    }
}
