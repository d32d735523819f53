//! The start limit: when systemd gives up.

use std::borrow::Cow;

use super::restart::pause;
use super::unit_writer::{UnitWriter, timespan};
use crate::ir::{Duration, GivesUp, Leaf, SettingIds};
use crate::systemd::defaults::{START_LIMIT_BURST, START_LIMIT_INTERVAL};
use crate::systemd::directives::{Name, Section};

impl UnitWriter<'_, '_, '_> {
    /// Writes the start limit if it belongs in this section; without restarts there is nothing to limit.
    pub(super) fn start_limit_in(&mut self, section: Section) {
        let service = self.context.service;
        // It moved from `[Service]` to `[Unit]` (229).
        if self.unit.row(Name::StartLimitBurst).is_none_or(|(own, _)| own != section) {
            return;
        }
        let from = &service.gives_up.from;
        let restarts = !service.restart_later.value.exits_and_signals().is_empty();
        if !restarts {
            return;
        }
        let pause = pause(service);
        let leaves = [Leaf::GivesUp];
        match service.gives_up.value {
            GivesUp::Never => {
                // With a pause that long, the default limit is never reached.
                if pause.times(u64::from(START_LIMIT_BURST)) < START_LIMIT_INTERVAL {
                    self.write_interval("0", &leaves, from);
                }
            }
            GivesUp::AfterEarlyEndings { starts, within } => {
                let starts = self.cap_starts(starts);
                // Only starts that end early may fill the interval: each takes less than `within` and one pause (R13).
                let interval = within.plus(pause).times(starts);
                self.write_limit(starts, interval, from);
                if starts == 1 {
                    self.report_manual_starts(interval, within);
                }
            }
            GivesUp::AfterStarts { starts, interval } => self.write_limit(starts, interval, from),
        }
    }

    /// Caps the starts at what systemd can count in 32 bits; supervisord has no such limit.
    fn cap_starts(&mut self, starts: u64) -> u64 {
        let most = u64::from(u32::MAX);
        if starts > most {
            let reason = format!("systemd counts no more than {most} starts, and gives up after that many.");
            self.unspelled(Leaf::GivesUp, reason);
        }
        starts.min(most)
    }

    fn write_limit(&mut self, starts: u64, interval: Duration, from: &SettingIds) {
        let leaves = [Leaf::GivesUp, Leaf::RestartEarly];
        if interval != START_LIMIT_INTERVAL {
            self.write_interval(timespan(interval), &leaves, from);
        }
        if starts != u64::from(START_LIMIT_BURST) {
            self.line(Name::StartLimitBurst, starts.to_string(), &leaves, from);
        }
    }

    /// Reports a limit that the first manual `systemctl restart` can reach (`by_hand` among the live cases).
    fn report_manual_starts(&mut self, interval: Duration, within: Duration) {
        let reason = format!(
            "systemd counts every start, manual or not: within {interval} of one it refuses systemctl restart, and the \
             service stays down until systemctl reset-failed. supervisord gave up only after an exit within {within}."
        );
        self.remark(Name::StartLimitBurst, Some(&reason));
        self.unspelled(Leaf::GivesUp, reason);
    }

    fn write_interval(&mut self, value: impl Into<Cow<'static, str>>, leaves: &[Leaf], from: &SettingIds) {
        let (current, old) = (Name::StartLimitIntervalSec, Name::StartLimitInterval);
        let name = if self.knows(current) { current } else { old };
        self.line(name, value, leaves, from);
    }
}
