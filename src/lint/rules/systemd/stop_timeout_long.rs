//! `stop-timeout-long`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::facts::Facts;
use crate::systemd::kinds::boolean;
use crate::systemd::kinds::enums::ServiceType;
use crate::systemd::kinds::timespan::TimeSpan;

rule! {
    /// Flags a service that may take long to stop, or for ever: `TimeoutStopSec=` or `TimeoutSec=` without an end or of more than
    /// five minutes, and `SendSIGKILL=no`.
    ///
    /// ## Why
    ///
    /// The machine does not go down before the service has: a program that hangs keeps it up until somebody pulls the plug.
    /// Both `0` and `infinity` are no limit; with `SendSIGKILL=no` the limit passes and the program stays. An info, because a
    /// program that must write its data first is often given as long as it takes: redis, Elasticsearch.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// TimeoutStopSec=infinity
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
    /// systemd.service(5), `TimeoutStopSec=`; systemd.kill(5), `SendSIGKILL=`. Run on 252: `0` is shown as `infinity`.
    pub static STOP_TIMEOUT_LONG = {
        name: "stop-timeout-long",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::TimeoutStopSec, Name::TimeoutSec, Name::SendSIGKILL], check),
    }
}

/// A stop that takes longer is seldom waited for.
const LONG: TimeSpan = TimeSpan::from_secs(300);

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let (Some(row), value) = (entry.row, entry.value()) else { return };
    let Some(text) = value.text() else { return };
    let is_kill = row.name == Name::SendSIGKILL;
    let limit = TimeSpan::read(Name::TimeoutStopSec.as_str(), text).ok().filter(|_| !is_kill);
    let (message, label) = match limit {
        // Some who write it mean "at once".
        Some(TimeSpan::ZERO) => ("0 is no limit: nothing ends a stop that hangs".to_owned(), "for ever"),
        Some(limit) if limit.is_infinite() => ("nothing ends a stop that hangs".to_owned(), "no limit"),
        Some(limit) if limit > LONG => (format!("a stop may take {limit}"), "a shutdown waits as long"),
        None if is_kill && boolean::parse(text) == Ok(false) => {
            ("a program that does not end is never killed".to_owned(), "outlives the stop")
        }
        _ => return,
    };
    // A unit of another type has its own commands, which may be long: `fsck` of a mount.
    if entry.section != Some(Section::Service) || !context.unit.reads(entry) {
        return;
    }
    // Of the two names of the limit the last one counts.
    let names: &[Name] =
        if is_kill { &[Name::SendSIGKILL] } else { &[Name::TimeoutStopSec, Name::TimeoutSec] };
    if context.held(Section::Service, names).last().is_none_or(|last| last.id != entry.id) {
        return;
    }
    // `TimeoutSec=` of a oneshot is for its start.
    let is_for_both = row.name == Name::TimeoutSec;
    let kind = || Facts::of(context.unit, context.sources, context.release()).effective_type();
    if is_for_both && kind() == ServiceType::Oneshot {
        return;
    }
    let help = if is_kill {
        "systemd says nothing. What does not end on its own stays behind when the service has stopped, and the next start meets it."
    } else {
        "systemd says nothing: it waits, and the machine's shutdown with it. Let it kill what has not ended in a minute or two."
    };
    sink.add(STOP_TIMEOUT_LONG.at(entry.id.file, value.whole(), message).label(label).help(help));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, unit};

    fn messages(lines: &str) -> Vec<String> {
        let found = unit(&STOP_TIMEOUT_LONG, &format!("[Service]\n{lines}\n"));
        found.into_iter().map(|found| found.message).collect()
    }

    #[test]
    fn a_limit_may_be_none_or_long() {
        assert_eq!(messages("TimeoutStopSec=infinity"), ["nothing ends a stop that hangs"]);
        assert_eq!(messages("TimeoutStopSec=0"), ["0 is no limit: nothing ends a stop that hangs"]);
        for line in ["ExecStart=/a\nTimeoutSec=infinity", "TimeoutStopSec=10min", "SendSIGKILL=no"] {
            assert_eq!(messages(line).len(), 1, "{line}");
        }
        assert!(messages("Type=oneshot\nTimeoutSec=0").is_empty());
        assert!(messages("TimeoutStopSec=5min\nSendSIGKILL=yes").is_empty());
        assert!(messages("TimeoutSec=0\nTimeoutStopSec=60").is_empty());
    }

    #[test]
    fn other_types_of_unit_pass() {
        assert!(file(&STOP_TIMEOUT_LONG, "a.mount", "[Mount]\nTimeoutSec=0\n").is_empty());
    }
}
