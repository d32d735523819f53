//! `bus-name-shared`

use std::collections::BTreeMap;

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitsContext};
use crate::rule;
use crate::systemd::fleet::Location;
use crate::systemd::kinds::bus_name;
use crate::systemd::kinds::unit_name::UnitType;

rule! {
    /// Flags a service that has the same `BusName=` as another service in the same directory, and a template that gives
    /// one name to all its instances.
    ///
    /// ## Why
    ///
    /// A bus name belongs to one service. systemd loads the one that it meets first, and refuses the other for as long
    /// as the first is loaded: which one that is depends on what is started when.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=dbus
    /// BusName=org.example.App
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ```ini app-debug.service
    /// [Service]
    /// Type=dbus
    /// BusName=org.example.App
    /// ExecStart=/usr/bin/app --debug
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=dbus
    /// BusName=org.example.App
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ```ini app-debug.service
    /// [Service]
    /// Type=exec
    /// ExecStart=/usr/bin/app --debug
    /// ```
    ///
    /// ## Source
    ///
    /// `service_add_extras()` and `unit_watch_bus_name()`, `src/core`. Run on 252, with two services and with two instances.
    pub static BUS_NAME_SHARED = {
        name: "bus-name-shared",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Units(check),
    }
}

fn check(context: &UnitsContext<'_>, sink: &mut Sink) {
    // The first unit with a name in a directory, by directory and name.
    let mut owners: BTreeMap<(&str, &str), (&str, Location)> = BTreeMap::new();
    for unit in context.fleet.given().filter(|unit| unit.is(UnitType::Service) && !unit.is_drop_in()) {
        let Some((name, place)) = unit.bus_name().filter(|(name, _)| bus_name::is_valid(name)) else {
            continue;
        };
        let at = |message: String| {
            let (file, span) = context.resolve(place)?;
            Some(BUS_NAME_SHARED.at(file, span, message))
        };
        let says = format!(
            "systemd says, when both are loaded: Two services allocated for the same bus name {name}, refusing operation. It does \
             not load the second one."
        );
        if unit.is_template() {
            let finding = at("all instances of this template have the same bus name".to_owned());
            let Some(finding) = finding else { continue };
            sink.add(
                // Often there is only one instance at a time: of a session, of a seat.
                finding
                    .level(Level::Info)
                    .label("only one of them can be loaded")
                    .help(format!("{says} %i or %j in the name tells the instances apart.")),
            );
            continue;
        }
        let Some((owner, first)) = owners.get(&(unit.main().directory(), name)) else {
            owners.insert((unit.main().directory(), name), (unit.name(), place));
            continue;
        };
        let Some(finding) = at(format!("{name} is also the bus name of {owner}")) else { continue };
        let finding = finding.label("only one of the two can be loaded").help(says);
        sink.add(match context.resolve(*first) {
            Some((file, span)) => finding.related(file, span, "has it too"),
            None => finding,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, units};

    #[test]
    fn two_services_of_a_directory_with_one_bus_name_are_flagged() {
        let service = |name: &str| format!("[Service]\nExecStart=/a\nBusName={name}\n");
        let count = |first: (&str, &str), second: (&str, &str)| {
            let (one, two) = (service(first.1), service(second.1));
            units(&BUS_NAME_SHARED, &[(first.0, &one), (second.0, &two)]).len()
        };
        assert_eq!(count(("u/a.service", "a.b"), ("u/b.service", "a.b")), 1);
        assert_eq!(count(("u/a.service", "a.b"), ("u/b.service", "a.c")), 0);
        assert_eq!(
            count(("u/a.service", "a.b"), ("user/b.service", "a.b")),
            0,
            "another package, or another bus"
        );
        assert_eq!(count(("u/a.service", "a.%N"), ("u/b.service", "a.%N")), 0, "expands to different names");
        assert_eq!(count(("u/a.service", "a"), ("u/b.service", "a")), 0, "not a valid bus name");
    }

    #[test]
    fn the_last_bus_name_wins_and_a_template_needs_one_per_instance() {
        let text = "[Service]\nExecStart=/a\nBusName=a.b\nBusName=a.c\n";
        let other = "[Service]\nExecStart=/a\nBusName=a.b\n";
        assert!(units(&BUS_NAME_SHARED, &[("a.service", text), ("b.service", other)]).is_empty());
        assert_eq!(file(&BUS_NAME_SHARED, "a@.service", other).len(), 1);
        assert!(file(&BUS_NAME_SHARED, "a@.service", &other.replace("a.b", "a.b%j")).is_empty());
        assert!(file(&BUS_NAME_SHARED, "a@1.service", other).is_empty());
    }
}
