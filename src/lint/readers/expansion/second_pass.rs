//! The second expansion of log file names.

use super::Checker;
use crate::diagnostic::Applicability;
use crate::lint::readers::expanded::Expanded;
use crate::lint::rules::supervisord as rules;
use crate::source::Span;
use crate::supervisord::kinds::expansion::{self, ExpansionError, Piece};
use crate::syntax::Edit;

impl<'v, 'a> Checker<'_, 'v, 'a> {
    /// Expands the result of the first pass once more: `%%` has become `%`.
    pub(super) fn second_pass(&mut self, first: &Expanded<'v, 'a>) -> Option<Expanded<'v, 'a>> {
        let text = first.text.as_ref();
        let mut expanded = Expanded::empty(self.value);
        (expanded.is_known, expanded.unknown_is_name) = (first.is_known, first.unknown_is_name);
        for piece in expansion::scan(text) {
            match piece {
                Ok(Piece::Literal(span)) => {
                    let place = first.in_value(span);
                    // After an expansion inside the stretch, the offsets no longer match.
                    let is_literal = place.len() == span.len() && first.is_literal(span.start);
                    expanded.push(span.text(text), place.start, is_literal);
                }
                Ok(Piece::Percent(span)) => expanded.push("%", first.in_value(span).start, false),
                Ok(Piece::Name { name, spec: _, span }) if self.rules.names.knows(name.text(text)) => {
                    (expanded.is_known, expanded.unknown_is_name) = (false, false);
                    expanded.push("x", first.in_value(span).start, false);
                }
                Ok(Piece::Bare { spec: _, span }) => self.twice(first, span, None),
                Ok(Piece::Name { name, spec: _, span }) => {
                    let error = ExpansionError::UnknownName { name: name.text(text).to_owned(), span };
                    self.twice(first, span, Some(&error));
                }
                Err(malformed) => {
                    let (message, span) = (malformed.message, malformed.span);
                    self.twice(first, span, Some(&ExpansionError::Malformed { message, span }));
                }
            }
        }
        expanded.finish();
        (!self.is_refused).then_some(expanded)
    }

    /// Reports a sign that is left after the first pass; without an error it is a bare `%s`.
    fn twice(&mut self, first: &Expanded<'_, '_>, span: Span, error: Option<&ExpansionError>) {
        let sign = first.in_value(Span::new(span.start, span.start + 1));
        let (rule, help) = match error {
            Some(error) => (
                &rules::logfile_double_expansion::LOGFILE_DOUBLE_EXPANSION,
                self.message(error, &first.text, true),
            ),
            None => (
                &rules::expansion_bare_percent_s::EXPANSION_BARE_PERCENT_S,
                "supervisord accepts it: Python inserts the whole dictionary of names, its environment \
                 included."
                    .to_owned(),
            ),
        };
        let finding = self.at(
            rule,
            sign,
            format!("`{}` is expanded twice, so a literal `%` is written %%%%", self.rules.name),
        );
        let finding = finding.label("a single % after the first pass").help(help);
        let is_doubled = self.text_at(sign) == "%%";
        let edit = Edit::insert(self.value.offset(sign.start), "%%");
        self.refuse(if is_doubled {
            finding.fix("write %%%%", Applicability::Safe, vec![edit])
        } else {
            finding
        });
    }
}
