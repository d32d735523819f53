//! `empty-assignment-no-effect`

use crate::diagnostic::{Applicability, Level};
use crate::lint::mistake::{KnownMistake, Mistake};
use crate::lint::{EntryKind, Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::syntax::Edit;
use crate::systemd::directives::EmptyAssignment;

rule! {
    /// Flags an empty assignment that does nothing: the directive has no empty value, or is a list that cannot be
    /// emptied.
    ///
    /// ## Why
    ///
    /// An empty assignment resets most lists. `After=`, `Wants=` and the other lists of units only grow: no drop-in can
    /// remove what the unit file adds. Booleans, words and numbers are not reset either: systemd ignores the line.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Restart=
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Restart=no
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5): "dependencies cannot be reset to an empty list". Run on 252 and `systemctl show`; the table of
    /// directives says it for each.
    pub static EMPTY_ASSIGNMENT_NO_EFFECT = {
        name: "empty-assignment-no-effect",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::UnitEntry(EntryKind::Empty, check),
    }
}

/// The mistake that this rule reports.
pub(crate) const KNOWN: KnownMistake =
    KnownMistake::new(&EMPTY_ASSIGNMENT_NO_EFFECT, matches, "It resets nothing: the line can be removed.");

fn matches(mistake: &Mistake<'_>) -> bool {
    mistake.text.is_empty() && mistake.row.empty == EmptyAssignment::Error
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let Some(row) = entry.row.filter(|row| row.empty == EmptyAssignment::Nothing) else { return };
    if !context.unit.reads(entry) {
        return;
    }
    sink.add(
        EMPTY_ASSIGNMENT_NO_EFFECT
            .at(entry.id.file, entry.item.name, format!("an empty {}= does nothing", row.name))
            .label("this list cannot be emptied")
            .help(
                "systemd says nothing. What was added before stays: to remove a dependency, copy the unit \
                 file to /etc and change it there.",
            )
            .fix("remove the line", Applicability::Safe, vec![Edit::delete(entry.item.span())]),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn unit_lists_cannot_be_reset_and_others_can() {
        let count = |text: &str| unit(&EMPTY_ASSIGNMENT_NO_EFFECT, text).len();
        assert_eq!(count("[Unit]\nAfter=\nWants=\n"), 2);
        assert_eq!(count("[Service]\nExecStart=\nEnvironment=\n"), 0);
        let found = unit(&EMPTY_ASSIGNMENT_NO_EFFECT, "[Unit]\nAfter=\nBefore=a.target\n");
        assert_eq!(found[0].fixed.as_deref(), Some("[Unit]\nBefore=a.target\n"));
    }
}
