//! `environment=` with as few quotes as it takes.

use std::borrow::Cow;

use crate::supervisord::environment::{self, Dialect};

/// The text without the quotes that change nothing; none if there are no such.
///
/// Nothing with a `%` is touched: what an expansion brings in may hold quotes of its own, and then every quote of the text
/// counts. The variables are the same for supervisor 4.3.0 and for 4.4 with its other quoting.
pub(super) fn lighten(text: &str) -> Option<String> {
    if text.contains('%') || !text.contains(['"', '\'']) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for pair in environment::parse(text, Dialect::Legacy).ok()? {
        let span = pair.value_span.range();
        if let Some(bare) = text.get(span.clone()).and_then(bare) {
            out.push_str(text.get(done..span.start)?);
            out.push_str(bare);
            done = span.end;
        }
    }
    out.push_str(text.get(done..)?);
    (out.len() < text.len() && are_alike(text, &out)).then_some(out)
}

/// What stands between the quotes, if it is a word without them, too.
fn bare(quoted: &str) -> Option<&str> {
    let inside = |quote: char| quoted.strip_prefix(quote)?.strip_suffix(quote);
    let inside = inside('"').or_else(|| inside('\''))?;
    (!inside.is_empty() && inside.chars().all(environment::is_legacy_word)).then_some(inside)
}

/// Whether two environments set the same variables, in the same order, for every supervisor.
pub(crate) fn are_alike(one: &str, other: &str) -> bool {
    [Dialect::Legacy, Dialect::Posix].into_iter().all(|dialect| pairs(one, dialect) == pairs(other, dialect))
}

/// The variables; none for a text that is refused.
fn pairs(text: &str, dialect: Dialect) -> Option<Vec<(Cow<'_, str>, Cow<'_, str>)>> {
    let pairs = environment::parse(text, dialect).ok()?;
    Some(pairs.into_iter().map(|pair| (pair.key, pair.value)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_around_a_plain_word_go() {
        let lighten = |text| lighten(text).unwrap();
        assert_eq!(lighten("A=\"1\",B='/a/b:c'"), "A=1,B=/a/b:c");
        assert_eq!(lighten("A=\"1\",\nB=\"two words\""), "A=1,\nB=\"two words\"");
        assert_eq!(lighten("A = \"1\" , B=\"2\","), "A = 1 , B=2,");
    }

    #[test]
    fn quotes_that_hold_something_together_stay() {
        for text in [
            "A=\"\"",
            "A=\"a b\"",
            "A=\"a,b\"",
            "A=\"a=b\"",
            "A=\"a@b\"",
            "A=\"a;b\"",
            "A=\"it's\"",
            "A=\"$HOME\"",
            "A=\"é\"",
            "A=1",
            "",
        ] {
            assert_eq!(lighten(text), None, "{text}");
        }
    }

    #[test]
    fn beside_an_expansion_every_quote_stays() {
        assert_eq!(lighten("A=\"%(ENV_Q)s\",B=\"1\""), None);
        assert_eq!(lighten("A=\"1\",B=\"50%%\""), None);
    }

    #[test]
    fn a_comment_that_would_join_two_words_keeps_the_quotes() {
        assert_eq!(lighten("A=\"1\"#c\nB"), None);
    }

    proptest::proptest! {
        #[test]
        fn the_variables_stay_the_same(text in "([A-C]=['\"]?[a-z #,;=\n]{0,3}['\"]?[,;# ]?){0,4}") {
            if let Some(light) = lighten(&text) {
                proptest::prop_assert!(are_alike(&text, &light), "{light}");
                proptest::prop_assert_eq!(lighten(&light), None);
            }
        }
    }
}
