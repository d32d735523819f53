//! Who is told when a service ends.

use super::{Decided, Sources, Text};
use crate::source::{FileId, Span};

/// A program that is told of what becomes of the services. supervisord: `[eventlistener:]`; systemd: the units that
/// `OnFailure=` names.
#[derive(Clone, Debug)]
pub struct Listener<'a> {
    /// The name.
    pub name: String,
    /// The header that makes it.
    pub place: (FileId, Span),
    /// The file name of its program, as far as it is known.
    pub program: Option<String>,
    /// Of what it is told.
    pub told: Told,
    /// Whether all that it does is to hand on what the programs print.
    pub hands_on_output: bool,
    /// The mail that it sends, if that is all it does.
    pub mail: Option<Mail>,
    /// The settings that say what it does and of what it is told.
    pub from: Sources,
    /// The user; none: the manager's own.
    pub user: Decided<Option<Text<'a>>>,
    /// Whether it starts programs behind others, as [`super::Deployment::waits`] and their `start` say.
    pub starts_programs: bool,
}

/// Of what a listener is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// What becomes of the services, besides other things perhaps.
    States,
    /// What they print, and nothing else.
    Output,
    /// That so many seconds have gone by, and nothing else.
    Time(u32),
}

/// A mail about a service that ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Whether it is sent after each ending that was not expected, or only once the manager has given up.
    pub about: About,
    /// The addresses.
    pub to: String,
    /// What stands in front of the subject.
    pub subject: Option<String>,
    /// The shell line that sends what it reads; none: `/usr/sbin/sendmail -t -i`.
    pub sendmail: Option<String>,
}

/// What a mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// An ending that was not expected. supervisord: `PROCESS_STATE_EXITED`; systemd: none, while it restarts.
    Crash,
    /// The manager has given up. supervisord: `PROCESS_STATE_FATAL`; systemd: `failed`.
    GivenUp,
}
