//! What the value readers of both languages share: how they say that a value is wrong.

use std::fmt;

use crate::source::Span;

/// A value that its reader does not accept.
///
/// A reader knows no file and no rule: it says what it found, where inside the value's text, what it would have
/// taken, and the manager's own words where the manager has some. `lint` turns it into a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    /// Where in the text that was read (bytes from its start).
    pub span: Span,
    /// What the manager itself says about it, word for word and without the file's name; or, where the manager
    /// is silent, what is wrong in one short sentence without a full stop.
    pub message: String,
    /// What would be accepted: `true, false, yes, no …`; completes the sentence "expected …".
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
