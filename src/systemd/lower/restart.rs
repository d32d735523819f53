//! After which endings systemd starts a service again, after which pause, and when it gives up.

use super::endings;
use super::read::{Read, set_of};
use crate::ir::{Backoff, Decided, Duration, EndingSet, GivesUp, SettingId, Sources};
use crate::systemd::kinds::enums::Restart;

/// `RestartSec=` when it is not set.
pub(super) const DEFAULT_RESTART_SEC: Duration = Duration { micros: 100_000 };
/// `StartLimitIntervalSec=` and `StartLimitBurst=` when they are not set (`DefaultStartLimit…=`, systemd-system.conf(5)).
pub(crate) const DEFAULT_LIMIT: (Duration, u32) = (Duration::seconds(10), 5);

pub(super) fn restart(read: &Read<'_>, oneshot: bool) -> Decided<EndingSet> {
    let word = read.restart.value.unwrap_or(Restart::No);
    let success = success(read, oneshot);
    let set = endings::of(word.as_str(), success, set_of(&read.prevent.values), set_of(&read.force.values));
    let mut from = read.restart.from();
    for list in [&read.success, &read.prevent, &read.force] {
        from.extend(&list.from);
    }
    // After a good run it is up, and nothing is started again whatever `Restart=` says (`service_enter_running()`).
    let ended = if read.remain.value == Some(true) { set.without(success.of_programs()) } else { set };
    if ended != set {
        from.extend(&read.remain.from());
    }
    Decided::by(ended, from)
}

/// The command whose every ending is a success, if the service ends with one: `ExecStart=-…`.
fn forgives_all(read: &Read<'_>) -> Option<SettingId> {
    read.starts.values.last().filter(|start| start.ignores_failure).map(|start| start.from)
}

/// The endings that count as a success.
fn success(read: &Read<'_>, oneshot: bool) -> EndingSet {
    // With `ExecStart=-…` any end of the program does, death by a signal too (`service_sigchld_event()`, `src/core/service.c`).
    if forgives_all(read).is_some() {
        return EndingSet::ALL.of_programs();
    }
    endings::default_success(oneshot).or(set_of(&read.success.values))
}

/// Which endings count as a success, and the settings that say so.
pub(super) fn expected(read: &Read<'_>, oneshot: bool) -> Decided<EndingSet> {
    let mut from = read.success.from.clone();
    forgives_all(read).into_iter().for_each(|start| from.add(start));
    Decided::by(success(read, oneshot), from)
}

pub(super) fn one_run(read: &Read<'_>, oneshot: bool) -> Decided<EndingSet> {
    let is_up = read.remain.value.unwrap_or(false);
    Decided::by(if is_up { success(read, oneshot) } else { EndingSet::NONE }, read.remain.from())
}

pub(super) fn backoff(read: &Read<'_>) -> Decided<Backoff> {
    let first = read.restart_sec.value.unwrap_or(DEFAULT_RESTART_SEC);
    let mut from = read.restart_sec.from();
    from.extend(&read.restart_steps.from());
    from.extend(&read.restart_max_delay.from());
    // One without the other is ignored.
    let backoff = match (read.restart_steps.value, read.restart_max_delay.value) {
        (Some(steps), Some(longest)) if steps > 0 && !longest.is_infinite() => {
            Backoff::Geometric { first, steps, longest }
        }
        _ => Backoff::Constant(first),
    };
    Decided::by(backoff, from)
}

/// The start limit. A program that dies at once takes a pause a round: the limit is reached only if all its starts fit into
/// the interval, else the window has closed before (`src/basic/ratelimit.c`).
pub(super) fn gives_up(read: &Read<'_>, backoff: &Decided<Backoff>) -> (GivesUp, Sources) {
    let interval = read.limit_interval.value.unwrap_or(DEFAULT_LIMIT.0);
    let starts = u64::from(read.limit_burst.value.unwrap_or(DEFAULT_LIMIT.1));
    let mut from = read.limit_interval.from();
    from.extend(&read.limit_burst.from());
    let never = interval == Duration::ZERO || starts == 0 || backoff.value.sum(starts) >= interval;
    if never {
        // Pauses that outlast the interval are what decided.
        if interval != Duration::ZERO && starts != 0 {
            from.extend(&backoff.from);
        }
        return (GivesUp::Never, from);
    }
    (GivesUp::AfterStarts { starts, interval }, from)
}
