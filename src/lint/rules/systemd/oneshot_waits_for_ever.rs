//! `oneshot-waits-for-ever`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::enums::ServiceType;
use crate::systemd::unit::UnitEntry;

rule! {
    /// Flags a service of `Type=oneshot` that is started at boot and waits in a loop (`until … sleep`), without
    /// `TimeoutStartSec=`.
    ///
    /// ## Why
    ///
    /// A oneshot service may take forever to start: by default there is no limit. When what it waits for never comes,
    /// the boot never finishes, and whatever comes after the service never starts.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=oneshot
    /// ExecStart=/bin/sh -c 'until ping -c1 db; do sleep 1; done'
    ///
    /// [Install]
    /// WantedBy=multi-user.target
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=oneshot
    /// ExecStart=/bin/sh -c 'until ping -c1 db; do sleep 1; done'
    /// TimeoutStartSec=60
    ///
    /// [Install]
    /// WantedBy=multi-user.target
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), `TimeoutStartSec=`: "except when `Type=oneshot` is used, in which case the timeout is disabled by
    /// default".
    pub static ONESHOT_WAITS_FOR_EVER = {
        name: "oneshot-waits-for-ever",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[Name::Type], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let facts = context.facts;
    let is_oneshot = matches!(facts.service_type, Some((ServiceType::Oneshot, _)));
    if !is_oneshot
        || !context.unit.sets(Name::WantedBy)
        || context.unit.sets_any(&[Name::TimeoutStartSec, Name::TimeoutSec, Name::JobTimeoutSec])
        || !context.is_whole()
    {
        return;
    }
    let commands = context.in_effect(Section::Service, &[Name::ExecStartPre, Name::ExecStart]);
    let Some(entry) = commands.iter().find(|entry| {
        has(entry, b"sleep ")
            && (has(entry, b"until ") || has(entry, b"while "))
            && !has(entry, b"timeout ")
            && !counts_attempts(entry)
    }) else {
        return;
    };
    sink.add(
        ONESHOT_WAITS_FOR_EVER
            .at(entry.id.file, entry.value().whole(), "this may wait forever, and the boot with it")
            .label("no limit")
            .help("systemd sets no limit for a oneshot service. TimeoutStartSec= sets one."),
    );
}

/// Whether a script counts its attempts: `[ $n -gt 0 ]`, `[ $((n++)) -lt 30 ]`. Such a loop ends.
fn counts_attempts(entry: &UnitEntry<'_>) -> bool {
    [&b" -gt "[..], b" -ge ", b" -lt ", b" -le ", b"$(("].iter().any(|sign| has(entry, sign))
}

fn has(command: &UnitEntry<'_>, word: &[u8]) -> bool {
    memchr::memmem::find(command.item.value.slice(command.bytes), word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn a_timeout_or_another_type_passes() {
        let count = |lines: &str| {
            let text = format!(
                "[Service]\nExecStart=/bin/sh -c 'while ! x; do sleep 1; done'\n{lines}\n[Install]\nWantedBy=a.target\n"
            );
            unit(&ONESHOT_WAITS_FOR_EVER, &text).len()
        };
        assert_eq!(
            (count("Type=oneshot"), count("Type=exec"), count("Type=oneshot\nTimeoutStartSec=9")),
            (1, 0, 0)
        );
        let counted = "[Service]\nType=oneshot\nExecStart=/bin/sh -c 'n=9; while [ $n -gt 0 ]; do x && break; sleep 1; \
            n=$((n-1)); done'\n[Install]\nWantedBy=a.target\n";
        assert!(unit(&ONESHOT_WAITS_FOR_EVER, counted).is_empty());
        let quick = "[Service]\nType=oneshot\nExecStart=/bin/sleep 1\n[Install]\nWantedBy=a.target\n";
        assert!(unit(&ONESHOT_WAITS_FOR_EVER, quick).is_empty());
    }
}
