//! How a service is stopped.

use super::unit_writer::{UnitWriter, timespan};
use crate::ir::{Duration, KillScope, Leaf, SignalScope, Survivors};
use crate::systemd::defaults;
use crate::systemd::directives::Name;
use crate::systemd::kinds::signal;
use crate::unix::signals;

impl UnitWriter<'_, '_, '_> {
    pub(super) fn stop(&mut self) {
        self.stop_commands();
        let service = self.context.service;
        let mode = match (service.stop_scope.value, service.survivors.value, service.stop_kill.value) {
            (SignalScope::Nobody, _, _) => Some("none"),
            (SignalScope::All | SignalScope::ProcessGroup, _, _) => None,
            (SignalScope::Main, Survivors::Children, KillScope::Main | KillScope::Nobody) => Some("process"),
            (SignalScope::Main, _, _) => Some("mixed"),
        };
        let leaves = [Leaf::StopScope, Leaf::StopKill, Leaf::StopSurvivors];
        let mut from = service.stop_scope.from.clone();
        from.extend(&service.stop_kill.from);
        match mode {
            Some(mode) => self.line(Name::KillMode, mode, &leaves, &from),
            None => {
                self.spells(Name::KillMode, "control-group", &leaves);
            }
        }
        if service.stop_signal.value == 0 {
            let reason = "A stop that sends no signal only waits: systemd always sends one.";
            self.unspelled(Leaf::StopSignal, reason);
        } else if service.stop_signal.value != signals::TERM {
            let name = signal::write(service.stop_signal.value);
            self.line(Name::KillSignal, name, &[Leaf::StopSignal], &service.stop_signal.from);
        }
        self.stop_wait();
        if service.stop_kill.value == KillScope::Nobody && service.stop_scope.value != SignalScope::Nobody {
            self.line(Name::SendSIGKILL, "no", &[Leaf::StopKill], &service.stop_kill.from);
        }
    }

    fn stop_wait(&mut self) {
        let service = self.context.service;
        let mut wait = service.stop_wait.value;
        if wait == Duration::ZERO {
            // To systemd, 0 means no limit: what should be killed immediately would never be killed.
            wait = Duration::seconds(1);
            let reason = "supervisord kills what is left at its next check, within a second; to systemd 0 would be no limit \
                          at all, so it waits 1 s.";
            self.unspelled(Leaf::StopWait, reason);
        }
        if wait != defaults::TIMEOUT_STOP_SEC {
            let value = timespan(wait);
            self.line(Name::TimeoutStopSec, value, &[Leaf::StopWait], &service.stop_wait.from);
        }
    }
}
