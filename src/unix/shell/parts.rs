//! Splits a word at its quotes and expansions.

use super::tokens::{Open, closed_length};
use crate::unix::variable_name::name_at_start;

/// A part of a word. `is_quoted` says whether it is in double quotes, where the shell does not split its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part<'t> {
    /// Text outside of quotes, where `~` and patterns have a meaning.
    Bare(&'t str),
    /// Text in double quotes.
    Quoted(&'t str),
    /// Text in single quotes, or a character after a backslash.
    Literal(&'t str),
    /// `$NAME`, `$1`, `$$`, without the dollar sign.
    Variable { name: &'t str, is_quoted: bool },
    /// `${…}`, without the braces.
    Braces { inside: &'t str, is_quoted: bool },
    /// `$(…)` or `` `…` ``: the script.
    Command { script: &'t str, is_quoted: bool },
    /// The start of a quote, substitution or escape that is not complete; nothing follows.
    Unclosed,
}

/// The parts of a word. `is_quoted`: whether the word is what is left of an expansion in double quotes.
pub(crate) fn parts(word: &str, is_quoted: bool) -> impl Iterator<Item = Part<'_>> {
    Parts { rest: word, quotes: if is_quoted { Quotes::Outside } else { Quotes::None } }
}

/// Which double quotes the position is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quotes {
    None,
    /// Those of the word.
    Own,
    /// Those around the word.
    Outside,
}

struct Parts<'t> {
    rest: &'t str,
    quotes: Quotes,
}

impl<'t> Iterator for Parts<'t> {
    type Item = Part<'t>;

    fn next(&mut self) -> Option<Part<'t>> {
        while let Some(rest) = self.rest.strip_prefix("\\\n") {
            self.rest = rest;
        }
        let is_quoted = self.quotes != Quotes::None;
        let mut chars = self.rest.chars();
        match (chars.next(), self.quotes) {
            (None, Quotes::Own) => {
                self.quotes = Quotes::None;
                Some(Part::Unclosed)
            }
            (None, _) => None,
            (Some('"'), Quotes::Own) => {
                self.quotes = Quotes::None;
                self.rest = chars.as_str();
                self.next()
            }
            (Some('"'), Quotes::None) => {
                self.quotes = Quotes::Own;
                self.rest = chars.as_str();
                // `""` is a word.
                Some(Part::Quoted(""))
            }
            (Some('\''), Quotes::None) => {
                let (inside, rest) = match chars.as_str().split_once('\'') {
                    Some(split) => split,
                    None => return self.unclosed(),
                };
                self.rest = rest;
                Some(Part::Literal(inside))
            }
            (Some('\\'), _) => {
                let after = chars.as_str();
                let escaped = after.chars().next();
                // In double quotes it is literal before any other character.
                let is_literal = is_quoted && !escaped.is_some_and(|next| "$`\"\\".contains(next));
                if is_literal {
                    return Some(self.text(1, is_quoted));
                }
                let Some(escaped) = escaped else { return self.unclosed() };
                let (text, rest) = after.split_at(escaped.len_utf8());
                self.rest = rest;
                Some(Part::Literal(text))
            }
            (Some('`'), _) => self.closed(1, Open::Backquotes, |script| Part::Command { script, is_quoted }),
            (Some('$'), _) => self.expansion(is_quoted),
            (Some(_), _) => {
                let ends: &[char] = match self.quotes {
                    Quotes::None => &['"', '$', '`', '\\', '\''],
                    Quotes::Own => &['"', '$', '`', '\\'],
                    Quotes::Outside => &['$', '`', '\\'],
                };
                let end = self.rest.find(ends).unwrap_or(self.rest.len());
                Some(self.text(end, is_quoted))
            }
        }
    }
}

impl<'t> Parts<'t> {
    fn text(&mut self, length: usize, is_quoted: bool) -> Part<'t> {
        let (text, rest) = self.rest.split_at(length);
        self.rest = rest;
        if is_quoted { Part::Quoted(text) } else { Part::Bare(text) }
    }

    fn unclosed(&mut self) -> Option<Part<'t>> {
        self.rest = "";
        self.quotes = Quotes::None;
        Some(Part::Unclosed)
    }

    /// What is between an opening of this length and what closes it.
    fn closed(&mut self, opening: usize, open: Open, part: impl Fn(&'t str) -> Part<'t>) -> Option<Part<'t>> {
        let after = &self.rest[opening..];
        let Some(length) = closed_length(after, open) else { return self.unclosed() };
        self.rest = &after[length..];
        Some(part(&after[..length - 1]))
    }

    /// An expansion at a dollar sign.
    fn expansion(&mut self, is_quoted: bool) -> Option<Part<'t>> {
        let after = &self.rest[1..];
        match after.chars().next() {
            Some('(') => self.closed(2, Open::Parentheses, |script| Part::Command { script, is_quoted }),
            Some('{') => self.closed(2, Open::Braces, |inside| Part::Braces { inside, is_quoted }),
            Some(first) => {
                let length = match name_at_start(after) {
                    Some((name, _)) => name.len(),
                    None if first.is_ascii_digit() || "@*#?-$!".contains(first) => 1,
                    None => return Some(self.text(1, is_quoted)),
                };
                let (name, rest) = after.split_at(length);
                self.rest = rest;
                Some(Part::Variable { name, is_quoted })
            }
            None => Some(self.text(1, is_quoted)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_word_is_split_at_quotes_and_expansions() {
        use Part::{Bare, Braces, Command, Literal, Quoted, Unclosed, Variable};
        for (word, expected) in [
            ("a'b c'", &[Bare("a"), Literal("b c")][..]),
            (r"a\ b\é\", &[Bare("a"), Literal(" "), Bare("b"), Literal("é"), Unclosed]),
            (r#""a\"\b""#, &[Quoted(""), Quoted("a"), Literal("\""), Quoted("\\"), Quoted("b")]),
            ("\"\"", &[Quoted("")]),
            (
                "$A-$1$$",
                &[
                    Variable { name: "A", is_quoted: false },
                    Bare("-"),
                    Variable { name: "1", is_quoted: false },
                    Variable { name: "$", is_quoted: false },
                ],
            ),
            (
                "\"${A:-b}'$A'\"",
                &[
                    Quoted(""),
                    Braces { inside: "A:-b", is_quoted: true },
                    Quoted("'"),
                    Variable { name: "A", is_quoted: true },
                    Quoted("'"),
                ],
            ),
            (
                "$(a \")\")`b`",
                &[Command { script: "a \")\"", is_quoted: false }, Command { script: "b", is_quoted: false }],
            ),
            ("$,$", &[Bare("$"), Bare(","), Bare("$")]),
            ("'a", &[Unclosed]),
            ("\"a", &[Quoted(""), Quoted("a"), Unclosed]),
            ("\"$(a", &[Quoted(""), Unclosed]),
        ] {
            assert_eq!(parts(word, false).collect::<Vec<_>>(), expected, "{word}");
        }
        // What follows the name in `"${A:-'b'}"`.
        assert_eq!(parts("'b'\"", true).collect::<Vec<_>>(), [Quoted("'b'\"")]);
    }

    proptest! {
        #[test]
        fn splitting_any_word_ends(word in "[ab1$(){}'\"\\\\` \n=é%!]{0,40}", is_quoted: bool) {
            prop_assert!(parts(&word, is_quoted).count() <= 2 * word.len() + 1);
        }
    }
}
