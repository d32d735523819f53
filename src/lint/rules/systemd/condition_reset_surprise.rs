//! `condition-reset-surprise`

use crate::diagnostic::Level;
use crate::lint::{EntryKind, Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::{EmptyAssignment, Name};
use crate::systemd::unit::UnitEntry;

rule! {
    /// Flags an empty condition that resets conditions of other kinds as well: any empty one clears them all.
    ///
    /// ## Why
    ///
    /// `ConditionVirtualization=` reads as if it reset only an earlier `ConditionVirtualization=`. It resets every
    /// `Condition…=` before it and, in a drop-in, those of the unit file too; the unit then starts where it should not.
    /// The same applies among `Assert…=`.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Unit]
    /// ConditionPathExists=/etc/app.conf
    /// ConditionVirtualization=
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// ConditionPathExists=/etc/app.conf
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5), "Conditions and Asserts"; `config_parse_unit_condition_string()`, `src/core/load-fragment.c`. Run on
    /// 252.
    pub static CONDITION_RESET_SURPRISE = {
        name: "condition-reset-surprise",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::UnitEntry(EntryKind::Empty, check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let Some((name, is_assert)) = condition(entry).filter(|_| context.unit.reads(entry)) else { return };
    let mut cleared: Option<(Name, UnitEntry<'_>)> = None;
    // Backwards, since an earlier reset is the end: there may be thousands.
    for other in context.unit.entries_before(entry.id, context.sources) {
        match condition(&other) {
            Some((_, kind)) if kind != is_assert => {}
            Some(_) if other.item.value.is_empty() => break,
            Some((other_name, _)) if other_name != name => cleared = Some((other_name, other)),
            _ => {}
        }
    }
    let Some((other_name, other)) = cleared else { return };
    let (all, one) = if is_assert { ("asserts", "Assert…=") } else { ("conditions", "Condition…=") };
    sink.add(
        CONDITION_RESET_SURPRISE
            .at(entry.id.file, entry.item.name, format!("an empty {name}= also clears {other_name}="))
            .label(format!("clears all {all}"))
            .related(other.id.file, other.item.name, "no longer counts")
            .help(format!(
                "systemd says nothing: any empty {one} resets all of them before it. After this line, repeat \
                 those that should stay."
            )),
    );
}

/// Which condition an entry is, and whether it is an assert; `None` if it is neither.
fn condition(entry: &UnitEntry<'_>) -> Option<(Name, bool)> {
    let row = entry.row.filter(|row| row.empty == EmptyAssignment::ResetConditions)?;
    Some((row.name, row.name.as_str().starts_with("Assert")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn a_single_kind_and_asserts_next_to_conditions_pass() {
        let count = |text: &str| unit(&CONDITION_RESET_SURPRISE, &format!("[Unit]\n{text}")).len();
        assert_eq!(count("ConditionHost=a\nConditionUser=b\nConditionUser=\n"), 1);
        assert_eq!(count("ConditionUser=b\nConditionUser=\nConditionUser=c\n"), 0);
        assert_eq!(count("AssertHost=a\nConditionUser=\n"), 0);
        assert_eq!(count("ConditionHost=a\nConditionHost=\nConditionUser=\n"), 0, "nothing is left to reset");
        assert_eq!(count("ConditionUser=\nConditionHost=a\n"), 0);
    }
}
