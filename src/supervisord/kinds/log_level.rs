//! `loglevel=` of `[supervisord]`: seven values (`supervisor.loggers.LevelsByDescription`).

use super::python;
use crate::value::ValueError;

/// The valid values, as described in error messages.
const EXPECTED: &str = "critical, error, warn, info, debug, trace or blather";

/// How much supervisord writes to its own log; each level includes the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LogLevel {
    /// Needs immediate attention.
    Critical,
    /// Errors.
    Error,
    /// Problems that are not errors.
    Warn,
    /// Normal operation; the default.
    Info,
    /// For debugging a configuration.
    Debug,
    /// For debugging plug-ins.
    Trace,
    /// For debugging supervisord.
    Blather,
}

/// The levels by their names.
const LEVELS: [(&str, LogLevel); 7] = [
    ("critical", LogLevel::Critical),
    ("error", LogLevel::Error),
    ("warn", LogLevel::Warn),
    ("info", LogLevel::Info),
    ("debug", LogLevel::Debug),
    ("trace", LogLevel::Trace),
    ("blather", LogLevel::Blather),
];

/// Parses a level, ignoring case.
///
/// # Errors
///
/// For any other value: `warning`, `crit`, `notice` and numbers are not known.
pub fn parse(text: &str) -> Result<LogLevel, ValueError> {
    match LEVELS.iter().find(|(word, _)| text.eq_ignore_ascii_case(word)) {
        Some((_, level)) => Ok(*level),
        None => {
            let message = format!("bad logging level name {}", python::repr(text));
            Err(ValueError::whole(text, message, EXPECTED))
        }
    }
}

/// Writes a level.
#[must_use]
pub const fn write(level: LogLevel) -> &'static str {
    LEVELS[level as usize].0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_words_in_any_case_are_levels() {
        assert_eq!(parse("info"), Ok(LogLevel::Info));
        assert_eq!(parse("WARN"), Ok(LogLevel::Warn));
        assert_eq!(parse("Blather"), Ok(LogLevel::Blather));
    }

    #[test]
    fn level_names_of_other_loggers_are_rejected() {
        for text in ["warning", "Warning", "crit", "fatal", "notice", "10", "", "info "] {
            assert_eq!(parse(text).unwrap_err().message, format!("bad logging level name '{text}'"));
        }
    }

    #[test]
    fn written_values_parse_back() {
        for (word, level) in LEVELS {
            assert_eq!(write(level), word);
            assert_eq!(parse(word), Ok(level));
        }
    }
}
