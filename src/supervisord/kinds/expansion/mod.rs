//! Expansion: Python's `value % names`, which supervisord applies to nearly every option after parsing the INI file and
//! before parsing the value (`supervisor.options.expand`).
//!
//! The grammar is that of printf: `%(name)s`, optionally with flags, width and precision, and `%%` for a percent sign.
//! Easily missed: `%(name)` alone is an error or takes the letters after it as a conversion, and a bare `%s` is not an
//! error but inserts the representation of all names, supervisord's whole environment included.

mod digits;
mod format;
mod scan;

use std::borrow::Cow;
use std::fmt;

use memchr::memchr;

use super::python;
use crate::source::Span;

pub use format::{Flags, Spec, Value, render};
pub use scan::{Malformed, Piece, Scan, scan};

/// Why a text cannot be expanded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpansionError {
    /// It is not a valid format, or a value does not fit its conversion.
    Malformed {
        /// Python's message.
        message: Cow<'static, str>,
        /// The range of the conversion.
        span: Span,
    },
    /// A name has no value.
    UnknownName {
        /// The name.
        name: String,
        /// The range of the name between its parentheses.
        span: Span,
    },
    /// A bare `%s`, `%r` or `%a`. supervisord accepts it and inserts all names and values, including its whole
    /// environment, which is not known here.
    WholeEnvironment {
        /// The range of the conversion.
        span: Span,
    },
    /// Width and precision require more than 1 MiB of padding. supervisord would try to write it.
    TooLong {
        /// The range of the conversion.
        span: Span,
    },
}

impl ExpansionError {
    /// The range that a diagnostic should point at.
    #[must_use]
    pub const fn span(&self) -> Span {
        match self {
            Self::Malformed { message: _, span }
            | Self::UnknownName { name: _, span }
            | Self::WholeEnvironment { span }
            | Self::TooLong { span } => *span,
        }
    }

    /// supervisord's message about `text`, the value of `option` (`program:a.command`; without the section for options
    /// that are expanded a second time: `process_name`, `environment`, `stdout_logfile`, `stderr_logfile`,
    /// `include.files`), with the names that are `available`, sorted; `None` where supervisord has no message.
    #[must_use]
    pub fn message(&self, text: &str, option: &str, available: &[&str]) -> Option<String> {
        let (text, option) = (python::repr(text), python::repr(option));
        match self {
            Self::Malformed { message, span: _ } => {
                Some(format!("Format string {text} for {option} is badly formatted: {message}"))
            }
            Self::UnknownName { name, span: _ } => Some(format!(
                "Format string {text} for {option} contains names ({}) which cannot be expanded. Available names: {}",
                python::repr(name),
                available.join(", ")
            )),
            Self::WholeEnvironment { span: _ } | Self::TooLong { span: _ } => None,
        }
    }
}

impl fmt::Display for ExpansionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed { message, span: _ } => f.write_str(message),
            Self::UnknownName { name, span: _ } => write!(f, "unknown name {}", python::repr(name)),
            Self::WholeEnvironment { span: _ } => {
                f.write_str("inserts all of supervisord's environment here")
            }
            Self::TooLong { span: _ } => f.write_str("asks for more than 1 MiB of padding"),
        }
    }
}

impl std::error::Error for ExpansionError {}

/// Whether a text contains anything to expand; most do not.
#[must_use]
pub fn is_needed(text: &str) -> bool {
    memchr(b'%', text.as_bytes()).is_some()
}

/// The names of the variables, without `ENV_`, that a text refers to.
pub fn variables(text: &str) -> impl Iterator<Item = &str> {
    names(text).filter_map(|name| name.strip_prefix("ENV_"))
}

/// The names that a value refers to, in order.
pub fn names(text: &str) -> impl Iterator<Item = &str> {
    scan(text).filter_map(move |piece| match piece {
        Ok(Piece::Name { name, spec: _, span: _ }) => Some(name.text(text)),
        _ => None,
    })
}

/// The limit on padding, in bytes.
pub(crate) const MAX_PADDING: u64 = 1 << 20;

/// Expands a text as supervisord does. A text without a percent sign is returned as is.
///
/// # Errors
///
/// The first error that Python would raise, from left to right; otherwise an error for a result that cannot be known or
/// should not be built (see [`ExpansionError`]).
pub fn expand<'a, 'v>(
    text: &'a str,
    mut lookup: impl FnMut(&str) -> Option<Value<'v>>,
) -> Result<Cow<'a, str>, ExpansionError> {
    if !is_needed(text) {
        return Ok(Cow::Borrowed(text));
    }
    let mut look_up = |span: Span| {
        let name = span.text(text);
        lookup(name).ok_or_else(|| ExpansionError::UnknownName { name: name.to_owned(), span })
    };
    let mut out = String::with_capacity(text.len());
    let mut padding = MAX_PADDING;
    // Only recorded: a later piece may be an error in Python, so that nothing is expanded.
    let mut whole_environment = None;
    for piece in scan(text) {
        match piece {
            Ok(Piece::Literal(span)) => out.push_str(span.text(text)),
            Ok(Piece::Percent(_)) => out.push('%'),
            Ok(Piece::Bare { spec: _, span }) => whole_environment = Some(span),
            Ok(Piece::Name { name, spec, span }) => {
                let value = look_up(name)?;
                padding = padding.checked_sub(spec.padding()).ok_or(ExpansionError::TooLong { span })?;
                render(&mut out, &spec, value)
                    .map_err(|message| ExpansionError::Malformed { message, span })?;
            }
            Err(Malformed { message, span, name, message_for_number }) => {
                let value = name.map(&mut look_up).transpose()?;
                let message = match (value, message_for_number) {
                    (Some(Value::Int(_)), Some(message)) => message,
                    _ => message,
                };
                return Err(ExpansionError::Malformed { message, span });
            }
        }
    }
    match whole_environment {
        Some(span) => Err(ExpansionError::WholeEnvironment { span }),
        None => Ok(Cow::Owned(out)),
    }
}

/// Doubles every percent sign, so that expansion returns the text. `std*_logfile=` and, up to 4.3.0, `environment=` of
/// `[supervisord]` are expanded twice and must be escaped twice.
#[must_use]
pub fn escape(text: &str) -> Cow<'_, str> {
    if is_needed(text) { Cow::Owned(text.replace('%', "%%")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests;
