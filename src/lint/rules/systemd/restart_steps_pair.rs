//! `restart-steps-pair`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::timespan::TimeSpan;
use crate::systemd::unit::UnitEntry;

rule! {
    /// Flags one of `RestartSteps=` and `RestartMaxDelaySec=` without the other, and a longest delay that is shorter than
    /// the first.
    ///
    /// ## Why
    ///
    /// Together they make the delay grow from `RestartSec=` to `RestartMaxDelaySec=`. One alone does nothing, and the
    /// service is restarted with the same short delay forever. A longest delay below `RestartSec=` replaces it.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Restart=always
    /// RestartSec=1
    /// RestartSteps=5
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Restart=always
    /// RestartSec=1
    /// RestartSteps=5
    /// RestartMaxDelaySec=60
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), `RestartSteps=` (254); `service_verify()`, `src/core/service.c` of 254.
    pub static RESTART_STEPS_PAIR = {
        name: "restart-steps-pair",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::RestartMaxDelaySec, Name::RestartSteps], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let Some(row) = entry.row else { return };
    if !context.is_in_effect() || !context.is_whole() {
        return;
    }
    let in_effect = |name| context.last_in_effect(Section::Service, name);
    let other = match row.name {
        Name::RestartSteps => Name::RestartMaxDelaySec,
        _ => Name::RestartSteps,
    };
    let delay =
        |entry: &UnitEntry<'_>| TimeSpan::read("RestartSec", entry.value().text().unwrap_or_default()).ok();
    let is_set = |name: Name, entry: &UnitEntry<'_>| match name {
        Name::RestartSteps => {
            entry.value().text().is_some_and(|text| !text.trim_start_matches('0').is_empty())
        }
        _ => !delay(entry).is_some_and(TimeSpan::is_infinite),
    };
    let name = row.name;
    if !is_set(name, entry) {
        return;
    }
    if !in_effect(other).is_some_and(|entry| is_set(other, &entry)) {
        sink.add(
            RESTART_STEPS_PAIR
                .at(entry.id.file, entry.item.name, format!("{name}= does nothing without {other}="))
                .label("one of a pair")
                .help(format!(
                    "systemd says: Service has {name}= but no {other}= setting. Ignoring. It restarts the service with the same \
                     delay every time."
                )),
        );
    } else if name == Name::RestartMaxDelaySec
        && let Some(first) = in_effect(Name::RestartSec)
        && delay(entry) < delay(&first)
    {
        sink.add(
            RESTART_STEPS_PAIR
                .at(entry.id.file, entry.value().whole(), "the longest delay is shorter than the first")
                .label("less than RestartSec=")
                .related(first.id.file, first.value().whole(), "the first delay")
                .help(
                    "systemd says: RestartMaxDelaySec= has a value smaller than RestartSec=, resetting RestartSec= to \
                     RestartMaxDelaySec=.",
                ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, file_for, unit};

    fn found(lines: &str) -> Vec<Found> {
        unit(&RESTART_STEPS_PAIR, &format!("[Service]\nExecStart=/a\n{lines}\n"))
    }

    #[test]
    fn one_without_the_other_is_flagged() {
        assert_eq!(found("RestartMaxDelaySec=60")[0].text, "RestartMaxDelaySec");
        assert_eq!(found("RestartSteps=3\nRestartMaxDelaySec=infinity").len(), 1);
        assert!(found("RestartSteps=0").is_empty());
        assert!(found("RestartSteps=3\nRestartMaxDelaySec=60\nRestartSec=1").is_empty());
    }

    #[test]
    fn the_delay_must_grow() {
        let found = found("RestartSteps=3\nRestartMaxDelaySec=10\nRestartSec=1min");
        assert_eq!(found[0].text, "10");
    }

    #[test]
    fn an_older_release_is_left_to_another_rule() {
        let text = "[Service]\nExecStart=/a\nRestartSteps=3\n";
        assert!(file_for(&RESTART_STEPS_PAIR, 252, "a.service", text).is_empty());
    }
}
