//! The start limit: when systemd gives up.

use std::borrow::Cow;

use super::restart::pause;
use super::unit_writer::{UnitWriter, timespan};
use crate::ir::{Duration, GivesUp, Leaf, SettingIds};
use crate::systemd::defaults::{START_LIMIT_BURST, START_LIMIT_INTERVAL};
use crate::systemd::versions::Release;

/// The release that moved the start limit from `[Service]` to `[Unit]` (NEWS). Older ones ignore it there.
const MOVED_TO_UNIT: Release = Release(229);

/// The release that renamed the interval to `StartLimitIntervalSec=`, in `[Unit]` only (NEWS).
const RENAMED: Release = Release(230);

impl UnitWriter<'_, '_, '_> {
    /// Writes the start limit if it belongs in this section; without restarts there is nothing to limit.
    pub(super) fn start_limit_in(&mut self, section: &'static str) {
        let service = self.context.service;
        if section != self.section_of_limit() {
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
            self.line(self.section_of_limit(), "StartLimitBurst", starts.to_string(), &leaves, from);
        }
    }

    /// Reports a limit that the first manual `systemctl restart` can reach (`by_hand` among the live cases).
    fn report_manual_starts(&mut self, interval: Duration, within: Duration) {
        let reason = format!(
            "systemd counts every start, manual or not: within {interval} of one it refuses systemctl restart, and the \
             service stays down until systemctl reset-failed. supervisord gave up only after an exit within {within}."
        );
        self.remark(self.section_of_limit(), Some(&reason));
        self.unspelled(Leaf::GivesUp, reason);
    }

    fn write_interval(&mut self, value: impl Into<Cow<'static, str>>, leaves: &[Leaf], from: &SettingIds) {
        let name = if self.release() < RENAMED { "StartLimitInterval" } else { "StartLimitIntervalSec" };
        self.line(self.section_of_limit(), name, value, leaves, from);
    }

    fn section_of_limit(&self) -> &'static str {
        if self.release() < MOVED_TO_UNIT { "Service" } else { "Unit" }
    }
}
