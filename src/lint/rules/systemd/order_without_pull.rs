//! `order-without-pull`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::fleet::{Fleet, FleetUnit};
use crate::systemd::kinds::unit_name::UnitType;

rule! {
    /// Flags a unit that comes after a service that no known unit starts. Part of the group `dependencies`: off unless
    /// selected with `--select dependencies`.
    ///
    /// ## Why
    ///
    /// `After=` only orders, and starts nothing: where nothing starts the other service, or it is not installed, the
    /// line has no effect and the unit starts without it. For a service that is optional, that is the right way to
    /// write it.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Unit]
    /// After=db.service
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// Wants=db.service
    /// After=db.service
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5), `After=`: "independent of and orthogonal to the requirement dependencies".
    pub static ORDER_WITHOUT_PULL = {
        name: "order-without-pull",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        depends_on_context: true,
        looks_at: LooksAt::Unit(&[Name::After], check),
    }
}

/// The lists that tie a unit to another one, which is started then, or must be running already.
const LISTS: [Name; 10] = [
    Name::Wants,
    Name::Requires,
    Name::Requisite,
    Name::BindsTo,
    Name::BindTo,
    Name::Upholds,
    Name::PartOf,
    Name::Conflicts,
    Name::WantedBy,
    Name::RequiredBy,
];

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    if !unit.is(UnitType::Service) || !context.is_whole() {
        return;
    }
    for named in context.references.in_lists(&[Name::After]) {
        let Some(stem) = named.name.strip_suffix(".service") else { continue };
        // The system's own services are part of every boot.
        if stem.starts_with("systemd-")
            || matches!(stem, "dbus" | "display-manager")
            || named.name == unit.name
        {
            continue;
        }
        if context.references.has(&LISTS, &named.name) {
            continue;
        }
        let name = named.name.to_string();
        sink.add_if(
            ORDER_WITHOUT_PULL
                .at(named.entry.file, named.span, format!("nothing here starts {}", named.name))
                .label("ordering alone does not start it")
                .help(format!(
                    "systemd waits for {0} only if something else starts it; otherwise this unit starts without it. \
                     Add Wants={0} if it is needed.",
                    named.name
                )),
            move |fleet, _| !is_started(&name, fleet),
        );
    }
}

/// Whether a known unit is enabled, or started by another known one.
fn is_started(name: &str, fleet: &Fleet) -> bool {
    fleet.find(name).is_some_and(FleetUnit::is_enabled) || fleet.is_linked(name) || fleet.is_related(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{unit, units};

    #[test]
    fn a_unit_pulled_in_by_this_or_another_unit_passes() {
        let count = |lines: &str, other: (&str, &str)| {
            let text = format!("[Unit]\n{lines}\n[Service]\nExecStart=/a\n");
            units(&ORDER_WITHOUT_PULL, &[("a.service", &text), other]).len()
        };
        let plain = ("b.service", "[Service]\nExecStart=/b\n");
        assert_eq!(count("After=b.service", plain), 1);
        assert_eq!(count("After=b.service\nWants=b.service", plain), 0);
        assert_eq!(count("After=b.service", ("b.service", "[Install]\nWantedBy=multi-user.target\n")), 0);
        assert_eq!(count("After=b.service", ("c.target", "[Unit]\nWants=b.service\n")), 0);
    }

    #[test]
    fn system_targets_and_services_pass() {
        let text = "[Unit]\nAfter=network.target dbus.service systemd-udevd.service a.mount app.service\n[Service]\n";
        assert!(unit(&ORDER_WITHOUT_PULL, text).is_empty());
    }
}
