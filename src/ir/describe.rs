//! What a leaf says, in words for people.

mod confine;

use super::{
    Address, Backoff, Directory, Duration, EndingSet, EnvironmentFile, GivesUp, Identity, Inherited, Input,
    Instances, KillScope, Leaf, Limit, Lookup, Otherwise, Output, Preparation, Rotation, Service,
    ServiceGroup, SignalScope, Start, Started, Survivors, Text, Trigger, Umask,
};
use crate::secret_name;
use confine::{capabilities, conditions, scheduling};

/// What a leaf of a service says: a phrase without a subject and without a full stop.
#[must_use]
pub fn describe(leaf: Leaf, service: &Service<'_>) -> String {
    match leaf {
        Leaf::Command => {
            let words: Vec<String> = service.command.value.argv.iter().map(ToString::to_string).collect();
            words.join(" ")
        }
        Leaf::CommandLookup => match &service.lookup.value {
            Lookup::Absolute => "found by its absolute path".to_owned(),
            Lookup::SupervisordsPath => "looked up in supervisord's PATH".to_owned(),
            Lookup::SystemdsPath => "looked up in systemd's compiled-in path".to_owned(),
            Lookup::Path(path) => format!("looked up in {path}"),
            Lookup::SupervisordsDirectory => "looked up relative to supervisord's own directory".to_owned(),
        },
        Leaf::Conditions => conditions(&service.conditions.value),
        Leaf::Prepare => {
            let commands: Vec<String> = service.prepare.value.iter().map(preparation).collect();
            if commands.is_empty() {
                "runs nothing before it".to_owned()
            } else {
                format!("runs {} before it", commands.join(", then "))
            }
        }
        Leaf::Directories => {
            let made = service.directories.value.iter();
            let made: Vec<String> = made.map(|one| format!("{} ({:04o})", one.path(), one.mode)).collect();
            if made.is_empty() {
                "has no directories made for it".to_owned()
            } else {
                format!("has {} made for it", made.join(", "))
            }
        }
        Leaf::SupplementaryGroups => {
            let groups: Vec<String> =
                service.supplementary_groups.value.iter().map(ToString::to_string).collect();
            if groups.is_empty() {
                "has no groups besides".to_owned()
            } else {
                format!("has the groups {} besides", groups.join(", "))
            }
        }
        Leaf::Capabilities => capabilities(service.capabilities.value),
        Leaf::Limits => {
            let limits: Vec<String> = service.limits.value.iter().map(limit).collect();
            if limits.is_empty() {
                "has the limits of the manager".to_owned()
            } else {
                format!("has the limits {}", limits.join(", "))
            }
        }
        Leaf::Nice => match service.nice.value {
            Some(level) => format!("has the nice level {level}"),
            None => "has the nice level of the manager".to_owned(),
        },
        Leaf::Scheduling => scheduling(&service.scheduling.value),
        Leaf::OomScore => match service.oom_score.value {
            Some(score) => format!("has the out-of-memory adjustment {score}"),
            None => "has the out-of-memory adjustment of the manager".to_owned(),
        },
        Leaf::NoNewPrivileges => if service.no_new_privileges.value {
            "can gain no privileges"
        } else {
            "can gain privileges by set-user-ID programs"
        }
        .to_owned(),
        Leaf::Directory => match &service.directory.value {
            Directory::Managers => "runs in the directory of the manager".to_owned(),
            Directory::Path(path) => format!("runs in {path}"),
            Directory::Optional(path) => format!("runs in {path} if it exists"),
            Directory::Home => "runs in the home directory of its user".to_owned(),
        },
        Leaf::Umask => match service.umask.value {
            Umask::Managers => "has the umask of the manager".to_owned(),
            Umask::Mask(mask) => format!("has the umask {mask:04o}"),
        },
        Leaf::User => match &service.user.value {
            Some(user) => format!("runs as {user}"),
            None => "runs as the manager's own user".to_owned(),
        },
        Leaf::Group => match &service.group.value {
            ServiceGroup::OfUser => "has the groups of its user".to_owned(),
            ServiceGroup::Named(group) => format!("has the group {group}"),
            ServiceGroup::Besides(group) => format!("has the group {group}, and that of its user as well"),
        },
        Leaf::EnvironmentInherited => match service.inherited.value {
            Inherited::Supervisords => "inherits supervisord's whole environment".to_owned(),
            Inherited::Systemds => "starts with a clean environment".to_owned(),
        },
        Leaf::EnvironmentAssignments => {
            // A report is shown around: it names a secret, and does not tell it.
            let pairs = service.assignments.value.iter().map(|one| {
                let name = one.name.to_string();
                if secret_name::ends_in_one(name.as_bytes()) {
                    format!("{name}=…")
                } else {
                    format!("{name}={}", one.value)
                }
            });
            let pairs: Vec<String> = pairs.collect();
            if pairs.is_empty() {
                "sets no variables".to_owned()
            } else {
                format!("sets {}", pairs.join(", "))
            }
        }
        Leaf::EnvironmentFiles => {
            let read = |file: &EnvironmentFile<'_>| match file.by_shell {
                true => format!("has a shell read {}, to which `A=one two` is a command", file.path),
                false => format!("reads {} as systemd does", file.path),
            };
            match service.files.value.as_slice() {
                [] => "reads no environment files".to_owned(),
                files => files.iter().map(read).collect::<Vec<_>>().join(", "),
            }
        }
        Leaf::EnvironmentIdentity => match service.identity.value {
            Identity::Supervisords => "sees HOME and USER of whoever started supervisord".to_owned(),
            Identity::OfUser => "sees HOME, USER and SHELL of its own user".to_owned(),
            Identity::OfUserButShell => "sees HOME and USER of its own user, but not its SHELL".to_owned(),
            Identity::Unset => "sees no HOME and USER".to_owned(),
        },
        Leaf::RestartEarly if service.restart_early.value == EndingSet::NONE => {
            "never starts again while it does not count as started".to_owned()
        }
        Leaf::RestartLater if service.restart_later.value == EndingSet::NONE => {
            "never starts again".to_owned()
        }
        Leaf::RestartEarly => {
            format!(
                "starts again after {} while it does not count as started",
                service.restart_early.value.describe()
            )
        }
        Leaf::RestartLater => format!("starts again after {}", service.restart_later.value.describe()),
        Leaf::RestartPause if service.restart_pause.value.is_infinite() => {
            "pauses for ever instead of a restart".to_owned()
        }
        Leaf::Expected => format!("ends well with {}", service.expected.value.describe()),
        Leaf::RestartPause => format!("pauses {} before a restart", service.restart_pause.value),
        Leaf::RestartBackoff => match service.restart_backoff.value {
            Backoff::Constant(pause) => format!("pauses {pause} before each attempt"),
            Backoff::Linear { step } => {
                let [second, third] = [2, 3].map(|count| step.times(count));
                format!("pauses {step}, {second}, {third} and so on before attempts")
            }
            Backoff::Geometric { first, steps, longest } => {
                format!("pauses {first} first and {longest} after {steps} attempts")
            }
            Backoff::Never => "never ends early".to_owned(),
        },
        Leaf::GivesUp => match service.gives_up.value {
            GivesUp::Never => "never gives up".to_owned(),
            GivesUp::AfterEarlyEndings { starts, within } => {
                if starts == 1 {
                    format!("gives up after one start that ends within {within}")
                } else {
                    format!("gives up after {starts} starts in a row that end within {within}")
                }
            }
            GivesUp::AfterStarts { starts, interval } if interval.is_infinite() => {
                format!("gives up after {starts} starts, whenever they are and whatever their ends")
            }
            GivesUp::AfterStarts { starts, interval } => {
                if starts == 1 {
                    format!("gives up after one start within {interval}, by hand or not, whatever its end")
                } else {
                    format!(
                        "gives up after {starts} starts within {interval}, those by hand included, whatever their ends"
                    )
                }
            }
        },
        Leaf::Started => match service.started.value {
            Started::AtFork | Started::AfterAlive(Duration::ZERO) => "counts as started at once".to_owned(),
            Started::AtExec => "counts as started once the program runs".to_owned(),
            Started::AfterAlive(alive) => format!("counts as started after {alive}"),
            Started::OnNotify => "counts as started when it says so".to_owned(),
            Started::OnDaemonized => "counts as started when its first process ends".to_owned(),
            Started::OnEnd => "counts as started when it ended well".to_owned(),
        },
        Leaf::OneRun if service.one_run.value.is_empty() => "counts as down after its end".to_owned(),
        Leaf::OneRun => format!("counts as up after {}", service.one_run.value.describe()),
        Leaf::StopCommands => {
            let commands: Vec<String> =
                service.stop_commands.value.commands.iter().map(preparation).collect();
            if commands.is_empty() {
                "runs no command to stop it".to_owned()
            } else {
                format!("runs {} to stop it", commands.join(", then "))
            }
        }
        Leaf::StopSignal => format!("is stopped by {}", crate::signals::name(service.stop_signal.value)),
        Leaf::StopWait if service.stop_wait.value.is_infinite() => {
            "is never killed, however long a stop takes".to_owned()
        }
        Leaf::StopWait => format!("is killed if it has not stopped after {}", service.stop_wait.value),
        Leaf::StopScope => match service.stop_scope.value {
            SignalScope::Main => "signals the main process",
            SignalScope::ProcessGroup => "signals the process group",
            SignalScope::All => "signals every process",
            SignalScope::Nobody => "signals nobody",
        }
        .to_owned(),
        Leaf::StopKill => match service.stop_kill.value {
            KillScope::Main => "kills the main process if it still lives",
            KillScope::ProcessGroup => "kills the process group if the main process still lives",
            KillScope::All => "kills every process that is left",
            KillScope::Nobody => "kills nobody",
        }
        .to_owned(),
        Leaf::StopSurvivors => match service.survivors.value {
            Survivors::Children => "children outlive it",
            Survivors::OtherSessions => "children in sessions of their own outlive a stop",
            Survivors::None => "no child outlives it",
        }
        .to_owned(),
        Leaf::Stdin => match &service.stdin.value {
            Input::Pipe => "reads from a pipe that never ends".to_owned(),
            Input::Null => "reads from /dev/null".to_owned(),
            Input::Terminal => "reads from the terminal".to_owned(),
            Input::File(path) => format!("reads from {path}"),
            Input::Socket => "reads from a socket".to_owned(),
            Input::Data => "reads text that stands in the unit".to_owned(),
        },
        Leaf::Listens => match &service.listens.value {
            None => "is handed no socket".to_owned(),
            Some(Address::Unix(path)) => format!("is handed a socket at {path}"),
            Some(Address::Tcp(host, port)) => format!("is handed a socket on port {port} of {host}"),
            Some(Address::Other(address)) => format!("is handed a socket at {address}"),
        },
        Leaf::ListensOwner => match &service.listens_owner.value {
            None => "no file stands for its socket".to_owned(),
            Some(owner) => {
                let user =
                    owner.user.as_ref().map_or_else(|| "the manager's user".to_owned(), ToString::to_string);
                match &owner.group {
                    ServiceGroup::OfUser => format!("its socket belongs to {user}"),
                    ServiceGroup::Named(group) | ServiceGroup::Besides(group) => {
                        format!("its socket belongs to {user} and the group {group}")
                    }
                }
            }
        },
        Leaf::ListensMode => match service.listens_mode.value {
            None => "no file stands for its socket".to_owned(),
            Some(mode) => format!("its socket has the mode {mode:04o}"),
        },
        Leaf::ListensBacklog => match service.listens_backlog.value {
            None => "as many connections wait at its socket as the system allows".to_owned(),
            Some(count) => format!("{count} connections wait at its socket"),
        },
        Leaf::Stdout => output(&service.stdout.value, &service.name),
        // Where it is joined to is what a reader asks.
        Leaf::Stderr if service.stderr.value == Output::SameAsStdout => {
            format!("{}, like standard output", output(&service.stdout.value, &service.name))
        }
        Leaf::Stderr => output(&service.stderr.value, &service.name),
        Leaf::StdoutRotation => rotation(service.stdout_rotation.value),
        Leaf::StderrRotation => rotation(service.stderr_rotation.value),
        Leaf::LogsMode => match service.logs_mode.value {
            Some(mode) => format!("log files with the access mode {mode:04o}"),
            None => "no log files".to_owned(),
        },
        Leaf::Start => match service.start.value {
            Start::AtBoot => "started with the manager".to_owned(),
            Start::BySocket => "started with the first connection to its socket".to_owned(),
            Start::ByHand => "started by hand".to_owned(),
        },
        Leaf::Timer => {
            let trigger = |one: &Trigger| match one {
                Trigger::Calendar { times, crontab: _ } => format!("at {times}"),
                Trigger::Once(pause) => format!("{pause} after the boot"),
                Trigger::Again(pause) => format!("{pause} after its last run"),
            };
            let triggers: Vec<String> = service.timer.value.triggers.iter().map(trigger).collect();
            if triggers.is_empty() {
                "no timer starts it".to_owned()
            } else {
                format!("a timer starts it {}", triggers.join(", "))
            }
        }
        Leaf::Order => format!("has the rank {}", service.order.value),
        Leaf::Instances => match &service.instances.value {
            Instances::One => "one process".to_owned(),
            Instances::Each(list) => {
                let texts: Vec<&str> = list.iter().map(|one| one.text.as_str()).collect();
                if texts.is_empty() {
                    "no instance".to_owned()
                } else {
                    format!("a process for each of {}", texts.join(", "))
                }
            }
        },
        Leaf::ShownName => format!("shown as {}", service.shown_name.value),
        Leaf::Membership => {
            let groups = service.membership.value.join(", ");
            if groups.is_empty() { "in no group".to_owned() } else { format!("in {groups}") }
        }
    }
}

/// A number that two services share in which a leaf is described by the same words; none for leaves with more to say than a
/// number tells.
#[must_use]
pub fn number(leaf: Leaf, service: &Service<'_>) -> Option<u64> {
    Some(match leaf {
        Leaf::EnvironmentInherited => service.inherited.value as u64,
        Leaf::EnvironmentIdentity => service.identity.value as u64,
        Leaf::Umask => match service.umask.value {
            Umask::Managers => u64::MAX,
            Umask::Mask(mask) => mask.into(),
        },
        Leaf::RestartPause => service.restart_pause.value.micros,
        Leaf::OneRun if service.one_run.value.is_empty() => 0,
        Leaf::StopSignal => service.stop_signal.value.into(),
        Leaf::StopWait => service.stop_wait.value.micros,
        Leaf::StopScope => service.stop_scope.value as u64,
        Leaf::StopKill => service.stop_kill.value as u64,
        Leaf::StopSurvivors => service.survivors.value as u64,
        Leaf::Start => service.start.value as u64,
        _ => return None,
    })
}

fn preparation(one: &Preparation<'_>) -> String {
    let words: Vec<String> = one.command.argv.iter().map(ToString::to_string).collect();
    let may_fail = if one.may_fail { " (it may fail)" } else { "" };
    let rights = if one.keeps_root { " as the manager" } else { "" };
    let otherwise = match one.otherwise {
        None => String::new(),
        Some(Otherwise::Skips) => ", without which there is no start".to_owned(),
        Some(Otherwise::Refuses) => ", without which the start fails".to_owned(),
        Some(Otherwise::Exits(code)) => format!(", without which the program ends with exit code {code}"),
    };
    format!("{}{may_fail}{rights}{otherwise}", words.join(" "))
}

fn limit(limit: &Limit) -> String {
    let number = |value: u64| match value {
        Limit::NONE => "infinity".to_owned(),
        value => value.to_string(),
    };
    let name = limit.resource.option();
    match limit.hard {
        Some(hard) if hard == limit.soft => format!("{name}={}", number(hard)),
        Some(hard) => format!("{name}={}:{}", number(limit.soft), number(hard)),
        None => format!("{name} of at least {}", number(limit.soft)),
    }
}

/// `service`: its name. Where the output goes by that, it is not repeated: many services are then said to do the same.
fn output(output: &Output<'_>, service: &str) -> String {
    let is_own = |name: &Text<'_>| name.as_str() == Some(service);
    match output {
        Output::Automatic => "written to a file that the next start of supervisord deletes".to_owned(),
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
        Output::Null => "thrown away".to_owned(),
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

/// A number of bytes, in the largest unit of supervisord's that it is a whole number of.
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

fn rotation(rotation: Rotation) -> String {
    match rotation {
        Rotation::None => "not rotated".to_owned(),
        Rotation::Size { bytes, backups } => format!("rotated at {}, {}", size(bytes), old_files(backups)),
        Rotation::NowAndThen { bytes, backups } => format!(
            "rotated if above {} when logrotate runs, once a day as a rule, {}",
            size(bytes),
            old_files(backups)
        ),
    }
}
