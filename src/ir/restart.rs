//! Restarting, giving up, and counting as started.

// Unlike the system's math library, this one gives the same digits everywhere. Loading the system's would also take a tenth
// of the start-up time.
use libm::pow;

use super::Duration;

/// The pauses between start attempts that end early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backoff {
    /// Always the same. systemd: `RestartSec=` (100 ms).
    Constant(Duration),
    /// Longer by one step after each attempt: 1 s, 2 s, 3 s …; reset once the program has counted as started. supervisord:
    /// always.
    Linear {
        /// The length of a step.
        step: Duration,
    },
    /// Grows to the longest pause in a number of steps, and never shrinks again. systemd (254 and newer): `RestartSteps=`
    /// with `RestartMaxDelaySec=`.
    Geometric {
        /// The first pause.
        first: Duration,
        /// The number of steps.
        steps: u32,
        /// The longest pause.
        longest: Duration,
    },
    /// There is no such pause: no ending is early, or no early ending is followed by another attempt. supervisord:
    /// `startsecs=0`, `startretries=0`.
    Never,
}

impl Backoff {
    /// Returns the total length of the first `pauses` pauses.
    #[must_use]
    pub fn sum(self, pauses: u64) -> Duration {
        match self {
            Self::Never => Duration::ZERO,
            Self::Constant(pause) => pause.times(pauses),
            Self::Linear { step } => step.times(pauses.saturating_mul(pauses.saturating_add(1)) / 2),
            Self::Geometric { first, steps, longest } if first != Duration::ZERO && first < longest => {
                // `service_restart_usec_next()` of `src/core/service.c` (254): pause number n, from 0, lasts first ×
                // (longest ÷ first)^(n ÷ steps); from number `steps` on it is the longest.
                let growing = pauses.min(u64::from(steps));
                let factor = pow(longest.micros as f64 / first.micros as f64, 1.0 / f64::from(steps));
                let grown = first.micros as f64 * (pow(factor, growing as f64) - 1.0) / (factor - 1.0);
                Duration { micros: grown as u64 }.plus(longest.times(pauses - growing))
            }
            // If it cannot grow, it stays at the first pause.
            Self::Geometric { first, steps: _, longest: _ } => first.times(pauses),
        }
    }
}

/// When the manager stops trying to start a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivesUp {
    /// Never. supervisord: `startsecs=0`; systemd: `StartLimitIntervalSec=0`, or an interval too short for the burst.
    Never,
    /// After this many starts in a row that end early. supervisord: `startretries` + 1.
    AfterEarlyEndings {
        /// The number of starts, including the first.
        starts: u64,
        /// An ending is early within this time, before the program counts as started.
        within: Duration,
    },
    /// When a start would exceed this many starts within an interval, however the earlier ones ended. systemd:
    /// `StartLimitBurst=` (5) in `StartLimitIntervalSec=` (10 s).
    AfterStarts {
        /// The number of starts that are allowed.
        starts: u64,
        /// The length of the interval.
        interval: Duration,
    },
}

impl GivesUp {
    /// Returns the number of immediate starts after which the manager gives up; `None` for never.
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
    /// Once it is forked, even before the program is looked up. systemd: `Type=simple`.
    AtFork,
    /// Once the program has been executed. systemd: `Type=exec` (240 and newer).
    AtExec,
    /// Once it has been alive for this long. supervisord: `startsecs` (1 s); 0 means at the next tick.
    AfterAlive(Duration),
    /// Once it reports readiness. systemd: `Type=notify`, `notify-reload`, and `dbus` with its name on the bus.
    OnNotify,
    /// Once the initial process exits and leaves a daemon behind. systemd: `Type=forking`.
    OnDaemonized,
    /// Once it has exited successfully. systemd: `Type=oneshot`.
    OnEnd,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_are_summed_with_each_managers_backoff() {
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
