//! `ordering-cycle`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitsContext};
use crate::rule;
use crate::systemd::fleet::{CyclicUnits, FleetUnit};
use crate::systemd::transaction::{self, Step};

rule! {
    /// Flags a unit that has to come after itself, through the units that are started with it.
    ///
    /// ## Why
    ///
    /// systemd then cannot make the job, or deletes one of the others to break the cycle: at boot that may be
    /// `local-fs.target`. A service implicitly comes after `sysinit.target` and everything that leads there: one that
    /// should come before it needs `DefaultDependencies=no`. The given units and those next to them are checked.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Unit]
    /// Before=local-fs.target
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ```ini one.service
    /// [Unit]
    /// Requires=two.service
    /// After=two.service
    ///
    /// [Service]
    /// ExecStart=/usr/bin/one
    /// ```
    ///
    /// ```ini two.service
    /// [Unit]
    /// Requires=one.service
    /// After=one.service
    ///
    /// [Service]
    /// ExecStart=/usr/bin/two
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// DefaultDependencies=no
    /// Before=local-fs.target
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ```ini one.service
    /// [Unit]
    /// Requires=two.service
    /// After=two.service
    ///
    /// [Service]
    /// ExecStart=/usr/bin/one
    /// ```
    ///
    /// ```ini two.service
    /// [Service]
    /// ExecStart=/usr/bin/two
    /// ```
    ///
    /// ## Source
    ///
    /// `transaction_verify_order()`, `src/core/transaction.c`; `service_add_default_dependencies()` and the like. Run on
    /// 252.
    pub static ORDERING_CYCLE = {
        name: "ordering-cycle",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Units(check),
    }
}

fn check(context: &UnitsContext<'_>, sink: &mut Sink) {
    let fleet = context.fleet;
    let may_be_cyclic = |unit: &FleetUnit<'_>| !unit.is_drop_in() && transaction::may_be_cyclic(*unit, fleet);
    // Units that name no other one are not in a cycle, so the order of all units need not be worked out.
    if !fleet.given().any(|unit| may_be_cyclic(&unit)) {
        return;
    }
    let cyclic = CyclicUnits::of(fleet);
    for unit in fleet.given().filter(|unit| !unit.is_drop_in() && cyclic.may_contain(*unit)) {
        if !transaction::may_be_cyclic(unit, fleet) {
            continue;
        }
        let Some(steps) = transaction::cycle(unit, fleet) else { continue };
        // Point at a place in the unit's own files, if there is one.
        let mut origins = steps.iter().filter_map(|step| step.origin);
        let origin = origins.find(|origin| unit.has(*origin)).unwrap_or_else(|| unit.start());
        let Some((file, span)) = context.resolve(origin) else { continue };
        let mut finding = ORDERING_CYCLE
            .at(file, span, format!("{} would have to come after itself", unit.name()))
            .label("a step of the cycle")
            .help(format!(
                "{}. systemd says: Found ordering cycle on {}/start, and cannot make the job (Transaction order is cyclic. See \
                 system logs for details.), or deletes another one to break the cycle.",
                chain(&steps),
                steps.first().map_or("", |step| &step.after)
            ));
        let others = steps.iter().filter_map(|step| step.origin).filter(|other| *other != origin);
        for (file, span) in others.filter_map(|other| context.resolve(other)) {
            finding = finding.related(file, span, "another one");
        }
        sink.add(finding);
    }
}

/// The cycle in words.
fn chain(steps: &[Step]) -> String {
    let step = |step: &Step| {
        let by_default = if step.origin.is_none() { " (by default)" } else { "" };
        format!("{} after {}{by_default}", step.unit, step.after)
    };
    let steps: Vec<String> = steps.iter().map(step).collect();
    format!("The order is: {}", steps.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{unit, units};

    #[test]
    fn the_help_shows_the_cycle_and_the_units_own_line_is_flagged() {
        let found =
            unit(&ORDERING_CYCLE, "[Unit]\nBefore=a.target sysinit.target\n[Service]\nExecStart=/a\n");
        assert_eq!(found[0].text, "sysinit.target");
        let chain =
            "The order is: app.service after sysinit.target (by default), sysinit.target after app.service.";
        assert!(found[0].help.starts_with(chain), "{}", found[0].help);
    }

    #[test]
    fn each_unit_of_the_cycle_is_flagged() {
        let text = |other: &str| format!("[Unit]\nWants={other}\nAfter={other}\n[Service]\nExecStart=/a\n");
        let (a, b) = (text("b.service"), text("a.service"));
        assert_eq!(units(&ORDERING_CYCLE, &[("a.service", &a), ("b.service", &b)]).len(), 2);
    }
}
