//! `deprecated-specifier`

use crate::diagnostic::Level;
use crate::lint::{EntryKind, Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::Specifiers;
use crate::systemd::kinds::specifier::{Piece, Table, pieces};

rule! {
    /// Flags the specifiers `%c`, `%r` and `%R`, which stand for control group paths.
    ///
    /// ## Why
    ///
    /// They were made for cgroup v1. systemd still expands them, to something that is no longer a valid path, and says
    /// so on every load. A program finds its own control group in `/proc/self/cgroup`.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app --group %c
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app --unit %n
    /// ```
    ///
    /// ## Source
    ///
    /// `bad_specifier()`, `src/core/unit-printf.c`. Run on 252.
    pub static DEPRECATED_SPECIFIER = {
        name: "deprecated-specifier",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::UnitEntry(EntryKind::Percent, check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let is_expanded =
        entry.row.is_some_and(|row| matches!(row.specifiers, Specifiers::Unit | Specifiers::UnitIn(_)));
    if !is_expanded || !context.unit.reads(entry) {
        return;
    }
    let value = entry.value();
    for (piece, span) in pieces(value.bytes()) {
        let Piece::Specifier(letter) = piece else { continue };
        if !Table::Full.get(letter).is_some_and(|specifier| specifier.deprecated) {
            continue;
        }
        let letter = char::from(letter);
        sink.add(
            DEPRECATED_SPECIFIER
                .at(entry.id.file, value.span(span), format!("`%{letter}` is no longer a control group path"))
                .label("deprecated")
                .help(format!(
                    "systemd says: Specifier '%{letter}' used in unit configuration, which is deprecated. \
                     Please update your unit file, as it does not work as intended. It still expands it."
                )),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn only_specifiers_that_are_expanded_count() {
        let count = |line: &str| unit(&DEPRECATED_SPECIFIER, &format!("[Service]\n{line}\n")).len();
        assert_eq!(count("Environment=A=%c B=%r"), 2);
        assert_eq!(count("ExecStart=/bin/a %%c %R"), 1);
        assert_eq!(count("PAMName=%i"), 0);
    }
}
