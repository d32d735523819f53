//! Parses bytes into the lossless tree, as systemd reads a unit file (`config_parse()`,
//! `src/shared/conf-parser.c`).
//!
//! Physical lines are split first, comments dropped and continuations joined; each resulting logical line is then
//! parsed. Parsing never fails; a line that systemd ignores or refuses becomes an [`ItemKind::Error`] item whose
//! `detail` is a [`SyntaxError`].

use nom::IResult;
use nom::Parser as _;
use nom::bytes::complete::{tag, take_until};

use super::kinds::utf8;
use super::line::{self, LONG_LINE_MAX, LineSplitter};
use super::value;
use crate::source::{MappedText, SourceFile, Span};
use crate::syntax::{Item, ItemKind, Tree, comments};

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum SyntaxError {
    /// Neither a header nor `Name=value`: the line is ignored.
    MissingEquals = 1,
    /// `=value`: the line is ignored.
    MissingName,
    /// An assignment before the first section: the line is ignored.
    OutsideSection,
    /// A header whose last character is not `]`: the unit is refused.
    InvalidHeader,
    /// A header with control characters, quotes or backslashes: the unit is refused.
    BadHeaderCharacters,
    /// A line that is not UTF-8: the unit is refused.
    NotUtf8,
    /// A line of 1 MiB or more: the unit is refused.
    LineTooLong,
}

impl SyntaxError {
    const ALL: [Self; 7] = [
        Self::MissingEquals,
        Self::MissingName,
        Self::OutsideSection,
        Self::InvalidHeader,
        Self::BadHeaderCharacters,
        Self::NotUtf8,
        Self::LineTooLong,
    ];

    /// The error of an [`ItemKind::Error`] item made by [`parse`].
    #[must_use]
    pub fn of(item: &Item) -> Option<Self> {
        Self::ALL.into_iter().find(|error| item.kind == ItemKind::Error && *error as u8 == item.detail)
    }

    /// Whether systemd refuses the whole unit because of it; otherwise it only ignores the line.
    #[must_use]
    pub const fn is_fatal(self) -> bool {
        match self {
            Self::MissingEquals | Self::MissingName | Self::OutsideSection => false,
            Self::InvalidHeader | Self::BadHeaderCharacters | Self::NotUtf8 | Self::LineTooLong => true,
        }
    }
}

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Parses a unit file or a drop-in. Never fails and loses no byte.
#[must_use]
pub fn parse(bytes: &[u8]) -> Tree {
    read(bytes, utf8::text(bytes).is_ok(), Vec::new())
}

/// Like [`parse`], for a source file that already knows whether it is UTF-8; reuses the memory of `items`.
pub(super) fn parse_source(source: &SourceFile, items: Vec<Item>) -> Tree {
    read(source.bytes(), source.text().is_some_and(utf8::is_text), items)
}

fn read(bytes: &[u8], all_utf8: bool, mut items: Vec<Item>) -> Tree {
    items.clear();
    // Slightly overestimated: real units average 25 to 40 bytes a line.
    items.reserve(bytes.len() / 24 + 1);
    let mut reader = Reader {
        bytes,
        items,
        splitter: LineSplitter::new(bytes),
        in_section: false,
        mark_seen: false,
        all_utf8,
        has_pragma: false,
    };
    let mut rest = bytes;
    while !rest.is_empty() {
        rest = reader.line(rest);
    }
    Tree { items: reader.items, has_pragma: reader.has_pragma }
}

struct Reader<'a> {
    bytes: &'a [u8],
    items: Vec<Item>,
    splitter: LineSplitter,
    in_section: bool,
    mark_seen: bool,
    all_utf8: bool,
    has_pragma: bool,
}

impl<'a> Reader<'a> {
    /// Parses the logical line at the front of `rest` and returns what follows it.
    fn line(&mut self, mut rest: &'a [u8]) -> &'a [u8] {
        let (mut text, mut after) = self.splitter.split_first(rest);
        // The comment check comes before that for the byte order mark: `<mark># …` is not a comment.
        if line::is_comment(text) && text.len() < LONG_LINE_MAX {
            let at = Span::of(self.bytes, text);
            self.has_pragma |= comments::pragma(text).is_some();
            self.push(ItemKind::Comment, rest, after, at, Span::at(at.end), 0);
            return after;
        }
        let may_be_mark = text.first() == BYTE_ORDER_MARK.first() && !self.mark_seen;
        if may_be_mark && text.starts_with(BYTE_ORDER_MARK) {
            self.mark_seen = true;
            let (mark, following) = rest.split_at(BYTE_ORDER_MARK.len());
            let at = Span::of(self.bytes, mark);
            self.push(ItemKind::Bom, rest, following, at, Span::at(at.end), 0);
            text = &text[BYTE_ORDER_MARK.len()..];
            rest = following;
            if rest.is_empty() {
                return rest;
            }
        }
        let start = Span::of(self.bytes, text).start;
        if !line::is_continued(text) {
            if text.len() >= LONG_LINE_MAX {
                let at = Span::of(self.bytes, text);
                self.push(ItemKind::Error, rest, after, at, Span::at(at.end), SyntaxError::LineTooLong as u8);
            } else {
                self.logical(rest, after, &MappedText::borrowed(text, start));
            }
            return after;
        }
        let mut length = text.len();
        let mut too_long = length >= LONG_LINE_MAX;
        let mut end = start + text.len() as u32;
        let (mut last, mut more) = (text, true);
        while more && !after.is_empty() {
            let (next, following) = self.splitter.split_first(after);
            after = following;
            too_long |= next.len() >= LONG_LINE_MAX;
            if line::is_comment(next) {
                self.has_pragma |= comments::pragma(next).is_some();
            } else {
                length += next.len();
                end = Span::of(self.bytes, next).end;
                (last, more) = (next, line::is_continued(next));
            }
        }
        if too_long || length > LONG_LINE_MAX {
            let at = Span::new(start, end);
            self.push(ItemKind::Error, rest, after, at, Span::at(end), SyntaxError::LineTooLong as u8);
        } else if let Some((name, value)) = self.plain_multiline_entry(text, last).filter(|_| !more) {
            self.push(ItemKind::Entry, rest, after, name, value, 1);
        } else {
            let joined = value::join(self.bytes, Span::new(start, end));
            self.logical(rest, after, &joined);
        }
        after
    }

    /// The spans of the name and the value, for a setting that begins on its first line and ends on its last: these
    /// can be found without joining the lines.
    fn plain_multiline_entry(&self, first: &[u8], last: &[u8]) -> Option<(Span, Span)> {
        let without_backslash = first.get(..first.len().checked_sub(1)?)?;
        let (value, name) = assignment(line::strip_start(without_backslash)).ok()?;
        let end = line::strip_end(last);
        let is_plain = self.in_section
            && self.all_utf8
            && !matches!(name.first(), None | Some(b'['))
            && !value.is_empty()
            && !end.is_empty();
        let at = |part: &[u8]| Span::of(self.bytes, part);
        is_plain.then(|| (at(name), Span::new(at(value).start, at(end).end)))
    }

    /// Parses a line whose continuations are already joined.
    fn logical(&mut self, rest: &[u8], after: &[u8], text: &MappedText<'_>) {
        let content = line::strip(text.bytes());
        let place = |part: &[u8]| match text.is_joined() {
            true => text.span(Span::of(text.bytes(), part)),
            // Not joined: a slice of the file.
            false => Span::of(self.bytes, part),
        };
        if content.is_empty() {
            let at = place(content);
            self.push(ItemKind::Blank, rest, after, at, at, 0);
            return;
        }
        let error = if !self.all_utf8 && utf8::text(content).is_err() {
            SyntaxError::NotUtf8
        } else if let Some(inside) = content.strip_prefix(b"[") {
            match inside.strip_suffix(b"]") {
                None => SyntaxError::InvalidHeader,
                Some(name) if !is_safe(name) => SyntaxError::BadHeaderCharacters,
                Some(name) => {
                    self.in_section = true;
                    let name = place(name);
                    self.push(ItemKind::Header, rest, after, name, Span::at(name.end), 0);
                    return;
                }
            }
        } else if self.in_section {
            match assignment(content) {
                Err(_) => SyntaxError::MissingEquals,
                Ok((_, [])) => SyntaxError::MissingName,
                Ok((value, name)) => {
                    let value = place(value);
                    let multiline = text.is_joined() && spans_lines(value.slice(self.bytes));
                    self.push(ItemKind::Entry, rest, after, place(name), value, u8::from(multiline));
                    return;
                }
            }
        } else {
            SyntaxError::OutsideSection
        };
        let at = place(content);
        self.push(ItemKind::Error, rest, after, at, Span::at(at.end), error as u8);
    }

    fn push(&mut self, kind: ItemKind, rest: &[u8], after: &[u8], name: Span, value: Span, detail: u8) {
        let start = Span::of(self.bytes, rest).start;
        let end = start + (rest.len() - after.len()) as u32;
        self.items.push(Item { start, end, name, value, kind, detail });
    }
}

/// Parses `Name=value`: the name extends to the first `=`, whitespace around it is stripped. Returns the value as
/// the rest.
fn assignment(content: &[u8]) -> IResult<&[u8], &[u8], ()> {
    let (value, (name, _)) = (take_until("="), tag("=")).parse(content)?;
    Ok((line::strip_start(value), line::strip_end(name)))
}

fn spans_lines(value: &[u8]) -> bool {
    memchr::memchr3(b'\n', b'\r', 0, value).is_some()
}

/// systemd's `string_is_safe()`: no control characters, quotes or backslashes.
fn is_safe(name: &[u8]) -> bool {
    !name.iter().any(|byte| matches!(byte, 1..=0x1f | 0x7f | b'"' | b'\'' | b'\\'))
}
