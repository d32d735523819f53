//! What the loader checks of the program in an exec line, before it looks for the file.

use memchr::memchr;

use super::ExecErrorKind;
use crate::systemd::kinds::specifier::{self, Table};
use crate::systemd::versions::Release;

/// What is wrong with a program.
pub(super) struct ProgramError {
    pub(super) kind: ExecErrorKind,
    /// The range `start..end` of the offending bytes.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The beginning of systemd's message.
    pub(super) cause: &'static str,
    /// What is expected instead.
    pub(super) expected: &'static str,
}

const A_PROGRAM: &str = "an absolute path, or a plain file name";
/// The limit of Linux, including the terminating NUL.
const PATH_MAX: usize = 4096;
/// The limit of Linux, without the terminating NUL.
const NAME_MAX: usize = 255;

/// The first release that looks up a program without a path (systemd.service(5)).
pub const BARE_NAME_SINCE: Release = Release(239);

/// Checks what can be checked of a program before its specifiers are expanded.
pub(super) fn check(bytes: &[u8], release: Release) -> Result<(), ProgramError> {
    let error =
        |kind, cause, expected| Err(ProgramError { kind, start: 0, end: bytes.len(), cause, expected });
    if let Some((_, at)) = Table::Full.first_unknown(bytes, release) {
        return Err(ProgramError {
            kind: ExecErrorKind::UnknownSpecifier,
            start: at.start as usize,
            end: at.end as usize,
            cause: "Failed to resolve unit specifiers in",
            expected: specifier::EXPECTED,
        });
    }
    if bytes.is_empty() {
        return error(ExecErrorKind::EmptyProgram, "Empty path in command line", A_PROGRAM);
    }
    if let Some(start) = bytes.iter().position(|byte| matches!(byte, 1..b' ' | b'"' | b'\'' | b'\\' | 0x7f)) {
        return Err(ProgramError {
            kind: ExecErrorKind::SpecialCharacter,
            start,
            end: start + 1,
            cause: "Executable name contains special characters",
            expected: "no control characters, quotes or backslashes",
        });
    }
    if bytes.ends_with(b"/") {
        return error(ExecErrorKind::Directory, "Executable path specifies a directory", A_PROGRAM);
    }
    let absolute = specifier::starts_with_slash(bytes);
    if absolute == Some(false) && release < BARE_NAME_SINCE {
        return error(ExecErrorKind::PlainName, "Executable path is not absolute", "an absolute path");
    }
    let fits = bytes.len() < PATH_MAX && bytes.split(|byte| *byte == b'/').all(|part| part.len() <= NAME_MAX);
    let is_plain = memchr(b'/', bytes).is_none() && !matches!(bytes, b"." | b"..");
    if !fits || absolute == Some(false) && !is_plain {
        return error(
            ExecErrorKind::NotAProgram,
            "Neither a valid executable name nor an absolute path",
            A_PROGRAM,
        );
    }
    Ok(())
}
