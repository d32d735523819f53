//! Paths: `path_simplify_and_warn()` of systemd's `path-util.c`.

use std::borrow::Cow;

use super::specifier;
use crate::source::Span;
use crate::unix::lexical_path::has_parent_dir;
pub use crate::unix::lexical_path::simplify;
use crate::value::ValueError;

/// Whether no component of the path is `..`.
#[must_use]
pub fn is_normalized(path: &str) -> bool {
    !has_parent_dir(path.as_bytes())
}

/// What a directive does with a path that it refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnError {
    /// It ignores the path, and its message says so.
    Ignore,
    /// Its message does not say that it is ignored. Whether the unit is refused depends on the directive.
    Fail,
}

impl OnError {
    const fn words(self) -> &'static str {
        match self {
            Self::Ignore => ", ignoring",
            Self::Fail => "",
        }
    }
}

/// The limit of Linux, including the terminating NUL.
const PATH_MAX: usize = 4096;
/// The limit of Linux, without the terminating NUL.
const NAME_MAX: usize = 255;

/// Parses an absolute path and returns it in its simplest form, specifiers unexpanded.
///
/// `at` is the offset of `text` in the value. A path that starts with a specifier is accepted, unless the expansion of
/// that never starts with a slash.
///
/// # Errors
/// The path is not absolute, contains a `..`, or is too long.
pub fn absolute<'a>(
    directive: &str,
    text: &'a str,
    at: u32,
    on_error: OnError,
) -> Result<Cow<'a, str>, ValueError> {
    let span = Span::new(at, at + text.len() as u32);
    if specifier::starts_with_slash(text.as_bytes()) == Some(false) {
        let message = format!("{directive}= path is not absolute{}: {text}", on_error.words());
        return Err(ValueError::at(span, message, "an absolute path"));
    }
    normalized(directive, text, span, on_error)
}

/// Parses a relative path, as for `StateDirectory=`, and returns it in its simplest form.
///
/// # Errors
/// The path is absolute, contains a `..`, or is too long.
pub fn relative<'a>(
    directive: &str,
    text: &'a str,
    at: u32,
    on_error: OnError,
) -> Result<Cow<'a, str>, ValueError> {
    let span = Span::new(at, at + text.len() as u32);
    if specifier::starts_with_slash(text.as_bytes()) == Some(true) {
        let message = format!("{directive}= path is absolute{}: {text}", on_error.words());
        return Err(ValueError::at(span, message, "a relative path"));
    }
    normalized(directive, text, span, on_error)
}

/// Parses a path of either kind, such as the device of `IOWeight=`, and returns it in its simplest form.
///
/// # Errors
/// The path contains a `..`, or is too long.
pub fn either<'a>(
    directive: &str,
    text: &'a str,
    at: u32,
    on_error: OnError,
) -> Result<Cow<'a, str>, ValueError> {
    normalized(directive, text, Span::new(at, at + text.len() as u32), on_error)
}

fn normalized<'a>(
    directive: &str,
    text: &'a str,
    span: Span,
    on_error: OnError,
) -> Result<Cow<'a, str>, ValueError> {
    if is_simple(text) {
        return Ok(Cow::Borrowed(text));
    }
    let path = simplify(text);
    if path.is_empty() || path.len() >= PATH_MAX || path.split('/').any(|part| part.len() > NAME_MAX) {
        let message =
            format!("{directive}= path has invalid length ({} bytes){}.", path.len(), on_error.words());
        return Err(ValueError::at(span, message, "a path with components of up to 255 bytes"));
    }
    if path == "." || !is_normalized(&path) {
        let message = format!("{directive}= path is not normalized{}: {path}", on_error.words());
        return Err(ValueError::at(span, message, "a path without .."));
    }
    Ok(path)
}

/// A quick check for a path that is already in its simplest form and needs no check of its components.
fn is_simple(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_plain_step = |at: usize| bytes.get(at + 1).is_some_and(|next| !matches!(next, b'/' | b'.'));
    text.len() <= NAME_MAX
        && bytes.first().is_some_and(|first| *first != b'.')
        && memchr::memchr_iter(b'/', bytes).all(is_plain_step)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn message(text: &str) -> String {
        absolute("X", text, 0, OnError::Ignore).unwrap_err().message
    }

    #[test]
    fn redundant_slashes_and_dots_are_removed() {
        for (text, simple) in [
            ("/tmp", "/tmp"),
            ("/tmp/", "/tmp"),
            ("//tmp//x", "/tmp/x"),
            ("/tmp/./x", "/tmp/x"),
            ("/", "/"),
            ("//", "/"),
            ("/.", "/"),
            ("./a", "a"),
            ("a/./b/", "a/b"),
            (".", "."),
            ("./", "."),
            ("", ""),
            ("/a/../b", "/a/../b"),
            ("/.x/...", "/.x/..."),
        ] {
            assert_eq!(simplify(text), simple, "{text}");
        }
        assert!(matches!(simplify("/a/b"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_path_must_be_absolute_and_normalized() {
        assert_eq!(absolute("X", "/a b/", 0, OnError::Fail).as_deref(), Ok("/a b"));
        assert_eq!(message("tmp"), "X= path is not absolute, ignoring: tmp");
        assert_eq!(message(""), "X= path is not absolute, ignoring: ");
        assert_eq!(message("\"/a b\""), "X= path is not absolute, ignoring: \"/a b\"");
        assert_eq!(message("//tmp//x/../y"), "X= path is not normalized, ignoring: /tmp/x/../y");
        let error = absolute("X", "tmp", 1, OnError::Fail).unwrap_err();
        assert_eq!((error.message.as_str(), error.span), ("X= path is not absolute: tmp", Span::new(1, 4)));
        assert!(absolute("X", &format!("/{}", "x".repeat(256)), 0, OnError::Fail).is_err());
    }

    #[test]
    fn a_specifier_may_start_an_absolute_path() {
        assert_eq!(absolute("X", "%t/x//y", 0, OnError::Fail).as_deref(), Ok("%t/x/y"));
        assert!(absolute("X", "%I", 0, OnError::Fail).is_ok());
        assert!(absolute("X", "x%t", 0, OnError::Fail).is_err());
    }

    #[test]
    fn some_directives_require_a_relative_path() {
        assert_eq!(relative("X", "a//b", 0, OnError::Ignore).as_deref(), Ok("a/b"));
        let message = |text| relative("StateDirectory", text, 0, OnError::Ignore).unwrap_err().message;
        assert_eq!(message("/foo"), "StateDirectory= path is absolute, ignoring: /foo");
        assert_eq!(message("../x"), "StateDirectory= path is not normalized, ignoring: ../x");
    }

    proptest! {
        #[test]
        fn simplifying_twice_changes_nothing(text in "[/.a]{0,12}") {
            let once = simplify(&text).into_owned();
            prop_assert_eq!(simplify(&once), once.as_str());
            prop_assert_eq!(once.starts_with('/'), text.starts_with('/'));
        }

    }
}
