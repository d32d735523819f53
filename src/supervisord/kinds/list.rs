//! Comma-separated lists, as in `programs=` and `events=` (`supervisor.datatypes.list_of_strings`).

use super::python;
use crate::source::Span;

/// The items of a list, each stripped of whitespace, with their ranges. The empty text has none; a trailing comma
/// leaves an empty last item, which supervisord looks up like any other.
pub fn items(text: &str) -> impl Iterator<Item = (&str, Span)> {
    let parts = if text.is_empty() { None } else { Some(text.split(',')) };
    parts.into_iter().flatten().map(|part| {
        let item = python::strip(part);
        (item, Span::of(text.as_bytes(), item.as_bytes()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        items(text).map(|(item, _)| item).collect()
    }

    #[test]
    fn only_commas_separate_items() {
        assert_eq!(texts("a,b"), ["a", "b"]);
        assert_eq!(texts("\na,\nb"), ["a", "b"]);
        assert_eq!(texts("a\nb"), ["a\nb"]);
        assert_eq!(texts("a b"), ["a b"]);
        assert_eq!(texts("a, \u{a0}b "), ["a", "b"]);
    }

    #[test]
    fn a_trailing_comma_leaves_an_empty_item() {
        assert_eq!(texts("a,"), ["a", ""]);
        assert_eq!(texts(","), ["", ""]);
        assert_eq!(texts(" "), [""]);
    }

    #[test]
    fn the_empty_text_is_the_empty_list() {
        assert!(texts("").is_empty());
    }

    #[test]
    fn items_have_their_spans() {
        let spans: Vec<Span> = items("a, bc ,").map(|(_, span)| span).collect();
        assert_eq!(spans, [Span::new(0, 1), Span::new(3, 5), Span::at(7)]);
    }
}
