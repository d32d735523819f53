//! What a boot of several units starts, and what supervisord starts automatically: from the files of one manager and from
//! their translation.

use std::collections::{BTreeMap, BTreeSet};

use super::{Draw, count};
use crate::engines::live::{compare, machine, seen};
use crate::program;

/// The services and targets of a deployment, as suffixes of their names.
const SERVICES: [&str; 4] = ["a", "b", "c", "d"];
const TARGETS: [&str; 2] = ["t", "u"];

/// The name and the text of a unit file.
type File = (String, String);

fn other(draw: &mut Draw, name: &str) -> String {
    let letter = draw.one(&["a", "b", "c", "d", "t", "u", "x@1", "x@2"]);
    if TARGETS.contains(&letter) {
        format!("{name}{letter}.target")
    } else {
        format!("{name}{letter}.service")
    }
}

/// Settings that start another unit together with this one, or only seem to.
fn pulls(draw: &mut Draw, name: &str) -> String {
    let mut text = String::new();
    for _ in 0..2 {
        let list = draw.one(&["", "", "", "Wants", "Requires", "BindsTo", "Upholds", "PartOf"]);
        if !list.is_empty() {
            text += &format!("{list}={}\n", other(draw, name));
        }
    }
    text
}

/// How a unit is enabled.
fn install(draw: &mut Draw, name: &str, is_target: bool) -> String {
    const KINDS: &[&str] =
        &["", "", "", "system", "system", "target", "other", "required", "also", "early", "alias"];
    // A target cannot have the alias of a service, and an early unit must not wait for a later one.
    let kind = match draw.one(KINDS) {
        "alias" | "early" if is_target => "system",
        kind => kind,
    };
    let line = match kind {
        "system" => {
            format!("WantedBy={}.target\n", draw.one(&["multi-user", "multi-user", "rescue", "shutdown"]))
        }
        "early" => format!("WantedBy={}.target\n", draw.one(&["basic", "timers"])),
        "target" => format!("WantedBy={name}{}.target\n", draw.one(&TARGETS)),
        "other" => format!("WantedBy={name}{}.service\n", draw.one(&SERVICES)),
        "required" => format!("RequiredBy={name}{}.target\n", draw.one(&TARGETS)),
        "also" => format!("Also={name}{}.service\n", draw.one(&SERVICES)),
        "alias" => format!("Alias={name}{}.service\nWantedBy=multi-user.target\n", draw.one(&["y", "z"])),
        _ => return String::new(),
    };
    format!("[Install]\n{line}")
}

/// A deployment whose names begin with `name`.
fn deployment(draw: &mut Draw, name: &str) -> Vec<File> {
    let mut files = Vec::new();
    for (at, letter) in SERVICES.iter().enumerate() {
        // Orders point in one direction, so that there are no cycles.
        let order = match (at, draw.one(&["", "", "After"])) {
            (1.., "After") => format!("After={name}{}.service\n", SERVICES[at - 1]),
            _ => String::new(),
        };
        let kind = draw.line("Type", &["", "", "exec", "oneshot\nRemainAfterExit=yes"]);
        let behaviour = if kind.contains("oneshot") { " exit=0" } else { "" };
        let text = format!(
            "[Unit]\n{}{order}[Service]\n{kind}ExecStart=/box/probe {name}{letter}{behaviour}\n{}",
            pulls(draw, name),
            install(draw, name, false)
        );
        files.push((format!("{name}{letter}.service"), text));
    }
    for letter in TARGETS {
        let text = format!("[Unit]\nDescription=x\n{}{}", pulls(draw, name), install(draw, name, true));
        files.push((format!("{name}{letter}.target"), text));
    }
    let default = draw.one(&["", "[Install]\nWantedBy=multi-user.target\nDefaultInstance=2\n"]);
    files.push((
        format!("{name}x@.service"),
        format!("[Service]\nExecStart=/box/probe {name}x_%i\n{default}"),
    ));
    files
}

/// The probes that supervisord starts automatically.
fn started(conf: &str) -> BTreeSet<String> {
    let mut probes = BTreeSet::new();
    for program in conf.split("\n[program:").skip(1) {
        let option = |name: &str| program.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        if option("autostart") == Some("false") {
            continue;
        }
        let probe = option("command").unwrap().split(' ').find(|word| word.starts_with("drawn")).unwrap();
        let number = |name: &str, default: u32| option(name).map_or(default, |text| text.parse().unwrap());
        let first = number("numprocs_start", 0);
        for at in first..first + number("numprocs", 1) {
            probes.insert(probe.replace("%(process_num)d", &at.to_string()));
        }
    }
    probes
}

/// The rank of a program or of its group, and the rank within the group, if any.
type Ranks = (u32, Option<u32>);

/// A deployment for one manager, with its translation.
struct Boot {
    /// The prefix of its names.
    name: String,
    /// The units that are installed and enabled.
    units: Vec<File>,
    /// The probes that supervisord starts automatically, with their ranks: equal ranks start together.
    started: BTreeMap<String, Ranks>,
    /// Both texts, for messages.
    shown: String,
}

/// A1: what starts with systemd, directly or through others, is what starts with supervisord.
#[test]
fn supervisord_starts_what_a_boot_of_the_units_starts() {
    all(|draw, name| {
        let units = deployment(draw, &name);
        let files: Vec<(&str, &str)> = units.iter().map(|(name, text)| (&**name, &**text)).collect();
        let root = program::directory(&files);
        let run = program::run(root.path(), &["convert", "--to", "supervisord", "."]);
        assert_eq!(run.status, 0, "{files:?}\n{}", run.err);
        let started = started(&run.out).into_iter().map(|probe| (probe, (0, None))).collect();
        let shown: String = units.iter().map(|(name, text)| format!("# file: {name}\n{text}")).collect();
        Boot { name, units, started, shown: shown + &run.out }
    });
}

/// A1, A2, G6: what starts with supervisord starts with the units that it becomes, in the same order.
#[test]
fn a_boot_of_the_units_starts_what_supervisord_starts() {
    all(|draw, name| {
        let (text, started) = configuration(draw, &name);
        let root = program::directory(&[("all.conf", &text)]);
        let run = program::run(root.path(), &["convert", "--to", "systemd", "all.conf"]);
        assert_eq!(run.status, 0, "{text}\n{}", run.err);
        let files = run.out.split("# file: ").skip(1).filter_map(|file| file.split_once('\n'));
        let units = files.filter(|(name, _)| name.ends_with(".service") || name.ends_with(".target"));
        let units = units.map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
        Boot { name, units, started, shown: text + &run.out }
    });
}

/// A supervisord configuration, and the probes that it starts automatically, each with the rank of its group and its own
/// rank in it.
fn configuration(draw: &mut Draw, name: &str) -> (String, BTreeMap<String, Ranks>) {
    let (mut text, mut started) = (String::new(), BTreeMap::new());
    let group_rank = draw.one(&["", "1", "5"]);
    let mut members = Vec::new();
    for letter in SERVICES {
        let program = format!("{name}{letter}");
        let [start, rank, count, group] = [
            draw.one(&["", "", "", "false", "true"]),
            draw.one(&["", "1", "2", "5", "998"]),
            draw.one(&["", "", "2"]),
            draw.one(&["", "group"]),
        ];
        let probe = if count.is_empty() { program.clone() } else { format!("{program}_%(process_num)d") };
        text += &format!("[program:{program}]\ncommand=/box/probe {probe}\nstartsecs=0\n");
        let lines = [("autostart", start), ("priority", rank), ("numprocs", count)];
        for (option, value) in lines.into_iter().filter(|(_, value)| !value.is_empty()) {
            text += &format!("{option}={value}\n");
        }
        if !count.is_empty() {
            text += "process_name=%(program_name)s_%(process_num)d\n";
        }
        let number = |text: &str| text.parse().unwrap_or(999);
        let ranks = match group {
            "" => (number(rank), None),
            _ => (number(group_rank), Some(number(rank))),
        };
        if !group.is_empty() {
            members.push(program);
        }
        if start != "false" {
            let each = (0..count.parse().unwrap_or(1))
                .map(|at: u32| probe.replace("%(process_num)d", &at.to_string()));
            started.extend(each.map(|probe| (probe, ranks)));
        }
    }
    if !members.is_empty() {
        text += &format!("[group:{name}g]\nprograms={}\n", members.join(","));
        if !group_rank.is_empty() {
            text += &format!("priority={group_rank}\n");
        }
    }
    (text, started)
}

/// Boots all drawn deployments together; their names distinguish them.
fn all(make: impl Fn(&mut Draw, String) -> Boot) {
    if !compare::runs_slow_cases() {
        return eprintln!("skipped: SYSVISOR_LIVE=all runs the generated cases");
    }
    let mut draw = Draw::new();
    let boots: Vec<Boot> = (0..count()).map(|at| make(&mut draw, format!("drawn{at}"))).collect();
    let units: Vec<File> = boots.iter().flat_map(|boot| boot.units.clone()).collect();
    let Some(machine) = machine::start(&units) else { return };
    let letters = ["a", "b", "c", "d", "x"];
    let probes = |name: &str| {
        letters.map(|letter| ["", "_0", "_1", "_2"].map(|number| format!("{name}{letter}{number}"))).concat()
    };
    let names: Vec<String> = boots.iter().flat_map(|boot| probes(&boot.name)).collect();
    let directory = machine.share.join("systemd");
    let runs = || seen::runs(&directory, &names, |_| true);
    let wanted = boots.iter().map(|boot| boot.started.len()).sum();
    for _ in 0..500 {
        if runs().len() >= wanted {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    // Anything started by mistake would be running by now.
    std::thread::sleep(std::time::Duration::from_secs(1));
    let runs = runs();
    let mut wrong = String::new();
    for boot in &boots {
        let own: BTreeSet<String> =
            probes(&boot.name).into_iter().filter(|probe| runs.contains_key(probe)).collect();
        let expected: BTreeSet<String> = boot.started.keys().cloned().collect();
        if own != expected {
            wrong += &format!("systemd started {own:?}, supervisord {expected:?}\n{}\n", boot.shown);
        }
        let pid = |probe: &String| runs.get(probe).map(|runs| runs[0].pid);
        let mut order: Vec<(u64, Ranks)> =
            boot.started.iter().filter_map(|(probe, ranks)| Some((pid(probe)?, *ranks))).collect();
        order.sort_unstable_by_key(|(pid, _)| *pid);
        // Equal ranks start together.
        let is_before = |one: Ranks, two: Ranks| {
            one.0 < two.0 || one.0 == two.0 && one.1.zip(two.1).is_some_and(|(one, two)| one < two)
        };
        let is_wrong = |at: usize| order[at + 1..].iter().any(|later| is_before(later.1, order[at].1));
        if (0..order.len()).any(is_wrong) {
            wrong += &format!("systemd started these ranks in this order: {order:?}\n{}\n", boot.shown);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
