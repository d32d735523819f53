//! Capability sets: `capability_set_from_string()` of systemd's `cap-list.c`.
//!
//! systemd silently ignores words that are not capabilities: `CAP_CHOWN,CAP_KILL` is the empty set.

use std::fmt;

use super::integer;
use super::words::{Flags, Words};
use crate::source::Span;
use crate::unix::capabilities::NAMES;

/// A capability by its number, from 0 to 63.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Capability(u8);

impl Capability {
    /// All capabilities that have a name, by number.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..NAMES.iter().count()).map(|number| Self(number as u8))
    }

    /// Parses `CAP_KILL`, ignoring case, or a number from 0 to 63; `KILL` is not accepted.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(number) = integer::number(text) {
            return u8::try_from(number).ok().filter(|number| *number < 64).map(Self);
        }
        crate::unix::capabilities::number(text).map(Self)
    }

    /// Its number.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }
}

/// The name in upper case, or the number if it has no name.
impl fmt::Display for Capability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::unix::capabilities::name(self.0))
    }
}

/// A value of `CapabilityBoundingSet=` or `AmbientCapabilities=`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CapabilitySet {
    /// A bit for each listed capability.
    pub mask: u64,
    /// `~`: whether the set is all but these.
    pub is_inverted: bool,
}

impl CapabilitySet {
    /// Parses a list. Reports the spans of words that are not capabilities to `unknown`; an unbalanced quote ends the
    /// list.
    #[must_use]
    pub fn parse(text: &str, unknown: &mut dyn FnMut(Span)) -> Self {
        let list = text.strip_prefix('~');
        let start = u32::from(list.is_some());
        let mut set = Self { mask: 0, is_inverted: list.is_some() };
        for word in Words::new(list.unwrap_or(text), Flags::PATHS).map_while(Result::ok) {
            match word.text().and_then(Capability::parse) {
                Some(capability) => set.mask |= 1 << capability.number(),
                None => unknown(word.span.shifted(start)),
            }
        }
        set
    }

    /// The mask after merging an assignment with the previous ones; `None` if those no longer count
    /// (`config_parse_capability_set()`, `src/core/load-fragment.c`). `initial` is the mask if the directive is not
    /// set.
    #[must_use]
    pub fn merged_with(self, before: Option<u64>, initial: u64) -> Option<u64> {
        let before = before.filter(|before| *before != initial && self.mask != 0)?;
        Some(if self.is_inverted { before & !self.mask } else { before | self.mask })
    }

    /// The mask of an assignment on its own.
    #[must_use]
    pub const fn alone(self) -> u64 {
        if self.is_inverted { !self.mask } else { self.mask }
    }

    /// The listed capabilities, by number.
    pub fn listed(self) -> impl Iterator<Item = Capability> {
        (0..64).filter(move |number| self.mask & 1 << number != 0).map(Capability)
    }
}

/// Formats it as `~CAP_CHOWN CAP_KILL`.
impl fmt::Display for CapabilitySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_inverted {
            f.write_str("~")?;
        }
        for (at, capability) in self.listed().enumerate() {
            let blank = if at > 0 { " " } else { "" };
            write!(f, "{blank}{capability}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> (String, Vec<&str>) {
        let mut unknown = Vec::new();
        let set = CapabilitySet::parse(text, &mut |span| unknown.push(&text[span.range()]));
        (set.to_string(), unknown)
    }

    #[test]
    fn names_in_any_case_and_numbers_are_capabilities() {
        let all = "CAP_KILL cap_net_admin 0";
        assert_eq!(parse(all), ("CAP_CHOWN CAP_KILL CAP_NET_ADMIN".to_owned(), vec![]));
        assert_eq!(parse("~CAP_SYS_ADMIN"), ("~CAP_SYS_ADMIN".to_owned(), vec![]));
        assert_eq!(parse("63 \"CAP_BPF\""), ("CAP_BPF 63".to_owned(), vec![]));
    }

    #[test]
    fn unknown_names_are_reported_and_skipped() {
        assert_eq!(parse("CAP_CHOWN,CAP_KILL"), (String::new(), vec!["CAP_CHOWN,CAP_KILL"]));
        assert_eq!(parse("~KILL CAP_BPF 64"), ("~CAP_BPF".to_owned(), vec!["KILL", "64"]));
    }

    proptest::proptest! {
        #[test]
        fn written_values_parse_back(mask: u64, is_inverted: bool) {
            let set = CapabilitySet { mask, is_inverted };
            let read = CapabilitySet::parse(&set.to_string(), &mut |_| panic!("unknown"));
            proptest::prop_assert_eq!(read, set);
        }
    }
}
