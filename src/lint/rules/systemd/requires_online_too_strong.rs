//! `requires-online-too-strong`

use crate::diagnostic::{Applicability, Level};
use crate::lint::relations::Tie;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::syntax::Edit;
use crate::systemd::directives::Name;

rule! {
    /// Flags `Requires=`, `Requisite=` or `BindsTo=` on `network-online.target`.
    ///
    /// ## Why
    ///
    /// The target depends on a service that waits for the network and gives up after a while. When it gives up, whatever
    /// requires the target is not started at all, and is not tried again when the network comes. With `Wants=` the service is
    /// started late and can wait by itself.
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
    /// systemd.special(7), `network-online.target`; systemd's "Running Services After the Network Is Up".
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
    for online in context.ties.listed(&REQUIREMENTS).filter(|tie| tie.name == ONLINE) {
        // A target runs nothing: what it is made of is what it requires.
        if context.unit.unit_type() != "target" {
            report(online, context, sink);
        }
    }
}

fn report(online: &Tie<'_>, context: &UnitContext<'_>, sink: &mut Sink) {
    let Some(entry) = context.ties.entry(online) else { return };
    let name = online.directive;
    let at = |message: &str| {
        REQUIRES_ONLINE_TOO_STRONG.at(entry.id.file, online.span, format!("{name}= {message}"))
    };
    let finding = if context.ties.has(&[Name::After], ONLINE) {
        at("keeps the unit down when the network is late").label("fails when nothing is online in time").help(
            "systemd does not start the unit when the target fails, and does not try again. Wants= waits as long, and starts it \
             then.",
        )
    } else {
        at("does not wait for the network").label("started at the same time").help(
            "systemd starts the unit and the target at once. After= is what waits; with it, Wants= starts the unit also when \
             nothing is online in time.",
        )
    };
    // Others in the list are required as well.
    let in_list = context.ties.dependencies().iter().filter(|tie| tie.entry == online.entry);
    sink.add(match in_list.count() {
        1 => finding.fix(
            "write Wants=",
            Applicability::Unsafe,
            vec![Edit::replace(entry.item.name, "Wants".to_owned())],
        ),
        _ => finding,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, unit};

    #[test]
    fn a_lone_word_is_mended() {
        let found = |line: &str| unit(&REQUIRES_ONLINE_TOO_STRONG, &format!("[Unit]\n{line}\n"));
        let fixed = found("Requires=network-online.target")[0].fixed.clone();
        assert_eq!(fixed.as_deref(), Some("[Unit]\nWants=network-online.target\n"));
        assert_eq!(found("BindsTo=a.service network-online.target")[0].fixed, None);
        assert!(found("Wants=network-online.target").is_empty());
        let message = |line: &str| found(line)[0].message.clone();
        assert_eq!(message("Requires=network-online.target"), "Requires= does not wait for the network");
        assert_eq!(
            message("After=network-online.target\nRequires=network-online.target"),
            "Requires= keeps the unit down when the network is late"
        );
        let target = "[Unit]\nRequires=network-online.target\n";
        assert!(file(&REQUIRES_ONLINE_TOO_STRONG, "a.target", target).is_empty());
        assert!(found("Requires=my-network-online.target").is_empty());
    }
}
