//! `job-timeout-order`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::timespan::TimeSpan;
use crate::systemd::unit::UnitEntry;

rule! {
    /// Flags a `JobRunningTimeoutSec=` that is longer than `JobTimeoutSec=`.
    ///
    /// ## Why
    ///
    /// `JobTimeoutSec=` counts from the moment the job is queued, `JobRunningTimeoutSec=` from the moment it starts:
    /// the longer one is never reached.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Unit]
    /// JobTimeoutSec=5
    /// JobRunningTimeoutSec=10
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// JobTimeoutSec=10
    /// JobRunningTimeoutSec=5
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5); `unit_load()`, `src/core/unit.c`. Run on 252.
    pub static JOB_TIMEOUT_ORDER = {
        name: "job-timeout-order",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::JobRunningTimeoutSec], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    if !context.is_in_effect() {
        return;
    }
    let Some(whole) = context.last_in_effect(Section::Unit, Name::JobTimeoutSec) else { return };
    // 0 means no limit.
    let read = |entry: &UnitEntry<'_>| {
        let span = TimeSpan::read("JobTimeoutSec", entry.value().text()?).ok()?;
        (span.as_micros() != 0 && !span.is_infinite()).then_some(span)
    };
    let (Some(running), Some(all)) = (read(entry), read(&whole)) else { return };
    if running <= all {
        return;
    }
    sink.add(
        JOB_TIMEOUT_ORDER
            .at(entry.id.file, entry.value().whole(), "this limit is never reached")
            .label("longer than JobTimeoutSec=")
            .related(whole.id.file, whole.value().whole(), "the job ends here at the latest")
            .help(
                "systemd says: JobRunningTimeoutSec= is greater than JobTimeoutSec=, it has no effect. JobTimeoutSec= alone ends \
                 the job.",
            ),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn an_infinite_timeout_exceeds_any_other() {
        let count = |running: &str, all: &str| {
            let text = format!("[Unit]\nJobRunningTimeoutSec={running}\nJobTimeoutSec={all}\n");
            unit(&JOB_TIMEOUT_ORDER, &text).len()
        };
        assert_eq!((count("10", "5"), count("1min", "5"), count("5", "5")), (1, 1, 0));
        assert_eq!((count("10", "0"), count("10", "infinity"), count("10", "")), (0, 0, 0));
    }
}
