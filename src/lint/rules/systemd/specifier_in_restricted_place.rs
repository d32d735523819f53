//! `specifier-in-restricted-place`

use crate::diagnostic::{Applicability, Level};
use crate::lint::readers::sentence;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::source::Logical;
use crate::syntax::Edit;
use crate::systemd::check::Refused;
use crate::systemd::directives::{DirectiveRow, Specifiers};
use crate::systemd::specifier::Table;

rule! {
    /// Flags a specifier that exists, but not in the names of units and not in `[Install]`.
    ///
    /// ## Why
    ///
    /// Names of units know those specifiers only that cannot make a bad name: `%i`, `%p`, `%n` … as they are escaped. `%I`,
    /// `%P`, `%h` and the folders are not among them, and systemd ignores the word.
    ///
    /// ## Bad
    ///
    /// ```ini app@.service
    /// [Unit]
    /// After=dev-%I.device
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app %I
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app@.service
    /// [Unit]
    /// After=dev-%i.device
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app %I
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5), "Specifiers"; `unit_name_printf()`, `src/core/unit-printf.c`. Run on 252.
    pub static SPECIFIER_IN_RESTRICTED_PLACE = {
        name: "specifier-in-restricted-place",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}

/// Whether the letter is right elsewhere.
pub(crate) fn is_it(
    context: &UnitEntryContext<'_>,
    row: &DirectiveRow,
    text: &str,
    refused: &Refused,
) -> bool {
    let letter = text.as_bytes().get(refused.error.span.start as usize + 1).copied().unwrap_or_default();
    matches!(row.specifiers, Specifiers::UnitName | Specifiers::Install)
        && Table::Full.get(letter).is_some_and(|known| known.since <= context.release())
}

/// Reports a specifier that is not known here.
pub(crate) fn report(
    context: &UnitEntryContext<'_>,
    row: &DirectiveRow,
    value: &Logical<'_>,
    text: &str,
    refused: &Refused,
    sink: &mut Sink,
) {
    let span = refused.error.span;
    let shown = text.get(span.range()).unwrap_or_default();
    let effect = match row.specifiers {
        Specifiers::Install => "It is `systemctl enable` that fails.",
        _ => "It goes on without the word.",
    };
    let finding = SPECIFIER_IN_RESTRICTED_PLACE
        .at(
            context.entry.id.file,
            value.span(span),
            format!("`{shown}` is not expanded in the names of units"),
        )
        .label("not known here")
        .help(format!("systemd says: {} {effect}", sentence(&refused.error.message)));
    // The same without its escapes undone is what a name needs.
    let escaped = match shown {
        "%I" => "%i",
        "%P" => "%p",
        "%J" => "%j",
        _ => {
            sink.add(finding);
            return;
        }
    };
    let edit = Edit::replace(value.span(span), escaped);
    sink.add(finding.fix(format!("write `{escaped}`"), Applicability::Safe, vec![edit]));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, file};

    fn found(line: &str) -> Vec<Found> {
        file(&SPECIFIER_IN_RESTRICTED_PLACE, "a@.service", &format!("{line}\n"))
    }

    #[test]
    fn the_escaped_form_takes_its_place() {
        let fixed = found("[Unit]\nAfter=dev-%I.device")[0].fixed.clone().unwrap();
        assert_eq!(fixed, "[Unit]\nAfter=dev-%i.device\n");
        assert_eq!(found("[Install]\nWantedBy=%t.target")[0].fixed, None);
    }

    #[test]
    fn letters_that_nobody_knows_are_for_another_rule() {
        assert!(found("[Unit]\nAfter=dev-%Z.device").is_empty());
        assert!(found("[Service]\nExecStart=/a %I").is_empty());
    }
}
