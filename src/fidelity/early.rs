//! Endings before a program counts as started, and when they need not be reported separately.

use crate::ir::{Backoff, EndingSet, GivesUp, Service};

/// Whether early endings are covered by later ones: each service treats both alike, so that any difference is reported
/// there.
pub(super) fn is_covered_by_later_endings(a: &Service<'_>, b: &Service<'_>) -> bool {
    treats_early_as_later(a) && treats_early_as_later(b) || never_tries_again(a, b) || never_tries_again(b, a)
}

/// Whether the pauses between start attempts are covered by the pause after a successful run.
pub(super) fn is_covered_by_restart_pause(a: &Service<'_>, b: &Service<'_>) -> bool {
    has_single_pause(a) && has_single_pause(b)
}

fn treats_early_as_later(service: &Service<'_>) -> bool {
    service.restart_early.value.exits_and_signals() == service.restart_later.value.exits_and_signals()
}

fn has_single_pause(service: &Service<'_>) -> bool {
    match service.restart_backoff.value {
        Backoff::Constant(pause) => pause == service.restart_pause.value,
        Backoff::Never => treats_early_as_later(service),
        Backoff::Linear { step: _ } | Backoff::Geometric { first: _, steps: _, longest: _ } => false,
    }
}

/// Whether `one` gives up after the first early ending (`startretries=0`) and `other` cannot start again that soon: its
/// limit is a single start within an interval that outlasts an early ending and the pause after it (R7, R13).
fn never_tries_again(one: &Service<'_>, other: &Service<'_>) -> bool {
    match (one.gives_up.value, other.gives_up.value) {
        (GivesUp::AfterEarlyEndings { starts: 1, within }, GivesUp::AfterStarts { starts: 1, interval }) => {
            one.restart_early.value == EndingSet::NONE
                && has_single_pause(other)
                && within.plus(other.restart_pause.value) <= interval
        }
        _ => false,
    }
}
