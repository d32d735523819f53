//! The timer units that start a service.

use super::Lowering;
use crate::ir::{Decided, Duration, Sources, Trigger};
use crate::systemd::calendar::Calendar;
use crate::systemd::directives::Name;
use crate::systemd::timespan::TimeSpan;
use crate::systemd::unit::Unit;

/// What a timer says.
pub(super) struct TimerFacts {
    /// The unit that it starts.
    pub(super) starts: String,
    triggers: Vec<Trigger>,
    from: Sources,
}

impl<'a> Lowering<'a> {
    /// The timers among the given units.
    pub(super) fn timers(&self) -> Vec<TimerFacts> {
        let timers = self.units.iter().filter(|unit| unit.unit_type() == "timer");
        timers.map(|unit| self.timer(unit)).collect()
    }

    fn timer(&self, unit: &'a Unit) -> TimerFacts {
        let mut facts = TimerFacts {
            starts: format!("{}.service", unit.stem()),
            triggers: Vec::new(),
            from: Sources::NONE,
        };
        let mut others = Sources::NONE;
        for entry in unit.entries(self.sources) {
            let Some(row) = entry.row else { continue };
            let value = entry.value();
            let Some(text) = value.text() else { continue };
            let pause = || {
                let span = TimeSpan::read("", text).ok()?;
                Some(Duration { micros: span.as_micros() })
            };
            let trigger = match row.name {
                Name::OnCalendar => Calendar::parse(text).ok().map(|calendar| Trigger::Calendar {
                    times: calendar.to_string(),
                    crontab: calendar.crontab(),
                }),
                Name::OnActiveSec | Name::OnBootSec | Name::OnStartupSec => pause().map(Trigger::Once),
                Name::OnUnitActiveSec | Name::OnUnitInactiveSec => pause().map(Trigger::Again),
                Name::Unit if !text.is_empty() => {
                    text.clone_into(&mut facts.starts);
                    others.add(entry.id);
                    continue;
                }
                Name::WantedBy | Name::RequiredBy if !text.is_empty() => {
                    others.add(entry.id);
                    continue;
                }
                _ => continue,
            };
            if text.is_empty() {
                // It takes back all of them, whatever they count from (`config_parse_timer()`).
                facts.triggers.clear();
                facts.from = Sources::NONE;
            }
            if let Some(trigger) = trigger {
                facts.triggers.push(trigger);
                facts.from.add(entry.id);
            }
        }
        // Who wants the timer, and what it is for, count with what it does.
        if !facts.triggers.is_empty() {
            facts.from.extend(&others);
        }
        facts
    }
}

/// What the timers of one service do together.
pub(super) fn all_of<'f>(timers: impl Iterator<Item = &'f TimerFacts>) -> Decided<Vec<Trigger>> {
    let mut triggers = Vec::new();
    let mut from = Sources::NONE;
    for timer in timers {
        triggers.extend(timer.triggers.iter().cloned());
        from.extend(&timer.from);
    }
    Decided::by(triggers, from)
}
