//! A shell that stays behind when the program has done its work, and undoes it at the stop.
//!
//! There is no process then whose pid it would hide. supervisord shows it as running, as systemd shows a unit with
//! `RemainAfterExit=` as active, and its stop signal has the shell run what is to be run at the stop.

use super::Before;
use super::shell;

/// What it waits with: `wait` ends at a signal, which a command in the foreground would put off.
const WAITS: &str = "sleep infinity & wait";
/// The same where only the shell gets the signal.
const ENDS_ITS_WAIT: &str = "sleep infinity & wait || kill $!";

/// What the shell does from then on.
#[derive(Clone, Debug)]
pub(in crate::supervisord) struct Stays {
    /// What it runs at the stop.
    pub(in crate::supervisord) commands: Vec<Before>,
    /// The signal that tells it to, without `SIG`.
    pub(in crate::supervisord) signal: &'static str,
    /// Whether the whole process group gets that signal.
    pub(in crate::supervisord) is_group_told: bool,
}

impl Stays {
    /// The last steps of the script; `commands`: those of the stop, as they are written.
    pub(super) fn steps(&self, commands: &[String]) -> [String; 2] {
        let waits = if self.is_group_told { WAITS } else { ENDS_ITS_WAIT };
        [format!("trap {} {};", shell::quote(&commands.join(" && ")), self.signal), waits.to_owned()]
    }
}

/// A script without its last step, if that is the wait.
pub(super) fn before_the_wait(script: &str) -> Option<&str> {
    let before = script.strip_suffix(WAITS).or_else(|| script.strip_suffix(ENDS_ITS_WAIT))?;
    Some(before.trim_end_matches([' ', '\n', ';']))
}
