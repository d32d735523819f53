//! `online-without-order`

use crate::diagnostic::{Applicability, Level};
use crate::lint::fix::unit_lines::line_near;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::kinds::unit_name::UnitType;

rule! {
    /// Flags `Wants=network-online.target` without `After=network-online.target`.
    ///
    /// ## Why
    ///
    /// What is wanted is started at the same time: the unit does not wait until anything is online. The only use of the
    /// target is to be waited for, and it delays the boot for the units that do.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Unit]
    /// Wants=network-online.target
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
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
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.special(7), `network-online.target`: "should pull it in … and order themselves after it".
    pub static ONLINE_WITHOUT_ORDER = {
        name: "online-without-order",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Unit(&[Name::Wants], check),
    }
}

const ONLINE: &str = "network-online.target";
/// The lists that decide when the unit starts; the stronger ones are for `requires-online-too-strong`.
const KNOWN: [Name; 5] = [Name::After, Name::Before, Name::Requires, Name::Requisite, Name::BindsTo];

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    // A target runs nothing, and a drop-in adds to an order that is not known here.
    if unit.is(UnitType::Target) || unit.main().is_drop_in || context.references.has(&KNOWN, ONLINE) {
        return;
    }
    // User managers have no such target, which `user-unit-system-target` reports.
    if unit.is_user_unit(context.sources) {
        return;
    }
    let Some(reference) =
        context.references.in_lists(&[Name::Wants]).find(|reference| reference.name == ONLINE)
    else {
        return;
    };
    let finding = ONLINE_WITHOUT_ORDER
        .at(reference.entry.file, reference.span, "nothing waits until the network is online")
        .label("started at the same time")
        .help("systemd starts the unit and the target at the same time. Add After=network-online.target.");
    let Some(entry) = context.references.entry(reference) else { return sink.add(finding) };
    // The fix changes when the unit starts.
    let edit = line_near(context.unit.file_of(&entry), &entry, "After=network-online.target");
    sink.add(finding.fix("add After=network-online.target", Applicability::Unsafe, vec![edit]));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, unit};

    #[test]
    fn the_fix_inserts_after_above_the_line() {
        let fixed = |text: &str| unit(&ONLINE_WITHOUT_ORDER, text)[0].fixed.clone().unwrap();
        let wants = "Wants=network-online.target";
        assert_eq!(
            fixed(&format!("[Unit]\n  {wants}\n")),
            format!("[Unit]\n  After=network-online.target\n  {wants}\n")
        );
        assert_eq!(
            fixed(&format!("[Unit]\r\n{wants}\r\n")),
            format!("[Unit]\r\nAfter=network-online.target\r\n{wants}\r\n")
        );
    }

    #[test]
    fn any_ordering_passes() {
        let found =
            |lines: &str| unit(&ONLINE_WITHOUT_ORDER, &format!("[Unit]\n{lines}\n[Service]\nExecStart=/a\n"));
        let wants = "Wants=a.service network-online.target";
        assert_eq!(found(wants)[0].text, "network-online.target");
        assert!(
            found(wants).remove(0).fixed.unwrap().contains("[Unit]\nAfter=network-online.target\nWants=")
        );
        for order in
            ["After=network-online.target", "Before=network-online.target", "Requires=network-online.target"]
        {
            assert!(found(&format!("{wants}\n{order}")).is_empty(), "{order}");
        }
        assert!(found("Wants=network.target").is_empty());
        let text = format!("[Unit]\n{wants}\n");
        assert!(file(&ONLINE_WITHOUT_ORDER, "a.target", &text).is_empty());
        assert!(file(&ONLINE_WITHOUT_ORDER, "user/a.service", &text).is_empty());
        assert!(file(&ONLINE_WITHOUT_ORDER, "a.service.d/b.conf", &text).is_empty());
    }
}
