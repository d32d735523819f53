//! The few lines of a file that a report shows, made safe for a terminal.
//!
//! miette draws from offsets into the text that it is given. Given the file itself, it walks from the first byte for every
//! label (55 instructions per byte, measured), prints a line of 20 MB in full, passes on the escape sequences of the file,
//! and misplaces its carets where bytes are not UTF-8. Therefore it gets an [`Excerpt`]: lines found through the file's
//! line table, cut to the width of the terminal, with every character visible, without the secrets in them
//! (`secret/lines.rs`), and with the labels moved accordingly.

mod text;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::clean::clean;
use super::place::Places;
use crate::source::{FileId, Position, SourceFile, Sources, Span};
use text::{Mark, Slice, Text};

pub(super) use text::TAB_WIDTH;

/// The maximum number of lines shown for a label that spans many.
const MOST_LINES: usize = 5;

/// A place with the text that labels it.
#[derive(Clone, Copy)]
pub(super) struct Label<'a> {
    pub(super) span: Span,
    /// Empty for an underline without text.
    pub(super) text: &'a str,
}

/// Lines of a file, with labels.
#[derive(Debug)]
pub(super) struct Excerpt {
    name: String,
    /// The lines, each terminated by `\n`.
    text: String,
    /// The number of the first line, from 0.
    first_line: usize,
    lines: usize,
    /// The position of the first label in the file.
    position: Position,
    labels: Vec<LabeledSpan>,
}

impl Excerpt {
    /// The lines around `labels`, cut to `columns` of text. The first label is the one that the header names.
    pub(super) fn new(
        sources: &Sources,
        places: &mut Places<'_>,
        id: FileId,
        labels: &[Label<'_>],
        columns: usize,
        ellipsis: &'static str,
    ) -> Self {
        let file = sources.get(id);
        let spans: Vec<Span> = labels.iter().map(|label| shown(file, label.span)).collect();
        let start = spans.iter().map(|span| span.start).min().unwrap_or_default();
        let end = spans.iter().map(|span| last_byte(*span)).max().unwrap_or_default();
        let lines = context(file, file.lines().line(start), file.lines().line(end));

        let mut text = Text::new(columns, ellipsis);
        let mut marks: Vec<Mark> = spans.iter().flat_map(|span| Mark::of(*span)).collect();
        for line in lines.clone() {
            text.put_line(content(file, line), &mut marks);
        }
        let labels = labels
            .iter()
            .zip(marks.chunks_exact(2))
            .enumerate()
            .map(|(at, (label, marks))| {
                let (start, end) = match marks {
                    [start, end] => (start.text.unwrap_or_default(), end.text.unwrap_or_default()),
                    _ => (0, 0),
                };
                let words = (!label.text.is_empty()).then(|| clean(label.text).into_owned());
                let span = SourceSpan::new(start.into(), end.saturating_sub(start));
                if at == 0 {
                    LabeledSpan::new_primary_with_span(words, span)
                } else {
                    LabeledSpan::new_with_span(words, span)
                }
            })
            .collect();
        Self {
            name: clean(file.name()).into_owned(),
            text: text.out,
            first_line: lines.start,
            lines: lines.len(),
            position: places.position(id, spans.first().map_or(0, |span| span.start)),
            labels,
        }
    }

    /// The labels, with offsets into the excerpt.
    pub(super) fn labels(&self) -> impl Iterator<Item = LabeledSpan> + '_ {
        self.labels.iter().cloned()
    }

    /// The indexes of the labels in the order of their text: miette assigns colours in that order.
    pub(super) fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.labels.len()).collect();
        order.sort_by_key(|at| self.labels.get(*at).map(LabeledSpan::offset));
        order
    }
}

impl SourceCode for Excerpt {
    /// miette asks without lines of context only to get the line and column of the header, which are those of the file.
    /// With lines of context it gets everything: the excerpt has already been cut to what should be shown.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        _lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let contents = if lines_before == 0 {
            let Position { line, column } = self.position;
            let (line, column) = (line as usize - 1, column as usize - 1);
            MietteSpanContents::new_named(self.name.clone(), &[], *span, line, column, 1)
        } else {
            let whole = SourceSpan::new(0.into(), self.text.len());
            let bytes = self.text.as_bytes();
            MietteSpanContents::new_named(self.name.clone(), bytes, whole, self.first_line, 0, self.lines)
        };
        Ok(Box::new(contents))
    }
}

/// The part of a span that is shown: inside the file, without a line end at its end, and limited to a few lines.
fn shown(file: &SourceFile, span: Span) -> Span {
    let size = file.bytes().len() as u32;
    let (start, end) = (span.start.min(size), span.end.min(size));
    let first = file.lines().line(start);
    let last = file.lines().line(last_byte(Span::new(start, end)));
    let end = end.min(content(file, last.min(first + MOST_LINES - 1)).end);
    // A span that consists only of a line end is placed at the end of the line's text.
    Span::new(start.min(content(file, first).end), end)
}

/// An offset on the line where a span ends.
const fn last_byte(span: Span) -> u32 {
    if span.is_empty() { span.start } else { span.end - 1 }
}

/// The bytes of a line without its end.
fn content(file: &SourceFile, line: usize) -> Slice<'_> {
    let span = file.line_content(line);
    Slice { start: span.start, end: span.end, bytes: file.slice(span) }
}

/// Adds one line on either side, unless it is blank.
fn context(file: &SourceFile, first: usize, last: usize) -> std::ops::Range<usize> {
    let is_worth_showing = |line: usize| !content(file, line).bytes.trim_ascii().is_empty();
    let start = first.checked_sub(1).filter(|line| is_worth_showing(*line)).unwrap_or(first);
    let has_next = last + 1 < file.lines().len() && is_worth_showing(last + 1);
    start..last + 1 + usize::from(has_next)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::text::width;
    use super::*;
    use crate::report::clean::is_unfit;

    fn excerpt(bytes: &[u8], spans: &[(u32, u32)], columns: usize) -> (String, Vec<String>) {
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new("x", bytes.to_vec()).unwrap());
        let labels: Vec<_> =
            spans.iter().map(|(start, end)| Label { span: Span::new(*start, *end), text: "" }).collect();
        let it = Excerpt::new(&sources, &mut Places::new(&sources), id, &labels, columns, "…");
        let marked = it
            .labels()
            .map(|label| it.text[label.offset()..label.offset() + label.len()].to_owned())
            .collect();
        (it.text, marked)
    }

    #[test]
    fn a_label_marks_the_same_text_as_in_the_file() {
        assert_eq!(excerpt(b"a\nbc=de\nf\ng", &[(5, 7)], 80), ("a\nbc=de\nf\n".into(), vec!["de".into()]));
        assert_eq!(
            excerpt(b"\x1b\xffkey=\0\n", &[(2, 5)], 80),
            ("␛\u{fffd}key=␀\n".into(), vec!["key".into()])
        );
    }

    #[test]
    fn blank_context_lines_are_omitted() {
        assert_eq!(excerpt(b"a\n\nb\n  \nc", &[(3, 4)], 80).0, "b\n");
    }

    #[test]
    fn a_label_at_the_end_of_the_file_has_a_line() {
        assert_eq!(excerpt(b"a\n", &[(2, 2)], 80).0, "a\n\n");
        assert_eq!(excerpt(b"a", &[(1, 1)], 80).0, "a\n");
        assert_eq!(excerpt(b"", &[(9, 12)], 80).0, "\n");
    }

    #[test]
    fn a_long_line_is_truncated_around_the_label() {
        let line = [&b"x".repeat(100)[..], b"KEY", &b"y".repeat(100)].concat();
        let (text, marked) = excerpt(&line, &[(100, 103)], 20);
        assert_eq!(text, "…xxxxxxKEYyyyyyyyyy…\n");
        assert_eq!(marked, ["KEY"]);
        assert_eq!(excerpt(&line, &[(0, 2)], 10).0, "xxxxxxxxx…\n");
    }

    #[test]
    fn a_secret_is_redacted_and_labels_stay_aligned() {
        let line = b"ExecStart=app --token abcdefgh --port=x9";
        let all = "ExecStart=app --token … --port=x9\n".to_owned();
        assert_eq!(excerpt(line, &[(31, 37)], 80), (all.clone(), vec!["--port".into()]));
        // A label inside the secret, on all of it, and beyond it on both sides.
        assert_eq!(excerpt(line, &[(24, 26)], 80), (all.clone(), vec!["…".into()]));
        assert_eq!(excerpt(line, &[(22, 30)], 80), (all.clone(), vec!["…".into()]));
        assert_eq!(excerpt(line, &[(14, 33)], 80), (all, vec!["--token … --".into()]));
        // A secret that is shorter than its replacement.
        assert_eq!(excerpt(b"TOKEN=a\nb\nc", &[(8, 9)], 80), ("TOKEN=…\nb\nc\n".into(), vec!["b".into()]));
    }

    #[test]
    fn a_secret_on_a_truncated_line_is_redacted() {
        let line = [&b"x".repeat(100_000)[..], b" --token abcdefgh KEY ", &b"y".repeat(100_000)].concat();
        let (text, marked) = excerpt(&line, &[(100_018, 100_021)], 30);
        assert_eq!(text, "…token … KEY yyyyyyyyyyyyyyy…\n");
        assert_eq!(marked, ["KEY"]);
        // The length that matters for the cut is that of what is shown.
        let line = [b"TOKEN=", &b"x".repeat(100)[..]].concat();
        assert_eq!(excerpt(&line, &[(0, 5)], 30).0, "TOKEN=…\n");
    }

    #[test]
    fn a_label_over_many_lines_shows_only_the_first_ones() {
        assert_eq!(excerpt(b"1\n2\n3\n4\n5\n6\n7\n8\n", &[(0, 16)], 80).1, ["1\n2\n3\n4\n5"]);
    }

    proptest! {
        /// For any bytes and spans: valid, visible, inside the text, never wider than requested.
        #[test]
        fn any_excerpt_can_be_rendered(
            bytes in proptest::collection::vec(
                prop_oneof![Just(b'a'), Just(b'\n'), Just(b'\r'), Just(b'\t'), Just(0x1b), any::<u8>()], 0..60),
            spans in proptest::collection::vec((0u32..70, 0u32..70), 1..4),
            columns in 10usize..30,
        ) {
            let (text, marked) = excerpt(&bytes, &spans, columns);
            prop_assert_eq!(marked.len(), spans.len());
            prop_assert!(text.ends_with('\n'));
            prop_assert!(text.chars().all(|it| it == '\n' || it == '\t' || !is_unfit(it)));
            for line in text.lines() {
                let shown = line.chars().map(|it| if it.is_alphanumeric() || it == '\t' { width(it) } else { 1 });
                prop_assert!(shown.sum::<usize>() <= columns);
            }
        }
    }
}
