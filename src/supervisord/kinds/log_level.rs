//! `loglevel=` of `[supervisord]`: seven words (`supervisor.loggers.LevelsByDescription`).

use super::python;
use crate::value::ValueError;

/// What a level may be.
const EXPECTED: &str = "critical, error, warn, info, debug, trace or blather";

/// How much supervisord writes to its own log; each level holds the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LogLevel {
    /// Needs attention at once.
    Critical,
    /// Errors.
    Error,
    /// What is wrong without being an error.
    Warn,
    /// The usual; the default.
    Info,
    /// For debugging a configuration.
    Debug,
    /// For debugging plug-ins.
    Trace,
    /// For debugging supervisord.
    Blather,
}

/// The levels with their words.
const LEVELS: [(&str, LogLevel); 7] = [
    ("critical", LogLevel::Critical),
    ("error", LogLevel::Error),
    ("warn", LogLevel::Warn),
    ("info", LogLevel::Info),
    ("debug", LogLevel::Debug),
    ("trace", LogLevel::Trace),
    ("blather", LogLevel::Blather),
];

/// Reads a level, in any case.
///
/// # Errors
///
/// For every other word: `warning`, `crit`, `notice` and numbers are not known.
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
    fn the_long_and_the_short_names_of_others_are_refused() {
        for text in ["warning", "Warning", "crit", "fatal", "notice", "10", "", "info "] {
            assert_eq!(parse(text).unwrap_err().message, format!("bad logging level name '{text}'"));
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for (word, level) in LEVELS {
            assert_eq!(write(level), word);
            assert_eq!(parse(word), Ok(level));
        }
    }
}
