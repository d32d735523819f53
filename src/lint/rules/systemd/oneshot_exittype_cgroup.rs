//! `oneshot-exittype-cgroup`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::kinds::enums::ServiceType;

rule! {
    /// Flags `ExitType=cgroup` in a service of `Type=oneshot`.
    ///
    /// ## Why
    ///
    /// A oneshot is done when its commands have ended; waiting for the last process of the group instead would make it
    /// another type. systemd does not load the unit.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=oneshot
    /// ExitType=cgroup
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExitType=cgroup
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), `ExitType=`; `service_verify()`, `src/core/service.c`. Run on 252.
    pub static ONESHOT_EXITTYPE_CGROUP = {
        name: "oneshot-exittype-cgroup",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::ExitType], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    if value.text() != Some("cgroup") || !context.is_in_effect() || !context.is_whole() {
        return;
    }
    let facts = context.facts();
    if facts.effective_type() != ServiceType::Oneshot {
        return;
    }
    sink.add(
        ONESHOT_EXITTYPE_CGROUP
            .at(entry.id.file, value.whole(), "a service of Type=oneshot cannot have ExitType=cgroup")
            .label("not for a oneshot")
            .help(
                "systemd says: Service has ExitType=cgroup set, which isn't allowed for Type=oneshot services. Refusing. It does \
                 not load the unit.",
            ),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn the_effective_type_is_checked() {
        let count = |lines: &str| unit(&ONESHOT_EXITTYPE_CGROUP, &format!("[Service]\n{lines}\n")).len();
        assert_eq!(count("Type=oneshot\nExecStart=/a\nExitType=cgroup"), 1);
        assert_eq!(
            count("ExecStop=/a\nRemainAfterExit=yes\nExitType=cgroup"),
            1,
            "Type=oneshot is the default"
        );
        assert_eq!(count("ExecStart=/a\nExitType=cgroup"), 0);
        assert_eq!(count("Type=oneshot\nExecStart=/a\nExitType=cgroup\nExitType=main"), 0);
    }
}
