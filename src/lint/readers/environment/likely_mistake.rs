//! The most likely mistake in an `environment=` that does not parse.

use super::ProposedFix;
use super::intended::{intended_assignments, name_len, quote};
use crate::diagnostic::Applicability;
use crate::lint::Rule;
use crate::lint::rules::supervisord as rules;
use crate::source::Span;
use crate::supervisord::kinds::environment::WORD;

/// The most likely mistake in an environment that does not parse.
pub(super) struct LikelyMistake {
    pub(super) rule: &'static Rule,
    /// A range of the text.
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) label: &'static str,
    pub(super) fix: Option<ProposedFix>,
}

pub(super) fn likely_mistake(text: &str, fallback: Span, says: &str) -> LikelyMistake {
    let is_open = says.starts_with("No closing quotation");
    if !is_open && let Some(mistake) = empty_value(text).or_else(|| missing_comma(text)) {
        return mistake;
    }
    let rule = &rules::environment_unquoted_special::ENVIRONMENT_UNQUOTED_SPECIAL;
    if is_open {
        let message = "this quote is never closed".to_owned();
        return LikelyMistake {
            rule,
            span: fallback,
            message,
            label: "everything after it is quoted",
            fix: None,
        };
    }
    if let Some(comma) = stray_comma(text) {
        let (applicability, changes) = (Applicability::Safe, vec![(comma, "")]);
        let fix = Some(ProposedFix { title: "remove the comma".to_owned(), applicability, changes });
        let message = "this comma separates nothing".to_owned();
        return LikelyMistake { rule, span: comma, message, label: "one too many", fix };
    }
    let mut first: Option<(Span, Span)> = None;
    let mut changes = Vec::new();
    let mut applicability = Applicability::Safe;
    for (name, value) in intended_assignments(text) {
        let is_special = value.slice(text.as_bytes()).iter().any(|byte| !WORD.has(*byte));
        let Some((quotes, sure)) = quote(text, value).filter(|_| is_special) else { continue };
        first = first.or(Some((name, value)));
        changes.extend(quotes);
        applicability = applicability.min(sure);
    }
    let Some((name, value)) = first else {
        let message = "environment= does not parse as NAME=value pairs".to_owned();
        return LikelyMistake { rule, span: fallback, message, label: "the pairs break here", fix: None };
    };
    let message = format!("the value of {} needs quotes", name.text(text));
    let title = if changes.len() > 2 { "put the values in quotes" } else { "put the value in quotes" };
    let fix = Some(ProposedFix { title: title.to_owned(), applicability, changes });
    LikelyMistake { rule, span: value, message, label: "supervisord reads several words", fix }
}

/// `NAME=` with nothing after it.
fn empty_value(text: &str) -> Option<LikelyMistake> {
    let mut at_all = None;
    let mut changes = Vec::new();
    for at in outside_quotes(text, '=') {
        let (before, after) = (text[..at].trim_end(), &text[at + 1..]);
        let rest = after.trim_start();
        let gap = &after[..after.len() - rest.len()];
        let is_empty =
            rest.is_empty() || rest.starts_with(',') || (gap.contains('\n') && name_len(rest).is_some());
        if is_empty && before.bytes().next_back().is_some_and(|byte| WORD.has(byte)) {
            let at = at as u32;
            at_all = at_all.or(Some(Span::new(at, at + 1)));
            changes.push((Span::at(at + 1), "\"\""));
        }
    }
    Some(LikelyMistake {
        rule: &rules::environment_empty_value::ENVIRONMENT_EMPTY_VALUE,
        span: at_all?,
        message: "a variable without a value".to_owned(),
        label: "nothing follows",
        fix: Some(ProposedFix {
            title: "write \"\"".to_owned(),
            applicability: Applicability::Safe,
            changes,
        }),
    })
}

/// A value directly followed by the next `NAME=`.
fn missing_comma(text: &str) -> Option<LikelyMistake> {
    let mut names = Vec::new();
    let mut changes = Vec::new();
    let mut at = 0;
    while let Some((_, value)) = intended_assignments(text.get(at..)?).next() {
        let start = at + value.start as usize;
        let written = text.get(start..).unwrap_or_default();
        let len = match written.bytes().next() {
            Some(quote @ (b'"' | b'\'')) => {
                written[1..].bytes().position(|byte| byte == quote).map_or(written.len(), |len| len + 2)
            }
            _ => WORD.count_at_start(written.as_bytes()),
        };
        let end = start + len.max(1).min(written.len());
        let after = text.get(end..)?;
        let rest = after.trim_start();
        // Without quotes, only whitespace tells where the value ends.
        let is_apart = after.len() > rest.len() || matches!(written.bytes().next(), Some(b'"' | b'\''));
        let next = text.len() - rest.len();
        match name_len(rest).filter(|_| is_apart && len > 0) {
            Some(len) => {
                names.push(Span::new(next as u32, (next + len) as u32));
                changes.push((Span::at(end as u32), ","));
                at = next;
            }
            None => {
                // Continue with the next pair, after a comma.
                let Some(comma) = after.find(',') else { break };
                at = end + comma + 1;
            }
        }
    }
    Some(LikelyMistake {
        rule: &rules::environment_missing_comma::ENVIRONMENT_MISSING_COMMA,
        span: *names.first()?,
        message: "a comma is missing before this variable".to_owned(),
        label: "the next variable",
        fix: Some(ProposedFix {
            title: "add the comma".to_owned(),
            applicability: Applicability::Safe,
            changes,
        }),
    })
}

/// A comma with nothing before it.
fn stray_comma(text: &str) -> Option<Span> {
    let at = outside_quotes(text, ',').find(|at| {
        let before = text[..*at].trim_end();
        before.is_empty() || before.ends_with(',')
    })?;
    Some(Span::new(at as u32, at as u32 + 1))
}

/// Where a sign is outside quotes, reading from the left.
fn outside_quotes(text: &str, sign: char) -> impl Iterator<Item = usize> {
    let mut open = None;
    text.char_indices().filter_map(move |(at, character)| {
        let is_outside = open.is_none() && character == sign;
        match open {
            None if matches!(character, '"' | '\'') => open = Some(character),
            Some(quote) if quote == character => open = None,
            _ => {}
        }
        is_outside.then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::supervisord::kinds::environment::{self, Dialect};
    use crate::syntax::Edit;

    /// The rule, the text that it points at, and the text after the fix.
    fn mistake(text: &str) -> (&'static str, &str, Option<String>) {
        let error = environment::parse(text, Dialect::Legacy).unwrap_err();
        let found = likely_mistake(text, error.span, &error.message);
        let fixed = found.fix.map(|fix| {
            let edits = fix.changes.into_iter().map(|(span, text)| Edit::replace(span, text));
            let fixed = crate::syntax::apply(text.as_bytes(), &edits.collect::<Vec<_>>()).unwrap();
            String::from_utf8(fixed).unwrap()
        });
        (found.rule.name(), &text[found.span.range()], fixed)
    }

    #[test]
    fn each_mistake_has_its_rule_and_its_fix() {
        for (text, rule, at, fixed) in [
            ("A=\"1\" B=\"2\"", "environment-missing-comma", "B", "A=\"1\", B=\"2\""),
            ("A=\"1\"B=\"2\"", "environment-missing-comma", "B", "A=\"1\",B=\"2\""),
            ("A=1\nB=2\nC=3", "environment-missing-comma", "B", "A=1,\nB=2,\nC=3"),
            ("A=1,B='2' C=3", "environment-missing-comma", "C", "A=1,B='2', C=3"),
            ("A=,B=2", "environment-empty-value", "=", "A=\"\",B=2"),
            ("A=1,B=", "environment-empty-value", "=", "A=1,B=\"\""),
            ("A=a@b,B=1", "environment-unquoted-special", "a@b", "A=\"a@b\",B=1"),
            ("A=hello world,B=2", "environment-unquoted-special", "hello world", "A=\"hello world\",B=2"),
            ("U=$U,H=/home/$U", "environment-unquoted-special", "$U", "U=\"$U\",H=\"/home/$U\""),
            ("A={\"k\":\"v\"}", "environment-unquoted-special", "{\"k\":\"v\"}", "A='{\"k\":\"v\"}'"),
            ("A=1,,B=2", "environment-unquoted-special", ",", "A=1,B=2"),
            (",A=1", "environment-unquoted-special", ",", "A=1"),
        ] {
            assert_eq!(mistake(text), (rule, at, Some(fixed.to_owned())), "{text}");
            assert!(environment::parse(fixed, Dialect::Legacy).is_ok(), "{fixed}");
        }
        assert_eq!(mistake("export A=1").2, None);
        assert_eq!(mistake("A").2, None);
        assert_eq!(mistake("A=\"x").1, "\"x");
    }

    proptest::proptest! {
        #[test]
        fn any_rejected_text_has_a_valid_mistake_span(text in "[A1=,;#'\"$ \né]{0,16}") {
            if let Err(error) = environment::parse(&text, Dialect::Legacy) {
                let mistake = likely_mistake(&text, error.span, &error.message);
                proptest::prop_assert!(text.get(mistake.span.range()).is_some());
            }
            intended_assignments(&text).for_each(drop);
        }
    }
}
