//! Splits an item into physical lines: what the loader reads of each, and the comment that it cuts off.

use crate::source::Span;
use crate::supervisord::kinds::space;
use crate::supervisord::line::{self, LineSplitter};
use crate::syntax::Item;

/// A physical line.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextLine<'a> {
    /// What the loader reads; empty for a blank line and a comment line.
    pub(super) content: &'a str,
    /// The comment after it, including its prefix; empty if there is none.
    pub(super) comment: &'a str,
}

impl TextLine<'_> {
    /// Whether this is a comment line, which is not part of a value; a blank line is an empty line of it.
    pub(super) const fn is_all_comment(&self) -> bool {
        self.content.is_empty() && !self.comment.is_empty()
    }
}

/// The lines of an item. On the first line, the part before `from`, an entry's name, is left out.
pub(super) fn of_item<'a>(text: &'a str, item: &Item, from: u32) -> Vec<TextLine<'a>> {
    let bytes = text.as_bytes();
    let whole = item.span().slice(bytes);
    let splitter = LineSplitter::new(whole);
    let mut lines = Vec::new();
    let mut rest = whole;
    while !rest.is_empty() {
        let (physical, after) = splitter.split_first(rest);
        rest = after;
        // The first line is read whole, including the name: a `;` directly after the delimiter does not start a
        // comment.
        let line = line::read(physical);
        let content = Span::of(bytes, line.content);
        let comment =
            if line.has_comment() { Span::of(bytes, space::strip(line.comment)).text(text) } else { "" };
        let is_first = lines.is_empty();
        let start = if is_first { content.start.max(from) } else { content.start };
        lines.push(TextLine { content: Span::new(start, content.end).text(text), comment });
    }
    lines
}

/// Writes a line: `start`, the content and the comment. Without `comments` the comment is kept only if the loader would
/// read a different content without it: in `a;b ;c #d` the comment starts at the `#`.
pub(super) fn write(out: &mut String, start: &str, line: TextLine<'_>, comments: bool) {
    let at = out.len();
    out.push_str(start);
    out.push_str(line.content);
    let alone = out.get(at..).unwrap_or_default().as_bytes();
    let is_cut = || line::read(alone).content != space::strip(alone);
    if !line.comment.is_empty() && (comments || is_cut()) {
        if !space::strip(alone).is_empty() {
            out.push(' ');
        }
        out.push_str(line.comment);
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::supervisord::parse;

    /// Content and comment of each line of the last item.
    fn lines(text: &str) -> Vec<(&str, &str)> {
        let tree = parse(text.as_bytes());
        let item = tree.items.last().unwrap();
        of_item(text, item, item.value.start).into_iter().map(|line| (line.content, line.comment)).collect()
    }

    #[test]
    fn content_and_comment_are_split_as_in_the_loader() {
        assert_eq!(lines("[a]\nb = c ; d"), [("c", "; d")]);
        assert_eq!(lines("[a]\nb =;c"), [(";c", "")]);
        assert_eq!(lines("[a]\nb = ;c"), [("", ";c")]);
        assert_eq!(lines("[a]\nb=x;y ;z #w"), [("x;y ;z", "#w")]);
    }

    #[test]
    fn blank_and_comment_lines_of_a_value_belong_to_it() {
        let text = "[a]\r\nb =\r\n  c\r\n\r\n # d\r\n  e ; f\r\n";
        assert_eq!(lines(text), [("", ""), ("c", ""), ("", ""), ("", "# d"), ("e", "; f")]);
    }

    #[test]
    fn a_comment_that_affects_parsing_is_always_kept() {
        let written = |content, comment| {
            let mut out = String::new();
            write(&mut out, "b=", TextLine { content, comment }, false);
            out
        };
        assert_eq!(written("c", "; d"), "b=c\n");
        assert_eq!(written("x;y ;z", "#w"), "b=x;y ;z #w\n");
    }
}
