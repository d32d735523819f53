//! `requires-online-too-strong`

use crate::diagnostic::{Applicability, Level};
use crate::lint::facts::unit_references::UnitReference;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::syntax::Edit;
use crate::systemd::directives::Name;
use crate::systemd::kinds::unit_name::UnitType;

rule! {
    /// Flags `Requires=`, `Requisite=` or `BindsTo=` on `network-online.target`.
    ///
    /// ## Why
    ///
    /// The service that waits for the network is only wanted by the target. When it gives up, the target is reached
    /// anyway, and a unit that requires the target is started without a network: `Requires=` guarantees no more than
    /// `Wants=` does, and also stops the unit when somebody stops the target. `Requisite=` is worse: it pulls nothing
    /// in, and fails where nothing else has.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
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
    /// systemd.special(7), `network-online.target`; systemd's "Running Services After the Network Is Up". Run on 252, with a
    /// `WantedBy=network-online.target` that fails.
    pub static REQUIRES_ONLINE_TOO_STRONG = {
        name: "requires-online-too-strong",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Unit(&REQUIREMENTS, check),
    }
}

const REQUIREMENTS: [Name; 3] = [Name::Requires, Name::Requisite, Name::BindsTo];
const ONLINE: &str = "network-online.target";

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    // User managers have no such target: `user-unit-system-target` reports the consequences.
    if context.unit.is_user_unit(context.sources) {
        return;
    }
    for online in context.references.in_lists(&REQUIREMENTS).filter(|reference| reference.name == ONLINE) {
        // A target runs nothing: it consists of what it requires.
        if !context.unit.is(UnitType::Target) {
            report(online, context, sink);
        }
    }
}

fn report(online: &UnitReference<'_>, context: &UnitContext<'_>, sink: &mut Sink) {
    let Some(entry) = context.references.entry(online) else { return };
    let name = online.directive;
    let at = |message: &str| {
        REQUIRES_ONLINE_TOO_STRONG.at(entry.id.file, online.span, format!("{name}= {message}"))
    };
    let finding = if name == Name::Requisite {
        at("starts the unit only if the target is already reached").label("pulls nothing in").help(
            "Where nothing else has pulled in network-online.target, systemd does not start the unit, and does not \
             try again. Wants= pulls it in.",
        )
    } else if context.references.has(&[Name::After], ONLINE) {
        at("does not guarantee a network").label("reached even without a network").help(
            "The service that waits for the network is only wanted by the target: when it gives up, systemd starts \
             the unit anyway. Wants= waits just as long, and does not stop the unit with the target.",
        )
    } else {
        at("does not wait for the network").label("started at the same time").help(
            "systemd starts the unit and the target at the same time. After= is what waits; Wants= is enough to pull \
             in the target.",
        )
    };
    // Other units in the list are required as well.
    let in_list =
        context.references.dependencies().iter().filter(|reference| reference.entry == online.entry);
    sink.add(match in_list.count() {
        1 => {
            finding.fix("write Wants=", Applicability::Unsafe, vec![Edit::replace(entry.item.name, "Wants")])
        }
        _ => finding,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, unit};

    #[test]
    fn a_line_with_only_this_target_is_fixed() {
        let found = |line: &str| unit(&REQUIRES_ONLINE_TOO_STRONG, &format!("[Unit]\n{line}\n"));
        let fixed = found("Requires=network-online.target")[0].fixed.clone();
        assert_eq!(fixed.as_deref(), Some("[Unit]\nWants=network-online.target\n"));
        assert_eq!(found("BindsTo=a.service network-online.target")[0].fixed, None);
        assert!(found("Wants=network-online.target").is_empty());
        let message = |line: &str| found(line)[0].message.clone();
        assert_eq!(message("Requires=network-online.target"), "Requires= does not wait for the network");
        assert_eq!(
            message("After=network-online.target\nRequires=network-online.target"),
            "Requires= does not guarantee a network"
        );
        assert_eq!(
            message("After=network-online.target\nRequisite=network-online.target"),
            "Requisite= starts the unit only if the target is already reached"
        );
        let target = "[Unit]\nRequires=network-online.target\n";
        assert!(file(&REQUIRES_ONLINE_TOO_STRONG, "a.target", target).is_empty());
        assert!(file(&REQUIRES_ONLINE_TOO_STRONG, "user/a.service", target).is_empty());
        assert!(found("Requires=my-network-online.target").is_empty());
    }
}
