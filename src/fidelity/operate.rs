//! How the result is operated: the commands of one manager beside those of the other.

use std::collections::{BTreeMap, BTreeSet};

use super::Direction;
use crate::emission::{Emission, SpelledLine, What};
use crate::ir::{Deployment, Instances, Leaf, Output, Service, Start};
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
    let mut list = List { direction, of_user: false, operations: Vec::new(), enabled: Vec::new() };
    if deployment.services.is_empty() && deployment.groups.is_empty() {
        return list.operations;
    }
    let known = Known::of(direction, emission);
    for (index, service) in deployment.services.iter().enumerate() {
        let Some(names) = Process::of(direction, deployment, emission, index) else { continue };
        list.of_user = service.of_user;
        let of = match service.instances.value {
            Instances::One => service.name.clone(),
            Instances::Each(_) => format!("one process of {}", service.name),
        };
        for verb in ["start", "stop", "restart", "status"] {
            let (supervisord, systemd) = (&names.supervisord, &names.systemd);
            list.add(
                format!("{verb} {of}"),
                format!("supervisorctl {verb} {supervisord}"),
                format!("systemctl {verb} {systemd}"),
            );
        }
        if let Some(signal) = reloads.get(index).copied().flatten().and_then(signals::short_name) {
            list.add(
                format!("reload {of}"),
                format!("supervisorctl signal {signal} {}", names.supervisord),
                format!("systemctl reload {}", names.systemd),
            );
        }
        if let Some(stream) = shown(service) {
            let tail = if known.is_containers(index) {
                "docker logs -f CONTAINER".to_owned()
            } else {
                let which = if stream == Leaf::Stderr { " stderr" } else { "" };
                format!("supervisorctl tail -f {}{which}", names.supervisord)
            };
            let journal = match known.log_file(index, stream, &names.systemd) {
                Some(path) => format!("tail -f {path}"),
                None => format!("journalctl -f -u {}", names.systemd),
            };
            list.add(format!("logs of {of}"), tail, journal);
        }
        let at_boot = service.start.value == Start::AtBoot && !known.held_back.contains(&index);
        if let Some(all) = own_group(direction, deployment, emission, index, targets) {
            list.add_group(&service.name, &all, at_boot);
        } else if let Some(several) = Several::of(direction, emission, index, service) {
            list.add_several(&service.name, &several);
        } else if service.membership.value.is_empty() && at_boot && asks_itself(direction, service) {
            list.add_enabled(format!("{of} at boot"), &names.systemd);
        }
    }
    list.of_user = deployment.is_of_user();
    for (index, group) in deployment.groups.iter().enumerate() {
        let Some(target) = emission.groups.get(index) else { continue };
        // Nobody is a member: there is a target, but no group of supervisord's.
        if direction == Direction::ToSupervisord && !known.with_members.contains(&index) {
            continue;
        }
        let all = match direction {
            Direction::ToSystemd => {
                Whole { supervisord: group.name.clone(), systemd: format!("{target}.target") }
            }
            Direction::ToSupervisord => {
                Whole { supervisord: target.clone(), systemd: format!("{}.target", group.name) }
            }
        };
        list.add_group(&group.name, &all, group.at_boot && known.groups_at_boot.contains(&index));
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

/// The stream that a person looks at: standard output, and the other one where that goes nowhere. None where both do.
fn shown(service: &Service<'_>) -> Option<Leaf> {
    match (&service.stdout.value, &service.stderr.value) {
        (Output::Null, Output::Null | Output::SameAsStdout) => None,
        (Output::Null, _) => Some(Leaf::Stderr),
        _ => Some(Leaf::Stdout),
    }
}

/// What of the emission decides about commands, by service and by group: a deployment may have thousands.
struct Known<'e> {
    direction: Direction,
    /// The lines that say where each stream goes.
    streams: BTreeMap<(usize, Leaf), Vec<&'e SpelledLine>>,
    /// Units that wait for a person: they have no `[Install]` yet that could be enabled.
    held_back: BTreeSet<usize>,
    with_members: BTreeSet<usize>,
    groups_at_boot: BTreeSet<usize>,
}

impl<'e> Known<'e> {
    fn of(direction: Direction, emission: &'e Emission) -> Self {
        let mut known = Self {
            direction,
            streams: BTreeMap::new(),
            held_back: BTreeSet::new(),
            with_members: BTreeSet::new(),
            groups_at_boot: BTreeSet::new(),
        };
        for one in &emission.spelled {
            match one.what {
                What::Leaf(service, leaf @ (Leaf::Stdout | Leaf::Stderr)) => {
                    known.streams.entry((service, leaf)).or_default().push(&one.line);
                }
                What::Members(group) => _ = known.with_members.insert(group),
                What::AtBoot(group) => _ = known.groups_at_boot.insert(group),
                _ => {}
            }
        }
        for note in &emission.unspelled {
            if let What::Leaf(service, Leaf::Start) = note.what
                && note.manual
                && direction == Direction::ToSystemd
            {
                known.held_back.insert(service);
            }
        }
        known
    }

    fn lines(&self, service: usize, stream: Leaf) -> impl Iterator<Item = &'e SpelledLine> {
        self.streams.get(&(service, stream)).into_iter().flatten().copied()
    }

    /// The file that a stream of a unit is appended to, where it is a plain word to a shell.
    fn log_file(&self, service: usize, stream: Leaf, unit: &str) -> Option<String> {
        let setting = if stream == Leaf::Stderr { "StandardError" } else { "StandardOutput" };
        let line = self
            .lines(service, stream)
            .find(|line| self.direction == Direction::ToSystemd && line.setting == setting)?;
        let path = line.value.strip_prefix("append:")?;
        let instance =
            unit.split_once('@').and_then(|(_, rest)| rest.strip_suffix(".service")).unwrap_or_default();
        let path = path.replace("%i", instance);
        let is_plain =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | '+' | ',' | ':' | '@');
        path.chars().all(is_plain).then_some(path)
    }

    /// Whether a program's output goes to the container's own log, of which supervisord can show nothing.
    fn is_containers(&self, service: usize) -> bool {
        let is_own = |line: &SpelledLine| {
            line.setting == "stdout_logfile" && matches!(&*line.value, "/dev/stdout" | "/dev/fd/1")
        };
        self.direction == Direction::ToSupervisord && self.lines(service, Leaf::Stdout).any(is_own)
    }
}

/// The operations so far; each is given as supervisord's command and systemd's, whichever way the translation goes.
struct List {
    direction: Direction,
    /// Whether the manager of a user is asked.
    of_user: bool,
    operations: Vec<Operation>,
    /// The units that are started at boot.
    enabled: Vec<String>,
}

impl List {
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

    fn add_enabled(&mut self, task: String, unit: &str) {
        self.add(task, "autostart=true".to_owned(), format!("systemctl enable {unit}"));
        self.enabled.push(unit.to_owned());
    }

    fn add_several(&mut self, name: &str, all: &Several) {
        for verb in ["start", "stop", "restart", "status"] {
            self.add(
                format!("{verb} all of {name}"),
                format!("supervisorctl {verb} {}", all.supervisord),
                format!("systemctl {verb} {}", all.systemd),
            );
        }
    }

    fn add_group(&mut self, name: &str, all: &Whole, at_boot: bool) {
        let Whole { supervisord, systemd } = all;
        for verb in ["start", "stop", "restart"] {
            self.add(
                format!("{verb} all of {name}"),
                format!("supervisorctl {verb} '{supervisord}:*'"),
                format!("systemctl {verb} {systemd}"),
            );
        }
        self.add(
            format!("status of all of {name}"),
            format!("supervisorctl status '{supervisord}:*'"),
            format!("systemctl list-dependencies {systemd}"),
        );
        if at_boot {
            self.add_enabled(format!("all of {name} at boot"), systemd);
        }
    }
}

/// What a group is called on both sides.
struct Whole {
    supervisord: String,
    systemd: String,
}

/// What one process is called on both sides: the first, where there are several.
struct Process {
    supervisord: String,
    systemd: String,
}

impl Process {
    fn of(
        direction: Direction,
        deployment: &Deployment<'_>,
        emission: &Emission,
        index: usize,
    ) -> Option<Self> {
        let service = deployment.services.get(index)?;
        let target = emission.names.get(index)?.each.first()?.clone();
        Some(match direction {
            Direction::ToSystemd => Self { supervisord: process_of_supervisord(service), systemd: target },
            Direction::ToSupervisord => Self { supervisord: target, systemd: unit_of_systemd(service) },
        })
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

/// Whether a service is started at boot because its own file says so, and not only because a target does that is.
fn asks_itself(direction: Direction, service: &Service<'_>) -> bool {
    let from = &service.start.from;
    direction == Direction::ToSystemd || from.is_default() || from.iter().any(|id| id.file == service.place.0)
}

/// The group that a service with several processes forms by itself; none if another group gathers them, or none does.
fn own_group(
    direction: Direction,
    deployment: &Deployment<'_>,
    emission: &Emission,
    index: usize,
    targets: &[bool],
) -> Option<Whole> {
    let service = deployment.services.get(index)?;
    if !matches!(service.instances.value, Instances::Each(_)) || !service.membership.value.is_empty() {
        return None;
    }
    let names = emission.names.get(index)?;
    match direction {
        Direction::ToSystemd => Some(Whole { supervisord: service.name.clone(), systemd: names.all.clone() }),
        Direction::ToSupervisord => {
            let has_target = targets.get(index).is_some_and(|given| *given)
                && !deployment.groups.iter().any(|group| group.name == service.name);
            let [program] = names.services.as_slice() else { return None };
            let systemd = format!("{}.target", service.name);
            has_target.then(|| Whole { supervisord: program.clone(), systemd })
        }
    }
}

/// Several processes that no target gathers, and each is a program of its own.
struct Several {
    supervisord: String,
    systemd: String,
}

impl Several {
    fn of(direction: Direction, emission: &Emission, index: usize, service: &Service<'_>) -> Option<Self> {
        let Instances::Each(all) = &service.instances.value else { return None };
        let is_few = (2..=MOST).contains(&all.len());
        if direction == Direction::ToSystemd || !service.membership.value.is_empty() || !is_few {
            return None;
        }
        let units: Vec<String> =
            all.iter().map(|one| format!("{}@{}.service", service.name, one.text)).collect();
        Some(Self { supervisord: emission.names.get(index)?.each.join(" "), systemd: units.join(" ") })
    }
}
