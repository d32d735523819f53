//! What must exist before supervisord starts: it refuses the whole configuration if a user is unknown or the directory
//! of a log is missing (`name_to_uid()` and `existing_dirpath()` in `supervisor/datatypes.py`), where systemd fails
//! only the one unit.

use std::collections::BTreeSet;

use crate::emission::{Emission, EmittedFile};
use crate::source::dir_name;
use crate::supervisord::options::Name;

/// Users that exist on every system.
const USERS: [&str; 4] = ["root", "0", "nobody", "daemon"];

/// Directories that exist on every system.
const DIRECTORIES: [&str; 7] = ["", "/dev", "/proc/self/fd", "/run", "/tmp", "/var/log", "/var/tmp"];

/// The capabilities that both Docker and Podman grant a container by default (`--cap-add` in docker-run(1);
/// `DefaultCapabilities()` in moby's `oci/caps/defaults.go` has three more).
const DEFAULT_CAPABILITIES: [&str; 11] = [
    "CHOWN",
    "DAC_OVERRIDE",
    "FOWNER",
    "FSETID",
    "KILL",
    "NET_BIND_SERVICE",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_CHROOT",
];

/// The note on capabilities that programs keep and that the container must be given: `setpriv` fails if it cannot keep
/// one, as systemd fails the unit.
pub(super) fn capabilities_note(emission: &Emission) -> Option<String> {
    let mut missing = BTreeSet::new();
    for line in emission
        .files
        .iter()
        .flat_map(EmittedFile::lines)
        .filter(|line| line.name() == Name::Command.as_str())
    {
        for kept in line.value().split("--ambient-caps=").skip(1) {
            let names = kept.split([' ', '\'', '"']).next().unwrap_or_default();
            let names =
                names.split(',').filter_map(|name| name.strip_prefix('+')).map(str::to_ascii_uppercase);
            missing.extend(names.filter(|name| !DEFAULT_CAPABILITIES.contains(&name.as_str())));
        }
    }
    let options: Vec<String> = missing.iter().map(|name| format!("--cap-add={name}")).collect();
    (!options.is_empty()).then(|| {
        format!(
            "Give the container {}: a program that keeps such a capability does not start without it.",
            options.join(" ")
        )
    })
}

/// The note on users and directories that the configuration needs; `None` if it needs none that could be missing.
pub(super) fn missing_note(emission: &Emission) -> Option<String> {
    let (mut users, mut directories) = (BTreeSet::new(), BTreeSet::new());
    for line in emission.files.iter().flat_map(EmittedFile::lines) {
        // The results of expansions are not known here.
        let value = line.value();
        match Name::of(line.name().as_bytes()) {
            Some(Name::User) if !USERS.contains(&value) && !value.contains('%') => _ = users.insert(value),
            Some(Name::SocketOwner) => {
                let owner = value.split(':').next().unwrap_or_default();
                if !owner.is_empty() && !USERS.contains(&owner) && !value.contains('%') {
                    users.insert(owner);
                }
            }
            Some(Name::StdoutLogfile | Name::StderrLogfile)
                if value.starts_with('/') && !value.contains('%') =>
            {
                let directory = dir_name(value);
                if !DIRECTORIES.contains(&directory) {
                    directories.insert(directory);
                }
            }
            _ => {}
        }
    }
    let list = |word: [&str; 2], names: BTreeSet<&str>| {
        let [one, several] = word;
        let word = if names.len() == 1 { one } else { several };
        (!names.is_empty()).then(|| format!("{word} {}", names.into_iter().collect::<Vec<_>>().join(", ")))
    };
    let parts =
        [list(["the user", "the users"], users), list(["the directory", "the directories"], directories)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty())
        .then(|| format!("supervisord refuses to start at all without {}.", parts.join(" and ")))
}
