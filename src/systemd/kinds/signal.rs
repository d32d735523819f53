//! Signals: `signal_from_string()` of systemd's `signal-util.c`, with the numbers of Linux on x86 and ARM.

use super::integer;
use crate::unix::signals::{self, RTMAX, RTMIN};
use crate::value::ValueError;

/// Parses `SIGTERM`, `TERM`, `15`, `+15`, `RTMIN+3` or `SIGRTMAX-1`, in upper case only; returns a number from 1 to 64.
///
/// # Errors
/// There is no signal of that name or number.
pub fn parse(text: &str) -> Result<u8, ValueError> {
    from_text(text).ok_or_else(|| {
        let message = format!("Failed to parse signal name, ignoring: {text}");
        ValueError::whole(
            text,
            message,
            "an upper-case signal name, such as SIGTERM or RTMIN+3, or its number",
        )
    })
}

/// Like [`parse`], without building an error, for lists that try something else as well.
pub(super) fn from_text(text: &str) -> Option<u8> {
    // A name starts with a letter, a number does not.
    let is_name = text.bytes().next().is_some_and(|first| first.is_ascii_uppercase());
    if !is_name && let Some(number) = integer::number(text) {
        return u8::try_from(number).ok().filter(|number| (1..=RTMAX).contains(number));
    }
    let name = text.strip_prefix("SIG").unwrap_or(text);
    // `POLL`, `CLD` and `IOT` are not names for systemd.
    if let Some(signal) = signals::by_short_name(name) {
        return Some(signal);
    }
    // The offset must have a sign: `RTMIN3` and `RTMIN-0` are refused, `RTMAX-0` is not.
    let spread = 0..=i128::from(RTMAX - RTMIN);
    if let Some(offset) = name.strip_prefix("RTMIN") {
        let offset =
            if offset.is_empty() { 0 } else { integer::number(offset.strip_prefix('+').map(|_| offset)?)? };
        return spread.contains(&offset).then(|| RTMIN + offset as u8);
    }
    let offset = name.strip_prefix("RTMAX")?;
    let offset =
        if offset.is_empty() { 0 } else { -integer::number(offset.strip_prefix('-').map(|_| offset)?)? };
    spread.contains(&offset).then(|| RTMAX - offset as u8)
}

/// Formats a signal: its name, or its number if it has none.
#[must_use]
pub fn write(signal: u8) -> String {
    if signals::has_name(signal) { signals::name(signal) } else { signal.to_string() }
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
            assert_eq!(parse(text), Ok(number), "{text}");
        }
    }

    #[test]
    fn signals_unknown_to_systemd_are_rejected() {
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
            assert!(parse(text).is_err(), "{text}");
        }
        assert_eq!(parse("SIGFOO").unwrap_err().message, "Failed to parse signal name, ignoring: SIGFOO");
    }

    #[test]
    fn every_written_signal_parses_back() {
        for signal in 1..=RTMAX {
            assert_eq!(parse(&write(signal)), Ok(signal));
        }
        assert_eq!([15, 32, 63].map(write), ["SIGTERM", "32", "SIGRTMIN+29"]);
    }
}
