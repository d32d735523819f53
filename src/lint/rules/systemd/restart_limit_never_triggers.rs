//! `restart-limit-never-triggers`

use crate::diagnostic::Level;
use crate::ir::{Duration, GivesUp, SettingId, Started};
use crate::language::Language;
use crate::lint::{Fixable, LooksAt, ServiceContext, Sink, prefilter};
use crate::rule;
use crate::systemd::defaults::{START_LIMIT_BURST, START_LIMIT_INTERVAL};
use crate::systemd::kinds::timespan::TimeSpan;

rule! {
    /// Flags a start limit that is never reached: the pauses between as many starts as it allows are already longer
    /// than its interval. Reported as `info` where the interval is 0, which turns the limit off, but a number of starts
    /// is set anyway.
    ///
    /// ## Why
    ///
    /// The limit exists to give up on a service that cannot start. With `RestartSec=30` five starts take two and a half
    /// minutes: an interval of 60 s is over long before, the count begins again, and the broken service is started
    /// forever.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Unit]
    /// StartLimitIntervalSec=60
    /// StartLimitBurst=5
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Restart=always
    /// RestartSec=30
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// StartLimitIntervalSec=300
    /// StartLimitBurst=5
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Restart=always
    /// RestartSec=30
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5), `StartLimitIntervalSec=`; `src/basic/ratelimit.c`. Run on 252: with `RestartSec=1` and
    /// `StartLimitBurst=3` an interval of 4 s ends it after three starts, and one of 3 s never.
    pub static RESTART_LIMIT_NEVER_TRIGGERS = {
        name: "restart-limit-never-triggers",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Service(prefilter::is_restarted_by_systemd, check),
    }
}

fn check(context: &ServiceContext<'_>, sink: &mut Sink) {
    let service = context.service;
    let is_restarted = !service.restart_later.value.exits_and_signals().is_empty();
    // How long a oneshot takes is not known.
    let is_daemon = service.started.value != Started::OnEnd;
    if context.manager != Language::Systemd || !context.is_whole || !is_restarted || !is_daemon {
        return;
    }
    let limit = &service.gives_up.from;
    let intervals = ["StartLimitIntervalSec", "StartLimitInterval"];
    let interval_id = intervals.iter().find_map(|name| context.last_named(limit, name.as_bytes()));
    let burst_id = context.last_named(limit, b"StartLimitBurst");
    let Some(place) = interval_id.or(burst_id).filter(|_| service.gives_up.value == GivesUp::Never) else {
        return;
    };
    let text = |id: SettingId| {
        let entry = context.unit?.entry(id, context.sources)?;
        entry.value().text().map(str::to_owned)
    };
    let interval = match interval_id {
        Some(id) => {
            text(id).and_then(|text| TimeSpan::read(intervals[0], &text).ok()).map(TimeSpan::as_micros)
        }
        None => Some(START_LIMIT_INTERVAL.micros),
    };
    let burst = match burst_id {
        Some(id) => text(id).and_then(|text| text.parse().ok()),
        None => Some(START_LIMIT_BURST),
    };
    let (Some(micros), Some(burst)) = (interval, burst) else { return };
    let pauses = service.restart_backoff.value.sum(u64::from(burst));
    if let Some(burst_id) = burst_id.filter(|_| micros == 0 && burst != 0) {
        let (file, span) = (burst_id.file, context.items.setting(burst_id).1);
        return sink.add(
            RESTART_LIMIT_NEVER_TRIGGERS
                .at(file, span, "this start limit is turned off")
                .level(Level::Info)
                .label("has no effect")
                .related(place.file, context.items.setting(place).1, "here")
                .help(
                    "systemd says nothing: with an interval of 0 it restarts the service as often as it ends. Remove \
                     this line, or set the interval that you mean.",
                ),
        );
    }
    // 0 turns the limit off, which is deliberate.
    if micros == 0 || burst == 0 || pauses.is_infinite() {
        return;
    }
    let interval = Duration { micros };
    let (file, span) = (place.file, context.items.setting(place).1);
    sink.add(
        RESTART_LIMIT_NEVER_TRIGGERS
            .at(file, span, "this start limit is never reached")
            .label(format!("{burst} pauses take {pauses}"))
            .help(format!(
                "The pauses before {burst} more starts take {pauses}, but the limit counts {burst} starts in \
                 {interval}: systemd keeps starting a service that cannot run. Make the interval longer than the \
                 pauses, or set StartLimitIntervalSec=0 if that is what you mean."
            )),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    fn found(limit: &str, service: &str) -> Vec<String> {
        let text = format!("[Unit]\n{limit}\n[Service]\nExecStart=/a\nRestart=on-failure\n{service}\n");
        unit(&RESTART_LIMIT_NEVER_TRIGGERS, &text).into_iter().map(|found| found.text).collect()
    }

    #[test]
    fn pauses_as_long_as_the_interval_are_too_long() {
        assert_eq!(found("StartLimitIntervalSec=3\nStartLimitBurst=3", "RestartSec=1"), ["3"]);
        assert!(found("StartLimitIntervalSec=4\nStartLimitBurst=3", "RestartSec=1").is_empty());
    }

    #[test]
    fn missing_settings_have_their_default() {
        assert_eq!(found("StartLimitBurst=2", "RestartSec=5"), ["2"], "10 s");
        assert_eq!(found("StartLimitIntervalSec=20", "RestartSec=4"), ["20"], "5 starts");
        assert!(found("StartLimitBurst=2", "RestartSec=4").is_empty());
        assert!(found("", "RestartSec=30").is_empty(), "no limit is set");
    }

    #[test]
    fn a_burst_without_an_interval_has_no_effect() {
        let text =
            "[Unit]\nStartLimitIntervalSec=0\nStartLimitBurst=3\n[Service]\nExecStart=/a\nRestart=always\n";
        let [found] = &unit(&RESTART_LIMIT_NEVER_TRIGGERS, text)[..] else { panic!() };
        assert_eq!((found.level, found.text.as_str()), (Level::Info, "3"));
        assert!(unit(&RESTART_LIMIT_NEVER_TRIGGERS, &text.replace("=3", "=0")).is_empty());
    }

    #[test]
    fn a_disabled_limit_passes() {
        assert!(found("StartLimitIntervalSec=0", "RestartSec=30").is_empty());
        assert!(found("StartLimitBurst=0", "RestartSec=30").is_empty());
        assert!(found("StartLimitBurst=3", "RestartSec=30\nRestart=no").is_empty());
        assert!(found("StartLimitBurst=3", "RestartSec=30\nType=oneshot").is_empty());
    }
}
