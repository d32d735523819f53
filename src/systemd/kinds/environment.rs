//! `Environment=`: `config_parse_environ()` of systemd's `load-fragment.c` and `env-util.c`.

use std::borrow::Cow;

use memchr::memchr;

use super::exec::argument::may_be_variable_name;
use super::specifier::{self, INVALID_SLOT, Table};
use super::words::{self, Flags, NulByte, Word, Words};
use crate::source::Span;
use crate::systemd::versions::Release;
use crate::text::byte_set::ByteSet;
use crate::value::ValueError;

/// `NAME=VALUE`, specifiers unexpanded. `$` has no special meaning here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment<'a> {
    word: Word<'a>,
    equals: usize,
}

impl Assignment<'_> {
    /// The name, which may contain specifiers.
    #[must_use]
    pub fn name(&self) -> &str {
        self.text().get(..self.equals).unwrap_or_default()
    }

    /// The value, with quotes removed and escapes decoded, but specifiers unexpanded.
    #[must_use]
    pub fn value(&self) -> &str {
        self.text().get(self.equals + 1..).unwrap_or_default()
    }

    /// The span of the name.
    #[must_use]
    pub fn name_span(&self) -> Span {
        self.word.span_of(0, self.equals)
    }

    /// The span of the value; for an empty value, the end of the word.
    #[must_use]
    pub fn value_span(&self) -> Span {
        self.word.span_of(self.equals + 1, self.word.bytes.len())
    }

    /// The span of the bytes `start..end` of the value.
    #[must_use]
    pub fn value_part_span(&self, start: usize, end: usize) -> Span {
        self.word.span_of(self.equals + 1 + start, self.equals + 1 + end)
    }

    /// The span of the word, including quotes.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.word.span
    }

    fn text(&self) -> &str {
        // `assignment()` accepts no other words.
        self.word.text().unwrap_or_default()
    }
}

/// The assignments of a value, and the errors of the other words, each of which is ignored on its own.
///
/// The last assignment of a name wins, across lines too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment<'a> {
    /// The assignments, in the order in which they are written.
    pub assignments: Vec<Assignment<'a>>,
    /// The errors of the invalid words.
    pub errors: Vec<ValueError>,
}

const EXPECTED: &str = "NAME=VALUE, in double quotes if it contains whitespace";

/// Parses a value. An empty value has no assignments: it resets the list.
///
/// After an unknown escape or an unbalanced quote the rest of the line is ignored; the words before it count.
#[must_use]
pub fn parse(text: &str, release: Release) -> Environment<'_> {
    let mut environment = Environment::default();
    for word in Words::new(text, Flags::ENVIRONMENT) {
        let read = match word {
            Ok(word) => assignment(word, release),
            Err(error) => {
                Err(ValueError::at(error.span, format!("Invalid syntax, ignoring: {text}"), EXPECTED))
            }
        };
        match read {
            Ok(assignment) => environment.assignments.push(assignment),
            Err(error) => environment.errors.push(error),
        }
    }
    environment
}

/// The position of the `=` in a value that is one assignment without quotes, escapes or specifiers, as most are.
pub(in crate::systemd) fn plain(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let equals = NAME.count_at_start(bytes);
    let is_one = bytes.get(equals) == Some(&b'=')
        && !matches!(bytes.first(), None | Some(b'=' | b'0'..=b'9'))
        && PLAIN.has_all(&bytes[equals + 1..]);
    is_one.then_some(equals)
}

/// The bytes of variable names.
pub(in crate::systemd) static NAME: ByteSet = ByteSet::new(b"_").with_alphanumeric();

/// The bytes that are literal in a word without quotes.
pub(in crate::systemd) static PLAIN: ByteSet = ByteSet::new(b"\"'\\%\x7F").with_range(0, b' ').inverted();

fn assignment(word: Word<'_>, release: Release) -> Result<Assignment<'_>, ValueError> {
    if let Some((_, at)) = Table::Full.first_unknown(&word.bytes, release) {
        let message = format!("Failed to resolve specifiers in {}, ignoring: {INVALID_SLOT}", word.lossy());
        return Err(ValueError::at(
            word.span_of(at.start as usize, at.end as usize),
            message,
            specifier::EXPECTED,
        ));
    }
    match memchr(b'=', &word.bytes) {
        Some(equals) if may_be_variable_name(&word.bytes[..equals]) && word.text().is_some() => {
            Ok(Assignment { word, equals })
        }
        _ => {
            let message =
                format!("Invalid environment assignment, ignoring: {}", specifier::displayed(&word.bytes));
            Err(ValueError::at(word.span, message, EXPECTED))
        }
    }
}

/// Formats one assignment as a word for `Environment=`, quoted if necessary. A `%` in the value starts a specifier.
///
/// # Errors
/// [`NulByte`].
pub fn write(name: &str, value: &str) -> Result<String, NulByte> {
    let word = [name, "=", value].concat();
    let quoted = match words::quote(word.as_bytes())? {
        Cow::Borrowed(_) => None,
        Cow::Owned(quoted) => Some(quoted),
    };
    Ok(quoted.unwrap_or(word))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: Release = Release(252);

    fn read(text: &str) -> Vec<(String, String)> {
        let environment = parse(text, NOW);
        environment.assignments.iter().map(|a| (a.name().to_owned(), a.value().to_owned())).collect()
    }

    fn messages(text: &str) -> Vec<String> {
        parse(text, NOW).errors.into_iter().map(|error| error.message).collect()
    }

    fn pairs<const N: usize>(pairs: [(&str, &str); N]) -> Vec<(String, String)> {
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
    }

    #[test]
    fn words_are_assignments() {
        assert_eq!(read("A=b C=d"), pairs([("A", "b"), ("C", "d")]));
        assert_eq!(read(r#""A=b c" D="e f" G='h i'"#), pairs([("A", "b c"), ("D", "e f"), ("G", "h i")]));
        assert_eq!(read(r#"A=b\nc B=\s C=\"x"#), pairs([("A", "b\nc"), ("B", " "), ("C", "\"x")]));
        assert_eq!(read("A=$HOME"), pairs([("A", "$HOME")]));
        assert_eq!(read("A="), pairs([("A", "")]));
        assert_eq!(read("A=b;C=d"), pairs([("A", "b;C=d")]));
        assert_eq!(read("A=b=c"), pairs([("A", "b=c")]));
        assert_eq!(read("A=%%x B=%n"), pairs([("A", "%%x"), ("B", "%n")]));
        assert_eq!(read(""), pairs([]));
    }

    #[test]
    fn an_invalid_word_is_ignored_on_its_own() {
        assert_eq!(read("A= b"), pairs([("A", "")]));
        assert_eq!(messages("A= b"), ["Invalid environment assignment, ignoring: b"]);
        assert_eq!(read("export A=b"), pairs([("A", "b")]));
        assert_eq!(messages("A=b # c").len(), 2);
        assert_eq!(messages("100%%"), ["Invalid environment assignment, ignoring: 100%"]);
        for text in ["A", "1A=b", "A-B=c", "A.B=c", "=b", "%n=b", r"A=\xff"] {
            assert_eq!(read(text), pairs([]), "{text}");
        }
        assert_eq!(parse("A=b C", NOW).errors[0].span, Span::new(4, 5));
    }

    #[test]
    fn a_word_with_a_syntax_error_ends_the_line() {
        let text = r#"A=b "C=d e" F=g\ h X=y"#;
        assert_eq!(read(text), pairs([("A", "b"), ("C", "d e")]));
        assert_eq!(messages(text), [format!("Invalid syntax, ignoring: {text}")]);
        assert_eq!(messages("\"A=b"), ["Invalid syntax, ignoring: \"A=b"]);
        assert_eq!(messages("A=b\\"), ["Invalid syntax, ignoring: A=b\\"]);
    }

    #[test]
    fn an_unknown_specifier_drops_its_word() {
        assert_eq!(read("A=%d-%Q B=2"), pairs([("B", "2")]));
        assert_eq!(messages("A=%d-%Q"), ["Failed to resolve specifiers in A=%d-%Q, ignoring: Invalid slot"]);
        assert_eq!(parse("A=%d-%Q", NOW).errors[0].span, Span::new(5, 7));
        assert_eq!(read("A_%i=x"), pairs([("A_%i", "x")]));
    }

    #[test]
    fn name_and_value_have_their_spans() {
        let environment = parse(r#"X=1 "FOO=a\tb %i""#, NOW);
        let assignment = &environment.assignments[1];
        assert_eq!(assignment.span(), Span::new(4, 17));
        assert_eq!(assignment.name_span(), Span::new(5, 8));
        assert_eq!(assignment.value_span(), Span::new(9, 16));
        assert_eq!(assignment.value_part_span(1, 2), Span::new(10, 12));
        assert_eq!(assignment.value_part_span(4, 6), Span::new(14, 16));
    }

    #[test]
    fn an_assignment_is_written_as_one_word() {
        assert_eq!(write("A", "plain").as_deref(), Ok("A=plain"));
        assert_eq!(write("B", "with space").as_deref(), Ok(r#""B=with space""#));
        assert_eq!(
            write("D", "single \"dq\" 100%% $x back\\").as_deref(),
            Ok(r#""D=single \"dq\" 100%% $x back\\""#)
        );
        assert_eq!(write("M", "a\nb").as_deref(), Ok(r#""M=a\nb""#));
    }

    proptest! {
        #[test]
        fn written_values_parse_back(list in prop::collection::vec(("[A-Za-z_][A-Za-z0-9_]{0,6}", "[^\0]{0,12}|[ \"'\\\\%$;#\n]{0,6}"), 0..4)) {
            let text = list.iter().map(|(name, value)| write(name, &value.replace('%', "%%")).unwrap());
            let text = text.collect::<Vec<_>>().join(" ");
            let environment = parse(&text, NOW);
            prop_assert_eq!(&environment.errors, &[]);
            let read: Vec<_> = environment
                .assignments
                .iter()
                .map(|assignment| (assignment.name().to_owned(), assignment.value().replace("%%", "%")))
                .collect();
            prop_assert_eq!(read, list);
        }

        #[test]
        fn parsing_any_text_gives_valid_spans(text in r#"[A=1 "'\\%$x0]{0,20}|\PC{0,12}"#) {
            for assignment in parse(&text, NOW).assignments {
                prop_assert!(text.get(assignment.name_span().range()).is_some());
                prop_assert!(text.get(assignment.value_span().range()).is_some());
            }
        }
    }
}
