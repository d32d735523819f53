//! How a leaf of the model is observed, from the program and from outside.

use std::collections::BTreeSet;

use serde_json::Value;
use sysvisor::ir::{Leaf, Resource};

use super::seen::{Run, Seen, State};
use super::translated::Translated;

/// An observation.
#[derive(Clone, Debug)]
pub(super) enum Fact {
    /// Equal texts are alike.
    Is(String),
    /// A duration, alike within 1.2 s or a fifth: supervisord checks once a second, and the machine is busy.
    Takes(String, f64),
}

impl Fact {
    pub(super) fn alike(a: &[Self], b: &[Self]) -> bool {
        a.len() == b.len()
            && a.iter().zip(b).all(|pair| match pair {
                (Self::Is(a), Self::Is(b)) => a == b,
                (Self::Takes(a, left), Self::Takes(b, right)) => {
                    a == b && (left - right).abs() <= (left.max(*right) / 5.0).max(1.2)
                }
                _ => false,
            })
    }

    pub(super) fn show(facts: &[Self]) -> String {
        let show = |fact: &Self| match fact {
            Self::Is(text) => text.clone(),
            Self::Takes(what, seconds) => format!("{what} {seconds:.2} s"),
        };
        facts.iter().map(show).collect::<Vec<_>>().join("; ")
    }
}

/// Whether a leaf can be observed in every process, whatever happens to it.
pub(super) fn is_always_seen(leaf: Leaf) -> bool {
    use Leaf::*;
    matches!(
        leaf,
        Command
            | CommandLookup
            | Directory
            | Umask
            | User
            | Group
            | EnvironmentInherited
            | EnvironmentAssignments
            | EnvironmentIdentity
            | Stdin
    )
}

/// The variables that the managers themselves set.
const OF_MANAGERS: [&str; 8] = [
    "INVOCATION_ID",
    "JOURNAL_STREAM",
    "SYSTEMD_EXEC_PID",
    "LISTEN_PID",
    "LISTEN_FDS",
    "LISTEN_FDNAMES",
    "MAINPID",
    "NOTIFY_SOCKET",
];

const OF_USERS: [&str; 4] = ["HOME", "USER", "LOGNAME", "SHELL"];

/// What is the same under both managers whatever is configured (B8, B10, B12): no setting in the model decides it. With
/// `shell_leads`, the leader of the process group is left out.
pub(super) fn never_differing(seen: &Seen, shell_leads: bool) -> Vec<Fact> {
    let of_first = |(name, runs): (&str, &[Run])| {
        let value = &runs.first()?.seen;
        let parts = ["leads its group", "terminal", "more descriptors", "blocked"];
        let parts = &parts[usize::from(shell_leads)..];
        let parts: Vec<_> = parts.iter().map(|part| format!("{part} {}", value[*part])).collect();
        Some(Fact::Is(format!("{name}: {}", parts.join(", "))))
    };
    mains(seen).filter_map(of_first).collect()
}

/// The sets of capabilities as far as they matter: for a program that has none and can gain no privileges, the bounding set
/// does not.
fn capabilities(seen: &Value) -> String {
    const NONE: &str = "0000000000000000";
    let sets = &seen["capabilities"];
    let has_none = sets[1] == NONE && sets[2] == NONE;
    if has_none && seen["no new privileges"] == "1" { "none for good".to_owned() } else { sets.to_string() }
}

/// The observations of a leaf.
pub(super) fn observe(leaf: Leaf, translated: &Translated<'_>, seen: &Seen) -> Vec<Fact> {
    let of_first = |read: &dyn Fn(&Value) -> String| {
        let firsts = mains(seen).filter_map(|(name, runs)| Some((name, runs.first()?)));
        firsts.map(|(name, run)| Fact::Is(format!("{name}: {}", read(&run.seen)))).collect::<Vec<_>>()
    };
    let variables = |is_one: &dyn Fn(&str) -> bool| {
        of_first(&|value| {
            let all = value["environment"].as_object().unwrap();
            let shown = all.iter().filter(|(name, _)| is_one(name));
            shown.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
        })
    };
    let assigned: BTreeSet<String> = translated
        .original
        .services
        .iter()
        .flat_map(|service| service.assignments.value.iter().map(|one| one.name.to_string()))
        .collect();
    let limits_open_files = translated.original.services.iter().any(|service| {
        service.limits.value.iter().any(|limit| limit.resource == Resource::OpenFiles && limit.hard.is_some())
    });
    match leaf {
        Leaf::Command => of_first(&|value| value["argv"].to_string()),
        // What the commands of a case have recorded.
        Leaf::Prepare => recorded(seen, ".before"),
        Leaf::Directories => recorded(seen, ".folders"),
        Leaf::Conditions => seen.runs.keys().map(|name| Fact::Is(format!("{name} ran"))).collect(),
        Leaf::SupplementaryGroups => of_first(&further_groups),
        Leaf::Capabilities => of_first(&capabilities),
        Leaf::Scheduling => {
            of_first(&|value| format!("{} {} {}", value["disk"], value["turn"], value["processors"]))
        }
        Leaf::Limits => of_first(&|value| {
            let mut limits = value["limits"].as_object().unwrap().clone();
            // Otherwise it is the limit that the manager itself was started with.
            if !limits_open_files {
                limits.remove("Max open files");
            }
            serde_json::to_string(&limits).unwrap()
        }),
        Leaf::Nice => of_first(&|value| value["nice"].to_string()),
        Leaf::OomScore => of_first(&|value| value["oom_score_adj"].to_string()),
        Leaf::NoNewPrivileges => of_first(&|value| value["no new privileges"].to_string()),
        Leaf::CommandLookup => of_first(&|value| value["program"].to_string()),
        Leaf::Directory => of_first(&|value| value["directory"].to_string()),
        Leaf::Umask => of_first(&|value| value["umask"].to_string()),
        Leaf::User => of_first(&|value| value["uid"].to_string()),
        Leaf::Group => of_first(&|value| format!("{} of {}", value["gid"], further_groups(value))),
        Leaf::EnvironmentAssignments => variables(&|name| assigned.contains(name)),
        Leaf::EnvironmentIdentity => variables(&|name| OF_USERS.contains(&name)),
        Leaf::EnvironmentFiles => variables(&|name| name.starts_with("FILED_")),
        Leaf::EnvironmentInherited => variables(&|name| {
            let is_in = |list: &[&str]| list.contains(&name);
            !assigned.contains(name)
                && !is_in(&OF_MANAGERS)
                && !is_in(&OF_USERS)
                && !name.starts_with("FILED_")
                && !["PATH", "LANG"].contains(&name)
        }),
        Leaf::RestartEarly | Leaf::RestartLater => {
            mains(seen).map(|(name, runs)| Fact::Is(format!("{name} ran {} times", runs.len()))).collect()
        }
        Leaf::GivesUp => {
            let states = &seen.steps.last().unwrap().states;
            let end = |name: &str| match states.get(name) {
                Some(State::Down) => "is given up",
                _ => "goes on",
            };
            mains(seen)
                .map(|(name, runs)| match end(name) {
                    "goes on" => Fact::Is(format!("{name} goes on")),
                    end => Fact::Is(format!("{name} ran {} times and {end}", runs.len())),
                })
                .collect()
        }
        Leaf::Expected => last_ends(translated, seen),
        Leaf::RestartPause | Leaf::RestartBackoff => pauses(seen),
        // The OOM killer uses SIGKILL, as a case does.
        Leaf::OutOfMemory | Leaf::Started | Leaf::OneRun => step_states(seen, seen.steps.len() - 1),
        // The first signal, and what the commands of a case have recorded.
        Leaf::StopCommands => {
            let first = |(name, runs): (&str, &[Run])| {
                let first: Vec<&str> = runs.iter().filter_map(|run| run.signals().first().copied()).collect();
                Fact::Is(format!("{name} got {} first", first.join(" ")))
            };
            mains(seen).map(first).chain(recorded(seen, ".stopped")).chain(recorded(seen, ".post")).collect()
        }
        Leaf::StopSignal => {
            let signals = |(name, runs): (&str, &[Run])| {
                let all: Vec<&str> = runs.iter().flat_map(Run::signals).collect();
                Fact::Is(format!("{name} got {}", all.join(" ")))
            };
            mains(seen).map(signals).collect()
        }
        Leaf::StopWait => {
            let end = |run: &Run| seen.ends.iter().find(|(pid, _)| *pid == run.pid).map(|(_, time)| *time);
            let wait = |run: &Run| Some(end(run)? - run.signalled()?);
            let waits = mains(seen).flat_map(|(name, runs)| runs.iter().map(move |run| (name, run)));
            waits
                .filter_map(|(name, run)| Some(Fact::Takes(format!("{name} lived on for"), wait(run)?)))
                .collect()
        }
        Leaf::StopScope => children(seen)
            .map(|(name, runs)| {
                let all: Vec<&str> = runs.iter().flat_map(Run::signals).collect();
                Fact::Is(format!("{name} got {}", all.join(" ")))
            })
            .collect(),
        Leaf::StopKill | Leaf::StopSurvivors => {
            let left = |(name, runs): (&String, &Vec<Run>)| {
                let count = runs.iter().filter(|run| run.lives).count();
                Fact::Is(format!("{name}: {count} left"))
            };
            seen.runs.iter().map(left).collect()
        }
        Leaf::Stdin => of_first(&|value| value["streams"][0].to_string())
            .into_iter()
            .chain(mains(seen).flat_map(|(name, runs)| reads(name, runs)))
            .collect(),
        Leaf::Stdout => outputs(seen, false),
        Leaf::Stderr => outputs(seen, true),
        Leaf::StdoutRotation | Leaf::StderrRotation => seen
            .files
            .iter()
            .map(|(name, file)| Fact::Is(format!("{name}: {} bytes", file.text.len())))
            .collect(),
        Leaf::LogsMode => {
            seen.files.iter().map(|(name, file)| Fact::Is(format!("{name} has {:04o}", file.mode))).collect()
        }
        Leaf::Timer => {
            let again = |runs: &[Run]| if runs.len() > 1 { "runs again and again" } else { "ran once" };
            mains(seen).map(|(name, runs)| Fact::Is(format!("{name} {}", again(runs)))).collect()
        }
        Leaf::Start => mains(seen).map(|(name, _)| Fact::Is(format!("{name} started"))).collect(),
        Leaf::Instances => of_first(&|value| value["argv"].to_string()),
        Leaf::ShownName => seen.names.iter().cloned().map(Fact::Is).collect(),
        Leaf::Membership => seen.steps.iter().map(|step| Fact::Is(format!("{:?}", step.states))).collect(),
        Leaf::Order => order(translated, seen),
        Leaf::Listens => {
            let answers = seen.steps.iter().filter_map(|step| step.answer.as_ref());
            answers.map(|answer| Fact::Is(format!("a client is answered {answer:?}"))).collect()
        }
        Leaf::ListensOwner => {
            seen.sockets.iter().map(|(path, owner, _)| Fact::Is(format!("{path} of {owner:?}"))).collect()
        }
        Leaf::ListensMode => {
            seen.sockets.iter().map(|(path, _, mode)| Fact::Is(format!("{path} {mode:o}"))).collect()
        }
        Leaf::ListensBacklog => {
            let queue = |run: &Run| seen.queues.iter().find(|(pid, _)| *pid == run.pid);
            let queues = mains(seen).filter_map(|(name, runs)| Some((name, queue(runs.first()?)?)));
            queues.map(|(name, (_, length))| Fact::Is(format!("{length} wait for {name}"))).collect()
        }
    }
}

/// The groups other than the primary one, which gives the process nothing more if it is listed twice.
fn further_groups(value: &Value) -> String {
    let groups = value["groups"].as_array().into_iter().flatten();
    let further: Vec<&Value> = groups.filter(|group| **group != value["gid"][0]).collect();
    format!("{further:?}")
}

/// The files with this suffix, and their contents.
fn recorded(seen: &Seen, ending: &str) -> Vec<Fact> {
    let files = seen.files.iter().filter(|(name, _)| name.ends_with(ending));
    files.map(|(name, file)| Fact::Is(format!("{name}: {:?}", file.text))).collect()
}

/// The order in which the services were started and stopped; the instances of one service have none.
fn order(translated: &Translated<'_>, seen: &Seen) -> Vec<Fact> {
    let service = |name: &str| {
        let process = translated.processes().into_iter().find(|process| process.probe == name).unwrap();
        process.unit.split(['@', '.']).next().unwrap_or_default().to_owned()
    };
    // Managers start one process after the other, so the PIDs show the order.
    let starts = mains(seen).filter_map(|(name, runs)| Some((runs.first()?.pid as f64, service(name))));
    let stops = mains(seen).filter_map(|(name, runs)| Some((runs.last()?.signalled()?, service(name))));
    let fact = |what: &str, mut times: Vec<(f64, String)>, at_once: f64| {
        times.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut steps: Vec<(f64, Vec<String>)> = Vec::new();
        for (time, name) in times {
            match steps.last_mut() {
                Some((last, names)) if time - *last < at_once || names.contains(&name) => {
                    names.push(name);
                    names.sort();
                    names.dedup();
                }
                _ => steps.push((time, vec![name])),
            }
        }
        let steps: Vec<String> = steps.into_iter().map(|(_, names)| names.join(" with ")).collect();
        Fact::Is(format!("{what} in this order: {}", steps.join(", ")))
    };
    let mut facts = vec![fact("started", starts.collect(), 0.0), fact("stopped", stops.collect(), 0.15)];
    // Services that were not started before another one had ended.
    let firsts = || mains(seen).filter_map(|(name, runs)| Some((name, runs.first()?)));
    for (name, first) in firsts() {
        let Some(end) = first.end() else { continue };
        let waited = firsts().filter(|(other, run)| *other != name && run.start >= end);
        facts.extend(waited.map(|(other, _)| Fact::Is(format!("{other} waited for the end of {name}"))));
    }
    facts
}

/// The probes that a manager started itself.
fn mains(seen: &Seen) -> impl Iterator<Item = (&str, &[Run])> {
    seen.runs
        .iter()
        .filter(|(name, _)| !name.contains('.'))
        .map(|(name, runs)| (name.as_str(), runs.as_slice()))
}

fn children(seen: &Seen) -> impl Iterator<Item = (&str, &[Run])> {
    seen.runs
        .iter()
        .filter(|(name, _)| name.contains(".child"))
        .map(|(name, runs)| (name.as_str(), runs.as_slice()))
}

/// From each end to the next start.
fn pauses(seen: &Seen) -> Vec<Fact> {
    let of_one = |(name, runs): (&str, &[Run])| {
        let pairs = runs.windows(2).filter_map(|pair| Some(pair[1].start - pair[0].end()?));
        let fact = |pause: f64| match pause {
            // supervisord's tick takes up to 1.3 s (R11b), and on a busy machine one may be missed.
            ..2.6 => Fact::Is(format!("{name} pauses for a tick")),
            _ => Fact::Takes(format!("{name} pauses for"), pause),
        };
        let mut facts: Vec<Fact> = pairs.map(fact).collect();
        // The number of pauses that fit into the time of a case matters for other leaves, which count the starts.
        facts.dedup_by(|next, one| matches!((next, one), (Fact::Is(next), Fact::Is(one)) if next == one));
        facts
    };
    mains(seen).flat_map(of_one).collect()
}

/// The manager's classification of the last ending of what is down; for death by a requesting signal, see `equivalent`.
fn last_ends(translated: &Translated<'_>, seen: &Seen) -> Vec<Fact> {
    let last = seen.steps.last().unwrap();
    let was_requested = |name: &str| {
        let services = &translated.original.services;
        let Some(service) = services.iter().find(|service| service.name == name) else { return false };
        let signal = sysvisor::unix::signals::name(service.stop_signal.value);
        let requests = ["SIGHUP", "SIGINT", "SIGTERM", "SIGPIPE", &signal];
        let mut words = service.command.value.argv.iter().map(ToString::to_string);
        words.any(|word| {
            word.strip_prefix("die=").is_some_and(|own| requests.contains(&&*format!("SIG{own}")))
        })
    };
    let down = last.states.iter().filter(|(name, state)| **state == State::Down && !was_requested(name));
    let end = |(name, _): (&String, _)| {
        let word = if last.failed.contains(name) { "badly" } else { "well" };
        Fact::Is(format!("{name} ended {word}"))
    };
    down.map(end).collect()
}

fn step_states(seen: &Seen, step: usize) -> Vec<Fact> {
    seen.steps[step].states.iter().map(|(name, state)| Fact::Is(format!("{name} is {state:?}"))).collect()
}

fn reads(name: &str, runs: &[Run]) -> Vec<Fact> {
    let events = runs.iter().flat_map(|run| &run.events);
    let read = |event: &Value| {
        let what = event["event"].as_str()?;
        ["read", "opened"]
            .contains(&what)
            .then(|| Fact::Is(format!("{name}: {} {}", event["line"], event["error"])))
    };
    events.filter_map(read).collect()
}

/// Where the output went. Standard error that went to the same place as standard output is joined to it; the place is
/// observed for standard output.
fn outputs(seen: &Seen, error: bool) -> Vec<Fact> {
    let is_of = |text: &str, error: bool| text.contains(if error { "-said-err" } else { "-said-out" });
    let is_joined = |both: &dyn Fn(bool) -> bool| both(true) && both(false);
    let mut facts = Vec::new();
    for (name, file) in &seen.files {
        let has = |error: bool| is_of(&file.text, error);
        let (user, group) = file.owner;
        let whole = format!("{name} of {user}:{group} holds {:?}", file.text);
        match error {
            true if is_joined(&has) => facts.push("it is joined to standard output".to_owned()),
            true if has(true) => facts.push(whole),
            false if has(false) || !has(true) => facts.push(whole),
            _ => {}
        }
    }
    let has = |error: bool| seen.journal.iter().any(|(_, message)| is_of(message, error));
    if error && is_joined(&has) {
        facts.push("it is joined to standard output".to_owned());
    } else {
        let lines = seen.journal.iter().filter(|(_, message)| is_of(message, error));
        facts.extend(lines.map(|(name, message)| format!("the journal has {message:?} of {name}")));
    }
    facts.sort();
    let word = if error { "warns=" } else { "says=" };
    let writes = |run: &Run| {
        let words = run.seen["argv"].as_array();
        words.is_some_and(|words| {
            words.iter().any(|one| one.as_str().is_some_and(|one| one.starts_with(word)))
        })
    };
    if facts.is_empty() && mains(seen).any(|(_, runs)| runs.iter().any(writes)) {
        facts.push("it is nowhere".to_owned());
    }
    let opened = mains(seen).flat_map(|(name, runs)| reads(name, runs)).filter(|_| !error);
    facts.into_iter().map(Fact::Is).chain(opened).collect()
}
