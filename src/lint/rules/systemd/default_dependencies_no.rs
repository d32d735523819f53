//! `default-dependencies-no`

use crate::diagnostic::Level;
use crate::lint::relations::names;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::boolean;
use crate::systemd::directives::{Name, Section};
use crate::systemd::enums::ServiceType;

rule! {
    /// Flags a service with `DefaultDependencies=no` that says nothing of when it starts and ends: no `After=`, no `Before=`,
    /// no `Conflicts=`. Flags one, too, that conflicts with `shutdown.target` without coming before it.
    ///
    /// ## Why
    ///
    /// Without the default dependencies a service may start before file systems are mounted and `/tmp` is there, and nothing
    /// stops it when the machine goes down: it is killed at the very end, without its `ExecStop=`. With `Conflicts=` alone it is
    /// stopped, and the shutdown does not wait for that.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Unit]
    /// DefaultDependencies=no
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
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
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), "Default Dependencies"; systemd.unit(5), `DefaultDependencies=`; lintian's
    /// systemd-service-file-shutdown-problems.
    pub static DEFAULT_DEPENDENCIES_NO = {
        name: "default-dependencies-no",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(check),
    }
}

const SHUTDOWN: &str = "shutdown.target";

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let (unit, sources, facts) = (context.unit, context.sources, context.facts);
    if !context.unit.writes(Name::DefaultDependencies)
        || unit.unit_type() != "service"
        || unit.is_of_user(sources)
        || !context.is_whole()
    {
        return;
    }
    let held = context.held(Section::Unit, &[Name::DefaultDependencies]);
    let Some(entry) = held.last() else { return };
    let value = entry.value();
    if boolean::parse(value.text().unwrap_or_default()) != Ok(false) {
        return;
    }
    // What has ended needs no stop, and neither does what has nothing to do then.
    let ends = facts.effective_type() == ServiceType::Oneshot && !(facts.remains && facts.has_stop);
    let (message, label, help) = if names(unit, sources, &[Name::Conflicts], SHUTDOWN) {
        if ends || names(unit, sources, &[Name::Before], SHUTDOWN) {
            return;
        }
        (
            "the shutdown does not wait until this service is stopped",
            "Conflicts=shutdown.target needs Before=shutdown.target",
            "systemd stops the service and goes on with the shutdown at once. Add Before=shutdown.target.",
        )
    } else if ends || context.unit.writes_any(&[Name::After, Name::Before, Name::Conflicts]) {
        return;
    } else {
        (
            "nothing says when this service starts and ends",
            "takes all order away",
            "systemd starts it as early as it can and does not stop it at shutdown. Leave the line out, or add \
             After=sysinit.target, Conflicts=shutdown.target and Before=shutdown.target.",
        )
    };
    sink.add(DEFAULT_DEPENDENCIES_NO.at(entry.id.file, value.whole(), message).label(label).help(help));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn a_service_that_says_its_place_passes() {
        let count = |unit_lines: &str, service: &str| {
            let text =
                format!("[Unit]\nDefaultDependencies=no\n{unit_lines}\n[Service]\nExecStart=/a\n{service}\n");
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
    fn a_conflict_with_the_shutdown_needs_an_order() {
        let count = |lines: &str| {
            let text = format!(
                "[Unit]\nDefaultDependencies=no\nAfter=a.service\n{lines}\n[Service]\nExecStart=/a\n"
            );
            unit(&DEFAULT_DEPENDENCIES_NO, &text).len()
        };
        assert_eq!(count("Conflicts=shutdown.target"), 1);
        assert_eq!(count("Conflicts=shutdown.target\nBefore=shutdown.target umount.target"), 0);
    }
}
