//! Findings about expansions: `%(name)s` and what looks like it.

mod conversions;
mod names;
mod second;
mod signs;
mod takes;

use std::borrow::Cow;
use std::cell::OnceCell;

pub(super) use self::takes::Takes;
use super::expanded::Expanded;
use super::missing::Missing;
use super::says::says;
use crate::diagnostic::{Diagnostic, Level};
use crate::lint::Rule;
use crate::lint::context::EntryContext;
use crate::lint::sink::Sink;
use crate::source::{MappedText, Span};
use crate::supervisord::kinds::expansion::{self, ExpansionError, Piece};
use crate::supervisord::lower::Environment;
use crate::supervisord::options::SectionKind;

/// How many characters of a value are quoted in the manager's message: a line may be of any length.
const LONGEST: usize = 200;

/// Checks the expansions of a value; returns the expanded text if all of them are right.
pub(super) fn check<'v, 'a>(
    context: &EntryContext<'_>,
    takes: Takes<'_>,
    text: &'v str,
    value: &'v MappedText<'a>,
    missing: &mut Vec<Missing>,
    sink: &mut Sink,
) -> Option<Expanded<'v, 'a>> {
    let mut pass = Pass {
        context,
        takes,
        text,
        value,
        missing,
        sink,
        is_refused: false,
        own_environment: OnceCell::new(),
    };
    pass.folders_behind_signs();
    let expanded = pass.first()?;
    if takes.passes < 2 || !expansion::is_needed(&expanded.text) {
        return Some(expanded);
    }
    pass.second(&expanded)
}

struct Pass<'r, 'v, 'a> {
    context: &'r EntryContext<'r>,
    takes: Takes<'r>,
    text: &'v str,
    value: &'v MappedText<'a>,
    missing: &'r mut Vec<Missing>,
    sink: &'r mut Sink,
    /// Whether something was found that supervisord refuses, or that makes the text unknown.
    is_refused: bool,
    /// The section's own `environment` on top of supervisord's; computed when the first variable is met.
    own_environment: OnceCell<Environment<'r>>,
}

impl<'v, 'a> Pass<'_, 'v, 'a> {
    fn first(&mut self) -> Option<Expanded<'v, 'a>> {
        let mut expanded = Expanded::empty(self.value);
        let mut bare = Vec::new();
        let mut base = 0;
        // The loader stops at the first error; we continue after it, so that one run finds all of them.
        while base < self.text.len() {
            let rest = self.text.get(base..).unwrap_or_default();
            let at = base as u32;
            base = self.text.len();
            for piece in expansion::scan(rest) {
                match piece {
                    Ok(Piece::Literal(span)) => {
                        let span = span.shifted(at);
                        expanded.push(self.of(span), span.start, true);
                    }
                    Ok(Piece::Percent(span)) => expanded.push("%", span.start + at, false),
                    Ok(Piece::Bare { spec: _, span }) => bare.push(span.shifted(at)),
                    Ok(Piece::Name { name, spec, span }) => {
                        let (name, span) = (name.shifted(at), span.shifted(at));
                        self.name(name, span, &spec, &mut expanded);
                    }
                    Err(malformed) => base = self.malformed(&malformed, at) as usize,
                }
            }
        }
        for span in bare {
            if self.is_refused {
                self.unescaped(
                    span,
                    "Without the other error, supervisord would insert its whole environment here, secrets \
                     included.",
                );
            } else {
                self.bare(span);
            }
        }
        expanded.finish();
        (!self.is_refused).then_some(expanded)
    }

    fn of(&self, span: Span) -> &'v str {
        span.text(self.text)
    }

    /// Creates a finding at a range of the value.
    fn at(&self, rule: &'static Rule, span: Span, message: impl Into<String>) -> Diagnostic {
        let mut finding = rule.at(self.context.entry.id.file, self.value.span(span), message);
        // supervisord does not read the sections of its client.
        if matches!(self.context.section.kind, Some(SectionKind::Supervisorctl | SectionKind::CtlPlugin)) {
            finding.level = Level::Warning;
        }
        finding
    }

    fn refuse(&mut self, finding: Diagnostic) {
        self.is_refused = true;
        self.sink.add(finding);
    }

    /// The manager's message about an error in `text`, which is the value or the result of the first pass.
    fn says(&self, error: &ExpansionError, text: &str, is_bare: bool) -> String {
        let (section, _, _) = self.context.config.name_of(self.context.section, self.context.sources);
        let option = if is_bare {
            self.takes.name.to_owned()
        } else {
            format!("{}.{}", String::from_utf8_lossy(section), self.takes.name)
        };
        // Which variables the environment has is not known here.
        let text = match text.char_indices().nth(LONGEST) {
            Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
            None => Cow::Borrowed(text),
        };
        let message = error.message(&text, &option, &["…"]).unwrap_or_default();
        says(self.context, &message)
    }
}
