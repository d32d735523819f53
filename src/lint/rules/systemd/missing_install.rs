//! `missing-install`

use crate::diagnostic::Level;
use crate::lint::partial::is_partial;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::Unit;
use crate::systemd::directives::{Name, Section};
use crate::systemd::enums::ServiceType;
use crate::systemd::unit_name::UnitName;
use crate::systemd::words::{Flags, Words};

rule! {
    /// Flags a service, socket or timer that cannot be enabled and that no unit beside it starts: it has no `[Install]` settings.
    ///
    /// ## Why
    ///
    /// `systemctl enable` says that there is no installation config, and does nothing: after the next boot the service does not
    /// run. Many units are meant so, and pass here where they show it: those that a socket, a timer, a path or the bus starts, a
    /// job that ends (`Type=oneshot`, `RemainAfterExit=yes`), a part of something else (`PartOf=`, `BindsTo=`,
    /// `StopWhenUnneeded=`, `RefuseManualStart=`), what runs at another time than a daemon (`DefaultDependencies=no`), templates.
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
        looks_at: LooksAt::Unit(check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    let target = match unit.unit_type() {
        "service" => "multi-user.target",
        "socket" => "sockets.target",
        "timer" => "timers.target",
        _ => return,
    };
    if context.facts.has_install
        || context.facts.has_bus_name
        || unit.stem().contains('@')
        || context.facts.written.has_any(&STARTED_BY_ANOTHER)
        || unit.unit_type() == "service"
            && (context.facts.effective_type() == ServiceType::Oneshot || context.facts.remains)
        || is_of_socket(context)
        || !context.is_whole()
        || is_partial(context)
    {
        return;
    }
    if context.units.linked.contains(&unit.name) || is_started(context, unit) {
        return;
    }
    let header = match unit.unit_type() {
        "service" => "Service",
        "socket" => "Socket",
        _ => "Timer",
    };
    let (file, span) = context.header(header);
    sink.add(
        MISSING_INSTALL
            .at(file, span, format!("this {} cannot be enabled, and nothing here starts it", unit.unit_type()))
            .label("no [Install] section says when")
            .help(format!(
                "systemctl enable finds no installation config and does nothing. To start it at boot, add [Install] with \
                 WantedBy={target}; if another unit starts it, all is well."
            )),
    );
}

/// Who writes one of these has another unit in mind that starts this one, or a time that is not the boot of the system.
const STARTED_BY_ANOTHER: [Name; 6] = [
    Name::BindsTo,
    Name::DefaultDependencies,
    Name::PartOf,
    Name::RefuseManualStart,
    Name::StopWhenUnneeded,
    Name::Sockets,
];

/// Whether the service is one of a connection.
fn is_of_socket(context: &UnitContext<'_>) -> bool {
    let held = context.held(Section::Service, &[Name::StandardInput]);
    held.last().is_some_and(|entry| entry.value().text() == Some("socket"))
}

/// Whether a unit that is known starts this one.
fn is_started(context: &UnitContext<'_>, unit: &Unit) -> bool {
    let stem = unit.stem();
    if unit.unit_type() == "service" {
        let by_name = ["socket", "timer", "path"];
        if by_name.iter().any(|kind| context.units.find(&format!("{stem}.{kind}")).is_some()) {
            return true;
        }
    }
    let own = UnitName::parse(&unit.name).ok();
    context.units.units.iter().filter(|other| other.name != unit.name).any(|other| {
        other.entries(context.sources).filter(|entry| entry.row.is_some_and(|row| starts(row.name))).any(
            |entry| {
                let value = entry.value();
                let mut words = Words::new(value.text().unwrap_or_default(), Flags::UNITS).flatten();
                words.any(|word| own.is_some_and(|own| word.text() == Some(own.as_str())))
            },
        )
    })
}

/// Whether a directive starts the units that it names.
const fn starts(name: Name) -> bool {
    matches!(
        name,
        Name::Wants
            | Name::Requires
            | Name::BindsTo
            | Name::Upholds
            | Name::OnFailure
            | Name::OnSuccess
            | Name::Unit
            | Name::Service
            | Name::Sockets
            | Name::Also
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, unit};

    #[test]
    fn what_something_else_starts_passes() {
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
        assert!(unit(&MISSING_INSTALL, "[Service]\nNice=1\n").is_empty(), "a part of a unit");
        assert_eq!(
            unit(&MISSING_INSTALL, "[Service]\nExecStart=/a\n[Install]\n").len(),
            1,
            "an empty section says nothing"
        );
        let count = |name: &str| file(&MISSING_INSTALL, name, "[Unit]\n").len();
        assert_eq!(
            (count("a.timer"), count("a.socket"), count("a@.service"), count("a.target")),
            (1, 1, 0, 0)
        );
    }
}
