//! What the loader checks of the program of an exec line, before it looks for the file.

use memchr::memchr;

use super::RefusalKind;
use crate::systemd::kinds::specifier::{self, Table};
use crate::systemd::versions::Release;

/// What is wrong with a program.
pub(super) struct Fault {
    pub(super) kind: RefusalKind,
    /// The bytes to blame, `start..end`.
    pub(super) start: usize,
    pub(super) end: usize,
    /// How systemd's message starts.
    pub(super) cause: &'static str,
    /// What would do instead.
    pub(super) expected: &'static str,
}

const A_PROGRAM: &str = "an absolute path, or a plain file name";
/// Of Linux, with the closing NUL.
const PATH_MAX: usize = 4096;
/// Of Linux, without it.
const NAME_MAX: usize = 255;

/// Checks what can be said of a program before its specifiers are expanded.
pub(super) fn check(bytes: &[u8], release: Release) -> Result<(), Fault> {
    let fault = |kind, cause, expected| Err(Fault { kind, start: 0, end: bytes.len(), cause, expected });
    if let Some((_, at)) = Table::Full.first_unknown(bytes, release) {
        return Err(Fault {
            kind: RefusalKind::UnknownSpecifier,
            start: at.start as usize,
            end: at.end as usize,
            cause: "Failed to resolve unit specifiers in",
            expected: specifier::EXPECTED,
        });
    }
    if bytes.is_empty() {
        return fault(RefusalKind::EmptyProgram, "Empty path in command line", A_PROGRAM);
    }
    if let Some(start) = bytes.iter().position(|byte| matches!(byte, 1..b' ' | b'"' | b'\'' | b'\\' | 0x7f)) {
        return Err(Fault {
            kind: RefusalKind::SpecialCharacter,
            start,
            end: start + 1,
            cause: "Executable name contains special characters",
            expected: "no control characters, quotes or backslashes",
        });
    }
    if bytes.ends_with(b"/") {
        return fault(RefusalKind::Directory, "Executable path specifies a directory", A_PROGRAM);
    }
    let absolute = specifier::starts_with_slash(bytes);
    if absolute == Some(false) && release < Release(239) {
        return fault(RefusalKind::PlainName, "Executable path is not absolute", "an absolute path");
    }
    let fits = bytes.len() < PATH_MAX && bytes.split(|byte| *byte == b'/').all(|part| part.len() <= NAME_MAX);
    let is_plain = memchr(b'/', bytes).is_none() && !matches!(bytes, b"." | b"..");
    if !fits || absolute == Some(false) && !is_plain {
        return fault(
            RefusalKind::NotAProgram,
            "Neither a valid executable name nor an absolute path",
            A_PROGRAM,
        );
    }
    Ok(())
}
