//! Python's `%` formatting, second half: formats a value by one conversion, `%(process_num)02d`, as CPython 3.11 does
//! (`unicode_format_arg_format` and what it calls in `Objects/unicodeobject.c`).
//!
//! supervisord's values are texts and, for `process_num` and `numprocs`, integers.

use std::borrow::Cow;

use super::digits::{float_digits, integer_digits};
use crate::supervisord::kinds::python;

/// A value to insert into a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// `process_num` and `numprocs`.
    Int(i64),
    /// Everything else.
    Str(&'a str),
}

/// The flags of a conversion, in any order and number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Flags {
    /// `-`: pad on the right.
    pub left: bool,
    /// `+`: a sign also before positive numbers.
    pub sign: bool,
    /// A space: a space in place of the sign of a positive number.
    pub blank: bool,
    /// `#`: `0x`, `0o` or the decimal point even if nothing follows it.
    pub alternate: bool,
    /// `0`: pad numbers with zeros.
    pub zero: bool,
}

/// The part of a conversion after its name: `02d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Spec {
    /// The flags.
    pub flags: Flags,
    /// The minimum number of characters.
    pub width: Option<u64>,
    /// The number after the dot; a dot without a number is 0.
    pub precision: Option<u32>,
    /// `h`, `l` or `L`, which have no effect.
    pub length: Option<char>,
    /// The conversion: one of `s r a d i u o x X e E f F g G c`.
    pub conversion: char,
}

impl Spec {
    /// The greatest number of padding characters that this can cause: the width, or the digits of a number.
    #[must_use]
    pub fn padding(&self) -> u64 {
        let digits = match self.conversion {
            's' | 'r' | 'a' | 'c' => None,
            _ => self.precision,
        };
        self.width.unwrap_or_default().max(u64::from(digits.unwrap_or_default()))
    }
}

/// Whether a letter is a conversion in Python. `%` is one only directly after the first `%`.
pub(super) const fn is_conversion(c: char) -> bool {
    matches!(c, 's' | 'r' | 'a' | 'd' | 'i' | 'u' | 'o' | 'x' | 'X' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'c')
}

/// Python's message if a conversion needs a number or a character but gets a `type_name`; `None` if the conversion
/// accepts it.
pub(super) fn type_error(conversion: char, type_name: &str) -> Option<Cow<'static, str>> {
    match conversion {
        'd' | 'i' | 'u' => {
            Some(Cow::Owned(format!("%{conversion} format: a real number is required, not {type_name}")))
        }
        'o' | 'x' | 'X' => {
            Some(Cow::Owned(format!("%{conversion} format: an integer is required, not {type_name}")))
        }
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
            Some(Cow::Owned(format!("must be real number, not {type_name}")))
        }
        'c' => Some(Cow::Borrowed("%c requires int or char")),
        _ => None,
    }
}

/// Appends a value as formatted by a conversion.
///
/// `spec` may cause very long padding (`%(x)999999999d`), which is written: the caller must limit it, see
/// [`Spec::padding`].
///
/// # Errors
///
/// Python's message if the value does not fit the conversion: `%d format: a real number is required, not str`.
pub fn render(out: &mut String, spec: &Spec, value: Value<'_>) -> Result<(), Cow<'static, str>> {
    match (spec.conversion, value) {
        ('s', Value::Str(text)) => push_text(out, spec, text, spec.precision),
        ('r', Value::Str(text)) => push_text(out, spec, &python::repr(text), spec.precision),
        ('a', Value::Str(text)) => push_text(out, spec, &python::ascii(text), spec.precision),
        ('s' | 'r' | 'a', Value::Int(number)) => push_text(out, spec, &number.to_string(), spec.precision),
        ('c', value) => push_text(out, spec, character(value)?.encode_utf8(&mut [0; 4]), None),
        (conversion, Value::Str(_)) => return Err(type_error(conversion, "str").unwrap_or_default()),
        ('e' | 'E' | 'f' | 'F' | 'g' | 'G', Value::Int(number)) => {
            push_number(out, spec, number < 0, "", &float_digits(spec, number));
        }
        (_, Value::Int(number)) => {
            let (prefix, digits) = integer_digits(spec, number);
            push_number(out, spec, number < 0, prefix, &digits);
        }
    }
    Ok(())
}

/// The result of `%c` for a value.
fn character(value: Value<'_>) -> Result<char, Cow<'static, str>> {
    match value {
        Value::Str(text) => {
            let mut chars = text.chars();
            match (chars.next(), chars.next()) {
                (Some(only), None) => Ok(only),
                _ => Err(type_error('c', "str").unwrap_or_default()),
            }
        }
        Value::Int(number) => match u32::try_from(number) {
            // Python returns a surrogate, which cannot be encoded later.
            Ok(code @ 0xd800..=0xdfff) => Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)),
            Ok(code) => char::from_u32(code).ok_or(Cow::Borrowed("%c arg not in range(0x110000)")),
            Err(_) => Err(Cow::Borrowed("%c arg not in range(0x110000)")),
        },
    }
}

/// Appends a text, truncated to `precision` characters and padded with spaces.
fn push_text(out: &mut String, spec: &Spec, text: &str, precision: Option<u32>) {
    let cut = precision.and_then(|count| text.char_indices().nth(count as usize));
    let text = cut.map_or(text, |(end, _)| &text[..end]);
    let padding = padding(spec, if spec.width.is_some() { text.chars().count() } else { 0 });
    if spec.flags.left {
        out.push_str(text);
        out.extend(std::iter::repeat_n(' ', padding));
    } else {
        out.extend(std::iter::repeat_n(' ', padding));
        out.push_str(text);
    }
}

/// Appends a number: spaces, sign, prefix, zeros, digits.
fn push_number(out: &mut String, spec: &Spec, negative: bool, prefix: &str, digits: &str) {
    let sign = if negative {
        "-"
    } else if spec.flags.sign {
        "+"
    } else if spec.flags.blank {
        " "
    } else {
        ""
    };
    let padding = padding(spec, sign.len() + prefix.len() + digits.len());
    let (blanks, zeros) = match (spec.flags.left, spec.flags.zero) {
        (true, _) => (0, 0),
        (false, true) => (0, padding),
        (false, false) => (padding, 0),
    };
    out.extend(std::iter::repeat_n(' ', blanks));
    out.push_str(sign);
    out.push_str(prefix);
    out.extend(std::iter::repeat_n('0', zeros));
    out.push_str(digits);
    out.extend(std::iter::repeat_n(' ', padding - blanks - zeros));
}

/// The number of padding characters that are needed.
fn padding(spec: &Spec, count: usize) -> usize {
    let width = spec.width.and_then(|width| usize::try_from(width).ok()).unwrap_or_default();
    width.saturating_sub(count)
}

#[cfg(test)]
mod tests {
    use super::super::{ExpansionError, expand};
    use super::*;

    /// Expected results of `text % {…}` in Python 3.11.
    fn python(text: &str) -> Result<String, String> {
        let lookup = |name: &str| match name {
            "n" => Some(Value::Int(5)),
            "neg" => Some(Value::Int(-7)),
            "big" => Some(Value::Int(1 << 62)),
            "half" => Some(Value::Int(25)),
            "k" => Some(Value::Int(123_456_789)),
            "zero" => Some(Value::Int(0)),
            "s" => Some(Value::Str("str")),
            "c" => Some(Value::Str("é")),
            "e" => Some(Value::Str("")),
            "q" => Some(Value::Str("it's \"x\" é\u{200b}\n")),
            _ => None,
        };
        expand(text, lookup).map(Cow::into_owned).map_err(|error| match error {
            ExpansionError::Malformed { message, span: _ } => message.into_owned(),
            other => other.to_string(),
        })
    }

    #[track_caller]
    fn renders(rows: &[(&str, &str)]) {
        for (text, expected) in rows {
            assert_eq!(python(text).as_deref(), Ok(*expected), "{text}");
        }
    }

    #[track_caller]
    fn fails(rows: &[(&str, &str)]) {
        for (text, expected) in rows {
            assert_eq!(python(text).as_ref().map_err(String::as_str), Err(*expected), "{text}");
        }
    }

    #[test]
    fn integers_are_padded_signed_and_prefixed() {
        renders(&[
            ("%(n)02d", "05"),
            ("%(n)5d.", "    5."),
            ("%(n)-5d.", "5    ."),
            ("%(n)-05d.", "5    ."),
            ("%(n)+d", "+5"),
            ("%(n) d", " 5"),
            ("%(n)i", "5"),
            ("%(n)u", "5"),
            ("%(n)x", "5"),
            ("%(n)#x", "0x5"),
            ("%(n)#X", "0X5"),
            ("%(half)X", "19"),
            ("%(half)#X", "0X19"),
            ("%(n)o", "5"),
            ("%(n)#o", "0o5"),
            ("%(n)#06x", "0x0005"),
            ("%(n)-#6x.", "0x5   ."),
            ("%(n)06.3d", "000005"),
            ("%(n).3d", "005"),
            ("%(n)+.3d", "+005"),
            ("%(n)+06.3x", "+00005"),
            ("%(neg)06d", "-00007"),
            ("%(neg)x", "-7"),
            ("%(neg)#x", "-0x7"),
            ("%(neg).4x", "-0007"),
            ("%(neg)#.4x", "-0x0007"),
            ("%(neg) 5d", "   -7"),
            ("%(neg)+05d", "-0007"),
            ("%(neg)#08x", "-0x00007"),
            ("%(n)#2x", "0x5"),
            ("%(n)#4x.", " 0x5."),
            ("%(n)+#8x.", "    +0x5."),
            ("%(n)+#08x.", "+0x00005."),
            ("%(n)+-#8x.", "+0x5    ."),
            ("%(n)-+ #0d.", "+5."),
            ("%(n)0+d", "+5"),
            ("%(n)+02d", "+5"),
            ("%(n)hd", "5"),
            ("%(n)ld", "5"),
            ("%(n)Ld", "5"),
            ("%(n).d", "5"),
            ("%(n)2.1d", " 5"),
            ("%(n)0-5d.", "5    ."),
            ("%(big)#x", "0x4000000000000000"),
        ]);
    }

    #[test]
    fn strings_are_truncated_and_padded_with_spaces_only() {
        renders(&[
            ("%(n)s", "5"),
            ("%(n)5s.", "    5."),
            ("%(n).0s.", "."),
            ("%(n)-5s.", "5    ."),
            ("%(n)05s.", "    5."),
            ("%(n)+s", "5"),
            ("%(s)10.2s.", "        st."),
            ("%(s)-10r.", "'str'     ."),
            ("%(s).99s", "str"),
            ("%(q)r", "'it\\'s \"x\" é\\u200b\\n'"),
            ("%(q)a", "'it\\'s \"x\" \\xe9\\u200b\\n'"),
            ("%(c)a", "'\\xe9'"),
            ("%(c)3s.", "  é."),
            ("%(c).1r", "'"),
            ("%(n)+5.1s.", "    5."),
            ("%(s)+5s.", "  str."),
            ("%(n)r", "5"),
            ("%(n)a", "5"),
            ("%(e)3s.", "   ."),
        ]);
    }

    #[test]
    fn characters_come_from_numbers_and_single_letters() {
        renders(&[
            ("%(c)c", "é"),
            ("%(n)c", "\u{5}"),
            ("%(n)5c.", "    \u{5}."),
            ("%(n).0c.", "\u{5}."),
            ("%(n)05c.", "    \u{5}."),
            ("%(n)+c.", "\u{5}."),
            ("%(zero)c", "\u{0}"),
            ("%(k)s", "123456789"),
        ]);
    }

    #[test]
    fn integers_have_floating_point_forms() {
        renders(&[
            ("%(n)f", "5.000000"),
            ("%(n)F", "5.000000"),
            ("%(n)e", "5.000000e+00"),
            ("%(n)E", "5.000000E+00"),
            ("%(n)g", "5"),
            ("%(n)G", "5"),
            ("%(n)#g", "5.00000"),
            ("%(n).0f", "5"),
            ("%(n)#.0f", "5."),
            ("%(n)#.0e", "5.e+00"),
            ("%(n).0e", "5e+00"),
            ("%(n)08.2f", "00005.00"),
            ("%(n)+.1e", "+5.0e+00"),
            ("%(n) .1f", " 5.0"),
            ("%(big)g", "4.61169e+18"),
            ("%(big)f", "4611686018427387904.000000"),
            ("%(big)e", "4.611686e+18"),
            ("%(big).3g", "4.61e+18"),
            ("%(big).30e", "4.611686018427387904000000000000e+18"),
            ("%(big)#.30g", "4611686018427387904.00000000000"),
            ("%(neg)g", "-7"),
            ("%(neg)08.1f", "-00007.0"),
            ("%(n).2g", "5"),
            ("%(n).30g", "5"),
            ("%(n)#.10g", "5.000000000"),
            ("%(n)-08.2f.", "5.00    ."),
            ("%(n)+-08.2f.", "+5.00   ."),
            ("%(half).0e", "2e+01"),
            ("%(half).1g", "2e+01"),
            ("%(half)#.1g", "2.e+01"),
            ("%(k)g", "1.23457e+08"),
            ("%(k)#g", "1.23457e+08"),
            ("%(k).9g", "123456789"),
            ("%(k).8g", "1.2345679e+08"),
            ("%(k)G", "1.23457E+08"),
            ("%(k).3e", "1.235e+08"),
            ("%(zero)g", "0"),
            ("%(zero)#g", "0.00000"),
            ("%(zero)e", "0.000000e+00"),
            ("%(zero).0f", "0"),
            ("%(zero)#.1g", "0."),
            ("%(n).0g", "5"),
            ("%(half)#.2g", "25."),
            ("%(half)#.3g", "25.0"),
        ]);
    }

    #[test]
    fn a_string_is_not_a_number() {
        fails(&[
            ("%(s)d", "%d format: a real number is required, not str"),
            ("%(s)i", "%i format: a real number is required, not str"),
            ("%(s)u", "%u format: a real number is required, not str"),
            ("%(s)x", "%x format: an integer is required, not str"),
            ("%(s)X", "%X format: an integer is required, not str"),
            ("%(s)o", "%o format: an integer is required, not str"),
            ("%(s)f", "must be real number, not str"),
            ("%(s)e", "must be real number, not str"),
            ("%(s)G", "must be real number, not str"),
            ("%(s)c", "%c requires int or char"),
            ("%(e)c", "%c requires int or char"),
            ("%(neg)c", "%c arg not in range(0x110000)"),
            ("%(big)c", "%c arg not in range(0x110000)"),
        ]);
    }
}
