//! `conflict-requires`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::dependencies::named;
use crate::systemd::directives::{Name, Section};

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
        looks_at: LooksAt::Directive(&[Name::Conflicts], check),
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

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let (entry, own) = (&context.entry, &context.unit.name);
    // Most units conflict with shutdown.target at most.
    if !context.unit.reads(entry) || entry.value().text() == Some("shutdown.target") {
        return;
    }
    let requirements = context.held(Section::Unit, &REQUIREMENTS);
    for other in named(entry, own).iter().filter(|other| other.name != *own) {
        let found = requirements.iter().find_map(|required| {
            let span = named(required, own).into_iter().find(|named| named.name == other.name)?.span;
            Some((required.id.file, span))
        });
        let Some((file, span)) = found else { continue };
        let name = &other.name;
        sink.add(
            CONFLICT_REQUIRES
                .at(entry.id.file, other.span, format!("{own} cannot run with {name} and not without it"))
                .label("stopped")
                .related(file, span, "required")
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
