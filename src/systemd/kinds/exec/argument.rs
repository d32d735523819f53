//! One word of an exec line, split at its specifiers and variables.
//!
//! systemd expands specifiers when it loads the unit (`specifier_printf()`) and variables when it starts the process
//! (`replace_env_argv()` of `env-util.c`), so the expansion of a specifier may still contain a variable; this is not
//! considered here.

use std::borrow::Cow;

use memchr::{memchr, memchr2};

use crate::source::Span;
use crate::systemd::kinds::specifier;
use crate::systemd::kinds::words::Word;
use crate::unix::variable_name::{is_name_byte, is_variable_name};

/// A piece of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'w> {
    /// Bytes that reach the program verbatim; `%%` and `$$` are reduced to one character.
    Literal(&'w [u8]),
    /// `%` followed by this letter or digit.
    Specifier(u8),
    /// `${NAME}`: replaced by the variable's value without splitting; by nothing if it is unset.
    ///
    /// The name is as written and need not be valid; it may contain specifiers.
    Joined(&'w [u8]),
    /// A word that is just `$NAME`: the value is split at whitespace into any number of arguments.
    Split(&'w [u8]),
    /// A word that is just `$1`, `$(date)`, `$FOO/bar` or `$`: no variable has such a name, so the argument disappears.
    Dropped(&'w [u8]),
}

/// A piece with its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'w> {
    /// The piece.
    pub piece: Piece<'w>,
    /// The start of its bytes in the unquoted word; [`Word::span_of`] maps them to the text.
    pub start: usize,
    /// The end of its bytes.
    pub end: usize,
}

impl Part<'_> {
    /// The span of the part in the text from which `word` was parsed.
    #[must_use]
    pub fn span(&self, word: &Word<'_>) -> Span {
        word.span_of(self.start, self.end)
    }
}

/// An iterator over the contiguous parts of an argument.
#[derive(Clone, Debug)]
pub struct Parts<'w> {
    bytes: &'w [u8],
    at: usize,
    variables: bool,
}

/// Splits an unquoted word at its specifiers and, with `variables`, at its variables.
///
/// Variables are expanded in arguments and in an explicit argv\[0], but not in the program's path, nor with the prefix
/// `:`.
#[must_use]
pub const fn parts(bytes: &[u8], variables: bool) -> Parts<'_> {
    Parts { bytes, at: 0, variables }
}

impl<'w> Iterator for Parts<'w> {
    type Item = Part<'w>;

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        let rest = self.bytes.get(start..).filter(|rest| !rest.is_empty())?;
        let (piece, length) = self.read(rest);
        self.at += length;
        Some(Part { piece, start, end: self.at })
    }
}

impl<'w> Parts<'w> {
    fn read(&self, rest: &'w [u8]) -> (Piece<'w>, usize) {
        match rest {
            [b'%', b'%', ..] => (Piece::Literal(&rest[..1]), 2),
            [b'%', letter, ..] if letter.is_ascii_alphanumeric() => (Piece::Specifier(*letter), 2),
            [b'$', tail @ ..] if self.variables => {
                // `$FOO` must be a whole word, and is tried before `${FOO}` and `$$`.
                if self.at == 0 && !matches!(tail.first(), Some(b'{' | b'$')) {
                    let whole =
                        if may_be_variable_name(tail) { Piece::Split(tail) } else { Piece::Dropped(tail) };
                    return (whole, rest.len());
                }
                match tail {
                    [b'$', ..] => (Piece::Literal(&rest[..1]), 2),
                    [b'{', inner @ ..] => joined(rest, inner),
                    _ => self.literal(rest),
                }
            }
            _ => self.literal(rest),
        }
    }

    /// A piece without specifiers and variables; its first byte is always literal.
    fn literal(&self, rest: &'w [u8]) -> (Piece<'w>, usize) {
        let tail = &rest[1..];
        let next = if self.variables { memchr2(b'%', b'$', tail) } else { memchr(b'%', tail) };
        let length = 1 + next.unwrap_or(tail.len());
        (Piece::Literal(&rest[..length]), length)
    }
}

/// Parses `${NAME}` at the start of `rest`; `inner` is what follows the brace. `${NAME:-x}` is not supported: it is
/// literal up to the colon, and so is everything after an unclosed brace.
fn joined<'w>(rest: &'w [u8], inner: &'w [u8]) -> (Piece<'w>, usize) {
    match memchr2(b'}', b':', inner) {
        Some(found) if inner[found] == b'}' => (Piece::Joined(&inner[..found]), found + 3),
        Some(found) => (Piece::Literal(&rest[..found + 3]), found + 3),
        None => (Piece::Literal(rest), rest.len()),
    }
}

/// Like [`is_variable_name`], but accepts a name that may be valid after specifiers are expanded: `FOO_%i`.
pub(in super::super) fn may_be_variable_name(name: &[u8]) -> bool {
    if memchr(b'%', name).is_none() {
        return is_variable_name(name);
    }
    !name[0].is_ascii_digit()
        && specifier::pieces(name).all(|(piece, _)| match piece {
            specifier::Piece::Literal(part) => part.iter().copied().all(is_name_byte),
            // `%n` always contains a dot.
            specifier::Piece::Specifier(letter) => letter != b'n',
            specifier::Piece::Percent => false,
        })
}

/// Doubles every `$`, for an argument that must reach the program verbatim.
#[must_use]
pub fn escape_variables(bytes: &[u8]) -> Cow<'_, [u8]> {
    specifier::double(bytes, b'$')
}

/// Doubles every `$` and `%`.
#[must_use]
pub fn escape(bytes: &[u8]) -> Cow<'_, [u8]> {
    match escape_variables(bytes) {
        Cow::Borrowed(bytes) => specifier::escape(bytes),
        Cow::Owned(bytes) => Cow::Owned(specifier::escape(&bytes).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::systemd::kinds::words::{Flags, Words};

    fn cut(text: &str) -> Vec<String> {
        let show = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        parts(text.as_bytes(), true)
            .map(|part| match part.piece {
                Piece::Literal(bytes) => show(bytes),
                Piece::Specifier(letter) => format!("<{}>", char::from(letter)),
                Piece::Joined(name) => format!("join {}", show(name)),
                Piece::Split(name) => format!("split {}", show(name)),
                Piece::Dropped(name) => format!("drop {}", show(name)),
            })
            .collect()
    }

    #[test]
    fn a_variable_without_braces_is_expanded_only_as_a_whole_word() {
        assert_eq!(cut("$FOO"), ["split FOO"]);
        assert_eq!(cut("--x=$FOO"), ["--x=", "$FOO"]);
        assert_eq!(cut("a$FOO$"), ["a", "$FOO", "$"]);
    }

    #[test]
    fn a_whole_word_with_an_invalid_variable_name_is_dropped() {
        for text in ["$1", "$(date)", "$FOO/bar", "$", "$FOO bar", "$%%", "$1%i"] {
            assert_eq!(cut(text), [format!("drop {}", &text[1..])], "{text}");
        }
        assert_eq!(cut("$FOO_%i"), ["split FOO_%i"]);
    }

    #[test]
    fn a_braced_variable_is_expanded_anywhere() {
        assert_eq!(cut("a${FOO}b${BAR}"), ["a", "join FOO", "b", "join BAR"]);
        assert_eq!(cut("${FOO}"), ["join FOO"]);
        assert_eq!(cut("${}"), ["join "]);
        assert_eq!(cut("${FOO_%i}"), ["join FOO_%i"]);
        assert_eq!(cut("%${FOO}"), ["%", "join FOO"]);
    }

    #[test]
    fn other_shell_expansions_are_literal() {
        assert_eq!(cut("${FOO:-x}"), ["${FOO:", "-x}"]);
        assert_eq!(cut("${A:b${C}"), ["${A:", "b", "join C"]);
        assert_eq!(cut("a${FOO"), ["a", "${FOO"]);
    }

    #[test]
    fn a_doubled_dollar_is_one_dollar() {
        assert_eq!(cut("$$FOO"), ["$", "FOO"]);
        assert_eq!(cut("$${FOO}"), ["$", "{FOO}"]);
        assert_eq!(cut("a$$$b"), ["a", "$", "$b"]);
    }

    #[test]
    fn specifiers_are_recognized_first() {
        assert_eq!(cut("a%i-100%%"), ["a", "<i>", "-100", "%"]);
        assert_eq!(cut("%-%n"), ["%-", "<n>"]);
        assert_eq!(
            parts(b"$FOO", false).map(|part| part.piece).collect::<Vec<_>>(),
            [Piece::Literal(b"$FOO")]
        );
    }

    #[test]
    fn a_part_has_its_span_in_the_line() {
        let text = r#"x "a\t${FOO} %i""#;
        let word = Words::new(text, Flags::EXEC).nth(1).unwrap().unwrap();
        let spans: Vec<_> = parts(&word.bytes, true).map(|part| &text[part.span(&word).range()]).collect();
        assert_eq!(spans, [r"a\t", "${FOO}", " ", "%i"]);
    }

    proptest! {
        #[test]
        fn escaped_bytes_are_literal(bytes in prop::collection::vec(prop_oneof![Just(b'$'), Just(b'%'), Just(b'{'), any::<u8>()], 0..16)) {
            let mut read = Vec::new();
            for part in parts(&escape(&bytes), true) {
                let Piece::Literal(bytes) = part.piece else { panic!("{part:?}") };
                read.extend_from_slice(bytes);
            }
            prop_assert_eq!(read, bytes);
        }

        #[test]
        fn parts_cover_the_text_without_gaps(text in "[$%{}:a-c1]{0,16}", variables: bool) {
            let mut end = 0;
            for part in parts(text.as_bytes(), variables) {
                prop_assert!(part.start == end && part.end > end);
                end = part.end;
            }
            prop_assert_eq!(end, text.len());
        }
    }
}
