//! A finding of a rule: a [`Diagnostic`] with its place, its help and, where there is one, its fix.
//!
//! Nothing here depends on how a finding is shown (`report`) or on the rule that reported it (`lint`).

use crate::source::{FileId, Span};
use crate::syntax::Edit;

/// The severity of a finding. Users rely on what each level promises.
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
    /// The level's name on the command line and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What a rule found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's name, kebab-case.
    pub rule: &'static str,
    /// How much it matters.
    pub level: Level,
    /// One sentence without a full stop, starting in lower case unless with a name: what is wrong.
    pub message: String,
    /// The file that contains `span`.
    pub file: FileId,
    /// The place that the reader should look at.
    pub span: Span,
    /// A few words shown under the caret; may be empty.
    pub label: String,
    /// The consequences and what to do about them: several sentences, possibly with line breaks.
    pub help: Option<String>,
    /// Other places that explain the finding.
    pub related: Vec<Related>,
    /// A change that resolves the finding.
    pub fix: Option<Fix>,
}

/// Another place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The file that contains `span`.
    pub file: FileId,
    /// The place in that file.
    pub span: Span,
    /// What the reader sees there.
    pub message: String,
}

/// How far a fix can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// Shown to the user, never applied.
    Display,
    /// May change what the configuration means, or lose a comment: applied with `--unsafe-fixes`.
    Unsafe,
    /// Does what was meant and keeps comments: applied with `--fix`.
    Safe,
}

impl Applicability {
    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Display => "display",
            Self::Unsafe => "unsafe",
            Self::Safe => "safe",
        }
    }
}

/// Edits that resolve a finding; applied together or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the fix does, in the imperative: `write %(process_num)02d`.
    pub title: String,
    /// How far the fix can be trusted.
    pub applicability: Applicability,
    /// The edits. They do not overlap, and all are in the file of the finding.
    pub edits: Vec<Edit>,
}

impl Diagnostic {
    /// Creates a finding without help, related places or a fix.
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

    /// Replaces the rule's level.
    #[must_use]
    pub const fn level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    /// Adds the text under the caret.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = text.into();
        self
    }

    /// Adds the consequences and what to do about them.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Adds another place that explains the finding.
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
