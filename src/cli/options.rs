//! Converts arguments to the options of the library.

use std::path::Path;

use super::Failure;
use super::args::InputArgs;
use super::exit::Reason;
use crate::host::{DEFAULT_PATH, Host};
use crate::lint::{Options, Selection, SupervisorVersion};
use crate::source::{Disk, Files, Rooted, SourceFile};
use crate::systemd::kinds::environment_file;
use crate::systemd::versions::Release;

/// The options for a run of the library.
///
/// # Errors
/// If a rule does not exist, or an environment file cannot be read.
pub(super) fn options(
    input: &InputArgs,
    systemd_version: Option<Release>,
    supervisor_version: Option<SupervisorVersion>,
    selection: Selection,
) -> Result<Options, Failure> {
    let mut environment = std::collections::BTreeMap::new();
    if let Some(path) = &input.env_file {
        let bytes = Disk
            .read(path)
            .map_err(|error| Failure::new(format!("cannot read {}: {}", path.display(), Reason(&error))))?;
        for entry in environment_file::parse_file(&bytes, Release::NEWEST).entries {
            environment.insert(entry.name, entry.value);
        }
    }
    // The command line overrides the file.
    environment.extend(input.env.iter().cloned());
    Ok(Options {
        selection,
        systemd_version: systemd_version.unwrap_or(Release::NEWEST),
        supervisor_version: supervisor_version.unwrap_or_default(),
        environment,
    })
}

/// The file system in which includes and drop-ins are looked up.
#[must_use]
pub(super) fn files(input: &InputArgs) -> Box<dyn Files> {
    match &input.root {
        Some(root) => Box::new(Rooted::new(root.clone(), Disk)),
        None => Box::new(Disk),
    }
}

/// The machine that `--host` checks: this one, or the one below `--root`. Its daemons are assumed to have the `PATH` given
/// with `--env`, else that of this process, or the default below a root.
#[must_use]
pub(super) fn host(input: &InputArgs) -> Host {
    let given = input.env.iter().rev().find(|(name, _)| name == "PATH").map(|(_, path)| path.clone());
    let own = || if input.root.is_none() { own_path() } else { None };
    Host::new(files(input), given.or_else(own).unwrap_or_else(|| DEFAULT_PATH.to_owned()))
}

#[expect(clippy::disallowed_methods, reason = "programs are looked for where this run would find them")]
fn own_path() -> Option<String> {
    std::env::var("PATH").ok()
}

/// Sets the absolute path of a file's directory, for `%(here)s`, if the current directory is known. For a file below
/// `--root` it is the directory that supervisord will see; for any other file named by a relative path, the directory that
/// it was found in.
pub(super) fn with_directory(file: SourceFile, input: &InputArgs) -> SourceFile {
    let name = Path::new(file.name());
    let is_relative = name.is_relative();
    let Some(directory) = std::path::absolute(name).ok().and_then(|path| Some(path.parent()?.to_owned()))
    else {
        return file;
    };
    let root = input.root.as_ref().and_then(|root| std::path::absolute(root).ok());
    let below = root.and_then(|root| Some(Path::new("/").join(directory.strip_prefix(root).ok()?)));
    let has_temporary_path = is_relative && below.is_none();
    match below.as_deref().unwrap_or(&directory).to_str() {
        Some(directory) => file.in_directory(directory).with_temporary_path(has_temporary_path),
        None => file,
    }
}
