//! A look at what is written, before a service is lowered: lowering is the dearest part of a walk, and most services concern
//! no rule that looks at one.

use super::Manager;
use super::daemons;
use crate::byte_set::ByteSet;

/// What a rule is shown to say whether a service could concern it. It may be wrong in one way only: to ask for a service for
/// nothing.
#[derive(Clone, Copy, Debug)]
pub struct Glance {
    /// Whose service it is.
    manager: Manager,
    /// Whether anything is written that has systemd start it again.
    restarts: bool,
    /// Whether a command has a character that is one of a shell's operators.
    has_operators: bool,
    /// Whether a command may name a program that leaves the foreground, or ends in `&`.
    may_daemonize: bool,
}

/// The characters of a shell's operators, and of `$(…)`.
static OPERATORS: ByteSet = ByteSet::new(b"|&;<>`(");

/// What stands between a command's words, and between the folders of a path.
static SEPARATORS: ByteSet = ByteSet::new(b" \t\r\n'\"/");

/// Both.
static MARKS: ByteSet = ByteSet::new(b"|&;<>`( \t\r\n'\"/");

impl Glance {
    /// Of a service with these commands, as they are written: continuations and quotes included.
    pub(crate) fn new(manager: Manager, commands: &[&[u8]], restarts: bool) -> Self {
        let mut glance = Self { manager, restarts, has_operators: false, may_daemonize: false };
        commands.iter().for_each(|command| glance.look_at(command));
        glance
    }

    fn look_at(&mut self, command: &[u8]) {
        let mut word = 0;
        for (at, byte) in command.iter().enumerate().filter(|(_, byte)| MARKS.has(**byte)) {
            if SEPARATORS.has(*byte) {
                self.may_daemonize = self.may_daemonize || daemons::may_be_one(&command[word..at]);
                word = at + 1;
            }
            self.has_operators |= OPERATORS.has(*byte);
            self.may_daemonize |= *byte == b'&';
        }
        self.may_daemonize = self.may_daemonize || daemons::may_be_one(&command[word..]);
    }
}

/// Whether a command has a character that is one of a shell's operators.
pub(crate) const fn has_operators(glance: &Glance) -> bool {
    glance.has_operators
}

/// Whether a command may name a program that leaves the foreground, or ends in `&`.
pub(crate) const fn may_daemonize(glance: &Glance) -> bool {
    glance.may_daemonize
}

/// Whether it is a unit that is started again.
pub(crate) fn is_restarted_by_systemd(glance: &Glance) -> bool {
    glance.manager == Manager::Systemd && glance.restarts
}
