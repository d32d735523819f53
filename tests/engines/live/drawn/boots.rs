//! What a boot of several units starts, and what supervisord starts of their translation by itself.

use std::collections::BTreeSet;

use super::{COUNT, Draw};
use crate::engines::live::{compare, machine, seen};
use crate::program;

/// The services and targets of a deployment, by the letters of their names.
const SERVICES: [&str; 4] = ["a", "b", "c", "d"];
const TARGETS: [&str; 2] = ["t", "u"];

/// A unit of a deployment: the file's name and its text.
type File = (String, String);

fn other(draw: &mut Draw, name: &str) -> String {
    let letter = draw.one(&["a", "b", "c", "d", "t", "u", "x@1", "x@2"]);
    if TARGETS.contains(&letter) {
        format!("{name}{letter}.target")
    } else {
        format!("{name}{letter}.service")
    }
}

/// What has another unit started with this one, or only seems to.
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
    // A target has no name of a service, and what is to be there early must not wait for what comes later.
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
        // An order goes one way, so that it never ends where it began.
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

/// The probes that supervisord starts by itself.
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

/// A1: what starts with systemd, directly or along with others, is what starts with supervisord.
#[test]
fn what_a_boot_of_units_starts_is_what_supervisord_starts() {
    if !compare::is_all_wanted() {
        return eprintln!("skipped: SYSVISOR_LIVE=all runs what is drawn");
    }
    let mut draw = Draw::new();
    let count = std::env::var("PROPTEST_CASES").map_or(COUNT, |count| count.parse().unwrap());
    let deployments: Vec<Vec<File>> =
        (0..count).map(|at| deployment(&mut draw, &format!("drawn{at}"))).collect();
    let expected: Vec<(BTreeSet<String>, String)> = deployments
        .iter()
        .map(|files| {
            let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, &**text)).collect();
            let root = program::folder(&files);
            let run = program::run(root.path(), &["convert", "--to", "supervisord", "."]);
            assert_eq!(run.status, 0, "{files:?}\n{}", run.err);
            (started(&run.out), run.out)
        })
        .collect();
    // Of all of them at once: their names tell them apart.
    let Some(machine) = machine::start(&deployments.concat()) else { return };
    let probes: Vec<String> = (0..count)
        .flat_map(|at| ["a", "b", "c", "d", "x_1", "x_2"].map(|letter| format!("drawn{at}{letter}")))
        .collect();
    let folder = machine.share.join("systemd");
    let wanted = expected.iter().map(|(probes, _)| probes.len()).sum();
    let runs = || seen::runs(&folder, &probes, |_| true).into_keys().collect::<BTreeSet<_>>();
    for _ in 0..500 {
        if runs().len() >= wanted {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    // Whoever comes unasked would have come by now.
    std::thread::sleep(std::time::Duration::from_secs(1));
    let runs = runs();
    let mut wrong = String::new();
    for (at, (expected, conf)) in expected.iter().enumerate() {
        let is_own = |probe: &&String| {
            probe
                .strip_prefix(&format!("drawn{at}"))
                .is_some_and(|rest| rest.starts_with(char::is_alphabetic))
        };
        let own: BTreeSet<String> = runs.iter().filter(is_own).cloned().collect();
        if own != *expected {
            let files: String =
                deployments[at].iter().map(|(name, text)| format!("# file: {name}\n{text}")).collect();
            wrong += &format!("systemd started {own:?}, supervisord would {expected:?}\n{files}{conf}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
