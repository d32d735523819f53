//! `default-dependencies-no`

use crate::diagnostic::Level;
use crate::lint::facts::unit_references::STARTED_BY;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::fleet::Fleet;
use crate::systemd::kinds::enums::ServiceType;
use crate::systemd::kinds::unit_name::UnitType;
use crate::systemd::own_units::is_reached_at_shutdown;

rule! {
    /// Flags a service with `DefaultDependencies=no` that is started at boot but does not say when it starts and stops:
    /// no `After=`, no `Before=`, no `Conflicts=`. Also flags one that conflicts with `shutdown.target` but is ordered
    /// neither before it nor after something that is.
    ///
    /// ## Why
    ///
    /// Without the default dependencies a service may start before file systems are mounted and `/tmp` exists, and
    /// nothing stops it when the machine shuts down: it is killed at the very end, without its `ExecStop=`. With
    /// `Conflicts=` alone it is stopped, but the shutdown does not wait for that, unless the service is ordered after a
    /// target, a mount point or a service that it starts: those are stopped after it, and the shutdown waits for them.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Unit]
    /// DefaultDependencies=no
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    ///
    /// [Install]
    /// WantedBy=multi-user.target
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// DefaultDependencies=no
    /// After=sysinit.target
    /// Conflicts=shutdown.target
    /// Before=shutdown.target
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    ///
    /// [Install]
    /// WantedBy=multi-user.target
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), "Default Dependencies"; systemd.unit(5), `DefaultDependencies=`; lintian's
    /// systemd-service-file-shutdown-problems. Run on 252: the shutdown waits for a service with
    /// `Conflicts=shutdown.target` and `After=` a target, a mount point or a service that is up, but not for one
    /// without.
    pub static DEFAULT_DEPENDENCIES_NO = {
        name: "default-dependencies-no",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        depends_on_context: true,
        looks_at: LooksAt::Unit(&[Name::DefaultDependencies], check),
    }
}

/// The directives that decide when a unit starts or stops. `RequiresMountsFor=` implies an order.
const PLACES: [Name; 4] = [Name::After, Name::Before, Name::Conflicts, Name::RequiresMountsFor];

/// Whether a service is a shell at a terminal, which should be there from the very start to the very end (systemd's own
/// `debug-shell.service`).
fn is_shell(context: &UnitContext<'_>) -> bool {
    context.value_matches(Section::Service, Name::StandardInput, |text| text.starts_with("tty"))
}

/// Whether a service is started when the machine shuts down: the default dependencies would stop it then.
fn is_started_at_shutdown(context: &UnitContext<'_>) -> bool {
    let mut targets = context.references.in_lists(&STARTED_BY).peekable();
    targets.peek().is_some() && targets.all(|target| is_reached_at_shutdown(&target.name))
}

/// Whether a unit is started at boot. One that is started by hand, or by a program, is started when that is meant, and
/// need not be stopped by a shutdown that it may be part of.
fn is_started_at_boot(context: &UnitContext<'_>) -> bool {
    context.references.in_lists(&STARTED_BY).next().is_some()
}

/// Whether another unit decides when this one starts: it starts it, or has an ordering dependency on it.
fn is_placed(name: &str, fleet: &Fleet) -> bool {
    let stem = name.strip_suffix(".service").unwrap_or(name);
    ["path", "socket", "timer"].iter().any(|kind| fleet.contains(&format!("{stem}.{kind}")))
        || fleet.is_ordered_or_triggered(name)
}

const SHUTDOWN: &str = "shutdown.target";

/// What the last steps of a shutdown wait for (`systemd-poweroff.service`).
const LAST_STEPS: [&str; 3] = [SHUTDOWN, "umount.target", "final.target"];

/// The lists by which a unit starts another one.
const STARTS: [Name; 4] = [Name::Wants, Name::Requires, Name::BindsTo, Name::Upholds];

/// Whether a shutdown waits for a service to stop: the service says so, or stops before something else that the
/// shutdown waits for.
fn is_waited_for(context: &UnitContext<'_>) -> bool {
    let references = context.references;
    let is_stopped_later = |other: &str| {
        let is_kind = |kind| other.ends_with(kind);
        is_kind(".target") || is_kind(".mount") || is_kind(".service") && references.has(&STARTS, other)
    };
    LAST_STEPS.iter().any(|step| references.has(&[Name::Before], step))
        || references.in_lists(&[Name::After]).any(|reference| is_stopped_later(&reference.name))
        || context.unit.sets_any(&[Name::RequiresMountsFor])
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let (unit, sources, facts) = (context.unit, context.sources, context.facts);
    if !unit.is(UnitType::Service) || unit.is_user_unit(sources) || !context.is_whole() {
        return;
    }
    let Some(entry) = context.last_in_effect(Section::Unit, Name::DefaultDependencies) else { return };
    if entry.flag() != Some(false) {
        return;
    }
    let value = entry.value();
    // A service that has ended need not be stopped, and neither need one that has nothing to do on a stop.
    let ends = facts.effective_type() == ServiceType::Oneshot
        && !(facts.remains_after_exit && facts.has_stop_command);
    let is_stopped = context.references.has(&[Name::Conflicts], SHUTDOWN);
    let (message, label, help) = if is_stopped {
        if ends || is_waited_for(context) {
            return;
        }
        (
            "the shutdown does not wait for this service to stop",
            "Conflicts=shutdown.target needs Before=shutdown.target",
            "systemd stops the service and immediately continues with the shutdown. Add \
             Before=shutdown.target.",
        )
    } else if ends
        || context.unit.sets_any(&PLACES)
        || is_shell(context)
        || !is_started_at_boot(context)
        || is_started_at_shutdown(context)
    {
        return;
    } else {
        (
            "nothing says when this service starts and stops",
            "removes all ordering",
            "systemd starts it as early as it can and does not stop it at shutdown. Remove the line, or add \
             After=sysinit.target, Conflicts=shutdown.target and Before=shutdown.target.",
        )
    };
    let finding = DEFAULT_DEPENDENCIES_NO.at(entry.id.file, value.whole(), message).label(label).help(help);
    sink.add_if(finding, move |fleet, unit| is_stopped || !is_placed(unit.name(), fleet));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{unit, units};

    const ENABLED: &str = "[Install]\nWantedBy=multi-user.target\n";

    #[test]
    fn a_unit_not_started_at_boot_passes() {
        let text = "[Unit]\nDefaultDependencies=no\n[Service]\nExecStart=/a\n";
        assert!(unit(&DEFAULT_DEPENDENCIES_NO, text).is_empty());
        assert_eq!(unit(&DEFAULT_DEPENDENCIES_NO, &format!("{text}{ENABLED}")).len(), 1);
    }

    #[test]
    fn a_service_with_an_explicit_order_passes() {
        let count = |unit_lines: &str, service: &str| {
            let text = format!(
                "[Unit]\nDefaultDependencies=no\n{unit_lines}\n[Service]\nExecStart=/a\n{service}\n{ENABLED}"
            );
            unit(&DEFAULT_DEPENDENCIES_NO, &text).len()
        };
        assert_eq!(
            (count("", ""), count("After=a.service", ""), count("DefaultDependencies=yes", "")),
            (1, 0, 0)
        );
        assert_eq!(
            (count("", "Type=oneshot"), count("", "Type=oneshot\nRemainAfterExit=yes\nExecStop=/b")),
            (0, 1)
        );
    }

    #[test]
    fn a_service_started_at_shutdown_passes() {
        let count = |targets: &str| {
            let text = "[Unit]\nDefaultDependencies=no\n[Service]\nExecStart=/a\n";
            unit(&DEFAULT_DEPENDENCIES_NO, &format!("{text}[Install]\nWantedBy={targets}\n")).len()
        };
        assert_eq!((count("reboot.target"), count("poweroff.target halt.target")), (0, 0));
        assert_eq!((count("multi-user.target"), count("reboot.target multi-user.target")), (1, 1));
    }

    #[test]
    fn another_unit_may_declare_the_order() {
        let text = format!("[Unit]\nDefaultDependencies=no\n[Service]\nExecStart=/a\n{ENABLED}");
        let count = |name: &str, other: &str| {
            units(&DEFAULT_DEPENDENCIES_NO, &[("a.service", &text), (name, other)]).len()
        };
        assert_eq!(count("b.service", "[Service]\nExecStart=/b\n"), 1);
        assert_eq!(count("b.service", "[Unit]\nAfter=a.service\n[Service]\nExecStart=/b\n"), 0);
        assert_eq!(count("a.path", "[Path]\nPathExists=/a\n"), 0);
        assert_eq!(count("b.timer", "[Timer]\nOnBootSec=1\nUnit=a.service\n"), 0);
    }

    #[test]
    fn conflicts_with_shutdown_needs_before_shutdown() {
        let count = |lines: &str| {
            let text = format!(
                "[Unit]\nDefaultDependencies=no\nAfter=a.service\n{lines}\n[Service]\nExecStart=/a\n"
            );
            unit(&DEFAULT_DEPENDENCIES_NO, &text).len()
        };
        assert_eq!(count("Conflicts=shutdown.target"), 1);
        assert_eq!(count("Conflicts=shutdown.target\nBefore=shutdown.target umount.target"), 0);
    }

    #[test]
    fn ordering_with_units_stopped_at_shutdown_replaces_before_shutdown() {
        let count = |lines: &str| {
            let text = format!(
                "[Unit]\nDefaultDependencies=no\nConflicts=shutdown.target\n{lines}\n[Service]\nExecStart=/a\n"
            );
            unit(&DEFAULT_DEPENDENCIES_NO, &text).len()
        };
        // A device is not stopped, and a service may not be running.
        assert_eq!((count("After=dev-sda.device"), count("After=a.service")), (1, 1));
        for lines in [
            "After=srv.mount",
            "After=local-fs.target",
            "Before=umount.target",
            "RequiresMountsFor=/srv",
            "Wants=a.service\nAfter=a.service",
        ] {
            assert_eq!(count(lines), 0, "{lines}");
        }
    }
}
