//! Secure bits: `secure_bits_from_string()` of systemd's `securebits-util.c`.
//!
//! systemd silently ignores unknown words.

use std::fmt;

use super::bits;
use super::words::{Flags, Words};
use crate::source::Span;

/// The names, in the order of the kernel's bits.
pub(crate) const NAMES: [&str; 6] =
    ["noroot", "noroot-locked", "no-setuid-fixup", "no-setuid-fixup-locked", "keep-caps", "keep-caps-locked"];

/// A value of `SecureBits=`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SecureBits(u32);

impl SecureBits {
    /// Parses a list. Reports the spans of words that are not secure bits to `unknown`; an unbalanced quote ends the
    /// list.
    #[must_use]
    pub fn parse(text: &str, unknown: &mut dyn FnMut(Span)) -> Self {
        let mut mask = 0;
        for word in Words::new(text, Flags::PATHS).map_while(Result::ok) {
            match word.text().and_then(|word| bits::bit(&NAMES, word)) {
                Some(bit) => mask |= bit,
                None => unknown(word.span),
            }
        }
        Self(mask)
    }

    /// The mask as the kernel defines it, with six bits (`linux/securebits.h`).
    #[must_use]
    pub const fn mask(self) -> u32 {
        self.0
    }
}

/// Formats the names, separated by spaces.
impl fmt::Display for SecureBits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        bits::write(f, &NAMES, self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_words_are_reported_and_skipped() {
        let mut unknown = Vec::new();
        let read = SecureBits::parse("noroot no-root keep-caps", &mut |span| unknown.push(span));
        assert_eq!((read.to_string().as_str(), read.mask()), ("noroot keep-caps", 0b1_0001));
        assert_eq!(unknown, [Span::new(7, 14)]);
    }

    proptest::proptest! {
        #[test]
        fn written_values_parse_back(mask in 0_u32..64) {
            let bits = SecureBits(mask);
            proptest::prop_assert_eq!(SecureBits::parse(&bits.to_string(), &mut |_| panic!("unknown")), bits);
        }
    }
}
