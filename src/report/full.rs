//! Findings for people: source lines with carets and labels, help, related places, and the fix.

use std::fmt;
use std::io::{self, Write};

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity, SourceCode, ThemeStyles};

use super::clean;
use super::excerpt::{Excerpt, Label, TAB_WIDTH};
use super::place::Places;
use super::write_each;
use crate::diagnostic::{Applicability, Diagnostic, Level, Related};
use crate::source::{FileId, SourceFile, Sources};
use crate::text::wrap;

/// How findings are drawn. Nothing here is read from the environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The width of the terminal in columns; source lines are cut and help is wrapped to it. Values below 40 count as 40.
    pub width: usize,
    /// Whether to use the sixteen colours that every terminal has.
    pub color: bool,
    /// Whether to draw with box characters and arrows; otherwise with ASCII.
    pub unicode: bool,
}

/// A related place within this many lines of the finding is shown in the same excerpt.
const NEAR: usize = 4;

/// The maximum number of related places to show; of the others only the number is shown.
const MOST_NOTES: usize = 4;

/// Writes a report for each finding, followed by an empty line.
///
/// # Errors
/// Those of the writer.
pub fn write(out: &mut dyn Write, sources: &Sources, findings: &[Diagnostic], look: Look) -> io::Result<()> {
    let mut places = Places::new(sources);
    write_each(out, findings, |text, finding| render(text, sources, &mut places, finding, look))
}

/// Appends the report of one finding, and an empty line.
pub(super) fn render(
    text: &mut String,
    sources: &Sources,
    places: &mut Places<'_>,
    finding: &Diagnostic,
    look: Look,
) -> io::Result<()> {
    // Drawing into a string fails only if miette cannot read its source, which does not happen with excerpts.
    Printer { sources, places, look, text }.finding(finding).map_err(io::Error::other)?;
    text.push('\n');
    Ok(())
}

struct Printer<'a, 'p> {
    sources: &'a Sources,
    places: &'a mut Places<'p>,
    look: Look,
    text: &'a mut String,
}

impl Printer<'_, '_> {
    fn finding(&mut self, finding: &Diagnostic) -> fmt::Result {
        let file = self.sources.get(finding.file);
        let (near, far): (Vec<_>, Vec<_>) =
            finding.related.iter().partition(|place| is_near(file, finding, place));
        let (notes, untold) = far.split_at(far.len().min(MOST_NOTES));

        let mut labels = vec![Label { span: finding.span, text: &finding.label }];
        labels.extend(near.iter().map(|place| Label { span: place.span, text: &place.message }));
        let mut parts = vec![Part {
            kind: Kind::Finding(finding.level, finding.rule),
            message: &finding.message,
            excerpt: self.excerpt(finding.file, &labels),
            help: None,
        }];
        for place in notes {
            let labels = [Label { span: place.span, text: "" }];
            let excerpt = self.excerpt(place.file, &labels);
            parts.push(Part { kind: Kind::Note, message: &place.message, excerpt, help: None });
        }
        if let Some(last) = parts.last_mut() {
            // miette prints help directly below its excerpt: below the last one it ends the whole report.
            last.help = finding.help.as_deref().map(|help| filled(help, self.width() - 8));
        }
        for part in parts {
            self.part(&part)?;
        }
        if !untold.is_empty() {
            let places = if untold.len() == 1 { "place" } else { "places" };
            self.footer("note", &format!("and {} more {places} like these", untold.len()));
        }
        if let Some(fix) = &finding.fix {
            let how = match fix.applicability {
                Applicability::Safe => "--fix",
                Applicability::Unsafe => "--unsafe-fixes",
                Applicability::Display => "by hand",
            };
            self.footer("fix", &format!("{} ({how})", clean(&fix.title)));
        }
        Ok(())
    }

    /// A header, an excerpt, and help if there is any.
    fn part(&mut self, part: &Part<'_>) -> fmt::Result {
        let from = self.text.len();
        self.handler(part).render_report(self.text, part)?;
        // The header starts at the margin; miette reserves two columns for its icon.
        if self.text.get(from..).is_some_and(|text| text.starts_with("  ")) {
            self.text.replace_range(from..from + 2, "");
        }
        Ok(())
    }

    /// A line in the style of miette's `help:`.
    fn footer(&mut self, word: &str, text: &str) {
        let styles = self.styles();
        let word = format!("{word:>6}:");
        self.text.push_str(&format!("{} {text}\n", styles.help.style(word)));
    }

    fn excerpt(&mut self, file: FileId, labels: &[Label<'_>]) -> Excerpt {
        let last_line = labels.iter().map(|label| label.span.end).max().unwrap_or_default();
        let digits = self.sources.get(file).lines().line(last_line).max(8).ilog10() as usize + 1;
        // ` 12 │ `, and space for the arrows of a label over several lines.
        let gutter = digits + 4 + 4;
        let ellipsis = if self.look.unicode { "…" } else { "..." };
        let columns = self.width() - gutter;
        Excerpt::new(self.sources, self.places, file, labels, columns, ellipsis)
    }

    fn width(&self) -> usize {
        self.look.width.max(40)
    }

    fn styles(&self) -> ThemeStyles {
        if !self.look.color {
            return ThemeStyles::none();
        }
        let mut styles = ThemeStyles::ansi();
        styles.error = styles.error.bold();
        styles.warning = styles.warning.bold();
        styles.advice = styles.advice.bold();
        styles.link = styles.help;
        styles
    }

    /// Everything is set here, so that miette takes nothing from the environment.
    fn handler(&self, part: &Part<'_>) -> GraphicalReportHandler {
        let mut theme = if self.look.unicode { GraphicalTheme::unicode() } else { GraphicalTheme::none() };
        theme.styles = self.styles();
        let (icon, style) = match part.kind {
            Kind::Finding(Level::Error, _) => (&mut theme.characters.error, theme.styles.error),
            Kind::Finding(Level::Warning, _) => (&mut theme.characters.warning, theme.styles.warning),
            Kind::Finding(Level::Info, _) | Kind::Note => (&mut theme.characters.advice, theme.styles.advice),
        };
        *icon = match part.kind {
            Kind::Finding(level, rule) => format!("{}[{rule}]:", level.as_str()),
            Kind::Note => "note:".into(),
        };
        // The finding itself has the colour of its level, related places another one.
        let other = theme.styles.help;
        theme.styles.highlights =
            part.excerpt.order().into_iter().map(|at| if at == 0 { style } else { other }).collect();
        GraphicalReportHandler::new_themed(theme)
            .with_width(self.width())
            .with_wrap_lines(false)
            .tab_width(TAB_WIDTH)
            .with_links(false)
            .without_syntax_highlighting()
    }
}

/// Whether a related place can be shown in the finding's own excerpt: it is a few lines away, and the carets do not
/// overlap.
fn is_near(file: &SourceFile, finding: &Diagnostic, place: &Related) -> bool {
    let lines = file.lines();
    place.file == finding.file
        && !place.span.overlaps(finding.span)
        && place.span != finding.span
        && lines.line(place.span.start).abs_diff(lines.line(finding.span.start)) <= NEAR
        && lines.line(place.span.end).abs_diff(lines.line(finding.span.end)) <= NEAR
}

/// Wraps several lines, each of them [`clean()`], to `width` where that is possible.
fn filled(text: &str, width: usize) -> String {
    let mut filled = Vec::new();
    for line in text.lines().map(clean) {
        // An indented line is an example and stays as is.
        if line.is_empty() || line.starts_with(' ') {
            filled.push(line.into_owned());
        } else {
            filled.extend(wrap::lines(&line, width).map(str::to_owned));
        }
    }
    filled.join("\n")
}

#[derive(Clone, Copy, Debug)]
enum Kind<'a> {
    Finding(Level, &'a str),
    Note,
}

/// What miette draws in one call.
#[derive(Debug)]
struct Part<'a> {
    kind: Kind<'a>,
    message: &'a str,
    excerpt: Excerpt,
    help: Option<String>,
}

impl fmt::Display for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&clean(self.message))
    }
}

impl std::error::Error for Part<'_> {}

impl miette::Diagnostic for Part<'_> {
    fn severity(&self) -> Option<Severity> {
        Some(match self.kind {
            Kind::Finding(Level::Error, _) => Severity::Error,
            Kind::Finding(Level::Warning, _) => Severity::Warning,
            Kind::Finding(Level::Info, _) | Kind::Note => Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as _)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.excerpt.labels()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples::{Sample, all, snapshot};

    const PLAIN: Look = Look { width: 80, color: false, unicode: true };

    fn render(sample: &Sample, look: Look) -> Vec<u8> {
        let mut out = Vec::new();
        write(&mut out, &sample.sources, &sample.findings, look).unwrap();
        out
    }

    #[test]
    fn a_finding_is_rendered_below_the_lines_it_is_about() {
        for sample in all() {
            snapshot(&format!("report/full/{}", sample.name), &render(&sample, PLAIN));
        }
    }

    #[test]
    fn ascii_and_colour_output_are_supported() {
        let everything = |look| all().iter().flat_map(|sample| render(sample, look)).collect::<Vec<_>>();
        let ascii = everything(Look { unicode: false, ..PLAIN });
        snapshot("report/full-ascii", &ascii);
        let colored = everything(Look { color: true, ..PLAIN });
        snapshot("report/full-colour", String::from_utf8(colored).unwrap().replace('\x1b', "␛").as_bytes());
    }

    #[test]
    fn help_is_wrapped_except_for_examples() {
        assert_eq!(filled("one two three\n    a b c d\n\ntwo", 7), "one two\nthree\n    a b c d\n\ntwo");
    }

    #[test]
    fn any_width_can_be_rendered() {
        for sample in all() {
            assert!(!render(&sample, Look { width: 0, ..PLAIN }).is_empty());
        }
    }
}
