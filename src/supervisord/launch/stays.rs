//! A shell that stays after the program has done its work, and undoes it on stop.
//!
//! There is then no process whose PID it would hide. supervisord shows it as running, as systemd shows a unit with
//! `RemainAfterExit=` as active, and its stop signal makes the shell run the stop commands.

use std::borrow::Cow;

use super::Before;
use super::shell;
use crate::ir::EndingSet;

/// How the shell waits: a signal interrupts `wait`, while a command in the foreground would delay the trap.
const WAITS: &str = "sleep infinity & wait";
/// The same if only the shell receives the signal: it must end the `sleep` itself.
const ENDS_ITS_WAIT: &str = "sleep infinity & wait || kill $!";

/// What the shell does on stop if there is nothing to run.
pub(super) const NOTHING: &str = ":";

/// The text around the exit codes after which there is something to undo. No space before a `;`, which supervisord
/// would read as the start of a comment.
const TELLS: (&str, &str) = ("case $? in ", ");; *) exit;; esac");

/// What the shell does after the program has ended.
#[derive(Clone, Debug)]
pub(in crate::supervisord) struct Stays {
    /// The endings of the program after which there is something to undo.
    pub(in crate::supervisord) after: EndingSet,
    /// The commands to run on stop.
    pub(in crate::supervisord) commands: Vec<Before>,
    /// The stop signal, without `SIG`.
    pub(in crate::supervisord) signal: &'static str,
    /// Whether the whole process group receives that signal.
    pub(in crate::supervisord) is_group_told: bool,
}

impl Stays {
    /// Whether a shell can tell these endings from others: it sees death by a signal as an exit code.
    pub(in crate::supervisord) fn can_tell(after: EndingSet) -> bool {
        let after = after.of_programs();
        after.has_code(0) && (after == EVERY || after.signals().next().is_none())
    }

    /// Converts endings of the program to those of the shell, which supervisord sees: a shell exits with 128 plus
    /// the number of the signal that ended the program.
    pub(in crate::supervisord) fn as_codes(mut endings: EndingSet) -> EndingSet {
        for signal in 1..=64 {
            endings.set_code(shell::OF_SIGNALS + signal, endings.has_signal(signal));
        }
        endings
    }

    /// Converts endings of the shell, which supervisord sees, to those of the program.
    pub(in crate::supervisord) fn from_codes(mut endings: EndingSet) -> EndingSet {
        for signal in 1..=64 {
            endings.set_signal(signal, endings.has_code(shell::OF_SIGNALS + signal));
        }
        endings
    }

    /// Whether a failure of the commands joined to the program makes the shell exit.
    pub(super) fn ends_where_it_fails(&self) -> bool {
        let after = self.after.of_programs();
        after != EVERY && after.codes().eq([0])
    }

    /// The last steps of the script: the program, and `commands`, the stop commands as written in it.
    pub(super) fn steps(&self, program: &str, commands: &[String]) -> Vec<String> {
        let after = self.after.of_programs();
        let mut steps = if after == EVERY {
            vec![format!("{program};")]
        } else if self.ends_where_it_fails() {
            vec![format!("{program} || exit;")]
        } else {
            let codes: Vec<String> = after.codes().map(|code| code.to_string()).collect();
            vec![format!("{program};"), format!("{}{}{};", TELLS.0, codes.join("|"), TELLS.1)]
        };
        let body = if commands.is_empty() { NOTHING.to_owned() } else { commands.join(" && ") };
        steps.push(format!("trap {} {};", shell::quote(&body), self.signal));
        steps.push((if self.is_group_told { WAITS } else { ENDS_ITS_WAIT }).to_owned());
        steps
    }
}

/// Every ending of a program.
const EVERY: EndingSet = EndingSet::ALL.of_programs();

/// For a script that ends in the wait: the script without the wait and the `case` that tests the exit code, and the
/// endings that the `case` lists. Without a `case` these are all endings, unless the script itself tests for success
/// with `||`.
pub(super) fn before_the_wait(script: &str) -> Option<(Cow<'_, str>, EndingSet)> {
    let before = script.strip_suffix(WAITS).or_else(|| script.strip_suffix(ENDS_ITS_WAIT))?;
    let before = before.trim_end_matches([' ', '\n', ';']);
    // If this were within quotes, both parts would have unclosed quotes, which do not parse.
    let Some((program, told)) = before.rsplit_once(TELLS.0) else { return Some((before.into(), EVERY)) };
    let (codes, trap) = told.split_once(TELLS.1)?;
    let mut after = EndingSet::NONE;
    for code in codes.split('|') {
        after.set_code(code.parse().ok()?, true);
    }
    Some((format!("{}{}", program, trap.trim_start_matches([' ', '\n', ';'])).into(), after))
}
