//! Describes the environment variables of a program.

use super::joined;
use crate::ir::{Assignment, EnvironmentFile, Identity, Inherited};
use crate::secret;

pub(super) fn inherited(inherited: Inherited) -> String {
    match inherited {
        Inherited::Supervisords => "inherits supervisord's whole environment",
        Inherited::Systemds => "starts with a clean environment",
    }
    .to_owned()
}

pub(super) fn assignments(assignments: &[Assignment<'_>]) -> String {
    // Reports are shared with others: they show the name of a secret but not its value.
    let pair = |one: &Assignment<'_>| {
        let name = one.name.to_string();
        let value = one.value.to_string();
        if secret::name::hides_value(name.as_bytes(), &value) {
            format!("{name}=…")
        } else {
            format!("{name}={value}")
        }
    };
    match joined(assignments, pair, ", ") {
        None => "sets no variables".to_owned(),
        Some(pairs) => format!("sets {pairs}"),
    }
}

pub(super) fn files(files: &[EnvironmentFile<'_>]) -> String {
    let read = |file: &EnvironmentFile<'_>| match file.by_shell {
        true => format!("has a shell read {}, which treats `A=one two` as a command", file.path),
        false => format!("reads {} as systemd does", file.path),
    };
    joined(files, read, ", ").unwrap_or_else(|| "reads no environment files".to_owned())
}

pub(super) fn identity(identity: Identity) -> String {
    match identity {
        Identity::Supervisords => "sees HOME and USER of whoever started supervisord",
        Identity::OfUser => "sees HOME, USER, LOGNAME and SHELL of its own user",
        Identity::OfUserInPart => "sees HOME and USER of its own user, but not all of LOGNAME and SHELL",
        Identity::Unset => "sees neither HOME nor USER",
    }
    .to_owned()
}
