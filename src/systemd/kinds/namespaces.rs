//! Namespace types: `namespace_flags_from_string()` of systemd's `nsflags.c`.

use std::fmt;

use super::bits;
use super::boolean;
use super::words::{Flags, Words};
use crate::value::ValueError;

/// The names of the kernel, as in `/proc/PID/ns`.
const NAMES: [&str; 8] = ["cgroup", "ipc", "net", "mnt", "pid", "user", "uts", "time"];

/// A value of `RestrictNamespaces=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Namespaces {
    /// A boolean: whether all types are restricted, or none.
    All(bool),
    /// A list.
    Listed {
        /// A bit for each of the eight types.
        mask: u32,
        /// `~`: whether it means all but these.
        is_inverted: bool,
    },
}

impl Namespaces {
    /// Parses a boolean, or a list that `~` inverts.
    ///
    /// # Errors
    /// A word is not a namespace type: systemd ignores the line.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        if let Ok(all) = boolean::parse(text) {
            return Ok(Self::All(all));
        }
        let list = text.strip_prefix('~');
        let (start, is_inverted) = (u32::from(list.is_some()), list.is_some());
        let list = list.unwrap_or(text);
        let mut mask = 0;
        for word in Words::new(list, Flags::PLAIN) {
            let refused = |span: crate::source::Span| {
                let message = format!("Failed to parse namespace type string, ignoring: {list}");
                ValueError::at(span.shifted(start), message, "a boolean, or types such as net and user")
            };
            let word = word.map_err(|error| refused(error.span))?;
            match word.text().and_then(|name| bits::bit(&NAMES, name)) {
                Some(bit) => mask |= bit,
                None => return Err(refused(word.span)),
            }
        }
        Ok(Self::Listed { mask, is_inverted })
    }
}

/// Parses a value of `DelegateNamespaces=`: like [`Namespaces::parse`], without the type that owns the others.
///
/// # Errors
/// A word is not a namespace type, or is `user`: systemd ignores the line.
pub fn parse_delegated(text: &str) -> Result<Namespaces, ValueError> {
    const USER: &str = "user";
    const EXPECTED: &str = "types such as net and mnt, without user";
    let read = Namespaces::parse(text)?;
    match read {
        Namespaces::Listed { mask, is_inverted: false }
            if bits::bit(&NAMES, USER).is_some_and(|user| mask & user != 0) =>
        {
            let message =
                format!("The user namespace cannot be delegated with DelegateNamespaces=, ignoring: {text}");
            let word = Words::new(text, Flags::PLAIN).flatten().find(|word| word.text() == Some(USER));
            Err(match word {
                Some(word) => ValueError::at(word.span, message, EXPECTED),
                None => ValueError::whole(text, message, EXPECTED),
            })
        }
        _ => Ok(read),
    }
}

/// Formats it as a boolean, or as the names separated by spaces, after `~` if inverted.
impl fmt::Display for Namespaces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(all) => f.write_str(boolean::write(*all)),
            Self::Listed { mask, is_inverted } => {
                f.write_str(if *is_inverted { "~" } else { "" })?;
                bits::write(f, &NAMES, *mask)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_invalid_word_drops_the_line() {
        let read = |text: &str| Namespaces::parse(text).map(|read| read.to_string());
        assert_eq!(read("user net").as_deref(), Ok("net user"));
        assert_eq!(read("~ user").as_deref(), Ok("~user"));
        assert_eq!(read("on").as_deref(), Ok("yes"));
        let error = read("~net users").unwrap_err();
        assert_eq!(error.message, "Failed to parse namespace type string, ignoring: net users");
        assert_eq!(error.span, crate::source::Span::new(5, 10));
        assert!(read("net,user").is_err());
    }

    #[test]
    fn the_user_namespace_cannot_be_delegated() {
        for text in ["yes", "net mnt", "~user", "~net"] {
            assert!(parse_delegated(text).is_ok(), "{text}");
        }
        let error = parse_delegated("net user").unwrap_err();
        let message = "The user namespace cannot be delegated with DelegateNamespaces=, ignoring: net user";
        assert_eq!((error.message.as_str(), error.span), (message, crate::source::Span::new(4, 8)));
    }

    proptest::proptest! {
        #[test]
        fn written_values_parse_back(mask in 0_u32..256, is_inverted: bool) {
            let listed = Namespaces::Listed { mask, is_inverted };
            proptest::prop_assert_eq!(Namespaces::parse(&listed.to_string()).unwrap(), listed);
        }
    }
}
