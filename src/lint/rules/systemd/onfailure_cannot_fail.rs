//! `onfailure-cannot-fail`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::kinds::unit_name::UnitType;

rule! {
    /// Flags `OnFailure=` in a slice or a device: units of these types cannot fail.
    ///
    /// ## Why
    ///
    /// What the setting names is never started. It belongs in the units inside the slice.
    ///
    /// ## Bad
    ///
    /// ```ini app.slice
    /// [Unit]
    /// OnFailure=mail.service
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// OnFailure=mail.service
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// `unit_add_dependency()`, `src/core/unit.c`: `can_fail` of each type. Run on 252.
    pub static ONFAILURE_CANNOT_FAIL = {
        name: "onfailure-cannot-fail",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::OnFailure], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let Some(kind @ (UnitType::Slice | UnitType::Device)) = context.unit.unit_type() else { return };
    let value = entry.value();
    let Some(text) = value.text().filter(|text| !text.is_empty()) else { return };
    if !context.unit.reads(entry) {
        return;
    }
    sink.add(
        ONFAILURE_CANNOT_FAIL
            .at(entry.id.file, value.whole(), format!("a {kind} cannot fail"))
            .label("never started from here")
            .help(format!(
                "systemd says: Requested dependency OnFailure={text} ignored ({kind} units cannot fail)."
            )),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn types_that_can_fail_pass() {
        let count = |name: &str| file(&ONFAILURE_CANNOT_FAIL, name, "[Unit]\nOnFailure=b.service\n").len();
        assert_eq!((count("a.slice"), count("a.device"), count("a.target"), count("a.timer")), (1, 1, 0, 0));
    }
}
