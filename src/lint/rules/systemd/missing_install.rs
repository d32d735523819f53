//! `missing-install`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::Unit;
use crate::systemd::directives::Name;
use crate::systemd::unit_name::UnitName;
use crate::systemd::words::{Flags, Words};

rule! {
    /// Flags a service, socket or timer that nothing starts: no `[Install]` settings, and no unit beside it that would start it.
    ///
    /// ## Why
    ///
    /// `systemctl enable` says that there is no installation config, and does nothing: after the next boot the service does not
    /// run. Many units are meant so: those that a socket, a timer, a path or the bus starts (they pass here), and those
    /// that a unit elsewhere pulls in. Templates pass.
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
        || !context.is_whole()
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
            .at(file, span, format!("nothing starts this {}", unit.unit_type()))
            .label("no [Install] section says when")
            .help(format!(
                "systemctl enable finds no installation config and does nothing. To start it at boot, add [Install] with \
                 WantedBy={target}; if another unit starts it, all is well."
            )),
    );
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
        assert!(unit(&MISSING_INSTALL, "[Service]\n[Install]\nAlias=b.service\n").is_empty());
        assert_eq!(
            unit(&MISSING_INSTALL, "[Service]\n[Install]\n").len(),
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
