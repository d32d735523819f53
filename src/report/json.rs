//! Findings as JSON: `sysvisor/check/v1`.
//!
//! The types are a stable copy, not the ones that the rules fill: scripts depend on every name and on the order of the
//! fields, while the internal types must remain free to change. Fields may be added; none may be removed or change its
//! meaning.

use std::io::{self, Write};

use serde::Serialize;

use super::Summary;
use super::place::Places;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Position, Sources, Span};

#[derive(Serialize)]
struct DiagnosticV1<'a> {
    rule: &'a str,
    level: &'static str,
    message: &'a str,
    path: &'a str,
    range: RangeV1,
    help: Option<&'a str>,
    related: Vec<RelatedV1<'a>>,
    fix: Option<FixV1<'a>>,
}

#[derive(Serialize)]
struct RelatedV1<'a> {
    message: &'a str,
    path: &'a str,
    range: RangeV1,
}

#[derive(Serialize)]
struct FixV1<'a> {
    title: &'a str,
    applicability: &'static str,
    edits: Vec<EditV1<'a>>,
}

#[derive(Serialize)]
struct EditV1<'a> {
    path: &'a str,
    range: RangeV1,
    text: &'a str,
}

/// Half-open: `end` is one past the last character.
#[derive(Serialize)]
pub(super) struct RangeV1 {
    start: PlaceV1,
    end: PlaceV1,
}

impl RangeV1 {
    /// The range of `span` in a file; offsets outside the file are moved to its end.
    pub(super) fn of(places: &mut Places<'_>, sources: &Sources, file: FileId, span: Span) -> Self {
        let size = sources.get(file).bytes().len() as u32;
        let place = |at: Position, offset: u32| PlaceV1 {
            line: at.line,
            column: at.column,
            offset: offset.min(size),
        };
        let (start, end) = places.range(file, span);
        Self { start: place(start, span.start), end: place(end, span.end) }
    }
}

/// `line` and `column` count from 1, `column` in characters; `offset` counts bytes from 0.
#[derive(Serialize)]
struct PlaceV1 {
    line: u32,
    column: u32,
    offset: u32,
}

#[derive(Serialize)]
struct SummaryV1 {
    files: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    ignored: usize,
}

/// Writes what precedes the first finding.
pub(super) fn write_head(out: &mut dyn Write, is_empty: bool) -> io::Result<()> {
    let open = if is_empty { "[" } else { "[\n    " };
    write!(out, "{{\n  \"schema\": \"sysvisor/check/v1\",\n  \"diagnostics\": {open}")
}

/// Writes what follows a finding.
pub(super) fn write_separator(out: &mut dyn Write, is_last: bool) -> io::Result<()> {
    out.write_all(if is_last { b"\n  " } else { b",\n    " })
}

/// Writes what follows the last finding and its separator.
pub(super) fn write_tail(out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
    let summary = SummaryV1 {
        files: summary.files,
        errors: summary.errors,
        warnings: summary.warnings,
        infos: summary.infos,
        ignored: summary.ignored,
    };
    let mut text = String::new();
    push_pretty(&mut text, &summary, "  ")?;
    write!(out, "],\n  \"summary\": {text}\n}}\n")
}

/// Appends one finding, formatted as an element of the list.
pub(super) fn render(
    text: &mut String,
    sources: &Sources,
    places: &mut Places<'_>,
    finding: &Diagnostic,
) -> io::Result<()> {
    push_pretty(text, &Mirror { sources, places }.diagnostic(finding), "    ")
}

/// Appends a value, pretty-printed, with `indent` before all lines but the first.
pub(super) fn push_pretty(text: &mut String, value: &impl Serialize, indent: &str) -> io::Result<()> {
    // JSON escapes line ends in strings, so every line end is one of the pretty-printer's.
    for (at, line) in serde_json::to_string_pretty(value)?.lines().enumerate() {
        if at > 0 {
            text.push('\n');
            text.push_str(indent);
        }
        text.push_str(line);
    }
    Ok(())
}

struct Mirror<'a, 'p> {
    sources: &'a Sources,
    places: &'a mut Places<'p>,
}

impl<'a> Mirror<'a, '_> {
    fn diagnostic(&mut self, finding: &'a Diagnostic) -> DiagnosticV1<'a> {
        // All fields are listed, so that a new field of `Diagnostic` must be considered here. The label only makes sense
        // next to the source line.
        let Diagnostic { rule, level, message, file, span, label: _, help, related, fix } = finding;
        DiagnosticV1 {
            rule,
            level: level.as_str(),
            message,
            path: self.sources.get(*file).name(),
            range: self.range(*file, *span),
            help: help.as_deref(),
            related: related
                .iter()
                .map(|place| RelatedV1 {
                    message: &place.message,
                    path: self.sources.get(place.file).name(),
                    range: self.range(place.file, place.span),
                })
                .collect(),
            fix: fix.as_ref().map(|fix| FixV1 {
                title: &fix.title,
                applicability: fix.applicability.as_str(),
                edits: fix
                    .edits
                    .iter()
                    .map(|edit| EditV1 {
                        path: self.sources.get(*file).name(),
                        range: self.range(*file, edit.span),
                        text: &edit.text,
                    })
                    .collect(),
            }),
        }
    }

    fn range(&mut self, file: FileId, span: Span) -> RangeV1 {
        RangeV1::of(self.places, self.sources, file, span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::rendered::Form;
    use crate::report::samples::{all, snapshot, written};

    #[test]
    fn findings_are_one_json_object() {
        for sample in all() {
            let name = format!("report/json/{}", sample.name);
            snapshot(&name, written(Form::Json, &[sample]).as_bytes());
        }
    }

    #[test]
    fn a_span_past_the_end_is_clamped() {
        let mut sources = Sources::new();
        let file = sources.add(crate::source::SourceFile::new("x", b"ab".to_vec()).unwrap());
        let mut places = Places::new(&sources);
        let range = Mirror { sources: &sources, places: &mut places }.range(file, Span::new(7, 9));
        assert_eq!((range.start.offset, range.end.offset, range.end.column), (2, 2, 3));
    }
}
