//! After which endings systemd restarts a service, after what delay, and when it gives up.

use super::endings;
use super::read::{ReadSettings, ending_set};
use crate::ir::{Backoff, Decided, Duration, EndingSet, GivesUp, SettingId, SettingIds};
use crate::systemd::defaults;
use crate::systemd::kinds::enums::Restart;

pub(super) fn restart(read: &ReadSettings<'_>, oneshot: bool) -> Decided<EndingSet> {
    let success = success(read, oneshot);
    let set = endings::of_restart_and_lists(
        read.restart.value.unwrap_or(Restart::No),
        success,
        ending_set(&read.restart_prevent.values),
        ending_set(&read.restart_force.values),
    );
    let mut from = read.restart.from();
    for list in [&read.success_exit_status, &read.restart_prevent, &read.restart_force] {
        from.extend(&list.from);
    }
    // After a successful run the service stays active, and is not restarted whatever `Restart=` is
    // (`service_enter_running()`).
    let ended = if read.remain_after_exit.value == Some(true) {
        set.without(success.exits_and_signals())
    } else {
        set
    };
    if ended != set {
        from.extend(&read.remain_after_exit.from());
    }
    Decided::by(ended, from)
}

/// The setting of the main command if it ignores every failure: `ExecStart=-…`.
fn ignores_all_failures(read: &ReadSettings<'_>) -> Option<SettingId> {
    read.exec_start.values.last().filter(|start| start.ignores_failure).map(|start| start.from)
}

/// The endings that count as a success.
fn success(read: &ReadSettings<'_>, oneshot: bool) -> EndingSet {
    // With `ExecStart=-…` any end of the program does, even death by a signal (`service_sigchld_event()`,
    // `src/core/service.c`).
    if ignores_all_failures(read).is_some() {
        return EndingSet::ALL.exits_and_signals();
    }
    endings::default_success(oneshot).or(ending_set(&read.success_exit_status.values))
}

/// The endings that count as a success, and the settings that decide this.
pub(super) fn expected(read: &ReadSettings<'_>, oneshot: bool) -> Decided<EndingSet> {
    let mut from = read.success_exit_status.from.clone();
    ignores_all_failures(read).into_iter().for_each(|start| from.add(start));
    Decided::by(success(read, oneshot), from)
}

pub(super) fn one_run(read: &ReadSettings<'_>, oneshot: bool) -> Decided<EndingSet> {
    let is_up = read.remain_after_exit.value.unwrap_or(false);
    Decided::by(if is_up { success(read, oneshot) } else { EndingSet::NONE }, read.remain_after_exit.from())
}

pub(super) fn backoff(read: &ReadSettings<'_>) -> Decided<Backoff> {
    let first = read.restart_sec.value.unwrap_or(defaults::RESTART_SEC);
    let mut from = read.restart_sec.from();
    from.extend(&read.restart_steps.from());
    from.extend(&read.restart_max_delay.from());
    // Either one without the other is ignored.
    let backoff = match (read.restart_steps.value, read.restart_max_delay.value) {
        (Some(steps), Some(longest)) if steps > 0 && !longest.is_infinite() => {
            Backoff::Geometric { first, steps, longest }
        }
        _ => Backoff::Constant(first),
    };
    Decided::by(backoff, from)
}

/// The start limit. Even if the program exits immediately, each round takes a pause: the limit is reached only if all
/// its starts fit into the interval (`src/basic/ratelimit.c`).
pub(super) fn gives_up(read: &ReadSettings<'_>, backoff: &Decided<Backoff>) -> (GivesUp, SettingIds) {
    let interval = read.start_limit_interval.value.unwrap_or(defaults::START_LIMIT_INTERVAL);
    let starts = u64::from(read.start_limit_burst.value.unwrap_or(defaults::START_LIMIT_BURST));
    let mut from = read.start_limit_interval.from();
    from.extend(&read.start_limit_burst.from());
    let never = interval == Duration::ZERO || starts == 0 || backoff.value.sum(starts) >= interval;
    if never {
        // Pauses that add up to the interval or more rule out the limit.
        if interval != Duration::ZERO && starts != 0 {
            from.extend(&backoff.from);
        }
        return (GivesUp::Never, from);
    }
    (GivesUp::AfterStarts { starts, interval }, from)
}
