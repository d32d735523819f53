//! Names of systemd's own units (systemd.special(7)): a file of that name in `/etc/systemd/system` takes the place of the unit.
//!
//! Names of units that packages bring along are not among them: a program that supervisord ran as `nginx` is the same nginx. But
//! for logrotate: its timer starts the service of that name, and what is written here has its logs rotated by that. And but for
//! cron, where the program is something else.

use crate::ir::Command;
use crate::source::base_name;

/// Services that a machine needs to start, and to be told what to do. Sorted.
const SERVICES: [&str; 18] = [
    "autovt",
    "console-getty",
    "container-getty",
    "dbus",
    "dbus-broker",
    "debug-shell",
    "display-manager",
    "emergency",
    "getty",
    "kmod-static-nodes",
    "ldconfig",
    "logrotate",
    "modprobe",
    "rescue",
    "serial-getty",
    "syslog",
    "user",
    "user-runtime-dir",
];

/// Targets. Sorted.
const TARGETS: [&str; 77] = [
    "basic",
    "bluetooth",
    "boot-complete",
    "cryptsetup",
    "cryptsetup-pre",
    "ctrl-alt-del",
    "default",
    "emergency",
    "exit",
    "factory-reset",
    "final",
    "first-boot-complete",
    "getty",
    "getty-pre",
    "graphical",
    "halt",
    "hibernate",
    "hybrid-sleep",
    "initrd",
    "initrd-fs",
    "initrd-root-device",
    "initrd-root-fs",
    "initrd-switch-root",
    "initrd-usr-fs",
    "integritysetup",
    "integritysetup-pre",
    "kbrequest",
    "kexec",
    "local-fs",
    "local-fs-pre",
    "machines",
    "multi-user",
    "network",
    "network-online",
    "network-pre",
    "nss-lookup",
    "nss-user-lookup",
    "paths",
    "poweroff",
    "printer",
    "reboot",
    "remote-cryptsetup",
    "remote-fs",
    "remote-fs-pre",
    "remote-veritysetup",
    "rescue",
    "rpcbind",
    "runlevel0",
    "runlevel1",
    "runlevel2",
    "runlevel3",
    "runlevel4",
    "runlevel5",
    "runlevel6",
    "shutdown",
    "sigpwr",
    "sleep",
    "slices",
    "smartcard",
    "sockets",
    "soft-reboot",
    "sound",
    "storage-target-mode",
    "suspend",
    "suspend-then-hibernate",
    "swap",
    "sysinit",
    "system-update",
    "system-update-pre",
    "time-set",
    "time-sync",
    "timers",
    "tpm2",
    "umount",
    "usb-gadget",
    "veritysetup",
    "veritysetup-pre",
];

/// What runs the jobs that packages bring along, as Debian and Fedora call it.
const CRON: [&str; 2] = ["cron", "crond"];

/// Whether systemd has a service of this name, without `@` and type.
pub(super) fn is_service(name: &str) -> bool {
    name.starts_with("systemd-") || name.starts_with("initrd-") || SERVICES.binary_search(&name).is_ok()
}

/// Whether a service of this name would take the place of the machine's cron, and is another program: the jobs of packages would
/// be run by nobody.
pub(super) fn is_in_the_place_of_cron(name: &str, command: &Command<'_>) -> bool {
    CRON.contains(&name) && !command.argv.iter().any(|word| names_cron(&word.to_string()))
}

/// Whether a word, or one of a script, is cron, or a script that is named after it.
fn names_cron(text: &str) -> bool {
    let programs = text.split_whitespace().map(base_name);
    programs.flat_map(|name| name.split(|c: char| !c.is_alphanumeric())).any(|part| CRON.contains(&part))
}

/// Whether systemd has a target of this name, without type.
pub(super) fn is_target(name: &str) -> bool {
    TARGETS.binary_search(&name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Text;

    #[test]
    fn only_another_program_takes_the_place_of_cron() {
        for (name, command, is_another) in [
            ("cron", "/usr/sbin/cron -f", false),
            ("cron", "busybox crond", false),
            ("crond", "/opt/start_crond.sh", false),
            ("cron", "service cron start", false),
            ("cron", "supercronic /etc/cron.d/app", true),
            ("cron", "php artisan schedule:work", true),
            ("jobs", "php artisan schedule:work", false),
        ] {
            let argv = command.split(' ').map(|word| Text::plain(word.as_bytes().to_vec())).collect();
            let command = Command { argv, own_name: None };
            assert_eq!(is_in_the_place_of_cron(name, &command), is_another, "{name} {command:?}");
        }
    }

    #[test]
    fn the_names_are_sorted() {
        assert!(SERVICES.is_sorted() && TARGETS.is_sorted());
    }
}
