//! `obsolete-target`

use super::after_syslog_target::{LISTS, report};
use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;

rule! {
    /// Flags a unit that names `dbus.target` or `udev.target`: systemd has no such unit any more, or never had.
    /// Reported as `info`, and as `warning` for `Requires=`.
    ///
    /// ## Why
    ///
    /// An order after a unit that does not exist does nothing; a unit that requires it cannot be started at all. The
    /// bus is available to every service: its socket is created before the first one starts. So is udev.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Unit]
    /// After=dbus.target
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// After=dbus.socket
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// lintian's systemd-service-file-refers-to-obsolete-target. 252 has no such unit, and does not start what requires
    /// it. `udev.target` is in no release; `systemd-udevd.service` comes before sysinit.target.
    pub static OBSOLETE_TARGET = {
        name: "obsolete-target",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Unit(&LISTS, check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let instead = "dbus.socket is created before any ordinary service starts: the name needs no replacement.";
    report(&OBSOLETE_TARGET, "dbus.target", instead, context, sink);
    let instead =
        "systemd-udevd.service is started before any ordinary service: the name needs no replacement.";
    report(&OBSOLETE_TARGET, "udev.target", instead, context, sink);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn a_requirement_has_a_higher_level_than_an_order() {
        let found = |lines: &str| {
            let found = unit(&OBSOLETE_TARGET, &format!("[Unit]\n{lines}\n[Service]\nExecStart=/a\n"));
            found.into_iter().map(|one| (one.level, one.fixed.unwrap_or_default())).collect::<Vec<_>>()
        };
        let rest = "[Service]\nExecStart=/a\n";
        assert_eq!(
            found("After=dbus.target a.service"),
            [(Level::Info, format!("[Unit]\nAfter=a.service\n{rest}"))]
        );
        assert_eq!(found("Requires=dbus.target")[0].0, Level::Warning);
        assert_eq!(found("Wants=udev.target"), [(Level::Info, format!("[Unit]\n{rest}"))]);
        assert!(found("After=dbus.socket my-dbus.target dbus.service").is_empty());
    }
}
