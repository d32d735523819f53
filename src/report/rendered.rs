//! Findings as rendered text, before their order is known, so that the files that they are in need not be kept.

use std::collections::BTreeSet;
use std::io::{self, Write};

#[cfg(feature = "cli")]
use super::full;
use super::place::Places;
use super::statistics::Statistics;
use super::{Summary, concise, github, json, sarif};
use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::source::{FileId, Interner, Sources, Symbol, digest};

/// The format of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// With source lines and help.
    #[cfg(feature = "cli")]
    Full(full::Look),
    /// One line per finding.
    Concise,
    /// One JSON object, `sysvisor/check/v1`.
    Json,
    /// GitHub Actions workflow commands.
    Github,
    /// A SARIF 2.1.0 log.
    Sarif,
    /// The number of findings of each rule.
    Statistics,
    /// The same as JSON.
    StatisticsJson,
}

/// Findings of some files, each rendered when it is added.
#[derive(Debug)]
pub struct Rendered {
    form: Form,
    may_repeat: bool,
    /// The names of the files with findings.
    names: Vec<Box<str>>,
    pieces: Vec<Piece>,
    /// The distinct lines of the texts. Most help texts are shared by many findings and stored once.
    known: Interner,
    /// The texts, as lines.
    lines: Vec<Symbol>,
    /// A reusable buffer for one text.
    text: String,
}

/// A rendered finding.
#[derive(Debug)]
struct Piece {
    rule: &'static str,
    /// The index of the file's name.
    file: u32,
    start: u32,
    end: u32,
    /// A hash of the message and help: equal, with near certainty, only for equal texts.
    words: u64,
    /// The start and end of its lines.
    lines: (u32, u32),
    level: Level,
    fix: Option<Applicability>,
    may_repeat: bool,
    is_omitted: bool,
    is_ignored: bool,
}

impl Rendered {
    /// Creates an empty list.
    #[must_use]
    pub fn new(form: Form) -> Self {
        Self {
            form,
            may_repeat: false,
            names: Vec::new(),
            pieces: Vec::new(),
            known: Interner::default(),
            lines: Vec::new(),
            text: String::new(),
        }
    }

    /// Sets whether findings that are added from now on may repeat an earlier one: see [`Rendered::dedup`].
    pub const fn set_may_repeat(&mut self, may_repeat: bool) {
        self.may_repeat = may_repeat;
    }

    /// The number of findings, including those that are left out.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Whether there are no findings.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Counts findings that comments suppress. A SARIF log includes them, marked as suppressed.
    ///
    /// # Errors
    /// If a finding cannot be rendered, which is not known to happen.
    pub fn add_ignored<'d>(
        &mut self,
        sources: &Sources,
        findings: impl IntoIterator<Item = &'d Diagnostic>,
    ) -> io::Result<()> {
        let mut places = Places::new(sources);
        for finding in findings {
            let file = self.name(sources.get(finding.file).name());
            let mut text = String::new();
            if self.form == Form::Sarif {
                sarif::render(&mut text, sources, &mut places, finding, true)?;
            }
            let lines = self.keep(&text);
            self.put(finding, file, lines, true);
        }
        Ok(())
    }

    /// Renders findings; those of one file should be in the order of their places.
    ///
    /// # Errors
    /// If a finding cannot be rendered, which is not known to happen.
    pub fn add<'d>(
        &mut self,
        sources: &Sources,
        findings: impl IntoIterator<Item = &'d Diagnostic>,
    ) -> io::Result<()> {
        let mut text = std::mem::take(&mut self.text);
        let mut places = Places::new(sources);
        let mut last: Option<(FileId, u32)> = None;
        for finding in findings {
            text.clear();
            match self.form {
                #[cfg(feature = "cli")]
                Form::Full(look) => full::render(&mut text, sources, &mut places, finding, look)?,
                Form::Concise => concise::render(&mut text, sources, &mut places, finding),
                Form::Json => json::render(&mut text, sources, &mut places, finding)?,
                Form::Github => github::render(&mut text, sources, &mut places, finding),
                Form::Sarif => sarif::render(&mut text, sources, &mut places, finding, false)?,
                Form::Statistics | Form::StatisticsJson => {}
            }
            let file = match last {
                Some((file, known)) if file == finding.file => known,
                _ => self.name(sources.get(finding.file).name()),
            };
            last = Some((finding.file, file));
            let lines = self.keep(&text);
            self.put(finding, file, lines, false);
        }
        self.text = text;
        Ok(())
    }

    fn put(&mut self, finding: &Diagnostic, file: u32, lines: (u32, u32), is_ignored: bool) {
        self.pieces.push(Piece {
            rule: finding.rule,
            file,
            start: finding.span.start,
            end: finding.span.end,
            words: digest(finding.message.as_bytes()),
            lines,
            level: finding.level,
            fix: finding.fix.as_ref().map(|fix| fix.applicability),
            may_repeat: self.may_repeat,
            is_omitted: false,
            is_ignored,
        });
    }

    fn name(&mut self, name: &str) -> u32 {
        // Findings of one file usually come together; a duplicate name does no harm.
        if self.names.last().is_none_or(|last| **last != *name) {
            self.names.push(name.into());
        }
        self.names.len() as u32 - 1
    }

    fn keep(&mut self, text: &str) -> (u32, u32) {
        let start = self.lines.len() as u32;
        self.lines.extend(text.split_inclusive('\n').map(|line| self.known.intern(line)));
        (start, self.lines.len() as u32)
    }

    /// The lines of a finding.
    fn lines_of(&self, piece: &Piece) -> impl Iterator<Item = &str> {
        let lines = self.lines.get(piece.lines.0 as usize..piece.lines.1 as usize).unwrap_or_default();
        lines.iter().map(|line| self.known.text(*line))
    }

    /// Leaves out the finding with this index.
    pub fn omit(&mut self, number: usize) {
        if let Some(piece) = self.pieces.get_mut(number) {
            piece.is_omitted = true;
        }
    }

    /// Whether the finding with this index is left out.
    #[must_use]
    pub fn is_omitted(&self, number: usize) -> bool {
        self.pieces.get(number).is_none_or(|piece| piece.is_omitted)
    }

    /// Leaves out findings with the same text and place as an earlier one, unless they may repeat it.
    pub fn dedup(parts: &mut [Self]) {
        let mut seen: BTreeSet<(Box<str>, u32, u32, &'static str, u64)> = BTreeSet::new();
        for part in parts {
            for piece in part.pieces.iter_mut().filter(|piece| !piece.is_omitted && !piece.may_repeat) {
                let name = part.names.get(piece.file as usize).cloned().unwrap_or_default();
                piece.is_omitted = !seen.insert((name, piece.start, piece.end, piece.rule, piece.words));
            }
        }
    }
}

/// Findings in the order in which they are shown.
#[derive(Debug)]
pub struct Ordered<'r> {
    form: Form,
    pieces: Vec<(&'r Piece, &'r Rendered)>,
    summary: Summary,
}

impl<'r> Ordered<'r> {
    /// Sorts findings by path, offset and rule, as [`order`](super::order) does.
    #[must_use]
    pub fn new(form: Form, parts: &'r [Rendered], files: usize) -> Self {
        let mut names: Vec<&str> = parts.iter().flat_map(|part| &part.names).map(AsRef::as_ref).collect();
        names.sort_unstable();
        names.dedup();
        let mut summary = Summary { files, ..Summary::default() };
        let mut pieces = Vec::with_capacity(parts.iter().map(Rendered::len).sum());
        for part in parts {
            let ranks: Vec<usize> =
                part.names.iter().map(|name| names.partition_point(|other| *other < name.as_ref())).collect();
            for piece in part.pieces.iter().filter(|piece| !piece.is_omitted) {
                if piece.is_ignored {
                    summary.ignored += 1;
                    if form != Form::Sarif {
                        continue;
                    }
                } else {
                    summary.add(piece.level, piece.fix);
                }
                let rank = ranks.get(piece.file as usize).copied().unwrap_or_default();
                pieces.push((rank as u32, piece, part));
            }
        }
        pieces.sort_by_key(|(rank, piece, _)| (*rank, piece.start, piece.rule));
        let pieces = pieces.into_iter().map(|(_, piece, part)| (piece, part)).collect();
        Self { form, pieces, summary }
    }

    /// The counts of the findings.
    #[must_use]
    pub const fn summary(&self) -> &Summary {
        &self.summary
    }

    /// Whether any finding has this level or a higher one.
    #[must_use]
    pub fn has(&self, level: Level) -> bool {
        self.pieces.iter().any(|(piece, _)| piece.level >= level && !piece.is_ignored)
    }

    /// Writes the findings in this form.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        match self.form {
            Form::Statistics => return self.statistics().write(out),
            Form::StatisticsJson => return self.statistics().write_json(out),
            Form::Json => json::write_head(out, self.pieces.is_empty())?,
            Form::Sarif => sarif::write_head(out, self.pieces.is_empty())?,
            _ => {}
        }
        for (at, (piece, part)) in self.pieces.iter().enumerate() {
            for line in part.lines_of(piece) {
                out.write_all(line.as_bytes())?;
            }
            let is_last = at + 1 == self.pieces.len();
            match self.form {
                Form::Json => json::write_separator(out, is_last)?,
                Form::Sarif => sarif::write_separator(out, is_last)?,
                _ => {}
            }
        }
        match self.form {
            Form::Json => json::write_tail(out, &self.summary),
            Form::Sarif => sarif::write_tail(out, &self.pieces.iter().map(|(piece, _)| piece.rule).collect()),
            _ => Ok(()),
        }
    }

    fn statistics(&self) -> Statistics {
        let mut statistics = Statistics::default();
        statistics.ignored = self.summary.ignored;
        for (piece, _) in &self.pieces {
            statistics.count(piece.rule, piece.level, piece.fix);
        }
        statistics
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::full::Look;
    use crate::report::{order, samples};

    const LOOK: Look = Look { width: 80, color: false, unicode: true };

    #[test]
    fn findings_rendered_out_of_order_equal_those_rendered_in_order() {
        let forms = [
            Form::Full(LOOK),
            Form::Concise,
            Form::Json,
            Form::Github,
            Form::Sarif,
            Form::Statistics,
            Form::StatisticsJson,
        ];
        for form in forms {
            for mut sample in samples::all() {
                order(&sample.sources, &mut sample.findings);
                let half = sample.findings.len() / 2;
                let part = |findings: &[Diagnostic]| {
                    let mut part = Rendered::new(form);
                    part.add(&sample.sources, findings).unwrap();
                    part
                };
                let parts = [part(&sample.findings[half..]), part(&sample.findings[..half])];
                let mut out = Vec::new();
                Ordered::new(form, &parts, sample.sources.iter().count()).write(&mut out).unwrap();
                assert_eq!(String::from_utf8(out).unwrap(), samples::written(form, &[sample]), "{form:?}");
            }
        }
    }

    #[test]
    fn duplicate_findings_are_not_counted() {
        let sample = samples::all().swap_remove(0);
        let mut part = Rendered::new(Form::Concise);
        part.add(&sample.sources, &sample.findings[..1]).unwrap();
        part.add(&sample.sources, &sample.findings[..1]).unwrap();
        let mut parts = [part];
        Rendered::dedup(&mut parts);
        let findings = Ordered::new(Form::Concise, &parts, 1).summary().findings();
        assert_eq!((parts[0].len(), findings), (2, 1));
    }
}
