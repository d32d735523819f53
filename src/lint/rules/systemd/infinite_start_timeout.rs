//! `infinite-start-timeout`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::enums::ServiceType;
use crate::systemd::facts::Facts;
use crate::systemd::timespan::TimeSpan;

rule! {
    /// Flags a service that may take for ever to start, where its start waits for the program to say or do something.
    ///
    /// ## Why
    ///
    /// Until a service of `Type=notify`, `dbus` or `forking` has started, all that is ordered behind it waits, the end of the
    /// boot too. Without a limit a program that hangs is never found out: no failure, no restart. Both `0` and `infinity` are
    /// no limit.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=notify
    /// ExecStart=/usr/bin/app
    /// TimeoutStartSec=infinity
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=notify
    /// ExecStart=/usr/bin/app
    /// TimeoutStartSec=5min
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), `TimeoutStartSec=`; `config_parse_service_timeout()`, `src/core/load-fragment.c`. Run on 252: `0` is
    /// shown as `infinity`.
    pub static INFINITE_START_TIMEOUT = {
        name: "infinite-start-timeout",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::TimeoutStartSec, Name::TimeoutSec], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    if !matches!(entry.item.value.slice(entry.bytes).first(), Some(b'0' | b'i')) {
        return;
    }
    let value = entry.value();
    let limit = TimeSpan::read(Name::TimeoutStartSec.as_str(), value.text().unwrap_or_default());
    let is_none = limit.is_ok_and(|limit| limit.is_infinite() || limit == TimeSpan::ZERO);
    if !is_none || entry.section != Some(Section::Service) || !context.is_whole() {
        return;
    }
    // Of the two names the last one counts.
    let held = context.held(Section::Service, &[Name::TimeoutStartSec, Name::TimeoutSec]);
    if held.last().is_none_or(|last| last.id != entry.id) {
        return;
    }
    let facts = Facts::of(context.unit, context.sources, context.release());
    let kind = facts.effective_type();
    let waits = matches!(
        kind,
        ServiceType::Notify | ServiceType::NotifyReload | ServiceType::Dbus | ServiceType::Forking
    );
    if waits {
        sink.add(
            INFINITE_START_TIMEOUT
                .at(entry.id.file, value.whole(), "nothing ends a start that hangs")
                .label("no limit")
                .help(format!(
                    "A start of Type={} waits for the program. systemd says nothing, and waits for ever; write the longest time \
                     that a start can take. A program that knows may ask for more with EXTEND_TIMEOUT_USEC=.",
                    kind.as_str()
                )),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn only_the_limit_that_holds_counts() {
        let count = |lines: &str| {
            unit(&INFINITE_START_TIMEOUT, &format!("[Service]\nType=forking\nExecStart=/a\n{lines}\n")).len()
        };
        assert_eq!(
            (count("TimeoutSec=0"), count("TimeoutStartSec=infinity"), count("TimeoutSec=0s")),
            (1, 1, 1)
        );
        assert_eq!((count("TimeoutSec=0\nTimeoutStartSec=60"), count("TimeoutSec=1min")), (0, 0));
    }

    #[test]
    fn a_start_that_waits_for_nothing_passes() {
        let count = |kind: &str| {
            unit(&INFINITE_START_TIMEOUT, &format!("[Service]\nType={kind}\nExecStart=/a\nTimeoutSec=0\n"))
                .len()
        };
        assert_eq!((count("simple"), count("exec"), count("oneshot")), (0, 0, 0));
        assert_eq!((count("notify"), count("dbus")), (1, 1));
    }
}
