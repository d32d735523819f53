//! The words that options choose from.

use clap::ValueEnum;

use crate::diagnostic::Level;
use crate::language::Language;

/// `--color`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorWhen {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// `--language`, `--to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LanguageName {
    /// supervisord's INI
    Supervisord,
    /// systemd's units
    Systemd,
}

impl From<LanguageName> for Language {
    fn from(name: LanguageName) -> Self {
        match name {
            LanguageName::Supervisord => Self::Supervisord,
            LanguageName::Systemd => Self::Systemd,
        }
    }
}

/// `check --output-format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// With source excerpts and help
    Full,
    /// One line for each finding
    Concise,
    /// One JSON object
    Json,
    /// Workflow commands of GitHub Actions
    Github,
    /// A SARIF 2.1.0 log, for code scanning
    Sarif,
}

/// `--fail-on`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LevelName {
    /// What the manager refuses
    Error,
    /// Also what it ignores or misreads
    Warning,
    /// Everything
    Info,
}

impl From<LevelName> for Level {
    fn from(name: LevelName) -> Self {
        match name {
            LevelName::Error => Self::Error,
            LevelName::Warning => Self::Warning,
            LevelName::Info => Self::Info,
        }
    }
}

/// `convert --report`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// Plain text
    Text,
    /// One JSON object
    Json,
    /// A self-contained page: the source next to the result, each setting with its verdict
    Html,
}

/// `convert --strict`: which settings may not be anything but `exact`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Strict {
    /// A written setting that is not exact and carries a risk
    Risk,
    /// Only one that is dropped or left to complete by hand
    Dropped,
    /// Also a default that differs
    All,
}

/// `convert --logs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Logs {
    /// To the journal
    Journal,
    /// To the files that supervisord writes
    Files,
    /// To the log files that are configured, otherwise to the journal
    Auto,
}

/// `inspect --output-format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InspectFormat {
    /// One JSON object
    Json,
    /// The merged unit, with the file and line of each value (for units, with --effective)
    Text,
}

/// `rules --output-format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RulesFormat {
    /// A plain-text table
    Text,
    /// One JSON object
    Json,
    /// A table in Markdown
    Markdown,
}
