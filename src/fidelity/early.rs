//! Ends before a program counts as started, and where they are no matter of their own.

use crate::ir::{Backoff, EndingSet, GivesUp, Service};

/// Whether early ends are told with later ones: both services treat them alike, so that whatever differs shows there.
pub(super) fn is_no_matter(a: &Service<'_>, b: &Service<'_>) -> bool {
    treats_alike(a) && treats_alike(b) || never_tries_again(a, b) || never_tries_again(b, a)
}

/// Whether the pauses before attempts are told with the pause after a good run.
pub(super) fn is_one_pause(a: &Service<'_>, b: &Service<'_>) -> bool {
    has_one_pause(a) && has_one_pause(b)
}

fn treats_alike(service: &Service<'_>) -> bool {
    service.restart_early.value.of_programs() == service.restart_later.value.of_programs()
}

fn has_one_pause(service: &Service<'_>) -> bool {
    match service.restart_backoff.value {
        Backoff::Constant(pause) => pause == service.restart_pause.value,
        Backoff::Never => treats_alike(service),
        Backoff::Linear { step: _ } | Backoff::Geometric { first: _, steps: _, longest: _ } => false,
    }
}

/// Whether one gives up after the first early end (`startretries=0`), and the other has no second start so soon: it takes one
/// in a stretch that an early end and the pause behind it do not outlast (R7, R13).
fn never_tries_again(one: &Service<'_>, other: &Service<'_>) -> bool {
    match (one.gives_up.value, other.gives_up.value) {
        (GivesUp::AfterEarlyEndings { starts: 1, within }, GivesUp::AfterStarts { starts: 1, interval }) => {
            one.restart_early.value == EndingSet::NONE
                && has_one_pause(other)
                && within.plus(other.restart_pause.value) <= interval
        }
        _ => false,
    }
}
