//! The comments of one file that suppress findings, and the range that each of them covers.

use std::collections::BTreeMap;

use super::comment::{self, InvalidIgnore, Request};
use super::narrowest::Narrowest;
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
    /// By rule: what suppresses its findings.
    by_rule: BTreeMap<&'static str, Narrowest<Place>>,
    /// The comments that belong to a setting or header, in the order of the file.
    attached: Vec<Attached>,
}

/// A name in a comment: the index of the comment, and that of the name in it.
pub(super) type Place = (usize, usize);

/// A comment that belongs to a setting or header.
#[derive(Debug)]
struct Attached {
    /// Its line.
    line: Span,
    /// The setting or header that it is above, or in: from its name to the end of its value.
    below: Span,
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
    /// Whether a setting or header follows it.
    is_attached: bool,
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
        let mut reader = Reader {
            bytes,
            id,
            items: &tree.items,
            following: Following::of(&tree.items),
            is_in_head: true,
            found: Self::default(),
            invalid: Vec::new(),
        };
        for (at, item) in tree.items.iter().enumerate() {
            match item.kind {
                ItemKind::Comment => reader.comment(item.name, item.span(), at),
                ItemKind::Header | ItemKind::Entry | ItemKind::Error => {
                    reader.is_in_head = false;
                    for (number, line) in lines(bytes, item.span()).enumerate() {
                        // Both managers skip comments between the lines of a value; supervisord strips those at the
                        // ends of its lines as well.
                        if number > 0 {
                            reader.comment(line, line, at);
                        }
                        if language == Language::Supervisord {
                            reader.trailing_comment(line, at);
                        }
                    }
                }
                ItemKind::Bom | ItemKind::Blank => {}
            }
        }
        let Reader { mut found, invalid, .. } = reader;
        found.index();
        (found, invalid)
    }

    fn index(&mut self) {
        let mut ranges: BTreeMap<&'static str, Vec<(Span, Place)>> = BTreeMap::new();
        for (at, ignore) in self.comments.iter().enumerate() {
            for (number, named) in ignore.names.iter().enumerate() {
                if let Some(rule) = named.rule {
                    ranges.entry(rule).or_default().push((ignore.covered, (at, number)));
                }
            }
        }
        self.by_rule = ranges.into_iter().map(|(rule, ranges)| (rule, Narrowest::of(&ranges))).collect();
    }

    /// The comment that suppresses a finding of a rule at an offset, and the index of the name in it. Of several, the
    /// one with the smallest range.
    pub(super) fn find(&self, rule: &str, place: u32) -> Option<Place> {
        self.by_rule.get(rule)?.at(place)
    }

    /// Keeps comments together with the line below them: if a fix deletes that line, a comment above it would apply to
    /// the next one, and a line that a fix inserts must not come between them.
    pub(super) fn adjust_fix(&self, fix: &mut Fix) {
        let from = |place: u32| self.attached.partition_point(|comment| comment.below.start < place);
        let mut deleted: Vec<Span> = Vec::new();
        for edit in fix.edits.iter().filter(|edit| edit.text.is_empty()) {
            let within = self.attached[from(edit.span.start)..]
                .iter()
                .take_while(|comment| comment.below.start <= edit.span.end)
                .filter(|comment| comment.below.end <= edit.span.end);
            deleted.extend(within.map(|comment| comment.line));
        }
        if !deleted.is_empty() {
            deleted.sort();
            // What is read as a comment on a line of its own may be one after a line of a value as well.
            deleted.dedup_by(|next, kept| next.overlaps(*kept));
            // The edits of a fix do not overlap.
            let mut spans: Vec<Span> = fix.edits.iter().map(|edit| edit.span).collect();
            spans.sort();
            let is_edited = |line: &Span| {
                let before = spans.partition_point(|span| span.start < line.end);
                spans[..before].last().is_some_and(|span| span.overlaps(*line))
            };
            fix.edits.extend(deleted.into_iter().filter(|line| !is_edited(line)).map(Edit::delete));
        }
        for edit in &mut fix.edits {
            if !edit.span.is_empty() || !edit.text.ends_with(['\n', '\r']) {
                continue;
            }
            // The topmost: an edit that is moved above it is above the others as well.
            let topmost = self.attached.get(from(edit.span.start));
            if let Some(comment) = topmost.filter(|comment| comment.line.end <= edit.span.start) {
                edit.span = Span::at(comment.line.start);
            }
        }
    }
}

impl Ignore {
    /// Whether no setting and no header follows a comment that is not for the whole file.
    pub(in crate::lint) const fn is_above_nothing(&self) -> bool {
        !self.is_attached && self.covered.end != OPEN_END
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    id: FileId,
    items: &'a [Item],
    following: Following,
    /// Whether no header and no setting was read yet.
    is_in_head: bool,
    found: FileIgnores,
    invalid: Vec<Diagnostic>,
}

/// Where the next lines of a kind are, by the index of an item: a file may consist of comments alone.
struct Following {
    /// The first setting, header or faulty line that is not before an item.
    line: Vec<Option<u32>>,
    /// The first header that is after an item.
    header: Vec<Option<u32>>,
}

impl Following {
    fn of(items: &[Item]) -> Self {
        let (mut line, mut header) = (None, None);
        let mut following = Self { line: vec![None; items.len()], header: vec![None; items.len()] };
        for (at, item) in items.iter().enumerate().rev() {
            following.header[at] = header;
            if matches!(item.kind, ItemKind::Header | ItemKind::Entry | ItemKind::Error) {
                line = Some(at as u32);
            }
            if item.kind == ItemKind::Header {
                header = Some(at as u32);
            }
            following.line[at] = line;
        }
        following
    }
}

impl Reader<'_> {
    /// Reads the comment after the text of this line, which belongs to this item.
    fn trailing_comment(&mut self, line: Span, item: usize) {
        let comment = supervisord::trailing_comment(line.slice(self.bytes));
        if comment.is_empty() {
            return;
        }
        let comment = Span::of(self.bytes, comment);
        let before = Span::new(line.start, comment.start);
        self.comment(comment, Span::new(trimmed(self.bytes, before).end, comment.end), item);
    }

    /// Reads a comment in this line, which is this item or a part of it.
    fn comment(&mut self, text: Span, line: Span, item: usize) {
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
                let below = (!is_for_file).then(|| self.following.line[item]).flatten();
                let covered = match (is_for_file, below) {
                    (true, _) => Span::new(0, OPEN_END),
                    (false, None) => line,
                    // Findings about the whole file are placed at its very start.
                    (false, Some(below)) if self.is_in_head => Span::new(0, self.end(below)),
                    (false, Some(below)) => {
                        Span::new(line.start.min(self.items[below as usize].start), self.end(below))
                    }
                };
                if let Some(below) = below {
                    let item = &self.items[below as usize];
                    let below = Span::new(item.name.start, item.name.end.max(item.value.end));
                    self.found.attached.push(Attached { line, below });
                }
                let list = place(list);
                let shown = Span::new(start, list.end + 1);
                self.found.comments.push(Ignore {
                    line,
                    shown,
                    list,
                    names,
                    covered,
                    is_attached: below.is_some(),
                });
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

    /// The end of the range of a comment above this setting or header; for a header, that of its section.
    fn end(&self, below: u32) -> u32 {
        let item = &self.items[below as usize];
        let end = match item.kind {
            ItemKind::Header => {
                self.following.header[below as usize].map_or(OPEN_END, |next| self.items[next as usize].start)
            }
            _ => item.end,
        };
        if end as usize >= self.bytes.len() { OPEN_END } else { end }
    }
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
