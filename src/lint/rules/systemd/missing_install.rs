//! `missing-install`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::fleet::Fleet;
use crate::systemd::unit_name::UnitName;

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
    let header = match unit.unit_type() {
        "service" => "Service",
        "socket" => "Socket",
        _ => "Timer",
    };
    let (file, span) = context.header(header);
    let name = unit.name.clone();
    sink.add_if(
        MISSING_INSTALL
            .at(file, span, format!("nothing starts this {}", unit.unit_type()))
            .label("no [Install] section says when")
            .help(format!(
                "systemctl enable finds no installation config and does nothing. To start it at boot, add [Install] with \
                 WantedBy={target}; if another unit starts it, all is well."
            )),
        move |fleet| !fleet.is_linked(&name) && !is_started(&name, fleet),
    );
}

/// Whether a unit that is known starts the one of this name.
fn is_started(name: &str, fleet: &Fleet) -> bool {
    let by_name =
        |stem: &str| ["socket", "timer", "path"].iter().any(|kind| fleet.knows(&format!("{stem}.{kind}")));
    name.strip_suffix(".service").is_some_and(by_name)
        || UnitName::parse(name).is_ok() && fleet.has_starter(name)
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
