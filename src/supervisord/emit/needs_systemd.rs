//! Programs that talk to systemd, which does not run in a container.

use crate::ir::Text;
use crate::source::base_name;

/// The tools of systemd that fail where the manager, the journal or their own service does not run.
const OTHER_TOOLS: [&str; 9] = [
    "busctl",
    "hostnamectl",
    "localectl",
    "loginctl",
    "machinectl",
    "networkctl",
    "portablectl",
    "resolvectl",
    "timedatectl",
];

/// For a command that does not work in a container: why, and what to do instead.
pub(super) fn needs_systemd(argv: &[Text<'_>]) -> Option<String> {
    let (program, arguments) = argv.split_first()?;
    let name = base_name(program.as_str()?);
    // systemctl changes the links of another root without the manager.
    let needs_no_manager =
        |word: &str| word.starts_with("--root=") || matches!(word, "--root" | "--version" | "--help" | "-h");
    if arguments.iter().filter_map(Text::as_str).any(needs_no_manager) {
        return None;
    }
    let instead = match name {
        "systemctl" => "use supervisorctl instead, with the names that the programs have here, or remove it",
        "systemd-cat" | "systemd-inhibit" | "systemd-run" => "start the program after it directly",
        "journalctl" => "there is no journal either, and what wrote to it now writes to the container's log",
        _ if OTHER_TOOLS.contains(&name) => "remove it, or do what it does by other means",
        _ => return None,
    };
    Some(format!("`{name}` needs systemd, which does not run in the container: {instead}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_commands_that_need_a_running_systemd_are_flagged() {
        let is_flagged = |command: &str| {
            let argv: Vec<Text<'_>> = command.split(' ').map(Text::fixed).collect();
            needs_systemd(&argv).is_some()
        };
        for command in [
            "/bin/systemctl restart a",
            "systemd-inhibit /usr/bin/a",
            "journalctl -b",
            "loginctl lock-sessions",
        ] {
            assert!(is_flagged(command), "{command}");
        }
        for command in [
            "systemctl --root=/mnt enable a",
            "systemctl --version",
            "systemd-detect-virt -q",
            "/usr/bin/a systemctl",
        ] {
            assert!(!is_flagged(command), "{command}");
        }
    }
}
