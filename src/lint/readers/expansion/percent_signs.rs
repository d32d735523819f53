//! Findings about percent signs that are meant literally.

use super::Checker;
use crate::diagnostic::Applicability;
use crate::lint::placeholder::{named_placeholder_at, starts_braced_placeholder};
use crate::lint::rules::supervisord as rules;
use crate::source::Span;
use crate::supervisord::kinds::expansion::ExpansionError;
use crate::syntax::Edit;

impl Checker<'_, '_, '_> {
    /// Reports `%%(here)s` where supervisord inserts the directory first: that leaves a `%` with a slash after it.
    pub(super) fn percent_before_here(&mut self) {
        if !self.text.contains("%%(here)s") || !self.context.config.replaces_here() {
            return;
        }
        let here = &self.context.config.file(self.context.entry.id.file).here;
        let replaced = self.text.replace("%(here)s", here);
        for (at, _) in self.text.match_indices("%%(here)s") {
            // Three signs are a doubled one and the start of the expansion.
            let signs = self.text.as_bytes()[..at].iter().rev().take_while(|byte| **byte == b'%').count();
            if signs % 2 == 1 {
                continue;
            }
            let span = Span::new(at as u32, at as u32 + "%%(here)s".len() as u32);
            let index = self.text[..=at].replace("%(here)s", here).chars().count();
            let message = format!("unsupported format character '/' (0x2f) at index {index}").into();
            let says = self.message(
                &ExpansionError::Malformed { message, span },
                &replaced,
                self.rules.omits_section,
            );
            let rule = &rules::expansion_malformed::EXPANSION_MALFORMED;
            let finding = self.at(rule, span, "%(here)s is replaced before the doubled `%` is read");
            self.refuse(finding.label("becomes `%/…`").help(says));
        }
    }

    pub(super) fn bare(&mut self, span: Span) {
        let more = if self.rules.passes > 1 { "%%%" } else { "%" };
        let edit = Edit::insert(self.value.offset(span.start), more);
        let finding = self
            .at(
                &rules::expansion_bare_percent_s::EXPANSION_BARE_PERCENT_S,
                span,
                format!("`{}` inserts supervisord's whole environment here", self.text_at(span)),
            )
            .label("all names and values, secrets included")
            .help(
                "supervisord accepts it: Python inserts the whole dictionary of names. Double the `%` for a \
                 literal one.",
            )
            .fix("double the %", Applicability::Safe, vec![edit]);
        self.refuse(finding);
    }

    /// Reports a `%` that is meant literally.
    pub(super) fn unescaped(&mut self, span: Span, says: &str) {
        if self.placeholder_end == Some(span.start) {
            // The second sign of a placeholder has the same cause.
            return;
        }
        const FILLED_IN: &str = "A placeholder has to be filled in before the file is read.";
        let rule = &rules::expansion_unescaped_percent::EXPANSION_UNESCAPED_PERCENT;
        if let Some(placeholder) = named_placeholder_at(self.text, span.start) {
            self.placeholder_end = Some(placeholder.end - 1);
            let message = format!("the placeholder `{}` is still here", self.text_at(placeholder));
            let finding = self.at(rule, placeholder, message);
            return self.refuse(finding.label("not filled in").help(format!("{says} {FILLED_IN}")));
        }
        let sign = Span::new(span.start, span.start + 1);
        let (more, whole) = if self.rules.passes > 1 { ("%%%", "%%%%") } else { ("%", "%%") };
        let finding = self.at(rule, sign, "a literal `%` must be doubled");
        let finding = if self.rules.allows_percent {
            let edit = Edit::insert(self.value.offset(sign.start), more);
            let title = format!("write {whole}");
            // `%{home}` may be a placeholder, or a format of the program itself.
            let (says, applicability) = if starts_braced_placeholder(self.text, sign.start) {
                (format!("{says} {FILLED_IN}"), Applicability::Unsafe)
            } else {
                (says.to_owned(), Applicability::Safe)
            };
            finding.label(title.clone()).help(says).fix(title, applicability, vec![edit])
        } else {
            finding.label("does not belong here").help(format!(
                "{says} Doubling it would not help: `{}` does not accept a percent sign.",
                self.rules.name
            ))
        };
        self.refuse(finding);
    }
}
