//! `stop-timeout-long`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::enums::ServiceType;
use crate::systemd::kinds::timespan::TimeSpan;

rule! {
    /// Flags a service that may take forever to stop: `TimeoutStopSec=` without a limit. Reported as `info` for
    /// `TimeoutSec=` without one; where `KillSignal=` asks the program to finish first, `SendSIGKILL=no` says that it
    /// must, or the program reports its state to systemd (`Type=notify`); for `Type=oneshot`, whose stop is a job of its
    /// own; for more than five minutes; and for `SendSIGKILL=no`.
    ///
    /// ## Why
    ///
    /// The machine does not shut down before the service has stopped: a program that hangs keeps it up until somebody
    /// pulls the plug. Both `0` and `infinity` mean no limit; with `SendSIGKILL=no` the limit passes and the program
    /// stays. Databases written for systemd are often given as long as they take to save: redis, Elasticsearch.
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
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::TimeoutStopSec, Name::TimeoutSec, Name::SendSIGKILL], check),
    }
}

/// Hardly anybody waits for a stop that takes longer.
const LONG: TimeSpan = TimeSpan::from_secs(300);

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let (Some(row), value) = (entry.row, entry.value()) else { return };
    let Some(text) = value.text() else { return };
    let is_kill = row.name == Name::SendSIGKILL;
    let limit = TimeSpan::read(Name::TimeoutStopSec.as_str(), text).ok().filter(|_| !is_kill);
    let is_endless = limit.is_some_and(|limit| limit.is_infinite() || limit == TimeSpan::ZERO);
    let (message, label) = match limit {
        // Some who write it mean "at once".
        Some(TimeSpan::ZERO) => ("0 means no limit: nothing ends a stop that hangs".to_owned(), "forever"),
        Some(limit) if limit.is_infinite() => ("nothing ends a stop that hangs".to_owned(), "no limit"),
        Some(limit) if limit > LONG => (format!("a stop may take {limit}"), "a shutdown waits as long"),
        None if is_kill && entry.flag() == Some(false) => {
            ("a program that does not end is never killed".to_owned(), "outlives the stop")
        }
        _ => return,
    };
    // A unit of another type has commands of its own, which may take long: `fsck` of a mount.
    if entry.section != Some(Section::Service) || !context.unit.reads(entry) {
        return;
    }
    // Of the two names of the limit, the last one counts.
    let names: &[Name] =
        if is_kill { &[Name::SendSIGKILL] } else { &[Name::TimeoutStopSec, Name::TimeoutSec] };
    if context.in_effect(Section::Service, names).last().is_none_or(|last| last.id != entry.id) {
        return;
    }
    // `TimeoutSec=` of a oneshot is for its start.
    let is_for_both = row.name == Name::TimeoutSec;
    let kind = || context.facts().effective_type();
    if is_for_both && kind() == ServiceType::Oneshot {
        return;
    }
    let help = if is_kill {
        "systemd says nothing. What does not end on its own stays behind when the service has stopped, and the next \
         start runs into it."
    } else {
        "systemd says nothing: it waits, and the machine's shutdown with it. Let it kill whatever has not ended \
         after a minute or two."
    };
    let notifies = || matches!(kind(), ServiceType::Notify | ServiceType::NotifyReload);
    // systemd itself gives the job of a oneshot all the time it takes: this is one for the shutdown.
    let is_job = || context.value_matches(Section::Service, Name::Type, |kind| kind == "oneshot");
    let is_minor = is_for_both || !is_endless || is_meant(context) || notifies() || is_job();
    let level = if is_minor { Level::Info } else { STOP_TIMEOUT_LONG.level };
    let finding = STOP_TIMEOUT_LONG.at(entry.id.file, value.whole(), message);
    sink.add(finding.level(level).label(label).help(help));
}

/// Whether the program is meant to finish its work first, however long that takes: its stop signal is not the default
/// one, or it is never killed.
fn is_meant(context: &UnitEntryContext<'_>) -> bool {
    let is_own = |signal: &str| !matches!(signal, "SIGTERM" | "TERM" | "15" | "SIGKILL" | "KILL" | "9");
    context.value_matches(Section::Service, Name::KillSignal, is_own)
        || context.is_off(Section::Service, Name::SendSIGKILL)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, unit};

    fn levels(lines: &str) -> Vec<Level> {
        let found = unit(&STOP_TIMEOUT_LONG, &format!("[Service]\n{lines}\n"));
        found.into_iter().map(|found| found.level).collect()
    }

    #[test]
    fn how_the_service_stops_decides_the_level_of_an_infinite_timeout() {
        assert_eq!(levels("TimeoutStopSec=0"), [Level::Warning]);
        assert_eq!(levels("TimeoutStopSec=0\nKillSignal=SIGKILL"), [Level::Warning]);
        assert_eq!(levels("TimeoutStopSec=infinity\nKillSignal=SIGUSR1"), [Level::Info]);
        assert_eq!(levels("Type=notify\nExecStart=/a\nTimeoutStopSec=0"), [Level::Info]);
        // Google's guest agent runs the shutdown scripts of its users so.
        let job =
            "Type=oneshot\nRemainAfterExit=yes\nExecStart=/bin/true\nExecStop=/a shutdown\nTimeoutStopSec=0";
        assert_eq!(levels(job), [Level::Info]);
        // Elasticsearch's own unit: what it has not written is lost.
        assert_eq!(levels("TimeoutStopSec=0\nSendSIGKILL=no"), [Level::Info, Level::Info]);
        for line in ["ExecStart=/a\nTimeoutSec=infinity", "TimeoutStopSec=10min", "SendSIGKILL=no"] {
            assert_eq!(levels(line), [Level::Info], "{line}");
        }
        assert_eq!(levels("Type=oneshot\nTimeoutSec=0"), []);
        assert_eq!(levels("TimeoutStopSec=5min\nSendSIGKILL=yes"), []);
        assert_eq!(levels("TimeoutSec=0\nTimeoutStopSec=60"), []);
    }

    #[test]
    fn the_message_names_an_infinite_timeout_as_written() {
        let message =
            |line: &str| unit(&STOP_TIMEOUT_LONG, &format!("[Service]\n{line}\n"))[0].message.clone();
        assert_eq!(message("TimeoutStopSec=infinity"), "nothing ends a stop that hangs");
        assert_eq!(message("TimeoutStopSec=0"), "0 means no limit: nothing ends a stop that hangs");
    }

    #[test]
    fn other_unit_types_pass() {
        assert!(file(&STOP_TIMEOUT_LONG, "a.mount", "[Mount]\nTimeoutSec=0\n").is_empty());
    }
}
