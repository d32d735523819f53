//! `onfailure-isolate`

use std::collections::BTreeSet;

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::dependencies::listed_units;
use crate::systemd::directives::{Name, Section};

rule! {
    /// Flags several units in `OnFailure=` or `OnSuccess=` that should be started in isolation.
    ///
    /// ## Why
    ///
    /// `isolate` stops every other unit, so each of two would stop the other. systemd does not load the unit.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Unit]
    /// OnFailure=rescue.target mail.target
    /// OnFailureJobMode=isolate
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// OnFailure=rescue.target
    /// OnFailureJobMode=isolate
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5), `OnFailureJobMode=`; `unit_validate_on_failure_job_mode()`, `src/core/unit.c`. Run on 252.
    pub static ONFAILURE_ISOLATE = {
        name: "onfailure-isolate",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::OnFailureIsolate, Name::OnFailureJobMode, Name::OnSuccessJobMode], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    let Some(row) = entry.row else { return };
    let (is_isolate, list, mode) = match row.name {
        Name::OnFailureIsolate => (entry.flag() == Some(true), Name::OnFailure, Name::OnFailureJobMode),
        Name::OnSuccessJobMode => (value.text() == Some("isolate"), Name::OnSuccess, row.name),
        _ => (value.text() == Some("isolate"), Name::OnFailure, row.name),
    };
    if !is_isolate || !context.is_in_effect() || !context.is_whole() {
        return;
    }
    let lists = context.in_effect(Section::Unit, &[list]);
    let names: BTreeSet<String> = lists
        .iter()
        .flat_map(|entry| listed_units(entry, &context.unit.name))
        .map(|named| named.name)
        .collect();
    let Some(first) = lists.first().filter(|_| names.len() > 1) else { return };
    sink.add(
        ONFAILURE_ISOLATE
            .at(entry.id.file, value.whole(), format!("{} units cannot each be the only one", names.len()))
            .label("starts one and stops all others")
            .related(first.id.file, first.item.name, "the units")
            .help(format!(
                "systemd says: More than one {list}= dependencies specified but {mode}=isolate set. Refusing. It does not load \
                 the unit."
            )),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn one_unit_named_twice_is_one() {
        let count = |lines: &str| unit(&ONFAILURE_ISOLATE, &format!("[Unit]\n{lines}\n")).len();
        assert_eq!(count("OnFailure=a.service\nOnFailure=b.service\nOnFailureJobMode=isolate"), 1);
        assert_eq!(count("OnSuccess=a.service b.service\nOnSuccessJobMode=isolate"), 1);
        assert_eq!(count("OnFailure=a.service a.service\nOnFailureIsolate=yes"), 0);
        assert_eq!(count("OnFailure=a.service b.service\nOnFailureJobMode=replace"), 0);
        // The name of the unit is known: this is `app.service`.
        assert_eq!(count("OnFailure=a.service %p-b.service\nOnFailureJobMode=isolate"), 1);
        assert_eq!(count("OnFailure=w@.service w@app.service\nOnFailureJobMode=isolate"), 0);
    }
}
