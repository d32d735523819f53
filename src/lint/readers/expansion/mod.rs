//! Findings about expansions: `%(name)s` and what looks like it.

mod conversions;
mod names;
mod percent_signs;
mod rules;
mod second_pass;

use std::borrow::Cow;
use std::cell::OnceCell;

pub(super) use self::rules::ExpansionRules;
use super::expanded::Expanded;
use super::manager_message::manager_message;
use super::missing::MissingVariable;
use crate::diagnostic::{Diagnostic, Level};
use crate::lint::Rule;
use crate::lint::context::EntryContext;
use crate::lint::sink::Sink;
use crate::source::{MappedText, Span};
use crate::supervisord::kinds::expansion::{self, ExpansionError, Piece};
use crate::supervisord::lower::Environment;
use crate::supervisord::options::SectionKind;

/// How many characters of a value are quoted in the manager's message: a line may be of any length.
const MAX_QUOTED_CHARS: usize = 200;

/// Checks the expansions of a value; returns the expanded text if all of them are right.
pub(super) fn check<'v, 'a>(
    context: &EntryContext<'_>,
    rules: ExpansionRules<'_>,
    text: &'v str,
    value: &'v MappedText<'a>,
    missing: &mut Vec<MissingVariable>,
    sink: &mut Sink,
) -> Option<Expanded<'v, 'a>> {
    let mut checker = Checker {
        context,
        rules,
        text,
        value,
        missing,
        sink,
        is_refused: false,
        placeholder_end: None,
        own_environment: OnceCell::new(),
    };
    checker.percent_before_here();
    let expanded = checker.first_pass()?;
    if rules.passes < 2 || !expansion::is_needed(&expanded.text) {
        return Some(expanded);
    }
    checker.second_pass(&expanded)
}

struct Checker<'r, 'v, 'a> {
    context: &'r EntryContext<'r>,
    rules: ExpansionRules<'r>,
    text: &'v str,
    value: &'v MappedText<'a>,
    missing: &'r mut Vec<MissingVariable>,
    sink: &'r mut Sink,
    /// Whether something was found that supervisord refuses, or that makes the text unknown.
    is_refused: bool,
    /// The offset of the second sign of the last placeholder `%NAME%` that was reported.
    placeholder_end: Option<u32>,
    /// The section's own `environment` on top of supervisord's; computed when the first variable is met.
    own_environment: OnceCell<Environment<'r>>,
}

impl<'v, 'a> Checker<'_, 'v, 'a> {
    fn first_pass(&mut self) -> Option<Expanded<'v, 'a>> {
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
                        expanded.push(self.text_at(span), span.start, true);
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

    fn text_at(&self, span: Span) -> &'v str {
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
    fn message(&self, error: &ExpansionError, text: &str, omits_section: bool) -> String {
        let (section, _, _) = self.context.config.name_of(self.context.section, self.context.sources);
        let option = if omits_section {
            self.rules.name.to_owned()
        } else {
            format!("{}.{}", String::from_utf8_lossy(section), self.rules.name)
        };
        // Which variables the environment has is not known here.
        let text = match text.char_indices().nth(MAX_QUOTED_CHARS) {
            Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
            None => Cow::Borrowed(text),
        };
        let message = error.message(&text, &option, &["…"]).unwrap_or_default();
        manager_message(self.context, &message)
    }
}
