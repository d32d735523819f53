//! The digits of an integer, in each of the forms that Python's `%` formatting knows.

use super::Spec;

/// Prefix and digits of an integer, without its sign. The precision is the minimum number of digits.
pub(super) fn integer_digits(spec: &Spec, number: i64) -> (&'static str, String) {
    let magnitude = number.unsigned_abs();
    let (prefix, digits) = match spec.conversion {
        'o' => ("0o", format!("{magnitude:o}")),
        'x' => ("0x", format!("{magnitude:x}")),
        'X' => ("0X", format!("{magnitude:X}")),
        _ => ("", magnitude.to_string()),
    };
    let prefix = if spec.flags.alternate { prefix } else { "" };
    let missing = (spec.precision.unwrap_or_default() as usize).saturating_sub(digits.len());
    (prefix, if missing == 0 { digits } else { "0".repeat(missing) + &digits })
}

/// An `i64` never has more digits than this after its first one.
const MAX_SIGNIFICANT_DIGITS: usize = 24;

/// The digits of an integer as a floating-point number, without its sign.
pub(super) fn float_digits(spec: &Spec, number: i64) -> String {
    let value = number.unsigned_abs() as f64;
    let precision = spec.precision.unwrap_or(6) as usize;
    let alternate = spec.flags.alternate;
    let text = match spec.conversion.to_ascii_lowercase() {
        'f' => with_decimals(format!("{value:.0}"), precision, alternate),
        'e' => scientific(value, precision, alternate),
        _ => general(value, precision.max(1), alternate),
    };
    if spec.conversion.is_ascii_uppercase() { text.to_ascii_uppercase() } else { text }
}

/// A whole number with `count` decimals, which are all zeros.
fn with_decimals(mut digits: String, count: usize, point: bool) -> String {
    if count > 0 || point {
        digits.push('.');
    }
    digits.extend(std::iter::repeat_n('0', count));
    digits
}

/// Mantissa with `count` decimals, and exponent.
fn mantissa(value: f64, count: usize) -> (String, usize) {
    // Rust limits the precision; all digits beyond those of the value are zeros.
    let text = format!("{value:.*e}", count.min(MAX_SIGNIFICANT_DIGITS));
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let zeros = "0".repeat(count.saturating_sub(MAX_SIGNIFICANT_DIGITS));
    (format!("{digits}{zeros}"), exponent.parse().unwrap_or_default())
}

fn scientific(value: f64, precision: usize, alternate: bool) -> String {
    let (digits, exponent) = mantissa(value, precision);
    let point = if alternate && precision == 0 { "." } else { "" };
    format!("{digits}{point}e+{exponent:02}")
}

/// `%g`: the shorter of the two forms, with `precision` significant digits, and trailing zeros only with `#`.
fn general(value: f64, precision: usize, alternate: bool) -> String {
    let (digits, exponent) = mantissa(value, precision - 1);
    if exponent >= precision {
        if alternate {
            return scientific(value, precision - 1, true);
        }
        let digits =
            if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { &digits };
        return format!("{digits}e+{exponent:02}");
    }
    let whole = format!("{value:.0}");
    if alternate { with_decimals(whole, precision - 1 - exponent, true) } else { whole }
}
