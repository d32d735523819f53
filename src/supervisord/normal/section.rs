//! Sections and settings as collected from a file, with their comments.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::lines::{self, TextLine};
use super::{option_name, quotes};
use crate::supervisord::options::{self, OptionKind, OptionRow, SectionKind};
use crate::supervisord::value;
use crate::syntax::Item;

/// The indentation of continuation lines.
const INDENT: &str = "    ";

/// Comment lines; an empty one is a blank line between them.
pub(super) type Comments<'a> = Vec<Cow<'a, str>>;

/// A section, merged from all places in the file with its name.
#[derive(Debug)]
pub(super) struct Section<'a> {
    name: &'a str,
    kind: Option<SectionKind>,
    comments: Comments<'a>,
    /// The line of the header.
    header: String,
    settings: Vec<Setting<'a>>,
    /// Comments after the last setting.
    tail: Comments<'a>,
}

/// A setting.
#[derive(Debug)]
struct Setting<'a> {
    row: Option<&'static OptionRow>,
    /// Comments above the setting.
    comments: Comments<'a>,
    /// Comments within its lines.
    inside: Comments<'a>,
    /// The lines of the setting, including line terminators.
    text: String,
}

impl Section<'_> {
    /// The kind of the section; `None` for one that supervisord ignores.
    pub(super) const fn kind(&self) -> Option<SectionKind> {
        self.kind
    }

    /// Whether it is `[DEFAULT]`.
    pub(super) fn is_default(&self) -> bool {
        self.name == "DEFAULT"
    }

    /// Prints the section: comments, header, settings in order, and the comments after them.
    pub(super) fn print(&self, out: &mut String) {
        write_lines(out, &self.comments);
        out.push_str(&self.header);
        let mut settings: Vec<&Setting<'_>> = self.settings.iter().collect();
        settings.sort_by_key(|setting| setting.row.map_or(u16::MAX, |row| row.id().0));
        for setting in settings {
            write_lines(out, &setting.comments);
            out.push_str(&setting.text);
        }
        write_lines(out, &self.tail);
    }
}

/// Writes comment lines.
pub(super) fn write_lines(out: &mut String, lines: &[Cow<'_, str>]) {
    for line in lines {
        out.push_str(line);
        out.push('\n');
    }
}

/// Collects the items of a file.
#[derive(Debug)]
pub(super) struct Collector<'a> {
    text: &'a str,
    keeps_comments: bool,
    /// Comments above the first header that do not belong to it.
    head: Comments<'a>,
    sections: Vec<Section<'a>>,
    /// The index of a section by its header.
    by_name: BTreeMap<&'a str, usize>,
    /// The index of a setting by the index of its section and its name.
    by_option: BTreeMap<(usize, String), usize>,
    /// The index of the current section.
    open: Option<usize>,
    /// Comments and blank lines that may belong to the next item.
    pending: Comments<'a>,
}

impl<'a> Collector<'a> {
    /// Creates an empty collection.
    pub(super) const fn new(text: &'a str, keeps_comments: bool) -> Self {
        Self {
            text,
            keeps_comments,
            head: Vec::new(),
            sections: Vec::new(),
            by_name: BTreeMap::new(),
            by_option: BTreeMap::new(),
            open: None,
            pending: Vec::new(),
        }
    }

    /// Adds a blank line.
    pub(super) fn blank(&mut self) {
        self.pending.push(Cow::Borrowed(""));
    }

    /// Adds a comment line.
    pub(super) fn comment(&mut self, item: &Item) {
        let comments = self.comments_in(&lines::of_item(self.text, item, item.start));
        self.pending.extend(comments);
    }

    /// Adds a header. The comments directly above it belong to it.
    pub(super) fn header(&mut self, item: &Item) {
        let own = self.pending.iter().rposition(|line| line.is_empty()).map_or(0, |blank| blank + 1);
        let mut comments = self.pending.split_off(own);
        self.flush_pending();
        let name = item.name.text(self.text);
        let lines = lines::of_item(self.text, item, item.start);
        if let Some(known) = self.by_name.get(name).copied() {
            self.open = Some(known);
            if self.keeps_comments {
                // Text after the bracket, which the loader ignores, was meant as a comment.
                let after = lines.iter().filter_map(|line| line.content.rsplit_once(']'));
                let after = after.map(|(_, after)| after.trim()).filter(|after| !after.is_empty());
                comments.extend(after.map(|after| Cow::Owned(format!("; {after}"))));
            }
            comments.extend(self.comments_in(&lines));
            self.sections[known].comments.extend(comments);
            return;
        }
        let mut header = String::new();
        for line in lines {
            lines::write(&mut header, "", line, self.keeps_comments);
        }
        let kind = SectionKind::of(name.as_bytes()).map(|(kind, _)| kind);
        self.open = Some(self.sections.len());
        self.by_name.insert(name, self.sections.len());
        let (settings, tail) = (Vec::new(), Vec::new());
        self.sections.push(Section { name, kind, comments, header, settings, tail });
    }

    /// Adds a setting of the current section. The comments above it belong to it; of an earlier setting with the same
    /// name only the comments are kept.
    pub(super) fn entry(&mut self, item: &Item) {
        let Some(open) = self.open else { return };
        let mut comments: Comments<'a> = self.pending.drain(..).filter(|line| !line.is_empty()).collect();
        let name = option_name(item.name.text(self.text));
        let row = self.sections[open].kind.and_then(|kind| options::lookup(kind, name.as_bytes()));
        let lines = lines::of_item(self.text, item, item.value.start);
        let text = self.setting_text(&name, row, item, &lines);
        let inside = self.comments_in(&lines);
        let settings = &mut self.sections[open].settings;
        match self.by_option.entry((open, name)) {
            Entry::Occupied(known) => {
                let known = &mut settings[*known.get()];
                known.comments.append(&mut known.inside);
                known.comments.append(&mut comments);
                (known.inside, known.text) = (inside, text);
            }
            Entry::Vacant(new) => {
                new.insert(settings.len());
                settings.push(Setting { row, comments, inside, text });
            }
        }
    }

    /// The comments at the top of the file, and the sections in the order in which they first occur.
    pub(super) fn finish(mut self) -> (Comments<'a>, Vec<Section<'a>>) {
        self.flush_pending();
        (self.head, self.sections)
    }

    /// The lines of a setting in normal form.
    fn setting_text(
        &self,
        name: &str,
        row: Option<&OptionRow>,
        item: &Item,
        lines: &[TextLine<'_>],
    ) -> String {
        let value = value(self.text.as_bytes(), item);
        let is_environment = row.is_some_and(|row| row.kind == OptionKind::Environment);
        let unquoted = value.text().filter(|_| is_environment).and_then(quotes::remove_quotes);
        // The lines stay the same with fewer quotes: the removed quotes contain no newline.
        let mut unquoted = unquoted.as_ref().map(|text| text.split('\n'));
        let first = format!("{name}=");
        let mut out = String::new();
        for (at, line) in lines.iter().enumerate() {
            if at > 0 && line.is_all_comment() {
                if self.keeps_comments {
                    lines::write(&mut out, INDENT, *line, true);
                }
                continue;
            }
            let content = unquoted.as_mut().and_then(Iterator::next).unwrap_or(line.content);
            let start = match (at, content) {
                (0, _) => first.as_str(),
                (_, "") => "",
                _ => INDENT,
            };
            lines::write(&mut out, start, TextLine { content, comment: line.comment }, self.keeps_comments);
        }
        out
    }

    /// The comments in these lines.
    fn comments_in(&self, lines: &[TextLine<'a>]) -> Comments<'a> {
        let all = lines.iter().map(|line| line.comment);
        all.filter(|comment| self.keeps_comments && !comment.is_empty()).map(Cow::Borrowed).collect()
    }

    /// Moves pending comments to the end of the current section, or to the top of the file. Consecutive blank lines
    /// become one, those after the last comment are dropped.
    fn flush_pending(&mut self) {
        let place = match self.open.and_then(|open| self.sections.get_mut(open)) {
            Some(section) => &mut section.tail,
            None => &mut self.head,
        };
        let (mut gap, at_top) = (!place.is_empty(), self.open.is_none());
        for line in self.pending.drain(..) {
            if line.is_empty() {
                gap = true;
                continue;
            }
            if gap && !(at_top && place.is_empty()) {
                place.push(Cow::Borrowed(""));
            }
            gap = false;
            place.push(line);
        }
    }
}
