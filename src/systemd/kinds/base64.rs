//! Base64 and hexadecimal data: `unbase64mem()` and `unhexmem()` of systemd's `hexdecoct.c`.

use crate::systemd::kinds::whitespace::is_whitespace;

/// Decodes Base64, ignoring whitespace. The last group of four must be padded with `=`, and nothing may follow it.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let mut digits = text.bytes().filter(|byte| !is_whitespace(*byte));
    while let Some(first) = digits.next() {
        let group = [first, digits.next()?, digits.next()?, digits.next()?];
        let padding = match group {
            [_, _, b'=', b'='] => 2,
            [_, _, _, b'='] => 1,
            _ => 0,
        };
        let mut bits = 0_u32;
        for byte in &group[..4 - padding] {
            bits = bits << 6 | u32::from(digit(*byte)?);
        }
        // The bits that the padding leaves unused must be 0.
        let spare = 2 * padding;
        if bits & ((1 << spare) - 1) != 0 || padding > 0 && digits.next().is_some() {
            return None;
        }
        let bytes = (bits >> spare).to_be_bytes();
        out.extend_from_slice(&bytes[1 + padding..]);
    }
    Some(out)
}

/// The number of bytes encoded in hexadecimal, ignoring whitespace; `None` if it is not valid.
#[must_use]
pub fn hexadecimal_length(text: &str) -> Option<usize> {
    let mut count = 0;
    for byte in text.bytes().filter(|byte| !is_whitespace(*byte)) {
        if !byte.is_ascii_hexdigit() {
            return None;
        }
        count += 1;
    }
    (count % 2 == 0).then_some(count / 2)
}

const fn digit(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_four_are_padded() {
        assert_eq!(decode("aGVs bG8=").as_deref(), Some(&b"hello"[..]));
        assert_eq!(decode("aA==").as_deref(), Some(&b"h"[..]));
        assert_eq!(decode("/+8=").as_deref(), Some(&[0xff, 0xef][..]));
        assert_eq!(decode("").as_deref(), Some(&[][..]));
        for text in ["aGVsbG8", "aB==", "aA==aA==", "a===", "====", "aG_s", "=AAA", "aA=A"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }

    #[test]
    fn hexadecimal_digits_come_in_pairs() {
        assert_eq!(hexadecimal_length("00 fF"), Some(2));
        assert_eq!((hexadecimal_length("0"), hexadecimal_length("0g")), (None, None));
    }
}
