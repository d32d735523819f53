//! The error type of the value parsers of both languages.

use std::fmt;

use crate::source::Span;

/// A value that its parser rejects.
///
/// A parser knows neither the file nor the rule: it reports the place within the value, what it would have accepted,
/// and the manager's own message where the manager has one. `lint` turns this into a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    /// The position in the parsed text, in bytes from its start.
    pub span: Span,
    /// The manager's own message, verbatim but without the file name; where the manager prints none, what is wrong in
    /// one short sentence without a full stop.
    pub message: String,
    /// What would be accepted: `true, false, yes, no …`. Completes the sentence "expected …".
    pub expected: &'static str,
}

impl ValueError {
    /// An error about the whole text.
    #[must_use]
    pub fn whole(text: &str, message: impl Into<String>, expected: &'static str) -> Self {
        Self { span: Span::new(0, text.len() as u32), message: message.into(), expected }
    }

    /// An error about a part of the text.
    #[must_use]
    pub fn at(span: Span, message: impl Into<String>, expected: &'static str) -> Self {
        Self { span, message: message.into(), expected }
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ValueError {}
