//! The text of an option as supervisord gets it from the file: without comments, its lines joined with `\n`.

use super::line::{self, LineSplitter};
use crate::source::{MappedText, Piece, Span};
use crate::syntax::Item;

/// Returns the text of an entry that [`super::parse()`] made from `bytes`, with a mapping back to the file.
///
/// `configparser` strips each line, joins the lines with newlines and strips the end of the result; a blank line within
/// a value becomes an empty line of it, a comment line is dropped.
#[must_use]
pub fn value<'a>(bytes: &'a [u8], item: &Item) -> MappedText<'a> {
    if !item.is_multiline() {
        return MappedText::borrowed(item.value.slice(bytes), item.value.start);
    }
    let written = Span::new(item.start, item.value.end).slice(bytes);
    let splitter = LineSplitter::new(written);
    let mut text: Vec<u8> = Vec::with_capacity(written.len());
    let mut pieces = Vec::new();
    let mut rest = written;
    while !rest.is_empty() {
        let (physical, after) = splitter.split_first(rest);
        rest = after;
        // The first line is read whole, including the name: a `;` directly after the delimiter does not start a
        // comment.
        let line = line::read(physical);
        let content = Span::of(bytes, line.content);
        let place = Span::new(content.start.max(item.value.start), content.end);
        if !pieces.is_empty() {
            if line.content.is_empty() && line.has_comment() {
                continue;
            }
            text.push(b'\n');
        }
        pieces.push(Piece { text: text.len() as u32, file: place.start });
        text.extend_from_slice(place.slice(bytes));
    }
    MappedText::joined(text, pieces, item.value.end)
}
