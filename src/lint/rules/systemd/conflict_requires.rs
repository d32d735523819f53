//! `conflict-requires`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::unit_name::UnitType;

rule! {
    /// Flags a unit that requires another one and conflicts with it: through `Conflicts=`, or as all units do with the
    /// target that stops them, `shutdown.target` or, for mounts and swaps, `umount.target`.
    ///
    /// ## Why
    ///
    /// Starting the one would have to start the other and stop it as well. systemd loads the unit but cannot create the
    /// job that starts it.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Unit]
    /// Requires=database.service
    /// Conflicts=database.service
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// Requires=database.service
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// `transaction_merge_jobs()`, `src/core/transaction.c`; `DefaultDependencies=` in systemd.service(5). Run on 252:
    /// with `Wants=` and `Conflicts=` nothing that is wanted is started.
    pub static CONFLICT_REQUIRES = {
        name: "conflict-requires",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&REQUIREMENTS, check),
    }
}

/// The kinds of requirement that cannot be dropped.
const REQUIREMENTS: [Name; 6] = [
    Name::BindTo,
    Name::BindsTo,
    Name::Requires,
    Name::RequiresOverridable,
    Name::Requisite,
    Name::RequisiteOverridable,
];

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let own = &context.unit.name;
    let says = |name: &str| {
        format!(
            "systemd says: Transaction contains conflicting jobs 'stop' and 'start' for {name}. Probably \
             contradicting requirement dependencies configured. It loads the unit but cannot start it."
        )
    };
    for other in context.references.in_lists(&[Name::Conflicts]).filter(|other| other.name != *own) {
        let Some(required) = context.references.find(&REQUIREMENTS, &other.name) else { continue };
        let name = &other.name;
        sink.add(
            CONFLICT_REQUIRES
                .at(other.entry.file, other.span, format!("{own} can run neither with nor without {name}"))
                .label("stopped here")
                .related(required.entry.file, required.span, "required here")
                .help(says(name)),
        );
    }
    let end = match context.unit.unit_type() {
        Some(UnitType::Mount | UnitType::Automount | UnitType::Swap) => "umount.target",
        _ => "shutdown.target",
    };
    let Some(required) = context.references.find(&REQUIREMENTS, end) else { return };
    if context.is_off(Section::Unit, Name::DefaultDependencies)
        || context.references.has(&[Name::Conflicts], end)
    {
        return;
    }
    sink.add(
        CONFLICT_REQUIRES
            .at(required.entry.file, required.span, format!("{own} can run neither with nor without {end}"))
            .label("stops this unit")
            .help(format!("{} DefaultDependencies=no removes the conflict.", says(end))),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, unit};

    #[test]
    fn wanted_units_pass() {
        let found =
            |line: &str| unit(&CONFLICT_REQUIRES, &format!("[Unit]\nConflicts=a.service b.target\n{line}\n"));
        assert_eq!(found("Requires=c.service b.target")[0].text, "b.target");
        assert_eq!(found("BindsTo=a.service").len(), 1);
        assert!(found("Wants=a.service\nAfter=a.service").is_empty());
    }

    #[test]
    fn requiring_the_shutdown_target_is_flagged() {
        let count =
            |name: &str, lines: &str| file(&CONFLICT_REQUIRES, name, &format!("[Unit]\n{lines}\n")).len();
        for name in ["a.service", "a.socket", "a.timer", "a.target"] {
            assert_eq!(count(name, "Requires=shutdown.target umount.target"), 1, "{name}");
        }
        assert_eq!(count("a.mount", "Requires=umount.target"), 1);
        assert_eq!(count("a.service", "Requires=umount.target"), 0);
        assert_eq!(count("a.service", "Wants=shutdown.target"), 0);
        assert_eq!(count("a.service", "Requires=shutdown.target\nDefaultDependencies=no"), 0);
        assert_eq!(count("a.service", "Requires=shutdown.target\nConflicts=shutdown.target"), 1);
    }
}
