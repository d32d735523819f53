//! `runtimemax-oneshot`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::kinds::enums::ServiceType;
use crate::systemd::kinds::timespan::TimeSpan;

rule! {
    /// Flags `RuntimeMaxSec=` in a service of `Type=oneshot`, where it does nothing.
    ///
    /// ## Why
    ///
    /// The limit counts from the moment a service is up, and a oneshot is only up when its commands have ended.
    /// `TimeoutStartSec=` limits how long they may take, and is unlimited for a oneshot by default.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=oneshot
    /// ExecStart=/usr/bin/app
    /// RuntimeMaxSec=60
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=oneshot
    /// ExecStart=/usr/bin/app
    /// TimeoutStartSec=60
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), `RuntimeMaxSec=`; `service_verify()`, `src/core/service.c`. Run on 252.
    pub static RUNTIMEMAX_ONESHOT = {
        name: "runtimemax-oneshot",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::RuntimeMaxSec], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    let limit = TimeSpan::read("RuntimeMaxSec", value.text().unwrap_or_default());
    if limit.is_ok_and(TimeSpan::is_infinite) || !context.is_in_effect() || !context.is_whole() {
        return;
    }
    let facts = context.facts();
    if facts.effective_type() != ServiceType::Oneshot {
        return;
    }
    sink.add(
        RUNTIMEMAX_ONESHOT
            .at(entry.id.file, entry.item.name, "RuntimeMaxSec= does nothing in a service of Type=oneshot")
            .label("no effect")
            .help(
                "systemd says: RuntimeMaxSec= has no effect in combination with Type=oneshot. Ignoring. TimeoutStartSec= limits \
                 how long the commands may take.",
            ),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn no_limit_and_other_types_pass() {
        let count =
            |lines: &str| unit(&RUNTIMEMAX_ONESHOT, &format!("[Service]\nExecStart=/a\n{lines}\n")).len();
        assert_eq!(count("Type=oneshot\nRuntimeMaxSec=0"), 1);
        assert_eq!(count("Type=oneshot\nRuntimeMaxSec=infinity"), 0);
        assert_eq!(count("RuntimeMaxSec=60"), 0);
    }
}
