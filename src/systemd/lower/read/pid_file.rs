//! `$PIDFILE`, which systemd sets for every process of a service with `PIDFile=` (`service_spawn()`, `src/core/service.c`; run on
//! 252 with all kinds of commands).

use super::ReadSettings;
use crate::ir::{Assignment, Part, PartRef, Purpose, Text};
use crate::systemd::kinds::path;
use crate::systemd::lower::text::Specifiers;

const PIDFILE: &str = "PIDFILE";

/// Adds the variable to the assignments if a command uses it, unless the unit sets it itself.
pub(super) fn add_variable<'a>(specifiers: &Specifiers<'a>, read: &mut ReadSettings<'a>) {
    let (Some(path), Some(source)) = (&read.pid_file.value, read.pid_file.from) else { return };
    if Assignment::find(&read.assignments.values, PIDFILE).is_some() || !is_used(read) {
        return;
    }
    let value = absolute(specifiers, path);
    read.assignments.values.push(Assignment { name: Text::fixed(PIDFILE), value, source });
    read.assignments.from.add(source);
}

/// Whether a command expands the variable, or a script in a command names it.
fn is_used(read: &ReadSettings<'_>) -> bool {
    let lists =
        [&read.exec_start, &read.exec_start_pre, &read.exec_condition, &read.exec_stop, &read.exec_stop_post];
    let words = lists.into_iter().flat_map(|list| &list.values).flat_map(|start| &start.command.argv);
    words.flat_map(Text::parts).any(|part| match part {
        PartRef::Variable(name, _) => name == PIDFILE,
        PartRef::Bytes(bytes) => memchr::memmem::find(bytes, PIDFILE.as_bytes()).is_some(),
        PartRef::Instance | PartRef::PerInstance(_) | PartRef::Unknown(_) => false,
    })
}

/// The path as systemd normalizes it: relative paths and those below `/var/run` are below `/run` (`config_parse_pid_file()`,
/// `src/core/load-fragment.c`).
fn absolute<'a>(specifiers: &Specifiers<'a>, path: &Text<'a>) -> Text<'a> {
    match (path.is_absolute(), path.as_str()) {
        (Some(true), Some(text)) => {
            let simple = path::simplify(text);
            let today = simple.strip_prefix("/var/run/").map(|name| format!("/run/{name}"));
            Text::plain(today.unwrap_or_else(|| simple.into_owned()).into_bytes()).with_place_of(path)
        }
        (Some(false), _) => {
            let mut parts: Vec<Part<'a>> = specifiers.parent_directory(Purpose::Runtime).owned_parts();
            parts.push(Part::Bytes(b"/".into()));
            parts.extend(path.owned_parts());
            Text::of(parts).with_place_of(path)
        }
        (Some(true) | None, _) => path.clone(),
    }
}
