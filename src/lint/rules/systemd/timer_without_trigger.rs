//! `timer-without-trigger`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::Section;
use crate::systemd::kinds::unit_name::UnitType;

rule! {
    /// Flags a timer without a time: none of `OnCalendar=`, `OnBootSec=`, `OnActiveSec=`, `OnStartupSec=`,
    /// `OnUnitActiveSec=`, `OnUnitInactiveSec=`, `OnClockChange=`, `OnTimezoneChange=`.
    ///
    /// ## Why
    ///
    /// systemd does not load the unit. An empty assignment to any of them resets all those above it.
    ///
    /// ## Bad
    ///
    /// ```ini job.timer
    /// [Timer]
    /// Persistent=yes
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini job.timer
    /// [Timer]
    /// OnCalendar=daily
    /// Persistent=yes
    /// ```
    ///
    /// ## Source
    ///
    /// `timer_verify()`, `src/core/timer.c`. Run on 252.
    pub static TIMER_WITHOUT_TRIGGER = {
        name: "timer-without-trigger",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    if !context.unit.is(UnitType::Timer) || context.facts.has_trigger() || !context.is_whole() {
        return;
    }
    let (file, span) = context.header(Section::Timer);
    // What is wrong with the time that is set is reported at its line.
    let (label, advice) = if context.unit.sets_trigger() {
        ("no OnCalendar= or the like that is valid", "")
    } else {
        ("no OnCalendar= or the like", " Say when: OnCalendar=daily, OnBootSec=5min …")
    };
    sink.add(TIMER_WITHOUT_TRIGGER.at(file, span, "this timer never elapses").label(label).help(format!(
        "systemd says: Timer unit lacks value setting. Refusing. It does not load the unit.{advice}"
    )));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn only_a_timer_without_any_trigger_gets_a_suggestion() {
        let one =
            |lines: &str| file(&TIMER_WITHOUT_TRIGGER, "a.timer", &format!("[Timer]\n{lines}\n")).remove(0);
        assert!(one("Persistent=yes").help.contains("Say when:"));
        let refused = one("OnBootSec=hourly");
        assert_eq!(refused.label, "no OnCalendar= or the like that is valid");
        assert!(!refused.help.contains("Say when:"));
    }

    #[test]
    fn an_ignored_value_does_not_count() {
        let count = |text: &str| file(&TIMER_WITHOUT_TRIGGER, "a.timer", &format!("[Timer]\n{text}\n")).len();
        assert_eq!(count("OnBootSec=1 fortnight"), 1);
        assert_eq!(count("OnBootSec=1h\nOnCalendar="), 1, "an empty assignment resets all times");
        assert_eq!(count("OnClockChange=yes\nOnCalendar="), 0, "an empty assignment resets only the times");
        assert_eq!(count("OnClockChange=yes\nOnClockChange=no"), 1);
        assert_eq!(count("OnClockChange=no"), 1);
        assert_eq!(count("OnClockChange=yes"), 0);
        assert_eq!((count("OnUnitActiveSec=%i"), count("OnUnitActiveSec=150%")), (0, 1));
    }
}
