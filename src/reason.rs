//! Why something is not kept, in words.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// A reason, in whole sentences. What is said of a thousand services is one text.
#[derive(Clone)]
pub enum Reason {
    /// It stands in a table, or in the code.
    Known(&'static str),
    /// It was made for this very case.
    Made(Arc<str>),
}

impl Reason {
    /// Whether both are one and the same text, which is seen at a glance; two texts may still be equal.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        std::ptr::eq::<str>(&**self, &**other)
    }
}

impl Deref for Reason {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Known(text) => text,
            Self::Made(text) => text,
        }
    }
}

impl From<&'static str> for Reason {
    fn from(text: &'static str) -> Self {
        Self::Known(text)
    }
}

impl From<String> for Reason {
    fn from(text: String) -> Self {
        Self::Made(text.into())
    }
}

impl From<Cow<'static, str>> for Reason {
    fn from(text: Cow<'static, str>) -> Self {
        match text {
            Cow::Borrowed(text) => Self::Known(text),
            Cow::Owned(text) => text.into(),
        }
    }
}

/// Reasons are equal when they say the same.
impl PartialEq for Reason {
    fn eq(&self, other: &Self) -> bool {
        self.is(other) || **self == **other
    }
}

impl Eq for Reason {}

impl fmt::Debug for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}
