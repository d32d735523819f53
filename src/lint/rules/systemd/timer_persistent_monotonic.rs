//! `timer-persistent-monotonic`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};

rule! {
    /// Flags `Persistent=yes` in a timer without `OnCalendar=`.
    ///
    /// ## Why
    ///
    /// It makes up for calendar times at which the machine was off. `OnBootSec=`, `OnUnitActiveSec=` and the like count
    /// from something that happens while it runs: there is nothing to make up for.
    ///
    /// ## Bad
    ///
    /// ```ini job.timer
    /// [Timer]
    /// OnBootSec=5min
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
    /// systemd.timer(5), `Persistent=`: "only has an effect on timers configured with `OnCalendar=`".
    pub static TIMER_PERSISTENT_MONOTONIC = {
        name: "timer-persistent-monotonic",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::Persistent], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    if entry.flag() != Some(true) || !context.is_in_effect() || !context.is_whole() {
        return;
    }
    if context.last_in_effect(Section::Timer, Name::OnCalendar).is_some() {
        return;
    }
    // A time that systemd cannot read is the mistake then.
    if context.last_is_refused(Name::OnCalendar) {
        return;
    }
    sink.add(
        TIMER_PERSISTENT_MONOTONIC
            .at(entry.id.file, entry.item.name, "Persistent= does nothing without OnCalendar=")
            .label("nothing to make up for")
            .help("systemd says nothing. It only makes up for missed calendar times: remove the line, or say when \
                   with OnCalendar=."),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn a_reset_calendar_does_not_count() {
        let count =
            |lines: &str| file(&TIMER_PERSISTENT_MONOTONIC, "a.timer", &format!("[Timer]\n{lines}\n")).len();
        assert_eq!(count("OnCalendar=daily\nOnCalendar=\nOnBootSec=1\nPersistent=yes"), 1);
        assert_eq!(
            count("OnCalendar=daily\nOnBootSec=\nOnUnitActiveSec=1h\nPersistent=yes"),
            1,
            "it resets all times"
        );
        assert_eq!((count("OnCalendar=daily\nPersistent=yes"), count("OnBootSec=1\nPersistent=no")), (0, 0));
    }

    #[test]
    fn an_invalid_calendar_is_left_to_another_rule() {
        let count =
            |lines: &str| file(&TIMER_PERSISTENT_MONOTONIC, "a.timer", &format!("[Timer]\n{lines}\n")).len();
        assert_eq!(count("OnCalendar=*-*-*13:35:00\nPersistent=yes"), 0);
        assert_eq!(count("OnCalendar={{ when }}\nOnBootSec=1\nPersistent=yes"), 0);
        assert_eq!(count("OnCalendar=often\nOnCalendar=\nOnBootSec=1\nPersistent=yes"), 1);
    }
}
