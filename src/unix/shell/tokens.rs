//! Splits a script into words and operators.

use crate::text::byte_set::ByteSet;

/// A token of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'t> {
    /// A word as written, with its quotes and expansions. See [`parts`](mod@super::parts).
    Word(&'t str),
    /// A control operator or the end of a line.
    Control(&'t str),
    /// A redirection of a stream.
    Redirection {
        /// The operator, with the number of the stream before it: `>`, `2>`, `2>&`.
        operator: &'t str,
        /// The word after it; empty if there is none.
        target: &'t str,
    },
    /// A comment, from the `#` to the end of the line.
    Comment(&'t str),
}

/// The tokens of a script. A script with an unclosed quote or substitution has a last word that extends to its end.
#[derive(Clone, Debug)]
pub(crate) struct Tokens<'t> {
    rest: &'t str,
}

impl<'t> Tokens<'t> {
    pub(crate) const fn new(script: &'t str) -> Self {
        Self { rest: script }
    }

    fn take(&mut self, length: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    /// Skips spaces and the ends of lines that continue.
    fn skip_blanks(&mut self) {
        loop {
            self.rest = self.rest.trim_start_matches([' ', '\t']);
            match self.rest.strip_prefix("\\\n") {
                Some(rest) => self.rest = rest,
                None => return,
            }
        }
    }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        self.skip_blanks();
        let first = *self.rest.as_bytes().first()?;
        if first == b'#' {
            let end = memchr::memchr(b'\n', self.rest.as_bytes()).unwrap_or(self.rest.len());
            return Some(Token::Comment(self.take(end)));
        }
        if !WORD_ENDS.has(first) && !first.is_ascii_digit() {
            let length = word_length(self.rest);
            return Some(Token::Word(self.take(length)));
        }
        if let Some(length) = redirection_length(self.rest) {
            let operator = self.take(length);
            self.skip_blanks();
            let target = self.take(word_length(self.rest));
            return Some(Token::Redirection { operator, target });
        }
        Some(match control_length(self.rest.as_bytes()) {
            0 => Token::Word(self.take(word_length(self.rest))),
            length => Token::Control(self.take(length)),
        })
    }
}

/// The length of the control operator at the start of a text.
const fn control_length(text: &[u8]) -> usize {
    match text {
        [b'&', b'&', ..] | [b'|', b'|' | b'&', ..] | [b';', b';', ..] => 2,
        [b'&' | b'|' | b';' | b'\n' | b'(' | b')', ..] => 1,
        _ => 0,
    }
}

/// The length of the redirection operator at the start of a text, including the number of a stream.
fn redirection_length(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let length = match &text.as_bytes()[digits..] {
        // `<(…)` and `>(…)` are words.
        [b'<' | b'>', b'(', ..] => return None,
        // No number goes before these.
        [b'&', b'>', ..] if digits > 0 => return None,
        [b'&', b'>', b'>', ..] | [b'<', b'<', b'<' | b'-', ..] => 3,
        [b'&', b'>', ..] | [b'>', b'>' | b'|' | b'&', ..] | [b'<', b'<' | b'>' | b'&', ..] => 2,
        [b'<' | b'>', ..] => 1,
        _ => return None,
    };
    Some(digits + length)
}

/// What ends a word outside of quotes and substitutions.
static WORD_ENDS: ByteSet = ByteSet::new(b" \t\n;&|<>()");

/// What has no meaning to a shell anywhere in a word.
static PLAIN: ByteSet = ByteSet::new(b" \t\n;&|<>()\\'\"`$%{}").inverted();

/// A quote or substitution that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Open {
    /// `"`
    Quotes,
    /// `` ` ``
    Backquotes,
    /// `$(`, or a `(` inside it.
    Parentheses,
    /// `${`
    Braces,
}

/// The length of the word at the start of a text.
fn word_length(text: &str) -> usize {
    scan(text, Vec::new()).0
}

/// The length of a text up to and including what closes the substitution that it is the inside of; `None` if nothing
/// does.
pub(super) fn closed_length(text: &str, open: Open) -> Option<usize> {
    let (length, is_closed) = scan(text, vec![open]);
    is_closed.then_some(length)
}

/// Scans until everything in `open` is closed, or until the end of a word if it is empty. Returns the length, and
/// whether everything is closed.
fn scan(text: &str, mut open: Vec<Open>) -> (usize, bool) {
    let is_word = open.is_empty();
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        at += PLAIN.count_at_start(&bytes[at.min(bytes.len())..]);
        let Some(byte) = bytes.get(at).copied() else { break };
        let begins = |second| bytes.get(at + 1) == Some(&second);
        at += match (byte, open.last()) {
            (b'\\', _) => 2,
            (b'\'', _) if !is_in_double_quotes(&open) => {
                let end = memchr::memchr(b'\'', &bytes[at + 1..]);
                end.map_or(bytes.len(), |length| length + 2)
            }
            (b'"', Some(Open::Quotes))
            | (b'`', Some(Open::Backquotes))
            | (b')', Some(Open::Parentheses))
            | (b'}', Some(Open::Braces)) => {
                open.pop();
                1
            }
            (b'"', _) => opened(&mut open, Open::Quotes, 1),
            (b'`', _) => opened(&mut open, Open::Backquotes, 1),
            (b'(', Some(Open::Parentheses)) => opened(&mut open, Open::Parentheses, 1),
            (b'$', _) if begins(b'(') => opened(&mut open, Open::Parentheses, 2),
            (b'$', _) if begins(b'{') => opened(&mut open, Open::Braces, 2),
            (b'<' | b'>' | b'%', None) if begins(b'(') => opened(&mut open, Open::Parentheses, 2),
            (byte, None) if WORD_ENDS.has(byte) => break,
            _ => 1,
        };
        if open.is_empty() && !is_word {
            break;
        }
    }
    // A backslash may come last, or before a character of several bytes.
    let mut length = at.min(bytes.len());
    while !text.is_char_boundary(length) {
        length += 1;
    }
    (length, open.is_empty())
}

fn opened(open: &mut Vec<Open>, one: Open, length: usize) -> usize {
    open.push(one);
    length
}

/// Whether single quotes are literal. Inside `${…}` that depends on what the expansion is in.
fn is_in_double_quotes(open: &[Open]) -> bool {
    open.iter().rev().find(|one| **one != Open::Braces) == Some(&Open::Quotes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The tokens with a space between them; a redirection is in brackets.
    fn split(script: &str) -> String {
        let show = |token| match token {
            Token::Word(word) => word.to_owned(),
            Token::Control(operator) => operator.replace('\n', "NEWLINE"),
            Token::Redirection { operator, target } => format!("[{operator} {target}]"),
            Token::Comment(text) => format!("COMMENT{text}"),
        };
        Tokens::new(script).map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn operators_need_no_spaces_around_them() {
        assert_eq!(split("a&&b||c;d&e|f"), "a && b || c ; d & e | f");
        assert_eq!(split("(a;b)|&c\n\nd"), "( a ; b ) |& c NEWLINE NEWLINE d");
        assert_eq!(split("a \\\n  && \\\nb"), "a && b");
    }

    #[test]
    fn a_redirection_includes_its_stream_and_its_target() {
        assert_eq!(split("a>b 2>&1 <c 5 >d"), "a [> b] [2>& 1] [< c] 5 [> d]");
        assert_eq!(split("a &>b &>>c >|d <<E 2> \"$F\";g"), "a [&> b] [&>> c] [>| d] [<< E] [2> \"$F\"] ; g");
        assert_eq!(
            (split("a2>b"), split("a 2&>b"), split("a>")),
            ("a2 [> b]".into(), "a 2 [&> b]".into(), "a [> ]".into())
        );
    }

    #[test]
    fn quotes_and_substitutions_are_part_of_a_word() {
        for word in [
            r#"a'b c;'"d' e"f\ g\;"#,
            "$(a; b \")\" $(c))d",
            "\"$(a \"b c\")\"",
            "`a; b`",
            "${A:-b; c}",
            r#""${A:-'}""#,
            "$((1 + (2)))",
            "<(a | b)",
            "%(ENV_A b)s",
            "a#b",
            "'unclosed ; a",
            "\"$(unclosed ; a",
        ] {
            assert_eq!(Tokens::new(word).collect::<Vec<_>>(), [Token::Word(word)], "{word}");
        }
        assert_eq!(split("a #b;c\nd #"), "a COMMENT#b;c NEWLINE d COMMENT#");
    }

    proptest! {
        #[test]
        fn only_spaces_are_between_tokens(script in "[ab1$(){}<>|&;'\"\\\\`# \n=é%!]{0,40}") {
            let is_blank = |text: &str| text.replace("\\\n", "").trim_matches([' ', '\t']).is_empty();
            let mut end = 0;
            for token in Tokens::new(&script) {
                let texts = match token {
                    Token::Word(text) | Token::Control(text) | Token::Comment(text) => [text, ""],
                    Token::Redirection { operator, target } => [operator, target],
                };
                for text in texts.into_iter().filter(|text| !text.is_empty()) {
                    let start = text.as_ptr() as usize - script.as_ptr() as usize;
                    prop_assert!(is_blank(&script[end..start]), "{script:?} {text:?}");
                    end = start + text.len();
                }
            }
            prop_assert!(is_blank(&script[end..]));
        }
    }
}
