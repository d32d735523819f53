//! Time spans: `parse_time()` and `format_timespan()` of systemd's `time-util.c`, exact to the microsecond.

mod read;

use std::fmt;

use crate::value::ValueError;
use read::EXPECTED;

pub use read::{DefaultUnit, parse, parse_nanoseconds};

/// A time span in microseconds; `u64::MAX` is `infinity`, as in systemd.
///
/// Whether 0 means "immediately" or "never" depends on the directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeSpan(u64);

const MILLISECOND: u64 = 1_000;
const SECOND: u64 = 1_000_000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
const WEEK: u64 = 7 * DAY;
/// 30.4375 days, a twelfth of a year.
const MONTH: u64 = 2_629_800 * SECOND;
/// 365.25 days.
const YEAR: u64 = 31_557_600 * SECOND;

impl TimeSpan {
    /// The empty span.
    pub const ZERO: Self = Self(0);

    /// A span of this many microseconds; `u64::MAX` is `infinity`.
    #[must_use]
    pub const fn from_micros(micros: u64) -> Self {
        Self(micros)
    }

    /// A span of this many seconds; `infinity` if that is out of range.
    #[must_use]
    pub const fn from_secs(seconds: u64) -> Self {
        Self(seconds.saturating_mul(SECOND))
    }

    /// The number of microseconds; `u64::MAX` for `infinity`.
    #[must_use]
    pub const fn as_micros(self) -> u64 {
        self.0
    }

    /// Whether it is `infinity`.
    #[must_use]
    pub const fn is_infinite(self) -> bool {
        self.0 == u64::MAX
    }

    /// Parses the value of a directive that counts in seconds, such as `RestartSec=`; the error message depends on its
    /// name.
    ///
    /// # Errors
    /// See [`parse`].
    pub fn read(directive: &str, text: &str) -> Result<Self, ValueError> {
        parse(text, DefaultUnit::Seconds).map_err(|_| {
            let message = format!("Failed to parse {}, ignoring: {text}", value_description(directive));
            ValueError::whole(text, message, EXPECTED)
        })
    }

    /// Formats it as the value of a directive that counts in seconds, in the shortest usual form: `90`. For `1min 30s`,
    /// see its [`fmt::Display`].
    ///
    /// Whole seconds are formatted as a plain number, anything else in milliseconds or microseconds.
    #[must_use]
    pub fn to_seconds_value(self) -> String {
        match self.0 {
            u64::MAX => "infinity".to_owned(),
            micros if micros % SECOND == 0 => (micros / SECOND).to_string(),
            micros if micros % MILLISECOND == 0 && micros < SECOND => format!("{}ms", micros / MILLISECOND),
            micros if micros % MILLISECOND == 0 => {
                format!("{}s {}ms", micros / SECOND, micros % SECOND / MILLISECOND)
            }
            micros => format!("{micros}us"),
        }
    }
}

/// What 252 calls an invalid value of the directive in its message.
fn value_description(directive: &str) -> String {
    match directive {
        "TimeoutAbortSec" => "TimeoutAbortSec= setting".to_owned(),
        "TimeoutStartSec" | "TimeoutSec" | "JobTimeoutSec" | "JobRunningTimeoutSec" => {
            format!("{directive}= parameter")
        }
        "TimeoutStopSec" | "TimeoutIdleSec" => "time value".to_owned(),
        "OnActiveSec" | "OnBootSec" | "OnStartupSec" | "OnUnitActiveSec" | "OnUnitInactiveSec" => {
            "timer value".to_owned()
        }
        "CPUQuotaPeriodSec" => "sec_def_infinity value".to_owned(),
        _ => "sec value".to_owned(),
    }
}

/// Formats it like `systemd-analyze timespan`: `1min 30s`, `1.500000s`, `infinity`. Parsing it results in the same
/// span.
impl fmt::Display for TimeSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: [(&str, u64, usize); 9] = [
            ("y", YEAR, 0),
            ("month", MONTH, 0),
            ("w", WEEK, 0),
            ("d", DAY, 0),
            ("h", HOUR, 0),
            ("min", MINUTE, 0),
            ("s", SECOND, 6),
            ("ms", MILLISECOND, 3),
            ("us", 1, 0),
        ];
        if self.is_infinite() {
            return f.write_str("infinity");
        }
        if self.0 == 0 {
            return f.write_str("0");
        }
        let mut rest = self.0;
        let mut blank = "";
        for (unit, scale, decimals) in SHOWN {
            if rest < scale {
                continue;
            }
            let (whole, part) = (rest / scale, rest % scale);
            if decimals > 0 && part > 0 {
                // Below a minute, the rest becomes the fraction.
                return write!(f, "{blank}{whole}.{part:0decimals$}{unit}");
            }
            write!(f, "{blank}{whole}{unit}")?;
            rest = part;
            blank = " ";
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn micros(text: &str) -> Result<u64, String> {
        parse(text, DefaultUnit::Seconds).map(TimeSpan::as_micros).map_err(|error| error.message)
    }

    #[test]
    fn the_error_message_depends_on_the_directive() {
        let message = |directive| TimeSpan::read(directive, "5x").unwrap_err().message;
        assert_eq!(message("RestartSec"), "Failed to parse sec value, ignoring: 5x");
        assert_eq!(message("TimeoutStartSec"), "Failed to parse TimeoutStartSec= parameter, ignoring: 5x");
        assert_eq!(message("TimeoutStopSec"), "Failed to parse time value, ignoring: 5x");
        assert_eq!(message("OnBootSec"), "Failed to parse timer value, ignoring: 5x");
    }

    #[test]
    fn a_span_is_shown_as_systemd_analyze_shows_it() {
        for (value, shown) in [
            (0, "0"),
            (1, "1us"),
            (1_500, "1.500ms"),
            (100_000, "100ms"),
            (1_500_000, "1.500000s"),
            (61_500_000, "1min 1.500000s"),
            (59_999_999, "59.999999s"),
            (90_000_000, "1min 30s"),
            (38_995_567_008_009, "1y 2month 3w 4d 5h 6min 7.008009s"),
            (9_223_372_036_854_775_807, "292271y 1w 1d 10h 54.775807s"),
            (u64::MAX, "infinity"),
        ] {
            assert_eq!(TimeSpan(value).to_string(), shown);
        }
    }

    #[test]
    fn a_value_is_written_in_its_shortest_form() {
        for (value, written) in [
            (90_000_000, "90"),
            (0, "0"),
            (100_000, "100ms"),
            (1_500_000, "1s 500ms"),
            (1_000_001, "1000001us"),
            (u64::MAX, "infinity"),
        ] {
            assert_eq!(TimeSpan(value).to_seconds_value(), written);
        }
    }

    proptest! {
        #[test]
        fn written_values_parse_back(value in prop_oneof![0..=i64::MAX as u64, 0..120_000_000u64, 0..90_000u64]) {
            prop_assert_eq!(micros(&TimeSpan(value).to_string()), Ok(value));
            prop_assert_eq!(micros(&TimeSpan(value).to_seconds_value()), Ok(value));
        }
    }
}
