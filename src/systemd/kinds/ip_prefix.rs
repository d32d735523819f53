//! IP address prefixes: `config_parse_in_addr_prefixes()` of systemd's `in-addr-prefix-util.c`.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::integer;
use super::specifier::{self, Piece};
use super::words::{Flags, Words};
use crate::systemd::versions::Release;
use crate::value::ValueError;

/// An IP address prefix: the addresses that share their first bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IpPrefix {
    /// The address, with all other bits 0.
    address: IpAddr,
    /// The number of bits, up to 32 or 128.
    length: u8,
}

impl IpPrefix {
    /// The addresses that share the first `length` bits with `address`; a greater length counts as all bits.
    #[must_use]
    pub fn new(address: IpAddr, length: u8) -> Self {
        match address {
            IpAddr::V4(address) => {
                let length = length.min(32);
                let mask = u32::MAX.checked_shl(32 - u32::from(length)).unwrap_or(0);
                Self { address: Ipv4Addr::from_bits(address.to_bits() & mask).into(), length }
            }
            IpAddr::V6(address) => {
                let length = length.min(128);
                let mask = u128::MAX.checked_shl(128 - u32::from(length)).unwrap_or(0);
                Self { address: Ipv6Addr::from_bits(address.to_bits() & mask).into(), length }
            }
        }
    }

    /// Parses an address with an optional length: `10.0.0.0/8`, `::1`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address, Some(length)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let bits = if address.is_ipv4() { 32 } else { 128 };
        let length = match length {
            Some(length) => u8::try_from(integer::number(length)?).ok().filter(|length| *length <= bits)?,
            None => bits,
        };
        Some(Self::new(address, length))
    }

    /// Its address and its length in bits.
    #[must_use]
    pub const fn parts(self) -> (IpAddr, u8) {
        (self.address, self.length)
    }
}

/// Formats it as `10.0.0.0/8`.
impl fmt::Display for IpPrefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.length)
    }
}

/// The first release that expands specifiers in these lists.
const SPECIFIERS_SINCE: Release = Release(253);

/// Parses a value of `IPAddressAllow=` or `IPAddressDeny=`, and calls `report` for each word that is neither a prefix
/// nor the name of some; systemd ignores such a word.
pub fn parse(text: &str, release: Release, report: &mut dyn FnMut(ValueError)) {
    for word in Words::new(text, Flags::PLAIN) {
        match word {
            Ok(word) => {
                let is_open = release >= SPECIFIERS_SINCE
                    && specifier::pieces(&word.bytes)
                        .any(|(piece, _)| matches!(piece, Piece::Specifier(_) | Piece::Percent));
                let is_known = |text: &str| is_name(text) || IpPrefix::parse(text).is_some();
                if !is_open && !word.text().is_some_and(is_known) {
                    let message = format!("Address prefix is invalid, ignoring assignment: {}", word.lossy());
                    report(ValueError::at(
                        word.span,
                        message,
                        "an address such as 10.0.0.0/8, or any, localhost, link-local, multicast",
                    ));
                }
            }
            Err(error) => {
                let message = format!("Invalid syntax, ignoring: {text}");
                report(ValueError::at(error.span, message, "no backslash at the end"));
            }
        }
    }
}

/// `is_localhost()` of `hostname-util.c` accepts more than just `localhost`.
fn is_name(text: &str) -> bool {
    if matches!(text, "any" | "link-local" | "multicast") {
        return true;
    }
    let lower = text.to_ascii_lowercase();
    let name = lower.strip_suffix('.').unwrap_or(&lower);
    let name = name.strip_suffix(".localdomain").unwrap_or(name);
    name == "localhost" || name.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        parse(text, Release(252), &mut |error| found.push(error.message));
        found
    }

    #[test]
    fn addresses_prefixes_and_names_are_accepted() {
        let good = "10.0.0.0/8 ::1 fe80::/0x40 127.0.0.1 any localhost link-local multicast A.Localhost.";
        assert_eq!(messages(good), [""; 0]);
    }

    #[test]
    fn other_words_are_skipped_with_a_message() {
        for bad in ["10.0.0.0/33", "10.0.0", "example.org", "ANY", "010.0.0.1", "::1/129", "10.0.0.1/", "%i"]
        {
            assert_eq!(
                messages(&format!("any {bad}")),
                [format!("Address prefix is invalid, ignoring assignment: {bad}")]
            );
        }
        assert_eq!(messages("10.0.0.1,10.0.0.2").len(), 1);
    }

    proptest::proptest! {
        #[test]
        fn written_values_parse_back(address: IpAddr, length: u8) {
            let prefix = IpPrefix::new(address, length);
            proptest::prop_assert_eq!(IpPrefix::parse(&prefix.to_string()), Some(prefix));
        }
    }
}
