//! The systemd of the box: installs units, and reads states.

use super::machine::Machine;

/// Installs the files of a translation in the places that their names imply.
///
/// Nothing is reloaded: a reload forgets the starts that a limit counts (R14). A unit that was never requested before is
/// found without a reload, so every case has its own names.
pub(super) fn install(machine: &Machine, files: &[(String, String)]) {
    for (name, text) in files {
        let path = match name.rsplit_once('.').unwrap().1 {
            // A drop-in, in the directory of its unit.
            "conf" if name.contains(".d/") => format!("/etc/systemd/system/{name}"),
            "env" => format!("/etc/{name}"),
            "conf" => format!("/box/conf/{name}"),
            "logrotate" => continue,
            _ => format!("/etc/systemd/system/{name}"),
        };
        let path_here = machine.path(&path);
        std::fs::create_dir_all(path_here.parent().unwrap()).unwrap();
        std::fs::write(path_here, text).unwrap();
        if name.ends_with(".tmpfiles.conf") {
            machine.run(&["systemd-tmpfiles", "--create", &path]);
        }
    }
}

/// Starts units together, as a boot does: through a target that wants them.
pub(super) fn start(machine: &Machine, case: &str, units: &[String]) {
    let target = format!("live-{case}.target");
    let text = format!("[Unit]\nWants={}\n", units.join(" "));
    std::fs::write(machine.path(&format!("/etc/systemd/system/{target}")), text).unwrap();
    machine.run(&["systemctl", "start", "--no-block", &target]);
}

/// Stops units as a shutdown does: through a target that they conflict with.
pub(super) fn shut_down(machine: &Machine, case: &str, units: &[&str]) {
    let target = format!("live-{case}-end.target");
    let text = format!("[Unit]\nDefaultDependencies=no\nConflicts={}\n", units.join(" "));
    std::fs::write(machine.path(&format!("/etc/systemd/system/{target}")), text).unwrap();
    machine.run(&["systemctl", "start", &target]);
}

/// The `ActiveState`, `SubState` and `Result` of units.
pub(super) fn states(machine: &Machine, units: &[&str]) -> Vec<[String; 3]> {
    if units.is_empty() {
        return Vec::new();
    }
    let words =
        [&["systemctl", "show", "--property=ActiveState,SubState,Result,LoadState,Id"], units].concat();
    let shown = machine.run(&words);
    let of_unit = |block: &str| {
        assert!(block.contains("LoadState=loaded\n"), "the unit is not loaded: {block}");
        ["ActiveState", "SubState", "Result"].map(|name| {
            let value = block.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
            value.unwrap_or_default().to_owned()
        })
    };
    shown.split("\n\n").map(of_unit).collect()
}

/// A line of the journal.
pub(super) struct Line {
    pub(super) unit: String,
    pub(super) identifier: String,
    pub(super) message: String,
}

/// Reads the journal.
pub(super) fn journal(machine: &Machine) -> Vec<Line> {
    let lines = machine.run(&[
        "journalctl",
        "--no-pager",
        "--output=json",
        "--output-fields=MESSAGE,SYSLOG_IDENTIFIER,_SYSTEMD_UNIT",
    ]);
    let message = |line: &str| {
        let entry: serde_json::Value = serde_json::from_str(line).unwrap();
        let field = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
        Line {
            unit: field("_SYSTEMD_UNIT"),
            identifier: field("SYSLOG_IDENTIFIER"),
            message: field("MESSAGE"),
        }
    };
    lines.lines().map(message).collect()
}
