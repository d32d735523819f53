//! Whole supervisord configurations as units: the emitted files and the report.

mod launchers;
mod listeners;
mod logs;
mod old_releases;
mod order;
mod report;
mod restarts;
mod scripts;
mod sockets;
mod surroundings;
mod variables;

use crate::program::{Run, directory, run};

/// Translates one configuration, `web.conf`.
fn convert(text: &str, more: &[&str]) -> Run {
    let root = directory(&[("web.conf", text)]);
    let args = ["convert", "--to", "systemd", "--report", "json", "web.conf"];
    run(root.path(), &[&args[..], more].concat())
}

/// The verdict, the risk and the reason for a setting.
fn row(run: &Run, setting: &str) -> (String, String, String) {
    let rows = run.rows_of(setting);
    let row = rows.first().unwrap_or_else(|| panic!("no row for {setting}: {}", run.err));
    let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
    (text("verdict"), text("risk"), text("reason"))
}

fn verdict(run: &Run, setting: &str) -> String {
    row(run, setting).0
}

/// The lines for a program with this configuration, without headers and lines that all programs have.
fn service(lines: &str) -> (Run, Vec<String>) {
    let run = convert(&format!("[program:app]\n{lines}\n"), &[]);
    let names = ["ExecStart", "User", "Group", "Nice", "OOMScoreAdjust", "NoNewPrivileges"];
    let is_one = |name: &str| names.contains(&name) || name.starts_with("Limit");
    let is_relevant = |line: &&str| line.split_once('=').is_some_and(|(name, _)| is_one(name));
    let lines = run.file("app.service").lines().filter(is_relevant).map(str::to_owned).collect();
    (run, lines)
}

/// The lines for a shell script, without those that all programs have.
fn script(script: &str) -> (Run, Vec<String>) {
    let run = convert(&format!("[program:app]\ncommand=/bin/sh -c '{script}'\n"), &[]);
    let others = ["Kill", "Timeout", "Restart", "StartLimit", "Description", "WantedBy"];
    let is_usual = |line: &str| line.starts_with('#') || others.iter().any(|other| line.starts_with(other));
    let is_relevant = |line: &&str| line.contains('=') && !is_usual(line);
    let lines = run.file("app.service").lines().filter(is_relevant).map(str::to_owned).collect();
    (run, lines)
}
