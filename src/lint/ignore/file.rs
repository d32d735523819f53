//! The comments of one file that suppress findings, and the range that each of them covers.

use super::comment::{self, InvalidIgnore, Request};
use crate::diagnostic::{Diagnostic, Fix};
use crate::language::Language;
use crate::lint::registry;
use crate::lint::rules::reader::{invalid_ignore, unknown_rule};
use crate::source::{FileId, SourceFile, Span};
use crate::supervisord;
use crate::syntax::{Edit, Item, ItemKind, Tree, comments};

/// The comments of a file.
#[derive(Debug, Default)]
pub(super) struct FileIgnores {
    pub(super) comments: Vec<Ignore>,
}

/// A comment that suppresses the findings of rules.
#[derive(Debug)]
pub(in crate::lint) struct Ignore {
    /// What to delete with it: its whole line, or, after a setting, the comment and the whitespace before it.
    pub(in crate::lint) line: Span,
    /// From the comment sign to the closing bracket.
    pub(in crate::lint) shown: Span,
    /// The text in the brackets.
    pub(in crate::lint) list: Span,
    /// The names in it.
    pub(super) names: Vec<ListedRule>,
    /// The range that it covers: it suppresses findings that start there.
    pub(super) covered: Span,
    /// The setting or header that it is above, from its name to the end of its value.
    below: Option<Span>,
}

/// A name in a comment.
#[derive(Debug)]
pub(super) struct ListedRule {
    /// The rule of this name, if there is one.
    pub(super) rule: Option<&'static str>,
    pub(super) span: Span,
    /// Whether it suppressed a finding.
    pub(super) is_used: bool,
}

/// The end of a range that extends to the end of the file: a finding may start right after the last byte.
const OPEN_END: u32 = u32::MAX;

impl FileIgnores {
    /// Reads the comments of a file; also returns the findings about faulty ones.
    pub(super) fn read(
        tree: &Tree,
        source: &SourceFile,
        id: FileId,
        language: Language,
    ) -> (Self, Vec<Diagnostic>) {
        let bytes = source.bytes();
        let mut reader = Reader { bytes, id, is_in_head: true, found: Self::default(), invalid: Vec::new() };
        for (at, item) in tree.items.iter().enumerate() {
            match item.kind {
                ItemKind::Comment => reader.comment(item.name, item.span(), &tree.items[at + 1..]),
                ItemKind::Header | ItemKind::Entry | ItemKind::Error => {
                    reader.is_in_head = false;
                    for (number, line) in lines(bytes, item.span()).enumerate() {
                        // Both managers skip comments between the lines of a value; supervisord strips those at the
                        // ends of its lines as well.
                        if number > 0 {
                            reader.comment(line, line, std::slice::from_ref(item));
                        }
                        if language == Language::Supervisord {
                            reader.trailing_comment(line, &tree.items[at..]);
                        }
                    }
                }
                ItemKind::Bom | ItemKind::Blank => {}
            }
        }
        (reader.found, reader.invalid)
    }

    /// The comment that suppresses a finding of a rule at an offset, and the index of the name in it. Of several, the
    /// one with the smallest range.
    pub(super) fn find(&self, rule: &str, place: u32) -> Option<(usize, usize)> {
        let named = |ignore: &Ignore| ignore.names.iter().position(|named| named.rule == Some(rule));
        let covering = self.comments.iter().enumerate().filter(|(_, ignore)| ignore.covers(place));
        let found = covering.filter_map(|(at, ignore)| Some((ignore.covered.len(), at, named(ignore)?)));
        found.min().map(|(_, at, name)| (at, name))
    }

    /// Keeps comments together with the line below them: if a fix deletes that line, a comment above it would apply to
    /// the next one, and a line that a fix inserts must not come between them.
    pub(super) fn adjust_fix(&self, fix: &mut Fix) {
        for ignore in &self.comments {
            let Some(below) = ignore.below else { continue };
            let deletes_line = |edit: &Edit| {
                edit.text.is_empty() && edit.span.start <= below.start && edit.span.end >= below.end
            };
            if fix.edits.iter().any(deletes_line)
                && !fix.edits.iter().any(|edit| edit.span.overlaps(ignore.line))
            {
                fix.edits.push(Edit::delete(ignore.line));
            }
        }
        // The topmost first: an edit that is moved above it is above the others as well.
        for ignore in &self.comments {
            let Some(below) = ignore.below else { continue };
            let comes_between = |edit: &&mut Edit| {
                edit.span.is_empty()
                    && (ignore.line.end..=below.start).contains(&edit.span.start)
                    && edit.text.ends_with(['\n', '\r'])
            };
            fix.edits
                .iter_mut()
                .filter(comes_between)
                .for_each(|edit| edit.span = Span::at(ignore.line.start));
        }
    }
}

impl Ignore {
    /// Whether no setting and no header follows a comment that is not for the whole file.
    pub(in crate::lint) const fn is_above_nothing(&self) -> bool {
        self.below.is_none() && self.covered.end != OPEN_END
    }

    const fn covers(&self, place: u32) -> bool {
        self.covered.start <= place && place < self.covered.end
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    id: FileId,
    /// Whether no header and no setting was read yet.
    is_in_head: bool,
    found: FileIgnores,
    invalid: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// Reads the comment after the text of this line, which belongs to the first of these items.
    fn trailing_comment(&mut self, line: Span, items: &[Item]) {
        let comment = supervisord::trailing_comment(line.slice(self.bytes));
        if comment.is_empty() {
            return;
        }
        let comment = Span::of(self.bytes, comment);
        let before = Span::new(line.start, comment.start);
        self.comment(comment, Span::new(trimmed(self.bytes, before).end, comment.end), items);
    }

    /// Reads a comment in this line; these items follow it.
    fn comment(&mut self, text: Span, line: Span, after: &[Item]) {
        let bytes = self.bytes;
        let Some(request) = comments::pragma(text.slice(bytes)) else { return };
        // A line that is not text is refused as such, whatever a comment in it asks for.
        let Ok(request) = std::str::from_utf8(request) else { return };
        let sign = text.slice(bytes).iter().position(|byte| matches!(byte, b'#' | b';')).unwrap_or_default();
        let start = text.start + sign as u32;
        let place = |part: &str| Span::of(bytes, part.as_bytes());
        match comment::read(request) {
            Request::None => {}
            Request::Invalid(reason, word) => {
                let shown = Span::new(start, text.end.max(place(word).end));
                self.invalid.push(invalid_ignore::finding(
                    reason,
                    word,
                    request,
                    self.id,
                    trimmed(bytes, shown),
                ));
            }
            Request::Ignore { is_for_file: true, list } if !self.is_in_head => {
                let shown = Span::new(start, place(list).end + 1);
                self.invalid.push(invalid_ignore::finding(
                    InvalidIgnore::Misplaced,
                    "ignore-file",
                    request,
                    self.id,
                    shown,
                ));
            }
            Request::Ignore { is_for_file, list } => {
                let names = self.names(list);
                let below = (!is_for_file).then(|| below(after)).flatten();
                let covered = match (is_for_file, below) {
                    (true, _) => Span::new(0, OPEN_END),
                    (false, None) => line,
                    // Findings about the whole file are placed at its very start.
                    (false, Some(_)) if self.is_in_head => Span::new(0, self.end(after)),
                    (false, Some(item)) => Span::new(line.start.min(item.start), self.end(after)),
                };
                let below = below.map(|item| Span::new(item.name.start, item.name.end.max(item.value.end)));
                let list = place(list);
                let shown = Span::new(start, list.end + 1);
                self.found.comments.push(Ignore { line, shown, list, names, covered, below });
            }
        }
    }

    /// The names in a list; reports those that no rule has.
    fn names(&mut self, list: &str) -> Vec<ListedRule> {
        let mut names = Vec::new();
        for name in comment::names(list) {
            let span = Span::of(self.bytes, name.as_bytes());
            let rule = registry::find(name).map(crate::lint::Rule::name);
            if rule.is_none() {
                self.invalid.push(unknown_rule::finding(name, self.id, span));
            }
            names.push(ListedRule { rule, span, is_used: false });
        }
        names
    }

    /// The end of the range of a comment above the first setting or header of these items; for a header, that of its
    /// section.
    fn end(&self, items: &[Item]) -> u32 {
        let Some(at) = items.iter().position(is_line) else { return OPEN_END };
        let end = match items[at].kind {
            ItemKind::Header => {
                let next = items[at + 1..].iter().find(|item| item.kind == ItemKind::Header);
                next.map_or(OPEN_END, |next| next.start)
            }
            _ => items[at].end,
        };
        if end as usize >= self.bytes.len() { OPEN_END } else { end }
    }
}

/// The first setting, header or faulty line.
fn below(items: &[Item]) -> Option<&Item> {
    items.iter().find(|item| is_line(item))
}

const fn is_line(item: &Item) -> bool {
    matches!(item.kind, ItemKind::Header | ItemKind::Entry | ItemKind::Error)
}

/// The lines of a range of a file, each with its line end.
fn lines(bytes: &[u8], span: Span) -> impl Iterator<Item = Span> {
    let mut start = span.start;
    let slice = span.slice(bytes);
    std::iter::from_fn(move || {
        let rest = slice.get((start - span.start) as usize..).filter(|rest| !rest.is_empty())?;
        let length = memchr::memchr2(b'\n', b'\r', rest).map_or(rest.len(), |end| end + 1);
        // `\r\n` ends one line.
        let length = length + usize::from(rest.get(length - 1..=length) == Some(b"\r\n"));
        let line = Span::new(start, start + length as u32);
        start = line.end;
        Some(line)
    })
}

/// The range without trailing whitespace.
fn trimmed(bytes: &[u8], span: Span) -> Span {
    Span::new(span.start, span.start + span.slice(bytes).trim_ascii_end().len() as u32)
}
