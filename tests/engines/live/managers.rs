//! A common interface for both managers.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use super::case::{Act, Case};
use super::machine::Machine;
use super::seen::{self, State, Step};
use super::supervisord::Supervisord;
use super::systemd;
use super::translated::{Process, Translated};

/// One of the two managers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manager {
    Supervisord,
    Systemd,
}

/// One of the managers while it runs a case.
pub(super) struct Managers<'m> {
    machine: &'m Machine,
    case: &'m Case,
    processes: Vec<Process>,
    /// `None` for systemd, which always runs.
    supervisord: Option<Supervisord>,
    answer: Option<String>,
    /// The processes that a stop ended, and when each of them was gone.
    ends: Vec<(u64, f64)>,
}

impl<'m> Managers<'m> {
    /// Starts the case under the manager: everything that starts with the manager is started.
    pub(super) fn start(
        machine: &'m Machine,
        case: &'m Case,
        translated: &Translated<'_>,
        manager: Manager,
    ) -> Self {
        let files = translated.files(manager);
        let supervisord = match manager {
            Manager::Supervisord => Some(Supervisord::start(machine, case, &files[0].1)),
            Manager::Systemd => {
                systemd::install(machine, files);
                // Whatever can be enabled is, as before a boot.
                let enabled = files.iter().filter(|(name, text)| {
                    let is_unit = !name.ends_with(".env") && !name.contains(".d/");
                    text.contains("[Install]") && !name.contains("@.") && is_unit
                });
                let instances = files.iter().filter_map(|(name, text)| {
                    let (prefix, kind) = name.split_once("@.")?;
                    let instance = text.lines().find_map(|line| line.strip_prefix("DefaultInstance="))?;
                    Some(format!("{prefix}@{instance}.{kind}"))
                });
                let enabled: Vec<String> = enabled.map(|(name, _)| name.clone()).chain(instances).collect();
                systemd::start(machine, case.name, &enabled);
                None
            }
        };
        Self { machine, case, processes: translated.processes(), supervisord, answer: None, ends: Vec::new() }
    }

    fn process(&self, probe: &str) -> &Process {
        self.processes.iter().find(|process| process.probe == probe).unwrap()
    }

    pub(super) fn act(&mut self, act: Act, directory: &Path) {
        self.answer = None;
        let Act::Stop(name) = act else { return self.act_unwatched(act, directory) };
        let runs = seen::runs(directory, &[name.to_owned()], |pid| self.machine.lives(pid));
        let Some(pid) = runs.get(name).and_then(|runs| runs.last()).map(|run| run.pid) else {
            return self.act_unwatched(act, directory);
        };
        let machine = self.machine;
        // The manager reports late on a busy machine.
        let end = std::thread::scope(|scope| {
            let watch = scope.spawn(|| {
                for _ in 0..1500 {
                    if !machine.lives(pid) {
                        return Some(uptime());
                    }
                    sleep(Duration::from_millis(10));
                }
                None
            });
            self.act_unwatched(act, directory);
            watch.join().unwrap()
        });
        self.ends.extend(end.map(|end| (pid, end)));
    }

    fn act_unwatched(&mut self, act: Act, directory: &Path) {
        match (act, &self.supervisord) {
            (Act::Wait(seconds), _) => sleep(Duration::from_secs_f64(seconds)),
            (Act::Kill(name, signal), _) => {
                // A child's name begins with that of its parent.
                let parent = name.split('.').next().unwrap_or_default().to_owned();
                let runs = seen::runs(directory, &[parent], |pid| self.machine.lives(pid));
                let last = runs.get(name).and_then(|runs| runs.last()).unwrap();
                self.machine.kill(signal, &[last.pid.to_string()]);
                sleep(Duration::from_millis(200));
            }
            (Act::ShutDown, Some(supervisord)) => {
                supervisord.call("shutdown", &[]);
                self.wait_for_the_end(directory);
            }
            (Act::ShutDown, None) => {
                let units = self.processes.iter().map(|process| process.unit.as_str());
                systemd::shut_down(self.machine, self.case.name, &units.collect::<Vec<_>>());
                self.wait_for_the_end(directory);
            }
            (Act::Connect(path), _) => {
                let mut answer = String::new();
                let connected = UnixStream::connect(directory.join(path)).and_then(|mut stream| {
                    stream.set_read_timeout(Some(Duration::from_secs(2)))?;
                    stream.read_to_string(&mut answer)
                });
                self.answer = Some(connected.map_or_else(|error| error.kind().to_string(), |_| answer));
            }
            (Act::Stop(name), Some(supervisord)) => {
                supervisord.call("stopProcess", &[&self.process(name).supervisord, "true"]);
            }
            (Act::Stop(name), None) => {
                self.machine.run(&["systemctl", "stop", &self.process(name).unit]);
            }
            (Act::Start(name), Some(supervisord)) => {
                supervisord.call("startProcess", &[&self.process(name).supervisord, "false"]);
                sleep(Duration::from_millis(300));
            }
            (Act::Start(name), None) => {
                self.machine.run(&["systemctl", "start", "--no-block", &self.process(name).unit]);
                sleep(Duration::from_millis(300));
            }
            (Act::StopGroup(group, _), Some(supervisord)) => {
                supervisord.call("stopProcessGroup", &[group, "true"]);
            }
            (Act::StopGroup(_, target), None) => {
                self.machine.run(&["systemctl", "stop", target]);
                sleep(Duration::from_millis(300));
            }
            (Act::StartGroup(group, _), Some(supervisord)) => {
                supervisord.call("startProcessGroup", &[group, "false"]);
                sleep(Duration::from_millis(300));
            }
            (Act::StartGroup(_, target), None) => {
                self.machine.run(&["systemctl", "start", target]);
                sleep(Duration::from_millis(300));
            }
        }
    }

    fn wait_for_the_end(&self, directory: &Path) {
        let names: Vec<String> = self.processes.iter().map(|process| process.probe.clone()).collect();
        for _ in 0..500 {
            let runs = seen::runs(directory, &names, |pid| self.machine.lives(pid));
            if runs.values().flatten().all(|run| !run.lives) {
                return;
            }
            sleep(Duration::from_millis(20));
        }
    }

    /// The state after an act.
    pub(super) fn step(&self, act: Option<Act>) -> Step {
        if matches!(act, Some(Act::ShutDown)) {
            // The manager is gone.
            return Step { states: BTreeMap::new(), failed: BTreeSet::new(), answer: None };
        }
        let (states, failed) = self.states();
        Step { states, failed, answer: self.answer.clone() }
    }

    /// The processes that a stop ended, and when each of them was gone.
    pub(super) fn ends(&self) -> Vec<(u64, f64)> {
        self.ends.clone()
    }

    /// The names under which the manager knows the processes.
    pub(super) fn names(&self) -> Vec<String> {
        let name = |process: &Process| match &self.supervisord {
            Some(_) => process.supervisord.rsplit(':').next().unwrap_or_default().to_owned(),
            None => process.unit.trim_end_matches(".service").to_owned(),
        };
        self.processes.iter().map(name).collect()
    }

    /// The queue lengths of the sockets that processes read from.
    pub(super) fn queues(&self, is_compared: bool) -> Vec<(u64, String)> {
        if !is_compared {
            return Vec::new();
        }
        let shown =
            self.machine.run(&["ss", "--no-header", "--listening", "--unix", "--numeric", "--processes"]);
        let mut queues = Vec::new();
        for line in shown.lines() {
            // Netid, state, receive queue, send queue: for listening sockets, the last is the limit.
            let most = line.split_whitespace().nth(3).unwrap_or_default();
            let pids = line.split("pid=").skip(1).filter_map(|rest| rest.split(',').next()?.parse().ok());
            queues.extend(pids.map(|pid| (pid, most.to_owned())));
        }
        queues
    }

    /// The states, and the processes that have failed.
    fn states(&self) -> (BTreeMap<String, State>, BTreeSet<String>) {
        let probes = || self.processes.iter().map(|process| process.probe.clone());
        let Some(supervisord) = &self.supervisord else {
            let units: Vec<&str> = self.processes.iter().map(|process| process.unit.as_str()).collect();
            let states = systemd::states(self.machine, &units);
            let state = |[active, sub, _]: &[String; 3]| match (active.as_str(), sub.as_str()) {
                ("active" | "reloading", _) => State::Up,
                ("activating", "auto-restart") => State::Between,
                ("activating", _) => State::Starting,
                ("deactivating", _) => State::Stopping,
                _ => State::Down,
            };
            let failed = probes().zip(&states).filter(|(_, [active, _, _])| active == "failed");
            return (
                probes().zip(states.iter().map(state)).collect(),
                failed.map(|(name, _)| name).collect(),
            );
        };
        let states = supervisord.states();
        let own = |process: &Process| {
            let of = |(name, _): &&(String, [String; 2])| {
                *name == process.supervisord || name.rsplit(':').next() == Some(&process.supervisord)
            };
            states
                .iter()
                .find(of)
                .map(|(_, own)| own)
                .unwrap_or_else(|| panic!("no {process:?} in {states:?}"))
        };
        let state = |process: &Process| {
            let [state, _] = own(process);
            match state.as_str() {
                "RUNNING" => State::Up,
                "STARTING" => State::Starting,
                "BACKOFF" => State::Between,
                "STOPPING" => State::Stopping,
                _ => State::Down,
            }
        };
        // The error is set for an unexpected ending (`finish` in process.py).
        let failed = self.processes.iter().filter(|process| {
            let [state, error] = own(process);
            state == "FATAL" || state == "EXITED" && !error.is_empty()
        });
        let failed = failed.map(|process| process.probe.clone()).collect();
        (probes().zip(self.processes.iter().map(state)).collect(), failed)
    }

    /// What the probes wrote to the journal; only read if the case needs it.
    pub(super) fn journal(&self) -> Vec<(String, String)> {
        use sysvisor::ir::Leaf;
        let needs_journal = |leaf: &Leaf| matches!(leaf, Leaf::Stdout | Leaf::Stderr | Leaf::ShownName);
        if !self.case.same.iter().chain(self.case.differs).any(needs_journal) {
            return Vec::new();
        }
        let is_ours = |unit: &str| self.processes.iter().any(|process| process.unit == unit);
        let is_from_a_probe =
            |message: &str| self.processes.iter().any(|process| message.contains(&process.probe));
        systemd::journal(self.machine)
            .into_iter()
            .filter(|line| is_ours(&line.unit) == self.supervisord.is_none())
            // Only the output of a program: the managers write about it as well.
            .filter(|line| is_from_a_probe(&line.message) && line.message.contains("-said"))
            .map(|line| (line.identifier, line.message))
            .collect()
    }

    /// Ends everything immediately.
    pub(super) fn end(self, directory: &Path) {
        let names: Vec<String> = self.processes.iter().map(|process| process.probe.clone()).collect();
        match self.supervisord {
            Some(supervisord) => supervisord.kill(self.machine, self.case),
            None => {
                let units = self.processes.iter().map(|process| process.unit.as_str());
                let words: Vec<&str> =
                    ["systemctl", "stop", "--no-block", "--quiet"].into_iter().chain(units).collect();
                // A unit that never existed does not matter here.
                let _ = self.machine.inside(words[0]).args(&words[1..]).output();
            }
        }
        let runs = seen::runs(directory, &names, |pid| self.machine.lives(pid));
        let left: Vec<String> =
            runs.values().flatten().filter(|run| run.lives).map(|run| run.pid.to_string()).collect();
        self.machine.kill("KILL", &left);
    }
}

/// The clock of the probes.
fn uptime() -> f64 {
    let uptime = std::fs::read_to_string("/proc/uptime").unwrap();
    uptime.split(' ').next().unwrap().parse().unwrap()
}
