//! `unit-triggers-itself`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::dependencies::listed_units;
use crate::systemd::directives::Name;

rule! {
    /// Flags a timer or a path that names itself in `Unit=`.
    ///
    /// ## Why
    ///
    /// It would start itself. systemd ignores the line, and starts the service of the same name, if there is one.
    ///
    /// ## Bad
    ///
    /// ```ini app.timer
    /// [Timer]
    /// OnCalendar=daily
    /// Unit=app.timer
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.timer
    /// [Timer]
    /// OnCalendar=daily
    /// Unit=app.service
    /// ```
    ///
    /// ## Source
    ///
    /// `config_parse_trigger_unit()`, `src/core/load-fragment.c`. Run on 252.
    pub static UNIT_TRIGGERS_ITSELF = {
        name: "unit-triggers-itself",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::Unit], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let (entry, unit) = (&context.entry, context.unit);
    if !unit.reads(entry) {
        return;
    }
    for own in listed_units(entry, &unit.name).into_iter().filter(|named| named.name == unit.name) {
        sink.add(
            UNIT_TRIGGERS_ITSELF
                .at(entry.id.file, own.span, format!("{} would start itself", unit.name))
                .label("this unit")
                .help(format!(
                    "systemd says: Units cannot trigger themselves, ignoring: {}. It starts {}.service instead.",
                    unit.name,
                    unit.stem()
                )),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn another_unit_passes() {
        let count = |name: &str| {
            file(&UNIT_TRIGGERS_ITSELF, "a.path", &format!("[Path]\nPathExists=/a\nUnit={name}\n")).len()
        };
        assert_eq!((count("a.path"), count("%n"), count("a.service")), (1, 1, 0));
    }
}
