//! What systemd's default start limit makes of a service that is started again: two rules ask.

use super::ServiceContext;
use crate::ir::{Duration, GivesUp, SettingId, Started};
use crate::language::Language;
use crate::systemd::lower::DEFAULT_LIMIT;

/// A service that systemd starts again under the default limit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DefaultLimit {
    /// `Restart=`, or `RestartForceExitStatus=` where that alone starts it again.
    pub(crate) restart: SettingId,
    /// Whether it is started again after a clean exit and after a failing one.
    pub(crate) always: bool,
    /// Whether a program that fails at once reaches the limit.
    pub(crate) is_reached: bool,
    /// Whether it is a job that ends: how long it takes counts as well, and is not known.
    pub(crate) is_job: bool,
    /// All pauses that stand between the first start and the one that would be one too many.
    pub(crate) pauses: Duration,
}

impl DefaultLimit {
    /// The limit of a service; none if the service is not started again, or if a start limit is written (it is meant, then),
    /// or if what is not known may say otherwise.
    pub(crate) fn of(context: &ServiceContext<'_>) -> Option<Self> {
        let service = context.service;
        let programs = service.restart_later.value.of_programs();
        let is_job = service.started.value == Started::OnEnd;
        if context.manager != Language::Systemd || !context.whole || programs.is_empty() {
            return None;
        }
        // The pauses have a say in when it gives up; any other setting is of the limit itself.
        if service.gives_up.from.iter().any(|id| !service.restart_backoff.from.contains(id)) {
            return None;
        }
        let pauses = service.restart_backoff.value.sum(u64::from(DEFAULT_LIMIT.1));
        let restart = context.named(&service.restart_later.from, b"Restart");
        let always = programs.has_code(0) && programs.codes().any(|code| code != 0);
        let is_reached = service.gives_up.value != GivesUp::Never;
        (!pauses.is_infinite()).then_some(Self {
            restart: restart.or_else(|| service.restart_later.from.last())?,
            always,
            is_reached,
            is_job,
            pauses,
        })
    }

    /// `5 pauses of 100 ms add up to 500 ms`.
    pub(crate) fn sum(&self, context: &ServiceContext<'_>) -> String {
        let starts = DEFAULT_LIMIT.1;
        let pause = context.service.restart_pause.value;
        let pauses = self.pauses;
        if pause.times(u64::from(starts)) == pauses {
            format!("{starts} pauses of {pause} add up to {pauses}")
        } else {
            format!("{starts} pauses, of {pause} first, add up to {pauses}")
        }
    }
}
