//! Timers, which start a service repeatedly.

use super::{Duration, Service, Start};

impl Service<'_> {
    /// Returns the pause between two runs, if the timer counts from earlier runs only (no calendar times) and nothing else
    /// restarts the service.
    #[must_use]
    pub fn pause_between_runs(&self) -> Option<Duration> {
        let mut shortest: Option<Duration> = None;
        for trigger in &self.timer.value.triggers {
            match trigger {
                Trigger::Calendar { times: _, crontab: _ } => return None,
                Trigger::Once(_) => {}
                Trigger::Again(pause) => {
                    let is_shorter = shortest.is_none_or(|shortest| pause.micros < shortest.micros);
                    shortest = if is_shorter { Some(*pause) } else { shortest };
                }
            }
        }
        shortest.filter(|pause| pause.micros >= 1_000_000 && !pause.is_infinite() && self.never_restarts())
    }

    /// Returns the time after the boot at which an enabled timer starts the service, if that is the only start.
    #[must_use]
    pub fn only_start(&self) -> Option<Duration> {
        let is_once = |trigger: &Trigger| matches!(trigger, Trigger::Once(_));
        let is_only = self.timer.value.at_boot
            && self.start.value == Start::ByHand
            && self.timer.value.triggers.iter().all(is_once)
            && self.never_restarts();
        self.timer.value.first_start().filter(|pause| is_only && !pause.is_infinite())
    }
}

impl Timer {
    /// Returns the time from the boot to the first start. `None` if no trigger sets it: one that counts from earlier runs
    /// never causes the first (`timer_enter_waiting()`, `src/core/timer.c`).
    #[must_use]
    pub fn first_start(&self) -> Option<Duration> {
        let once = |trigger: &Trigger| if let Trigger::Once(pause) = trigger { Some(*pause) } else { None };
        self.triggers.iter().filter_map(once).min_by_key(|pause| pause.micros)
    }
}

/// The timer of a service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timer {
    /// The triggers; empty without a timer.
    pub triggers: Vec<Trigger>,
    /// Whether the timer is active from the boot on. systemd: `[Install]`.
    pub at_boot: bool,
}

/// A trigger of a timer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// Calendar times. systemd: `OnCalendar=`.
    Calendar {
        /// The times as written.
        times: String,
        /// The equivalent time fields of a crontab(5) line, if there is one.
        crontab: Option<String>,
    },
    /// Once, this long after the boot, the start of the manager or the start of the timer. systemd: `OnBootSec=`,
    /// `OnStartupSec=`, `OnActiveSec=`.
    Once(Duration),
    /// This long after the last start or end of the service. systemd: `OnUnitActiveSec=`, `OnUnitInactiveSec=`.
    Again(Duration),
}
