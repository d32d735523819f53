//! `quoted-scalar`

use crate::diagnostic::{Applicability, Level};
use crate::lint::mistake::{KnownMistake, Mistake};
use crate::lint::{EntryKind, Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::source::Span;
use crate::syntax::Edit;
use crate::systemd::check::Cause;
use crate::systemd::directives::{ListSemantics, Name, ValueKind};

rule! {
    /// Flags quotes around a value that is not split into words: they become part of it. Reported as `error` where
    /// systemd does not load the unit because of them; as `info` where people read the value.
    ///
    /// ## Why
    ///
    /// Commands, `Environment=` and lists accept quotes. A path, a number, a word or a name does not:
    /// `WorkingDirectory="/srv"` is a relative path that begins with a quote.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// WorkingDirectory="/srv"
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// WorkingDirectory=/srv
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.syntax(7); `src/core/load-fragment.c`. Run on 252: `WorkingDirectory= path is not absolute: "/srv"`.
    pub static QUOTED_SCALAR = {
        name: "quoted-scalar",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::UnitEntry(EntryKind::Quote, check),
    }
}

/// The mistake that this rule reports.
pub(crate) const KNOWN: KnownMistake =
    KnownMistake::new(&QUOTED_SCALAR, matches, "The quotes are part of the value: remove them.");

fn matches(mistake: &Mistake<'_>) -> bool {
    let is_scalar =
        mistake.row.list == ListSemantics::LastWins || mistake.row.kind == ValueKind::EnvironmentFile;
    is_scalar && mistake.refused.cause == Cause::Value && is_quoted(mistake.text.as_bytes())
}

/// Whether a value ends in a quote that occurs just twice in it.
fn is_quoted(value: &[u8]) -> bool {
    let Some(quote) = value.last().filter(|last| matches!(last, b'"' | b'\'')) else { return false };
    value.iter().filter(|byte| *byte == quote).count() == 2
}

/// Reports a value that is read with its quotes.
fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let written = entry.item.value.slice(entry.bytes);
    // The first and last bytes rule out nearly all.
    if written.first() != written.last() || !is_quoted(written) {
        return;
    }
    let is_taken = |kind| matches!(kind, ValueKind::String | ValueKind::PidFile);
    let Some(row) = entry.row.filter(|row| is_taken(row.kind) && row.list == ListSemantics::LastWins) else {
        return;
    };
    // The program that these are meant for may split them.
    if matches!(row.name, Name::Options | Name::ExtraOptions)
        || !context.unit.reads(entry)
        || entry.item.is_multiline()
    {
        return;
    }
    let span = entry.item.value;
    let level = if row.name == Name::Description { Level::Info } else { QUOTED_SCALAR.level };
    let finding = QUOTED_SCALAR
        .at(entry.id.file, span, format!("the quotes are part of the value of {}=", row.name))
        .level(level)
        .label("read with its quotes")
        .help("systemd silently uses the value as is. Remove the quotes.");
    let edits = vec![
        Edit::delete(Span::new(span.start, span.start + 1)),
        Edit::delete(Span::new(span.end - 1, span.end)),
    ];
    sink.add(finding.fix("remove the quotes", Applicability::Safe, edits));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::systemd::invalid_value::INVALID_VALUE;
    use crate::lint::testing::{Found, unit};

    fn one(line: &str) -> Found {
        let mut found = unit(&QUOTED_SCALAR, &format!("[Service]\n{line}\n"));
        assert_eq!(found.len(), 1, "{line}: {found:?}");
        found.remove(0)
    }

    #[test]
    fn empty_quotes_have_no_fix_because_an_empty_assignment_resets() {
        let found = one("WorkingDirectory=\"\"");
        assert_eq!((found.level, found.fixed), (Level::Error, None));
        let listed = unit(&INVALID_VALUE, "[Service]\nRuntimeDirectory=\"\"\n");
        assert_eq!((listed.len(), listed[0].fixed.clone()), (1, None));
    }

    #[test]
    fn quotes_of_every_kind_of_scalar_are_removed() {
        for (line, level, fixed) in [
            ("WorkingDirectory=\"/srv\"", Level::Error, "WorkingDirectory=/srv"),
            ("PrivateTmp='yes'", Level::Warning, "PrivateTmp=yes"),
            ("EnvironmentFile=-\"/a\"", Level::Warning, "EnvironmentFile=-/a"),
            ("StandardOutput=append:\"/a\"", Level::Warning, "StandardOutput=append:/a"),
            ("SyslogIdentifier=\"app\"", Level::Warning, "SyslogIdentifier=app"),
        ] {
            let found = one(line);
            assert_eq!(found.level, level, "{line}");
            assert_eq!(found.fixed, Some(format!("[Service]\n{fixed}\n")), "{line}");
        }
    }

    #[test]
    fn directives_that_accept_quotes_pass() {
        let found = unit(
            &QUOTED_SCALAR,
            "[Service]\nExecStart=\"/a b\"\nEnvironment=\"A=b\"\n[Unit]\nDescription=the \"app\"\n",
        );
        assert!(found.is_empty(), "{found:?}");
    }
}
