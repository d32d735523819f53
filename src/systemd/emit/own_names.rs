//! Names of systemd's own units (systemd.special(7)): a file of that name in `/etc/systemd/system` takes the place of the unit.
//!
//! Names of units that packages bring along are not among them: a program that supervisord ran as `nginx` is the same nginx. But
//! for logrotate: its timer starts the service of that name, and what is written here has its logs rotated by that.

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

/// Whether systemd has a service of this name, without `@` and type.
pub(super) fn is_service(name: &str) -> bool {
    name.starts_with("systemd-") || name.starts_with("initrd-") || SERVICES.binary_search(&name).is_ok()
}

/// Whether systemd has a target of this name, without type.
pub(super) fn is_target(name: &str) -> bool {
    TARGETS.binary_search(&name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_sorted() {
        assert!(SERVICES.is_sorted() && TARGETS.is_sorted());
    }
}
