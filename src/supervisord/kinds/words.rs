//! `command=`: split into words by Python's `shlex.split` when a process is spawned
//! (`supervisor.process.get_execv_args`).
//!
//! No shell is involved: `$`, `~`, globs, `|`, `>`, `&&` and a `;` without a space before it are ordinary characters. A
//! command that cannot be split is loaded; the process then fails with `can't parse command '…': No closing quotation`.

use std::borrow::Cow;
use std::iter::FusedIterator;

use super::{python, shlex};
use crate::source::Span;
use crate::text::byte_set::ByteSet;
use crate::value::ValueError;

/// A word of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// The argument as the process receives it.
    pub text: Cow<'a, str>,
    /// The range of the word, including its quotes.
    pub span: Span,
    /// Whether a part of it was quoted or escaped: what looks like shell syntax in it is then meant literally.
    pub quoted: bool,
}

/// Iterator over the words of a command, created by [`words`].
#[derive(Clone, Debug)]
pub struct Words<'a> {
    text: &'a str,
    rest: &'a str,
}

/// Iterates over the words of a command. An error ends the iteration.
#[must_use]
pub const fn words(text: &str) -> Words<'_> {
    Words { text, rest: text }
}

impl<'a> Iterator for Words<'a> {
    type Item = Result<Word<'a>, ValueError>;

    fn next(&mut self) -> Option<Self::Item> {
        let start = shlex::skip_blanks(self.rest);
        if start.is_empty() {
            self.rest = start;
            return None;
        }
        // Fast path: most words contain only plain bytes.
        let length = PLAIN.count_at_start(start.as_bytes());
        if let Some((text, rest)) = start.split_at_checked(length).filter(|(text, rest)| {
            !text.is_empty() && rest.bytes().next().is_none_or(|next| shlex::is_blank(char::from(next)))
        }) {
            self.rest = rest;
            let span = Span::of(self.text.as_bytes(), text.as_bytes());
            return Some(Ok(Word { text: Cow::Borrowed(text), span, quoted: false }));
        }
        let plain = |c| !shlex::is_blank(c) && !matches!(c, '\'' | '"' | '\\');
        let word = shlex::word(start, plain).map_err(|unfinished| unfinished.into_error(self.text));
        self.rest = word.as_ref().map_or("", |word| word.rest);
        Some(word.map(|word| {
            let raw = &start[..start.len() - word.rest.len()];
            let span = Span::of(self.text.as_bytes(), raw.as_bytes());
            Word { text: word.text, span, quoted: word.quoted }
        }))
    }
}

impl FusedIterator for Words<'_> {}

/// All bytes that neither separate words nor quote or escape anything.
static PLAIN: ByteSet = ByteSet::new(b" \t\r\n'\"\\").inverted();

/// Splits a command into words; a command of whitespace has none (`command is empty` when it is spawned).
///
/// # Errors
///
/// `No closing quotation` and `No escaped character` (a backslash at the end), as in Python.
pub fn split(text: &str) -> Result<Vec<Word<'_>>, ValueError> {
    words(text).collect()
}

/// Writes words as a command that survives the INI parser and is split into the same words. Does not escape `%`: see
/// [`super::expansion::escape`].
///
/// Plain words stay as they are and others are quoted; where the INI parser would see a comment or strip whitespace,
/// the quotes are closed and opened again. A newline in a word is written as is: the writer of the file indents the
/// line after it.
///
/// # Errors
///
/// For a word with a carriage return: Python reads it as a newline.
pub fn write<'a>(words: impl IntoIterator<Item = &'a str>) -> Result<String, ValueError> {
    let mut out = String::new();
    for (index, word) in words.into_iter().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        if word.contains('\r') {
            let message = "a carriage return cannot be written in an INI file";
            return Err(ValueError::whole(word, message, "an argument without carriage returns"));
        }
        if !word.is_empty() && word.chars().all(is_plain) {
            out.push_str(word);
        } else {
            push_quoted(&mut out, word);
        }
    }
    Ok(out)
}

/// Whether a character needs no quotes: one that has no special meaning in a shell either (the list is that of
/// `shlex.quote`), or any character beyond ASCII that is not whitespace.
fn is_plain(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric() || matches!(c, '_' | '@' | '%' | '+' | '=' | ':' | ',' | '.' | '/' | '-')
    } else {
        !python::is_space(c)
    }
}

/// All bytes that are never special within quotes.
static ORDINARY: ByteSet = ByteSet::new(b"'\"\\\n;#").inverted();

/// Whether a word is more readable in double quotes. In single quotes each single quote takes four more characters, in
/// double quotes each character that needs a backslash takes one.
fn is_better_in_double_quotes(word: &str) -> bool {
    const EXTRA_CHARS: usize = 4;
    let single = word.matches('\'').count();
    single > 0 && word.matches(['"', '\\']).count() < single * EXTRA_CHARS
}

/// Appends a quoted word.
fn push_quoted(out: &mut String, word: &str) {
    let (quote, other) = if is_better_in_double_quotes(word) { ('"', '\'') } else { ('\'', '"') };
    out.push(quote);
    let mut before = '\0';
    let mut rest = word;
    loop {
        // Copies everything that is not special within quotes, except whitespace at the start of a line.
        let length = if before == '\n' { 0 } else { ORDINARY.count_at_start(rest.as_bytes()) };
        let (ordinary, others) = rest.split_at(length);
        out.push_str(ordinary);
        before = ordinary.chars().next_back().unwrap_or(before);
        let mut others = others.chars();
        let Some(c) = others.next() else { break };
        rest = others.as_str();
        match c {
            '"' | '\\' if quote == '"' => out.extend(['\\', c]),
            // Nothing can be escaped within single quotes; whitespace before `;` or `#` starts a comment.
            c if c == quote => out.extend([quote, other, c, other, quote]),
            ';' | '#' if python::is_space(before) => out.extend([quote, other, c, other, quote]),
            // The quotes keep whitespace from being at the ends of lines, where it would be stripped.
            c if (c == '\n' && python::is_space(before)) || (before == '\n' && python::is_space(c)) => {
                out.extend([quote, quote, c]);
            }
            c => out.push(c),
        }
        before = c;
    }
    out.push(quote);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::supervisord::kinds::ini_text;

    fn texts(text: &str) -> Vec<String> {
        split(text).unwrap().into_iter().map(|word| word.text.into_owned()).collect()
    }

    #[test]
    fn words_are_split_like_a_shell_would_but_nothing_is_expanded() {
        // Experiment Q1: what a process received from a running supervisord.
        let text =
            r#"probe "two words" 'sq $HOME' $HOME ${HOME} 100% a\ b "q\"q" "" ~ *.py a;b a#b 'it''s' "x\ny""#;
        let expected = [
            "probe",
            "two words",
            "sq $HOME",
            "$HOME",
            "${HOME}",
            "100%",
            "a b",
            "q\"q",
            "",
            "~",
            "*.py",
            "a;b",
            "a#b",
            "its",
            "x\\ny",
        ];
        assert_eq!(texts(text), expected);
        assert_eq!(
            texts("echo a && echo b | cat > /tmp/x #c"),
            "echo a && echo b | cat > /tmp/x #c".split(' ').collect::<Vec<_>>()
        );
    }

    #[test]
    fn adjacent_pieces_join_into_one_word() {
        for (text, words) in [
            ("a\"b\"c", vec!["abc"]),
            ("\"\" ''", vec!["", ""]),
            ("a\"\"", vec!["a"]),
            ("\"\"a", vec!["a"]),
            ("é\"ü\"", vec!["éü"]),
            ("a\\'b", vec!["a'b"]),
            ("\"a'b\"", vec!["a'b"]),
            ("'\\'", vec!["\\"]),
            ("\\\"", vec!["\""]),
            ("\\é", vec!["é"]),
        ] {
            assert_eq!(texts(text), words, "{text}");
        }
    }

    #[test]
    fn inside_double_quotes_a_backslash_escapes_two_characters_only() {
        assert_eq!(texts(r#""\$\\\"\x\é""#), [r#"\$\"\x\é"#]);
        assert_eq!(texts("\"a\\\nb\""), ["a\\\nb"]);
    }

    #[test]
    fn a_backslash_does_not_continue_a_line() {
        assert_eq!(texts("/bin/echo a \\\nb\nc"), ["/bin/echo", "a", "\nb", "c"]);
        assert_eq!(texts("a\\\nb"), ["a\nb"]);
    }

    #[test]
    fn newlines_separate_words_and_are_literal_inside_quotes() {
        assert_eq!(texts("\n/bin/cat\n-n"), ["/bin/cat", "-n"]);
        assert_eq!(texts("/bin/cat\nautostart=false"), ["/bin/cat", "autostart=false"]);
        assert_eq!(texts("second\nline 'third\ninside'"), ["second", "line", "third\ninside"]);
        assert_eq!(texts("x\r\ny\tz"), ["x", "y", "z"]);
    }

    #[test]
    fn only_four_characters_are_whitespace() {
        assert_eq!(texts("a\u{b}b"), ["a\u{b}b"]);
        assert_eq!(texts("a\u{a0}b"), ["a\u{a0}b"]);
        assert_eq!(texts("\0"), ["\0"]);
    }

    #[test]
    fn a_whitespace_only_command_has_no_words() {
        assert!(texts("").is_empty());
        assert!(texts(" \n\t").is_empty());
    }

    #[test]
    fn an_unclosed_quote_or_a_trailing_backslash_is_an_error() {
        for (text, message, span) in [
            ("bash -c 'foo", "No closing quotation", Span::new(8, 12)),
            ("\"a", "No closing quotation", Span::new(0, 2)),
            ("\"a\\\"", "No closing quotation", Span::new(0, 4)),
            ("it's", "No closing quotation", Span::new(2, 4)),
            ("a \\", "No escaped character", Span::new(2, 3)),
            ("\"\\", "No escaped character", Span::new(1, 2)),
        ] {
            let error = split(text).unwrap_err();
            assert_eq!((error.message.as_str(), error.span), (message, span), "{text}");
        }
    }

    #[test]
    fn words_have_their_span_and_whether_they_were_quoted() {
        let words = split(" a 'b c' \\d").unwrap();
        let seen: Vec<(Span, bool)> = words.iter().map(|word| (word.span, word.quoted)).collect();
        assert_eq!(seen, [(Span::new(1, 2), false), (Span::new(3, 8), true), (Span::new(9, 11), true)]);
        assert!(matches!(words[1].text, Cow::Borrowed("b c")));
    }

    #[test]
    fn words_are_quoted_only_if_needed() {
        for (word, text) in [
            ("/bin/cat", "/bin/cat"),
            ("--a=b:c,d.e+f@g%h", "--a=b:c,d.e+f@g%h"),
            ("é", "é"),
            ("", "''"),
            ("two words", "'two words'"),
            ("$HOME", "'$HOME'"),
            ("it's", "\"it's\""),
            // The form with fewer additional characters is more readable.
            ("it's \"x\"", r#""it's \"x\"""#),
            ("it's \"x\" \\ \"", r#"'it'"'"'s "x" \ "'"#),
            ("a\\b", "'a\\b'"),
            (";", "';'"),
            ("a;b", "'a;b'"),
        ] {
            assert_eq!(write([word]).unwrap(), text);
        }
    }

    #[test]
    fn text_that_the_ini_parser_would_truncate_is_split_by_quotes() {
        assert_eq!(write(["foo ; bar"]).unwrap(), "'foo '\";\"' bar'");
        assert_eq!(write(["it's # x"]).unwrap(), "\"it's \"'#'\" x\"");
        assert_eq!(write(["a\u{a0};"]).unwrap(), "'a\u{a0}'\";\"''");
        assert_eq!(write(["a \n\n  b\n#c\n"]).unwrap(), "'a ''\n''\n''  b\n'\"#\"'c\n'");
    }

    #[test]
    fn a_carriage_return_cannot_be_written() {
        assert!(write(["a", "b\rc"]).is_err());
    }

    proptest! {
        #[test]
        fn written_values_parse_back(words in prop::collection::vec("[a '\";#\\\\\n\t\u{a0}\u{c}é$]{0,8}|\\PC{0,4}", 0..5)) {
            let text = write(words.iter().map(String::as_str)).unwrap();
            prop_assert_eq!(ini_text::check(&text), Ok(()));
            prop_assert_eq!(texts(&text), words);
        }

        #[test]
        fn splitting_any_text_gives_valid_spans(text: String) {
            for word in words(&text) {
                let Ok(word) = word else { break };
                prop_assert!(word.span.end as usize <= text.len());
            }
        }
    }
}
