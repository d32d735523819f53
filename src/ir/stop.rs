//! How a service is stopped.

use super::ControlCommand;

/// The commands that stop a program before a signal is sent, and those that run after it has ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StopCommands<'a> {
    /// The commands, in order. supervisord: none; systemd: `ExecStop=`.
    pub commands: Vec<ControlCommand<'a>>,
    /// The signal that the commands send to the program, if they do nothing else: `kill -QUIT $MAINPID`.
    pub sends: Option<u8>,
    /// Those that run after the program has ended, however it ended, and whatever the result of the start and of the other
    /// commands. supervisord: none; systemd: `ExecStopPost=`.
    pub after: Vec<ControlCommand<'a>>,
}

impl<'a> StopCommands<'a> {
    /// Iterates over all commands.
    pub fn all(&self) -> impl Iterator<Item = &ControlCommand<'a>> {
        self.commands.iter().chain(&self.after)
    }

    /// Iterates over all commands, mutably.
    pub fn all_mut(&mut self) -> impl Iterator<Item = &mut ControlCommand<'a>> {
        self.commands.iter_mut().chain(&mut self.after)
    }
}

/// Which processes get the stop signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignalScope {
    /// The main process only. supervisord: the default; systemd: `KillMode=process`, `mixed`.
    Main,
    /// The process group of the main process; a child that has left it is not signalled. supervisord: `stopasgroup=true`.
    ProcessGroup,
    /// Every process of the service. systemd: `KillMode=control-group`, the default.
    All,
    /// None. systemd: `KillMode=none`.
    Nobody,
}

/// Which processes are killed when the wait is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KillScope {
    /// The main process, if it is still alive. supervisord: the default; systemd: `KillMode=process`.
    Main,
    /// The process group of the main process, if the main process is still alive. supervisord: `killasgroup=true`.
    ProcessGroup,
    /// Every remaining process, whether or not the main process ended in time. systemd: `KillMode=control-group`, `mixed`.
    All,
    /// None. systemd: `SendSIGKILL=no`, `KillMode=none`.
    Nobody,
}

/// Which processes may outlive the main process after a stop or a crash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Survivors {
    /// All children. supervisord: without `stopasgroup`; systemd: `KillMode=process`, `none`.
    Children,
    /// After a stop, children that have left the process group; after a crash, all children. supervisord:
    /// `stopasgroup=true`.
    OtherProcessGroups,
    /// None. systemd: `KillMode=control-group`, `mixed`.
    None,
}

/// What happens to the other processes when the OOM killer kills one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutOfMemory {
    /// They keep running. supervisord; systemd: `OOMPolicy=continue`.
    Continue,
    /// They are stopped, and the service has failed. systemd: `OOMPolicy=stop`, the default.
    Stop,
    /// They are killed as well. systemd: `OOMPolicy=kill`.
    Kill,
}
