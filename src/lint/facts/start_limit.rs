//! What systemd's default start limit does to a service that is restarted, for the two rules that ask.

use crate::ir::{Duration, GivesUp, SettingId, Started};
use crate::language::Language;
use crate::lint::ServiceContext;
use crate::systemd::defaults::START_LIMIT_BURST;

/// A service that systemd restarts under the default limit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DefaultLimit {
    /// `Restart=`, or `RestartForceExitStatus=` if only that restarts it.
    pub(crate) restart: SettingId,
    /// Whether it is restarted both after a clean exit and after a failure.
    pub(crate) always: bool,
    /// Whether a program that fails immediately reaches the limit.
    pub(crate) is_reached: bool,
    /// Whether it is a job that ends: its run time counts as well, and is not known.
    pub(crate) is_oneshot: bool,
    /// The sum of the pauses from the first start to the one that would be too many.
    pub(crate) pauses: Duration,
}

impl DefaultLimit {
    /// The limit of a service; `None` if the service is not restarted, if a start limit is set (which is then
    /// deliberate), or if something that is not known may change it.
    pub(crate) fn of(context: &ServiceContext<'_>) -> Option<Self> {
        let service = context.service;
        let programs = service.restart_later.value.exits_and_signals();
        let is_oneshot = service.started.value == Started::OnEnd;
        if context.manager != Language::Systemd || !context.is_whole || programs.is_empty() {
            return None;
        }
        // The pauses help to decide when it gives up; any other setting is about the limit itself.
        if service.gives_up.from.iter().any(|id| !service.restart_backoff.from.contains(id)) {
            return None;
        }
        let pauses = service.restart_backoff.value.sum(u64::from(START_LIMIT_BURST));
        let restart = context.last_named(&service.restart_later.from, b"Restart");
        let always = programs.has_code(0) && programs.codes().any(|code| code != 0);
        let is_reached = service.gives_up.value != GivesUp::Never;
        (!pauses.is_infinite()).then_some(Self {
            restart: restart.or_else(|| service.restart_later.from.last())?,
            always,
            is_reached,
            is_oneshot,
            pauses,
        })
    }

    /// The sum in words: `5 pauses of 100 ms add up to 500 ms`.
    pub(crate) fn sum(&self, context: &ServiceContext<'_>) -> String {
        let starts = START_LIMIT_BURST;
        let pause = context.service.restart_pause.value;
        let pauses = self.pauses;
        if pause.times(u64::from(starts)) == pauses {
            format!("{starts} pauses of {pause} add up to {pauses}")
        } else {
            format!("{starts} pauses, of {pause} first, add up to {pauses}")
        }
    }
}
