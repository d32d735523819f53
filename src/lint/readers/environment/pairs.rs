//! Findings about the pairs of an `environment` that parses: what supervisord accepts but nobody meant.

use std::collections::BTreeMap;

use memchr::{memchr, memchr_iter, memchr2, memmem};

use crate::diagnostic::{Applicability, Diagnostic};
use crate::lint::commands::shell_syntax::{Variable, variable};
use crate::lint::context::EntryContext;
use crate::lint::readers::expanded::Expanded;
use crate::lint::readers::manager_message::shorten;
use crate::lint::rules::supervisord as rules;
use crate::lint::sink::Sink;
use crate::source::Span;
use crate::supervisord::kinds::environment::{Dialect, Pair};
use crate::syntax::Edit;

pub(super) fn check(
    context: &EntryContext<'_>,
    expanded: &Expanded<'_, '_>,
    pairs: &[Pair<'_>],
    dialect: Dialect,
    sink: &mut Sink,
) {
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, pair) in pairs.iter().enumerate() {
        if let Some(earlier) = known.insert(&pair.key, at) {
            sink.add(duplicate_key(context, expanded, pairs, earlier, at));
        }
        if dialect == Dialect::Legacy
            && let Some(finding) = lost_quotes(context, expanded, pair)
        {
            sink.add(finding);
        }
        check_shell_variables(context, expanded, pair, sink);
    }
}

/// The finding about a variable that an earlier pair sets already.
fn duplicate_key(
    context: &EntryContext<'_>,
    expanded: &Expanded<'_, '_>,
    pairs: &[Pair<'_>],
    earlier: usize,
    at: usize,
) -> Diagnostic {
    let (first, again) = (&pairs[earlier], &pairs[at]);
    let file = context.entry.id.file;
    let finding = rules::environment_duplicate_key::ENVIRONMENT_DUPLICATE_KEY
        .at(file, expanded.place(&context.entry, again.key_span), format!("{} is set twice", again.key))
        .label("this one counts")
        .help(format!(
            "supervisord sets {} to `{}` and silently drops the other one. Remove that one.",
            again.key,
            shorten(&again.value)
        ))
        .related(file, expanded.place(&context.entry, first.key_span), "this one is dropped");
    // From its name to the next one; nothing else that is between them may be deleted.
    let next = pairs[earlier + 1].key_span.start;
    let (Some(start), Some(end)) =
        (expanded.insertion_offset(first.key_span.start), expanded.insertion_offset(next))
    else {
        return finding;
    };
    let span = Span::new(start, end);
    let bytes = span.slice(context.entry.bytes);
    let has_comment = memchr(b'\n', bytes).is_some() && memchr2(b';', b'#', bytes).is_some();
    if has_comment || first.lost_span.is_some() {
        return finding;
    }
    finding.fix("remove the first one", Applicability::Safe, vec![Edit::delete(span)])
}

/// The finding about quotes at the ends that are lost, or about backslashes that are kept.
fn lost_quotes(
    context: &EntryContext<'_>,
    expanded: &Expanded<'_, '_>,
    pair: &Pair<'_>,
) -> Option<Diagnostic> {
    let written = expanded.text.get(pair.value_span.range())?;
    let pair_of = ['"', '\''].into_iter().find(|quote| written.starts_with(*quote));
    let inner = match pair_of {
        Some(quote) => written.strip_prefix(quote)?.strip_suffix(quote)?,
        None => written,
    };
    let rule = &rules::environment_quote_loss::ENVIRONMENT_QUOTE_LOSS;
    let at = |message: String| {
        rule.at(context.entry.id.file, expanded.place(&context.entry, pair.value_span), message)
    };
    if inner.starts_with(['"', '\'']) || inner.ends_with(['"', '\'']) {
        let finding = at(format!("the value of {} loses the quotes at its ends", pair.key));
        return Some(finding.label("more than the outer pair is removed").help(format!(
            "supervisord sets {} to `{}`: up to 4.3 it removes every quote at both ends. From 4.4 on the \
             inner ones stay. A value with a quote at its end cannot be written for both: have a script set \
             it.",
            pair.key,
            shorten(&pair.value)
        )));
    }
    // What 4.4 reads as an escape, or the author meant as one.
    let escapes: &[&str] = match pair_of? {
        '"' => &["\\\\", "\\'"],
        _ => &["\\\""],
    };
    let escape = escapes.iter().find(|escape| memmem::find(inner.as_bytes(), escape.as_bytes()).is_some())?;
    let finding = at(format!("`{escape}` in the value of {} is kept literally", pair.key));
    Some(finding.label("the backslash escapes nothing").help(format!(
        "supervisord sets {} to `{}`, backslashes included. From 4.4 on a backslash in double quotes escapes a quote and another \
         backslash. Write the value in the other kind of quotes, without escapes.",
        pair.key,
        shorten(&pair.value)
    )))
}

/// Reports variables in shell syntax. In single quotes a shell would not expand them either.
fn check_shell_variables(
    context: &EntryContext<'_>,
    expanded: &Expanded<'_, '_>,
    pair: &Pair<'_>,
    sink: &mut Sink,
) {
    let text = expanded.text.as_ref();
    let Some(written) = text.get(pair.value_span.range()).filter(|written| written.starts_with('"')) else {
        return;
    };
    for dollar in memchr_iter(b'$', written.as_bytes()) {
        if written[..dollar].ends_with(['\\', '$']) {
            continue;
        }
        let Some(Variable { name, len, is_whole }) = variable(&written[dollar..]) else { continue };
        let start = pair.value_span.start + dollar as u32;
        // A `$` that comes from a variable of supervisord's environment is not in the file.
        if !expanded.is_literal(start) {
            continue;
        }
        let span = expanded.span(Span::new(start, start + len as u32));
        let finding = rules::environment_shell_expansion::ENVIRONMENT_SHELL_EXPANSION
            .at(context.entry.id.file, span, format!("`${name}` is not expanded in environment="))
            .label("no shell reads this")
            .help(format!(
                "The program gets the literal text `{}`. The variable that supervisord was started with is \
                 %(ENV_{name})s; if it is not set, supervisord refuses the file.",
                &written[dollar..dollar + len]
            ));
        sink.add(if is_whole {
            let edit = Edit::replace(span, format!("%(ENV_{name})s"));
            finding.fix(format!("write %(ENV_{name})s"), Applicability::Unsafe, vec![edit])
        } else {
            finding
        });
    }
}
