//! The result of a run.

use std::fmt;
use std::io;
use std::process::ExitCode;

use crate::lint::UnknownRule;

/// The exit status. Scripts depend on the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0: nothing to report.
    Clean,
    /// 1: findings at or above `--fail-on`; a conversion that was refused or that `--strict` forbids; a diff that is not
    /// empty.
    Findings,
    /// 2: wrong usage, unreadable input, or an internal error.
    Failure,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Failure => 2,
        })
    }
}

/// Why a run could not do what was requested.
#[derive(Debug)]
pub(super) enum Failure {
    /// A message for the user, with advice if there is any.
    Message {
        /// One sentence without a full stop: what was given, and what is wrong with it.
        message: String,
        /// What would work instead.
        help: Option<String>,
    },
    /// The reader of the output has closed it, so there is nobody to report to.
    ClosedPipe,
}

impl Failure {
    /// A failure without advice.
    #[must_use]
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self::Message { message: message.into(), help: None }
    }

    /// A failure with advice.
    #[must_use]
    pub(super) fn with_help(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Message { message: message.into(), help: Some(help.into()) }
    }
}

impl From<UnknownRule> for Failure {
    fn from(unknown: UnknownRule) -> Self {
        Self::with_help(unknown.to_string(), "`sysvisor rules` lists them all")
    }
}

/// An error of the output. Errors of an input are reported with the name of the file where it is read.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ClosedPipe,
            _ => Self::new(format!("cannot write the output: {}", Reason(&error))),
        }
    }
}

/// Displays a system error without `(os error 2)`.
pub(super) struct Reason<'a>(pub(super) &'a io::Error);

impl fmt::Display for Reason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.kind() {
            io::ErrorKind::NotFound => f.write_str("no such file or directory"),
            io::ErrorKind::PermissionDenied => f.write_str("permission denied"),
            io::ErrorKind::IsADirectory => f.write_str("it is a directory"),
            io::ErrorKind::NotADirectory => f.write_str("part of its path is not a directory"),
            io::ErrorKind::ReadOnlyFilesystem => f.write_str("the file system is read-only"),
            io::ErrorKind::StorageFull => f.write_str("no space left on the device"),
            _ => {
                let text = self.0.to_string();
                let end = text.rfind(" (os error ").unwrap_or(text.len());
                f.write_str(text.get(..end).unwrap_or(&text))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_os_error_number_is_not_shown() {
        let error = io::Error::from_raw_os_error(40);
        assert!(error.to_string().contains("os error"));
        assert!(!Reason(&error).to_string().contains("os error"));
    }

    #[test]
    fn a_closed_pipe_is_not_an_error_message() {
        assert!(matches!(Failure::from(io::Error::from(io::ErrorKind::BrokenPipe)), Failure::ClosedPipe));
    }
}
