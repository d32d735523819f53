//! Findings about `environment=`.

mod intended;
mod likely_mistake;
mod pairs;
mod plain;

use std::cell::LazyCell;

use super::expanded::Expanded;
use super::manager_message::{manager_message, shorten};
use crate::diagnostic::{Applicability, Diagnostic};
use crate::lint::SupervisorVersion;
use crate::lint::context::EntryContext;
use crate::lint::rules::supervisord as rules;
use crate::lint::sink::Sink;
use crate::source::Span;
use crate::supervisord::kinds::environment::{self, Dialect, Pair};
use crate::syntax::Edit;
use intended::{intended_assignments, quote};
use likely_mistake::{LikelyMistake, likely_mistake};

pub(super) use plain::is_plain;

pub(super) fn check(context: &EntryContext<'_>, expanded: &Expanded<'_, '_>, sink: &mut Sink) {
    let text = expanded.text.as_ref();
    let dialect = if context.options.supervisor_version >= SupervisorVersion(4, 4) {
        Dialect::Posix
    } else {
        Dialect::Legacy
    };
    let file = context.entry.id.file;
    match environment::parse(text, dialect) {
        Err(error) => {
            let LikelyMistake { rule, span, message, label, fix } =
                likely_mistake(text, error.span, &error.message);
            let finding = rule
                .at(file, expanded.place(&context.entry, span), message)
                .label(label)
                .help(manager_message(context, &error.message));
            sink.add(with_fix(finding, fix, expanded));
        }
        Ok(pairs) => {
            let intended =
                LazyCell::new(|| intended_assignments(text).map(|(_, value)| value).collect::<Vec<_>>());
            for pair in &pairs {
                if let Some(lost) = pair.lost_span {
                    sink.add(lost_text(context, expanded, (pair, lost), &intended));
                }
            }
            pairs::check(context, expanded, &pairs, dialect, sink);
            if pairs.is_empty() && !text.trim().is_empty() {
                sink.add(
                    rules::environment_value_truncated::ENVIRONMENT_VALUE_TRUNCATED
                        .at(
                            file,
                            expanded.place(&context.entry, Span::default()),
                            "supervisord reads the whole value as a comment",
                        )
                        .label("no variable is set")
                        .help("An unquoted `#` starts a comment that runs to the end of the line."),
                );
            }
        }
    }
}

/// A fix for an environment.
struct ProposedFix {
    title: String,
    applicability: Applicability,
    /// Ranges of the text and their replacements.
    changes: Vec<(Span, &'static str)>,
}

/// Adds a fix to a finding, unless it would have to change the inside of an expansion.
fn with_fix(finding: Diagnostic, fix: Option<ProposedFix>, expanded: &Expanded<'_, '_>) -> Diagnostic {
    let Some(ProposedFix { title, applicability, changes }) = fix else { return finding };
    let edits: Option<Vec<Edit>> = changes
        .into_iter()
        .map(|(span, text)| {
            let span = if span.is_empty() {
                Span::at(expanded.insertion_offset(span.start)?)
            } else {
                expanded.span(span)
            };
            Some(Edit::replace(span, text))
        })
        .collect();
    match edits {
        Some(edits) => finding.fix(title, applicability, edits),
        None => finding,
    }
}

/// The finding about text that supervisord skips after a pair; `intended` has the values that a person would read, in
/// order.
fn lost_text(
    context: &EntryContext<'_>,
    expanded: &Expanded<'_, '_>,
    (pair, lost): (&Pair<'_>, Span),
    intended: &[Span],
) -> Diagnostic {
    let text = expanded.text.as_ref();
    let shown = lost.text(text);
    let file = context.entry.id.file;
    if matches!(shown, ";" | "|") {
        let is_last = text[lost.end as usize..].trim_start().is_empty();
        let (message, title, change) = match is_last {
            true => (format!("`{shown}` after the last variable is skipped"), "remove it", ""),
            false => (format!("`{shown}` is where a comma belongs"), "write a comma", ","),
        };
        let changes = vec![(lost, change)];
        let fix = ProposedFix { title: title.to_owned(), applicability: Applicability::Safe, changes };
        let finding = rules::environment_separator_not_comma::ENVIRONMENT_SEPARATOR_NOT_COMMA
            .at(file, expanded.place(&context.entry, lost), message)
            .label(if is_last { "separates nothing" } else { "not a comma" })
            .help(
                "supervisord skips one word after each value without looking at it, so this works by chance. \
                 With two such words, or none between two variables, it refuses the file.",
            );
        return with_fix(finding, Some(fix), expanded);
    }
    let finding = rules::environment_value_truncated::ENVIRONMENT_VALUE_TRUNCATED
        .at(file, expanded.place(&context.entry, lost), format!("`{}` is lost", shorten(shown.trim())))
        .label("silently skipped")
        .help(format!(
            "supervisord sets {} to `{}` and skips the rest. Put the value in double quotes, and a comma \
             between two variables.",
            pair.key, pair.value
        ));
    let value = intended.binary_search_by_key(&pair.value_span.start, |value| value.start).ok();
    let fix = value.and_then(|at| {
        let (changes, applicability) = quote(text, intended[at])?;
        Some(ProposedFix { title: "put the value in quotes".to_owned(), applicability, changes })
    });
    with_fix(finding, fix, expanded)
}
