//! Packages that have only an init script: systemd makes their unit at boot, and no file of it is there to be read.

use std::path::Path;

use super::Failure;
use crate::source::{Files, base_name};

/// What is wrong with a name that no unit has, where an init script has it: below the root, or on this machine, whose own
/// folders are named then.
pub(super) fn instead_of(path: &str, files: &dyn Files) -> Option<Failure> {
    let name = base_name(path);
    let script = name.strip_suffix(".service").unwrap_or(name);
    let is_of_machine = files.root().is_some() || path.starts_with('/');
    if script.is_empty() || script.contains('.') || !is_of_machine {
        return None;
    }
    let root = files.root().unwrap_or(Path::new("/"));
    let found = root.join("etc/init.d").join(script);
    files.is_file(&found).then(|| {
        Failure::with_help(
            format!("there is no unit {script}.service, only the init script {}", found.display()),
            way_out(script),
        )
    })
}

/// Whether a file is an init script: it says so to `insserv` and `systemd-sysv-generator` (LSB, "Comment Conventions for Init
/// Scripts").
pub(super) fn is_init_script(bytes: &[u8]) -> bool {
    bytes.starts_with(b"#!") && memchr::memmem::find(bytes, b"\n### BEGIN INIT INFO").is_some()
}

/// What can be done with one.
pub(super) fn way_out(name: &str) -> String {
    format!(
        "systemd-sysv-generator makes a unit from it at boot; write a unit, or a [program:{name}], that starts the daemon itself in \
         the foreground, with the program and options that the script shows"
    )
}
