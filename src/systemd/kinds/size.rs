//! Sizes: `parse_size()` of systemd's `parse-util.c`.

use nom::IResult;
use nom::Parser as _;
use nom::character::complete::{char, digit0, one_of};
use nom::combinator::opt;
use nom::sequence::preceded;

use super::integer::{INVALID, OUT_OF_RANGE};
use super::whitespace;
use crate::value::ValueError;

/// The meaning of the suffixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// Powers of 1024: sizes of memory and files.
    Binary,
    /// Powers of 1000: rates, such as `IOReadBandwidthMax=`.
    Decimal,
}

/// The suffixes, largest first; upper case only, each may be used once and in this order: `1G 512M`.
const SUFFIXES: [(&str, u32); 8] =
    [("E", 6), ("P", 5), ("T", 4), ("G", 3), ("M", 2), ("K", 1), ("B", 0), ("", 0)];

impl Base {
    const fn factor(self, power: u32) -> u64 {
        match self {
            Self::Binary => 1 << (10 * power),
            Self::Decimal => 1000_u64.pow(power),
        }
    }
}

/// Parses a number of bytes: `512`, `1.5G`, `1G 512M`, `10.M`.
///
/// Whether 0, percentages and `infinity` are accepted as well depends on the directive.
///
/// # Errors
/// `Invalid argument` if it is not a size (`1k`, `1KiB`, `512M 1G`), `Numerical result out of range` if it is negative
/// or too large.
pub fn parse(text: &str, base: Base) -> Result<u64, ValueError> {
    sum(text, base).map_err(|message| ValueError::whole(text, message, "a size such as 512M or 1.5G"))
}

/// Formats a number of bytes with the largest suffix that leaves a whole number: `512M`, `1536`.
#[must_use]
pub fn write(bytes: u64, base: Base) -> String {
    let exact = |(_, power): &&(&str, u32)| bytes > 0 && bytes.is_multiple_of(base.factor(*power));
    match SUFFIXES.iter().find(exact) {
        Some((suffix, power)) if *power > 0 => format!("{}{suffix}", bytes / base.factor(*power)),
        _ => bytes.to_string(),
    }
}

fn sum(text: &str, base: Base) -> Result<u64, &'static str> {
    let mut rest = text;
    let mut total = 0_u64;
    let mut smaller = &SUFFIXES[..];
    loop {
        let (after, (sign, digits, fraction)) = number(rest).map_err(|_| INVALID)?;
        if digits.is_empty() {
            return Err(INVALID);
        }
        if sign == Some('-') {
            return Err(OUT_OF_RANGE);
        }
        let whole: u64 = digits.parse().map_err(|_| OUT_OF_RANGE)?;
        let fraction_value = fraction_value(fraction)?;
        let after = whitespace::trim_start(after);
        let found = smaller.iter().enumerate().find_map(|(index, (suffix, power))| {
            Some((index, base.factor(*power), after.strip_prefix(suffix)?))
        });
        let (index, factor, after) = found.ok_or(INVALID)?;
        if whole.saturating_add(u64::from(fraction_value > 0.0)) > u64::MAX / factor {
            return Err(OUT_OF_RANGE);
        }
        // The double is systemd's own choice, and so is rounding towards zero.
        let bytes = whole
            .checked_mul(factor)
            .and_then(|bytes| bytes.checked_add((fraction_value * factor as f64) as u64));
        total = bytes.and_then(|bytes| total.checked_add(bytes)).ok_or(OUT_OF_RANGE)?;
        if after.is_empty() {
            return Ok(total);
        }
        smaller = smaller.get(index + 1..).unwrap_or_default();
        rest = after;
    }
}

/// Parses the digits after the decimal point as a fraction.
fn fraction_value(digits: &str) -> Result<f64, &'static str> {
    if digits.is_empty() {
        return Ok(0.0);
    }
    let mut fraction_value = digits.parse::<u64>().map_err(|_| OUT_OF_RANGE)? as f64;
    for _ in 0..digits.len() {
        fraction_value /= 10.0;
    }
    Ok(fraction_value)
}

fn number(text: &str) -> IResult<&str, (Option<char>, &str, &str)> {
    let (rest, sign) = opt(one_of("+-")).parse(whitespace::trim_start(text))?;
    let (rest, digits) = digit0(rest)?;
    let (rest, fraction) = opt(preceded(char('.'), digit0)).parse(rest)?;
    Ok((rest, (sign, digits, fraction.unwrap_or_default())))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bytes(text: &str) -> Result<u64, String> {
        parse(text, Base::Binary).map_err(|error| error.message)
    }

    #[test]
    fn suffixes_are_powers_of_1024_in_descending_order() {
        for (text, value) in [
            ("1", 1),
            ("1B", 1),
            ("1K", 1024),
            ("1M", 1_048_576),
            ("1.5G", 1_610_612_736),
            ("1G 512M", 1_610_612_736),
            ("1G512M", 1_610_612_736),
            ("1 G", 1_073_741_824),
            ("1T", 1 << 40),
            ("1P", 1 << 50),
            ("1E", 1 << 60),
            ("8E", 1 << 63),
            ("15E", 15 << 60),
            ("10.M", 10_485_760),
            ("5.", 5),
            ("1B2", 3),
            ("+5", 5),
            ("0", 0),
        ] {
            assert_eq!(bytes(text), Ok(value), "{text}");
        }
        assert_eq!(parse("1K", Base::Decimal), Ok(1000));
        assert_eq!(parse("2E", Base::Decimal), Ok(2_000_000_000_000_000_000));
    }

    #[test]
    fn other_spellings_are_rejected() {
        for text in [
            "", "1k", "1KB", "1KiB", "512M 1G", "1e3", "0x10", "max", "5Mb", "1_000", ".5M", "1G 1G", "1 2",
            "infinity", "50%", "K", "-",
        ] {
            assert_eq!(bytes(text), Err(INVALID.to_owned()), "{text}");
        }
    }

    #[test]
    fn negative_and_huge_sizes_are_out_of_range() {
        for text in ["-1", "16E", "15.5E 9999P", "99999999999999999999"] {
            assert_eq!(bytes(text), Err(OUT_OF_RANGE.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_size_is_written_with_the_largest_exact_suffix() {
        assert_eq!(write(1_610_612_736, Base::Binary), "1536M");
        assert_eq!(write(1 << 30, Base::Binary), "1G");
        assert_eq!(write(1000, Base::Binary), "1000");
        assert_eq!(write(1000, Base::Decimal), "1K");
        assert_eq!(write(0, Base::Binary), "0");
    }

    proptest! {
        #[test]
        fn written_values_parse_back(value in any::<u64>(), shift in 0_u32..60) {
            for value in [value, value >> shift << shift, value >> shift] {
                for base in [Base::Binary, Base::Decimal] {
                    prop_assert_eq!(parse(&write(value, base), base), Ok(value));
                }
            }
        }

        #[test]
        fn parsing_any_text_does_not_panic(text in "[0-9KMGTPEB .+-]{0,16}|\\PC{0,8}") {
            let _ = parse(&text, Base::Binary);
        }
    }
}
