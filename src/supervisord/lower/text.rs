//! Expands values in the model: `%(name)s` becomes bytes if the value is known, and a part of its own otherwise.

use std::borrow::Cow;

use super::names::{Names, Replacement};
use crate::ir::{Part, Text};
use crate::source::{FileId, MappedText, Span};
use crate::supervisord::kinds::expansion::{self, Piece};
use crate::supervisord::kinds::user::{self, User};
use crate::supervisord::unique_word::{underscores_before, unique_word};

/// An expanded text with a mark in place of each unknown part. A mark is a word that occurs nowhere else in the text,
/// so that the text can be split like any other.
#[derive(Debug)]
pub(super) struct Expanded<'a> {
    text: Cow<'a, str>,
    value: MappedText<'a>,
    /// For each piece, its offset in `text` and its offset in the value; sorted.
    offsets: Vec<(u32, u32)>,
    mark: String,
    marked: Vec<Part<'static>>,
}

/// Expands a value `passes` times; a piece that supervisord would refuse stays as is (the file is refused anyway).
pub(super) fn expand<'a>(value: MappedText<'a>, names: &Names<'_>, passes: u8) -> Expanded<'a> {
    let text = match value.borrowed_text() {
        Some(text) => Cow::Borrowed(text),
        None => match value.slice(Span::new(0, value.bytes().len() as u32)) {
            Cow::Borrowed(bytes) => Cow::Borrowed(std::str::from_utf8(bytes).unwrap_or_default()),
            Cow::Owned(bytes) => Cow::Owned(String::from_utf8(bytes).unwrap_or_default()),
        },
    };
    if !expansion::is_needed(&text) {
        return Expanded { text, value, offsets: Vec::new(), mark: String::new(), marked: Vec::new() };
    }
    let mark = unique_mark(&text, names);
    let mut pass = Pass { names, mark: &mark, marked: Vec::new(), padding: expansion::MAX_PADDING };
    let (mut out, mut offsets) = pass.expand(&text);
    // Each pass leaves `%%` for the next one as `%`, which makes a name of `%%(here)s`.
    for _ in 1..passes {
        if expansion::is_needed(&out) {
            out = pass.expand(&out).0;
            offsets.clear();
        }
    }
    let marked = pass.marked;
    Expanded { text: Cow::Owned(out), value, offsets, mark, marked }
}

/// What the passes over one value share.
struct Pass<'p, 'n> {
    names: &'p Names<'n>,
    mark: &'p str,
    marked: Vec<Part<'static>>,
    /// The padding that is left: that of `%(process_num)999999999d`, for each of its processes, is not followed, as in
    /// `expansion::expand`.
    padding: u64,
}

impl Pass<'_, '_> {
    /// Expands a text once. Returns, for each piece, its offset in the result and its offset in the text.
    fn expand(&mut self, text: &str) -> (String, Vec<(u32, u32)>) {
        let mut out = String::with_capacity(text.len() * 2);
        let mut offsets = Vec::new();
        for piece in expansion::scan(text) {
            let (span, replacement) = match &piece {
                Ok(Piece::Literal(span)) => (*span, Replacement::Text(Cow::Borrowed(span.text(text)))),
                Ok(Piece::Percent(span)) => (*span, Replacement::Text(Cow::Borrowed("%"))),
                Ok(Piece::Bare { spec: _, span }) => {
                    (*span, Replacement::Text(Cow::Borrowed(span.text(text))))
                }
                Ok(Piece::Name { name, spec, span }) => {
                    let left = self.padding.checked_sub(self.names.min_length(name.text(text), spec));
                    self.padding = left.unwrap_or(self.padding);
                    let replacement = left.and_then(|_| self.names.replacement(name.text(text), spec));
                    (*span, replacement.unwrap_or(Replacement::Text(Cow::Borrowed(span.text(text)))))
                }
                Err(malformed) => {
                    let rest = Span::new(malformed.span.start, text.len() as u32);
                    (rest, Replacement::Text(Cow::Borrowed(rest.text(text))))
                }
            };
            offsets.push((out.len() as u32, span.start));
            match replacement {
                Replacement::Text(text) => out.push_str(&text),
                Replacement::Parts(parts) => parts.into_iter().for_each(|part| self.push(part, &mut out)),
            }
        }
        (out, offsets)
    }

    /// Appends a part, or a mark for one that is unknown.
    fn push(&mut self, part: Part<'static>, out: &mut String) {
        match part {
            Part::Bytes(bytes) => out.push_str(&String::from_utf8_lossy(&bytes)),
            part => {
                out.push_str(&format!("{}{}_", self.mark, self.marked.len()));
                self.marked.push(part);
            }
        }
    }
}

/// The end of a mark, after as many underscores as make it unique.
pub(super) const MARK_STEM: &str = "mark_";

/// A mark that occurs neither in the value nor in what is inserted into it.
fn unique_mark(text: &str, names: &Names<'_>) -> String {
    let own = underscores_before(MARK_STEM, text.as_bytes());
    unique_word(MARK_STEM, own.max(names.environment.underscores_before_marks()))
}

impl<'a> Expanded<'a> {
    /// The text with its marks.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The text, if no part of it is unknown.
    pub(super) fn known(&self) -> Option<&str> {
        self.marked.is_empty().then_some(&*self.text)
    }

    /// The range in the file of a range of the text.
    pub(super) fn span(&self, span: Span) -> Span {
        if self.offsets.is_empty() {
            return if self.mark.is_empty() { self.value.span(span) } else { self.value.whole() };
        }
        // A range that touches an expansion is extended to all of it, up to the next piece.
        let start = self.offsets.partition_point(|(at, _)| *at <= span.start).saturating_sub(1);
        let next = self.offsets.partition_point(|(at, _)| *at < span.end);
        let (text_at, value_at) = self.offsets[start];
        let is_literal = |at: usize| {
            let (text, value) = self.offsets[at];
            let (next_text, next_value) = self
                .offsets
                .get(at + 1)
                .copied()
                .unwrap_or((self.text.len() as u32, self.value.bytes().len() as u32));
            next_text - text == next_value - value
        };
        let from = if is_literal(start) { value_at + (span.start - text_at) } else { value_at };
        let last = next.saturating_sub(1).max(start);
        let to = if is_literal(last) {
            let (text_at, value_at) = self.offsets[last];
            value_at + span.end.saturating_sub(text_at)
        } else {
            self.offsets.get(last + 1).map_or(self.value.bytes().len() as u32, |(_, value)| *value)
        };
        self.value.span(Span::new(from, to))
    }

    /// Converts a range of the text to a text of the model.
    pub(super) fn part(&self, span: Span, file: FileId) -> Text<'a> {
        if self.mark.is_empty() {
            return Text::plain(self.value.slice(span)).at(file, self.value.span(span));
        }
        self.unmark(span.text(&self.text)).at(file, self.span(span))
    }

    /// Converts the whole text to a text of the model.
    pub(super) fn whole(&self, file: FileId) -> Text<'a> {
        self.part(Span::new(0, self.text.len() as u32), file)
    }

    /// Converts the text to a user in the model. A number is written in canonical form: supervisord accepts `0100` and
    /// `1_000`, as Python does, and systemd does not.
    pub(super) fn user(&self, file: FileId) -> Text<'a> {
        let place = Span::new(0, self.text.len() as u32);
        match self.known().map(user::parse) {
            Some(Ok(User::Id(id))) if id.to_string() != *self.text => {
                self.cut_text(Cow::Owned(id.to_string()), place, file)
            }
            _ => self.part(place, file),
        }
    }

    /// Converts a text that was cut out of this one and may contain marks; `place` is its range in this one.
    pub(super) fn cut_text(&self, text: Cow<'_, str>, place: Span, file: FileId) -> Text<'a> {
        if self.mark.is_empty() {
            // A slice of the value, or the unquoted form of one: nothing was expanded.
            let own = Span::of(self.text.as_bytes(), text.as_bytes());
            let same = self.text.get(own.range()) == Some(&*text);
            let bytes = if same { self.value.slice(own) } else { Cow::Owned(text.into_owned().into_bytes()) };
            return Text::plain(bytes).at(file, self.value.span(place));
        }
        self.unmark(&text).at(file, self.span(place))
    }

    fn unmark(&self, text: &str) -> Text<'a> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(&self.mark) {
            let (before, after) = rest.split_at(at);
            parts.push(Part::Bytes(Cow::Owned(before.as_bytes().to_vec())));
            let after = &after[self.mark.len()..];
            let (number, behind) = after.split_once('_').unwrap_or((after, ""));
            if let Some(part) = number.parse::<usize>().ok().and_then(|number| self.marked.get(number)) {
                parts.push(part.clone());
            }
            rest = behind;
        }
        parts.push(Part::Bytes(Cow::Owned(rest.as_bytes().to_vec())));
        Text::of(parts)
    }
}
