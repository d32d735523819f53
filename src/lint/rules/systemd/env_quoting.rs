//! `env-quoting`

use crate::diagnostic::{Applicability, Level};
use crate::lint::readers::sentence;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::source::{Logical, Span};
use crate::syntax::Edit;
use crate::systemd::check::Refused;
use crate::systemd::environment;

rule! {
    /// Flags a word of `Environment=` that is no assignment: a value with blanks that is not in quotes, an `export`, a
    /// name that no variable can have, a broken quote or escape.
    ///
    /// ## Why
    ///
    /// `Environment=` is a list of words. Of `GREETING=hello world` the second word is dropped, and the program sees
    /// `hello`. systemd logs a line and goes on.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Environment=GREETING=hello world
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Environment="GREETING=hello world"
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), `Environment=`; `config_parse_environ()`: `Invalid environment assignment, ignoring`, `Invalid
    /// syntax, ignoring`. Run on 252.
    pub static ENV_QUOTING = {
        name: "env-quoting",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}

/// Reports a word that is no assignment.
pub(crate) fn report(
    context: &UnitEntryContext<'_>,
    value: &Logical<'_>,
    text: &str,
    refused: &Refused,
    sink: &mut Sink,
) {
    let at = refused.error.span;
    let word = text.get(at.range()).unwrap_or_default();
    let help =
        format!("systemd says: {} What else stands in the line is set.", sentence(&refused.error.message));
    let finding = ENV_QUOTING.at(context.entry.id.file, value.span(at), message(word)).help(help);
    if word == "export" {
        let behind = &text[at.end as usize..];
        let gap = behind.len() - behind.trim_start().len();
        let edit = Edit::delete(value.span(Span::new(at.start, at.end + gap as u32)));
        sink.add(finding.label("dropped").fix("remove `export`", Applicability::Safe, vec![edit]));
        return;
    }
    let read = environment::parse(text, context.release());
    let before = read.assignments.iter().rfind(|one| one.span().end <= at.start);
    let is_bare = !word.contains(['=', '"', '\'', '\\']);
    match before {
        // The value that the word was cut off from: all of it goes into quotes.
        Some(before) if is_bare && !text[before.span().range()].contains(['"', '\'', '\\']) => {
            let next = read.assignments.iter().map(|one| one.span().start).find(|start| *start > at.start);
            let end = text[..next.map_or(text.len(), |next| next as usize)].trim_end().len() as u32;
            let span = Span::new(before.span().start, end);
            let quotes = ["\"", "\""];
            let edits = vec![
                Edit::insert(value.offset(span.start), quotes[0]),
                Edit::insert(value.span(span).end, quotes[1]),
            ];
            let finding = finding.label(format!("not a part of {}", before.name()));
            let is_whole = !text[span.range()].contains(['"', '\'', '\\']);
            sink.add(if is_whole {
                finding.fix("put the value in quotes", Applicability::Unsafe, edits)
            } else {
                finding
            });
        }
        _ => sink.add(finding.label("no NAME=VALUE")),
    }
}

fn message(word: &str) -> String {
    match word {
        "\"" | "'" => "this quote in Environment= is never closed".to_owned(),
        escape if escape.starts_with('\\') => format!("`{escape}` is no escape sequence"),
        word => format!("`{word}` is no assignment for Environment="),
    }
}
