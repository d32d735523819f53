//! How systemd stops a service.

use super::read::{ExecEntry, ReadSettings};
use super::service::{has_permissions_start_only, user_of_other_commands};
use super::{endings, stop_command};
use crate::ir::{
    ControlCommand, Decided, EndingSet, KillScope, OutOfMemory, Rights, SignalScope, StopCommands, Survivors,
};
use crate::systemd::kinds::enums::{KillMode, Restart};
use crate::systemd::versions::Release;

/// `ExecStop=`, and for a oneshot `ExecStopPost=`; commands that do nothing are left out.
pub(super) fn stop_commands<'a>(read: &ReadSettings<'a>) -> Decided<StopCommands<'a>> {
    let restart = read.restart.value.unwrap_or(Restart::No);
    let program = read.exec_start.values.last().and_then(|start| start.command.program());
    let commands =
        read.exec_stop.values.iter().filter(|stop| !stop_command::does_nothing(&stop.command.argv));
    let signals: Vec<_> =
        commands.clone().map(|stop| stop_command::equivalent_signal(&stop.command.argv, program)).collect();
    let is_one = signals.iter().all(|signal| *signal == signals[0]);
    let sends = if is_one { signals.first().copied().flatten() } else { None };
    let as_root = has_permissions_start_only(read);
    let of_start = |stop: &ExecEntry<'a>| ControlCommand {
        command: stop.command.clone(),
        may_fail: stop.ignores_failure,
        succeeds: EndingSet::ZERO,
        restarts: EndingSet::NONE,
        rights: if as_root { Rights::Managers } else { stop.rights },
        user: user_of_other_commands(read).filter(|_| !stop.rights.runs_as_manager_user() && !as_root),
        if_unmet: None,
    };
    let commands: Vec<ControlCommand<'a>> = commands.map(of_start).collect();
    let mut after: Vec<ControlCommand<'a>> = read.exec_stop_post.values.iter().map(of_start).collect();
    for one in &mut after {
        // If it fails after a successful run, the service fails (`service_enter_dead()`).
        one.restarts = endings::of_restart(restart, EndingSet::ZERO).exits_and_signals();
    }
    let mut from = read.exec_stop.from.clone();
    if read.models_exec_stop_post {
        read.exec_stop_post.values.iter().for_each(|start| from.add(start.from));
    }
    if as_root && !(commands.is_empty() && after.is_empty()) {
        from.extend(&read.permissions_start_only.from());
    }
    Decided::by(StopCommands { commands, sends, after }, from)
}

/// The first signal of a stop: that of a command if there is one, otherwise `KillSignal=`.
pub(super) fn stop_signal(read: &ReadSettings<'_>, commands: &Decided<StopCommands<'_>>) -> Decided<u8> {
    let from = read.kill_signal.from();
    match commands.value.sends {
        Some(signal) => {
            let mut both = commands.from.clone();
            both.extend(&from);
            Decided::by(signal, both)
        }
        None => Decided::by(read.kill_signal.value.unwrap_or(crate::unix::signals::TERM), from),
    }
}

/// Which processes the signals of a stop reach, and which are left behind.
pub(super) struct Stop {
    pub(super) scope: Decided<SignalScope>,
    pub(super) kill: Decided<KillScope>,
    pub(super) survivors: Decided<Survivors>,
    pub(super) out_of_memory: Decided<OutOfMemory>,
}

pub(super) fn stop(read: &ReadSettings<'_>, release: Release) -> Stop {
    let mode = read.kill_mode.value.unwrap_or(KillMode::ControlGroup);
    let from = read.kill_mode.from();
    let scope = match mode {
        KillMode::ControlGroup => SignalScope::All,
        KillMode::Mixed | KillMode::Process => SignalScope::Main,
        KillMode::None => SignalScope::Nobody,
    };
    let survivors = match mode {
        KillMode::ControlGroup | KillMode::Mixed => Survivors::None,
        KillMode::Process | KillMode::None => Survivors::Children,
    };
    let kill = match mode {
        _ if read.send_sigkill.value == Some(false) => KillScope::Nobody,
        KillMode::ControlGroup | KillMode::Mixed => KillScope::All,
        KillMode::Process => KillScope::Main,
        KillMode::None => KillScope::Nobody,
    };
    let mut kill_from = from.clone();
    kill_from.extend(&read.send_sigkill.from());
    Stop {
        scope: Decided::by(scope, from.clone()),
        kill: Decided::by(kill, kill_from),
        survivors: Decided::by(survivors, from),
        out_of_memory: out_of_memory(read, release),
    }
}

/// The first release that stops the other processes after an OOM kill (NEWS).
const OOM_POLICY_SINCE: Release = Release(243);

/// `OOMPolicy=`. In a unit with a delegated cgroup, the default leaves the other processes alone
/// (`service_add_extras()`, `src/core/service.c`).
fn out_of_memory(read: &ReadSettings<'_>, release: Release) -> Decided<OutOfMemory> {
    let is_left_alone = release < OOM_POLICY_SINCE || read.is_delegated;
    let default = if is_left_alone { OutOfMemory::Continue } else { OutOfMemory::Stop };
    Decided::by(read.oom_policy.value.unwrap_or(default), read.oom_policy.from())
}
