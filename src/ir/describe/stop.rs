//! Describes how a service is stopped, and what may be left running.

use super::{joined, launch};
use crate::ir::{ControlCommand, Duration, KillScope, OutOfMemory, SignalScope, StopCommands, Survivors};

pub(super) fn commands(stop: &StopCommands<'_>) -> String {
    let said = |commands: &[ControlCommand<'_>]| joined(commands, launch::preparation, ", then ");
    match (said(&stop.commands), said(&stop.after)) {
        (None, None) => "runs no command to stop it".to_owned(),
        (Some(commands), None) => format!("runs {commands} to stop it"),
        (None, Some(after)) => format!("runs {after} after it has ended"),
        (Some(commands), Some(after)) => {
            format!("runs {commands} to stop it, and {after} after it has ended")
        }
    }
}

pub(super) fn wait(wait: Duration) -> String {
    if wait.is_infinite() {
        return "is never killed, however long a stop takes".to_owned();
    }
    format!("is killed if it has not stopped after {wait}")
}

pub(super) fn scope(scope: SignalScope) -> String {
    match scope {
        SignalScope::Main => "signals the main process",
        SignalScope::ProcessGroup => "signals the process group",
        SignalScope::All => "signals every process",
        SignalScope::Nobody => "signals no process",
    }
    .to_owned()
}

pub(super) fn kill(scope: KillScope) -> String {
    match scope {
        KillScope::Main => "kills the main process if it is still alive",
        KillScope::ProcessGroup => "kills the process group if the main process is still alive",
        KillScope::All => "kills every process that is left",
        KillScope::Nobody => "kills no process",
    }
    .to_owned()
}

pub(super) fn survivors(survivors: Survivors) -> String {
    match survivors {
        Survivors::Children => "children outlive it",
        Survivors::OtherProcessGroups => {
            "children in their own sessions outlive a stop, and all children outlive any other exit"
        }
        Survivors::None => "no child outlives it",
    }
    .to_owned()
}

pub(super) fn out_of_memory(then: OutOfMemory) -> String {
    match then {
        OutOfMemory::Continue => {
            "keeps running when the kernel kills one of its processes for lack of memory"
        }
        OutOfMemory::Stop => "is stopped when the kernel kills one of its processes for lack of memory",
        OutOfMemory::Kill => "is killed when the kernel kills one of its processes for lack of memory",
    }
    .to_owned()
}
