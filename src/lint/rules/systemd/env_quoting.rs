//! `env-quoting`

use crate::diagnostic::{Applicability, Level};
use crate::lint::mistake::Mistake;
use crate::lint::readers::{RefusedValue, sentence};
use crate::lint::{Fixable, LooksAt, Sink};
use crate::rule;
use crate::secret;
use crate::secret::words::REDACTED;
use crate::source::Span;
use crate::syntax::Edit;
use crate::systemd::kinds::environment;

rule! {
    /// Flags a word in `Environment=` that is not an assignment: a value with spaces that is not quoted, an `export`, a
    /// name that no variable can have, a broken quote or escape.
    ///
    /// ## Why
    ///
    /// `Environment=` is a list of words. In `GREETING=hello world` the second word is dropped, and the program sees
    /// `hello`. systemd logs a line and continues.
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

/// Reports a word that is not an assignment.
pub(crate) fn report(refused: &RefusedValue<'_>, sink: &mut Sink) {
    let RefusedValue { context, value, mistake: Mistake { row: _, text, refused: _ } } = *refused;
    let (at, word) = (refused.error().span, refused.word());
    let is_word = !word.starts_with(['"', '\'', '\\']);
    let shown =
        if is_word && is_of_secret(text, at.start) { REDACTED.into() } else { secret::words::redact(word) };
    let says = refused.error().message.replace(word, &shown);
    let finding = ENV_QUOTING.at(refused.file(), refused.place(), message(&shown));
    // config_parse_environ() gives up on a line when it cannot split off the next word; what it has read stays.
    if refused.error().message.starts_with("Invalid syntax, ") {
        let label = if matches!(word, "\"" | "'") { "opened here" } else { "dropped from this word on" };
        sink.add(finding.label(label).help(format!(
            "systemd says: {} It sets the variables before this word and drops the rest of the line.",
            sentence(&says)
        )));
        return;
    }
    let finding = finding.help(format!("systemd says: {} The rest of the line is set.", sentence(&says)));
    if word == "export" {
        let after = &text[at.end as usize..];
        let gap = after.len() - after.trim_start().len();
        let edit = Edit::delete(value.span(Span::new(at.start, at.end + gap as u32)));
        sink.add(finding.label("dropped").fix("remove `export`", Applicability::Safe, vec![edit]));
        return;
    }
    let read = environment::parse(text, context.release());
    let before = read.assignments.iter().rfind(|one| one.span().end <= at.start);
    let is_bare = !word.contains(['=', '"', '\'', '\\']);
    match before {
        // The word was split from this value: quote all of it.
        Some(before) if is_bare && !text[before.span().range()].contains(['"', '\'', '\\']) => {
            let next = read.assignments.iter().map(|one| one.span().start).find(|start| *start > at.start);
            let end = text[..next.map_or(text.len(), |next| next as usize)].trim_end().len() as u32;
            let span = Span::new(before.span().start, end);
            let quotes = ["\"", "\""];
            let edits = vec![
                Edit::insert(value.offset(span.start), quotes[0]),
                Edit::insert(value.span(span).end, quotes[1]),
            ];
            let finding = finding.label(format!("not part of {}", before.name()));
            let is_whole = !text[span.range()].contains(['"', '\'', '\\']);
            sink.add(if is_whole {
                finding.fix("put the value in quotes", Applicability::Unsafe, edits)
            } else {
                finding
            });
        }
        // Environment=/etc/default/app
        _ if word.trim_start_matches('-').starts_with('/') => {
            let says = sentence(&says);
            let help = format!("systemd says: {says} To read variables from a file, use EnvironmentFile=.");
            sink.add(finding.label("not NAME=VALUE").help(help));
        }
        _ => sink.add(finding.label("not NAME=VALUE")),
    }
}

/// Whether a word was split from the value of a secret: `PASSWORD=one two`, `PASSWORD = two`.
fn is_of_secret(text: &str, start: u32) -> bool {
    let before = text.get(..start as usize).unwrap_or_default();
    let name = |word: &str| secret::name::is_secret_name(word.trim_end_matches('=').trim_end().as_bytes());
    let last = before.rfind('=').map(|at| &before[..at]);
    last.is_some_and(name) || name(before.trim_end())
}

fn message(word: &str) -> String {
    match word {
        "\"" | "'" => "this quote in Environment= is never closed".to_owned(),
        escape if escape.starts_with('\\') => format!("`{escape}` is not an escape sequence"),
        word => format!("`{word}` in Environment= is not an assignment"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, unit};

    fn found(value: &str) -> Vec<Found> {
        unit(&ENV_QUOTING, &format!("[Service]\nEnvironment={value}\n"))
    }

    fn fixed(value: &str) -> Option<String> {
        let text = found(value)[0].fixed.clone()?;
        Some(text.trim_start_matches("[Service]\nEnvironment=").trim_end().to_owned())
    }

    #[test]
    fn a_value_with_spaces_is_quoted_as_a_whole() {
        assert_eq!(fixed("A=b c").as_deref(), Some("\"A=b c\""));
        assert_eq!(fixed("X=1 A=b c d Y=2").as_deref(), Some("X=1 \"A=b c d\" Y=2"));
        assert_eq!(found("X=1 A=b c d Y=2").len(), 2);
        assert_eq!(fixed("A=b c \"d e\""), None);
    }

    #[test]
    fn the_word_export_is_removed() {
        assert_eq!(fixed("export A=b").as_deref(), Some("A=b"));
        assert_eq!(found("export A=b")[0].text, "export");
    }

    #[test]
    fn text_after_a_broken_quote_or_escape_is_dropped() {
        let dropped = "It sets the variables before this word and drops the rest of the line.";
        for (value, label) in
            [("A=b C=d\\ e F=g", "dropped from this word on"), ("A=b C=\"d F=g", "opened here")]
        {
            let found = &found(value)[0];
            assert_eq!(
                (&*found.label, found.help.ends_with(dropped)),
                (label, true),
                "{value}: {}",
                found.help
            );
        }
        assert!(found("A=b C-=d F=g")[0].help.ends_with("The rest of the line is set."));
    }

    #[test]
    fn each_kind_of_mistake_has_its_message() {
        assert!(
            found("-/etc/default/app")[0]
                .help
                .ends_with("To read variables from a file, use EnvironmentFile=.")
        );
        assert_eq!(found("A-B=1")[0].message, "`A-B=1` in Environment= is not an assignment");
        assert_eq!(found("\"A=b")[0].message, "this quote in Environment= is never closed");
        assert_eq!(found("A=b\\ c")[0].message, "`\\ ` is not an escape sequence");
        assert!(found("A=b \"C=d e\" 'F=g'").is_empty());
    }
}
