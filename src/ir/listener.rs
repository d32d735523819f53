//! Listeners: programs that are notified of what happens to services.

use super::{Decided, SettingIds, Text};
use crate::source::{FileId, Span};

/// A program that is notified of what happens to the services. supervisord: `[eventlistener:]`; systemd: the units that
/// `OnFailure=` names.
#[derive(Clone, Debug)]
pub struct Listener<'a> {
    /// The listener's name.
    pub name: String,
    /// The header that declares it.
    pub place: (FileId, Span),
    /// The file name of its program, as far as it is known.
    pub program: Option<String>,
    /// What it is notified of.
    pub subscription: Subscription,
    /// Whether it does nothing but forward the output of the programs.
    pub forwards_output: bool,
    /// The mail that it sends, if it does nothing else.
    pub mail: Option<Mail>,
    /// The settings that decide what it does and what it is notified of.
    pub from: SettingIds,
    /// The user; `None` for the manager's own.
    pub user: Decided<Option<Text<'a>>>,
    /// Whether it starts programs after others, as described by [`super::Deployment::waits`] and their `start`.
    pub starts_programs: bool,
}

/// What a listener is notified of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subscription {
    /// State changes of the services, possibly among other things.
    States,
    /// Their output, and nothing else.
    Output,
    /// The passing of this many seconds, and nothing else.
    Time(u32),
}

/// A mail about a service that ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Whether it is sent after each unexpected ending, or only once the manager has given up.
    pub event: MailEvent,
    /// The addresses of the recipients.
    pub to: String,
    /// The prefix of the subject.
    pub subject: Option<String>,
    /// The shell command that sends the mail from its standard input; `None` for `/usr/sbin/sendmail -t -i`.
    pub sendmail: Option<String>,
}

/// The event that a mail reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailEvent {
    /// An unexpected ending. supervisord: `PROCESS_STATE_EXITED`; systemd: none, as long as it restarts the service.
    Crash,
    /// The manager has given up. supervisord: `PROCESS_STATE_FATAL`; systemd: `failed`.
    GivenUp,
}
