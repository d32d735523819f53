//! The content of core dumps: `coredump_filter_mask_from_string()` of systemd's `coredump-util.c`.

use std::fmt;

use super::bits;
use super::integer;
use super::words::{Flags, Words};
use crate::source::Span;
use crate::value::ValueError;

/// The names, in the order of the kernel's bits.
const NAMES: [&str; 9] = [
    "private-anonymous",
    "shared-anonymous",
    "private-file-backed",
    "shared-file-backed",
    "elf-headers",
    "private-huge",
    "shared-huge",
    "private-dax",
    "shared-dax",
];
/// Anonymous mappings, ELF headers and private huge pages.
const DEFAULT: u64 = 0b11_0011;

/// A value of `CoredumpFilter=`: the kernel's mask (core(5)).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CoredumpFilter(u64);

impl CoredumpFilter {
    /// Parses names, `default`, `all` and hexadecimal masks.
    ///
    /// # Errors
    /// A word is none of these: systemd ignores the line.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let mut mask = 0;
        for word in Words::new(text, Flags::PLAIN) {
            let refused = |span: Span| {
                let is_negative = span.slice(text.as_bytes()).starts_with(b"-");
                let why = if is_negative { integer::OUT_OF_RANGE } else { integer::INVALID };
                let message = format!("Failed to parse the CoredumpFilter={text}, ignoring: {why}");
                ValueError::at(span, message, "mapping types, default, all, or a hexadecimal mask")
            };
            let word = word.map_err(|error| refused(error.span))?;
            match word.text() {
                Some("default") => mask |= DEFAULT,
                // This includes whatever precedes it.
                Some("all") => mask = u64::MAX,
                Some(name) => match bits::bit(&NAMES, name).map(u64::from).or_else(|| hexadecimal(name)) {
                    Some(more) => mask |= more,
                    None => return Err(refused(word.span)),
                },
                None => return Err(refused(word.span)),
            }
        }
        Ok(Self(mask))
    }

    /// The mask.
    #[must_use]
    pub const fn mask(self) -> u64 {
        self.0
    }
}

/// Parses a number like strtoull(3) with base 16.
fn hexadecimal(text: &str) -> Option<u64> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    let digits = digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")).unwrap_or(digits);
    let is_hexadecimal = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hexadecimal.then(|| u64::from_str_radix(digits, 16).ok()).flatten()
}

/// Formats the names separated by spaces, and a mask for bits without a name.
impl fmt::Display for CoredumpFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const NAMED: u64 = (1 << NAMES.len()) - 1;
        if self.0 == u64::MAX {
            return f.write_str("all");
        }
        bits::write(f, &NAMES, (self.0 & NAMED) as u32)?;
        match self.0 & !NAMED {
            0 if self.0 == 0 => f.write_str("0x0"),
            0 => Ok(()),
            rest if rest == self.0 => write!(f, "{rest:#x}"),
            rest => write!(f, " {rest:#x}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_masks_add_up() {
        let mask = |text: &str| CoredumpFilter::parse(text).map(CoredumpFilter::mask).ok();
        assert_eq!(mask("default private-dax"), Some(0b1011_0011));
        assert_eq!(mask("all 0x1"), Some(u64::MAX));
        assert_eq!(mask("33 0x100"), Some(0x133));
        for text in ["ELF-headers", "default,all", "0x", "-1", "\"all\""] {
            assert_eq!(mask(text), None, "{text}");
        }
        assert_eq!(
            CoredumpFilter::parse("default x").unwrap_err().message,
            "Failed to parse the CoredumpFilter=default x, ignoring: Invalid argument"
        );
    }

    proptest::proptest! {
        #[test]
        fn written_values_parse_back(mask: u64, shift in 0_u32..64) {
            let filter = CoredumpFilter(mask >> shift);
            proptest::prop_assert_eq!(CoredumpFilter::parse(&filter.to_string()).unwrap(), filter);
        }
    }
}
