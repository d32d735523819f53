//! Describes when a service counts as started, and when it is restarted.

use crate::ir::{Backoff, Duration, EndingSet, GivesUp, Started};

pub(super) fn early(endings: &EndingSet) -> String {
    if *endings == EndingSet::NONE {
        return "while starting, is never restarted".to_owned();
    }
    format!("while starting, is restarted after {}", endings.describe())
}

pub(super) fn later(endings: &EndingSet) -> String {
    if *endings == EndingSet::NONE {
        return "is never restarted".to_owned();
    }
    format!("is restarted after {}", endings.describe())
}

pub(super) fn pause(pause: Duration) -> String {
    if pause.is_infinite() {
        return "pauses forever instead of restarting".to_owned();
    }
    format!("pauses {pause} before a restart")
}

pub(super) fn backoff(backoff: Backoff) -> String {
    match backoff {
        Backoff::Constant(pause) => format!("pauses {pause} before each attempt"),
        Backoff::Linear { step } => {
            let [second, third] = [2, 3].map(|count| step.times(count));
            format!("pauses {step}, {second}, {third} and so on before attempts")
        }
        Backoff::Geometric { first, steps, longest } => {
            format!("pauses {first} at first and {longest} after {steps} attempts")
        }
        Backoff::Never => "never ends early".to_owned(),
    }
}

pub(super) fn gives_up(gives_up: GivesUp) -> String {
    match gives_up {
        GivesUp::Never => "never gives up".to_owned(),
        GivesUp::AfterEarlyEndings { starts: 1, within } => {
            format!("gives up after one start that ends within {within}")
        }
        GivesUp::AfterEarlyEndings { starts, within } => {
            format!("gives up after {starts} starts in a row that end within {within}")
        }
        GivesUp::AfterStarts { starts, interval } if interval.is_infinite() => {
            format!("gives up after {starts} starts, whenever they happen and however they end")
        }
        GivesUp::AfterStarts { starts: 1, interval } => {
            format!("gives up after one start within {interval}, manual or not, however it ends")
        }
        GivesUp::AfterStarts { starts, interval } => {
            format!(
                "gives up after {starts} starts within {interval}, manual ones included, however they end"
            )
        }
    }
}

pub(super) fn started(started: Started) -> String {
    match started {
        Started::AtFork | Started::AfterAlive(Duration::ZERO) => "counts as started immediately".to_owned(),
        Started::AtExec => "counts as started once the program runs".to_owned(),
        Started::AfterAlive(alive) => format!("counts as started after {alive}"),
        Started::OnNotify => "counts as started when it reports readiness".to_owned(),
        Started::OnDaemonized => "counts as started when its first process ends".to_owned(),
        Started::OnEnd => "counts as started once it has exited successfully".to_owned(),
    }
}

/// `endings`: the endings after which it still counts as up.
pub(super) fn one_run(endings: &EndingSet) -> String {
    if endings.is_empty() {
        return "counts as down after it exits".to_owned();
    }
    format!("counts as up after {}", endings.describe())
}
