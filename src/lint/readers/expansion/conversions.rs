//! Findings about what follows `%(name)`: the conversion.

use super::Checker;
use crate::diagnostic::Applicability;
use crate::lint::rules::supervisord as rules;
use crate::source::Span;
use crate::supervisord::kinds::expansion::{ExpansionError, Malformed, Spec};
use crate::supervisord::options::Name;
use crate::syntax::Edit;

impl Checker<'_, '_, '_> {
    /// Reports a conversion that Python reads into what was meant as text: after a dot without digits, flags without a
    /// width to fill, or a letter that means nothing.
    pub(super) fn report_swallowed_text(&mut self, name: Span, span: Span, spec: &Spec) {
        let close = name.end + 1;
        let taken = self.text_at(Span::new(close, span.end));
        // Nearly all are `s` or `02d`.
        if taken.bytes().all(|byte| byte.is_ascii_alphanumeric()) && spec.length.is_none() {
            return;
        }
        let is_number = !matches!(spec.conversion, 's' | 'r' | 'a' | 'c');
        let flags = &spec.flags;
        let has_idle_flags = spec.width.is_none()
            && (flags.left || flags.blank || (!is_number && (flags.sign || flags.alternate)));
        let has_idle_dot = taken
            .split_once('.')
            .is_some_and(|(_, after)| !after.starts_with(|next: char| next.is_ascii_digit()));
        if !(has_idle_flags || has_idle_dot || spec.length.is_some()) {
            return;
        }
        // Unless text follows it, the minus of `%(name)-s` may have been meant as the flag.
        let follows = self.text.get(span.end as usize..).and_then(|rest| rest.chars().next());
        let is_text = has_idle_dot || follows.is_some_and(char::is_alphanumeric);
        let applicability = if is_text { Applicability::Safe } else { Applicability::Unsafe };
        let text = self.text_at(name);
        let edit = Edit::insert(self.value.offset(close - 1) + 1, "s");
        let finding = self
            .at(
                &rules::expansion_swallows_text::EXPANSION_SWALLOWS_TEXT,
                span,
                format!("`{taken}` is lost: Python reads it as the conversion of %({text})"),
            )
            .label(format!("write %({text})s{taken}"))
            .help(
                "supervisord accepts it: Python reads on to the next letter that can be a conversion. An `s` \
                 after the parenthesis ends it there.",
            )
            .fix(format!("write %({text})s{taken}"), applicability, vec![edit]);
        self.sink.add(finding);
    }

    /// Reports a conversion for numbers after a name whose value is text.
    pub(super) fn report_conversion_mismatch(&mut self, name: Span, span: Span, spec: &Spec, says: &str) {
        let text = self.text_at(name);
        let letter = Span::new(span.end - spec.conversion.len_utf8() as u32, span.end);
        let between = self.text_at(Span::new(name.end + 1, letter.start));
        let follows = self.text.get(span.end as usize..).and_then(|rest| rest.chars().next());
        // `%(program_name)d` asks for a number. `%(program_name).log` and `%(here)etc` do not: Python reads the text
        // that follows as a conversion, and changing that text would change what is meant.
        let is_meant = matches!(spec.conversion, 'd' | 'i' | 'u')
            && between.bytes().all(|byte| byte.is_ascii_digit())
            && !follows.is_some_and(char::is_alphanumeric);
        if !is_meant {
            return self.report_missing_conversion(name, span.start, says);
        }
        let finding = self
            .at(
                &rules::expansion_malformed::EXPANSION_MALFORMED,
                span,
                format!("`{}` needs a number, but {text} is text", self.text_at(span)),
            )
            .label("does not fit")
            .help(says)
            .fix("write `s`", Applicability::Safe, vec![Edit::replace(self.value.span(letter), "s")]);
        self.refuse(finding);
    }

    /// Reports a malformed piece of the text after `base`; returns the offset to continue at.
    pub(super) fn malformed(&mut self, malformed: &Malformed, base: u32) -> u32 {
        let span = malformed.span.shifted(base);
        let error = ExpansionError::Malformed { message: malformed.message.clone(), span };
        let says = self.message(&error, self.text, self.rules.omits_section);
        let Some(name) = malformed.name.map(|name| name.shifted(base)) else {
            if malformed.message != "incomplete format key" {
                self.unescaped(span, &says);
                return span.start + 1;
            }
            let finding =
                self.at(&rules::expansion_malformed::EXPANSION_MALFORMED, span, "this `%(` is never closed");
            self.refuse(finding.label("no `)` follows").help(says));
            return self.text.len() as u32;
        };
        let close = name.end + 1;
        // Python looks up the name first.
        if !self.knows(name, span) {
            return close;
        }
        let written = self.text.get(close as usize..).unwrap_or_default();
        if written.starts_with('*') {
            let finding = self.at(
                &rules::expansion_malformed::EXPANSION_MALFORMED,
                span,
                format!("`{}` asks for a width that is never given", self.text_at(span)),
            );
            self.refuse(finding.label("no `*` here").help(says));
            return close + 1;
        }
        let digits = written.bytes().take_while(u8::is_ascii_digit).count() as u32;
        self.report_missing_conversion(name, span.start, &says);
        close + digits
    }

    /// Reports a name that no conversion follows; its `%(` is at `start`.
    fn report_missing_conversion(&mut self, name: Span, start: u32, says: &str) {
        let close = name.end + 1;
        let written = self.text.get(close as usize..).unwrap_or_default();
        let digits = written.bytes().take_while(u8::is_ascii_digit).count();
        let text = self.text_at(name);
        let conversion = match text {
            "process_num" if digits == 0 && self.rules.name == Name::ProcessName.as_str() => "02d",
            "process_num" | "numprocs" => "d",
            _ => "s",
        };
        let written = format!("%({text}){}{conversion}", &written[..digits]);
        let edit = Edit::insert(self.value.offset(close - 1) + 1 + digits as u32, conversion);
        let finding = self
            .at(
                &rules::expansion_missing_conversion::EXPANSION_MISSING_CONVERSION,
                Span::new(start, close + digits as u32),
                format!("`%({text})` has no conversion"),
            )
            .label(format!("write {written}"))
            .help(says)
            .fix(format!("write {written}"), Applicability::Safe, vec![edit]);
        self.refuse(finding);
    }
}
