//! C escapes: `cunescape_one()` of systemd's `escape.c`.

use memchr::memchr;
use nom::IResult;
use nom::Parser as _;
use nom::bytes::complete::{take, take_while_m_n};
use nom::combinator::{fail, map_opt};

use super::utf8;
use crate::source::Span;

/// The bytes of a decoded escape: one byte, or the UTF-8 of a code point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unescaped {
    bytes: [u8; 4],
    length: u8,
}

impl Unescaped {
    /// The bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.length)]
    }

    const fn byte(byte: u8) -> Self {
        Self { bytes: [byte, 0, 0, 0], length: 1 }
    }

    /// `utf8_encode_unichar()`: this also encodes surrogates, which no valid text contains.
    const fn code_point(code: u32) -> Self {
        match code {
            0..0x80 => Self::byte(code as u8),
            0x80..0x800 => {
                Self { bytes: [0xc0 | (code >> 6) as u8, continuation_byte(code), 0, 0], length: 2 }
            }
            0x800..0x1_0000 => Self {
                bytes: [0xe0 | (code >> 12) as u8, continuation_byte(code >> 6), continuation_byte(code), 0],
                length: 3,
            },
            _ => Self {
                bytes: [
                    0xf0 | (code >> 18) as u8,
                    continuation_byte(code >> 12),
                    continuation_byte(code >> 6),
                    continuation_byte(code),
                ],
                length: 4,
            },
        }
    }
}

const fn continuation_byte(code: u32) -> u8 {
    0x80 | (code & 0x3f) as u8
}

/// Parses what follows a backslash.
///
/// A NUL is refused (`\x00`, `\000`, `\u0000`), and so are an octal number above 255 and a code point beyond Unicode.
pub(super) fn read(input: &[u8]) -> IResult<&[u8], Unescaped> {
    let (rest, kind) = take(1_usize).parse(input)?;
    let byte = match kind {
        b"a" => 0x07,
        b"b" => 0x08,
        b"f" => 0x0c,
        b"n" => b'\n',
        b"r" => b'\r',
        b"t" => b'\t',
        b"v" => 0x0b,
        b"s" => b' ',
        b"\\" | b"\"" | b"'" => kind[0],
        b"x" => return digits(rest, 2, 16, |code| Some(Unescaped::byte(u8::try_from(code).ok()?))),
        b"u" => return digits(rest, 4, 16, |code| Some(Unescaped::code_point(code))),
        b"U" => {
            return digits(rest, 8, 16, |code| {
                char::from_u32(code).filter(utf8::is_character).map(|_| Unescaped::code_point(code))
            });
        }
        [b'0'..=b'7'] => return digits(input, 3, 8, |code| Some(Unescaped::byte(u8::try_from(code).ok()?))),
        _ => return fail().parse(input),
    };
    Ok((rest, Unescaped::byte(byte)))
}

/// The span of the first invalid escape in `bytes`, including its backslash. `with_nul` accepts `\x00`, which is
/// allowed in data (`UNESCAPE_ACCEPT_NUL`).
pub(in crate::systemd) fn first_unknown(bytes: &[u8], with_nul: bool) -> Option<Span> {
    let mut at = 0;
    while let Some(found) = memchr(b'\\', bytes.get(at..)?) {
        let start = at + found;
        let rest = &bytes[start + 1..];
        at = match read(rest) {
            Ok((after, _)) => bytes.len() - after.len(),
            Err(_) => match with_nul.then(|| nul_length(rest)).flatten() {
                Some(length) => start + 1 + length,
                None => {
                    // Whole characters, so that the span can be shown.
                    let end = (start + 2..bytes.len()).find(|end| !(0x80..0xc0).contains(&bytes[*end]));
                    return Some(Span::new(start as u32, end.unwrap_or(bytes.len()) as u32));
                }
            },
        };
    }
    None
}

/// The length of an escape for NUL, without its backslash.
fn nul_length(rest: &[u8]) -> Option<usize> {
    [&b"x00"[..], b"000", b"u0000", b"U00000000"]
        .iter()
        .find(|nul| rest.starts_with(nul))
        .map(|nul| nul.len())
}

/// Parses exactly `count` digits that are not all zero.
fn digits(
    input: &[u8],
    count: usize,
    base: u32,
    make: fn(u32) -> Option<Unescaped>,
) -> IResult<&[u8], Unescaped> {
    let digit = move |byte: u8| char::from(byte).is_digit(base);
    map_opt(take_while_m_n(count, count, digit), |digits: &[u8]| {
        let code = u32::from_str_radix(std::str::from_utf8(digits).ok()?, base).ok()?;
        if code == 0 { None } else { make(code) }
    })
    .parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unescape(text: &str) -> Option<Vec<u8>> {
        let (rest, unescaped) = read(text.as_bytes()).ok()?;
        assert_eq!(rest, b"", "{text}");
        Some(unescaped.bytes().to_vec())
    }

    #[test]
    fn letters_are_control_characters() {
        for (letter, byte) in [
            ("a", 7),
            ("b", 8),
            ("f", 12),
            ("n", 10),
            ("r", 13),
            ("t", 9),
            ("v", 11),
            ("s", 32),
            ("\\", 92),
            ("\"", 34),
            ("'", 39),
        ] {
            assert_eq!(unescape(letter), Some(vec![byte]), "{letter}");
        }
    }

    #[test]
    fn numeric_escapes_are_bytes_and_characters() {
        assert_eq!(unescape("x41"), Some(vec![0x41]));
        assert_eq!(unescape("xFf"), Some(vec![0xff]));
        assert_eq!(unescape("377"), Some(vec![0xff]));
        assert_eq!(unescape("u00e9"), Some("é".as_bytes().to_vec()));
        assert_eq!(unescape("u20AC"), Some("€".as_bytes().to_vec()));
        assert_eq!(unescape("U0001f600"), Some("😀".as_bytes().to_vec()));
    }

    #[test]
    fn a_lone_surrogate_is_valid_in_u_but_not_in_long_u() {
        assert_eq!(unescape("ud800"), Some(vec![0xed, 0xa0, 0x80]));
        assert_eq!(unescape("uffff"), Some(vec![0xef, 0xbf, 0xbf]));
        assert_eq!(unescape("U0000d800"), None);
        assert_eq!(unescape("U0000ffff"), None);
        assert_eq!(unescape("U00110000"), None);
    }

    #[test]
    fn nul_and_short_or_large_numbers_are_unknown_escapes() {
        for text in
            ["x00", "000", "u0000", "U00000000", "x4", "x4G", "08", "400", "u12", "q", " ", "$", ".", "é", ""]
        {
            assert!(read(text.as_bytes()).is_err(), "{text}");
        }
    }
}
