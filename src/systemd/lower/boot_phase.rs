//! When systemd's own targets are reached.

use crate::systemd::transaction::boot_target;

/// Whether every boot reaches a target.
pub(super) fn is_boot_target(target: &str) -> bool {
    matches!(target, "default.target" | "getty.target" | "remote-fs.target")
        || target != "rescue.target" && boot_target(target).is_some()
}

/// Whether a boot target is only reached if another unit asks for it (systemd.special(7)).
pub(super) fn is_on_demand_target(target: &str) -> bool {
    matches!(target, "network-online.target" | "network-pre.target" | "time-sync.target")
}

/// Whether a unit of systemd is reached at a time other than boot, or in a boot that starts next to nothing
/// (systemd.special(7)).
pub(super) fn is_outside_boot(unit: &str) -> bool {
    matches!(
        unit,
        "ctrl-alt-del.target"
            | "emergency.target"
            | "exit.target"
            | "factory-reset.target"
            | "final.target"
            | "halt.target"
            | "hibernate.target"
            | "hybrid-sleep.target"
            | "kbrequest.target"
            | "kexec.target"
            | "poweroff.target"
            | "reboot.target"
            | "rescue.target"
            | "runlevel0.target"
            | "runlevel1.target"
            | "runlevel6.target"
            | "shutdown.target"
            | "sigpwr.target"
            | "sleep.target"
            | "soft-reboot.target"
            | "suspend-then-hibernate.target"
            | "suspend.target"
            | "system-update.target"
            | "umount.target"
    )
}
