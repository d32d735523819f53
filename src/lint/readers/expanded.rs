//! The text of a value after expansion, as its reader gets it, and the mapping back to the file.

use std::borrow::Cow;

use crate::source::{MappedText, Span};
use crate::supervisord::config::Entry;

/// The text of a value with its expansions filled in.
#[derive(Clone, Debug)]
pub(super) struct Expanded<'v, 'a> {
    pub(super) text: Cow<'v, str>,
    /// Whether all of it is known; if not, a dummy word stands for each unknown part.
    pub(super) is_known: bool,
    /// Whether the unknown parts are only the name of the machine or of a group, which cannot be a number, a signal or
    /// a boolean.
    pub(super) unknown_is_name: bool,
    value: &'v MappedText<'a>,
    /// The pieces in order; empty for a text without expansions. The last one marks the end of both texts.
    pieces: Vec<Piece>,
}

/// A stretch of the text.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Where it starts in the expanded text.
    to: u32,
    /// Where it starts in the value.
    from: u32,
    /// Whether it is verbatim in the value.
    is_literal: bool,
}

impl<'v, 'a> Expanded<'v, 'a> {
    /// Creates a text with nothing to expand.
    pub(super) fn plain(text: &'v str, value: &'v MappedText<'a>) -> Self {
        Self { text: Cow::Borrowed(text), is_known: true, unknown_is_name: true, value, pieces: Vec::new() }
    }

    /// Creates an empty text, to be put together piece by piece.
    pub(super) fn empty(value: &'v MappedText<'a>) -> Self {
        Self {
            text: Cow::Owned(String::new()),
            is_known: true,
            unknown_is_name: true,
            value,
            pieces: Vec::new(),
        }
    }

    /// Adds a piece that starts at offset `from` of the value; `is_literal` if the value has it verbatim.
    pub(super) fn push(&mut self, text: &str, from: u32, is_literal: bool) {
        self.pieces.push(Piece { to: self.text.len() as u32, from, is_literal });
        self.text.to_mut().push_str(text);
    }

    /// Ends a text that was put together piece by piece.
    pub(super) fn finish(&mut self) {
        let (to, from) = (self.text.len() as u32, self.value.bytes().len() as u32);
        self.pieces.push(Piece { to, from, is_literal: true });
    }

    /// Maps a range of the text to the value. A range that touches an expansion covers it whole.
    pub(super) fn in_value(&self, span: Span) -> Span {
        if self.pieces.is_empty() {
            return span;
        }
        let start = self.piece(span.start);
        let start = if start.is_literal { start.from + (span.start - start.to) } else { start.from };
        if span.is_empty() {
            return Span::at(start);
        }
        let last = self.pieces.partition_point(|piece| piece.to < span.end).saturating_sub(1);
        let end = match (self.pieces.get(last), self.pieces.get(last + 1)) {
            (Some(piece), _) if piece.is_literal => piece.from + (span.end - piece.to),
            (_, Some(next)) => next.from,
            _ => start,
        };
        Span::new(start, end)
    }

    /// Maps a range of the text to the file.
    pub(super) fn span(&self, span: Span) -> Span {
        self.value.span(self.in_value(span))
    }

    /// The place in the file of a finding about a range of the text: if the range is empty, the whole value; if that is
    /// empty too, the option's name.
    pub(super) fn place(&self, entry: &Entry<'_>, span: Span) -> Span {
        let whole = Span::new(0, self.text.len() as u32);
        let place = self.span(if span.is_empty() { whole } else { span });
        if place.is_empty() { entry.item.name } else { place }
    }

    /// The offset in the file at which a text can be inserted at `at`; `None` inside an expansion.
    pub(super) fn insertion_offset(&self, at: u32) -> Option<u32> {
        if self.pieces.is_empty() {
            return Some(self.value.offset(at));
        }
        let piece = self.piece(at);
        let offset = if piece.is_literal { Some(piece.from + (at - piece.to)) } else { None };
        offset.or((at == piece.to).then_some(piece.from)).map(|at| self.value.offset(at))
    }

    /// What to write in the file for the text to become `wanted`, with its expansions kept; `None` if one of them would
    /// have to change.
    pub(super) fn rewritten(&self, wanted: &str) -> Option<String> {
        if self.pieces.is_empty() {
            return Some(wanted.to_owned());
        }
        let text = self.text.as_ref();
        let same = |(a, b): &(char, char)| a == b;
        let start: usize =
            text.chars().zip(wanted.chars()).take_while(same).map(|(letter, _)| letter.len_utf8()).sum();
        let (text_end, wanted_end) = (text.get(start..)?, wanted.get(start..)?);
        let kept: usize = text_end
            .chars()
            .rev()
            .zip(wanted_end.chars().rev())
            .take_while(same)
            .map(|(letter, _)| letter.len_utf8())
            .sum();
        let changed = Span::new(start as u32, (text.len() - kept) as u32);
        let place = self.in_value(changed);
        // A stretch of the same length may hide several expansions, so each byte is checked.
        let is_literal = (changed.start..changed.end).all(|at| self.is_literal(at));
        if place.len() != changed.len()
            || !is_literal
            || (changed.is_empty() && self.insertion_offset(changed.start).is_none())
        {
            return None;
        }
        let value = self.value.text()?;
        let put = wanted_end.get(..wanted_end.len() - kept)?;
        Some([value.get(..place.start as usize)?, put, value.get(place.end as usize..)?].concat())
    }

    /// The last piece that starts at or before an offset. Several may start there, since some are empty.
    fn piece(&self, at: u32) -> Piece {
        let after = self.pieces.partition_point(|piece| piece.to <= at);
        self.pieces.get(after.saturating_sub(1)).copied().unwrap_or(Piece {
            to: 0,
            from: 0,
            is_literal: true,
        })
    }

    /// Whether the byte at an offset is verbatim in the value.
    pub(super) fn is_literal(&self, at: u32) -> bool {
        self.pieces.is_empty() || self.piece(at).is_literal
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_of_the_expanded_text_maps_back_to_the_value() {
        let value = MappedText::borrowed(b"A=%(x)s,B=%%z", 100);
        let mut expanded = Expanded::empty(&value);
        expanded.push("A=", 0, true);
        expanded.push("long", 2, false);
        expanded.push(",B=", 7, true);
        expanded.push("%", 10, false);
        expanded.push("z", 12, true);
        expanded.finish();
        assert_eq!(expanded.text, "A=long,B=%z");
        assert_eq!(expanded.span(Span::new(0, 2)), Span::new(100, 102));
        assert_eq!(expanded.span(Span::new(3, 5)), Span::new(102, 107));
        assert_eq!(expanded.span(Span::new(4, 7)), Span::new(102, 108));
        assert_eq!(expanded.span(Span::new(9, 11)), Span::new(110, 113));
        assert_eq!(
            (expanded.insertion_offset(2), expanded.insertion_offset(3), expanded.insertion_offset(6)),
            (Some(102), None, Some(107))
        );
        assert_eq!(expanded.insertion_offset(11), Some(113));
        assert!(expanded.is_literal(1) && !expanded.is_literal(3));
    }

    #[test]
    fn a_value_is_rewritten_around_its_expansions() {
        let value = MappedText::borrowed(b"%(process_num)dM", 0);
        let mut expanded = Expanded::empty(&value);
        expanded.push("5", 0, false);
        expanded.push("M", 15, true);
        expanded.finish();
        assert_eq!(expanded.rewritten("5MB").as_deref(), Some("%(process_num)dMB"));
        assert_eq!(expanded.rewritten("5").as_deref(), Some("%(process_num)d"));
        assert_eq!(expanded.rewritten("6M"), None);
        assert_eq!(expanded.rewritten("true"), None);
        assert_eq!(Expanded::plain("y", &value).rewritten("true").as_deref(), Some("true"));
    }
}
