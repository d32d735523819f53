//! How the result is operated: the commands of one manager beside those of the other.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::Direction;
use crate::emission::{Emission, SpelledLine, What};
use crate::ir::{Deployment, Group, Instances, Leaf, Output, Service, Start};
use crate::signals;

/// A task with the command that did it before and the one that does it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// What is done: `start my-app`.
    pub task: String,
    /// The command of the source's manager.
    pub from: String,
    /// The command of the target's manager.
    pub to: String,
}

/// The task of the command that starts everything that is started at boot, now and from now on.
pub(crate) const ALL_AT_BOOT: &str = "all at boot, and now";

/// So many instances are named in one command.
const MOST: usize = 5;

/// The commands that correspond. `reloads`: for each service the signal that a reload is, where it is one; `targets`: whether
/// the source has a target of its name.
#[must_use]
pub(crate) fn operations(
    direction: Direction,
    deployment: &Deployment<'_>,
    emission: &Emission,
    reloads: &[Option<u8>],
    targets: &[bool],
) -> Vec<Operation> {
    let mut list = List {
        direction,
        deployment,
        emission,
        known: Known::of(direction, emission),
        of_user: false,
        operations: Vec::new(),
        enabled: Vec::new(),
    };
    if deployment.services.is_empty() && deployment.groups.is_empty() {
        return list.operations;
    }
    for (index, service) in deployment.services.iter().enumerate() {
        list.of_user = service.of_user;
        let reload = reloads.get(index).copied().flatten();
        let has_target = targets.get(index).is_some_and(|given| *given);
        list.add_service(index, service, reload, has_target);
    }
    list.of_user = deployment.is_of_user();
    for (index, group) in deployment.groups.iter().enumerate() {
        list.add_group(index, group);
    }
    list.add(
        "take over a changed configuration".to_owned(),
        "supervisorctl update".to_owned(),
        "systemctl daemon-reload".to_owned(),
    );
    // supervisord starts what is new when it takes over the configuration; systemd has to be asked.
    if direction == Direction::ToSystemd && list.enabled.len() > 1 {
        let enable = format!("systemctl enable --now {}", list.enabled.join(" "));
        list.add(ALL_AT_BOOT.to_owned(), "autostart=true".to_owned(), enable);
    }
    list.operations
}

/// What of the emission decides about commands, by service and by group: a deployment may have thousands.
struct Known<'e> {
    /// The lines that say where each stream goes.
    streams: BTreeMap<(usize, Leaf), Vec<&'e SpelledLine>>,
    /// The socket units of services.
    sockets: BTreeMap<usize, &'e str>,
    /// Units that wait for a person: they have no `[Install]` yet that could be enabled.
    held_back: BTreeSet<usize>,
    with_members: BTreeSet<usize>,
    groups_at_boot: BTreeSet<usize>,
}

impl<'e> Known<'e> {
    fn of(direction: Direction, emission: &'e Emission) -> Self {
        let mut known = Self {
            streams: BTreeMap::new(),
            sockets: BTreeMap::new(),
            held_back: BTreeSet::new(),
            with_members: BTreeSet::new(),
            groups_at_boot: BTreeSet::new(),
        };
        for one in &emission.spelled {
            match one.what {
                What::Leaf(service, leaf @ (Leaf::Stdout | Leaf::Stderr)) => {
                    known.streams.entry((service, leaf)).or_default().push(&one.line);
                }
                What::Leaf(service, Leaf::Listens) if one.line.file.ends_with(".socket") => {
                    known.sockets.insert(service, &*one.line.file);
                }
                What::Members(group) => _ = known.with_members.insert(group),
                What::AtBoot(group) => _ = known.groups_at_boot.insert(group),
                _ => {}
            }
        }
        for note in emission.unspelled.iter().filter(|note| note.manual) {
            if let (What::Leaf(service, Leaf::Start), Direction::ToSystemd) = (note.what, direction) {
                known.held_back.insert(service);
            }
        }
        known
    }

    /// The lines that say where a stream of a service goes.
    fn of_stream(&self, service: usize, stream: Leaf) -> impl Iterator<Item = &'e SpelledLine> {
        self.streams.get(&(service, stream)).into_iter().flatten().copied()
    }
}

/// The operations so far; each is given as supervisord's command and systemd's, whichever way the translation goes.
struct List<'l> {
    direction: Direction,
    deployment: &'l Deployment<'l>,
    emission: &'l Emission,
    known: Known<'l>,
    /// Whether the manager of a user is asked.
    of_user: bool,
    operations: Vec<Operation>,
    /// The units that are started at boot, as words of a command.
    enabled: Vec<String>,
}

impl List<'_> {
    fn add(&mut self, task: String, supervisord: String, mut systemd: String) {
        if self.of_user {
            for program in ["systemctl", "journalctl"] {
                if let Some(rest) = systemd.strip_prefix(program) {
                    systemd = format!("{program} --user{rest}");
                }
            }
        }
        let (from, to) = match self.direction {
            Direction::ToSystemd => (supervisord, systemd),
            Direction::ToSupervisord => (systemd, supervisord),
        };
        self.operations.push(Operation { task, from, to });
    }

    /// The same verbs of both programs: `what` is what is started, `supervisord` and `systemd` are words of a command.
    fn add_verbs(&mut self, verbs: &[&str], what: &str, supervisord: &str, systemd: &str) {
        for verb in verbs {
            self.add(
                format!("{verb} {what}"),
                format!("supervisorctl {verb} {supervisord}"),
                format!("systemctl {verb} {systemd}"),
            );
        }
    }

    fn add_enabled(&mut self, task: String, unit: &str) {
        self.add(task, "autostart=true".to_owned(), format!("systemctl enable {unit}"));
        self.enabled.push(unit.to_owned());
    }

    fn add_service(&mut self, index: usize, service: &Service<'_>, reload: Option<u8>, has_target: bool) {
        let Some(process) = self.process(index, service) else { return };
        let of = match service.instances.value {
            Instances::One => service.name.clone(),
            Instances::Each(_) => format!("one process of {}", service.name),
        };
        let (supervisord, systemd) = (shell_word(&process.supervisord), shell_word(&process.systemd));
        // A connection starts the service again as long as its socket is there; supervisord closes it.
        let stopped = match self.known.sockets.get(&index) {
            Some(socket) => Cow::Owned(format!("{} {systemd}", shell_word(socket))),
            None => Cow::Borrowed(&*systemd),
        };
        self.add_verbs(&["start"], &of, &supervisord, &systemd);
        self.add_verbs(&["stop"], &of, &supervisord, &stopped);
        self.add_verbs(&["restart", "status"], &of, &supervisord, &systemd);
        if let Some(signal) = reload.and_then(signals::short_name) {
            self.add(
                format!("reload {of}"),
                format!("supervisorctl signal {signal} {supervisord}"),
                format!("systemctl reload {systemd}"),
            );
        }
        if let Some(stream) = shown(service) {
            let tail = if self.is_containers(index) {
                "docker logs -f CONTAINER".to_owned()
            } else {
                let which = if stream == Leaf::Stderr { " stderr" } else { "" };
                format!("supervisorctl tail -f {supervisord}{which}")
            };
            let journal = match self.log_file(index, stream, &process.systemd) {
                Some(path) => format!("tail -f {}", shell_word(&path)),
                None => format!("journalctl -f -u {systemd}"),
            };
            self.add(format!("logs of {of}"), tail, journal);
        }
        let at_boot = service.start.value == Start::AtBoot && !self.known.held_back.contains(&index);
        if let Some(all) = self.own_group(index, service, has_target) {
            self.add_whole(&service.name, &all, at_boot);
        } else if let Some(each) = self.several(index, service) {
            let verbs = ["start", "stop", "restart", "status"];
            let what = format!("all of {}", service.name);
            self.add_verbs(&verbs, &what, &each.supervisord, &each.systemd);
        } else if service.membership.value.is_empty() && at_boot && self.asks_itself(service) {
            self.add_enabled(format!("{of} at boot"), &systemd);
        }
    }

    fn add_group(&mut self, index: usize, group: &Group) {
        let Some(target) = self.emission.groups.get(index) else { return };
        // Nobody is a member: there is a target, but no group of supervisord's.
        if self.direction == Direction::ToSupervisord && !self.known.with_members.contains(&index) {
            return;
        }
        let own = group.name.clone();
        let all = match self.direction {
            Direction::ToSystemd => Names { supervisord: own, systemd: format!("{target}.target") },
            Direction::ToSupervisord => {
                Names { supervisord: target.clone(), systemd: format!("{own}.target") }
            }
        };
        let at_boot = group.at_boot && self.known.groups_at_boot.contains(&index);
        self.add_whole(&group.name, &all, at_boot);
    }

    /// What is done with a group as one.
    fn add_whole(&mut self, name: &str, all: &Names, at_boot: bool) {
        let processes = format!("{}:*", all.supervisord);
        let (supervisord, systemd) = (shell_word(&processes), shell_word(&all.systemd));
        self.add_verbs(&["start", "stop", "restart"], &format!("all of {name}"), &supervisord, &systemd);
        self.add(
            format!("status of all of {name}"),
            format!("supervisorctl status {supervisord}"),
            format!("systemctl list-dependencies {systemd}"),
        );
        if at_boot {
            self.add_enabled(format!("all of {name} at boot"), &systemd);
        }
    }

    /// The names of one process of a service: the first, where there are several.
    fn process(&self, index: usize, service: &Service<'_>) -> Option<Names> {
        let target = self.emission.names.get(index)?.each.first()?.clone();
        Some(match self.direction {
            Direction::ToSystemd => Names { supervisord: process_of_supervisord(service), systemd: target },
            Direction::ToSupervisord => Names { supervisord: target, systemd: unit_of_systemd(service) },
        })
    }

    /// The file that a stream of a unit is appended to.
    fn log_file(&self, index: usize, stream: Leaf, unit: &str) -> Option<String> {
        let setting = if stream == Leaf::Stderr { "StandardError" } else { "StandardOutput" };
        let line = self.known.of_stream(index, stream).find(|line| line.setting == setting)?;
        let path = line.value.strip_prefix("append:").filter(|_| self.direction == Direction::ToSystemd)?;
        let instance = unit.split_once('@').and_then(|(_, rest)| rest.strip_suffix(".service"));
        let path = path.replace("%i", instance.unwrap_or_default());
        // Other specifiers are systemd's to fill in.
        (!path.contains('%')).then_some(path)
    }

    /// Whether a program's output goes to the container's own log, of which supervisord can show nothing.
    fn is_containers(&self, index: usize) -> bool {
        self.direction == Direction::ToSupervisord
            && self.known.of_stream(index, Leaf::Stdout).any(|line| {
                line.setting == "stdout_logfile" && matches!(&*line.value, "/dev/stdout" | "/dev/fd/1")
            })
    }

    /// Whether a service is started at boot because its own file says so, and not only because a target does that is.
    fn asks_itself(&self, service: &Service<'_>) -> bool {
        let from = &service.start.from;
        self.direction == Direction::ToSystemd
            || from.is_default()
            || from.iter().any(|id| id.file == service.place.0)
    }

    /// The group that a service with several processes forms by itself; none if another group gathers them, or none does.
    fn own_group(&self, index: usize, service: &Service<'_>, has_target: bool) -> Option<Names> {
        if !matches!(service.instances.value, Instances::Each(_)) || !service.membership.value.is_empty() {
            return None;
        }
        let names = self.emission.names.get(index)?;
        match self.direction {
            Direction::ToSystemd => {
                Some(Names { supervisord: service.name.clone(), systemd: names.all.clone() })
            }
            Direction::ToSupervisord => {
                let is_given = self.deployment.groups.iter().any(|group| group.name == service.name);
                let [program] = names.services.as_slice() else { return None };
                let systemd = format!("{}.target", service.name);
                (has_target && !is_given).then(|| Names { supervisord: program.clone(), systemd })
            }
        }
    }

    /// Several processes that no target gathers, and each is a program of its own: all of them, as words of a command.
    fn several(&self, index: usize, service: &Service<'_>) -> Option<Names> {
        let Instances::Each(all) = &service.instances.value else { return None };
        let is_few = (2..=MOST).contains(&all.len());
        if self.direction == Direction::ToSystemd || !service.membership.value.is_empty() || !is_few {
            return None;
        }
        let units = all.iter().map(|one| format!("{}@{}.service", service.name, one.text));
        let programs = self.emission.names.get(index)?.each.iter().cloned();
        Some(Names { supervisord: shell_words(programs), systemd: shell_words(units) })
    }
}

/// What something is called on both sides.
struct Names {
    supervisord: String,
    systemd: String,
}

/// A name as a shell takes it: units have backslashes (`dev-x\x2dy.service`), programs may have nearly anything.
fn shell_word(name: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-+,:@%=".contains(c);
    if !name.is_empty() && name.chars().all(is_plain) {
        return Cow::Borrowed(name);
    }
    Cow::Owned(format!("'{}'", name.replace('\'', r"'\''")))
}

fn shell_words(names: impl Iterator<Item = String>) -> String {
    names.map(|name| shell_word(&name).into_owned()).collect::<Vec<_>>().join(" ")
}

/// The stream that a person looks at: standard output, and the other one where that goes nowhere. None where both do.
fn shown(service: &Service<'_>) -> Option<Leaf> {
    match (&service.stdout.value, &service.stderr.value) {
        (Output::Null, Output::Null | Output::SameAsStdout) => None,
        (Output::Null, _) => Some(Leaf::Stderr),
        _ => Some(Leaf::Stdout),
    }
}

/// `group:process`, or the one name where both are the same.
fn process_of_supervisord(service: &Service<'_>) -> String {
    let group = service.membership.value.first().unwrap_or(&service.name);
    let shown = match &service.instances.value {
        Instances::One => service.shown_name.value.to_string(),
        Instances::Each(list) => list.first().map(|one| one.shown.clone()).unwrap_or_default(),
    };
    if *group == shown { shown } else { format!("{group}:{shown}") }
}

fn unit_of_systemd(service: &Service<'_>) -> String {
    match &service.instances.value {
        Instances::One => format!("{}.service", service.name),
        Instances::Each(list) => {
            // No template runs by itself.
            let text = list.first().map_or("INSTANCE", |one| one.text.as_str());
            format!("{}@{text}.service", service.name)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_word_to_a_shell() {
        for (name, word) in [
            ("web:web_01", "web:web_01"),
            ("worker@1.service", "worker@1.service"),
            (r"a\x2db.service", r"'a\x2db.service'"),
            ("web:*", "'web:*'"),
            ("we'b", r"'we'\''b'"),
            ("", "''"),
        ] {
            assert_eq!(shell_word(name), word);
        }
    }
}
