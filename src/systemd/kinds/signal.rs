//! Signals: `signal_from_string()` of systemd's `signal-util.c`, with the numbers of Linux on x86 and ARM.

use std::fmt;

use super::integer;
use crate::value::ValueError;

/// A signal's number, from 1 to 64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Signal(u8);

/// glibc keeps 32 and 33 for itself.
const SIGRTMIN: u8 = 34;
const SIGRTMAX: u8 = 64;

/// The names by number, from 1. `POLL`, `CLD` and `IOT` are not names for systemd.
const NAMES: [&str; 31] = [
    "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE",
    "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ",
    "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
];

impl Signal {
    /// `SIGHUP`: a clean end for a service.
    pub const HUP: Self = Self(1);
    /// `SIGINT`: a clean end for a service.
    pub const INT: Self = Self(2);
    /// `SIGQUIT`.
    pub const QUIT: Self = Self(3);
    /// `SIGABRT`: what the watchdog sends.
    pub const ABRT: Self = Self(6);
    /// `SIGKILL`.
    pub const KILL: Self = Self(9);
    /// `SIGUSR1`.
    pub const USR1: Self = Self(10);
    /// `SIGUSR2`.
    pub const USR2: Self = Self(12);
    /// `SIGPIPE`: a clean end for a service.
    pub const PIPE: Self = Self(13);
    /// `SIGTERM`: a clean end for a service, and the signal that stops it.
    pub const TERM: Self = Self(15);
    /// `SIGCONT`: follows the signal that stops a service.
    pub const CONT: Self = Self(18);

    /// The signal with this number, from 1 to 64.
    #[must_use]
    pub const fn from_number(number: u8) -> Option<Self> {
        if number >= 1 && number <= SIGRTMAX { Some(Self(number)) } else { None }
    }

    /// Its number.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }

    /// Whether it has a name; the two that glibc keeps for itself, 32 and 33, are known by their numbers only.
    #[must_use]
    pub const fn has_name(self) -> bool {
        self.0 as usize <= NAMES.len() || self.0 >= SIGRTMIN
    }

    /// Reads `SIGTERM`, `TERM`, `15`, `+15`, `RTMIN+3` or `SIGRTMAX-1`; upper case only.
    ///
    /// # Errors
    /// No signal of that name or number.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        Self::from_text(text).ok_or_else(|| {
            let message = format!("Failed to parse signal name, ignoring: {text}");
            ValueError::whole(
                text,
                message,
                "a signal in upper case, such as SIGTERM or RTMIN+3, or its number",
            )
        })
    }

    /// [`Signal::parse`] without an error to build, for lists that try something else first.
    pub(super) fn from_text(text: &str) -> Option<Self> {
        // A name starts with a letter, a number never does.
        let is_name = text.bytes().next().is_some_and(|first| first.is_ascii_uppercase());
        if !is_name && let Some(number) = integer::number(text) {
            return u8::try_from(number).ok().and_then(Self::from_number);
        }
        let name = text.strip_prefix("SIG").unwrap_or(text);
        if let Some(index) = NAMES.iter().position(|known| *known == name) {
            return Some(Self(index as u8 + 1));
        }
        // The offset must carry its sign: `RTMIN3` and `RTMIN-0` are refused, `RTMAX-0` is not.
        let spread = 0..=i128::from(SIGRTMAX - SIGRTMIN);
        if let Some(offset) = name.strip_prefix("RTMIN") {
            let offset = if offset.is_empty() {
                0
            } else {
                integer::number(offset.strip_prefix('+').map(|_| offset)?)?
            };
            return spread.contains(&offset).then(|| Self(SIGRTMIN + offset as u8));
        }
        let offset = name.strip_prefix("RTMAX")?;
        let offset =
            if offset.is_empty() { 0 } else { -integer::number(offset.strip_prefix('-').map(|_| offset)?)? };
        spread.contains(&offset).then(|| Self(SIGRTMAX - offset as u8))
    }
}

/// As systemd shows it: `SIGTERM`, `SIGRTMIN+3`; the two that glibc keeps have no name: `32`.
impl fmt::Display for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match NAMES.get(usize::from(self.0) - 1) {
            Some(name) => write!(f, "SIG{name}"),
            None if self.0 < SIGRTMIN => self.0.fmt(f),
            None => write!(f, "SIGRTMIN+{}", self.0 - SIGRTMIN),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_has_names_and_a_number() {
        for (text, number) in [
            ("SIGTERM", 15),
            ("TERM", 15),
            ("15", 15),
            ("+15", 15),
            ("0x0f", 15),
            ("010", 8),
            ("SIGRTMIN", 34),
            ("RTMIN+3", 37),
            ("RTMIN+0x1", 35),
            ("SIGRTMIN+30", 64),
            ("RTMAX-1", 63),
            ("RTMAX-0", 64),
            ("SIGRTMAX", 64),
            ("64", 64),
            ("32", 32),
            ("SIGIO", 29),
            ("SIGKILL", 9),
        ] {
            assert_eq!(Signal::parse(text).map(Signal::number), Ok(number), "{text}");
        }
    }

    #[test]
    fn what_systemd_does_not_know_is_refused() {
        for text in [
            "sigterm",
            "Term",
            "65",
            "0",
            "-1",
            "SIGPOLL",
            "SIGCLD",
            "SIGIOT",
            "SIG15",
            "",
            "RTMIN-1",
            "RTMIN3",
            "RTMIN-0",
            "RTMIN+",
            "RTMIN+31",
            "RTMAX+0",
            "RTMAX-31",
            "SIG",
            "SIGSIGTERM",
            "TERM ",
        ] {
            assert!(Signal::parse(text).is_err(), "{text}");
        }
        assert_eq!(
            Signal::parse("SIGFOO").unwrap_err().message,
            "Failed to parse signal name, ignoring: SIGFOO"
        );
    }

    #[test]
    fn every_signal_is_read_back() {
        for signal in (1..=64).filter_map(Signal::from_number) {
            assert_eq!(Signal::parse(&signal.to_string()), Ok(signal));
        }
        assert_eq!(Signal::from_number(0), None);
        assert_eq!(Signal::from_number(65), None);
        assert_eq!(Signal::TERM.to_string(), "SIGTERM");
        assert_eq!(Signal(63).to_string(), "SIGRTMIN+29");
    }
}
