//! `StandardInput=`, `StandardOutput=` and `StandardError=`: `config_parse_exec_input()` and
//! `config_parse_exec_output()` of systemd's `load-fragment.c`.

use std::borrow::Cow;
use std::fmt;

use super::path::{self, OnError};
use super::specifier::{self, INVALID_SLOT, Table};
use crate::source::Span;
use crate::systemd::versions::Release;
use crate::value::ValueError;

/// How an output file is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenMode {
    /// `file:` (v236): written from the start without truncation; excess old content remains after the new text.
    Overwrite,
    /// `append:` (v240).
    Append,
    /// `truncate:` (v248).
    Truncate,
}

/// A destination of output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output<'a> {
    /// For stdout the same as stdin, for stderr the same as stdout.
    Inherit,
    /// `/dev/null`.
    Null,
    /// The terminal.
    Tty,
    /// The journal; also the obsolete `syslog`.
    Journal,
    /// The journal and the console; also the obsolete `syslog+console`.
    JournalAndConsole,
    /// The kernel's log.
    Kmsg,
    /// The kernel's log and the console.
    KmsgAndConsole,
    /// The socket that started the service.
    Socket,
    /// A descriptor of a socket unit (v232), by name; `None` for the name of the stream, `stdout` or `stderr`.
    Descriptor(Option<&'a str>),
    /// A file: an absolute path in its simplest form, specifiers unexpanded.
    File {
        /// How it is opened.
        opening: OpenMode,
        /// The path.
        path: Cow<'a, str>,
        /// The span of the path in the value.
        span: Span,
    },
}

/// A source of input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input<'a> {
    /// `/dev/null`.
    Null,
    /// The terminal; waits until it is free.
    Tty,
    /// The terminal; takes it away from others.
    TtyForce,
    /// The terminal; fails if it is in use.
    TtyFail,
    /// The socket that started the service.
    Socket,
    /// A descriptor of a socket unit (v232), by name; `None` for `stdin`.
    Descriptor(Option<&'a str>),
    /// `StandardInputText=` and `StandardInputData=` (v236).
    Data,
    /// A file (v236): an absolute path in its simplest form, specifiers unexpanded.
    File {
        /// The path.
        path: Cow<'a, str>,
        /// The span of the path in the value.
        span: Span,
    },
}

impl OpenMode {
    const ALL: [Self; 3] = [Self::Overwrite, Self::Append, Self::Truncate];

    /// The keyword before the colon.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Overwrite => "file",
            Self::Append => "append",
            Self::Truncate => "truncate",
        }
    }

    /// The release that introduced it.
    #[must_use]
    pub const fn since(self) -> Release {
        match self {
            Self::Overwrite => FILE_SINCE,
            Self::Append => Release(240),
            Self::Truncate => Release(248),
        }
    }
}

const FILE_SINCE: Release = Release(236);
const DESCRIPTOR_SINCE: Release = Release(232);

const EXPECTED_OUTPUT: &str = "inherit, null, tty, journal, kmsg, journal+console, kmsg+console, file:PATH, append:PATH, truncate:PATH, socket or fd:NAME";
const EXPECTED_INPUT: &str = "null, tty, tty-force, tty-fail, data, file:PATH, socket or fd:NAME";

/// Whether an output value is `syslog` or `syslog+console`, which systemd has treated as the journal since 246, with a
/// notice to update the unit.
#[must_use]
pub fn is_obsolete(text: &str) -> bool {
    matches!(text, "syslog" | "syslog+console")
}

/// Parses a value of `StandardOutput=` or `StandardError=`.
///
/// # Errors
/// The value is unknown to `release`, or its path or name is invalid: systemd keeps the previous value. A bare `file`,
/// `append` or `truncate` is refused here as well; systemd accepts it, but then cannot start the service.
pub fn parse_output<'a>(directive: &str, text: &'a str, release: Release) -> Result<Output<'a>, ValueError> {
    if let Some(name) = text.strip_prefix("fd:").filter(|_| release >= DESCRIPTOR_SINCE) {
        return descriptor(name, release).map(Output::Descriptor);
    }
    for opening in OpenMode::ALL {
        let Some(rest) = text.strip_prefix(opening.as_str()).filter(|_| release >= opening.since()) else {
            continue;
        };
        if rest.is_empty() {
            return Err(no_file(directive, text));
        }
        if let Some(path) = rest.strip_prefix(':') {
            let (path, span) = file(directive, text, path, release)?;
            return Ok(Output::File { opening, path, span });
        }
    }
    Ok(match text {
        "inherit" => Output::Inherit,
        "null" => Output::Null,
        "tty" => Output::Tty,
        "journal" | "syslog" => Output::Journal,
        "journal+console" | "syslog+console" => Output::JournalAndConsole,
        "kmsg" => Output::Kmsg,
        "kmsg+console" => Output::KmsgAndConsole,
        "socket" => Output::Socket,
        "fd" if release >= DESCRIPTOR_SINCE => Output::Descriptor(None),
        _ => {
            let message = format!("Failed to parse output specifier, ignoring: {text}");
            return Err(ValueError::whole(text, message, EXPECTED_OUTPUT));
        }
    })
}

/// Parses a value of `StandardInput=`.
///
/// # Errors
/// Like [`parse_output`].
pub fn parse_input(text: &str, release: Release) -> Result<Input<'_>, ValueError> {
    if let Some(name) = text.strip_prefix("fd:").filter(|_| release >= DESCRIPTOR_SINCE) {
        return descriptor(name, release).map(Input::Descriptor);
    }
    if let Some(path) = text.strip_prefix("file:").filter(|_| release >= FILE_SINCE) {
        let (path, span) = file("StandardInput", text, path, release)?;
        return Ok(Input::File { path, span });
    }
    Ok(match text {
        "null" => Input::Null,
        "tty" => Input::Tty,
        "tty-force" => Input::TtyForce,
        "tty-fail" => Input::TtyFail,
        "socket" => Input::Socket,
        "fd" if release >= DESCRIPTOR_SINCE => Input::Descriptor(None),
        "data" if release >= FILE_SINCE => Input::Data,
        "file" if release >= FILE_SINCE => return Err(no_file("StandardInput", text)),
        _ => {
            let message = format!("Failed to parse input specifier, ignoring: {text}");
            return Err(ValueError::whole(text, message, EXPECTED_INPUT));
        }
    })
}

fn no_file(directive: &str, text: &str) -> ValueError {
    let message = format!("{directive}={text} names no file, and the service cannot start");
    ValueError::whole(text, message, "a colon followed by an absolute path")
}

fn file<'a>(
    directive: &str,
    text: &str,
    path: &'a str,
    release: Release,
) -> Result<(Cow<'a, str>, Span), ValueError> {
    let start = (text.len() - path.len()) as u32;
    if let Some((_, at)) = Table::Full.first_unknown(path.as_bytes(), release) {
        let message = format!("Failed to resolve unit specifiers in {path}, ignoring: {INVALID_SLOT}");
        return Err(ValueError::at(at.shifted(start), message, specifier::EXPECTED));
    }
    let path = path::absolute(directive, path, start, OnError::Fail)?;
    Ok((path, Span::new(start, text.len() as u32)))
}

/// Parses the name after `fd:`: printable ASCII without colons, up to 255 bytes (`fdname_is_valid()`).
fn descriptor(name: &str, release: Release) -> Result<Option<&str>, ValueError> {
    const START: u32 = "fd:".len() as u32;
    if let Some((_, at)) = Table::Full.first_unknown(name.as_bytes(), release) {
        let message = format!("Failed to resolve unit specifiers in {name}: {INVALID_SLOT}");
        return Err(ValueError::at(at.shifted(START), message, specifier::EXPECTED));
    }
    let expands = specifier::contains_any(name.as_bytes());
    let is_valid =
        name.bytes().all(|byte| matches!(byte, b' '..0x7f) && byte != b':') && (name.len() <= 255 || expands);
    if !is_valid {
        let message = format!("Invalid file descriptor name, ignoring: {name}");
        let span = Span::new(START, START + name.len() as u32);
        return Err(ValueError::at(span, message, "printable ASCII characters other than a colon"));
    }
    Ok(Some(name).filter(|name| !name.is_empty()))
}

impl fmt::Display for Output<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inherit => f.write_str("inherit"),
            Self::Null => f.write_str("null"),
            Self::Tty => f.write_str("tty"),
            Self::Journal => f.write_str("journal"),
            Self::JournalAndConsole => f.write_str("journal+console"),
            Self::Kmsg => f.write_str("kmsg"),
            Self::KmsgAndConsole => f.write_str("kmsg+console"),
            Self::Socket => f.write_str("socket"),
            Self::Descriptor(None) => f.write_str("fd"),
            Self::Descriptor(Some(name)) => write!(f, "fd:{name}"),
            Self::File { opening, path, span: _ } => write!(f, "{}:{path}", opening.as_str()),
        }
    }
}

impl fmt::Display for Input<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Tty => f.write_str("tty"),
            Self::TtyForce => f.write_str("tty-force"),
            Self::TtyFail => f.write_str("tty-fail"),
            Self::Socket => f.write_str("socket"),
            Self::Descriptor(None) => f.write_str("fd"),
            Self::Descriptor(Some(name)) => write!(f, "fd:{name}"),
            Self::Data => f.write_str("data"),
            Self::File { path, span: _ } => write!(f, "file:{path}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Release = Release(252);

    fn output(text: &str) -> Result<String, String> {
        parse_output("StandardOutput", text, NOW)
            .map(|output| output.to_string())
            .map_err(|error| error.message)
    }

    #[test]
    fn parsed_values_are_written_back() {
        for text in [
            "inherit",
            "null",
            "tty",
            "journal",
            "journal+console",
            "kmsg",
            "kmsg+console",
            "socket",
            "fd",
            "fd:foo",
            "fd:%i",
            "file:/x",
            "file:%t/x",
            "append:/x y",
            "truncate:/x",
        ] {
            assert_eq!(output(text).as_deref(), Ok(text));
        }
        for text in ["null", "tty", "tty-force", "tty-fail", "socket", "data", "fd", "fd:foo", "file:/x y"] {
            assert_eq!(parse_input(text, NOW).map(|input| input.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn a_path_is_simplified_and_has_its_span() {
        let Ok(Output::File { opening, path, span }) = parse_output("StandardOutput", "append://a/./b/", NOW)
        else {
            panic!()
        };
        assert_eq!((opening, &*path, span), (OpenMode::Append, "/a/b", Span::new(7, 15)));
        assert_eq!(output("fd:").as_deref(), Ok("fd"));
    }

    #[test]
    fn syslog_means_the_journal() {
        assert_eq!(output("syslog").as_deref(), Ok("journal"));
        assert_eq!(output("syslog+console").as_deref(), Ok("journal+console"));
        assert!(is_obsolete("syslog") && !is_obsolete("journal"));
    }

    #[test]
    fn an_invalid_value_quotes_the_systemd_message() {
        for (text, message) in [
            ("/x", "Failed to parse output specifier, ignoring: /x"),
            ("JOURNAL", "Failed to parse output specifier, ignoring: JOURNAL"),
            ("none", "Failed to parse output specifier, ignoring: none"),
            ("", "Failed to parse output specifier, ignoring: "),
            ("file:x", "StandardOutput= path is not absolute: x"),
            ("file:", "StandardOutput= path is not absolute: "),
            ("append:\"/x\"", "StandardOutput= path is not absolute: \"/x\""),
            ("file:/a/../b", "StandardOutput= path is not normalized: /a/../b"),
            ("file:%Q", "Failed to resolve unit specifiers in %Q, ignoring: Invalid slot"),
            ("fd:%Q", "Failed to resolve unit specifiers in %Q: Invalid slot"),
            ("fd:a:b", "Invalid file descriptor name, ignoring: a:b"),
            ("fd:é", "Invalid file descriptor name, ignoring: é"),
        ] {
            assert_eq!(output(text), Err(message.to_owned()), "{text}");
        }
        let message = |text| parse_input(text, NOW).unwrap_err().message;
        assert_eq!(message("x"), "Failed to parse input specifier, ignoring: x");
        assert_eq!(message("file:x"), "StandardInput= path is not absolute: x");
    }

    #[test]
    fn a_file_without_a_path_is_rejected_although_systemd_accepts_it() {
        for text in ["file", "append", "truncate"] {
            assert_eq!(
                output(text),
                Err(format!("StandardOutput={text} names no file, and the service cannot start"))
            );
        }
    }

    #[test]
    fn a_release_knows_only_its_own_values() {
        assert!(parse_output("StandardOutput", "truncate:/x", Release(247)).is_err());
        assert!(parse_output("StandardOutput", "append:/x", Release(239)).is_err());
        assert!(parse_output("StandardOutput", "fd:x", Release(231)).is_err());
        assert!(parse_input("data", Release(235)).is_err());
    }
}
