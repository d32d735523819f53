//! `conflict-requires`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::Name;

rule! {
    /// Flags a unit that requires another one and conflicts with it.
    ///
    /// ## Why
    ///
    /// The start of the one would have to start and to stop the other. systemd loads the unit, and cannot make the job that
    /// starts it.
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
    /// `transaction_merge_jobs()`, `src/core/transaction.c`. Run on 252: `Wants=` with `Conflicts=` starts nothing of what
    /// is wanted.
    pub static CONFLICT_REQUIRES = {
        name: "conflict-requires",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[Name::Conflicts], check),
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
    for other in context.ties.listed(&[Name::Conflicts]).filter(|other| other.name != *own) {
        let Some(required) = context.ties.find(&REQUIREMENTS, &other.name) else { continue };
        let name = &other.name;
        sink.add(
            CONFLICT_REQUIRES
                .at(other.entry.file, other.span, format!("{own} cannot run with {name} and not without it"))
                .label("stopped")
                .related(required.entry.file, required.span, "required")
                .help(format!(
                    "systemd says: Transaction contains conflicting jobs 'stop' and 'start' for {name}. Probably contradicting \
                     requirement dependencies configured. It loads the unit and cannot start it."
                )),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn what_is_only_wanted_passes() {
        let found =
            |line: &str| unit(&CONFLICT_REQUIRES, &format!("[Unit]\nConflicts=a.service b.target\n{line}\n"));
        assert_eq!(found("Requires=c.service b.target")[0].text, "b.target");
        assert_eq!(found("BindsTo=a.service").len(), 1);
        assert!(found("Wants=a.service\nAfter=a.service").is_empty());
    }
}
