//! Conditions and assertions: `config_parse_unit_condition_string()` and `config_parse_unit_condition_path()` of
//! systemd's `load-fragment.c`.
//!
//! What the argument means is asked when the unit is started; the loader takes any.

use std::fmt;

/// A condition: its prefixes and its argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition<'a> {
    /// `|`: one of those that have it is enough.
    pub is_trigger: bool,
    /// `!`: it must not hold.
    pub is_negated: bool,
    /// The argument, specifiers unexpanded.
    pub argument: &'a str,
}

impl<'a> Condition<'a> {
    /// Reads a condition that takes no path: `|!ARGUMENT`, with blanks behind each prefix.
    #[must_use]
    pub fn parse(text: &'a str) -> Self {
        Self::read(text, |rest| rest.trim_start_matches([' ', '\t', '\n', '\r']))
    }

    /// Reads a condition that takes a path. A blank behind a prefix is part of it, so that it is not absolute.
    #[must_use]
    pub fn parse_path(text: &'a str) -> Self {
        Self::read(text, |rest| rest)
    }

    fn read(text: &'a str, blanks: fn(&str) -> &str) -> Self {
        let trigger = text.strip_prefix('|').map(blanks);
        let text = trigger.unwrap_or(text);
        let negated = text.strip_prefix('!').map(blanks);
        Self {
            is_trigger: trigger.is_some(),
            is_negated: negated.is_some(),
            argument: negated.unwrap_or(text),
        }
    }
}

/// `|!ARGUMENT`.
impl fmt::Display for Condition<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let trigger = if self.is_trigger { "|" } else { "" };
        let negated = if self.is_negated { "!" } else { "" };
        write!(f, "{trigger}{negated}{}", self.argument)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trigger_comes_before_the_negation() {
        let read = Condition::parse("| ! kvm");
        assert_eq!((read.is_trigger, read.is_negated, read.argument), (true, true, "kvm"));
        let read = Condition::parse("!|kvm");
        assert_eq!((read.is_trigger, read.is_negated, read.argument), (false, true, "|kvm"));
    }

    #[test]
    fn a_blank_behind_a_prefix_is_part_of_a_path() {
        assert_eq!(Condition::parse_path("|! /a").argument, " /a");
        assert_eq!(Condition::parse("|! /a").argument, "/a");
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read_back(text in "[|! a/]{0,8}") {
            let read = Condition::parse_path(&text);
            if !read.argument.starts_with(['|', '!']) {
                let written = read.to_string();
                proptest::prop_assert_eq!(Condition::parse_path(&written), read);
                proptest::prop_assert_eq!(Condition::parse(&written).is_trigger, read.is_trigger);
            }
        }
    }
}
