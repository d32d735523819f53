//! The names of Linux signals, which are the same for both managers.

/// The names of the signals 1 to 31, without `SIG`, with the numbers of x86 and ARM (`signal(7)`).
const NAMES: [&str; 31] = [
    "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE",
    "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ",
    "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
];

/// `SIGHUP`.
pub const HUP: u8 = 1;
/// `SIGINT`.
pub const INT: u8 = 2;
/// `SIGQUIT`.
pub const QUIT: u8 = 3;
/// `SIGKILL`.
pub const KILL: u8 = 9;
/// `SIGPIPE`.
pub const PIPE: u8 = 13;
/// `SIGTERM`.
pub const TERM: u8 = 15;
/// `SIGCHLD`.
pub const CHLD: u8 = 17;
/// `SIGCONT`.
pub const CONT: u8 = 18;
/// `SIGSTOP`.
pub const STOP: u8 = 19;
/// `SIGTTOU`.
pub const TTOU: u8 = 22;
/// `SIGURG`.
pub const URG: u8 = 23;
/// `SIGWINCH`.
pub const WINCH: u8 = 28;

/// The first real-time signal that glibc leaves to programs.
pub const RTMIN: u8 = 34;
/// The last real-time signal.
pub const RTMAX: u8 = 64;

/// Returns the name with `SIG`: `SIGTERM`, `SIGRTMIN+3`, or `signal 32` for a signal that has no name.
#[must_use]
pub fn name(signal: u8) -> String {
    match (short_name(signal), signal.checked_sub(RTMIN)) {
        (Some(name), _) => ["SIG", name].concat(),
        (None, Some(0)) => "SIGRTMIN".to_owned(),
        (None, Some(offset)) if signal <= RTMAX => format!("SIGRTMIN+{offset}"),
        (None, _) => format!("signal {signal}"),
    }
}

/// Whether the signal has a name. systemd's `signal_to_string()` has none for 32 and 33, which glibc reserves for
/// itself.
#[must_use]
pub const fn has_name(signal: u8) -> bool {
    matches!(signal, 1..=31 | RTMIN..=RTMAX)
}

/// Returns the name without `SIG`, for the signals 1 to 31.
#[must_use]
pub fn short_name(signal: u8) -> Option<&'static str> {
    NAMES.get(usize::from(signal).checked_sub(1)?).copied()
}

/// Returns the signal, from 1 to 31, with this name without `SIG`.
#[must_use]
pub fn by_short_name(name: &str) -> Option<u8> {
    NAMES.iter().position(|known| *known == name).map(|at| at as u8 + 1)
}
