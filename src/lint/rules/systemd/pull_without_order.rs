//! `pull-without-order`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::fleet::{Fleet, Known};

rule! {
    /// Flags a service that requires another one and does not say which of the two comes first: a warning for `Requires=`
    /// and `BindsTo=`, an info for `Wants=` of a job that ends (`Type=oneshot`). Looked at where the other service is given or lies
    /// beside it.
    ///
    /// ## Why
    ///
    /// A requirement is no order. systemd starts both at once: the one that is needed may not be up yet, and when it fails,
    /// the other has long been started. A daemon that is only wanted mostly runs along; a job that is wanted prepares something. Two that require each other are up together: they pass.
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
    /// ## Source
    ///
    /// systemd.unit(5), `Requires=`: "requirement dependencies do not influence the order". Found in the wild:
    /// varnishcache/pkg-varnish-cache 17.
    pub static PULL_WITHOUT_ORDER = {
        name: "pull-without-order",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&PULLS, check),
    }
}

const PULLS: [Name; 3] = [Name::Requires, Name::BindsTo, Name::Wants];
const ORDERS: [Name; 2] = [Name::After, Name::Before];

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    if unit.unit_type() != "service" || unit.main().is_drop_in {
        return;
    }
    for named in context.ties.listed(&PULLS) {
        // Sockets come before their services by themselves, and what is there at every boot comes early.
        if !named.name.ends_with(".service") || named.name == unit.name {
            continue;
        }
        if context.ties.has(&ORDERS, &named.name) {
            continue;
        }
        let pull = named.directive;
        let is_wanted = pull == Name::Wants;
        let level = if is_wanted { Level::Info } else { Level::Warning };
        let other = named.name.to_string();
        let is_template = unit.is_template();
        let is_unordered = move |fleet: &Fleet, unit: Known<'_>| {
            fleet.find_made(&other).is_some_and(|other| {
                let says = |lists: &[Name]| unit.names().any(|own| other.names_in(lists, own));
                // The instances of a template are not known by name.
                let is_apart = other.is_template() && is_template;
                // Two that require each other are up together, and neither waits. Of what is only wanted, what ends is worth
                // waiting for.
                !is_apart && !says(&ORDERS) && !says(&PULLS[..2]) && (!is_wanted || other.is_job())
            })
        };
        // Once for a pair, however often the one is pulled in.
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
                    "systemd starts both at once. Add After={} if this unit needs it to be up.",
                    named.name
                )),
            is_unordered,
        );
    }
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
    fn either_of_the_two_may_say_the_order() {
        let plain = ("b.service", "[Service]\nExecStart=/b\n");
        assert_eq!(levels("Requires=b.service", plain), [Level::Warning]);
        assert_eq!(levels("Requires=b.service\nBindsTo=b.service", plain), [Level::Warning]);
        assert!(levels("Wants=b.service", plain).is_empty(), "runs along");
        let job = ("b.service", "[Service]\nType=oneshot\nExecStart=/b\n");
        assert_eq!(levels("Wants=b.service", job), [Level::Info]);
        assert!(levels("Requires=b.service\nAfter=b.service", plain).is_empty());
        assert!(levels("Requires=b.service\nBefore=b.service", plain).is_empty());
        assert!(levels("Requires=b.service", ("b.service", "[Unit]\nBefore=a.service\n")).is_empty());
        assert!(levels("Requires=b.service", ("b.service", "[Unit]\nRequires=a.service\n")).is_empty());
    }

    #[test]
    fn a_unit_that_is_not_given_may_say_it() {
        assert!(unit(&PULL_WITHOUT_ORDER, "[Unit]\nRequires=b.service\n[Service]\n").is_empty());
        assert!(levels("Requires=b.socket", ("b.socket", "[Socket]\n")).is_empty());
        assert_eq!(levels("BindsTo=b@1.service", ("b@.service", "[Service]\n")), [Level::Warning]);
    }
}
