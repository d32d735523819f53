//! A shell that stays behind when the program has done its work, and undoes it at the stop.
//!
//! There is no process then whose pid it would hide. supervisord shows it as running, as systemd shows a unit with
//! `RemainAfterExit=` as active, and its stop signal has the shell run what is to be run at the stop.

use std::borrow::Cow;

use super::Before;
use super::shell;
use crate::ir::EndingSet;

/// What it waits with: `wait` ends at a signal, which a command in the foreground would put off.
const WAITS: &str = "sleep infinity & wait";
/// The same where only the shell gets the signal.
const ENDS_ITS_WAIT: &str = "sleep infinity & wait || kill $!";

/// What it does at a stop for which there is nothing to run.
pub(super) const NOTHING: &str = ":";

/// What stands around the exit codes after which there is something to undo. No blank before a `;`: supervisord would see a comment.
const TELLS: (&str, &str) = ("case $? in ", ");; *) exit;; esac");

/// What the shell does from then on.
#[derive(Clone, Debug)]
pub(in crate::supervisord) struct Stays {
    /// The ends of the program after which there is something to undo.
    pub(in crate::supervisord) after: EndingSet,
    /// What it runs at the stop.
    pub(in crate::supervisord) commands: Vec<Before>,
    /// The signal that tells it to, without `SIG`.
    pub(in crate::supervisord) signal: &'static str,
    /// Whether the whole process group gets that signal.
    pub(in crate::supervisord) is_group_told: bool,
}

impl Stays {
    /// Whether a shell can tell these ends from others: it sees a death by a signal as an exit code.
    pub(in crate::supervisord) fn can_tell(after: EndingSet) -> bool {
        let after = after.of_programs();
        after.has_code(0) && (after == EVERY || after.signals().next().is_none())
    }

    /// The endings of which supervisord is to see those of the program, with the exit code that a shell makes of a signal.
    pub(in crate::supervisord) fn as_codes(mut endings: EndingSet) -> EndingSet {
        for signal in 1..=64 {
            endings.set_code(shell::OF_SIGNALS + signal, endings.has_signal(signal));
        }
        endings
    }

    /// The endings of the program of which supervisord sees those of the shell.
    pub(in crate::supervisord) fn from_codes(mut endings: EndingSet) -> EndingSet {
        for signal in 1..=64 {
            endings.set_signal(signal, endings.has_code(shell::OF_SIGNALS + signal));
        }
        endings
    }

    /// Whether what comes before the program, joined to it, ends the shell where it fails.
    pub(super) fn ends_where_it_fails(&self) -> bool {
        let after = self.after.of_programs();
        after != EVERY && after.codes().eq([0])
    }

    /// The last steps of the script: the program, and `commands`, those of the stop, as they are written.
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

/// Every end of a program.
const EVERY: EndingSet = EndingSet::ALL.of_programs();

/// A script that ends in the wait, without that and without what tells good ends from others; and those, where they are not told
/// by `||`.
pub(super) fn before_the_wait(script: &str) -> Option<(Cow<'_, str>, EndingSet)> {
    let before = script.strip_suffix(WAITS).or_else(|| script.strip_suffix(ENDS_ITS_WAIT))?;
    let before = before.trim_end_matches([' ', '\n', ';']);
    // Inside of quotes this would leave them open on both sides, which is no script.
    let Some((program, told)) = before.rsplit_once(TELLS.0) else { return Some((before.into(), EVERY)) };
    let (codes, trap) = told.split_once(TELLS.1)?;
    let mut after = EndingSet::NONE;
    for code in codes.split('|') {
        after.set_code(code.parse().ok()?, true);
    }
    Some((format!("{}{}", program, trap.trim_start_matches([' ', '\n', ';'])).into(), after))
}
