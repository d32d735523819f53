//! Stopping.

use super::Preparation;

/// The commands that stop a program before it gets a signal, and those that follow its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StopCommands<'a> {
    /// The commands, in order. supervisord: none; systemd: `ExecStop=`.
    pub commands: Vec<Preparation<'a>>,
    /// The signal that the program gets of them, where that is all they do: `kill -QUIT $MAINPID`.
    pub sends: Option<u8>,
    /// Those that follow its end, whatever that was, and whatever became of the start and of the others. supervisord: none; systemd:
    /// `ExecStopPost=`.
    pub after: Vec<Preparation<'a>>,
}

impl<'a> StopCommands<'a> {
    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Preparation<'a>> {
        self.commands.iter().chain(&self.after)
    }

    /// All of them, to be changed.
    pub fn all_mut(&mut self) -> impl Iterator<Item = &mut Preparation<'a>> {
        self.commands.iter_mut().chain(&mut self.after)
    }
}

/// Who gets the stop signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignalScope {
    /// The main process alone. supervisord: the default; systemd: `KillMode=process`, `mixed`.
    Main,
    /// The main process' group: a child that left it gets nothing. supervisord: `stopasgroup=true`.
    ProcessGroup,
    /// Every process of the service. systemd: `KillMode=control-group`, the default.
    All,
    /// Nobody. systemd: `KillMode=none`.
    Nobody,
}

/// Who is killed when the wait is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KillScope {
    /// The main process, if it still lives. supervisord: the default; systemd: `KillMode=process`.
    Main,
    /// The main process' group, if the main process still lives. supervisord: `killasgroup=true`.
    ProcessGroup,
    /// Every process that is left, whether or not the main process ended in time. systemd: `KillMode=control-group`,
    /// `mixed`.
    All,
    /// Nobody. systemd: `SendSIGKILL=no`, `KillMode=none`.
    Nobody,
}

/// Who of the process tree may outlive the main process after a stop or a crash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Survivors {
    /// All children. supervisord: without `stopasgroup`; systemd: `KillMode=process`, `none`.
    Children,
    /// After a stop, children that left the process group; after a crash, all children. supervisord:
    /// `stopasgroup=true`.
    OtherSessions,
    /// None. systemd: `KillMode=control-group`, `mixed`.
    None,
}

/// What becomes of the other processes when the kernel kills one for lack of memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutOfMemory {
    /// Nothing: they go on. supervisord; systemd: `OOMPolicy=continue`.
    GoOn,
    /// They are stopped, and that is a failure of the service. systemd: `OOMPolicy=stop`, the default.
    Stopped,
    /// They are killed as well. systemd: `OOMPolicy=kill`.
    Killed,
}
