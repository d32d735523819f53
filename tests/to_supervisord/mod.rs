//! Whole deployments of units as supervisord configurations: the emitted files and the report.

mod after;
mod before;
mod boot;
mod conditions;
mod daemons;
mod drop_ins;
mod files;
mod ignored_lines;
mod instances;
mod jobs;
mod limits;
mod operating;
mod order;
mod privileges;
mod report;
mod restarts;
mod sockets;
mod timers;
mod users;
mod words;

use crate::program::{Run, directory, run};

/// Translates the units in one directory.
fn convert(units: &[(&str, &str)], more: &[&str]) -> Run {
    let root = directory(units);
    let args = ["convert", "--to", "supervisord", "--report", "json", "."];
    run(root.path(), &[&args[..], more].concat())
}

/// Translates one unit, `app.service`, with these lines in its `[Service]`.
fn service(lines: &str) -> Run {
    let text = format!("[Service]\n{lines}\n[Install]\nWantedBy=multi-user.target\n");
    convert(&[("app.service", &text)], &[])
}

/// The verdict and the reason for a setting.
fn row(run: &Run, setting: &str) -> (String, String) {
    let row = run.rows_of(setting).into_iter().next();
    let row = row.unwrap_or_else(|| panic!("no row for {setting}: {}", run.err));
    let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
    (text("verdict"), text("reason"))
}

fn verdict(run: &Run, setting: &str) -> String {
    row(run, setting).0
}

/// The value of an option, in whichever section it is.
fn option<'r>(run: &'r Run, name: &str) -> Option<&'r str> {
    run.out.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='))
}

/// The steps of a command that is a script of several lines.
fn steps(run: &Run) -> Vec<&str> {
    let command = run.out.split_once("/bin/sh -c '\n").map_or("", |(_, rest)| rest);
    command.lines().take_while(|line| line.starts_with("    ")).map(str::trim_start).collect()
}

/// The risk of a setting.
fn risk(run: &Run, setting: &str) -> String {
    let rows = run.rows_of(setting);
    rows.last().expect("a row")["risk"].as_str().unwrap_or_default().to_owned()
}

fn run_is_off(run: &Run) -> bool {
    run.out.contains("autostart=false")
}

/// The corresponding commands, as `systemctl … → supervisorctl …`.
fn operated(run: &Run) -> Vec<String> {
    let json: serde_json::Value =
        serde_json::from_str(&run.err).unwrap_or_else(|error| panic!("{error}: {}", run.err));
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let rows = json["operate"].as_array().expect("commands").iter();
    rows.map(|row| format!("{} → {}", text(&row["from"]), text(&row["to"]))).collect()
}
