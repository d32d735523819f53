//! A shell that stays after the program has done its work, and undoes it on stop.
//!
//! There is then no process whose PID it would hide. supervisord shows it as running, as systemd shows a unit with
//! `RemainAfterExit=` as active, and its stop signal makes the shell run the stop commands.

use std::borrow::Cow;

use super::SideCommand;
use super::shell;
use crate::ir::EndingSet;

/// How the shell waits: a signal interrupts `wait`, while a command in the foreground would delay the trap.
const WAIT_FOREVER: &str = "sleep infinity & wait";
/// The same if only the shell receives the signal: it must end the `sleep` itself.
const WAIT_AND_KILL_SLEEP: &str = "sleep infinity & wait || kill $!";

/// What the shell does on stop if there is nothing to run.
pub(super) const NO_OP: &str = ":";

/// The text around the exit codes after which there is something to undo. No space before a `;`, which supervisord
/// would read as the start of a comment.
const CASE_ON_STATUS: (&str, &str) = ("case $? in ", ");; *) exit;; esac");

/// What the shell does after the program has ended.
#[derive(Clone, Debug)]
pub(in crate::supervisord) struct StayingShell {
    /// The endings of the program after which there is something to undo.
    pub(in crate::supervisord) after: EndingSet,
    /// The commands to run on stop.
    pub(in crate::supervisord) commands: Vec<SideCommand>,
    /// The stop signal, without `SIG`.
    pub(in crate::supervisord) signal: &'static str,
    /// Whether the whole process group receives that signal.
    pub(in crate::supervisord) signal_reaches_group: bool,
}

impl StayingShell {
    /// Whether a shell can tell these endings from others: it sees death by a signal as an exit code.
    pub(in crate::supervisord) fn can_distinguish(after: EndingSet) -> bool {
        let after = after.exits_and_signals();
        after.has_code(0) && (after == ALL_ENDINGS || after.signals().next().is_none())
    }

    /// Converts endings of the program to those of the shell, which supervisord sees: a shell exits with 128 plus
    /// the number of the signal that ended the program.
    pub(in crate::supervisord) fn to_shell_codes(mut endings: EndingSet) -> EndingSet {
        for signal in 1..=64 {
            endings.set_code(shell::SIGNAL_STATUS_BASE + signal, endings.has_signal(signal));
        }
        endings
    }

    /// Converts endings of the shell, which supervisord sees, to those of the program.
    pub(in crate::supervisord) fn from_shell_codes(mut endings: EndingSet) -> EndingSet {
        for signal in 1..=64 {
            endings.set_signal(signal, endings.has_code(shell::SIGNAL_STATUS_BASE + signal));
        }
        endings
    }

    /// Whether a failure of the commands joined to the program makes the shell exit.
    pub(super) fn exits_on_failure(&self) -> bool {
        let after = self.after.exits_and_signals();
        after != ALL_ENDINGS && after.codes().eq([0])
    }

    /// The last steps of the script: the program, and `commands`, the stop commands as written in it.
    pub(super) fn steps(&self, program: &str, commands: &[String]) -> Vec<String> {
        let after = self.after.exits_and_signals();
        let mut steps = if after == ALL_ENDINGS {
            vec![format!("{program};")]
        } else if self.exits_on_failure() {
            vec![format!("{program} || exit;")]
        } else {
            let codes: Vec<String> = after.codes().map(|code| code.to_string()).collect();
            vec![
                format!("{program};"),
                format!("{}{}{};", CASE_ON_STATUS.0, codes.join("|"), CASE_ON_STATUS.1),
            ]
        };
        let body = if commands.is_empty() { NO_OP.to_owned() } else { commands.join(" && ") };
        steps.push(format!("trap {} {};", shell::quote(&body), self.signal));
        steps.push((if self.signal_reaches_group { WAIT_FOREVER } else { WAIT_AND_KILL_SLEEP }).to_owned());
        steps
    }
}

/// Every ending of a program.
const ALL_ENDINGS: EndingSet = EndingSet::ALL.exits_and_signals();

/// For a script that ends in the wait: the script without the wait and the `case` that tests the exit code, and the
/// endings that the `case` lists. Without a `case` these are all endings, unless the script itself tests for success
/// with `||`.
pub(super) fn strip_wait(script: &str) -> Option<(Cow<'_, str>, EndingSet)> {
    let before = script.strip_suffix(WAIT_FOREVER).or_else(|| script.strip_suffix(WAIT_AND_KILL_SLEEP))?;
    let before = before.trim_end_matches([' ', '\n', ';']);
    // If this were within quotes, both parts would have unclosed quotes, which do not parse.
    let Some((program, told)) = before.rsplit_once(CASE_ON_STATUS.0) else {
        return Some((before.into(), ALL_ENDINGS));
    };
    let (codes, trap) = told.split_once(CASE_ON_STATUS.1)?;
    let mut after = EndingSet::NONE;
    for code in codes.split('|') {
        after.set_code(code.parse().ok()?, true);
    }
    Some((format!("{}{}", program, trap.trim_start_matches([' ', '\n', ';'])).into(), after))
}
