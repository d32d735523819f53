//! `WorkingDirectory=`: `config_parse_working_directory()` of systemd's `load-fragment.c`.

use std::borrow::Cow;

use super::path::{self, OnError};
use super::specifier::{self, INVALID_SLOT, Table};
use crate::source::Span;
use crate::systemd::versions::Release;
use crate::value::ValueError;

/// The directory in which the process starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Directory<'a> {
    /// `~`: the home directory of `User=`.
    Home,
    /// An absolute path in its simplest form, specifiers unexpanded.
    Path(Cow<'a, str>),
}

/// The value of `WorkingDirectory=`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkingDirectory<'a> {
    /// `-`: whether the service starts without it (in `/`) if it is missing.
    pub optional: bool,
    /// The directory.
    pub directory: Directory<'a>,
    /// The span of the directory in the value, without the `-`.
    pub span: Span,
}

/// Parses a value that is not empty; an empty one means the default.
///
/// # Errors
/// The path is invalid. The unit is refused, unless the value starts with a `-`: then the value is ignored.
pub fn parse(text: &str, release: Release) -> Result<WorkingDirectory<'_>, ValueError> {
    let optional = text.starts_with('-');
    let start = u32::from(optional);
    let directory = &text[start as usize..];
    let span = Span::new(start, text.len() as u32);
    if directory == "~" {
        return Ok(WorkingDirectory { optional, directory: Directory::Home, span });
    }
    if let Some((_, at)) = Table::Full.first_unknown(directory.as_bytes(), release) {
        let ignoring = if optional { ", ignoring" } else { "" };
        let message = format!(
            "Failed to resolve unit specifiers in working directory path '{directory}'{ignoring}: {INVALID_SLOT}"
        );
        return Err(ValueError::at(at.shifted(start), message, specifier::EXPECTED));
    }
    let on_error = if optional { OnError::Ignore } else { OnError::Fail };
    let path = path::absolute("WorkingDirectory", directory, start, on_error)?;
    Ok(WorkingDirectory { optional, directory: Directory::Path(path), span })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(bool, String), String> {
        match parse(text, Release(252)) {
            Ok(WorkingDirectory { optional, directory: Directory::Home, span: _ }) => {
                Ok((optional, "home".to_owned()))
            }
            Ok(WorkingDirectory { optional, directory: Directory::Path(path), span: _ }) => {
                Ok((optional, path.into_owned()))
            }
            Err(error) => Err(error.message),
        }
    }

    #[test]
    fn the_whole_line_is_the_path() {
        for (text, optional, path) in [
            ("/tmp", false, "/tmp"),
            ("/tmp/", false, "/tmp"),
            ("/tmp/./x", false, "/tmp/x"),
            ("/a b", false, "/a b"),
            ("/tmp/%n", false, "/tmp/%n"),
            ("~", false, "home"),
            ("-~", true, "home"),
            ("-/x", true, "/x"),
        ] {
            assert_eq!(read(text), Ok((optional, path.to_owned())), "{text}");
        }
    }

    #[test]
    fn an_invalid_path_quotes_the_systemd_message() {
        for (text, message) in [
            ("//tmp//x/../y", "WorkingDirectory= path is not normalized: /tmp/x/../y"),
            ("tmp", "WorkingDirectory= path is not absolute: tmp"),
            ("\"/a b\"", "WorkingDirectory= path is not absolute: \"/a b\""),
            ("!/x", "WorkingDirectory= path is not absolute: !/x"),
            ("-", "WorkingDirectory= path is not absolute, ignoring: "),
            ("-tmp", "WorkingDirectory= path is not absolute, ignoring: tmp"),
            ("%Q", "Failed to resolve unit specifiers in working directory path '%Q': Invalid slot"),
            (
                "-%Q",
                "Failed to resolve unit specifiers in working directory path '%Q', ignoring: Invalid slot",
            ),
        ] {
            assert_eq!(read(text), Err(message.to_owned()), "{text}");
        }
        assert_eq!(parse("-/a%Q", Release(252)).unwrap_err().span, Span::new(3, 5));
    }
}
