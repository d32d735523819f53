//! Names of systemd's own units (systemd.special(7)): a file of that name in `/etc/systemd/system` replaces the unit.
//!
//! Names of units from packages are not included: a program that supervisord ran as `nginx` is the same nginx. There
//! are two exceptions: logrotate, whose timer starts the service of that name, which rotates the logs of the emitted
//! units; and services by which a machine is maintained, if the program is a different one.

use crate::ir::Command;
use crate::source::base_name;

/// Services that a machine needs to start and to be controlled. Sorted.
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

/// A packaged service that a machine depends on for its maintenance.
struct EssentialService {
    /// Its names in distributions.
    names: [&'static str; 2],
    programs: &'static [&'static str],
}

/// Without cron nothing runs the jobs of packages, without sshd nobody can log in any more.
const ESSENTIAL_SERVICES: [EssentialService; 2] = [
    EssentialService { names: ["cron", "crond"], programs: &["cron", "crond"] },
    EssentialService { names: ["ssh", "sshd"], programs: &["sshd"] },
];

/// Whether systemd has a service of this name, given without `@` and type.
pub(super) fn is_service(name: &str) -> bool {
    name.starts_with("systemd-") || name.starts_with("initrd-") || SERVICES.binary_search(&name).is_ok()
}

/// Whether a service of this name would replace one that the machine depends on, and is a different program.
pub(super) fn replaces_essential_service(name: &str, command: &Command<'_>) -> bool {
    let is_named = |essential: &&EssentialService| essential.names.contains(&name);
    ESSENTIAL_SERVICES.iter().find(is_named).is_some_and(|essential| {
        !command.argv.iter().any(|word| names_one_of(&word.to_string(), essential.programs))
    })
}

/// Whether a word, or a word of a script in it, names one of these programs or a script named after one.
fn names_one_of(text: &str, programs: &[&str]) -> bool {
    let words = text.split_whitespace().map(base_name);
    words.flat_map(|name| name.split(|c: char| !c.is_alphanumeric())).any(|part| programs.contains(&part))
}

/// Whether systemd has a target of this name, given without type.
pub(super) fn is_target(name: &str) -> bool {
    TARGETS.binary_search(&name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Text;

    #[test]
    fn only_a_different_program_collides_with_a_system_service() {
        for (name, command, is_another) in [
            ("cron", "/usr/sbin/cron -f", false),
            ("cron", "busybox crond", false),
            ("crond", "/opt/start_crond.sh", false),
            ("cron", "service cron start", false),
            ("cron", "supercronic /etc/cron.d/app", true),
            ("cron", "php artisan schedule:work", true),
            ("jobs", "php artisan schedule:work", false),
            ("sshd", "/usr/sbin/sshd -D", false),
            ("ssh", "/usr/bin/ssh -N -L 80:db:80 db", true),
        ] {
            let argv = command.split(' ').map(|word| Text::plain(word.as_bytes().to_vec())).collect();
            let command = Command { argv, argv0: None };
            assert_eq!(replaces_essential_service(name, &command), is_another, "{name} {command:?}");
        }
    }

    #[test]
    fn the_names_are_sorted() {
        assert!(SERVICES.is_sorted() && TARGETS.is_sorted());
    }
}
