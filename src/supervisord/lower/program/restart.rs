//! When a program is restarted, and how it is stopped.

use super::Reader;
use crate::ir::{Backoff, Decided, Duration, EndingSet, GivesUp, KillScope, SignalScope, Started, Survivors};
use crate::supervisord::defaults;
use crate::supervisord::kinds::autorestart::{self, AutoRestart};
use crate::supervisord::kinds::exit_codes;
use crate::supervisord::options::Name;

/// The pause before a restart from RUNNING: supervisord checks its programs once a second (R10, R11b).
pub(super) const TICK: Duration = Duration::seconds(1);

/// The leaves for restarts.
pub(super) struct Restart {
    pub(super) early: Decided<EndingSet>,
    pub(super) later: Decided<EndingSet>,
    pub(super) expected: Decided<EndingSet>,
    pub(super) backoff: Decided<Backoff>,
    pub(super) gives_up: Decided<GivesUp>,
    pub(super) started: Decided<Started>,
}

/// The leaves for stops.
pub(super) struct Stop {
    pub(super) scope: Decided<SignalScope>,
    pub(super) kill: Decided<KillScope>,
    pub(super) survivors: Decided<Survivors>,
}

impl Reader<'_, '_> {
    pub(super) fn restart(&self) -> Restart {
        let autorestart = self.read(Name::Autorestart, AutoRestart::Unexpected, autorestart::parse);
        // Death by a signal is never in `exitcodes`: it counts as -1. The default has been `exitcodes=0` since 4.0.
        let expected = self.read(Name::Exitcodes, EndingSet::ZERO, |text| {
            exit_codes::parse(text).map(|codes| EndingSet::from_codes(codes.bits()))
        });
        let startsecs = self.integer(Name::Startsecs, defaults::STARTSECS);
        let startretries = self.integer(Name::Startretries, defaults::STARTRETRIES);
        let mut later = match autorestart.value {
            AutoRestart::Always | AutoRestart::Unexpected => EndingSet::ALL,
            AutoRestart::Never => EndingSet::NONE,
        };
        if autorestart.value == AutoRestart::Unexpected {
            later = later.without(expected.value);
        }
        let mut later_from = autorestart.from.clone();
        later_from.extend(&expected.from);
        let mut tries_from = startsecs.from.clone();
        tries_from.extend(&startretries.from);
        let within = Duration::seconds(startsecs.value);
        // With `startsecs=0` the program has started whenever it exits (R6).
        let (early, backoff, gives_up) = if within == Duration::ZERO {
            (later, Backoff::Never, GivesUp::Never)
        } else {
            let retries = startretries.value.max(0) as u64;
            // Without a second attempt there is no pause before it.
            let (early, backoff) = if retries > 0 {
                (EndingSet::ALL, Backoff::Linear { step: TICK })
            } else {
                (EndingSet::NONE, Backoff::Never)
            };
            (early, backoff, GivesUp::AfterEarlyEndings { starts: retries.saturating_add(1), within })
        };
        Restart {
            early: Decided::by(early, tries_from.clone()),
            later: Decided::by(later, later_from),
            expected,
            backoff: Decided::by(backoff, tries_from.clone()),
            gives_up: Decided::by(gives_up, tries_from),
            started: Decided::by(Started::AfterAlive(within), startsecs.from),
        }
    }

    pub(super) fn stop(&self) -> Stop {
        let stopasgroup = self.boolean(Name::Stopasgroup, false);
        // `killasgroup` defaults to the value of `stopasgroup`.
        let killasgroup = self.boolean(Name::Killasgroup, stopasgroup.value);
        let mut kill_from = stopasgroup.from.clone();
        kill_from.extend(&killasgroup.from);
        let scope = if stopasgroup.value { SignalScope::ProcessGroup } else { SignalScope::Main };
        let kill = if killasgroup.value { KillScope::ProcessGroup } else { KillScope::Main };
        let survivors = if stopasgroup.value { Survivors::OtherProcessGroups } else { Survivors::Children };
        Stop {
            scope: Decided::by(scope, stopasgroup.from.clone()),
            kill: Decided::by(kill, kill_from),
            survivors: Decided::by(survivors, stopasgroup.from),
        }
    }
}
