//! What a shell runs when all else that it runs has ended, well or not: a `trap` of its own exit, which keeps its exit status.
//!
//! It runs the work of a job, which takes no place of its own then: a signal that ends the shell at once would end it before that.

use super::Before;
use super::read::trapped;
use super::shell::{self, Simple};
use crate::signals;

/// The shell's own end, as `trap` calls it.
const EXIT: &str = "EXIT";

/// That one of the commands fails is a failure: without a number the shell keeps the exit status that it has.
const FAILS: &str = " || exit 1";

/// What it runs then.
#[derive(Clone, Debug)]
pub(in crate::supervisord) struct AtTheEnd {
    pub(in crate::supervisord) commands: Vec<Before>,
    /// The signal of a stop, without `SIG`, where all of its process group get that, and it has only to wait for them.
    pub(in crate::supervisord) signal: Option<&'static str>,
}

impl AtTheEnd {
    /// The first steps of the script. `commands`: as they are written.
    pub(super) fn steps(&self, commands: &[String]) -> Vec<String> {
        let mut body = commands.join(" && ");
        if self.commands.iter().any(|one| !one.may_fail) {
            body.push_str(FAILS);
        }
        let at_exit = format!("trap {} {EXIT};", shell::quote(&body));
        std::iter::once(at_exit).chain(self.signal.and_then(at_signal)).collect()
    }
}

/// The step that makes an end at a signal an exit like any other.
fn at_signal(signal: &str) -> Option<String> {
    let number = signals::by_short_name(signal)?;
    Some(format!("trap \"exit {}\" {signal};", shell::OF_SIGNALS + number))
}

/// The commands that a script begins with for its end, whether a signal that ends the shell brings it there, and what is behind.
pub(super) fn read(commands: &[Simple]) -> Option<(String, bool, &[Simple])> {
    let (body, when, behind) = trapped(commands)?;
    if when != EXIT {
        return None;
    }
    let body = body.strip_suffix(FAILS).unwrap_or(&body).to_owned();
    let Some((_, signal, after)) = trapped(behind) else { return Some((body, false, behind)) };
    // Whatever else a shell may do with these words is not this step.
    let is_step = behind.starts_with(&shell::commands(&at_signal(&signal)?)?);
    Some((body, is_step, if is_step { after } else { behind }))
}
