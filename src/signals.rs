//! The names of Linux's signals, the same for every manager.

/// Names of the signals 1 to 31, without `SIG`; the numbers are those of x86 and ARM (`signal(7)`).
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
/// `SIGPIPE`.
pub const PIPE: u8 = 13;
/// `SIGTERM`.
pub const TERM: u8 = 15;
/// `SIGWINCH`.
pub const WINCH: u8 = 28;

/// The first real-time signal that programs may use under glibc.
const RTMIN: u8 = 34;

/// The name with `SIG`: `SIGTERM`, `SIGRTMIN+3`, or `signal 32` for one that has none.
#[must_use]
pub fn name(signal: u8) -> String {
    match signal {
        1..=31 => format!("SIG{}", NAMES[signal as usize - 1]),
        RTMIN => "SIGRTMIN".to_owned(),
        35..=64 => format!("SIGRTMIN+{}", signal - RTMIN),
        _ => format!("signal {signal}"),
    }
}

/// The name without `SIG`, for the signals 1 to 31.
#[must_use]
pub fn short_name(signal: u8) -> Option<&'static str> {
    NAMES.get(usize::from(signal).checked_sub(1)?).copied()
}
