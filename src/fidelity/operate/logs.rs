//! The commands that follow the output of a program.

use super::List;
use super::command::{Command, Task};
use super::names::{Names, shell_word};
use crate::fidelity::Direction;
use crate::ir::{Leaf, Output, PartRef, Service};

/// Where the output of a program can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Log {
    /// Its manager shows it: supervisorctl, or the journal.
    Managers,
    /// In a file that its manager does not know about.
    File(String),
    /// In the container's own log.
    Container,
    /// In a file whose name only systemd knows, or wherever syslog writes it.
    Unknown,
}

/// The output that a stream of a service goes to.
const fn output<'s, 'a>(service: &'s Service<'a>, stream: Leaf) -> &'s Output<'a> {
    if matches!(stream, Leaf::Stderr) { &service.stderr.value } else { &service.stdout.value }
}

/// Where a stream of a translated supervisord program went.
const fn log_of_program(service: &Service<'_>, stream: Leaf) -> Log {
    match output(service, stream) {
        Output::Managers { error: _ } => Log::Container,
        Output::ManagersSyslog { name: _ } => Log::Unknown,
        _ => Log::Managers,
    }
}

/// Where a stream of a translated unit went.
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

/// The instance of a unit: `1` of `worker@1.service`.
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
                // Each process has its own file.
                tail.named(if is_file { Some(0..names.supervisord.len()) } else { names.shared.clone() })
            }
            Log::Container => Command::new("docker logs -f", &[], "CONTAINER".to_owned()),
            Log::File(_) | Log::Unknown => return,
        };
        let systemd = if is_file {
            systemd.of_file()
        } else {
            // A command that names no program is the same for all services.
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
        // systemd expands other specifiers.
        if path.contains('%') { Log::Unknown } else { Log::File(path) }
    }

    /// Where the standard output of an emitted program goes: supervisord cannot show what goes to the container's log.
    fn log_of_option(&self, index: usize) -> Log {
        let is_containers = self.known.of_stream(index, Leaf::Stdout).any(|line| {
            line.setting == "stdout_logfile" && matches!(&*line.value, "/dev/stdout" | "/dev/fd/1")
        });
        if is_containers { Log::Container } else { Log::Managers }
    }
}

/// The stream to follow: standard output, or standard error if that is discarded. `None` if both are.
pub(super) fn shown(service: &Service<'_>) -> Option<Leaf> {
    match (&service.stdout.value, &service.stderr.value) {
        (Output::Null, Output::Null | Output::SameAsStdout) => None,
        (Output::Null, _) => Some(Leaf::Stderr),
        _ => Some(Leaf::Stdout),
    }
}
