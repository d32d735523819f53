//! Starting again, giving up, and counting as started.

// The same digits on every system, which the system's own mathematics library does not promise; and loading that costs a
// tenth of a start.
use libm::pow;

use super::Duration;

/// The pauses between attempts to start that end early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backoff {
    /// Always the same. systemd: `RestartSec=` (100 ms).
    Constant(Duration),
    /// One step more after each: 1 s, 2 s, 3 s …; starts anew once the program counted as started. supervisord: always.
    Linear {
        /// The step.
        step: Duration,
    },
    /// Grows to a longest pause in so many steps, and never shrinks again. systemd (254 and newer): `RestartSteps=` with
    /// `RestartMaxDelaySec=`.
    Geometric {
        /// The first pause.
        first: Duration,
        /// The number of steps.
        steps: u32,
        /// The longest pause.
        longest: Duration,
    },
    /// No ending is early, or none of these is followed by an attempt, so there is no such pause. supervisord: `startsecs=0`,
    /// `startretries=0`.
    Never,
}

impl Backoff {
    /// So many pauses one after the other, the first included.
    #[must_use]
    pub fn sum(self, pauses: u64) -> Duration {
        match self {
            Self::Never => Duration::ZERO,
            Self::Constant(pause) => pause.times(pauses),
            Self::Linear { step } => step.times(pauses.saturating_mul(pauses.saturating_add(1)) / 2),
            Self::Geometric { first, steps, longest } if first != Duration::ZERO && first < longest => {
                // `service_restart_usec_next()` of `src/core/service.c` (254): the pause with the number n, from 0, is
                // first × (longest ÷ first)^(n ÷ steps), from the number `steps` on the longest.
                let growing = pauses.min(u64::from(steps));
                let factor = pow(longest.micros as f64 / first.micros as f64, 1.0 / f64::from(steps));
                let grown = first.micros as f64 * (pow(factor, growing as f64) - 1.0) / (factor - 1.0);
                Duration { micros: grown as u64 }.plus(longest.times(pauses - growing))
            }
            // Without room to grow the first pause stays.
            Self::Geometric { first, steps: _, longest: _ } => first.times(pauses),
        }
    }
}

/// When the manager stops trying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivesUp {
    /// Never. supervisord: `startsecs=0`; systemd: `StartLimitIntervalSec=0`, or an interval that its bursts cannot fill.
    Never,
    /// After so many starts in a row that end early. supervisord: `startretries` + 1.
    AfterEarlyEndings {
        /// The starts, the first included.
        starts: u64,
        /// What "early" is: before it counts as started.
        within: Duration,
    },
    /// Before the start that would be one more than so many in a stretch of time, whatever their ends. systemd:
    /// `StartLimitBurst=` (5) in `StartLimitIntervalSec=` (10 s).
    AfterStarts {
        /// The starts.
        starts: u64,
        /// The stretch of time.
        interval: Duration,
    },
}

impl GivesUp {
    /// How many starts at once it takes; none for never.
    #[must_use]
    pub const fn starts(self) -> Option<u64> {
        match self {
            Self::Never => None,
            Self::AfterEarlyEndings { starts, .. } | Self::AfterStarts { starts, .. } => Some(starts),
        }
    }
}

/// When a program counts as started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Started {
    /// Once it was forked, before its program was even found. systemd: `Type=simple`.
    AtFork,
    /// Once its program runs. systemd: `Type=exec` (240 and newer).
    AtExec,
    /// Once it has been alive for so long. supervisord: `startsecs` (1 s); 0 is at the next tick.
    AfterAlive(Duration),
    /// Once it says so. systemd: `Type=notify`, `notify-reload`, and `dbus` with its name on the bus.
    OnNotify,
    /// Once the process that was started ends and leaves another behind. systemd: `Type=forking`.
    OnDaemonized,
    /// Once it ended well. systemd: `Type=oneshot`.
    OnEnd,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_add_up_as_each_manager_lengthens_them() {
        let seconds = Duration::seconds;
        assert_eq!(Backoff::Constant(Duration { micros: 100_000 }).sum(5), Duration { micros: 500_000 });
        assert_eq!(Backoff::Linear { step: seconds(1) }.sum(3), seconds(6));
        assert_eq!(Backoff::Never.sum(3), Duration::ZERO);
        // 1, 2, 4, 8, then 16 each.
        let growing = Backoff::Geometric { first: seconds(1), steps: 4, longest: seconds(16) };
        assert_eq!([growing.sum(1), growing.sum(4), growing.sum(6)], [seconds(1), seconds(15), seconds(47)]);
        let flat = Backoff::Geometric { first: seconds(2), steps: 4, longest: seconds(1) };
        assert_eq!(flat.sum(3), seconds(6));
        assert_eq!(Backoff::Constant(Duration::INFINITE).sum(2), Duration::INFINITE);
    }
}
