//! systemd's own loader: `systemd-analyze verify`.

use std::collections::BTreeMap;
use std::process::{Command, Output, Stdio};

/// Targets that services depend on implicitly. They are in a private directory, so that no unit of this machine is
/// involved.
const TARGETS: [(&str, &str); 9] = [
    ("basic.target", "Requires=sysinit.target\nAfter=sysinit.target"),
    ("multi-user.target", "Requires=basic.target\nAfter=basic.target"),
    ("network.target", ""),
    ("network-online.target", "After=network.target"),
    ("shutdown.target", "DefaultDependencies=no"),
    ("sockets.target", ""),
    ("sysinit.target", ""),
    ("timers.target", ""),
    ("umount.target", "DefaultDependencies=no"),
];

/// The messages of systemd about units, each given as a name and a text; `None` without systemd.
///
/// The programs of the units need not exist on this machine.
pub(super) fn systemd_verify(units: &[(&str, &str)]) -> Option<Vec<String>> {
    let files: Vec<(&str, &[u8])> = units.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let names: Vec<&str> = units.iter().map(|(name, _)| *name).collect();
    let output = run(&files, &names, &[("SYSTEMD_LOG_LEVEL", "info"), ("SYSTEMD_LOG_TARGET", "console")])?;
    let text = String::from_utf8_lossy(&output.stderr);
    Some(text.lines().filter(|line| !is_about_this_machine(line)).map(str::to_owned).collect())
}

/// systemd's view of units.
pub(super) struct Shown {
    /// The messages.
    pub(super) messages: Vec<String>,
    /// Everything that it knows about each unit, one line each, by the name of the file.
    pub(super) units: BTreeMap<String, Vec<String>>,
}

/// Lets systemd verify the named units among files, each given as a relative path and a text; `None` without systemd.
pub(super) fn systemd_shows(files: &[(&str, &[u8])], names: &[&str]) -> Option<Shown> {
    let output =
        run(files, names, &[("SYSTEMD_LOG_LEVEL", "debug"), ("SYSTEMD_LOG_TARGET", "console-prefixed")])?;
    let text = String::from_utf8_lossy(&output.stderr);
    let messages = text.lines().filter_map(without_level).filter(|line| !is_about_this_machine(line));
    let mut units = BTreeMap::new();
    let text = String::from_utf8_lossy(&output.stdout);
    for part in text.split("\t-> Unit ").skip(1) {
        let lines = part.lines().skip(1).map(|line| steady(line.trim()));
        // Jobs are numbered.
        let lines = lines.take_while(|line| !line.starts_with("-> Job ") && line != "-> By jobs:");
        let (path, lines): (Vec<String>, Vec<String>) =
            lines.partition(|line| line.starts_with("Fragment Path: "));
        if let Some((_, name)) = path.first().and_then(|path| path.rsplit_once('/')) {
            units.insert(name.to_owned(), lines);
        }
    }
    Some(Shown { messages: messages.map(str::to_owned).collect(), units })
}

/// Removes the level and facility, `<28>`, that a line is prefixed with; `None` for debug messages.
fn without_level(line: &str) -> Option<&str> {
    const DEBUG: u8 = 7;
    let read = line.strip_prefix('<').and_then(|rest| rest.split_once('>'));
    match read.and_then(|(level, message)| Some((level.parse::<u8>().ok()?, message))) {
        Some((level, message)) => (level % 8 < DEBUG).then_some(message),
        None => Some(line),
    }
}

/// A line about a unit, without what differs between runs: the order of a set, and which of its origins is shown for a
/// dependency.
fn steady(line: &str) -> String {
    match line.split_once("SystemCallFilter: ") {
        Some(("", calls)) => {
            let mut calls: Vec<&str> = calls.split([' ', '~']).collect();
            calls.sort_unstable();
            format!("SystemCallFilter: {}", calls.join(" "))
        }
        _ => line.split(" (origin-").next().unwrap_or(line).to_owned(),
    }
}

fn run(files: &[(&str, &[u8])], names: &[&str], log: &[(&str, &str)]) -> Option<Output> {
    if !is_installed() {
        super::skip("systemd", "install systemd-analyze");
        return None;
    }
    let root = tempfile::tempdir().unwrap();
    let directory = |name: &str| {
        let directory = root.path().join(name);
        std::fs::create_dir(&directory).unwrap();
        directory
    };
    let (own, host, runtime) = (directory("units"), directory("host"), directory("runtime"));
    for (name, lines) in TARGETS {
        std::fs::write(host.join(name), format!("[Unit]\nDescription=A target\n{lines}\n")).unwrap();
    }
    for (name, text) in files {
        let path = own.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let output = Command::new("systemd-analyze")
        .args(["verify", "--man=no", "--recursive-errors=one"])
        // A path; otherwise the unit would be looked up in SYSTEMD_UNIT_PATH only.
        .args(names.iter().map(|name| format!("./{name}")))
        .current_dir(&own)
        .env_clear()
        .env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
        .env("LANG", "C.UTF-8")
        .env("HOME", "/home/shop")
        .env("SYSTEMD_UNIT_PATH", &host)
        .env("XDG_RUNTIME_DIR", &runtime)
        .env("SYSTEMD_LOG_COLOR", "0")
        .envs(log.iter().copied())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    Some(output)
}

/// The program that a fixture starts is not installed here, or a unit that it needs is not.
fn is_about_this_machine(line: &str) -> bool {
    line.contains(" is not executable: No such file or directory")
        || (line.contains("Failed to create ") && line.ends_with(" not found."))
}

/// Whether `systemd-analyze` can be run.
pub(super) fn is_installed() -> bool {
    let mut version = Command::new("systemd-analyze");
    version.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    version.status().is_ok_and(|status| status.success())
}

#[test]
fn verify_reports_unit_errors_but_not_binaries_missing_on_this_machine() {
    let good =
        ("good.service", "[Service]\nExecStart=/opt/nowhere/daemon\n[Install]\nWantedBy=multi-user.target\n");
    let bad = ("bad.service", "[Service]\nExecStart=/opt/nowhere/daemon\nRestrat=always\n");
    let Some(messages) = systemd_verify(&[good]) else { return };
    assert_eq!(messages, [] as [String; 0]);
    let messages = systemd_verify(&[good, bad]).unwrap_or_default();
    assert!(messages.iter().any(|message| message.contains("Restrat")), "{messages:?}");
}
