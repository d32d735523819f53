//! How the output of a program is followed.

use super::List;
use super::command::{Command, Task};
use super::names::{Names, shell_word};
use crate::fidelity::Direction;
use crate::ir::{Leaf, Output, PartRef, Service};

/// Where a unit's output is found.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Log {
    Journal,
    File(String),
    /// A file of which only systemd knows the name.
    Unknown,
}

/// Where a stream of a unit goes that was translated.
fn log_of_unit(service: &Service<'_>, stream: Leaf, unit: &str) -> Log {
    let output = if stream == Leaf::Stderr { &service.stderr.value } else { &service.stdout.value };
    let (Output::File(path) | Output::FileAndJournal(path) | Output::Overwrite { path, truncate: _ }) =
        output
    else {
        return Log::Journal;
    };
    let part = |part| match part {
        PartRef::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
        PartRef::Instance => instance_of(unit),
        _ => None,
    };
    path.parts().map(part).collect::<Option<String>>().map_or(Log::Unknown, Log::File)
}

/// `1` of `worker@1.service`.
fn instance_of(unit: &str) -> Option<&str> {
    unit.split_once('@').and_then(|(_, rest)| rest.strip_suffix(".service"))
}

impl List<'_> {
    pub(super) fn add_logs(
        &mut self,
        (index, service): (usize, &Service<'_>),
        stream: Leaf,
        of: &str,
        names: &Names,
        unit: &str,
    ) {
        let log = match self.direction {
            Direction::ToSystemd => self.log_of_line(index, stream, unit),
            Direction::ToSupervisord => log_of_unit(service, stream, unit),
        };
        let mut tail_of = names.supervisord.clone();
        if stream == Leaf::Stderr {
            tail_of.push_str(" stderr");
        }
        let tail = Command::new("supervisorctl", &["tail -f"], tail_of);
        let systemd = match &log {
            Log::Journal => Command::new(self.journalctl(), &["-f -u"], names.systemd.clone()),
            Log::File(path) => Command::new("tail -f", &[], shell_word(path).into_owned()),
            Log::Unknown => return,
        };
        let (supervisord, systemd) = match log {
            _ if self.is_containers(index) => {
                let unit = names.unit.clone().filter(|_| log == Log::Journal);
                (Command::new("docker logs -f", &[], "CONTAINER".to_owned()), systemd.named(unit))
            }
            Log::Journal | Log::Unknown => {
                let unit = names.unit.clone().filter(|_| names.shared.is_some());
                (tail.named(names.shared.clone()), systemd.named(unit))
            }
            // Each process has a file of its own.
            Log::File(_) => (tail.named(Some(0..names.supervisord.len())), systemd.of_file()),
        };
        self.add(Task::Logs, of.to_owned(), supervisord, systemd);
    }

    /// Where a stream of an emitted unit goes.
    fn log_of_line(&self, index: usize, stream: Leaf, unit: &str) -> Log {
        let setting = if stream == Leaf::Stderr { "StandardError" } else { "StandardOutput" };
        let mut lines = self.known.of_stream(index, stream);
        let path =
            lines.find(|line| line.setting == setting).and_then(|line| line.value.strip_prefix("append:"));
        let Some(path) = path else { return Log::Journal };
        let path = path.replace("%i", instance_of(unit).unwrap_or_default());
        // Other specifiers are systemd's to fill in.
        if path.contains('%') { Log::Unknown } else { Log::File(path) }
    }

    /// Whether a program's output goes to the container's own log, of which supervisord can show nothing.
    fn is_containers(&self, index: usize) -> bool {
        self.direction == Direction::ToSupervisord
            && self.known.of_stream(index, Leaf::Stdout).any(|line| {
                line.setting == "stdout_logfile" && matches!(&*line.value, "/dev/stdout" | "/dev/fd/1")
            })
    }
}

/// The stream that a person looks at: standard output, and the other one where that goes nowhere. None where both do.
pub(super) fn shown(service: &Service<'_>) -> Option<Leaf> {
    match (&service.stdout.value, &service.stderr.value) {
        (Output::Null, Output::Null | Output::SameAsStdout) => None,
        (Output::Null, _) => Some(Leaf::Stderr),
        _ => Some(Leaf::Stdout),
    }
}
