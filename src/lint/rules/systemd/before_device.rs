//! `before-device`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::Name;

rule! {
    /// Flags a device in `Before=`.
    ///
    /// ## Why
    ///
    /// A device appears when the kernel finds it: no unit can delay it, and systemd drops the ordering. A udev rule
    /// that pulls in the unit (`SYSTEMD_WANTS`), or `After=` in whatever uses the device, does what was meant.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Unit]
    /// Before=dev-sda.device
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// After=dev-sda.device
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// `unit_add_dependency()`, `src/core/unit.c`. Run on 252.
    pub static BEFORE_DEVICE = {
        name: "before-device",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[Name::Before], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    for device in context.references.in_lists(&[Name::Before]) {
        if device.name.ends_with(".device") {
            sink.add(
                BEFORE_DEVICE
                    .at(device.entry.file, device.span, "a device does not wait for a unit")
                    .label("appears when the kernel finds it")
                    .help(format!(
                        "systemd says: Dependency Before={} ignored (.device units cannot be delayed)",
                        device.name
                    )),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn ordering_after_a_device_passes() {
        let found = unit(&BEFORE_DEVICE, "[Unit]\nBefore=a.target dev-a.device\nAfter=dev-b.device\n");
        assert_eq!(found.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), ["dev-a.device"]);
    }
}
