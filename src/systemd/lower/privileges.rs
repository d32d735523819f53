//! The privileges that the program has or may gain.

use super::read::{ExecEntry, ReadSettings};
use super::service::full_privileges_command;
use crate::ir::{Capabilities, Decided};
use crate::systemd::directives::Name;
use crate::systemd::versions::Release;
use crate::unix::capabilities::mask;

/// Sandboxing directives that also drop capabilities (`unit_patch_contexts()`, `src/core/unit.c`), and which ones.
pub(super) const CAPABILITY_DROPS: [(Name, &[&str]); 4] = [
    (Name::PrivateDevices, &["CAP_MKNOD", "CAP_SYS_RAWIO"]),
    (Name::ProtectKernelModules, &["CAP_SYS_MODULE"]),
    (Name::ProtectKernelLogs, &["CAP_SYSLOG"]),
    (Name::ProtectClock, &["CAP_SYS_TIME", "CAP_WAKE_ALARM"]),
];

/// The index of a directive in [`CAPABILITY_DROPS`].
pub(super) fn capability_drop_index(name: Name) -> Option<usize> {
    CAPABILITY_DROPS.iter().position(|(one, _)| *one == name)
}

/// Directives that install a seccomp filter, besides those of [`CAPABILITY_DROPS`], all of which do as well
/// (`context_has_no_new_privileges()`, `src/core/execute.c`).
const SECCOMP_DIRECTIVES: [Name; 11] = [
    Name::LockPersonality,
    Name::MemoryDenyWriteExecute,
    Name::ProtectHostname,
    Name::ProtectKernelTunables,
    Name::RestrictAddressFamilies,
    Name::RestrictNamespaces,
    Name::RestrictRealtime,
    Name::RestrictSUIDSGID,
    Name::SystemCallArchitectures,
    Name::SystemCallFilter,
    Name::SystemCallLog,
];

/// The release from which on filters are installed before the user is changed, and need nothing else
/// (`keep_seccomp_privileges` in `src/core/exec-invoke.c` of 255; pull request 6763).
const FILTERS_COME_FIRST_SINCE: Release = Release(255);

/// The release from which on a dynamic user cannot gain privileges (NEWS 242).
const DYNAMIC_USER_NO_NEW_PRIVILEGES_SINCE: Release = Release(242);

/// Whether the program runs as a user other than root.
fn switches_user(read: &ReadSettings<'_>) -> bool {
    let keeps_root = read
        .exec_start
        .values
        .last()
        .is_some_and(|start: &ExecEntry<'_>| start.rights.runs_as_manager_user());
    let is_user_unit = match &read.user.value {
        Some(user) => !user.is_root(),
        None => read.dynamic_user.value == Some(true),
    };
    is_user_unit && !keeps_root
}

/// The sandboxing directives count only if the program could otherwise have the capabilities that they drop: root
/// could, and so could a user who is given capabilities. Other users have none, and could gain them only from a
/// set-user-ID program. `of_user`: a user manager runs the unit and must not drop any: up to 252 nothing starts with
/// such a line (218/CAPABILITIES).
pub(super) fn capabilities(read: &ReadSettings<'_>, of_user: bool) -> Decided<Capabilities> {
    let mut from = read.bounding.from.clone();
    from.extend(&read.ambient.from);
    let (mut bounding, ambient) = (read.bounding.mask.unwrap_or(u64::MAX), read.ambient.mask.unwrap_or(0));
    let is_given = read.bounding.mask.is_some() || read.ambient.mask.is_some();
    if full_privileges_command(read).is_none() && (is_given || !switches_user(read)) && !of_user {
        let asked = CAPABILITY_DROPS
            .iter()
            .zip(&read.drops_capabilities)
            .filter(|(_, asked)| asked.value == Some(true));
        for ((_, names), asked) in asked {
            bounding &= !mask(names);
            from.extend(&asked.from());
        }
    }
    // Capabilities outside the bounding set are not given (`capability_ambient_set_apply()`,
    // `src/basic/capability-util.c`).
    Decided::by(Capabilities { bounding, ambient: ambient & bounding }, from)
}

/// Set explicitly, or implied: a user other than root may only install a seccomp filter with no_new_privs, and ambient
/// capabilities are raised too late for it.
pub(super) fn no_new_privileges(read: &ReadSettings<'_>, release: Release, of_user: bool) -> Decided<bool> {
    let mut from = read.no_new_privileges.from();
    let mut value = read.no_new_privileges.value.unwrap_or(false);
    let is_root = !switches_user(read) && !of_user;
    if is_root || full_privileges_command(read).is_some() {
        return Decided::by(value, from);
    }
    if read.dynamic_user.value == Some(true) && release >= DYNAMIC_USER_NO_NEW_PRIVILEGES_SINCE {
        value = true;
        from.extend(&read.dynamic_user.from());
    }
    // A user manager has no privileges to begin with.
    if release < FILTERS_COME_FIRST_SINCE || of_user {
        let withheld = read.drops_capabilities.iter().filter(|asked| asked.value == Some(true));
        for setting in withheld.filter_map(|asked| asked.from).chain(read.unmodelled.of(&SECCOMP_DIRECTIVES))
        {
            value = true;
            from.add(setting);
        }
    }
    Decided::by(value, from)
}
