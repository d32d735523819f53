//! The table of systemd's own units. Services from other packages that a machine needs to start and to be controlled are
//! in it as well: a file that replaces one of them does as much harm.

use super::Delays::{Basic, Sysinit};
use super::Reached::{AtBoot, AtShutdown, Depends, OnDemand, OutsideBoot};
use super::{Delays, Managers, Name, OwnUnit, Reached};

/// The units, sorted by name.
pub(super) static OWN_UNITS: [OwnUnit; 116] = [
    system("autovt@.service", Depends),
    of_both("basic.target", AtBoot).early(),
    of_both("bluetooth.target", Depends),
    system("boot-complete.target", Depends),
    system("console-getty.service", Depends),
    system("container-getty@.service", Depends),
    system("cryptsetup-pre.target", OnDemand).delaying(Sysinit),
    system("cryptsetup.target", AtBoot).delaying(Sysinit),
    system("ctrl-alt-del.target", OutsideBoot),
    system("dbus-broker.service", Depends),
    system("dbus.service", Depends),
    former("dbus.target", Depends),
    system("debug-shell.service", Depends),
    of_both("default.target", AtBoot),
    system("display-manager.service", Depends),
    system("emergency.service", OutsideBoot),
    system("emergency.target", OutsideBoot),
    of_both("exit.target", AtShutdown),
    system("factory-reset-now.target", OutsideBoot),
    system("factory-reset.target", OutsideBoot),
    system("final.target", AtShutdown),
    system("first-boot-complete.target", Depends),
    system("getty-pre.target", Depends),
    system("getty.target", AtBoot),
    system("getty@.service", Depends),
    user("graphical-session-pre.target", Depends),
    user("graphical-session.target", Depends),
    system("graphical.target", AtBoot),
    system("halt.target", AtShutdown),
    system("hibernate.target", OutsideBoot),
    system("hybrid-sleep.target", OutsideBoot),
    system("initrd-fs.target", OutsideBoot),
    system("initrd-root-device.target", OutsideBoot),
    system("initrd-root-fs.target", OutsideBoot),
    system("initrd-switch-root.target", OutsideBoot),
    system("initrd-usr-fs.target", OutsideBoot),
    system("initrd.target", OutsideBoot),
    system("integritysetup-pre.target", Depends).delaying(Sysinit),
    system("integritysetup.target", Depends).delaying(Sysinit),
    system("kbrequest.target", OutsideBoot),
    system("kexec.target", AtShutdown),
    system("kmod-static-nodes.service", Depends),
    system("ldconfig.service", Depends),
    system("local-fs-pre.target", OnDemand).early().delaying(Sysinit),
    system("local-fs.target", AtBoot).early(),
    system("logrotate.service", Depends),
    of_both("machines.target", Depends),
    system("modprobe@.service", Depends),
    system("multi-user.target", AtBoot),
    system("network-online.target", OnDemand),
    system("network-pre.target", OnDemand).early(),
    system("network.target", AtBoot).early(),
    system("nss-lookup.target", Depends),
    system("nss-user-lookup.target", Depends),
    of_both("paths.target", AtBoot).delaying(Basic),
    system("poweroff.target", AtShutdown),
    of_both("printer.target", Depends),
    system("reboot.target", AtShutdown),
    system("remote-cryptsetup.target", Depends),
    system("remote-fs-pre.target", OnDemand),
    system("remote-fs.target", AtBoot),
    system("remote-integritysetup.target", Depends),
    system("remote-veritysetup.target", Depends),
    system("rescue.service", OutsideBoot),
    system("rescue.target", OutsideBoot),
    system("rpcbind.target", Depends),
    system("runlevel0.target", OutsideBoot),
    system("runlevel1.target", OutsideBoot),
    system("runlevel2.target", Depends),
    system("runlevel3.target", Depends),
    system("runlevel4.target", Depends),
    system("runlevel5.target", Depends),
    system("runlevel6.target", OutsideBoot),
    system("serial-getty@.service", Depends),
    former("session.target", Depends),
    of_both("shutdown.target", AtShutdown),
    system("sigpwr.target", OutsideBoot),
    system("sleep.target", OutsideBoot),
    system("slices.target", AtBoot).delaying(Basic),
    of_both("smartcard.target", Depends),
    of_both("sockets.target", AtBoot).delaying(Basic),
    system("soft-reboot.target", AtShutdown),
    of_both("sound.target", Depends),
    system("ssh-access.target", Depends),
    system("storage-target-mode.target", OutsideBoot),
    system("suspend-then-hibernate.target", OutsideBoot),
    system("suspend.target", OutsideBoot),
    system("swap.target", AtBoot).early().delaying(Sysinit),
    system("sysinit.target", AtBoot).early(),
    system("syslog.service", Depends),
    former("syslog.target", Depends).early(),
    system("system-update-pre.target", OutsideBoot),
    system("system-update.target", OutsideBoot),
    system("systemd-hibernate.service", OutsideBoot),
    system("systemd-hybrid-sleep.service", OutsideBoot),
    system("systemd-journald.service", Depends).early(),
    system("systemd-journald.socket", Depends).early(),
    system("systemd-modules-load.service", Depends).early(),
    system("systemd-remount-fs.service", Depends).early(),
    system("systemd-suspend-then-hibernate.service", OutsideBoot),
    system("systemd-suspend.service", OutsideBoot),
    system("systemd-sysctl.service", Depends).early(),
    system("systemd-sysusers.service", Depends).early(),
    system("systemd-tmpfiles-setup.service", Depends).early(),
    system("systemd-udevd.service", Depends).early(),
    system("time-set.target", OnDemand),
    system("time-sync.target", OnDemand),
    of_both("timers.target", AtBoot),
    system("tpm2.target", Depends),
    system("umount.target", AtShutdown),
    system("usb-gadget.target", Depends),
    system("user-runtime-dir@.service", Depends),
    system("user@.service", Depends),
    system("veritysetup-pre.target", Depends).delaying(Sysinit),
    system("veritysetup.target", Depends).delaying(Sysinit),
    user("xdg-desktop-autostart.target", Depends),
];

const fn system(name: &str, reached: Reached) -> OwnUnit {
    OwnUnit {
        name: Name::new(name),
        managers: Managers::System,
        reached,
        is_early: false,
        delays: Delays::Nothing,
    }
}

const fn user(name: &str, reached: Reached) -> OwnUnit {
    OwnUnit { managers: Managers::User, ..system(name, reached) }
}

const fn of_both(name: &str, reached: Reached) -> OwnUnit {
    OwnUnit { managers: Managers::Both, ..system(name, reached) }
}

const fn former(name: &str, reached: Reached) -> OwnUnit {
    OwnUnit { managers: Managers::Neither, ..system(name, reached) }
}

impl OwnUnit {
    const fn early(self) -> Self {
        Self { is_early: true, ..self }
    }

    const fn delaying(self, delays: Delays) -> Self {
        Self { delays, ..self }
    }
}
