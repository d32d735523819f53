//! `before-network-pre`

use crate::diagnostic::Level;
use crate::lint::facts::unit_references::UnitReference;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::Name;

rule! {
    /// Flags a unit that is ordered before `network-pre.target` but does not pull it in.
    ///
    /// ## Why
    ///
    /// The target does nothing on its own and nothing else starts it: it exists to give a place to what must be done
    /// before the network is set up, such as a firewall. Unless the unit wants it, it is not part of the boot and the
    /// ordering has no effect.
    ///
    /// ## Bad
    ///
    /// ```ini firewall.service
    /// [Unit]
    /// Before=network-pre.target
    ///
    /// [Service]
    /// Type=oneshot
    /// ExecStart=/usr/sbin/firewall
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini firewall.service
    /// [Unit]
    /// Wants=network-pre.target
    /// Before=network-pre.target
    ///
    /// [Service]
    /// Type=oneshot
    /// ExecStart=/usr/sbin/firewall
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.special(7), `network-pre.target`: "This passive target unit … should be pulled in by the provider".
    pub static BEFORE_NETWORK_PRE = {
        name: "before-network-pre",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[Name::Before], check),
    }
}

const TARGET: &str = "network-pre.target";

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let is_match = |reference: &&UnitReference<'_>| reference.name == TARGET;
    let Some(reference) = context.references.in_lists(&[Name::Before]).find(is_match) else { return };
    let lists = [Name::Wants, Name::Requires, Name::BindsTo, Name::WantedBy, Name::RequiredBy];
    if context.references.has(&lists, TARGET) || !context.is_whole() {
        return;
    }
    sink.add(
        BEFORE_NETWORK_PRE
            .at(reference.entry.file, reference.span, "nothing here pulls in network-pre.target")
            .label("ordering alone does not start it")
            .help(
                "systemd applies the ordering only if another unit wants the target. Add \
                 Wants=network-pre.target.",
            ),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn a_unit_that_wants_it_or_is_wanted_by_it_passes() {
        let count = |more: &str| {
            unit(&BEFORE_NETWORK_PRE, &format!("[Unit]\nBefore=a.service network-pre.target\n{more}\n")).len()
        };
        assert_eq!((count(""), count("Wants=network-pre.target")), (1, 0));
        assert_eq!(count("[Install]\nRequiredBy=network-pre.target"), 0);
    }

    #[test]
    fn only_the_target_name_is_flagged() {
        let found =
            unit(&BEFORE_NETWORK_PRE, "[Unit]\nBefore=a.service \\\n  network-pre.target b.service\n");
        assert_eq!(found[0].text, TARGET);
    }
}
