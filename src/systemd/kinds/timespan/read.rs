//! The parser of time spans.

use nom::IResult;
use nom::Parser as _;
use nom::character::complete::{char, digit0};
use nom::combinator::{fail, opt};
use nom::sequence::preceded;

use super::{DAY, HOUR, MILLISECOND, MINUTE, MONTH, SECOND, TimeSpan, WEEK, YEAR};
use crate::systemd::kinds::{integer, whitespace};
use crate::value::ValueError;

pub(super) const EXPECTED: &str = "a time span such as 90, 1min 30s, 500ms or infinity";

/// The units in microseconds. A name comes before its own prefixes; `m` is a minute, `M` a month.
const UNITS: [(&str, u64); 30] = [
    ("seconds", SECOND),
    ("second", SECOND),
    ("sec", SECOND),
    ("s", SECOND),
    ("minutes", MINUTE),
    ("minute", MINUTE),
    ("min", MINUTE),
    ("months", MONTH),
    ("month", MONTH),
    ("M", MONTH),
    ("msec", MILLISECOND),
    ("ms", MILLISECOND),
    ("m", MINUTE),
    ("hours", HOUR),
    ("hour", HOUR),
    ("hr", HOUR),
    ("h", HOUR),
    ("days", DAY),
    ("day", DAY),
    ("d", DAY),
    ("weeks", WEEK),
    ("week", WEEK),
    ("w", WEEK),
    ("years", YEAR),
    ("year", YEAR),
    ("y", YEAR),
    ("usec", 1),
    ("us", 1),
    // GREEK SMALL LETTER MU and MICRO SIGN: both are in use.
    ("\u{3bc}s", 1),
    ("\u{b5}s", 1),
];

/// The unit of a number without one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultUnit {
    /// Seconds, for `…Sec=`.
    Seconds,
    /// Microseconds, for `LimitRTTIME=`.
    Microseconds,
}

/// Parses a span: `90`, `1min 30s`, `1h30m`, `1.5min`, `infinity`. Numbers with units are added up.
///
/// # Errors
/// `Invalid argument` if it is not a span, `Numerical result out of range` if it is negative or too long.
pub fn parse(text: &str, default: DefaultUnit) -> Result<TimeSpan, ValueError> {
    let default = match default {
        DefaultUnit::Seconds => SECOND,
        DefaultUnit::Microseconds => 1,
    };
    if let Some(number) = integer::short_decimal(text) {
        return Ok(TimeSpan(u64::from(number) * default));
    }
    sum(text, default, multiplier).map(TimeSpan).map_err(|cause| cause.error(text))
}

/// Parses a span in nanoseconds, the value of `TimerSlackNSec=`: a plain number is in nanoseconds, and the units `ns`
/// and `nsec` are only accepted here. `u64::MAX` is `infinity`.
///
/// # Errors
/// Like [`parse`].
pub fn parse_nanoseconds(text: &str) -> Result<u64, ValueError> {
    sum(text, 1, nanosecond_multiplier).map_err(|_| {
        let message = format!("Failed to parse nsec value, ignoring: {text}");
        ValueError::whole(text, message, "a time span such as 50us; a bare number is in nanoseconds")
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cause {
    /// `EINVAL`
    Invalid,
    /// `ERANGE`
    Range,
}

impl Cause {
    fn error(self, text: &str) -> ValueError {
        let message = match self {
            Self::Invalid => integer::INVALID,
            Self::Range => integer::OUT_OF_RANGE,
        };
        ValueError::whole(text, message, EXPECTED)
    }
}

/// Adds up the numbers. `unit` parses a unit at the start of its text, and returns what follows it and its scale.
fn sum(text: &str, default: u64, unit: fn(&str) -> Option<(&str, u64)>) -> Result<u64, Cause> {
    let mut rest = whitespace::trim_start(text);
    if let Some(after) = rest.strip_prefix("infinity") {
        return if whitespace::trim_start(after).is_empty() { Ok(u64::MAX) } else { Err(Cause::Invalid) };
    }
    if rest.is_empty() {
        return Err(Cause::Invalid);
    }
    let mut total = 0;
    while !rest.is_empty() {
        if rest.starts_with('-') {
            return Err(Cause::Range);
        }
        let (after, (digits, fraction)) = number(rest).map_err(|_| Cause::Invalid)?;
        if digits.is_empty() && fraction.is_none() {
            return Err(Cause::Invalid);
        }
        let whole: u64 = if digits.is_empty() { 0 } else { digits.parse().map_err(|_| Cause::Range)? };
        // strtoll(3) parses the number, so half of the range is unreachable without a unit.
        if i64::try_from(whole).is_err() {
            return Err(Cause::Range);
        }
        let (after, scale) = match unit(whitespace::trim_start(after)) {
            Some(found) => found,
            // `12.34.56` and `5,` fail here; `12.34 .56` is two numbers.
            None if !after.is_empty() && whitespace::trim_start(after) == after => {
                return Err(Cause::Invalid);
            }
            None => (whitespace::trim_start(after), default),
        };
        total = add(total, whole.checked_mul(scale).filter(|_| whole < u64::MAX / scale))?;
        // `3.` is refused, but a whole part that is too large is detected first.
        if fraction == Some("") {
            return Err(Cause::Invalid);
        }
        let mut place = scale / 10;
        for digit in fraction.unwrap_or_default().bytes() {
            total = add(total, Some(u64::from(digit - b'0') * place))?;
            place /= 10;
        }
        rest = whitespace::trim_start(after);
    }
    Ok(total)
}

/// Adds to the sum; `infinity` and beyond cannot be reached by adding.
fn add(total: u64, more: Option<u64>) -> Result<u64, Cause> {
    more.and_then(|more| total.checked_add(more)).filter(|sum| *sum < u64::MAX).ok_or(Cause::Range)
}

/// Parses `5`, `+5`, `.5` or `1.5`: the whole part, and what follows the decimal point if there is one.
///
/// strtoll(3) parses the whole part: it also skips vertical tabs and form feeds, but only before digits.
fn number(text: &str) -> IResult<&str, (&str, Option<&str>)> {
    let start = text.trim_start_matches([' ', '\t', '\n', '\r', '\x0b', '\x0c']);
    let (rest, sign) = opt(char('+')).parse(start)?;
    let (rest, digits) = digit0(rest)?;
    if digits.is_empty() && (sign.is_some() || start.len() < text.len()) {
        return fail().parse(text);
    }
    let (rest, fraction) = opt(preceded(char('.'), digit0)).parse(rest)?;
    Ok((rest, (digits, fraction)))
}

fn multiplier(text: &str) -> Option<(&str, u64)> {
    UNITS.iter().find_map(|(name, scale)| Some((text.strip_prefix(name)?, *scale)))
}

fn nanosecond_multiplier(text: &str) -> Option<(&str, u64)> {
    match text.strip_prefix("nsec").or_else(|| text.strip_prefix("ns")) {
        Some(rest) => Some((rest, 1)),
        None => multiplier(text).map(|(rest, scale)| (rest, scale * 1_000)),
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
    fn numbers_with_units_are_summed() {
        for (text, value) in [
            ("5", 5_000_000),
            ("5s", 5_000_000),
            ("5 s", 5_000_000),
            ("+5", 5_000_000),
            ("0", 0),
            ("1min 30s", 90_000_000),
            ("1h30m", 5_400_000_000),
            ("1.5min", 90_000_000),
            (".5", 500_000),
            ("0.5h", 1_800_000_000),
            ("2 weeks", 1_209_600_000_000),
            ("1m", 60_000_000),
            ("1M", 2_629_800_000_000),
            ("1months", 2_629_800_000_000),
            ("1y", 31_557_600_000_000),
            ("1d 2", 86_402_000_000),
            ("1hr", 3_600_000_000),
            ("90minutes", 5_400_000_000),
            ("100us", 100),
            ("5 µs", 5),
            ("5 μs", 5),
            ("5 5", 10_000_000),
            ("5ms5", 5_005_000),
            ("12.34 .56", 12_900_000),
            ("12.34s.56", 12_900_000),
            ("0.5us", 0),
            ("1.9999999999999", 1_999_999),
            ("infinity", u64::MAX),
            ("9223372036854775807us", 9_223_372_036_854_775_807),
            (" 5 ", 5_000_000),
        ] {
            assert_eq!(micros(text), Ok(value), "{text}");
        }
    }

    #[test]
    fn wrong_case_and_unknown_units_are_rejected() {
        for text in [
            "",
            " ",
            "inf",
            "5 sec onds",
            "12.34.56",
            "3.",
            "1.us",
            "1,5",
            "1e3",
            "5ns",
            "5S",
            "5Sec",
            "infinity 5",
            "+.5",
            "3.+1",
            "5µ",
            "5secs",
            "5mins",
            "5x",
            "x",
            ".",
            "s",
            "5.5.5",
            "5 parsecs",
            "++5",
            "+-5",
        ] {
            assert_eq!(micros(text), Err("Invalid argument".to_owned()), "{text}");
        }
    }

    #[test]
    fn vertical_tabs_are_whitespace_only_before_digits() {
        for (text, value) in [("\x0b9", 9_000_000), ("1s\x0b9", 10_000_000), ("0 \x0b+9", 9_000_000)] {
            assert_eq!(micros(text), Ok(value), "{text:?}");
        }
        for text in ["9\x0b", "9\x0bs", "0\x0b9", "\x0b.5", "infinity\x0b", "\x0binfinity"] {
            assert_eq!(micros(text), Err("Invalid argument".to_owned()), "{text:?}");
        }
    }

    #[test]
    fn negative_and_huge_spans_are_out_of_range() {
        for text in [
            "-1",
            "-0",
            "5 -1",
            "584542y",
            "18446744073709",
            "18446744073709551614us",
            "99999999999999999999us",
            "99999999099999999.M",
        ] {
            assert_eq!(micros(text), Err("Numerical result out of range".to_owned()), "{text}");
        }
    }

    #[test]
    fn a_bare_number_is_in_the_unit_of_the_directive() {
        assert_eq!(parse("5", DefaultUnit::Microseconds), Ok(TimeSpan(5)));
        assert_eq!(parse("5s", DefaultUnit::Microseconds), Ok(TimeSpan(5_000_000)));
        assert_eq!(parse_nanoseconds("5"), Ok(5));
        assert_eq!(parse_nanoseconds("5ns 1us"), Ok(1_005));
        assert_eq!(parse_nanoseconds("5x").unwrap_err().message, "Failed to parse nsec value, ignoring: 5x");
    }

    proptest! {
        #[test]
        fn parsing_any_text_does_not_panic(text in "[0-9a-zA-Z µ.+-]{0,12}|\\PC{0,8}") {
            let _ = TimeSpan::read("RestartSec", &text);
            let _ = parse_nanoseconds(&text);
        }
    }
}
