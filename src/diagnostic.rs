//! What a rule has to say: a [`Diagnostic`] with its place, its help and, where there is one, its fix.
//!
//! Nothing here knows how a finding is printed (`report`) or which rule made it (`lint`).

use crate::source::{FileId, Span};
use crate::syntax::Edit;

/// How much a finding matters. The words are a promise, see each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Worth knowing; never fails a run by default.
    Info,
    /// The manager ignores or misreads something, or a maintainer would change it today.
    Warning,
    /// The manager refuses the file or the unit, or silently loses or doubles a process.
    Error,
}

impl Level {
    /// The word used on the command line and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's name, kebab-case.
    pub rule: &'static str,
    /// How much it matters.
    pub level: Level,
    /// One sentence without a full stop, starting in lower case unless with a name: what is wrong.
    pub message: String,
    /// The file.
    pub file: FileId,
    /// The place the reader should look at.
    pub span: Span,
    /// A few words under the caret; empty for none.
    pub label: String,
    /// Why it hurts and the way out; several sentences, may hold line breaks.
    pub help: Option<String>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// A change that mends it.
    pub fix: Option<Fix>,
}

/// Another place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The file.
    pub file: FileId,
    /// The place.
    pub span: Span,
    /// What there is to see.
    pub message: String,
}

/// How far a fix can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// Shown to a person, never applied.
    Display,
    /// May change what the configuration means, or lose a comment: applied with `--unsafe-fixes`.
    Unsafe,
    /// What was meant, and comments survive: applied with `--fix`.
    Safe,
}

impl Applicability {
    /// The word used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Display => "display",
            Self::Unsafe => "unsafe",
            Self::Safe => "safe",
        }
    }
}

/// Edits that mend a finding, all of them or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative: `write %(process_num)02d`.
    pub title: String,
    /// How far it can be trusted.
    pub applicability: Applicability,
    /// The edits; they do not overlap. All in one file.
    pub edits: Vec<Edit>,
}

impl Diagnostic {
    /// A finding without help, related places or fix.
    #[must_use]
    pub fn new(
        rule: &'static str,
        level: Level,
        file: FileId,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            level,
            message: message.into(),
            file,
            span,
            label: String::new(),
            help: None,
            related: Vec::new(),
            fix: None,
        }
    }

    /// At this level instead of its rule's.
    #[must_use]
    pub const fn level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    /// Adds the words under the caret.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = text.into();
        self
    }

    /// Adds why it hurts and the way out.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn related(mut self, file: FileId, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Related { file, span, message: message.into() });
        self
    }

    /// Adds a fix.
    #[must_use]
    pub fn fix(mut self, title: impl Into<String>, applicability: Applicability, edits: Vec<Edit>) -> Self {
        self.fix = Some(Fix { title: title.into(), applicability, edits });
        self
    }
}
