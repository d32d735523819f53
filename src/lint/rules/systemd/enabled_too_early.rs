//! `enabled-too-early`

use crate::diagnostic::Level;
use crate::lint::facts::unit_references::STARTED_BY;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::dependencies::listed_units;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::unit_name::UnitType;
use crate::systemd::own_units::{delays_basic, delays_sysinit, usual_target};
use crate::systemd::unit::Unit;

rule! {
    /// Flags a unit that is enabled in a target that the boot reaches before the unit may start.
    ///
    /// ## Why
    ///
    /// Implicitly, a target waits for what it wants. A service waits for `basic.target` as well, and that for
    /// `sockets.target`: enabled there, the service waits for itself. At boot systemd finds the cycle and drops one of
    /// the jobs: the service, or all sockets of the system.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    ///
    /// [Install]
    /// WantedBy=sockets.target
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
    /// A unit that really has to run that early sets `DefaultDependencies=no` and says what it waits for:
    ///
    /// ```ini swapfile.service
    /// [Unit]
    /// DefaultDependencies=no
    /// RequiresMountsFor=/var/swap
    /// Before=var-swap.swap
    ///
    /// [Service]
    /// Type=oneshot
    /// ExecStart=/usr/bin/make-swapfile /var/swap
    ///
    /// [Install]
    /// WantedBy=swap.target
    /// ```
    ///
    /// ## Source
    ///
    /// `unit_add_default_target_dependency()`, `service_add_default_dependencies()` and the like of 252. Run on 252 with each
    /// target that it ships: "Found ordering cycle on basic.target/start … Job sockets.target/start deleted to break ordering
    /// cycle".
    pub static ENABLED_TOO_EARLY = {
        name: "enabled-too-early",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&STARTED_BY, check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let (unit, entry) = (context.unit, &context.entry);
    // Mounts, slices and targets wait for less.
    let Some(kind @ (UnitType::Path | UnitType::Service | UnitType::Socket | UnitType::Timer)) =
        unit.unit_type()
    else {
        return;
    };
    let is_service = kind == UnitType::Service;
    // Services wait for `basic.target`, the others for `sysinit.target`.
    let is_early = if is_service { delays_basic } else { delays_sysinit };
    // Most are enabled in one of a few targets, each under its full name.
    let is_one = |text: &str| text.split_ascii_whitespace().any(is_early);
    if !entry.text.is_some_and(|text| text.get(entry.item.value.range()).is_some_and(is_one))
        || unit.is_user_unit(context.sources)
        || !context.is_whole()
        || context.is_off(Section::Unit, Name::DefaultDependencies)
    {
        return;
    }
    for target in listed_units(entry, &unit.name).into_iter().filter(|target| is_early(&target.name)) {
        // One that comes after the target itself is not waited for.
        if is_ordered_after(unit, &target.name, context) {
            continue;
        }
        let (name, first) = (&target.name, if is_service { "basic.target" } else { "sysinit.target" });
        let Some(instead) = usual_target(kind, false) else { continue };
        sink.add(
            ENABLED_TOO_EARLY
                .at(entry.id.file, target.span, format!("{name} is reached before this {kind} may start"))
                .label("waits for the unit, and the unit for it")
                .help(format!(
                    "A {kind} is ordered after {first}, and that after {name}, which waits for what it \
                     wants. systemd says at boot: Found ordering cycle, and drops a job, of this unit or of \
                     the target. Name {instead} here, or set DefaultDependencies=no and say what the unit \
                     has to wait for."
                )),
        );
    }
}

fn is_ordered_after(unit: &Unit, target: &str, context: &UnitEntryContext<'_>) -> bool {
    let after = unit.entries_of(context.sources, &[Name::After]);
    after.iter().any(|entry| listed_units(entry, &unit.name).iter().any(|other| other.name == target))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file_for, unit};

    #[test]
    fn units_without_default_dependencies_may_be_early() {
        let count = |more: &str| {
            let text = format!(
                "[Unit]\n{more}\n[Service]\nExecStart=/a\n[Install]\nWantedBy=a.target swap.target\n"
            );
            unit(&ENABLED_TOO_EARLY, &text).len()
        };
        assert_eq!((count(""), count("DefaultDependencies=yes")), (1, 1));
        assert_eq!((count("DefaultDependencies=no"), count("After=swap.target")), (0, 0));
    }

    #[test]
    fn a_socket_may_be_enabled_where_a_service_may_not() {
        let install = "[Install]\nWantedBy=sockets.target\n";
        assert_eq!(unit(&ENABLED_TOO_EARLY, &format!("[Service]\nExecStart=/a\n{install}")).len(), 1);
        let socket = |target: &str| format!("[Socket]\nListenStream=1\n[Install]\nRequiredBy={target}\n");
        let found = |text: &str| file_for(&ENABLED_TOO_EARLY, 252, "app.socket", text).len();
        assert_eq!((found(&socket("sockets.target")), found(&socket("cryptsetup.target"))), (0, 1));
    }
}
