//! A look at what is written, before a service is lowered: lowering is the dearest part of a walk, and most services concern
//! no rule that looks at one.

use super::Manager;
use super::daemons;

/// What a rule is shown to say whether a service could concern it. It may be wrong in one way only: to ask for a service for
/// nothing.
#[derive(Clone, Copy, Debug)]
pub struct Glance<'a> {
    /// Whose service it is.
    pub manager: Manager,
    /// The commands as they are written, continuations and quotes included.
    pub commands: &'a [&'a [u8]],
    /// Whether anything is written that has systemd start it again.
    pub restarts: bool,
}

/// The characters of a shell's operators, and of `$(…)`.
static OPERATORS: [bool; 256] = {
    let mut is_one = [false; 256];
    let all = b"|&;<>`(";
    let mut at = 0;
    // `const` code has no iterators.
    while at < all.len() {
        is_one[all[at] as usize] = true;
        at += 1;
    }
    is_one
};

/// Whether a command has a character that is one of a shell's operators.
pub(crate) fn has_operators(glance: &Glance<'_>) -> bool {
    // Commands are short: a loop is done before a vector search has started.
    glance.commands.iter().any(|command| command.iter().any(|byte| OPERATORS[usize::from(*byte)]))
}

/// Whether a command may name a program that leaves the foreground, or ends in `&`.
pub(crate) fn may_daemonize(glance: &Glance<'_>) -> bool {
    glance.commands.iter().any(|command| command.contains(&b'&') || daemons::may_name(command))
}

/// Whether it is a unit that is started again.
pub(crate) fn is_restarted_by_systemd(glance: &Glance<'_>) -> bool {
    glance.manager == Manager::Systemd && glance.restarts
}
