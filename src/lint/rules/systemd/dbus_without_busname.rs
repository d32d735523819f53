//! `dbus-without-busname`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::kinds::enums::ServiceType;
use crate::systemd::unit::UnitEntry;

rule! {
    /// Flags a `Type=dbus` service without `BusName=`.
    ///
    /// ## Why
    ///
    /// Such a service counts as started when its name appears on the bus. Without a name there is nothing to wait for, and
    /// systemd does not load the unit.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=dbus
    /// ExecStart=/usr/bin/app
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
    /// ## Source
    ///
    /// systemd.service(5), `Type=`; `service_verify()`, `src/core/service.c`. Run on 252.
    pub static DBUS_WITHOUT_BUSNAME = {
        name: "dbus-without-busname",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[Name::Type], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let facts = context.facts;
    let Some((ServiceType::Dbus, id)) = facts.service_type else { return };
    if facts.has_bus_name || !context.is_whole() {
        return;
    }
    let Some(entry) = context.unit.entry(id, context.sources) else { return };
    let is_name = |entry: &UnitEntry<'_>| {
        entry.row.is_some_and(|row| row.name == Name::BusName) && !entry.value().whole().is_empty()
    };
    let mut finding = DBUS_WITHOUT_BUSNAME
        .at(id.file, entry.value().whole(), "a Type=dbus service needs BusName=")
        .label("no valid BusName= in this unit")
        .help(
            "systemd says: Service is of type D-Bus but no D-Bus service name has been specified. \
                 Refusing. It does not load the unit. Set BusName= to the name that the program acquires on \
                 the bus.",
        );
    if let Some(ignored) = context.unit.entries(context.sources).filter(is_name).last() {
        finding = finding.related(ignored.id.file, ignored.value().whole(), "systemd ignores this name");
    }
    sink.add(finding);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn an_ignored_bus_name_line_does_not_count() {
        let count = |lines: &str| {
            unit(&DBUS_WITHOUT_BUSNAME, &format!("[Service]\nType=dbus\nExecStart=/a\n{lines}\n")).len()
        };
        for wrong in ["BusName=", "BusName=org.example. App", "BusName=app"] {
            assert_eq!(count(wrong), 1, "{wrong}");
        }
        for right in
            ["BusName=org.example.App", "BusName=org.example.App\nBusName=", "BusName=org.example.%p"]
        {
            assert_eq!(count(right), 0, "{right}");
        }
    }
}
