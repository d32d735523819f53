//! `missing-install`

use crate::diagnostic::Level;
use crate::lint::facts::partial::is_partial;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::fleet::Fleet;
use crate::systemd::kinds::enums::ServiceType;
use crate::systemd::kinds::unit_name::{UnitName, UnitType};
use crate::systemd::own_units::usual_target;

rule! {
    /// Flags a service, socket or timer that cannot be enabled and that no unit next to it starts: it has no
    /// `[Install]` settings.
    ///
    /// ## Why
    ///
    /// `systemctl enable` says that there is no installation config, and does nothing: the service does not run after
    /// the next boot. Many units are intended that way, and pass here where they show it: those that a socket, a timer,
    /// a path or the bus starts, a job that ends (`Type=oneshot`, `RemainAfterExit=yes`), a part of something else
    /// (`PartOf=`, `BindsTo=`, `StopWhenUnneeded=`, `RefuseManualStart=`), one that runs at a different time than a
    /// daemon (`DefaultDependencies=no`), templates.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    ///
    /// [Install]
    /// WantedBy=multi-user.target
    /// ```
    ///
    /// ```ini job.timer
    /// [Timer]
    /// OnCalendar=daily
    ///
    /// [Install]
    /// WantedBy=timers.target
    /// ```
    ///
    /// ```ini job.service
    /// [Service]
    /// Type=oneshot
    /// ExecStart=/usr/bin/job
    /// ```
    ///
    /// ## Source
    ///
    /// systemctl(1), `enable`; systemd.unit(5), "`[Install]` section options". Run on 252: exit status 0, and no link.
    pub static MISSING_INSTALL = {
        name: "missing-install",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        depends_on_context: true,
        looks_at: LooksAt::Unit(&[], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    let is_of_user = unit.is_user_unit(context.sources);
    let Some(kind @ (UnitType::Service | UnitType::Socket | UnitType::Timer)) = unit.unit_type() else {
        return;
    };
    let Some(target) = usual_target(kind, is_of_user) else { return };
    if context.facts.has_install
        || context.facts.has_bus_name
        || unit.is_template_or_instance()
        || unit.sets_any(&STARTED_BY_ANOTHER)
        || unit.is(UnitType::Service)
            && (context.facts.effective_type() == ServiceType::Oneshot || context.facts.remains_after_exit)
        || handles_one_connection(context)
        || !context.is_whole()
        || is_partial(context)
    {
        return;
    }
    let section = match unit.unit_type() {
        Some(UnitType::Service) => Section::Service,
        Some(UnitType::Socket) => Section::Socket,
        _ => Section::Timer,
    };
    // `header` returns the start of the file if there is none.
    let (label, add) = match context.header(Section::Install).1.is_empty() {
        true => ("no [Install] section says when", format!("add [Install] with WantedBy={target}")),
        false => ("[Install] does not say when", format!("add WantedBy={target} to [Install]")),
    };
    let when = if is_of_user { "when the user logs in" } else { "at boot" };
    let (file, span) = context.header(section);
    sink.add_if(
        MISSING_INSTALL
            .at(
                file,
                span,
                format!("this {} cannot be enabled, and nothing here starts it", unit.type_name()),
            )
            .label(label)
            .help(format!(
                "systemctl enable finds no installation config and does nothing. To start it {when}, {add}; if \
                 another unit starts it, nothing is wrong."
            )),
        |fleet, unit| !fleet.is_linked(unit.name()) && !is_started(unit.name(), fleet),
    );
}

/// Directives which suggest that another unit starts this one, or that it starts at another time than system boot.
const STARTED_BY_ANOTHER: [Name; 6] = [
    Name::BindsTo,
    Name::DefaultDependencies,
    Name::PartOf,
    Name::RefuseManualStart,
    Name::StopWhenUnneeded,
    Name::Sockets,
];

/// Whether the service handles a single connection.
fn handles_one_connection(context: &UnitContext<'_>) -> bool {
    context.value_matches(Section::Service, Name::StandardInput, |text| text == "socket")
}

/// Whether a known unit starts the one of this name.
fn is_started(name: &str, fleet: &Fleet) -> bool {
    let by_name = |stem: &str| {
        let mut other = String::with_capacity(name.len());
        ["socket", "timer", "path"].iter().any(|kind| {
            other.clear();
            other.extend([stem, ".", kind]);
            fleet.will_contain(&other)
        })
    };
    name.strip_suffix(".service").is_some_and(by_name)
        || UnitName::read(name).is_some() && fleet.has_starter(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, unit, with_siblings};

    #[test]
    fn a_timer_generated_by_a_build_starts_the_service() {
        let service = ("a.service", "[Service]\nExecStart=/bin/a\n");
        let count = |other: &str| with_siblings(&MISSING_INSTALL, service, &[other]).len();
        assert_eq!((count("a.timer.in"), count("b.timer.in")), (0, 1));
    }

    #[test]
    fn a_service_started_by_something_else_passes() {
        assert_eq!(unit(&MISSING_INSTALL, "[Service]\nExecStart=/bin/a\n")[0].text, "Service");
        assert!(unit(&MISSING_INSTALL, "[Service]\nType=dbus\nBusName=a.b\n").is_empty());
        assert!(unit(&MISSING_INSTALL, "[Service]\nExecStart=/a\n[Install]\nAlias=b.service\n").is_empty());
        for line in [
            "Type=oneshot",
            "RemainAfterExit=yes",
            "StandardInput=socket",
            "[Unit]\nPartOf=b.target",
            "[Unit]\nRefuseManualStart=yes",
        ] {
            assert!(
                unit(&MISSING_INSTALL, &format!("[Service]\nExecStart=/a\n{line}\n")).is_empty(),
                "{line}"
            );
        }
        assert!(unit(&MISSING_INSTALL, "[Service]\nNice=1\n").is_empty(), "a partial unit");
        assert_eq!(
            unit(&MISSING_INSTALL, "[Service]\nExecStart=/a\n[Install]\n").len(),
            1,
            "an empty section has no effect"
        );
        let help = unit(&MISSING_INSTALL, "[Service]\nExecStart=/a\n[Install]\n").remove(0).help;
        assert!(help.contains("add WantedBy=multi-user.target to [Install]; if another"), "{help}");
        let count = |name: &str| file(&MISSING_INSTALL, name, "[Unit]\n").len();
        assert_eq!(
            (count("a.timer"), count("a.socket"), count("a@.service"), count("a.target")),
            (1, 1, 0, 0)
        );
    }

    #[test]
    fn the_help_suggests_default_target_for_a_user_unit() {
        let help = |name: &str| file(&MISSING_INSTALL, name, "[Service]\nExecStart=/a\n").remove(0).help;
        assert!(
            help("user/a.service")
                .contains("when the user logs in, add [Install] with WantedBy=default.target")
        );
        assert!(help("system/a.service").contains("at boot, add [Install] with WantedBy=multi-user.target"));
    }
}
