//! What starts a service again and again.

use super::{Duration, Service, Start};

impl Service<'_> {
    /// The pause between two runs, where nothing but that starts the service again and again: no time of the calendar, and
    /// nothing else restarts it.
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

    /// So long after the boot a timer that is enabled starts the service, where nothing else does, then or later.
    #[must_use]
    pub fn only_start(&self) -> Option<Duration> {
        let is_once = |trigger: &Trigger| matches!(trigger, Trigger::Once(_));
        let is_only = self.timer.value.at_boot
            && self.start.value == Start::ByHand
            && self.timer.value.triggers.iter().all(is_once)
            && self.never_restarts();
        self.timer.value.first().filter(|pause| is_only && !pause.is_infinite())
    }
}

impl Timer {
    /// How long after the boot it first starts the service. None without a word of that: what counts from runs never makes the
    /// first (`timer_enter_waiting()`, `src/core/timer.c`).
    #[must_use]
    pub fn first(&self) -> Option<Duration> {
        let once = |trigger: &Trigger| if let Trigger::Once(pause) = trigger { Some(*pause) } else { None };
        self.triggers.iter().filter_map(once).min_by_key(|pause| pause.micros)
    }
}

/// What starts a service again and again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timer {
    /// When; none without a timer.
    pub triggers: Vec<Trigger>,
    /// Whether the timer runs from the boot on. systemd: `[Install]`.
    pub at_boot: bool,
}

/// One reason of a timer to start a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// Certain times. systemd: `OnCalendar=`.
    Calendar {
        /// As they are written.
        times: String,
        /// The same as the first fields of a line of crontab(5), where those can say it.
        crontab: Option<String>,
    },
    /// Once, so long after the boot, the manager's start or the timer's. systemd: `OnBootSec=`, `OnStartupSec=`,
    /// `OnActiveSec=`.
    Once(Duration),
    /// So long after the last start or end. systemd: `OnUnitActiveSec=`, `OnUnitInactiveSec=`.
    Again(Duration),
}
