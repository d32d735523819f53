//! The table of specifiers, and which of them a directive accepts.

use memchr::memchr;

use super::{EXPECTED, INVALID_SLOT, Piece, pieces};
use crate::source::Span;
use crate::systemd::versions::Release;
use crate::value::ValueError;

/// The set of specifiers that a directive accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// Exec lines, paths, `Environment=`, `Description=` and most others: `unit_full_printf()`.
    Full,
    /// Unit names, as in `After=`, `Slice=`, `Sockets=`: `unit_name_printf()`; and the `[Install]` section.
    UnitName,
}

/// A specifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Specifier {
    /// The letter after the `%`.
    pub letter: char,
    /// The release that introduced it; 0 if it has always existed.
    pub since: Release,
    /// Whether it is accepted in unit names.
    pub in_unit_names: bool,
    /// Whether its expansion starts with a slash: always, never, or `None` if this is only known at run time, also
    /// because the expansion may be empty.
    pub starts_with_slash: Option<bool>,
    /// Whether it is deprecated: still expanded, with a warning.
    pub deprecated: bool,
}

/// All specifiers, sorted by letter.
pub const SPECIFIERS: [Specifier; 42] = [
    // Image version.
    may_be_empty('A', 249),
    // Build ID of the OS.
    may_be_empty('B', 246),
    // Root of the cache directories.
    path('C', 234),
    // Shared data directory.
    path('D', 256),
    // Root of the configuration directories.
    path('E', 234),
    // Group ID of the service manager.
    name('G', 240),
    // Host name.
    name('H', 0),
    // Instance, unescaped.
    other('I', 0),
    // Last component of the prefix, unescaped.
    other('J', 239),
    // Root of the log directories.
    path('L', 234),
    // Image ID.
    may_be_empty('M', 249),
    // Unit name without its type.
    name('N', 0),
    // Prefix, unescaped.
    other('P', 0),
    // Root of the control group.
    deprecated('R'),
    // Root of the state directories.
    path('S', 234),
    // Directory of temporary files.
    path('T', 235),
    // User ID of the service manager.
    name('U', 0),
    // Directory of larger temporary files.
    path('V', 235),
    // Variant ID of the OS.
    may_be_empty('W', 246),
    // Directory of the unit file.
    path('Y', 251),
    // Architecture.
    name('a', 246),
    // Boot ID.
    name('b', 0),
    // Control group.
    deprecated('c'),
    // Credentials directory.
    path('d', 251),
    // Instance as a path.
    path('f', 0),
    // Group of the service manager.
    name('g', 240),
    // Home directory of the service manager's user.
    path('h', 187),
    // Instance.
    may_be_empty('i', 0),
    // Last component of the prefix.
    may_be_empty('j', 239),
    // Short host name.
    name('l', 246),
    // Machine ID.
    name('m', 0),
    // Unit name.
    name('n', 0),
    // ID of the OS.
    may_be_empty('o', 246),
    // Prefix.
    name('p', 0),
    // Pretty host name.
    name('q', 251),
    // Control group of the slice.
    deprecated('r'),
    // Shell of the service manager's user.
    path('s', 187),
    // Root of the runtime directories.
    path('t', 0),
    // User of the service manager.
    name('u', 187),
    // Kernel release.
    name('v', 206),
    // Version ID of the OS.
    may_be_empty('w', 246),
    // Path of the unit file.
    path('y', 251),
];

/// A specifier whose expansion contains no slash.
const fn name(letter: char, since: u16) -> Specifier {
    Specifier {
        letter,
        since: Release(since),
        in_unit_names: true,
        starts_with_slash: Some(false),
        deprecated: false,
    }
}

/// A name that is empty on some systems or for some units.
const fn may_be_empty(letter: char, since: u16) -> Specifier {
    Specifier { starts_with_slash: None, ..name(letter, since) }
}

const fn path(letter: char, since: u16) -> Specifier {
    Specifier { in_unit_names: false, starts_with_slash: Some(true), ..name(letter, since) }
}

const fn other(letter: char, since: u16) -> Specifier {
    Specifier { in_unit_names: false, starts_with_slash: None, ..name(letter, since) }
}

/// Announced as removed in 233, still expanded in 257.
const fn deprecated(letter: char) -> Specifier {
    Specifier { deprecated: true, ..path(letter, 0) }
}

/// The first release that refuses an unknown specifier; older ones keep it verbatim.
pub const UNKNOWN_IS_AN_ERROR_SINCE: Release = Release(236);

impl Table {
    /// The specifier with this letter, if it is in the table.
    #[must_use]
    pub fn get(self, letter: u8) -> Option<&'static Specifier> {
        let found =
            SPECIFIERS.binary_search_by_key(&char::from(letter), |specifier| specifier.letter).ok()?;
        SPECIFIERS.get(found).filter(|specifier| self == Self::Full || specifier.in_unit_names)
    }

    /// Whether `release` expands the specifier with this letter.
    #[must_use]
    pub fn knows(self, letter: u8, release: Release) -> bool {
        self.get(letter).is_some_and(|specifier| specifier.since <= release)
    }

    /// The first specifier in `bytes` that `release` refuses: its letter and its span in `bytes`.
    #[must_use]
    pub fn first_unknown(self, bytes: &[u8], release: Release) -> Option<(char, Span)> {
        if release < UNKNOWN_IS_AN_ERROR_SINCE || memchr(b'%', bytes).is_none() {
            return None;
        }
        pieces(bytes).find_map(|(piece, span)| match piece {
            Piece::Specifier(letter) if !self.knows(letter, release) => Some((char::from(letter), span)),
            Piece::Specifier(_) | Piece::Percent | Piece::Literal(_) => None,
        })
    }

    /// Checks the specifiers of a value, with the message of most directives.
    ///
    /// # Errors
    /// `release` does not know a specifier.
    pub fn check(self, text: &str, release: Release) -> Result<(), ValueError> {
        let Some((_, span)) = self.first_unknown(text.as_bytes(), release) else { return Ok(()) };
        let message = format!("Failed to resolve unit specifiers in {text}, ignoring: {INVALID_SLOT}");
        Err(ValueError::at(span, message, EXPECTED))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Release = Release(252);

    #[test]
    fn the_table_is_sorted_by_letter() {
        assert!(SPECIFIERS.is_sorted_by(|a, b| a.letter < b.letter));
    }

    #[test]
    fn unknown_letters_and_digits_are_an_invalid_slot() {
        let error = Table::Full.check("+%Y-%Q", NOW).unwrap_err();
        let message = "Failed to resolve unit specifiers in +%Y-%Q, ignoring: Invalid slot";
        assert_eq!((error.message.as_str(), error.span), (message, Span::new(4, 6)));
        for text in ["%Z", "%x", "%1", "%O"] {
            assert!(Table::Full.check(text, NOW).is_err(), "{text}");
        }
        assert_eq!(Table::Full.check("%i%I%j%J%n%N%p%P%f%y%Y%c%r%R%C%d%E%L%S%t%T%V%h%s", NOW), Ok(()));
        assert_eq!(Table::Full.check("%a%A%b%B%H%l%q%m%M%o%v%w%W%g%G%u%U 100% %%", NOW), Ok(()));
    }

    #[test]
    fn unit_names_support_fewer_specifiers() {
        assert_eq!(Table::UnitName.check("%i%j%n%N%p%a%A%b%B%H%l%q%m%M%o%v%w%W%g%G%u%U", NOW), Ok(()));
        for letter in "IJPfyYCdDELStTVhs".chars() {
            assert!(Table::UnitName.check(&format!("foo-%{letter}.service"), NOW).is_err(), "{letter}");
        }
    }

    #[test]
    fn a_release_knows_only_its_own_specifiers() {
        assert!(!Table::Full.knows(b'D', Release(255)));
        assert!(Table::Full.knows(b'D', Release(256)));
        assert!(Table::Full.check("%Y", Release(249)).is_err());
    }

    #[test]
    fn before_236_an_unknown_specifier_is_literal() {
        assert_eq!(Table::Full.check("%Z", Release(235)), Ok(()));
    }
}
