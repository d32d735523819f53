//! `online-without-pull`

use crate::diagnostic::{Applicability, Level};
use crate::lint::fix::unit_lines::line_near;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::kinds::enums::Restart;

rule! {
    /// Flags a unit that comes after `network-online.target` but does not pull it in. Reported as `info` where the unit
    /// comes after `network.target` too, is retried when it fails, or is not started at boot: there the order may be
    /// optional.
    ///
    /// ## Why
    ///
    /// `After=` only orders, and starts nothing. The target is part of the boot only when some unit wants it; otherwise
    /// the service does not wait for the network at all. It works on the author's machine, where another package wants
    /// the target, but not on the next one.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Unit]
    /// After=network-online.target
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
    /// Wants=network-online.target
    /// After=network-online.target
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
    /// systemd.special(7), `network-online.target`: units that need it "should pull in this target". Found in the wild:
    /// NixOS/hydra 1426.
    pub static ONLINE_WITHOUT_PULL = {
        name: "online-without-pull",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Unit(&[Name::After], check),
    }
}

const ONLINE: &str = "network-online.target";

/// The lists that pull in the target, or tie the unit to it.
const LISTS: [Name; 9] = [
    Name::Wants,
    Name::Requires,
    Name::Requisite,
    Name::BindsTo,
    Name::Upholds,
    Name::PartOf,
    Name::WantedBy,
    Name::RequiredBy,
    Name::UpheldBy,
];

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    // User managers have no such target, which `user-unit-system-target` reports.
    if unit.main().is_drop_in || unit.is_user_unit(context.sources) {
        return;
    }
    let mut after = context.references.in_lists(&[Name::After]);
    let Some(online) = after.find(|reference| reference.name == ONLINE) else { return };
    if context.references.has(&LISTS, ONLINE) || !context.is_whole() {
        return;
    }
    let Some(entry) = context.references.entry(online) else { return };
    let restarts = context.facts.restart.is_some_and(|(restart, _)| restart != Restart::No);
    let is_wish =
        !context.facts.has_install || restarts || context.references.has(&[Name::After], "network.target");
    let level = if is_wish { Level::Info } else { Level::Warning };
    sink.add(
        ONLINE_WITHOUT_PULL
            .at(entry.id.file, online.span, "nothing here pulls in network-online.target")
            .level(level)
            .label("ordering alone does not start it")
            .help(
                "systemd waits for the target only if another unit happens to want it; otherwise this line has no \
                 effect. Add Wants=network-online.target.",
            )
            // The boot may take longer with it.
            .fix(
                "add Wants=network-online.target",
                Applicability::Unsafe,
                vec![line_near(context.unit.file_of(&entry), &entry, "Wants=network-online.target")],
            ),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, unit};

    fn levels(lines: &str) -> Vec<Level> {
        let text =
            format!("[Unit]\n{lines}\n[Service]\nExecStart=/a\n[Install]\nWantedBy=multi-user.target\n");
        unit(&ONLINE_WITHOUT_PULL, &text).iter().map(|found| found.level).collect()
    }

    #[test]
    fn an_order_without_a_pull_is_flagged() {
        assert_eq!(levels("After=a.service network-online.target"), [Level::Warning]);
        assert_eq!(levels("After=network.target network-online.target"), [Level::Info]);
        for pull in ["Wants", "Requires", "BindsTo", "PartOf"] {
            assert!(levels(&format!("After=network-online.target\n{pull}=network-online.target")).is_empty());
        }
        assert!(levels("After=network.target").is_empty());
    }

    #[test]
    fn a_unit_not_started_at_boot_is_an_info() {
        let text = "[Unit]\nAfter=network-online.target\n[Service]\nExecStart=/a\n";
        assert_eq!(unit(&ONLINE_WITHOUT_PULL, text)[0].level, Level::Info);
        assert_eq!(levels("After=network-online.target\n[Service]\nRestart=always"), [Level::Info]);
        assert!(file(&ONLINE_WITHOUT_PULL, "a.service.d/b.conf", text).is_empty(), "the unit may pull it in");
        assert!(
            file(&ONLINE_WITHOUT_PULL, "user/a.service", text).is_empty(),
            "user managers have no such target"
        );
    }

    #[test]
    fn the_fix_inserts_wants_above_the_line() {
        let text = "[Unit]\nAfter=network-online.target\n";
        let fixed = unit(&ONLINE_WITHOUT_PULL, text)[0].fixed.clone();
        assert_eq!(
            fixed.as_deref(),
            Some("[Unit]\nWants=network-online.target\nAfter=network-online.target\n")
        );
        // A comment stays with its line.
        let text = "[Unit]\nA=b\n# why it waits\n  After=network-online.target\n";
        let fixed = unit(&ONLINE_WITHOUT_PULL, text)[0].fixed.clone().unwrap();
        assert_eq!(fixed, format!("{text}  Wants=network-online.target\n"));
    }
}
