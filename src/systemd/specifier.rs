//! Specifiers: `specifier_printf()` of systemd's `specifier.c`, and the tables of `unit-printf.c` and
//! `install-printf.c`.

use std::borrow::Cow;

use memchr::memchr;

use super::versions::Release;
use crate::source::Span;
use crate::value::ValueError;

/// A stretch of a text with specifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Bytes that stand for themselves; a `%` before neither letter nor digit is one of them.
    Literal(&'a [u8]),
    /// `%%`, which stands for `%`.
    Percent,
    /// `%` and a letter or digit, known or not.
    Specifier(u8),
}

/// The pieces of a text with their places in it.
#[derive(Clone, Debug)]
pub struct Pieces<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// Cuts a text at its specifiers.
#[must_use]
pub const fn pieces(bytes: &[u8]) -> Pieces<'_> {
    Pieces { bytes, at: 0 }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = (Piece<'a>, Span);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        let rest = self.bytes.get(start..).filter(|rest| !rest.is_empty())?;
        let piece = match rest {
            [b'%', b'%', ..] => Piece::Percent,
            [b'%', letter, ..] if letter.is_ascii_alphanumeric() => Piece::Specifier(*letter),
            _ => Piece::Literal(&rest[..literal_length(rest)]),
        };
        self.at += match piece {
            Piece::Literal(part) => part.len(),
            Piece::Percent | Piece::Specifier(_) => 2,
        };
        Some((piece, Span::new(start as u32, self.at as u32)))
    }
}

/// How far the text stands for itself.
fn literal_length(bytes: &[u8]) -> usize {
    let mut length = 0;
    while let Some(found) = memchr(b'%', &bytes[length..]) {
        length += found;
        match bytes.get(length + 1) {
            Some(next) if *next == b'%' || next.is_ascii_alphanumeric() => return length,
            Some(_) => length += 1,
            None => return bytes.len(),
        }
    }
    bytes.len()
}

/// Which specifiers a directive knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// Exec lines, paths, `Environment=`, `Description=` and most others: `unit_full_printf()`.
    Full,
    /// Names of units: `After=`, `Slice=`, `Sockets=`: `unit_name_printf()`; and the `[Install]` section.
    UnitName,
}

/// A specifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Specifier {
    /// Its letter.
    pub letter: char,
    /// The release that added it; 0 for one that has always been there.
    pub since: Release,
    /// Whether names of units may use it.
    pub in_unit_names: bool,
    /// Whether a text that starts with it starts with a slash: always, never, or only the run can tell, also because
    /// it may stand for nothing.
    pub starts_with_slash: Option<bool>,
    /// Still expanded, with a warning to use something else.
    pub deprecated: bool,
}

/// All specifiers by their letter.
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

const fn name(letter: char, since: u16) -> Specifier {
    Specifier {
        letter,
        since: Release(since),
        in_unit_names: true,
        starts_with_slash: Some(false),
        deprecated: false,
    }
}

/// A name that some systems or units have none of.
const fn may_be_empty(letter: char, since: u16) -> Specifier {
    Specifier {
        letter,
        since: Release(since),
        in_unit_names: true,
        starts_with_slash: None,
        deprecated: false,
    }
}

const fn path(letter: char, since: u16) -> Specifier {
    Specifier {
        letter,
        since: Release(since),
        in_unit_names: false,
        starts_with_slash: Some(true),
        deprecated: false,
    }
}

const fn other(letter: char, since: u16) -> Specifier {
    Specifier {
        letter,
        since: Release(since),
        in_unit_names: false,
        starts_with_slash: None,
        deprecated: false,
    }
}

/// Announced as gone in 233, still expanded in 257.
const fn deprecated(letter: char) -> Specifier {
    Specifier {
        letter,
        since: Release(0),
        in_unit_names: false,
        starts_with_slash: Some(true),
        deprecated: true,
    }
}

/// The first release that refuses an unknown specifier; older ones keep it as it is written.
pub const UNKNOWN_IS_AN_ERROR_SINCE: Release = Release(236);

impl Table {
    /// The specifier with this letter, if the table holds it.
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

    /// The first specifier in `bytes` that `release` refuses, as a letter with its place in `bytes`.
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

    /// Checks the specifiers of a value, as most directives say it.
    ///
    /// # Errors
    /// A letter or digit behind a `%` that `release` does not know.
    pub fn check(self, text: &str, release: Release) -> Result<(), ValueError> {
        let Some((_, span)) = self.first_unknown(text.as_bytes(), release) else { return Ok(()) };
        let message = format!("Failed to resolve unit specifiers in {text}, ignoring: {INVALID_SLOT}");
        Err(ValueError::at(span, message, EXPECTED))
    }
}

/// What the system says of an unknown specifier (`EBADSLT`).
pub const INVALID_SLOT: &str = "Invalid slot";
/// What would do instead.
pub(super) const EXPECTED: &str = "a specifier that this directive knows, or %% for a percent sign";

/// Doubles every `%`.
#[must_use]
pub fn escape(bytes: &[u8]) -> Cow<'_, [u8]> {
    double(bytes, b'%')
}

/// Whether a value holds a specifier, and so may stand for anything; a percent sign alone is none.
pub(super) fn is_in(bytes: &[u8]) -> bool {
    memchr(b'%', bytes).is_some() && pieces(bytes).any(|(piece, _)| matches!(piece, Piece::Specifier(_)))
}

/// A text as messages show it: every `%%` is `%`, specifiers stand as they are written.
pub(super) fn shown(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len());
    for (piece, _) in pieces(bytes) {
        match piece {
            Piece::Literal(part) => out.extend_from_slice(part),
            Piece::Percent => out.push(b'%'),
            Piece::Specifier(letter) => out.extend([b'%', letter]),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Doubles every `mark`.
pub(super) fn double(bytes: &[u8], mark: u8) -> Cow<'_, [u8]> {
    if memchr(mark, bytes).is_none() {
        return Cow::Borrowed(bytes);
    }
    let mut out = Vec::with_capacity(bytes.len() + 4);
    for byte in bytes {
        out.push(*byte);
        if *byte == mark {
            out.push(mark);
        }
    }
    Cow::Owned(out)
}

/// Whether a text starts with a slash once its specifiers are expanded; `None` when only the run can tell.
#[must_use]
pub fn starts_with_slash(bytes: &[u8]) -> Option<bool> {
    match pieces(bytes).next() {
        Some((Piece::Specifier(letter), _)) => Table::Full.get(letter)?.starts_with_slash,
        Some((Piece::Literal(part), _)) => Some(part.starts_with(b"/")),
        Some((Piece::Percent, _)) | None => Some(false),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: Release = Release(252);

    fn cut(text: &str) -> Vec<String> {
        pieces(text.as_bytes())
            .map(|(piece, _)| match piece {
                Piece::Literal(part) => String::from_utf8_lossy(part).into_owned(),
                Piece::Percent => "%%".to_owned(),
                Piece::Specifier(letter) => format!("<{}>", char::from(letter)),
            })
            .collect()
    }

    #[test]
    fn a_percent_sign_before_neither_letter_nor_digit_is_itself() {
        assert_eq!(cut("100%"), ["100%"]);
        assert_eq!(cut("5% x %- %é %(program_name)s"), ["5% x %- %é %(program_name)s"]);
        assert_eq!(cut("%-%n"), ["%-", "<n>"]);
    }

    #[test]
    fn two_percent_signs_are_one() {
        assert_eq!(cut("a%%i%i%%%n%"), ["a", "%%", "i", "<i>", "%%", "<n>", "%"]);
    }

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
    fn names_of_units_know_fewer_specifiers() {
        assert_eq!(Table::UnitName.check("%i%j%n%N%p%a%A%b%B%H%l%q%m%M%o%v%w%W%g%G%u%U", NOW), Ok(()));
        for letter in "IJPfyYCdDELStTVhs".chars() {
            assert!(Table::UnitName.check(&format!("foo-%{letter}.service"), NOW).is_err(), "{letter}");
        }
    }

    #[test]
    fn a_release_knows_what_it_has() {
        assert!(!Table::Full.knows(b'D', Release(255)));
        assert!(Table::Full.knows(b'D', Release(256)));
        assert!(Table::Full.check("%Y", Release(249)).is_err());
    }

    #[test]
    fn before_236_an_unknown_specifier_stays_as_it_is() {
        assert_eq!(Table::Full.check("%Z", Release(235)), Ok(()));
    }

    #[test]
    fn some_specifiers_start_a_path() {
        assert_eq!(starts_with_slash(b"%h/x"), Some(true));
        assert_eq!(starts_with_slash(b"/%h"), Some(true));
        assert_eq!(starts_with_slash(b"x%h"), Some(false));
        assert_eq!(starts_with_slash(b"%I/x"), None);
        assert_eq!(starts_with_slash(b"%i/x"), None);
        assert_eq!(starts_with_slash(b"%p/x"), Some(false));
        assert_eq!(starts_with_slash(b""), Some(false));
    }

    proptest! {
        #[test]
        fn what_is_escaped_is_read_back(bytes in prop::collection::vec(any::<u8>(), 0..16)) {
            let mut read = Vec::new();
            for (piece, _) in pieces(&escape(&bytes)) {
                match piece {
                    Piece::Literal(part) => read.extend_from_slice(part),
                    Piece::Percent => read.push(b'%'),
                    Piece::Specifier(_) => prop_assert!(false),
                }
            }
            prop_assert_eq!(read, bytes);
        }

        #[test]
        fn pieces_lie_end_to_end(text in "[%a-c1 é-]{0,16}") {
            let mut end = 0;
            for (_, span) in pieces(text.as_bytes()) {
                prop_assert_eq!(span.start, end);
                end = span.end;
            }
            prop_assert_eq!(end as usize, text.len());
        }
    }
}
