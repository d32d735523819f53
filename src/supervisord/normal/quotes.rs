//! Removes redundant quotes from `environment=`.

use std::borrow::Cow;

use crate::supervisord::kinds::environment::{self, Dialect};
use crate::supervisord::kinds::space::is_space;

/// The text without the quotes that are redundant; `None` if there are none.
///
/// Nothing after an expansion is changed: its value may contain quotes, and then every quote in the text matters. The
/// result sets the same variables in supervisor 4.3.0 and in 4.4 with its different quoting.
pub(super) fn remove_quotes(text: &str) -> Option<String> {
    if !text.contains(['"', '\'']) {
        return None;
    }
    let expansion = first_expansion(text);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for pair in environment::parse(text, Dialect::Legacy).ok()? {
        let span = pair.value_span.range();
        if span.end >= expansion {
            break;
        }
        let is_apart = text.get(span.end..)?.chars().next().is_none_or(|next| next == ',' || is_space(next));
        if let Some(bare) = text.get(span.clone()).and_then(bare).filter(|_| is_apart) {
            out.push_str(text.get(done..span.start)?);
            out.push_str(bare);
            done = span.end;
        }
    }
    if done == 0 {
        return None;
    }
    out.push_str(text.get(done..)?);
    // The same must hold for the text in which `%%` has been expanded to `%`, once or twice.
    let once = |text: &str| text.replace("%%", "%");
    let (text_once, out_once) = (once(text), once(&out));
    let is_same = set_same_variables(text, &out)
        && set_same_variables(&text_once, &out_once)
        && set_same_variables(&once(&text_once), &once(&out_once));
    is_same.then_some(out)
}

/// The position of the first expansion, or one past the end; `%%` is not one.
fn first_expansion(text: &str) -> usize {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find('%')).map(|at| from + at) {
        if !text.get(at + 1..).is_some_and(|rest| rest.starts_with('%')) {
            return at;
        }
        from = at + 2;
    }
    text.len() + 1
}

/// The text between the quotes, if it is also a word without them.
fn bare(quoted: &str) -> Option<&str> {
    let inside = |quote: char| quoted.strip_prefix(quote)?.strip_suffix(quote);
    let inside = inside('"').or_else(|| inside('\''))?;
    (!inside.is_empty() && inside.chars().all(environment::is_legacy_word)).then_some(inside)
}

/// Whether two environments set the same variables, in the same order, in every release of supervisor.
pub(crate) fn set_same_variables(one: &str, other: &str) -> bool {
    [Dialect::Legacy, Dialect::Posix].into_iter().all(|dialect| pairs(one, dialect) == pairs(other, dialect))
}

/// The variables; `None` for a text that is refused.
fn pairs(text: &str, dialect: Dialect) -> Option<Vec<(Cow<'_, str>, Cow<'_, str>)>> {
    let pairs = environment::parse(text, dialect).ok()?;
    Some(pairs.into_iter().map(|pair| (pair.key, pair.value)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_around_a_plain_word_are_removed() {
        let remove_quotes = |text| remove_quotes(text).unwrap();
        assert_eq!(remove_quotes("A=\"1\",B='/a/b:c'"), "A=1,B=/a/b:c");
        assert_eq!(remove_quotes("A=\"1\",\nB=\"two words\""), "A=1,\nB=\"two words\"");
        assert_eq!(remove_quotes("A = \"1\" , B=\"2\","), "A = 1 , B=2,");
    }

    #[test]
    fn needed_quotes_are_kept() {
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
            assert_eq!(remove_quotes(text), None, "{text}");
        }
    }

    #[test]
    fn after_an_expansion_every_quote_is_kept() {
        let text = "A=\"1\",B=\"%(ENV_Q)s\",C=\"2\"";
        assert_eq!(remove_quotes(text).unwrap(), "A=1,B=\"%(ENV_Q)s\",C=\"2\"");
        assert_eq!(remove_quotes("A=\"%(ENV_Q)s\",B=\"1\""), None);
        assert_eq!(remove_quotes("A=\"1\"%(ENV_Q)s"), None);
        assert_eq!(remove_quotes("A=\"50%%\",B=\"1\"").unwrap(), "A=\"50%%\",B=1");
        assert_eq!(remove_quotes("A=\"50%\",B=\"1\""), None);
    }

    #[test]
    fn a_comment_that_would_join_two_words_keeps_the_quotes() {
        assert_eq!(remove_quotes("A=\"1\"#c\nB"), None);
    }

    proptest::proptest! {
        #[test]
        fn the_variables_stay_the_same(text in "([A-C]=['\"]?[a-z #,;=%\n]{0,3}['\"]?[,;# %]?){0,4}") {
            if let Some(light) = remove_quotes(&text) {
                proptest::prop_assert!(set_same_variables(&text, &light), "{light}");
                proptest::prop_assert_eq!(remove_quotes(&light), None);
            }
        }
    }
}
