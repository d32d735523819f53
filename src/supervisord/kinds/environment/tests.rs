//! Environments as supervisord 4.3.0 parses them, in both dialects.

use proptest::prelude::*;

use super::*;
use crate::supervisord::kinds::ini_text;

const BOTH: [Dialect; 2] = [Dialect::Legacy, Dialect::Posix];

/// The variables as supervisord ends up with them: of each name the last value, at the position of the first.
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
        let expected = expected.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
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
fn pairs_are_separated_by_commas() {
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
fn any_token_separates_pairs() {
    reads("A=1;B=2", &BOTH, &[("A", "1"), ("B", "2")]);
    reads("A=1|B=2", &BOTH, &[("A", "1"), ("B", "2")]);
}

#[test]
fn tokens_that_do_not_form_pairs_are_rejected() {
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
fn the_error_points_at_the_mismatched_tokens() {
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
fn text_after_a_value_is_silently_lost() {
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
fn a_question_mark_in_a_url_starts_another_variable() {
    reads("A=http://x/?q=1", &BOTH, &[("A", "http://x/"), ("q", "1")]);
    reads("A=http://x/?q=1,B=2", &BOTH, &[("A", "http://x/"), ("q", "1"), ("B", "2")]);
    let text = "A=http://x/?q=1";
    let pairs = parse(text, Dialect::Legacy).unwrap();
    assert_eq!(pairs[0].separator_span, Some(Span::new(11, 12)));
    assert_eq!(pairs[0].lost_span, Some(Span::new(11, 12)));
}

#[test]
fn quotes_protect_special_characters() {
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
fn an_unclosed_quote_is_reported_before_mismatched_tokens() {
    for text in ["A=\"unbalanced", "A=1 B=2,C=\"x", "A,B,C,D=\"x", "A=\"a"] {
        for dialect in BOTH {
            assert_eq!(variables(text, dialect), Err("No closing quotation".to_owned()), "{text}");
        }
    }
    assert_eq!(variables("A=\"has\"quote\"", Dialect::Legacy), Ok(vec![("A".to_owned(), "has".to_owned())]));
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
    for (text, value) in
        [("A=-1", "-1"), ("A=1.5", "1.5"), ("A=(x)", "(x)"), ("A=_x", "_x"), ("A=a_b", "a_b"), ("A=é", "é")]
    {
        reads(text, &BOTH, &[("A", value)]);
    }
}

#[test]
fn non_ascii_letters_are_separate_tokens_or_latin_1_words() {
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
fn the_last_assignment_of_a_name_wins() {
    reads("A=1,A=2", &BOTH, &[("A", "2")]);
    assert_eq!(parse("A=1,A=2", Dialect::Legacy).unwrap().len(), 2);
}

#[test]
fn spans_locate_the_parts() {
    let pairs = parse("A = 'x y' , B=2", Dialect::Legacy).unwrap();
    assert_eq!(pairs[0].key_span, Span::new(0, 1));
    assert_eq!(pairs[0].value_span, Span::new(4, 9));
    assert_eq!(pairs[0].separator_span, Some(Span::new(10, 11)));
    assert_eq!(pairs[1].key_span, Span::new(12, 13));
    assert_eq!(pairs[1].separator_span, None);
    assert!(pairs.iter().all(|pair| matches!(pair.value, Cow::Borrowed(_))));
}

#[test]
fn values_are_written_with_suitable_quotes() {
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
fn values_that_cannot_be_written_are_rejected() {
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
    fn plain_values_parse_the_same_as_token_by_token(text in "([A-C_]{0,2}=?(\"[a #;,=é]{0,3}\"|[a/:'\"]{0,2})[,; ]?){0,3}") {
        if let Some(pairs) = parse_plain(&text) {
            for dialect in BOTH {
                prop_assert_eq!(parse_words(&text, dialect), Ok(pairs.clone()));
            }
        }
    }

    #[test]
    fn written_values_parse_back(
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
    fn parsing_any_text_gives_valid_spans(text in "[A1=,;#'\"\\\\ \né/]{0,16}|\\PC*") {
        for dialect in BOTH {
            for pair in parse(&text, dialect).into_iter().flatten() {
                prop_assert!(pair.value_span.end as usize <= text.len());
                prop_assert!(pair.key_span.end <= pair.value_span.start);
            }
        }
    }
}
