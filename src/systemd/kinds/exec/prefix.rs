//! The prefix characters of the program in an exec line.

use crate::source::Span;
use crate::systemd::kinds::words::Word;
use crate::systemd::versions::Release;

/// A prefix of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Prefix {
    /// `-`: a failure of the command is ignored, and so are errors in this line.
    IgnoreFailure,
    /// `@`: the word after the program is its argv\[0].
    Argv0,
    /// `:` (v244): variables are not expanded.
    NoExpansion,
    /// `+` (v231): full privileges; `User=` and sandboxing do not apply.
    FullPrivileges,
    /// `!` (v235): sandboxing applies, but `User=` and `Group=` do not.
    NoSetuid,
    /// `!!` (v235): like `!`, but only if the kernel does not support ambient capabilities; no effect since v258.
    AmbientMagic,
    /// `|` (v258): the command line is passed to a shell.
    Shell,
}

impl Prefix {
    /// The characters of the prefix.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IgnoreFailure => "-",
            Self::Argv0 => "@",
            Self::NoExpansion => ":",
            Self::FullPrivileges => "+",
            Self::NoSetuid => "!",
            Self::AmbientMagic => "!!",
            Self::Shell => "|",
        }
    }

    /// The release that introduced it. Before, the character is part of the program's name.
    #[must_use]
    pub const fn since(self) -> Release {
        match self {
            Self::IgnoreFailure | Self::Argv0 => Release(0),
            Self::NoExpansion => Release(244),
            Self::FullPrivileges => Release(231),
            Self::NoSetuid | Self::AmbientMagic => Release(235),
            Self::Shell => Release(258),
        }
    }

    /// Whether it sets the privileges of the command; only one such prefix is allowed.
    #[must_use]
    pub const fn is_about_privileges(self) -> bool {
        matches!(self, Self::FullPrivileges | Self::NoSetuid | Self::AmbientMagic)
    }
}

/// The prefixes of the first word, and their total length in bytes.
pub(super) fn read(word: &Word<'_>, release: Release) -> (Vec<(Prefix, Span)>, usize) {
    let mut prefixes: Vec<(Prefix, Span)> = Vec::new();
    let mut length = 0;
    while let Some(byte) = word.bytes.get(length) {
        let prefix = match byte {
            b'-' => Prefix::IgnoreFailure,
            b'@' => Prefix::Argv0,
            b':' => Prefix::NoExpansion,
            b'+' => Prefix::FullPrivileges,
            b'!' => Prefix::NoSetuid,
            b'|' => Prefix::Shell,
            _ => break,
        };
        let span = || word.span_of(length, length + 1);
        // The second `!` need not follow the first immediately: `!-!` is `!!` and `-`.
        if let (b'!', Some(first)) = (byte, prefixes.iter_mut().find(|(given, _)| *given == Prefix::NoSetuid))
        {
            *first = (Prefix::AmbientMagic, first.1.cover(span()));
            length += 1;
            continue;
        }
        let taken = |(given, _): &(Prefix, Span)| {
            *given == prefix || given.is_about_privileges() && prefix.is_about_privileges()
        };
        if prefix.since() > release || prefixes.iter().any(taken) {
            break;
        }
        prefixes.push((prefix, span()));
        length += 1;
    }
    (prefixes, length)
}
