//! `environment=`: variables as `KEY="value",KEY2="value2"` (`supervisor.datatypes.dict_of_key_value_pairs`).
//!
//! supervisord hands the text to Python's `shlex` and takes three words at a time, a key, `=` and a value, then
//! skips one more word whatever it is. So much goes wrong in silence that the reader here says what was lost.

mod words;
mod write;

use std::borrow::Cow;

use crate::byte_set::ByteSet;
use crate::source::Span;
use crate::value::ValueError;
use words::Words;

pub(in crate::supervisord) use words::is_legacy_word;
pub use write::write;

/// What an environment may be.
const EXPECTED: &str = "KEY=\"value\" pairs with commas between";

/// How the text is divided into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Up to supervisor 4.3.0: quotes count only at the start of a word, nothing is escaped, and all quotes at
    /// the edges of a value are taken off.
    Legacy,
    /// From supervisor 4.4 on (unreleased): quotes and backslashes as in a POSIX shell.
    Posix,
}

/// A variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair<'a> {
    /// Its name; any word will do.
    pub key: Cow<'a, str>,
    /// Its value.
    pub value: Cow<'a, str>,
    /// Where the name stands.
    pub key_span: Span,
    /// Where the value stands, quotes included.
    pub value_span: Span,
    /// The word behind the value that supervisord takes for the separator: a comma if all is well.
    pub separator_span: Option<Span>,
    /// What is lost without a message: the separator if it is no comma, and whatever stands behind a `#`, which
    /// starts a comment to the end of its line. From the first lost character to the last.
    pub lost_span: Option<Span>,
}

/// Reads an environment. All pairs are returned in the order of the text; of two with one key the later one
/// counts.
///
/// # Errors
///
/// `Unexpected end of key/value pairs in value '…'` when the words do not come out as key, `=`, value;
/// `No closing quotation` and (POSIX only) `No escaped character`, which win over the former wherever they stand.
pub fn parse(text: &str, dialect: Dialect) -> Result<Vec<Pair<'_>>, ValueError> {
    plain(text).map_or_else(|| in_words(text, dialect), Ok)
}

/// Reads an environment word by word.
fn in_words(text: &str, dialect: Dialect) -> Result<Vec<Pair<'_>>, ValueError> {
    let mut words = Words::new(text, dialect);
    let mut pairs: Vec<Pair<'_>> = Vec::new();
    while let Some(key) = words.next()? {
        let equals = words.next()?;
        let value = words.next()?;
        let (Some(equals), Some(value)) = (equals, value) else {
            return Err(broken(text, pairs.last(), key.span, text.len() as u32));
        };
        if equals.text != "=" {
            // Python divides all of the text before it looks at the words.
            while words.next()?.is_some() {}
            return Err(broken(text, pairs.last(), key.span, value.span.end));
        }
        let separator = words.next()?;
        let mut lost_span = words.comment.take();
        if let Some(separator) = separator.as_ref().filter(|separator| separator.text != ",") {
            lost_span = Some(lost_span.map_or(separator.span, |lost| lost.cover(separator.span)));
        }
        pairs.push(Pair {
            key: key.text,
            value: match dialect {
                Dialect::Legacy => trim_quotes(value.text),
                Dialect::Posix => value.text,
            },
            key_span: key.span,
            value_span: value.span,
            separator_span: separator.map(|separator| separator.span),
            lost_span,
        });
    }
    // A comment behind the last separator.
    if let (Some(comment), Some(last)) = (words.comment, pairs.last_mut()) {
        last.lost_span = Some(last.lost_span.map_or(comment, |lost| lost.cover(comment)));
    }
    Ok(pairs)
}

/// The pairs of a text as most are, which both dialects read alike: names and values of word characters, or values in double
/// quotes around neither quotes nor backslashes, with a comma and nothing else between.
fn plain(text: &str) -> Option<Vec<Pair<'_>>> {
    let bytes = text.as_bytes();
    let mut pairs = Vec::with_capacity(4);
    let mut start = 0;
    while start < bytes.len() || pairs.is_empty() {
        let equals = start + WORD.count_at_start(&bytes[start..]);
        if equals == start || bytes.get(equals) != Some(&b'=') {
            return None;
        }
        let from = equals + 1;
        let (value, end) = if bytes.get(from) == Some(&b'"') {
            let to = from + 1 + IN_QUOTES.count_at_start(&bytes[from + 1..]);
            if bytes.get(to) != Some(&b'"') {
                return None;
            }
            (from + 1..to, to + 1)
        } else {
            let to = from + WORD.count_at_start(&bytes[from..]);
            if to == from {
                return None;
            }
            (from..to, to)
        };
        let separator_span = match bytes.get(end) {
            None => None,
            Some(b',') => Some(Span::new(end as u32, end as u32 + 1)),
            Some(_) => return None,
        };
        pairs.push(Pair {
            key: Cow::Borrowed(text.get(start..equals)?),
            value: Cow::Borrowed(text.get(value)?),
            key_span: Span::new(start as u32, equals as u32),
            value_span: Span::new(from as u32, end as u32),
            separator_span,
            lost_span: None,
        });
        start = end + usize::from(separator_span.is_some());
    }
    Some(pairs)
}

/// The bytes that need no quotes around them: [`is_legacy_word`].
pub(crate) static WORD: ByteSet = ByteSet::new(b"_/.+-():").and_alphanumeric();

/// What is itself in double quotes, whatever the dialect.
static IN_QUOTES: ByteSet = ByteSet::new(b"\"'\\").inverted();

/// The error for words that do not come out; it points from what was taken for the separator, if that was no
/// comma, to where the words stopped to fit.
fn broken(text: &str, before: Option<&Pair<'_>>, key: Span, end: u32) -> ValueError {
    let odd_separator =
        before.and_then(|pair| pair.separator_span).filter(|span| span.slice(text.as_bytes()) != b",");
    let start = odd_separator.unwrap_or(key).start;
    let message = format!("Unexpected end of key/value pairs in value '{text}'");
    ValueError::at(Span::new(start, end), message, EXPECTED)
}

fn trim_quotes(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_matches(['\'', '"'])),
        Cow::Owned(text) => Cow::Owned(text.trim_matches(['\'', '"']).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::supervisord::kinds::ini_text;

    const BOTH: [Dialect; 2] = [Dialect::Legacy, Dialect::Posix];

    /// The variables as supervisord ends up with them: the last one of a name, at the place of the first.
    fn variables(text: &str, dialect: Dialect) -> Result<Vec<(String, String)>, String> {
        let mut variables: Vec<(String, String)> = Vec::new();
        for pair in parse(text, dialect).map_err(|error| error.message)? {
            match variables.iter_mut().find(|(key, _)| *key == pair.key) {
                Some(variable) => variable.1 = pair.value.into_owned(),
                None => variables.push((pair.key.into_owned(), pair.value.into_owned())),
            }
        }
        Ok(variables)
    }

    #[track_caller]
    fn reads(text: &str, dialects: &[Dialect], expected: &[(&str, &str)]) {
        for dialect in dialects {
            let found = variables(text, *dialect);
            let expected =
                expected.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
            assert_eq!(found, Ok(expected), "{text:?} {dialect:?}");
        }
    }

    #[track_caller]
    fn refuses(text: &str, dialects: &[Dialect]) {
        for dialect in dialects {
            let message = format!("Unexpected end of key/value pairs in value '{text}'");
            assert_eq!(variables(text, *dialect), Err(message), "{text:?} {dialect:?}");
        }
    }

    #[test]
    fn pairs_stand_between_commas() {
        for text in [
            "A=1,B=2",
            "A=\"1\",B=\"2\"",
            "A='1',B='2'",
            "A=1, B=2",
            "A = 1 , B = 2",
            "A=1,B=2,",
            "A=1 ,B=2",
            "A=\"1\",\nB=\"2\"",
        ] {
            reads(text, &BOTH, &[("A", "1"), ("B", "2")]);
        }
        reads("", &BOTH, &[]);
        reads("A=\"\",B=1", &BOTH, &[("A", ""), ("B", "1")]);
        reads("PATH=/a:/b,B=1", &BOTH, &[("PATH", "/a:/b"), ("B", "1")]);
    }

    #[test]
    fn any_word_separates() {
        reads("A=1;B=2", &BOTH, &[("A", "1"), ("B", "2")]);
        reads("A=1|B=2", &BOTH, &[("A", "1"), ("B", "2")]);
    }

    #[test]
    fn words_that_do_not_come_out_are_refused() {
        for text in [
            "A=1 B=2",
            ",A=1",
            "A=1,,B=2",
            "A=",
            "A=,B=2",
            "A",
            "A=1,B",
            "A=hello world,B=2",
            "A=a@b",
            "A=a@b,B=2",
            "A=$HOME/bin:$PATH",
            "A=${HOME}",
            "A=a=b",
            "A=a,b",
            "A={\"k\":\"v\"}",
            "A=[x]",
            "A=<x>",
            "A=a&b",
            "A=a^b",
            "export A=1",
            "A=\"1\" B=\"2\"",
            "A=\"1\"\nB=\"2\"",
            "A:1",
            "A=/a/b,/c,B=1",
        ] {
            refuses(text, &BOTH);
        }
        refuses("A=\"a\\\"b\",B=2", &[Dialect::Legacy]);
        refuses("A=a\\b", &[Dialect::Legacy]);
    }

    #[test]
    fn the_error_points_at_the_words_that_do_not_fit() {
        for (text, span) in [
            ("A=1 B=2", Span::new(4, 7)),
            ("A=1,,B=2", Span::new(4, 7)),
            ("A=1,B", Span::new(4, 5)),
            ("A=a@b,C=1", Span::new(3, 7)),
            ("export A=1", Span::new(0, 9)),
        ] {
            assert_eq!(parse(text, Dialect::Legacy).unwrap_err().span, span, "{text}");
        }
    }

    #[test]
    fn what_follows_a_value_is_lost_in_silence() {
        for (text, value, lost) in [
            ("A=hello world", "hello", "world"),
            ("A=$HOME", "$", "HOME"),
            ("A=a*", "a", "*"),
            ("A=~/x", "~", "/x"),
            ("A=!x", "!", "x"),
            ("A=100%", "100", "%"),
            ("KEY==v", "=", "v"),
            ("A=x#y,B=2", "x", "#y,B=2"),
            ("A=x y #z", "x", "y #z"),
            ("A=x, #z", "x", "#z"),
        ] {
            for dialect in BOTH {
                let pairs = parse(text, dialect).unwrap();
                assert_eq!(pairs.len(), 1);
                assert_eq!(pairs[0].value, value);
                let span = pairs[0].lost_span.unwrap();
                assert_eq!(span.slice(text.as_bytes()), lost.as_bytes(), "{text}");
            }
        }
        for text in ["A=1", "A=1,", "A = '1' ,"] {
            assert_eq!(parse(text, Dialect::Legacy).unwrap()[0].lost_span, None);
        }
    }

    #[test]
    fn a_question_mark_in_an_address_makes_another_variable() {
        reads("A=http://x/?q=1", &BOTH, &[("A", "http://x/"), ("q", "1")]);
        reads("A=http://x/?q=1,B=2", &BOTH, &[("A", "http://x/"), ("q", "1"), ("B", "2")]);
        let text = "A=http://x/?q=1";
        let pairs = parse(text, Dialect::Legacy).unwrap();
        assert_eq!(pairs[0].separator_span, Some(Span::new(11, 12)));
        assert_eq!(pairs[0].lost_span, Some(Span::new(11, 12)));
    }

    #[test]
    fn quotes_protect() {
        reads("A=\"hello world\",B=\"2\"", &BOTH, &[("A", "hello world"), ("B", "2")]);
        reads("A=\"a=b\"", &BOTH, &[("A", "a=b")]);
        reads("A=\"a,b\"", &BOTH, &[("A", "a,b")]);
        reads("A=\"x#y\",B=2", &BOTH, &[("A", "x#y"), ("B", "2")]);
        reads("A=\"it's\"", &BOTH, &[("A", "it's")]);
        reads("A='{\"k\":\"v\",\"n\":1}'", &BOTH, &[("A", "{\"k\":\"v\",\"n\":1}")]);
        reads("A=\" x \"", &BOTH, &[("A", " x ")]);
        reads("A=\"a;b\"", &BOTH, &[("A", "a;b")]);
        reads("A=\"a\nb\"", &BOTH, &[("A", "a\nb")]);
        reads("A=\"new\\nline\"", &BOTH, &[("A", "new\\nline")]);
        reads("A=\"a\\,b\"", &BOTH, &[("A", "a\\,b")]);
        reads("A=\"100%\"", &BOTH, &[("A", "100%")]);
        reads("A=\"é\"", &BOTH, &[("A", "é")]);
    }

    #[test]
    fn the_dialects_differ_in_quotes_and_backslashes() {
        for (text, legacy, posix) in [
            ("A='say \"hi\"'", "say \"hi", "say \"hi\""),
            ("A=\"a\\\"b\"", "a\\", "a\"b"),
            ("A=\"a\\\\b\"", "a\\\\b", "a\\b"),
            ("A=\"a\"b", "a", "ab"),
            ("A=a\"b\"", "a\"b", "ab"),
            ("A=\"a\"\"b\"", "a", "ab"),
            ("A=\"'x'\"", "x", "'x'"),
            ("A=\"x'\"", "x", "x'"),
            ("A=\"'\"", "", "'"),
            ("A=in\"si\"de", "in\"si\"de", "inside"),
        ] {
            reads(text, &[Dialect::Legacy], &[("A", legacy)]);
            reads(text, &[Dialect::Posix], &[("A", posix)]);
        }
        reads("\"A\"=1", &[Dialect::Legacy], &[("\"A\"", "1")]);
        reads("\"A\"=1", &[Dialect::Posix], &[("A", "1")]);
        reads("A=\"a\\\"b\",B=2", &[Dialect::Posix], &[("A", "a\"b"), ("B", "2")]);
        reads("A=a\\b", &[Dialect::Posix], &[("A", "ab")]);
        reads("A \"=\" 1", &[Dialect::Posix], &[("A", "1")]);
        refuses("A \"=\" 1", &[Dialect::Legacy]);
    }

    #[test]
    fn an_open_quotation_wins_over_words_that_do_not_come_out() {
        for text in ["A=\"unbalanced", "A=1 B=2,C=\"x", "A,B,C,D=\"x", "A=\"a"] {
            for dialect in BOTH {
                assert_eq!(variables(text, dialect), Err("No closing quotation".to_owned()), "{text}");
            }
        }
        assert_eq!(
            variables("A=\"has\"quote\"", Dialect::Legacy),
            Ok(vec![("A".to_owned(), "has".to_owned())])
        );
        assert_eq!(variables("A=\"has\"quote\"", Dialect::Posix), Err("No closing quotation".to_owned()));
        assert_eq!(variables("A=1\\", Dialect::Posix), Err("No escaped character".to_owned()));
        assert_eq!(parse("A=1,B='x", Dialect::Legacy).unwrap_err().span, Span::new(6, 8));
    }

    #[test]
    fn a_comment_inside_a_word_does_not_end_it_in_the_legacy_dialect() {
        reads("A=x#y\nB", &[Dialect::Legacy], &[("A", "xB")]);
        reads("A=x#y\nB", &[Dialect::Posix], &[("A", "x")]);
        let pairs = parse("A=x#y\nB", Dialect::Legacy).unwrap();
        assert_eq!((pairs[0].value_span, pairs[0].lost_span), (Span::new(2, 7), Some(Span::new(3, 5))));
        reads("#A=1", &BOTH, &[]);
        reads("#A=1\nB=2", &BOTH, &[("B", "2")]);
    }

    #[test]
    fn word_characters_need_no_quotes() {
        reads("A=a:b/c.d+e-f(g)", &BOTH, &[("A", "a:b/c.d+e-f(g)")]);
        reads("A=http://x.y:80/z", &BOTH, &[("A", "http://x.y:80/z")]);
        for (text, value) in [
            ("A=-1", "-1"),
            ("A=1.5", "1.5"),
            ("A=(x)", "(x)"),
            ("A=_x", "_x"),
            ("A=a_b", "a_b"),
            ("A=é", "é"),
        ] {
            reads(text, &BOTH, &[("A", value)]);
        }
    }

    #[test]
    fn letters_beyond_ascii_are_words_of_their_own_or_of_latin_1() {
        refuses("A=hé,B=1", &[Dialect::Legacy]);
        reads("A=hé,B=1", &[Dialect::Posix], &[("A", "hé"), ("B", "1")]);
        refuses("A=hж,B=1", &BOTH);
        refuses("A=h×,B=1", &BOTH);
    }

    #[test]
    fn any_word_is_a_name_and_case_matters() {
        for key in ["A-B", "A.B", "A:B", "1A", "_A", "É"] {
            reads(&format!("{key}=1"), &BOTH, &[(key, "1")]);
        }
        reads("a=1,A=2", &BOTH, &[("a", "1"), ("A", "2")]);
    }

    #[test]
    fn the_last_of_two_with_one_name_counts() {
        reads("A=1,A=2", &BOTH, &[("A", "2")]);
        assert_eq!(parse("A=1,A=2", Dialect::Legacy).unwrap().len(), 2);
    }

    #[test]
    fn spans_say_where_the_parts_stand() {
        let pairs = parse("A = 'x y' , B=2", Dialect::Legacy).unwrap();
        assert_eq!(pairs[0].key_span, Span::new(0, 1));
        assert_eq!(pairs[0].value_span, Span::new(4, 9));
        assert_eq!(pairs[0].separator_span, Some(Span::new(10, 11)));
        assert_eq!(pairs[1].key_span, Span::new(12, 13));
        assert_eq!(pairs[1].separator_span, None);
        assert!(pairs.iter().all(|pair| matches!(pair.value, Cow::Borrowed(_))));
    }

    #[test]
    fn values_are_written_in_quotes_that_fit() {
        for (value, text) in [
            ("plain", "A=\"plain\""),
            ("", "A=\"\""),
            ("it's", "A=\"it's\""),
            ("single \"dq\" in", "A='single \"dq\" in'"),
            ("back\\slash \\n", "A='back\\slash \\n'"),
            ("it's \\", "A=\"it's \\\""),
            ("multi\nline", "A=\"multi\nline\""),
        ] {
            assert_eq!(write([("A", value)]).unwrap(), text);
        }
        assert_eq!(write([("A", "1"), ("B", "2")]).unwrap(), "A=\"1\",B=\"2\"");
    }

    #[test]
    fn what_cannot_be_written_is_refused() {
        for value in [
            "\"quoted\"",
            "in 'side'",
            "say \"hi\"",
            "'",
            "it's \"both\"",
            "a ; b",
            "a # b",
            "a\rb",
            "a \nb",
            "a\n b",
            "a\n#b",
        ] {
            assert!(write([("A", value)]).is_err(), "{value:?}");
        }
        for key in ["", "A B", "A=", "É", "\"A\"", "A,"] {
            assert!(write([(key, "1")]).is_err(), "{key:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_plain_is_read_word_by_word_alike(text in "([A-C_]{0,2}=?(\"[a #;,=é]{0,3}\"|[a/:'\"]{0,2})[,; ]?){0,3}") {
            if let Some(pairs) = plain(&text) {
                for dialect in BOTH {
                    prop_assert_eq!(in_words(&text, dialect), Ok(pairs.clone()));
                }
            }
        }

        #[test]
        fn what_is_written_is_read_back(
            pairs in prop::collection::vec(("[A-Z_][A-Z0-9_]{0,4}", "[a '\";#\\\\\n=,$é]{0,6}|\\PC{0,6}"), 0..5)
        ) {
            let written = write(pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())));
            if let Ok(text) = written {
                prop_assert_eq!(ini_text::check(&text), Ok(()));
                let read: Vec<(String, String)> = parse(&text, Dialect::Legacy).unwrap().into_iter()
                    .map(|pair| (pair.key.into_owned(), pair.value.into_owned())).collect();
                prop_assert_eq!(read, pairs);
            }
        }

        #[test]
        fn the_dialects_agree_on_what_is_written_without_backslashes(value in "[a '\"=,#é]{0,8}") {
            if let Ok(text) = write([("A", value.as_str())]) {
                prop_assert_eq!(variables(&text, Dialect::Legacy), variables(&text, Dialect::Posix));
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[A1=,;#'\"\\\\ \né/]{0,16}|\\PC*") {
            for dialect in BOTH {
                for pair in parse(&text, dialect).into_iter().flatten() {
                    prop_assert!(pair.value_span.end as usize <= text.len());
                    prop_assert!(pair.key_span.end <= pair.value_span.start);
                }
            }
        }
    }
}
