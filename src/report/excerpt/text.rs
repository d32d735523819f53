//! Builds the text of an excerpt: lines are cut to the available width, and labels are moved accordingly.

use crate::report::clean::{is_unfit, plain};
use crate::report::secret::lines::Shown;
use crate::source::Span;

/// The number of columns of a tab; miette is told the same.
pub(in crate::report) const TAB_WIDTH: usize = 4;

/// A part of a line, with its place in the file.
#[derive(Clone, Copy)]
pub(super) struct Slice<'a> {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) bytes: &'a [u8],
}

/// An offset in the file and its counterpart in the excerpt.
pub(super) struct Mark {
    file: u32,
    /// Whether a label ends here; otherwise it begins.
    is_end: bool,
    /// Its offset in the line being added, in the form in which that is shown.
    line: Option<usize>,
    /// Its offset in the excerpt.
    pub(super) text: Option<usize>,
}

impl Mark {
    /// The marks for the start and the end of a label.
    pub(super) fn of(span: Span) -> [Self; 2] {
        [(span.start, false), (span.end, true)].map(|(file, is_end)| Self {
            file,
            is_end,
            line: None,
            text: None,
        })
    }

    /// Its offset in the line being added, unless it has one in the excerpt already.
    fn open(&self) -> Option<usize> {
        self.line.filter(|_| self.text.is_none())
    }
}

/// The text of an excerpt under construction.
pub(super) struct Text {
    pub(super) out: String,
    columns: usize,
    ellipsis: &'static str,
}

impl Text {
    /// Creates an empty text; lines are cut to `columns`, with `ellipsis` at the cut.
    pub(super) fn new(columns: usize, ellipsis: &'static str) -> Self {
        Self { out: String::with_capacity(256), columns, ellipsis }
    }

    /// Appends a line, and places the marks up to its end.
    pub(super) fn put_line(&mut self, line: Slice<'_>, marks: &mut [Mark]) {
        let line = near(line, marks);
        let shown = Shown::new(line.bytes, self.ellipsis);
        for mark in marks.iter_mut().filter(|mark| mark.text.is_none() && mark.file <= line.end) {
            mark.line = Some(shown.place(mark.file.saturating_sub(line.start) as usize, mark.is_end));
        }
        if let Some(line) = plain(&shown.bytes).filter(|line| line.len() <= self.columns) {
            return self.put_plain(line, marks);
        }
        let begin = self.first_shown(&shown.bytes, marks);
        if begin > 0 {
            self.out.push_str(self.ellipsis);
        }
        let mut used = if begin > 0 { self.ellipsis.chars().count() } else { 0 };
        let mut at = begin;
        let rest = shown.bytes.get(begin..).unwrap_or_default();
        // Space for the ellipsis is needed only if the line is cut.
        let is_cut = !fits(rest, self.columns - used);
        // `utf8_chunks` scans all of its input before it yields the first character.
        let rest = rest.get(..self.columns * 4).unwrap_or(rest);
        let room =
            if is_cut { self.columns.saturating_sub(self.ellipsis.chars().count()) } else { usize::MAX };
        for (character, length) in characters(rest) {
            let width = width(character);
            if used + width > room {
                break;
            }
            settle(marks, at, self.out.len());
            self.put(character);
            used += width;
            at += length;
        }
        settle(marks, usize::MAX, self.out.len());
        if is_cut {
            self.out.push_str(self.ellipsis);
        }
        self.out.push('\n');
    }

    /// Appends a line that needs no change, as nearly every line does.
    fn put_plain(&mut self, line: &str, marks: &mut [Mark]) {
        for mark in marks {
            if let Some(at) = mark.open() {
                mark.text = Some(self.out.len() + at.min(line.len()));
            }
        }
        self.out.push_str(line);
        self.out.push('\n');
    }

    /// The first byte of the line that is shown: 0 unless a label is too far right.
    fn first_shown(&self, line: &[u8], marks: &[Mark]) -> usize {
        if fits(line, self.columns) {
            return 0;
        }
        let Some(first) = marks.iter().filter_map(Mark::open).min() else { return 0 };
        let last = marks.iter().filter_map(Mark::open).max().unwrap_or(first);
        let ellipsis = self.ellipsis.chars().count();
        if fits(line.get(..last).unwrap_or_default(), self.columns.saturating_sub(ellipsis)) {
            return 0;
        }
        // A third of the width is for what precedes the label.
        let mut begin = first.saturating_sub(self.columns / 3);
        while begin < first && line.get(begin).is_some_and(|byte| byte & 0b1100_0000 == 0b1000_0000) {
            begin += 1;
        }
        begin
    }

    fn put(&mut self, character: char) {
        let is_ascii_only = self.ellipsis.is_ascii();
        self.out.push(match character {
            '\t' => '\t',
            char::REPLACEMENT_CHARACTER if is_ascii_only => '?',
            _ if !is_unfit(character) => character,
            _ if is_ascii_only => '?',
            // The control pictures: ␀ ␛ ␡ …
            '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'),
            '\x7f' => '\u{2421}',
            _ => char::REPLACEMENT_CHARACTER,
        });
    }
}

/// The part near the marks of a line that is longer than anybody writes: 20 MB are not searched for secrets.
fn near<'a>(line: Slice<'a>, marks: &[Mark]) -> Slice<'a> {
    const LONG: usize = 16 * 1024;
    const BEFORE: u32 = 8 * 1024;
    if line.bytes.len() <= LONG {
        return line;
    }
    let on_line = |mark: &&Mark| mark.text.is_none() && (line.start..=line.end).contains(&mark.file);
    let first = marks.iter().filter(on_line).map(|mark| mark.file - line.start).min().unwrap_or_default();
    let from = first.saturating_sub(BEFORE) as usize;
    let bytes = line.bytes.get(from..).unwrap_or_default();
    let bytes = bytes.get(..LONG).unwrap_or(bytes);
    Slice { start: line.start + from as u32, end: line.end, bytes }
}

/// Sets the offset in the excerpt to `text` for every mark that is at most at `line` and has none yet.
fn settle(marks: &mut [Mark], line: usize, text: usize) {
    for mark in marks {
        if mark.open().is_some_and(|at| at <= line) {
            mark.text = Some(text);
        }
    }
}

/// The characters of a line with their lengths in bytes; an invalid byte counts as `U+FFFD`.
fn characters(bytes: &[u8]) -> impl Iterator<Item = (char, usize)> {
    bytes.utf8_chunks().flat_map(|chunk| {
        let valid = chunk.valid().chars().map(|character| (character, character.len_utf8()));
        valid.chain(chunk.invalid().iter().map(|_| (char::REPLACEMENT_CHARACTER, 1)))
    })
}

/// Whether a line fits into this many columns. Looks at no more bytes than that requires.
fn fits(bytes: &[u8], columns: usize) -> bool {
    let mut used = 0;
    bytes.len() <= columns * 4
        && characters(bytes).all(|(character, _)| {
            used += width(character);
            used <= columns
        })
}

/// The width of a character, rather too large than too small: cutting a line early is better than exceeding the width.
pub(super) const fn width(character: char) -> usize {
    match character {
        '\t' => TAB_WIDTH,
        '\0'..='\u{10ff}' => 1,
        _ => 2,
    }
}
