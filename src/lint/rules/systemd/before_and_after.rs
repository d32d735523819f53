//! `before-and-after`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::Name;

rule! {
    /// Flags a unit that is ordered both before and after the same unit.
    ///
    /// ## Why
    ///
    /// The two can never be started together: systemd finds an ordering cycle and drops one of their start jobs, and
    /// which one cannot be predicted.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Unit]
    /// After=db.service
    /// Before=db.service
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// After=db.service
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5), `Before=`, `After=`; `transaction_verify_order()`, `src/core/transaction.c`.
    pub static BEFORE_AND_AFTER = {
        name: "before-and-after",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[Name::Before], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    if !unit.sets(Name::After) {
        return;
    }
    // A unit that names itself belongs to another rule.
    for after in context.references.in_lists(&[Name::After]).filter(|after| after.name != unit.name) {
        let Some(other) = context.references.find(&[Name::Before], &after.name) else { continue };
        sink.add(
            BEFORE_AND_AFTER
                .at(
                    after.entry.file,
                    after.span,
                    format!("this unit is ordered both before and after {}", after.name),
                )
                .label("After= here")
                .related(other.entry.file, other.span, "Before= there")
                .help(
                    "systemd says, when both are started: Found ordering cycle. It starts only one of them. \
                     Keep the line that is meant.",
                ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn each_name_in_both_lists_is_flagged() {
        let texts = |lines: &str| -> Vec<String> {
            unit(&BEFORE_AND_AFTER, &format!("[Unit]\n{lines}\n"))
                .into_iter()
                .map(|found| found.text)
                .collect()
        };
        assert_eq!(texts("After=a.service b.service\nBefore=c.service b.service"), ["b.service"]);
        assert!(texts("After=a.service app.service\nBefore=b.service app.service").is_empty());
    }
}
