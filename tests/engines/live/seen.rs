//! What the probes and the outside observed of one case under one manager.

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use serde_json::Value;

/// All observations.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// The runs of each probe, in order; children are `NAME.child-KIND`.
    pub(super) runs: BTreeMap<String, Vec<Run>>,
    /// The processes that were observed to be gone, and when.
    pub(super) ends: Vec<(u64, f64)>,
    /// The state before the first act and after each one.
    pub(super) steps: Vec<Step>,
    /// The files below `/out/logs` whose names begin with that of the case.
    pub(super) files: BTreeMap<String, LogFile>,
    /// The lines that probes of the case wrote to the journal: the identifier and the message.
    pub(super) journal: Vec<(String, String)>,
    /// The sockets of the case: name, owner, mode.
    pub(super) sockets: Vec<(String, (u32, u32), u32)>,
    /// The queue length of the socket that a process reads from, with the process's PID.
    pub(super) queues: Vec<(u64, String)>,
    /// The names under which the manager knows the processes.
    pub(super) names: Vec<String>,
}

/// One process.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) pid: u64,
    pub(super) start: f64,
    /// What it observed of itself when it started.
    pub(super) seen: Value,
    /// The events that it recorded later.
    pub(super) events: Vec<Value>,
    /// Whether it was alive at the end of the case.
    pub(super) lives: bool,
}

/// The state after an act.
#[derive(Debug)]
pub(super) struct Step {
    /// The state of each process according to the manager.
    pub(super) states: BTreeMap<String, State>,
    /// The processes whose last ending is a failure according to the manager.
    pub(super) failed: BTreeSet<String>,
    /// The response that a client got.
    pub(super) answer: Option<String>,
}

/// The states that both managers can report for a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    /// supervisord: STARTING; systemd: activating, but not between two runs.
    Starting,
    /// supervisord: RUNNING; systemd: active.
    Up,
    /// supervisord: BACKOFF; systemd: activating (auto-restart).
    Between,
    /// supervisord: EXITED, STOPPED, FATAL; systemd: inactive, failed.
    Down,
    /// supervisord: STOPPING; systemd: deactivating.
    Stopping,
}

/// A file that a manager or a program wrote.
#[derive(Debug)]
pub(super) struct LogFile {
    pub(super) text: String,
    pub(super) owner: (u32, u32),
    pub(super) mode: u32,
}

impl Run {
    /// The signals that it received, in order, without SIGCONT, which only wakes stopped processes (S2).
    pub(super) fn signals(&self) -> Vec<&str> {
        let signals = self.events.iter().filter(|event| event["event"] == "signal");
        signals.filter_map(|event| event["signal"].as_str()).filter(|signal| *signal != "CONT").collect()
    }

    /// The time of the first signal.
    pub(super) fn signalled(&self) -> Option<f64> {
        self.events.iter().find(|event| event["event"] == "signal").and_then(|event| event["time"].as_f64())
    }

    /// The time at which it reported its end.
    pub(super) fn end(&self) -> Option<f64> {
        self.events.iter().rfind(|event| event["event"] == "end").and_then(|event| event["time"].as_f64())
    }
}

/// What the probes with these names wrote to the directory of one manager.
pub(super) fn runs(
    directory: &Path,
    names: &[String],
    lives: impl Fn(u64) -> bool,
) -> BTreeMap<String, Vec<Run>> {
    let mut runs: BTreeMap<String, Vec<Run>> = BTreeMap::new();
    for entry in std::fs::read_dir(directory).unwrap() {
        let entry = entry.unwrap();
        let file = entry.file_name().into_string().unwrap();
        let Some((name, pid)) = file.rsplit_once('.') else { continue };
        let Ok(pid) = pid.parse::<u64>() else { continue };
        let parent = name.split('.').next().unwrap_or_default();
        if !names.iter().any(|name| name == parent) {
            continue;
        }
        let text = std::fs::read_to_string(entry.path()).unwrap();
        // The last line may be incomplete.
        let mut events = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let Some(mut first) = events.next() else { continue };
        let run = Run {
            pid,
            start: first["time"].as_f64().unwrap(),
            seen: first["seen"].take(),
            events: events.collect(),
            lives: lives(pid),
        };
        runs.entry(name.to_owned()).or_default().push(run);
    }
    for list in runs.values_mut() {
        list.sort_by(|a, b| a.start.total_cmp(&b.start).then(a.pid.cmp(&b.pid)));
    }
    runs
}

/// The log files of a case.
pub(super) fn files(directory: &Path, case: &str) -> BTreeMap<String, LogFile> {
    let entries = std::fs::read_dir(directory).unwrap().map(Result::unwrap);
    let read = |entry: std::fs::DirEntry| {
        let name = entry.file_name().into_string().unwrap();
        let metadata = entry.metadata().unwrap();
        let text = String::from_utf8_lossy(&std::fs::read(entry.path()).unwrap()).into_owned();
        let owner = (metadata.uid(), metadata.gid());
        (name, LogFile { text, owner, mode: metadata.mode() & 0o7777 })
    };
    entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(case)).map(read).collect()
}

/// The sockets of a case.
pub(super) fn sockets(directory: &Path, case: &str) -> Vec<(String, (u32, u32), u32)> {
    use std::os::unix::fs::FileTypeExt as _;
    let entries = std::fs::read_dir(directory).unwrap().map(Result::unwrap);
    let of_case = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(case));
    let mut sockets: Vec<_> = of_case
        .map(|entry| (entry.file_name().into_string().unwrap(), entry.metadata().unwrap()))
        .filter(|(_, metadata)| metadata.file_type().is_socket())
        .map(|(name, metadata)| (name, (metadata.uid(), metadata.gid()), metadata.mode() & 0o7777))
        .collect();
    sockets.sort();
    sockets
}
