//! `scope-unit-file`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::source::Span;
use crate::systemd::kinds::unit_name::UnitType;

rule! {
    /// Flags a unit file for a scope.
    ///
    /// ## Why
    ///
    /// A scope is created by a program, for processes that it started itself (`systemd-run --scope`, logind). systemd
    /// never loads one from a file; only drop-ins count.
    ///
    /// ## Bad
    ///
    /// ```ini app.scope
    /// [Scope]
    /// RuntimeMaxSec=60
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.scope.d/limit.conf
    /// [Scope]
    /// RuntimeMaxSec=60
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.scope(5); `scope_load()`, `src/core/scope.c`. Run on 252.
    pub static SCOPE_UNIT_FILE = {
        name: "scope-unit-file",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    if !unit.is(UnitType::Scope) || !context.is_whole() {
        return;
    }
    sink.add(
        SCOPE_UNIT_FILE
            .at(unit.main().id, Span::at(0), "a scope is created by a program, not by a file")
            .label("never loaded")
            .help(format!(
                "systemd says: Unit {} not found. To run a program, write a service; to change a scope, a drop-in.",
                unit.name
            )),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn a_drop_in_passes() {
        assert_eq!(file(&SCOPE_UNIT_FILE, "a.scope", "[Scope]\n").len(), 1);
        assert!(file(&SCOPE_UNIT_FILE, "a.scope.d/b.conf", "[Scope]\n").is_empty());
    }
}
