//! How the output of a program is followed.

use super::List;
use super::command::{Command, Task};
use super::names::{Names, shell_word};
use crate::fidelity::Direction;
use crate::ir::{Leaf, Output, PartRef, Service};

/// Where the output of a program is found.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Log {
    /// Its manager shows it: supervisorctl, or the journal.
    Managers,
    /// In a file that its manager knows nothing of.
    File(String),
    /// In the container's own log.
    Container,
    /// In a file of which only systemd knows the name, or wherever syslog puts it.
    Unknown,
}

/// What a service says of one of its streams.
const fn output<'s, 'a>(service: &'s Service<'a>, stream: Leaf) -> &'s Output<'a> {
    if matches!(stream, Leaf::Stderr) { &service.stderr.value } else { &service.stdout.value }
}

/// Where a stream of a program of supervisord goes that was translated.
const fn log_of_program(service: &Service<'_>, stream: Leaf) -> Log {
    match output(service, stream) {
        Output::Managers { error: _ } => Log::Container,
        Output::ManagersSyslog { name: _ } => Log::Unknown,
        _ => Log::Managers,
    }
}

/// Where a stream of a unit goes that was translated.
fn log_of_unit(service: &Service<'_>, stream: Leaf, unit: &str) -> Log {
    let (Output::File(path) | Output::FileAndJournal(path) | Output::Overwrite { path, truncate: _ }) =
        output(service, stream)
    else {
        return Log::Managers;
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
        let (program, log) = match self.direction {
            Direction::ToSystemd => (log_of_program(service, stream), self.log_of_line(index, stream, unit)),
            Direction::ToSupervisord => (self.log_of_option(index), log_of_unit(service, stream, unit)),
        };
        let systemd = match &log {
            Log::Managers => Command::new(self.journalctl(), &["-f -u"], names.systemd.clone()),
            Log::File(path) => Command::new("tail -f", &[], shell_word(path).into_owned()),
            Log::Container | Log::Unknown => return,
        };
        let is_file = log != Log::Managers;
        let supervisord = match program {
            Log::Managers => {
                let which = if stream == Leaf::Stderr { " stderr" } else { "" };
                let tail =
                    Command::new("supervisorctl", &["tail -f"], format!("{}{which}", names.supervisord));
                // Each process has a file of its own.
                tail.named(if is_file { Some(0..names.supervisord.len()) } else { names.shared.clone() })
            }
            Log::Container => Command::new("docker logs -f", &[], "CONTAINER".to_owned()),
            Log::File(_) | Log::Unknown => return,
        };
        let systemd = if is_file {
            systemd.of_file()
        } else {
            // What names no program is the same for all.
            let is_named = names.shared.is_some() || program == Log::Container;
            systemd.named(names.unit.clone().filter(|_| is_named))
        };
        self.add(Task::Logs, of.to_owned(), supervisord, systemd);
    }

    /// Where a stream of an emitted unit goes.
    fn log_of_line(&self, index: usize, stream: Leaf, unit: &str) -> Log {
        let setting = if stream == Leaf::Stderr { "StandardError" } else { "StandardOutput" };
        let mut lines = self.known.of_stream(index, stream);
        let path =
            lines.find(|line| line.setting == setting).and_then(|line| line.value.strip_prefix("append:"));
        let Some(path) = path else { return Log::Managers };
        if !path.contains('%') {
            return Log::File(path.to_owned());
        }
        let path = path.replace("%i", instance_of(unit).unwrap_or_default());
        // Other specifiers are systemd's to fill in.
        if path.contains('%') { Log::Unknown } else { Log::File(path) }
    }

    /// Where the standard output of an emitted program goes: of a container's own log supervisord can show nothing.
    fn log_of_option(&self, index: usize) -> Log {
        let is_containers = self.known.of_stream(index, Leaf::Stdout).any(|line| {
            line.setting == "stdout_logfile" && matches!(&*line.value, "/dev/stdout" | "/dev/fd/1")
        });
        if is_containers { Log::Container } else { Log::Managers }
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
