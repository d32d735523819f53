//! Cgroup controllers: `cgroup_controller_from_string()` of systemd's `cgroup-util.c`.

use super::boolean;
use super::words::{Flags, Words};
use crate::value::ValueError;

/// The controllers of the kernel, and those that systemd implements with BPF programs.
const CONTROLLERS: [&str; 13] = [
    "cpu",
    "cpuacct",
    "cpuset",
    "io",
    "blkio",
    "memory",
    "devices",
    "pids",
    "bpf-firewall",
    "bpf-devices",
    "bpf-foreign",
    "bpf-socket-bind",
    "bpf-restrict-network-interfaces",
];

/// The maximum length of a file name in bytes.
const NAME_MAX: usize = 255;
const EXPECTED: &str = "controllers such as cpu, io, memory or pids";

/// Whether this is a controller.
#[must_use]
pub fn is_controller(name: &str) -> bool {
    CONTROLLERS.contains(&name)
}

/// Parses a value of `Delegate=`, a boolean or a list, and calls `report` for each word that is not a controller;
/// systemd ignores such a word.
pub fn parse_delegate(text: &str, report: &mut dyn FnMut(ValueError)) {
    if boolean::parse(text).is_ok() {
        return;
    }
    for word in Words::new(text, Flags::PATHS) {
        match word {
            Ok(word) if word.text().is_some_and(is_controller) => {}
            Ok(word) => {
                let message = format!("Invalid controller name '{}', ignoring", word.lossy());
                report(ValueError::at(word.span, message, EXPECTED));
            }
            Err(error) => {
                let message = format!("Invalid syntax, ignoring: {text}");
                report(ValueError::at(error.span, message, "balanced quotes"));
            }
        }
    }
}

/// Parses a value of `DelegateSubgroup=`: the name of a control group that needs no escaping (`cg_needs_escape()`).
///
/// # Errors
/// It is not a name, or one of the kernel's or systemd's own: systemd ignores the line.
pub fn parse_name(text: &str) -> Result<(), ValueError> {
    let is_file = !matches!(text, "." | "..") && !text.contains('/') && text.len() <= NAME_MAX;
    let is_of_controller =
        text.split_once('.').is_some_and(|(first, _)| first == "cgroup" || is_controller(first));
    let is_reserved = matches!(text, "notify_on_release" | "release_agent" | "tasks") || is_of_controller;
    if is_file && !is_reserved && !text.starts_with(['_', '.']) {
        return Ok(());
    }
    let message = format!("Invalid control group name, ignoring: {text}");
    Err(ValueError::whole(text, message, "a name without / and not one of the kernel's files"))
}

/// Parses a value of `DisableControllers=`. systemd silently ignores a word that is not a controller, but requires at
/// least one controller.
///
/// # Errors
/// There is no controller at all: systemd ignores the line.
pub fn parse_disabled(text: &str) -> Result<(), ValueError> {
    let mut has_controller = false;
    for word in Words::new(text, Flags::PLAIN) {
        let Ok(word) = word else {
            has_controller = false;
            break;
        };
        has_controller |= word.text().is_some_and(is_controller);
    }
    if has_controller {
        return Ok(());
    }
    Err(ValueError::whole(text, format!("Invalid cgroup string: {text}, ignoring"), EXPECTED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delegation_is_a_boolean_or_controllers() {
        let messages = |text: &str| {
            let mut found = Vec::new();
            parse_delegate(text, &mut |error| found.push(error.message));
            found
        };
        assert!(messages("yes").is_empty());
        assert!(messages("cpu \"io\" memory").is_empty());
        assert_eq!(messages("cpu maybe"), ["Invalid controller name 'maybe', ignoring"]);
        assert_eq!(messages("cpu,io").len(), 1);
    }

    #[test]
    fn one_good_controller_is_enough_to_disable() {
        assert!(parse_disabled("cpu nonsense").is_ok());
        assert_eq!(parse_disabled("CPU").unwrap_err().message, "Invalid cgroup string: CPU, ignoring");
    }
}
