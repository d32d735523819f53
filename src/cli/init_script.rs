//! Init scripts in place of units: `systemd-sysv-generator` makes a unit of one at boot, so there is no unit file to read.

use std::path::Path;

use super::Failure;
use crate::source::{Files, base_name};

/// Returns the error for a unit that does not exist if there is an init script of its name: below the root, or on this machine
/// if the path is absolute.
pub(super) fn instead_of(path: &str, files: &dyn Files) -> Option<Failure> {
    let name = base_name(path);
    let script = name.strip_suffix(".service").unwrap_or(name);
    let names_a_system = files.root().is_some() || path.starts_with('/');
    if script.is_empty() || script.contains('.') || !names_a_system {
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

/// Whether a file is an init script, by the comment that `insserv` and `systemd-sysv-generator` read (LSB, "Comment Conventions
/// for Init Scripts").
pub(super) fn is_init_script(bytes: &[u8]) -> bool {
    bytes.starts_with(b"#!") && memchr::memmem::find(bytes, b"\n### BEGIN INIT INFO").is_some()
}

/// What to do with an init script.
pub(super) fn way_out(name: &str) -> String {
    format!(
        "systemd-sysv-generator makes a unit from it at boot; write a unit, or a [program:{name}], that starts the daemon itself in \
         the foreground, with the program and options that the script shows"
    )
}
