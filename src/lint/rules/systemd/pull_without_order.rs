//! `pull-without-order`

use crate::diagnostic::Level;
use crate::lint::facts::unit_references::STARTED_BY;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::fleet::{Fleet, FleetUnit};
use crate::systemd::kinds::unit_name::UnitType;

rule! {
    /// Flags a service that requires another one but does not say which of the two comes first. Reported as `warning`
    /// for `Requires=` and `BindsTo=`, as `info` for `Wants=` on a job that ends (`Type=oneshot`). Checked where the
    /// other service is given or in the same directory.
    ///
    /// ## Why
    ///
    /// A requirement is not an order. systemd starts both at the same time: the one that is needed may not be up yet,
    /// and when it fails, the other has long been started. A daemon that is only wanted usually just runs alongside; a
    /// job that is wanted prepares something. Two that require each other are up together: they pass.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Unit]
    /// Requires=db.service
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ```ini db.service
    /// [Service]
    /// ExecStart=/usr/bin/db
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// Requires=db.service
    /// After=db.service
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ```ini db.service
    /// [Service]
    /// ExecStart=/usr/bin/db
    /// ```
    ///
    /// An info where the other is only wanted, or bound to by a service that nothing enables: the other one starts that.
    ///
    /// ## Source
    ///
    /// systemd.unit(5), `Requires=`: "requirement dependencies do not influence the order". Found in the wild:
    /// varnishcache/pkg-varnish-cache 17.
    pub static PULL_WITHOUT_ORDER = {
        name: "pull-without-order",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        depends_on_context: true,
        looks_at: LooksAt::Unit(&PULLS, check),
    }
}

const PULLS: [Name; 3] = [Name::Requires, Name::BindsTo, Name::Wants];
const ORDERS: [Name; 2] = [Name::After, Name::Before];

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    if !unit.is(UnitType::Service) || unit.main().is_drop_in {
        return;
    }
    let is_enabled = context.references.in_lists(&STARTED_BY).next().is_some();
    for named in context.references.in_lists(&PULLS) {
        // Sockets are ordered before their services by default, and what every boot has comes early.
        if !named.name.ends_with(".service") || named.name == unit.name {
            continue;
        }
        // Its socket is there to be written to, and comes before it: waiting for that is enough.
        let is_ordered = |other: &str| context.references.has(&ORDERS, other);
        let socket = || named.name.strip_suffix(".service").map(|stem| format!("{stem}.socket"));
        if is_ordered(&named.name) || socket().is_some_and(|socket| is_ordered(&socket)) {
            continue;
        }
        let pull = named.directive;
        let is_wanted = pull == Name::Wants;
        // A unit that is bound to another one and is not started with the system is there to end with it: the other one
        // starts it.
        let is_partial = pull == Name::BindsTo && !is_enabled;
        let level = if is_wanted || is_partial { Level::Info } else { Level::Warning };
        let other = named.name.to_string();
        // Of units that are only wanted, those that end are worth waiting for.
        let is_unordered = move |fleet: &Fleet, unit: FleetUnit<'_>| {
            let other = fleet.find_or_template(&other).filter(|other| !is_wanted || other.is_oneshot());
            other.is_some_and(|other| !settles_order(other, unit))
        };
        // One finding per pair, however often the unit is pulled in.
        sink.add_first_of_unit_if(
            named.name.to_string(),
            PULL_WITHOUT_ORDER
                .at(
                    named.entry.file,
                    named.span,
                    format!("{pull}= does not say whether {} comes first", named.name),
                )
                .level(level)
                .label("started at the same time")
                .help(format!(
                    "systemd starts both at the same time. Add After={} if this unit needs it to be up.",
                    named.name
                )),
            is_unordered,
        );
    }
}

/// Whether a unit that is pulled in decides which of the two comes first, or makes it irrelevant.
fn settles_order(other: FleetUnit<'_>, unit: FleetUnit<'_>) -> bool {
    let own_socket = format!("{}.socket", unit.stem());
    let says = |lists: &[Name]| unit.names().any(|own| other.names_in(lists, own));
    // The instances of a template are not known by name.
    other.is_template() && unit.is_template()
        // A unit that pulls in the socket of this one is up before anything can write to that.
        || other.names_in(&PULLS, &own_socket)
        || other.names_in(&ORDERS, &own_socket)
        || says(&ORDERS)
        // Two units that require each other are up together, and neither waits.
        || says(&PULLS[..2])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{unit, units};

    fn levels(lines: &str, other: (&str, &str)) -> Vec<Level> {
        let text = format!("[Unit]\n{lines}\n[Service]\nExecStart=/a\n");
        units(&PULL_WITHOUT_ORDER, &[("a.service", &text), other]).iter().map(|found| found.level).collect()
    }

    #[test]
    fn either_unit_may_declare_the_order() {
        let plain = ("b.service", "[Service]\nExecStart=/b\n");
        assert_eq!(levels("Requires=b.service", plain), [Level::Warning]);
        assert_eq!(levels("Requires=b.service\nBindsTo=b.service", plain), [Level::Warning]);
        assert!(levels("Wants=b.service", plain).is_empty(), "both run in parallel");
        let job = ("b.service", "[Service]\nType=oneshot\nExecStart=/b\n");
        assert_eq!(levels("Wants=b.service", job), [Level::Info]);
        assert!(levels("Requires=b.service\nAfter=b.service", plain).is_empty());
        assert!(levels("Requires=b.service\nBefore=b.service", plain).is_empty());
        assert!(levels("Requires=b.service", ("b.service", "[Unit]\nBefore=a.service\n")).is_empty());
        assert!(levels("Requires=b.service", ("b.service", "[Unit]\nRequires=a.service\n")).is_empty());
    }

    #[test]
    fn a_unit_that_is_not_given_may_declare_the_order() {
        assert!(unit(&PULL_WITHOUT_ORDER, "[Unit]\nRequires=b.service\n[Service]\n").is_empty());
        assert!(levels("Requires=b.socket", ("b.socket", "[Socket]\n")).is_empty());
        assert_eq!(levels("Requires=b@1.service", ("b@.service", "[Service]\n")), [Level::Warning]);
    }

    #[test]
    fn a_socket_order_suffices_and_binds_to_alone_is_an_info() {
        let plain = ("b.service", "[Service]\nExecStart=/b\n");
        assert!(levels("Requires=b.socket b.service\nAfter=b.socket", plain).is_empty());
        assert!(levels("BindsTo=b.service", ("b.service", "[Unit]\nRequires=a.socket\n")).is_empty());
        assert_eq!(levels("BindsTo=b.service", plain), [Level::Info]);
        assert_eq!(levels("BindsTo=b.service\n[Install]\nWantedBy=x.target", plain), [Level::Warning]);
    }
}
