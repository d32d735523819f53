//! Expansion: Python's `value % names`, which supervisord applies to nearly every option after the INI reader and
//! before the value is read (`supervisor.options.expand`).
//!
//! The grammar is that of printf: `%(name)s`, with flags, width and precision if need be, and `%%` for a percent
//! sign. What is easily missed: `%(name)` alone is an error or eats the letters behind it as a conversion, and one
//! bare `%s` is no error but puts the representation of all names there, supervisord's whole environment included.

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
    /// It is no format, or a value does not fit its conversion.
    Malformed {
        /// Python's words.
        message: Cow<'static, str>,
        /// The conversion.
        span: Span,
    },
    /// A name has no value.
    UnknownName {
        /// The name.
        name: String,
        /// The name between its parentheses.
        span: Span,
    },
    /// A bare `%s`, `%r` or `%a`. supervisord accepts it and writes out all names and values, its whole
    /// environment among them; what that will be is not known here.
    WholeEnvironment {
        /// The conversion.
        span: Span,
    },
    /// Width and precision ask for more than 1 MiB of padding. supervisord would try.
    TooLong {
        /// The conversion.
        span: Span,
    },
}

impl ExpansionError {
    /// What to point at.
    #[must_use]
    pub const fn span(&self) -> Span {
        match self {
            Self::Malformed { message: _, span }
            | Self::UnknownName { name: _, span }
            | Self::WholeEnvironment { span }
            | Self::TooLong { span } => *span,
        }
    }

    /// supervisord's message about `text`, the value of `option` (`program:a.command`; bare for the options that
    /// are expanded a second time: `process_name`, `environment`, `stdout_logfile`, `stderr_logfile`,
    /// `include.files`), with the names that are `available`, sorted; nothing where supervisord has no message.
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

/// Whether a text holds anything to expand; most do not.
#[must_use]
pub fn is_needed(text: &str) -> bool {
    memchr(b'%', text.as_bytes()).is_some()
}

/// The names of the variables, without `ENV_`, that a text asks for.
pub fn variables(text: &str) -> impl Iterator<Item = &str> {
    names(text).filter_map(|name| name.strip_prefix("ENV_"))
}

/// The names that a value expands, in order.
pub fn names(text: &str) -> impl Iterator<Item = &str> {
    scan(text).filter_map(move |piece| match piece {
        Ok(Piece::Name { name, spec: _, span: _ }) => Some(name.text(text)),
        _ => None,
    })
}

/// Padding beyond this is not written out.
pub(crate) const LONGEST_PADDING: u64 = 1 << 20;

/// Expands a text as supervisord does. Without a percent sign in it, it comes back as it is.
///
/// # Errors
///
/// The first one that Python would raise, reading from the left; and what cannot be known or should not be built
/// (see [`ExpansionError`]).
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
    let mut padding = LONGEST_PADDING;
    // What comes later may be an error to Python, and then nothing is put anywhere.
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

/// Doubles every percent sign, so that expansion gives the text back. `std*_logfile=` and, up to 4.3.0,
/// `environment=` of `[supervisord]` are expanded twice and need it twice.
#[must_use]
pub fn escape(text: &str) -> Cow<'_, str> {
    if is_needed(text) { Cow::Owned(text.replace('%', "%%")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests;
