//! Semantics of Python that several value kinds share: whitespace, `int()`, `repr()`.
//!
//! As in CPython 3.11 (`Objects/unicodeobject.c`, `Objects/longobject.c`, `Objects/unicodectype.c`).

/// Whether a character is whitespace in the sense of `str.isspace()`; `str.strip()` and the INI parser use the same
/// set.
///
/// This is not Unicode's `White_Space`: the separators U+001C to U+001F are included as well.
#[must_use]
pub const fn is_space(c: char) -> bool {
    matches!(
        c,
        '\t'..='\r'
            | '\u{1c}'..='\u{20}'
            | '\u{85}'
            | '\u{a0}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200a}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{202f}'
            | '\u{205f}'
            | '\u{3000}'
    )
}

/// `str.strip()`: the text without surrounding whitespace.
#[must_use]
pub fn strip(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// The limit on decimal digits since Python 3.10.7 (`sys.set_int_max_str_digits`).
const MAX_DIGITS: usize = 4300;

/// The base of a number that [`int`] parses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// 8, with an optional `0o` before the digits.
    Octal,
    /// 10.
    Decimal,
}

impl Base {
    const fn radix(self) -> u32 {
        match self {
            Self::Octal => 8,
            Self::Decimal => 10,
        }
    }
}

/// Why `int()` refuses a text. Contains no text itself, because some value kinds try a number first and then a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAnInteger {
    /// It is not a number.
    Invalid,
    /// It has this many decimal digits, more than 4300.
    TooManyDigits(usize),
}

impl NotAnInteger {
    /// Python's message for it.
    #[must_use]
    pub fn message(self, text: &str, base: Base) -> String {
        match self {
            // The message is formatted with `%.200R`: the representation is cut after 200 characters.
            Self::Invalid => {
                let shown: String = repr(text).chars().take(200).collect();
                format!("invalid literal for int() with base {}: {shown}", base.radix())
            }
            Self::TooManyDigits(count) => format!(
                "Exceeds the limit ({MAX_DIGITS} digits) for integer string conversion: value has {count} \
                 digits; use sys.set_int_max_str_digits() to increase the limit"
            ),
        }
    }
}

/// `int(text)` or `int(text, 8)`: accepts surrounding whitespace, a sign, leading zeros, single underscores between
/// digits, and decimal digits of any script. A number beyond `i64` is accepted and becomes the nearest `i64`.
///
/// # Errors
///
/// If Python raises `ValueError`.
pub fn int(text: &str, base: Base) -> Result<i64, NotAnInteger> {
    let radix = base.radix();
    let bytes = text.as_bytes();
    let plain = !bytes.is_empty()
        && bytes.len() <= 18
        && bytes.iter().all(|byte| u32::from(byte.wrapping_sub(b'0')) < radix);
    if plain {
        return Ok(bytes.iter().fold(0, |value, byte| value * i64::from(radix) + i64::from(byte - b'0')));
    }
    unusual_int(text, base)
}

/// [`int`] for anything but a few plain digits.
fn unusual_int(text: &str, base: Base) -> Result<i64, NotAnInteger> {
    let radix = base.radix();
    let mut rest = text.chars().map(int_char).peekable();
    while rest.next_if(|c| is_c_space(*c)).is_some() {}
    let negative = rest.next_if(|c| matches!(c, '+' | '-')) == Some('-');

    // Whether the previous character was a digit; an underscore may only be between digits, or directly after `0o`.
    let mut after_digit = false;
    let mut digits = 0;
    let mut value = 0_i64;
    if base == Base::Octal && rest.peek() == Some(&'0') {
        rest.next();
        if rest.next_if(|c| matches!(c, 'o' | 'O')).is_some() {
            rest.next_if_eq(&'_');
        } else {
            after_digit = true;
            digits = 1;
        }
    }
    while let Some(c) = rest.next_if(|c| *c == '_' || c.is_digit(radix)) {
        let Some(digit) = c.to_digit(radix) else {
            if !after_digit {
                return Err(NotAnInteger::Invalid);
            }
            after_digit = false;
            continue;
        };
        after_digit = true;
        digits += 1;
        let shifted = value.saturating_mul(i64::from(radix));
        let digit = i64::from(digit);
        value = if negative { shifted.saturating_sub(digit) } else { shifted.saturating_add(digit) };
    }
    if !after_digit {
        return Err(NotAnInteger::Invalid);
    }
    // The limit is for conversions that take more than linear time, unlike those from a power of two.
    if base == Base::Decimal && digits > MAX_DIGITS {
        return Err(NotAnInteger::TooManyDigits(digits));
    }
    while rest.next_if(|c| is_c_space(*c)).is_some() {}
    if rest.next().is_some() { Err(NotAnInteger::Invalid) } else { Ok(value) }
}

/// A character as `int()` sees it: non-ASCII whitespace becomes a space, decimal digits of any script become ASCII.
fn int_char(c: char) -> char {
    if c.is_ascii() {
        c
    } else if is_space(c) {
        ' '
    } else {
        decimal_digit(c).unwrap_or(c)
    }
}

/// The whitespace of C's `isspace`; `int()` skips only this, so that U+001C is whitespace to `strip()` but not to
/// `int()`.
const fn is_c_space(c: char) -> bool {
    matches!(c, '\t'..='\r' | ' ')
}

/// The ASCII digit for a decimal digit of another script.
fn decimal_digit(c: char) -> Option<char> {
    let code = u32::from(c);
    let after = DECIMAL_ZEROS.partition_point(|zero| *zero <= code);
    let distance = code - DECIMAL_ZEROS.get(after.checked_sub(1)?)?;
    if distance < 10 { char::from_digit(distance, 10) } else { None }
}

/// The zeros of the scripts that have decimal digits (general category Nd, Unicode 14); the nine other digits follow
/// each.
const DECIMAL_ZEROS: [u32; 66] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50,
    0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40,
    0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x11066,
    0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950,
    0x11c50, 0x11d50, 0x11da0, 0x16a60, 0x16ac0, 0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6,
    0x1e140, 0x1e2f0, 0x1e950, 0x1fbf0,
];

/// `repr(text)`: in single quotes, or in double quotes if it contains only single ones, with unprintable characters
/// escaped. supervisord shows values in its messages like this.
#[must_use]
pub fn repr(text: &str) -> String {
    quoted(text, is_printable)
}

/// `ascii(text)`: [`repr`] with everything beyond ASCII escaped.
#[must_use]
pub fn ascii(text: &str) -> String {
    quoted(text, |_| false)
}

/// `repr` in which `shown` decides which characters beyond ASCII are not escaped.
fn quoted(text: &str, shown: impl Fn(char) -> bool) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        match c {
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\\' => out.push_str("\\\\"),
            c if c == quote => out.extend(['\\', c]),
            ' '..='~' => out.push(c),
            c if !c.is_ascii() && shown(c) => out.push(c),
            c => {
                let code = u32::from(c);
                out.push_str(&match code {
                    0..=0xff => format!("\\x{code:02x}"),
                    0x100..=0xffff => format!("\\u{code:04x}"),
                    _ => format!("\\U{code:08x}"),
                });
            }
        }
    }
    out.push(quote);
    out
}

/// `str.isprintable()` for a character beyond ASCII.
///
/// Rust's own table has the same categories (Cc Cf Cs Co Cn Zl Zp Zs) and is accessible only through `escape_debug`,
/// which also escapes a combining mark, but only as the first character of a string. It is of a later Unicode version
/// than Python's, so characters assigned in between are shown where an old Python escapes them.
fn is_printable(c: char) -> bool {
    let mut buffer = [b'x'; 5];
    let len = 1 + buffer.split_at_mut(1).1.len().min(c.len_utf8());
    c.encode_utf8(&mut buffer[1..]);
    let text = std::str::from_utf8(&buffer[..len]).unwrap_or_default();
    text.escape_debug().nth(1) == Some(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn whitespace_is_that_of_isspace() {
        let spaces: Vec<u32> =
            (0..=0x10_ffff).filter(|code| char::from_u32(*code).is_some_and(is_space)).collect();
        assert_eq!(spaces.len(), 29);
        assert_eq!(strip("\u{1c}\u{a0} a b\u{3000}\n"), "a b");
        assert_eq!(strip("\u{feff}a\u{200b}"), "\u{feff}a\u{200b}");
    }

    #[test]
    fn int_accepts_signs_whitespace_zeros_and_single_underscores() {
        for (text, value) in [
            ("0", 0),
            ("10", 10),
            ("-1", -1),
            ("+5", 5),
            ("-0", 0),
            ("02", 2),
            ("1_000", 1000),
            ("0_1", 1),
            (" \t\n5\u{b}\u{c}\r", 5),
        ] {
            assert_eq!(int(text, Base::Decimal), Ok(value), "{text:?}");
        }
    }

    #[test]
    fn int_accepts_digits_and_whitespace_of_every_script() {
        for (text, value) in
            [("٣", 3), ("１２", 12), ("1\u{663}", 13), ("\u{85}1", 1), ("\u{2003}1 \u{a0}", 1)]
        {
            assert_eq!(int(text, Base::Decimal), Ok(value), "{text:?}");
        }
    }

    #[test]
    fn int_rejects_what_python_rejects() {
        for text in [
            "",
            " ",
            "1.5",
            "10s",
            "0x2",
            "1e2",
            "0o7",
            "two",
            "1__0",
            "_1",
            "1_",
            "+ 1",
            "+-1",
            "--1",
            "+",
            "é",
            "1é",
            "1\0",
            "1 2",
            "\u{1c}1",
            "1\u{1c}",
            "\u{1f}5\u{1f}",
            "\u{7f}1",
            "\u{feff}1",
            "²",
        ] {
            assert_eq!(int(text, Base::Decimal), Err(NotAnInteger::Invalid), "{text:?}");
        }
    }

    #[test]
    fn int_of_base_eight_accepts_its_prefix() {
        for (text, value) in [
            ("022", 18),
            ("22", 18),
            ("0o22", 18),
            ("0O22", 18),
            ("0o_22", 18),
            ("0_22", 18),
            ("-0o7", -7),
            ("0", 0),
        ] {
            assert_eq!(int(text, Base::Octal), Ok(value), "{text:?}");
        }
        for text in ["8", "0x1", "0b1", "o7", "0o", "_7", "7_", "0o0o7", "0o__7", "0_", "0o_", ""] {
            assert_eq!(int(text, Base::Octal), Err(NotAnInteger::Invalid), "{text:?}");
        }
    }

    #[test]
    fn a_number_beyond_the_range_becomes_the_nearest() {
        assert_eq!(int("999999999999999999999", Base::Decimal), Ok(i64::MAX));
        assert_eq!(int("-999999999999999999999", Base::Decimal), Ok(i64::MIN));
        assert_eq!(int("-9223372036854775808", Base::Decimal), Ok(i64::MIN));
    }

    #[test]
    fn more_than_4300_digits_are_rejected_before_what_follows_them() {
        let text = format!("{}x", "9".repeat(4301));
        let error = int(&text, Base::Decimal).unwrap_err();
        assert_eq!(
            error.message(&text, Base::Decimal),
            "Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits; \
             use sys.set_int_max_str_digits() to increase the limit"
        );
        assert_eq!(int(&"7".repeat(4301), Base::Octal), Ok(i64::MAX));
    }

    #[test]
    fn the_message_of_int_is_truncated_after_200_characters() {
        let message = NotAnInteger::Invalid.message(&"x".repeat(300), Base::Decimal);
        assert_eq!(message, format!("invalid literal for int() with base 10: '{}", "x".repeat(199)));
    }

    #[test]
    fn repr_chooses_its_quotes_and_escapes_like_python() {
        for (text, shown) in [
            ("y", "'y'"),
            ("", "''"),
            ("'", r#""'""#),
            ("'\"", r#"'\'"'"#),
            ("\"false\"", r#"'"false"'"#),
            ("a\\b\t\n\r", r"'a\\b\t\n\r'"),
            ("\0\u{1f}\u{7f}\u{85}\u{a0}", r"'\x00\x1f\x7f\x85\xa0'"),
            ("é€😀", "'é€😀'"),
            ("\u{200b}\u{e000}\u{e0001}", r"'\u200b\ue000\U000e0001'"),
            ("\u{300}e\u{301}", "'\u{300}e\u{301}'"),
        ] {
            assert_eq!(repr(text), shown);
        }
        assert_eq!(ascii("it's \"é\u{200b}€😀"), r#"'it\'s "\xe9\u200b\u20ac\U0001f600'"#);
    }

    proptest! {
        #[test]
        fn int_parses_every_formatted_number(value: i64) {
            prop_assert_eq!(int(&value.to_string(), Base::Decimal), Ok(value));
            prop_assert_eq!(int(&format!("{:#o}", value.unsigned_abs() >> 1), Base::Octal), Ok((value.unsigned_abs() >> 1) as i64));
        }

        #[test]
        fn parsing_any_text_does_not_panic(text: String) {
            let _ = int(&text, Base::Decimal);
            let _ = int(&text, Base::Octal);
            prop_assert!(ascii(&text).is_ascii());
        }
    }
}
