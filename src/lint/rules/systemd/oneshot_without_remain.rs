//! `oneshot-without-remain`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::enums::ServiceType;

rule! {
    /// Flags a service of `Type=oneshot` with `ExecStop=`, or one that another unit is bound to (`BindsTo=`), without
    /// `RemainAfterExit=yes`.
    ///
    /// ## Why
    ///
    /// Such a service is inactive as soon as its command has ended. `ExecStop=` runs immediately after `ExecStart=` and
    /// undoes it; whatever is bound to the service is stopped again.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=oneshot
    /// ExecStart=/usr/sbin/app up
    /// ExecStop=/usr/sbin/app down
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=oneshot
    /// RemainAfterExit=yes
    /// ExecStart=/usr/sbin/app up
    /// ExecStop=/usr/sbin/app down
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), `RemainAfterExit=`, and its examples for `Type=oneshot`. Found in the wild: coreos/afterburn
    /// 695.
    pub static ONESHOT_WITHOUT_REMAIN = {
        name: "oneshot-without-remain",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        depends_on_context: true,
        looks_at: LooksAt::Unit(&[Name::Type], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let facts = context.facts;
    let Some((ServiceType::Oneshot, _)) = facts.service_type else { return };
    if facts.remains_after_exit || facts.start_commands.is_empty() || !context.is_whole() {
        return;
    }
    let stop = context.in_effect(Section::Service, &[Name::ExecStop]);
    if let Some(entry) = stop.first().filter(|_| facts.has_stop_command) {
        let says = "systemd runs ExecStop= as soon as ExecStart= has ended";
        sink.add(
            ONESHOT_WITHOUT_REMAIN
                .at(entry.id.file, entry.value().whole(), "this runs immediately after ExecStart=")
                .label("not when the service is stopped")
                .help(help(says)),
        );
        return;
    }
    let (file, span) = context.header(Section::Service);
    sink.add_deferred(&ONESHOT_WITHOUT_REMAIN, move |fleet, unit| {
        let other = fleet.bound_to(unit.name())?;
        let says = "systemd stops whatever is bound to an inactive unit";
        Some(
            ONESHOT_WITHOUT_REMAIN
                .at(file, span, format!("{} is stopped as soon as this has run", other.name()))
                .label("inactive once it has ended")
                .help(help(says)),
        )
    });
}

fn help(says: &str) -> String {
    format!("{says}. With RemainAfterExit=yes the service stays active until it is stopped.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{unit, units};

    #[test]
    fn a_service_that_remains_passes() {
        let count =
            |lines: &str| unit(&ONESHOT_WITHOUT_REMAIN, &format!("[Service]\nExecStart=/a\n{lines}\n")).len();
        assert_eq!((count("Type=oneshot\nExecStop=/b"), count("ExecStop=/b")), (1, 0));
        assert_eq!(count("Type=oneshot\nExecStop=/b\nRemainAfterExit=yes"), 0);
        assert_eq!(
            (count("Type=oneshot\nExecStop=/b\nExecStop="), count("Type=oneshot\nExecStopPost=/b")),
            (0, 0)
        );
    }

    #[test]
    fn a_unit_bound_to_it_is_flagged() {
        let a = ("a.service", "[Service]\nType=oneshot\nExecStart=/a\n");
        let count = |line: &str| {
            let b = format!("[Unit]\n{line}\n[Service]\nExecStart=/b\n");
            units(&ONESHOT_WITHOUT_REMAIN, &[a, ("b.service", &b)]).len()
        };
        assert_eq!((count("BindsTo=a.service"), count("Requires=a.service")), (1, 0));
    }
}
