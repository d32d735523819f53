//! Unit files that hold only a part of a unit.

use crate::lint::UnitContext;
use crate::lint::rules::systemd::dot_include;
use crate::systemd::directives::Name;
use crate::systemd::kinds::unit_name::UnitType;

/// Whether a unit's file is only a part of a unit: it tries to include another one with `.include`, a service has
/// nothing to run, or its first `ExecStart=` is empty and so resets that of another file. The latter is a drop-in that
/// is kept under the name of its unit until it is installed. What is missing in such a file means nothing.
pub(crate) fn is_partial(context: &UnitContext<'_>) -> bool {
    let unit = context.unit;
    let main = unit.main();
    let bytes = context.sources.get(main.id).bytes();
    if main.tree.items.iter().any(|item| dot_include::matches(item.name.slice(bytes))) {
        return true;
    }
    if !unit.is(UnitType::Service) {
        return false;
    }
    if context.facts.nothing_to_run().is_some() && context.facts.refused_start.is_none() {
        return true;
    }
    let mut entries = unit.entries(context.sources);
    entries
        .find(|entry| entry.row.is_some_and(|row| row.name == Name::ExecStart) && unit.reads(entry))
        .is_some_and(|first| first.item.value.is_empty())
}
