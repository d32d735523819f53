//! Commands that a shell runs after everything else has ended, successfully or not: a `trap` on EXIT, which keeps the
//! shell's exit status.
//!
//! The shell runs the job as a child instead of replacing itself with it. It traps the stop signal as well: one that
//! ended the shell directly would not run the EXIT trap.

use super::SideCommand;
use super::shell::{self, SimpleCommand, read_trap};
use crate::unix::signals;

/// The name of the shell's exit in `trap`.
const EXIT: &str = "EXIT";

/// Reports the failure of a command: without an explicit exit status the shell would keep the one that it has.
const EXIT_1_ON_FAILURE: &str = " || exit 1";

/// The commands that run at the end.
#[derive(Clone, Debug)]
pub(in crate::supervisord) struct ExitTrap {
    pub(in crate::supervisord) commands: Vec<SideCommand>,
    /// The stop signal, without `SIG`, if the whole process group receives it and the shell only has to wait for the
    /// others.
    pub(in crate::supervisord) signal: Option<&'static str>,
}

impl ExitTrap {
    /// The first steps of the script; `commands` are the commands of `self` as written in it.
    pub(super) fn steps(&self, commands: &[String]) -> Vec<String> {
        let mut body = commands.join(" && ");
        if self.commands.iter().any(|one| !one.may_fail) {
            body.push_str(EXIT_1_ON_FAILURE);
        }
        let at_exit = format!("trap {} {EXIT};", shell::quote(&body));
        std::iter::once(at_exit).chain(self.signal.and_then(signal_trap)).collect()
    }
}

/// The step that turns the end by a signal into an ordinary exit.
fn signal_trap(signal: &str) -> Option<String> {
    let number = signals::by_short_name(signal)?;
    Some(format!("trap \"exit {}\" {signal};", shell::SIGNAL_STATUS_BASE + number))
}

/// Parses the commands for the end at the start of a script; returns them, whether they also run when a signal ends the
/// shell, and the commands after them.
pub(super) fn read(commands: &[SimpleCommand]) -> Option<(String, bool, &[SimpleCommand])> {
    let (body, when, tail) = read_trap(commands)?;
    if when != EXIT {
        return None;
    }
    let body = body.strip_suffix(EXIT_1_ON_FAILURE).unwrap_or(&body).to_owned();
    let Some((_, signal, after)) = read_trap(tail) else { return Some((body, false, tail)) };
    // Any other use of these words is not this step.
    let is_step = tail.starts_with(&shell::commands(&signal_trap(&signal)?)?);
    Some((body, is_step, if is_step { after } else { tail }))
}
