//! Describes where input comes from and where output goes.

use crate::ir::{Input, Output, Rotation, Text};

pub(super) fn stdin(input: &Input<'_>) -> String {
    match input {
        Input::Pipe => "reads from a pipe that never ends".to_owned(),
        Input::Null => "reads from /dev/null".to_owned(),
        Input::Terminal => "reads from the terminal".to_owned(),
        Input::File(path) => format!("reads from {path}"),
        Input::Socket => "reads from a socket".to_owned(),
        Input::Data => "reads text from the unit".to_owned(),
    }
}

/// `service`: the name of the service. An identifier that equals it is not repeated, so that many services get the same
/// description.
pub(super) fn output(output: &Output<'_>, service: &str) -> String {
    let is_own = |name: &Text<'_>| name.as_str() == Some(service);
    match output {
        Output::Automatic => "written to a file that supervisord deletes on its next start".to_owned(),
        Output::Journal { identifier: None } => "written to the journal".to_owned(),
        Output::Journal { identifier: Some(name) } if is_own(name) => {
            "written to the journal under its own name".to_owned()
        }
        Output::Journal { identifier: Some(name) } => format!("written to the journal as {name}"),
        Output::ManagersSyslog { name } if is_own(name) => {
            "written to syslog by supervisord, with its name before each line".to_owned()
        }
        Output::ManagersSyslog { name } => {
            format!("written to syslog by supervisord, with {name} before each line")
        }
        Output::Null => "discarded".to_owned(),
        Output::File(path) => format!("appended to {path}"),
        Output::FileAndJournal(path) => format!("appended to {path} and written to the journal"),
        Output::Overwrite { path, truncate: false } => format!("written over the start of {path}"),
        Output::Overwrite { path, truncate: true } => format!("written to {path}, emptied first"),
        Output::Managers { error: false } => "written to supervisord's standard output".to_owned(),
        Output::Managers { error: true } => "written to supervisord's standard error".to_owned(),
        Output::SameAsStdout => "written where standard output goes".to_owned(),
        Output::Other(word) => format!("written to {word}"),
    }
}

/// A number of bytes in the largest unit of supervisord's that divides it.
fn size(bytes: i64) -> String {
    let units = [("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)];
    match units.into_iter().find(|(_, unit)| bytes > 0 && bytes % unit == 0) {
        Some((name, unit)) => format!("{} {name}", bytes / unit),
        None => format!("{bytes} bytes"),
    }
}

fn old_files(count: i64) -> String {
    match count {
        1 => "1 old file kept".to_owned(),
        count => format!("{count} old files kept"),
    }
}

pub(super) fn rotation(rotation: Rotation) -> String {
    match rotation {
        Rotation::None => "not rotated".to_owned(),
        Rotation::Size { bytes, backups } => format!("rotated at {}, {}", size(bytes), old_files(backups)),
        Rotation::CopyTruncate { bytes, backups } => format!(
            "rotated if above {} when logrotate runs, usually once a day, {}",
            size(bytes),
            old_files(backups)
        ),
    }
}

pub(super) fn logs_mode(mode: Option<u32>) -> String {
    match mode {
        Some(mode) => format!("log files with the access mode {mode:04o}"),
        None => "no log files".to_owned(),
    }
}
