//! Restarts and stops.

use super::needs::{is_child_of_shell, staying_shell_signal};
use super::program_writer::ProgramWriter;
use crate::ir::{
    ControlCommand, EndingSet, GivesUp, KillScope, Leaf, Service, SignalScope, Started, StopCommands,
    Survivors,
};
use crate::supervisord::defaults;
use crate::supervisord::kinds::autorestart::{self, AutoRestart};
use crate::supervisord::kinds::{boolean, exit_codes, signal};
use crate::supervisord::launch::StayingShell;
use crate::supervisord::options::Name;
use crate::unix::signals;

/// The exit code with which systemd reports a program that it could not execute (`EXIT_EXEC`, systemd.exec(5)).
const EXIT_EXEC: u8 = 203;

/// This many attempts, each a second later than the one before, take thousands of years.
const UNLIMITED_RETRIES: &str = "1000000";

/// In seconds.
const YEAR_SECS: u64 = 31_536_000;

/// What supervisord does with a program that exits directly after it was started.
pub(super) enum AfterEarlyExit {
    /// It leaves it EXITED.
    StaysExited,
    /// It restarts it forever: with `startsecs=0` no exit is early (R6).
    RetriesForever,
    /// It retries a limited number of times.
    RetriesLimited,
}

/// What supervisord does with this service, as [`ProgramWriter::restart`] writes it, after an early exit with this
/// code.
pub(super) fn after_early_exit(service: &Service<'_>, code: u8) -> AfterEarlyExit {
    let later = service.restart_later.value.exits_and_signals();
    match (needs_startsecs_0(service), later.has_code(code)) {
        _ if later.is_empty() => AfterEarlyExit::StaysExited,
        (true, true) => AfterEarlyExit::RetriesForever,
        (true, false) => AfterEarlyExit::StaysExited,
        (false, _) => AfterEarlyExit::RetriesLimited,
    }
}

/// Whether supervisord should treat no exit of the program as early (`startsecs=0`). This includes a program that is
/// meant to exit: if it has done its work in less than `startsecs`, supervisord restarts it and finally calls it FATAL
/// (R4, R4b).
fn needs_startsecs_0(service: &Service<'_>) -> bool {
    matches!(service.gives_up.value, GivesUp::Never)
        || service.started.value == Started::OnEnd
        || service.pause_between_runs().is_some()
}

/// Exit codes in the syntax of `exitcodes`.
fn exitcodes_value(codes: EndingSet) -> String {
    exit_codes::write(&exit_codes::ExitCodes::of_bits(codes.code_bits()))
}

impl ProgramWriter<'_, '_, '_, '_> {
    pub(super) fn restart(&mut self) {
        let service = self.service;
        let mut later = service.restart_later.value.exits_and_signals();
        if is_child_of_shell(service) {
            later = StayingShell::to_shell_codes(later);
        }
        let policy = self.autorestart(later);
        self.expected(policy, later);
        if policy != AutoRestart::Never {
            // The pause cannot be configured, but there is one: supervisord's tick.
            self.spells(Name::Autorestart, autorestart::write(policy), &[Leaf::RestartPause]);
        }
        if policy == AutoRestart::Never || needs_startsecs_0(service) {
            // With `startsecs=0` no exit is early: there are no retries that systemd would not make, and no giving up
            // (R4, R6).
            let leaves = [Leaf::GivesUp, Leaf::RestartEarly, Leaf::Started, Leaf::RestartBackoff];
            self.line(Name::Startsecs, "0", &leaves, &service.gives_up.from);
            return self.startretries_for_missing_program();
        }
        self.startsecs();
        self.startretries();
    }

    /// Writes `startretries` where it matters even with `startsecs=0`: it limits the attempts to start a program whose
    /// file is missing (`spawn()` in process.py), which is an exit code like any other to systemd.
    fn startretries_for_missing_program(&mut self) {
        let service = self.service;
        let is_failure = service.restart_later.value.has_code(EXIT_EXEC);
        if !(self.is_spawned_directly && is_failure && service.gives_up.value == GivesUp::Never) {
            return;
        }
        let from = &service.gives_up.from;
        // Only a limit that is switched off asks for unlimited attempts, not pauses that outlast a limit, set or default.
        let is_by_pauses = from.iter().any(|setting| service.restart_backoff.from.contains(setting));
        if !from.is_default() && !is_by_pauses {
            return self.line(Name::Startretries, UNLIMITED_RETRIES, &[Leaf::GivesUp], from);
        }
        let reason = "supervisord gives up on a program whose file is missing, after startretries; systemd keeps trying.";
        self.slight_loss(Leaf::GivesUp, reason);
    }

    /// Writes `autorestart` and `exitcodes`. `later`: the endings after which the program is restarted.
    fn autorestart(&mut self, later: EndingSet) -> AutoRestart {
        let from = &self.service.restart_later.from;
        let codes = EndingSet::CODES.without(later);
        let policy = if self.service.pause_between_runs().is_some() {
            AutoRestart::Always
        } else if later.is_empty() {
            AutoRestart::Never
        } else if codes.is_empty() {
            AutoRestart::Always
        } else {
            AutoRestart::Unexpected
        };
        // Unexpected is the default, and so is `exitcodes=0`; both are written because the unit sets them.
        let leaves = [Leaf::RestartLater, Leaf::RestartEarly];
        self.line(Name::Autorestart, autorestart::write(policy), &leaves, from);
        if policy == AutoRestart::Unexpected {
            let leaves = [Leaf::RestartLater, Leaf::RestartEarly, Leaf::Expected];
            self.line(Name::Exitcodes, exitcodes_value(codes), &leaves, from);
            if codes == EndingSet::CODES {
                self.remark(
                    "exitcodes contains every code: the program is restarted only if a signal ends it.",
                );
            }
        }
        policy
    }

    /// Writes when the program counts as started.
    fn startsecs(&mut self) {
        let started = &self.service.started;
        let reason = match started.value {
            Started::AfterAlive(alive) => {
                if let Some(seconds) =
                    alive.as_seconds().filter(|seconds| *seconds != defaults::STARTSECS.unsigned_abs())
                {
                    self.line(Name::Startsecs, seconds.to_string(), &[Leaf::Started], &started.from);
                }
                return;
            }
            Started::AtFork | Started::AtExec => Some(
                "systemd counts the program as started immediately, supervisord when it has run for startsecs. Programs of a \
                 later priority do not wait for it in either case.",
            ),
            Started::OnNotify => Some(
                "supervisord counts the program as started when it has run for startsecs. It reads no readiness notification: \
                 what is ordered after the program starts with it, and must itself wait for it.",
            ),
            // What keeps it in the foreground was noted with the command.
            Started::OnDaemonized | Started::OnEnd => None,
        };
        self.spells(Name::Startsecs, "1", &[Leaf::Started]);
        if let Some(reason) = reason {
            self.unspelled(Leaf::Started, reason);
        }
    }

    /// Writes the number of attempts.
    fn startretries(&mut self) {
        let gives_up = &self.service.gives_up;
        let Some(starts) = gives_up.value.starts() else { return };
        let leaves = [Leaf::GivesUp, Leaf::RestartEarly, Leaf::RestartBackoff];
        match starts.saturating_sub(1) {
            3 => self.spells(Name::Startretries, "3", &leaves),
            retries => self.line(Name::Startretries, retries.to_string(), &leaves, &gives_up.from),
        }
    }

    /// Writes which endings are expected, supervisord's term for a success, where no restart depends on them. `later`:
    /// the endings after which the program is restarted.
    fn expected(&mut self, policy: AutoRestart, later: EndingSet) {
        let service = self.service;
        let mut expected = service.expected.value.exits_and_signals();
        if is_child_of_shell(service) {
            expected = StayingShell::to_shell_codes(expected);
        }
        let codes = expected.and(EndingSet::CODES);
        if policy == AutoRestart::Never && codes == EndingSet::CODES {
            let reason = "To systemd any end of the program is a success; supervisord calls an exit code other than 0 \
                          unexpected, and shows EXITED in either case. List the codes in exitcodes= if an event listener \
                          depends on it.";
            let command = self.written_command();
            self.spells(Name::Command, command, &[Leaf::Expected]);
            self.slight_loss(Leaf::Expected, reason);
        } else if policy == AutoRestart::Never {
            if codes != EndingSet::ZERO {
                let from = &service.expected.from;
                self.line(Name::Exitcodes, exitcodes_value(codes), &[Leaf::Expected], from);
            }
            let kills = expected.without(EndingSet::CODES).without(service.requested_endings());
            if !kills.is_empty() {
                let reason = format!(
                    "exitcodes= cannot contain signals: to supervisord death by {} is never expected, and event listeners see \
                     it as unexpected.",
                    kills.describe()
                );
                self.unspelled(Leaf::Expected, reason);
            }
        } else if policy == AutoRestart::Unexpected {
            // Only an expected exit code keeps supervisord from restarting the program.
            let failures = EndingSet::CODES.without(later).without(codes);
            if !failures.is_empty() {
                let codes_text = match failures.or(EndingSet::ZERO) == EndingSet::CODES {
                    true => "every exit code".to_owned(),
                    false => failures.describe(),
                };
                let reason = format!(
                    "supervisord calls {codes_text} expected, since only after expected codes does it not restart the program; to \
                     systemd it is a failure. Event listeners do not see a failure."
                );
                self.unspelled(Leaf::Expected, reason);
            }
        }
    }

    /// Notes the commands of the stop. supervisord runs none. A shell that starts the program in the background and
    /// waits for its own SIGTERM would be an additional process: the program would ignore SIGINT and SIGQUIT, as
    /// everything started with `&` does, and would survive if the shell is killed. So commands that only send a signal
    /// become `stopsignal`, and all others are left to the user. If the program has already ended there is no process
    /// to hide, and the shell stays.
    fn stop_commands(&mut self) {
        let StopCommands { commands, sends, after } = &self.service.stop_commands.value;
        // Commands that run after the end of a daemon are reported elsewhere, as ones that cannot be run.
        let after = if self.service.started.value == Started::OnEnd { &after[..] } else { &[] };
        if commands.is_empty() && after.is_empty() {
            return;
        }
        if is_child_of_shell(self.service) {
            let reason = self.shell_commands_note();
            return self.slight_loss(Leaf::StopCommands, reason);
        }
        let shown = |commands: &[ControlCommand<'_>]| {
            let words = |one: &ControlCommand<'_>| {
                one.command.argv.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
            };
            commands.iter().map(words).collect::<Vec<_>>().join("; ")
        };
        let name =
            sends.or(Some(self.service.stop_signal.value)).and_then(signals::short_name).unwrap_or("TERM");
        if sends.is_some() && after.is_empty() {
            self.spells(Name::Stopsignal, name, &[Leaf::StopCommands]);
            let reason = format!(
                "The command amounts to SIG{name}, which is what supervisord sends. systemd continues with KillSignal= as \
                 soon as the command has ended; supervisord sends nothing more before stopwaitsecs is over."
            );
            self.slight_loss(Leaf::StopSignal, reason.clone());
            return self.slight_loss(Leaf::StopCommands, reason);
        }
        let reason = if !self.service.one_run.value.is_empty() || !after.is_empty() {
            "supervisord runs no command when the program is stopped or has ended. Run it by hand, or let a script set things \
             up, wait for SIGTERM and then run this."
        } else {
            "supervisord only sends stopsignal on a stop. Check whether the program shuts down cleanly on it (most do, \
             databases too); otherwise start it from a script that traps SIGTERM, runs this, and waits for the program."
        };
        self.unspelled(Leaf::StopCommands, reason);
        if !commands.is_empty() {
            let shown = shown(commands);
            self.remark(&format!(
                "Not kept: on a stop systemd runs {shown}; supervisord only sends SIG{name}."
            ));
        }
        if !after.is_empty() {
            self.remark(&format!("Not kept: after the program has ended systemd runs {}", shown(after)));
        }
    }

    /// The note on commands that the shell runs on stop and at the end.
    fn shell_commands_note(&mut self) -> String {
        let StopCommands { commands, sends: _, after } = &self.service.stop_commands.value;
        let mut reasons = Vec::new();
        if let Some(name) = staying_shell_signal(self.service).filter(|_| !commands.is_empty()) {
            reasons.push(format!(
                "The shell that started it stays, and runs the command on SIG{name}. Processes left behind in its group get \
                 the signal at the same time, while systemd sends it once the command has ended."
            ));
        }
        if !after.is_empty() {
            let reason = "The shell runs the commands that follow the exit once everything else has ended, successfully or \
                          not, and does not set $SERVICE_RESULT, $EXIT_CODE and $EXIT_STATUS. If the shell itself is killed, \
                          it runs nothing more.";
            reasons.push(reason.to_owned());
        }
        reasons.extend(self.stop_word_splitting_note.take());
        let scripts = self.service.stop_commands.value.all().map(|one| &one.command);
        reasons.extend(self.script_variable_notes(scripts));
        let all = [&commands[..], &after[..]].concat();
        reasons.extend(self.extra_limits_note(&all).map(str::to_owned));
        reasons.join(" ")
    }

    pub(super) fn stop(&mut self) {
        self.stop_commands();
        self.stopsignal();
        self.stopwaitsecs();
        self.stop_scope();
    }

    fn stopsignal(&mut self) {
        let signal = &self.service.stop_signal;
        match signal::write(signal.value) {
            Ok(name) if name == "TERM" => self.spells(Name::Stopsignal, "TERM", &[Leaf::StopSignal]),
            Ok(name) => self.line(Name::Stopsignal, name, &[Leaf::StopSignal], &signal.from),
            Err(_) => {
                let reason = "Of the real-time signals supervisord knows only RTMIN and RTMAX: it stops with SIGTERM. Let the \
                              program handle that, or translate the signal in a wrapper.";
                self.unspelled(Leaf::StopSignal, reason);
            }
        }
    }

    fn stopwaitsecs(&mut self) {
        let wait = &self.service.stop_wait;
        // supervisord cannot wait without a limit: a year is long enough to be noticed.
        let seconds =
            if wait.value.is_infinite() { YEAR_SECS } else { wait.value.micros.div_ceil(1_000_000) };
        if seconds == defaults::STOPWAITSECS.unsigned_abs() {
            self.spells(Name::Stopwaitsecs, "10", &[Leaf::StopWait]);
        } else {
            self.line(Name::Stopwaitsecs, seconds.to_string(), &[Leaf::StopWait], &wait.from);
        }
    }

    /// Writes which processes are signalled on stop, and which are killed.
    fn stop_scope(&mut self) {
        let service = self.service;
        let leaves = [Leaf::StopScope, Leaf::StopKill, Leaf::StopSurvivors];
        let mut from = service.stop_scope.from.clone();
        from.extend(&service.stop_kill.from);
        match (service.stop_scope.value, service.stop_kill.value, service.survivors.value) {
            (SignalScope::All | SignalScope::ProcessGroup, _, _) => {
                self.line(Name::Stopasgroup, boolean::write(true), &leaves, &from);
            }
            (SignalScope::Main, KillScope::All | KillScope::ProcessGroup, _)
            | (SignalScope::Main, KillScope::Main, Survivors::None) => {
                self.line(Name::Killasgroup, boolean::write(true), &leaves, &from);
            }
            (SignalScope::Main, _, _) => self.spells(Name::Stopasgroup, "false", &leaves),
            (SignalScope::Nobody, _, _) => {
                let reason = "supervisord always signals the main process: a stop that signals no process cannot be expressed.";
                self.unspelled(Leaf::StopScope, reason);
            }
        }
        if service.stop_kill.value == KillScope::Nobody && service.stop_scope.value != SignalScope::Nobody {
            let reason = "systemd leaves what has not ended by then alone; supervisord kills it. If that can lose data, allow \
                          as much time as it could ever need: stopwaitsecs=31536000 is a year.";
            self.unspelled(Leaf::StopKill, reason);
        }
    }
}
