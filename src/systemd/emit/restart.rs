//! After which endings a service is restarted, and after what pause.

use super::endings::{self, RestartSettings};
use super::unit_writer::{UnitWriter, timespan};
use crate::ir::{Backoff, Duration, EndingSet, GivesUp, Leaf, Service, Started};
use crate::systemd::defaults;
use crate::systemd::directives::Name;
use crate::systemd::kinds::enums::Restart;
use crate::systemd::lower::endings as lowered;
use crate::unix::signals;

impl UnitWriter<'_, '_, '_> {
    /// After which endings the service is restarted, and after what pause.
    pub(super) fn restart(&mut self) {
        let service = self.context.service;
        // Endings after which the service is restarted never show up as a failure, so they need no setting.
        let last = service.expected.value.exits_and_signals().without(service.restart_later.value);
        let default_success = lowered::default_success(service.started.value == Started::OnEnd);
        let settings = endings::restart_settings(service.restart_later.value, default_success.or(last));
        self.restart_and_lists(&settings);
        self.success_exit_status(settings.restart, last, default_success);
        let is_early = !service.restart_early.value.exits_and_signals().is_empty();
        if settings.restart == Restart::No && is_early {
            let reason = "Whatever autorestart says, supervisord retries after an exit before startsecs, startretries times; \
                          with Restart=no systemd never does. If its start may fail at first, Restart=on-failure with \
                          StartLimitBurst= retries.";
            for leaf in [Leaf::RestartEarly, Leaf::RestartBackoff, Leaf::GivesUp] {
                self.unspelled(leaf, reason);
            }
        }
        self.restart_sec(settings.restart);
        self.restart_steps();
    }

    /// `Restart=` and the lists of exceptions from it.
    fn restart_and_lists(&mut self, settings: &RestartSettings) {
        let from = &self.context.service.restart_later.from;
        let leaves = [Leaf::RestartLater, Leaf::RestartEarly];
        if settings.restart == Restart::No && settings.force.is_empty() {
            // Nothing is written: the default, `Restart=no`, means the same as the source.
            self.spells(Name::Restart, Restart::No.as_str(), &leaves);
        } else {
            self.line(Name::Restart, settings.restart.as_str(), &leaves, from);
        }
        if !settings.prevent.is_empty() {
            self.line(Name::RestartPreventExitStatus, settings.prevent.join(" "), &leaves, from);
        }
        if !settings.force.is_empty() {
            self.line(Name::RestartForceExitStatus, settings.force.join(" "), &leaves, from);
        }
    }

    /// The endings that count as a success, besides those that do anyway. `last`: those of the source after which the
    /// service is not restarted.
    fn success_exit_status(&mut self, restart: Restart, last: EndingSet, default_success: EndingSet) {
        let service = self.context.service;
        let mut from = service.restart_later.from.clone();
        from.extend(&service.expected.from);
        let mut success = endings::list(&last.without(default_success));
        let stop_signal = service.stop_signal.value;
        let is_clean = matches!(stop_signal, signals::HUP | signals::INT | signals::TERM | signals::PIPE);
        let stop_is_clean = is_clean || !matches!(restart, Restart::No | Restart::Always);
        if !stop_is_clean && stop_signal != 0 {
            success.push(signals::name(stop_signal));
            from.extend(&service.stop_signal.from);
        }
        let up = service.one_run.value.exits_and_signals();
        if up != EndingSet::ALL.exits_and_signals() {
            let besides =
                endings::list(&up.without(default_success)).into_iter().filter(|one| !success.contains(one));
            success.extend(besides.collect::<Vec<_>>());
        }
        if !success.is_empty() {
            let leaves = [Leaf::Expected, Leaf::RestartLater, Leaf::RestartEarly];
            self.line(Name::SuccessExitStatus, success.join(" "), &leaves, &from);
        }
    }

    /// The pause before a restart, with a suggestion for one that grows.
    fn restart_sec(&mut self, restart: Restart) {
        let service = self.context.service;
        let pause = pause(service);
        if !service.restart_later.value.exits_and_signals().is_empty() && pause != defaults::RESTART_SEC {
            let leaves = [Leaf::RestartPause, Leaf::RestartBackoff];
            self.line(Name::RestartSec, timespan(pause), &leaves, &service.restart_pause.from);
        }
        // Suggested but not written: a successful run does not make the pause short again (T7).
        if let (Backoff::Linear { step: _ }, GivesUp::AfterEarlyEndings { starts, within: _ }) =
            (service.restart_backoff.value, service.gives_up.value)
            && self.knows(Name::RestartSteps)
            && starts > 2
            && restart != Restart::No
        {
            let reason = format!(
                "supervisord pauses 1 s, 2 s, 3 s and so on between attempts that end early; RestartSec= is the first of \
                 these pauses. RestartSteps={} with RestartMaxDelaySec={} makes it grow similarly, but a successful run does \
                 not reset it: add them to a program that either runs or cannot start.",
                starts - 2,
                starts - 1
            );
            self.unspelled(Leaf::RestartBackoff, reason);
        }
    }

    /// The steps in which the pause grows.
    fn restart_steps(&mut self) {
        let service = self.context.service;
        let Backoff::Geometric { first: _, steps, longest } = service.restart_backoff.value else { return };
        let from = &service.restart_backoff.from;
        if self.knows(Name::RestartSteps) {
            self.line(Name::RestartSteps, steps.to_string(), &[Leaf::RestartBackoff], from);
            self.line(Name::RestartMaxDelaySec, timespan(longest), &[Leaf::RestartBackoff], from);
        } else {
            let reason = "RestartSteps= and RestartMaxDelaySec= need systemd 254.";
            self.unspelled(Leaf::RestartBackoff, reason);
        }
    }
}

/// The single pause that `RestartSec=` can express: the one after a successful run.
pub(super) fn pause(service: &Service<'_>) -> Duration {
    match service.restart_backoff.value {
        Backoff::Constant(pause) | Backoff::Geometric { first: pause, steps: _, longest: _ } => pause,
        Backoff::Linear { step: _ } | Backoff::Never => service.restart_pause.value,
    }
}
