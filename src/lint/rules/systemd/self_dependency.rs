//! `self-dependency`

use crate::diagnostic::Level;
use crate::lint::facts::unit_references::UnitReference;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::dependencies::DEPENDENCIES;
use crate::systemd::directives::Name;

rule! {
    /// Flags a unit that names itself in a list of dependencies.
    ///
    /// ## Why
    ///
    /// Nothing can wait for itself, or stop itself when it starts: systemd drops the name. Usually another unit was
    /// meant, or the line was copied.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Unit]
    /// After=app.service
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// After=database.service
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// `unit_add_dependency()`, `src/core/unit.c`. Run on 252: the requirement kinds are dropped silently.
    pub static SELF_DEPENDENCY = {
        name: "self-dependency",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&DEPENDENCIES, check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    if !unit.is_named() {
        return;
    }
    let is_own = |reference: &&UnitReference<'_>| reference.name == unit.name;
    for own in context.references.dependencies().iter().filter(is_own) {
        let name = own.directive;
        let says = match name {
            Name::After | Name::Before | Name::Conflicts | Name::OnFailure | Name::OnSuccess => {
                format!("systemd says: Dependency {name}={} is dropped.", unit.name)
            }
            _ => "systemd silently drops the name.".to_owned(),
        };
        sink.add(
            SELF_DEPENDENCY
                .at(own.entry.file, own.span, format!("{} names itself in {name}=", unit.name))
                .label("this unit")
                .help(format!("{says} The others in the list still count.")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn the_own_name_may_be_written_with_a_specifier() {
        let found = |name: &str, line: &str| -> Vec<String> {
            let found = file(&SELF_DEPENDENCY, name, &format!("[Unit]\n{line}\n"));
            found.into_iter().map(|one| one.text).collect()
        };
        assert_eq!(found("a.service", "After=b.service a.service"), ["a.service"]);
        assert_eq!(found("a.service", "Wants=%n"), ["%n"]);
        assert_eq!(found("a@.service", "After=a@%i.service"), ["a@%i.service"]);
        assert_eq!(found("a@x.service", "After=a@.service a@y.service"), ["a@.service"]);
        assert!(found("a.service", "After=aa.service a.socket").is_empty());
    }
}
