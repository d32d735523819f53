//! `user-unit-system-target`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::fleet::FleetUnit;
use crate::systemd::own_units::{is_outside_boot, is_target_of_system_only};

rule! {
    /// Flags a user unit (in a directory `user`) that requires a target which only the system has: `network.target`,
    /// `sleep.target`. Reported as `info` where it only wants one or comes after it.
    ///
    /// ## Why
    ///
    /// User managers know nothing about system units. A unit that requires one that does not exist is not started; an
    /// order after one silently has no effect. The system is up when a user logs in.
    ///
    /// ## Bad
    ///
    /// ```ini systemd/user/app.service
    /// [Unit]
    /// Requires=network-online.target
    /// After=network-online.target
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini systemd/user/app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Restart=on-failure
    /// RestartSec=5
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.special(7), "Units managed by the user service manager". Run on 252: `Unit network-online.target not found.`
    pub static USER_UNIT_SYSTEM_TARGET = {
        name: "user-unit-system-target",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        depends_on_context: true,
        looks_at: LooksAt::Unit(&LISTS, check),
    }
}

const LISTS: [Name; 6] =
    [Name::After, Name::BindsTo, Name::Requires, Name::Requisite, Name::Upholds, Name::Wants];

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    if !context.unit.is_user_unit(context.sources) {
        return;
    }
    for reference in
        context.references.in_lists(&LISTS).filter(|reference| is_target_of_system_only(&reference.name))
    {
        let (name, is_needed) = (
            &reference.name,
            matches!(reference.directive, Name::Requires | Name::Requisite | Name::BindsTo),
        );
        let (level, label, help) = if is_needed {
            let help = format!("systemd says, when the unit is started: Unit {name} not found. Remove it.");
            (Level::Warning, "never started", help)
        } else {
            let advice = if is_outside_boot(name) {
                "User managers do not know what the machine does: a system unit does, and can run a program as the \
                 user with User=."
            } else {
                "When a user logs in, the system is up; a program that needs more has to wait for it on its own, or \
                 be restarted."
            };
            (Level::Info, "no effect", format!("systemd says nothing. {advice}"))
        };
        let message = format!("user managers have no {name}");
        // One finding for a pair of lines that belong together.
        let finding = USER_UNIT_SYSTEM_TARGET
            .at(reference.entry.file, reference.span, message)
            .level(level)
            .label(label)
            .help(help);
        let is_said = !is_needed
            && context
                .references
                .in_lists(&[Name::Requires, Name::Requisite, Name::BindsTo])
                .any(|other| other.name == *name);
        if !is_said {
            // Whoever supplies a target of that name knows what it stands for.
            let target = name.to_string();
            sink.add_if(finding, move |fleet, _| !fleet.find(&target).is_some_and(FleetUnit::is_user_unit));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, units};

    #[test]
    fn requiring_a_missing_system_target_is_a_warning() {
        let levels = |name: &str, lines: &str| -> Vec<Level> {
            let text = format!("[Unit]\n{lines}\n[Service]\nExecStart=/a\n");
            file(&USER_UNIT_SYSTEM_TARGET, name, &text).iter().map(|found| found.level).collect()
        };
        let user = "systemd/user/a.service";
        assert_eq!(levels(user, "Requires=network.target"), [Level::Warning]);
        assert_eq!(levels(user, "Requires=network.target\nAfter=network.target"), [Level::Warning]);
        assert_eq!(levels(user, "After=network.target"), [Level::Info]);
        assert!(levels(user, "After=graphical-session.target sound.target basic.target").is_empty());
        assert!(levels("systemd/system/a.service", "Requires=network.target").is_empty());
    }

    #[test]
    fn a_user_unit_of_that_name_is_the_target() {
        let unit = ("user/a.service", "[Unit]\nAfter=graphical.target\n[Service]\nExecStart=/a\n");
        let count = |other: &str| units(&USER_UNIT_SYSTEM_TARGET, &[unit, (other, "[Unit]\n")]).len();
        assert_eq!((count("user/graphical.target"), count("system/graphical.target")), (0, 1));
    }

    #[test]
    fn the_help_depends_on_when_the_target_is_reached() {
        let help = |target: &str| {
            let text = format!("[Unit]\nAfter={target}\n[Service]\nExecStart=/a\n");
            file(&USER_UNIT_SYSTEM_TARGET, "user/a.service", &text).remove(0).help
        };
        assert!(help("network.target").contains("the system is up"));
        assert!(help("suspend.target").contains("a system unit does"));
    }
}
