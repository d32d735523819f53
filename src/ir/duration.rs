//! Durations.

use std::fmt;

/// A duration in whole microseconds, or no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration {
    /// Microseconds; `u64::MAX` for no limit.
    pub micros: u64,
}

impl Duration {
    /// A duration of zero.
    pub const ZERO: Self = Self { micros: 0 };
    /// No limit.
    pub const INFINITE: Self = Self { micros: u64::MAX };

    /// Creates a duration of whole seconds; negative values count as zero.
    #[must_use]
    pub const fn seconds(seconds: i64) -> Self {
        if seconds <= 0 { Self::ZERO } else { Self { micros: (seconds as u64).saturating_mul(1_000_000) } }
    }

    /// Whether there is no limit.
    #[must_use]
    pub const fn is_infinite(self) -> bool {
        self.micros == u64::MAX
    }

    /// Returns the number of seconds, if it is a whole number.
    #[must_use]
    pub const fn as_seconds(self) -> Option<u64> {
        if !self.is_infinite() && self.micros.is_multiple_of(1_000_000) {
            Some(self.micros / 1_000_000)
        } else {
            None
        }
    }

    /// Multiplies the duration; saturates to no limit.
    #[must_use]
    pub const fn times(self, times: u64) -> Self {
        Self { micros: self.micros.saturating_mul(times) }
    }

    /// Adds two durations; saturates to no limit.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self { micros: self.micros.saturating_add(other.micros) }
    }
}

/// For display: `10 s`, `100 ms`, `forever`.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let micros = self.micros;
        if self.is_infinite() {
            f.write_str("forever")
        } else if let Some(seconds) = self.as_seconds() {
            write!(f, "{seconds} s")
        } else if micros.is_multiple_of(1000) && micros < 1_000_000 {
            write!(f, "{} ms", micros / 1000)
        } else if micros >= 1_000_000 {
            write!(f, "{} s", micros as f64 / 1e6)
        } else {
            write!(f, "{micros} µs")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_durations_are_shown_in_seconds() {
        let shown = |micros| Duration { micros }.to_string();
        assert_eq!([shown(10_000_000), shown(1_500_000), shown(7_376_212)], ["10 s", "1.5 s", "7.376212 s"]);
        assert_eq!(
            [shown(0), shown(250_000), shown(1_500), shown(u64::MAX)],
            ["0 s", "250 ms", "1500 µs", "forever"]
        );
    }
}
