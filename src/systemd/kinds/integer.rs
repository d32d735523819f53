//! Integers: `safe_atou()` and `safe_atoi()` of systemd's `parse-util.c`, which accept the base prefixes of C and
//! Python.

use std::ops::RangeInclusive;

use nom::Parser as _;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::one_of;
use nom::combinator::opt;

use crate::value::ValueError;

/// Parses an unsigned number in `range`.
///
/// `0x1F`, `0o17`, `0b11` and C's octal `017` are accepted, as is a `+` (`safe_atou_full()` with base 0).
///
/// # Errors
/// It is not a number, negative, or out of `range`.
pub fn unsigned(text: &str, range: RangeInclusive<u64>) -> Result<u64, ValueError> {
    const EXPECTED: &str = "a whole number";
    let Some(number) = number(text) else {
        let message = format!("Failed to parse unsigned value, ignoring: {text}");
        return Err(ValueError::whole(text, message, EXPECTED));
    };
    match u64::try_from(number) {
        Ok(number) if range.contains(&number) => Ok(number),
        _ => Err(ValueError::whole(text, out_of_range(range.start(), range.end()), EXPECTED)),
    }
}

/// Parses a number with an optional sign in `range`, as for `Nice=`.
///
/// # Errors
/// It is not a number, or out of `range`.
pub fn signed(text: &str, range: RangeInclusive<i64>) -> Result<i64, ValueError> {
    const EXPECTED: &str = "a whole number, positive or negative";
    let Some(number) = number(text) else {
        let message = format!("Failed to parse int value, ignoring: {text}");
        return Err(ValueError::whole(text, message, EXPECTED));
    };
    match i64::try_from(number) {
        Ok(number) if range.contains(&number) => Ok(number),
        _ => Err(ValueError::whole(text, out_of_range(range.start(), range.end()), EXPECTED)),
    }
}

fn out_of_range(start: &impl std::fmt::Display, end: &impl std::fmt::Display) -> String {
    format!("the number must be from {start} to {end}")
}

/// The system's message for a number that is out of range (`ERANGE`).
pub(in crate::systemd) const OUT_OF_RANGE: &str = "Numerical result out of range";
/// The system's message for a text that is not a number (`EINVAL`).
pub(in crate::systemd) const INVALID: &str = "Invalid argument";

/// Parses a number with base 0; otherwise returns why systemd refuses it.
pub(super) fn parse_in_range(text: &str, range: RangeInclusive<i128>) -> Result<i128, &'static str> {
    match number(text) {
        Some(number) if range.contains(&number) => Ok(number),
        Some(_) => Err(OUT_OF_RANGE),
        // Does not fit into 64 bits.
        None if !text.is_empty()
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && !text.starts_with('0') =>
        {
            Err(OUT_OF_RANGE)
        }
        None => Err(INVALID),
    }
}

/// Parses a number with base 0; `None` if it is not a number, or does not fit into 64 bits and a sign.
pub(in crate::systemd) fn number(text: &str) -> Option<i128> {
    if let Some(number) = short_decimal(text) {
        return Some(number.into());
    }
    // `0b` and `0o` are systemd's own, checked before the sign; the rest is strtol(3) with base 0.
    let (rest, own_base) = opt(own_base).parse(text).ok()?;
    let (rest, sign) = opt(one_of::<_, _, nom::error::Error<&str>>("+-")).parse(rest).ok()?;
    let (digits, base) = match own_base {
        Some(base) => (rest, base),
        None => c_base(rest),
    };
    if !digits.bytes().next()?.is_ascii_alphanumeric() {
        return None;
    }
    let magnitude = i128::from(u64::from_str_radix(digits, base).ok()?);
    Some(if sign == Some('-') { -magnitude } else { magnitude })
}

/// Parses a plain decimal number of up to nine digits, as most numbers are.
pub(in crate::systemd) fn short_decimal(text: &str) -> Option<u32> {
    if !matches!(text.len(), 1..=9) || text.len() > 1 && text.starts_with('0') {
        return None;
    }
    text.bytes()
        .try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0')))
}

fn own_base(text: &str) -> nom::IResult<&str, u32> {
    alt((alt((tag("0b"), tag("0B"))).map(|_| 2), alt((tag("0o"), tag("0O"))).map(|_| 8))).parse(text)
}

fn c_base(text: &str) -> (&str, u32) {
    if let Some(digits) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        (digits, 16)
    } else if text.len() > 1 && text.starts_with('0') {
        (text, 8)
    } else {
        (text, 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leading_zero_means_octal() {
        assert_eq!(unsigned("010", 0..=99), Ok(8));
        assert!(unsigned("08", 0..=99).is_err());
        assert_eq!(unsigned("0", 0..=99), Ok(0));
    }

    #[test]
    fn c_and_python_prefixes_select_the_base() {
        for (text, value) in [("0x1F", 31), ("0X1f", 31), ("0o17", 15), ("0b11", 3), ("+15", 15), ("0b+1", 1)]
        {
            assert_eq!(unsigned(text, 0..=99), Ok(value), "{text}");
        }
        for text in ["0x", "0b", "+0b1", "0x-1", "--1", "+", "", "5x", "1 2", "1_000", "1e3", "1.5"] {
            assert!(unsigned(text, 0..=99).is_err(), "{text}");
        }
    }

    #[test]
    fn minus_zero_is_zero_even_if_unsigned() {
        assert_eq!(unsigned("-0", 0..=9), Ok(0));
        assert!(unsigned("-1", 0..=9).is_err());
    }

    #[test]
    fn a_range_bounds_the_number() {
        assert_eq!(signed("-20", -20..=19), Ok(-20));
        assert_eq!(signed("-0x5", -20..=19), Ok(-5));
        assert_eq!(signed("20", -20..=19).unwrap_err().message, "the number must be from -20 to 19");
        assert!(unsigned("99999999999999999999", 0..=u64::MAX).is_err());
        assert_eq!(unsigned("18446744073709551615", 0..=u64::MAX), Ok(u64::MAX));
    }
}
