//! The kernel's capabilities by number, with the names that both languages use.

use crate::text::word_list::WordList;

/// The names, in the order of their numbers (`include/uapi/linux/capability.h`).
pub(crate) const NAMES: WordList = WordList::new(
    "CAP_CHOWN CAP_DAC_OVERRIDE CAP_DAC_READ_SEARCH CAP_FOWNER CAP_FSETID CAP_KILL CAP_SETGID \
     CAP_SETUID CAP_SETPCAP CAP_LINUX_IMMUTABLE CAP_NET_BIND_SERVICE CAP_NET_BROADCAST CAP_NET_ADMIN \
     CAP_NET_RAW CAP_IPC_LOCK CAP_IPC_OWNER CAP_SYS_MODULE CAP_SYS_RAWIO CAP_SYS_CHROOT CAP_SYS_PTRACE \
     CAP_SYS_PACCT CAP_SYS_ADMIN CAP_SYS_BOOT CAP_SYS_NICE CAP_SYS_RESOURCE CAP_SYS_TIME \
     CAP_SYS_TTY_CONFIG CAP_MKNOD CAP_LEASE CAP_AUDIT_WRITE CAP_AUDIT_CONTROL CAP_SETFCAP \
     CAP_MAC_OVERRIDE CAP_MAC_ADMIN CAP_SYSLOG CAP_WAKE_ALARM CAP_BLOCK_SUSPEND CAP_AUDIT_READ \
     CAP_PERFMON CAP_BPF CAP_CHECKPOINT_RESTORE",
);

/// Returns the bit mask of these names; unknown names are ignored.
pub(crate) fn mask(names: &[&str]) -> u64 {
    names.iter().filter_map(|name| number(name)).fold(0, |mask, number| mask | 1 << number)
}

/// Returns the numbers whose bits are set in a mask.
pub(crate) fn numbers(mask: u64) -> impl Iterator<Item = u8> {
    (0..64).filter(move |number| mask & 1 << number != 0)
}

/// Returns the name of a capability, or the number itself where no name is known.
pub(crate) fn name(number: u8) -> String {
    NAMES.iter().nth(usize::from(number)).map_or_else(|| number.to_string(), str::to_owned)
}

/// Returns the number of a capability; the case of its name does not matter.
pub(crate) fn number(name: &str) -> Option<u8> {
    // Nearly all are written in upper case.
    let in_any_case = || NAMES.iter().position(|known| known.eq_ignore_ascii_case(name));
    NAMES.index(name).or_else(in_any_case).map(|number| number as u8)
}
