//! `timespan-unit-trap`

use crate::diagnostic::{Applicability, Level};
use crate::lint::mistake::{KnownMistake, Mistake};
use crate::lint::{EntryKind, Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::source::Span;
use crate::syntax::Edit;
use crate::systemd::directives::{Name, ValueKind};
use crate::systemd::kinds::enums::ServiceType;
use crate::systemd::kinds::timespan::{self, DefaultUnit, TimeSpan};

rule! {
    /// Flags a time span that is read differently than intended: `M` for minutes, a unit in upper case, a number of
    /// milliseconds without a unit, `RuntimeMaxSec=0`.
    ///
    /// ## Why
    ///
    /// A lone `M` means months, `m` and `min` mean minutes. Other units have no upper-case form: systemd ignores the
    /// line. A number without a unit is in seconds: `TimeoutStopSec=30000` waits for eight hours. For most limits 0
    /// means none; a service with `RuntimeMaxSec=0` is stopped as soon as it is up.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// TimeoutStopSec=2M
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// TimeoutStopSec=2min
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.time(7); `parse_time()`, `src/basic/time-util.c`. Run on 252 with `systemd-analyze timespan`.
    pub static TIMESPAN_UNIT_TRAP = {
        name: "timespan-unit-trap",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::UnitEntry(EntryKind::Digit, check),
    }
}

/// The mistake that this rule reports.
pub(crate) const KNOWN: KnownMistake = KnownMistake::new(
    &TIMESPAN_UNIT_TRAP,
    matches,
    "The units are us, ms, s, min, h, d, w, M (months) and y.",
);

/// From this number on, a wait was hardly meant in seconds.
const MANY: u64 = 10_000;

fn matches(mistake: &Mistake<'_>) -> bool {
    let is_time = matches!(mistake.row.kind, ValueKind::Timespan { unit: _, short: _ });
    is_time && mistake.word().starts_with(|first: char| first.is_ascii_digit())
}

/// Reports a value that is accepted, but hardly as it was meant.
fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let written = entry.item.value.slice(entry.bytes);
    if entry.row.is_some_and(|row| row.name == Name::RuntimeMaxSec) && written.first() == Some(&b'0') {
        report_zero_limit(context, sink);
        return;
    }
    // Most values are of another kind; only a month or a long number matters.
    let may_be =
        written.first().is_some_and(u8::is_ascii_digit) && (written.contains(&b'M') || written.len() > 4);
    let is_time = |kind| matches!(kind, ValueKind::Timespan { unit: _, short: _ });
    let Some(row) = entry.row.filter(|row| may_be && is_time(row.kind)) else { return };
    let value = entry.value();
    let Some(text) = value.text().filter(|_| context.unit.reads(entry)) else { return };
    if timespan::parse(text, DefaultUnit::Seconds).is_err() {
        return;
    }
    let is_end = |at: usize| !text[at + 1..].starts_with(|next: char| next.is_ascii_alphabetic());
    if let Some((at, _)) = text.match_indices('M').find(|(at, _)| is_end(*at)) {
        let span = value.span(Span::new(at as u32, at as u32 + 1));
        let finding = TIMESPAN_UNIT_TRAP
            .at(entry.id.file, span, "`M` means months")
            .label("not minutes")
            .help("systemd silently accepts it. Minutes are `min` or `m`; months can be written as `month`.");
        sink.add(finding.fix("write `min`", Applicability::Unsafe, vec![Edit::replace(span, "min")]));
        return;
    }
    let is_wait = matches!(
        row.name,
        Name::TimeoutStartSec
            | Name::TimeoutStopSec
            | Name::TimeoutSec
            | Name::RestartSec
            | Name::TimeoutAbortSec
    );
    // Whole hours are deliberate.
    let is_round =
        |seconds: u64| seconds >= MANY && seconds.is_multiple_of(1000) && !seconds.is_multiple_of(3600);
    if is_wait && text.parse::<u64>().is_ok_and(is_round) {
        sink.add(
            TIMESPAN_UNIT_TRAP
                .at(entry.id.file, value.whole(), format!("{}= is in seconds", row.name))
                .level(Level::Info)
                .label("a wait of hours")
                .help("A number without a unit is in seconds. Write ms after it if you mean milliseconds, else a \
                       larger unit."),
        );
    }
}

/// Reports a run time limit of zero.
fn report_zero_limit(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    let limit = TimeSpan::read(Name::RuntimeMaxSec.as_str(), value.text().unwrap_or_default());
    if limit != Ok(TimeSpan::ZERO) || !context.is_in_effect() || !context.is_whole() {
        return;
    }
    // It has no effect in a oneshot, which another rule reports.
    let facts = context.facts();
    if facts.effective_type() != ServiceType::Oneshot {
        sink.add(
            TIMESPAN_UNIT_TRAP
                .at(entry.id.file, value.whole(), "the service is stopped as soon as it is up")
                .label("not the same as no limit")
                .help("systemd says nothing, and the service ends with the result `timeout`. For no limit, use `infinity`, the default."),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn a_zero_runtime_limit_is_flagged() {
        let count = |lines: &str| {
            unit(&TIMESPAN_UNIT_TRAP, &format!("[Service]\nExecStart=/a\nRuntimeMaxSec={lines}\n")).len()
        };
        assert_eq!((count("0"), count("0s"), count("0\nRuntimeMaxSec=60")), (1, 1, 0));
        assert_eq!((count("infinity"), count("0\nType=oneshot"), count("0.5")), (0, 0, 0));
    }

    #[test]
    fn months_and_milliseconds_are_flagged() {
        let found = |value: &str| unit(&TIMESPAN_UNIT_TRAP, &format!("[Service]\nTimeoutStopSec={value}\n"));
        assert_eq!(found("1h 2M")[0].fixed.as_deref(), Some("[Service]\nTimeoutStopSec=1h 2min\n"));
        assert_eq!(found("30000")[0].level, Level::Info);
        assert_eq!(found("30S")[0].fixed.as_deref(), Some("[Service]\nTimeoutStopSec=30s\n"));
        for right in ["2min", "1month", "36000", "900", "30000ms"] {
            assert!(found(right).is_empty(), "{right}");
        }
    }
}
