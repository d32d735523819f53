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

/// Whether a command has a character that is one of a shell's operators.
pub(crate) fn has_operators(glance: &Glance<'_>) -> bool {
    glance.commands.iter().any(|command| {
        memchr::memchr3(b'|', b'&', b';', command).is_some()
            || memchr::memchr3(b'<', b'>', b'`', command).is_some()
            || memchr::memmem::find(command, b"$(").is_some()
    })
}

/// Whether a command may name a program that leaves the foreground, or ends in `&`.
pub(crate) fn may_daemonize(glance: &Glance<'_>) -> bool {
    glance
        .commands
        .iter()
        .any(|command| memchr::memchr(b'&', command).is_some() || daemons::may_name(command))
}

/// Whether it is a unit that is started again.
pub(crate) fn is_restarted_by_systemd(glance: &Glance<'_>) -> bool {
    glance.manager == Manager::Systemd && glance.restarts
}
