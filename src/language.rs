//! Detects which of the two languages a file is written in: by its name and, where that does not decide, by its
//! headers.
//!
//! A unit is recognized by its name alone, as systemd itself does. supervisord loads any file that it is given, so a
//! `*.conf` or `*.ini` counts as one of its files if it has a header that only supervisord knows.

use std::fmt;

use memchr::memchr2;

use crate::source::base_name;
use crate::supervisord::kinds::space;
use crate::systemd::kinds::unit_name::UnitType;

/// One of the two languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// supervisord's INI dialect.
    Supervisord,
    /// systemd's unit files and their drop-ins.
    Systemd,
}

impl Language {
    /// The name used on the command line and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Supervisord => "supervisord",
            Self::Systemd => "systemd",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a file's name alone tells about its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameHint {
    /// It is written in this language, whatever the file contains.
    Language(Language),
    /// A `*.conf` or `*.ini`: its headers decide.
    HeadersDecide,
    /// Neither language has files of this name.
    Neither,
}

impl NameHint {
    /// The language of a file with such a name; `None` if it is neither.
    #[must_use]
    pub fn language(self, bytes: &[u8]) -> Option<Language> {
        match self {
            Self::Language(language) => Some(language),
            Self::HeadersDecide => has_supervisord_header(bytes).then_some(Language::Supervisord),
            Self::Neither => None,
        }
    }
}

/// Headers that are complete: nothing but the closing bracket follows the name.
const WHOLE_HEADERS: [&[u8]; 5] =
    [b"[supervisord]", b"[include]", b"[unix_http_server]", b"[inet_http_server]", b"[supervisorctl]"];

/// Headers that continue with a name of the user's choice.
const HEADER_STARTS: [&[u8]; 6] =
    [b"[program:", b"[group:", b"[eventlistener:", b"[fcgi-program:", b"[rpcinterface:", b"[ctlplugin:"];

/// Headers that nearly every unit has one of; used for hints only, never to decide.
const UNIT_HEADERS: [&[u8]; 4] = [b"[Unit]", b"[Service]", b"[Install]", b"[Socket]"];

/// Detects the language of a file; `None` if it is neither.
///
/// `name` is a path with `/` as separator: the name of the directory identifies a drop-in.
#[must_use]
pub fn detect(name: &str, bytes: &[u8]) -> Option<Language> {
    name_hint(name).language(bytes)
}

/// What the name tells, without reading the file.
#[must_use]
pub fn name_hint(name: &str) -> NameHint {
    let (directories, base) = rsplit(name, b'/').unwrap_or(("", name));
    if is_unit_name(base) {
        return NameHint::Language(Language::Systemd);
    }
    let Some((_, extension)) = rsplit(base, b'.') else { return NameHint::Neither };
    match extension {
        "conf" if is_drop_in_directory(base_name(directories)) => NameHint::Language(Language::Systemd),
        "conf" if base == "supervisord.conf" => NameHint::Language(Language::Supervisord),
        "conf" | "ini" => NameHint::HeadersDecide,
        _ => NameHint::Neither,
    }
}

/// `app.service`, `app@.service`, `-.mount`: something, a dot, a unit type.
fn is_unit_name(base: &str) -> bool {
    rsplit(base, b'.').is_some_and(|(stem, kind)| !stem.is_empty() && UnitType::from_name(kind).is_some())
}

/// Splits at the last occurrence of an ASCII character. That is near the end of a name, where the search of the
/// standard library has a high start-up cost, and every file of a directory walk comes through here.
fn rsplit(text: &str, mark: u8) -> Option<(&str, &str)> {
    let at = text.bytes().rposition(|byte| byte == mark)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// `app.service.d`, `app@.service.d`, `app-.service.d`, `service.d`.
fn is_drop_in_directory(name: &str) -> bool {
    name.strip_suffix(".d").is_some_and(|unit| is_unit_name(unit) || UnitType::from_name(unit).is_some())
}

/// Whether some line is a supervisord header. The case is ignored: `[Program:x]` is a mistake in a supervisord file,
/// not another kind of file.
#[must_use]
pub fn has_supervisord_header(bytes: &[u8]) -> bool {
    has_header(bytes, |line| {
        WHOLE_HEADERS
            .iter()
            .chain(&HEADER_STARTS)
            .any(|header| line.get(..header.len()).is_some_and(|start| start.eq_ignore_ascii_case(header)))
    })
}

/// Whether some line is a header that nearly every unit has. For hints only: systemd goes by names.
#[must_use]
pub fn has_unit_header(bytes: &[u8]) -> bool {
    has_header(bytes, |line| UNIT_HEADERS.iter().any(|header| line.starts_with(header)))
}

/// Checks each line that starts with a bracket, ignoring whitespace before it and a byte order mark.
fn has_header(bytes: &[u8], is_known: impl Fn(&[u8]) -> bool) -> bool {
    let mut rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    loop {
        // Whitespace as Python defines it: text copied from a web page may contain no-break spaces.
        let line = space::strip_start(rest);
        if line.first() == Some(&b'[') && is_known(line) {
            return true;
        }
        // The whitespace may have spanned line ends: continue from the first byte after it.
        let Some(end) = memchr2(b'\n', b'\r', line) else { return false };
        rest = line.get(end + 1..).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUPERVISORD: Option<Language> = Some(Language::Supervisord);
    const SYSTEMD: Option<Language> = Some(Language::Systemd);

    #[test]
    fn units_and_drop_ins_are_recognized_by_name() {
        for (name, language) in [
            ("app.service", SYSTEMD),
            ("/etc/systemd/system/app@.service", SYSTEMD),
            ("app@1.timer", SYSTEMD),
            ("-.mount", SYSTEMD),
            ("a.b.socket", SYSTEMD),
            ("app.service.d/override.conf", SYSTEMD),
            ("x/app@.service.d/10-limits.conf", SYSTEMD),
            ("app-.service.d/10.conf", SYSTEMD),
            ("service.d/10.conf", SYSTEMD),
            ("/service.d/10.conf", SYSTEMD),
            ("supervisord.conf", SUPERVISORD),
            ("etc/supervisor/supervisord.conf", SUPERVISORD),
            ("app.service.d/supervisord.conf", SYSTEMD),
            (".service", None),
            ("app.SERVICE", None),
            ("app.service~", None),
            ("app.service.bak", None),
            ("app.network", None),
            ("service", None),
            ("app.service.d/README", None),
            ("app.service.d/x.ini", None),
            ("app.d/x.conf", None),
            (".service.d/x.conf", None),
            ("system.conf.d/x.conf", None),
            ("conf.d/x.conf", None),
            ("nginx.conf", None),
            ("", None),
            ("/", None),
        ] {
            assert_eq!(detect(name, b"[Unit]\n"), language, "{name}");
        }
    }

    #[test]
    fn headers_distinguish_supervisord_files_from_other_conf_and_ini_files() {
        for (bytes, language) in [
            ("[supervisord]\n", SUPERVISORD),
            ("[program:web]\ncommand=/bin/cat\n", SUPERVISORD),
            ("; comment\n\n[group:all]\n", SUPERVISORD),
            ("[Program:web]", SUPERVISORD),
            ("[FCGI-PROGRAM:x]", SUPERVISORD),
            ("[eventlistener:x]", SUPERVISORD),
            ("[rpcinterface:supervisor]", SUPERVISORD),
            ("[ctlplugin:x]", SUPERVISORD),
            ("[include]\nfiles=conf.d/*.conf", SUPERVISORD),
            ("[unix_http_server]", SUPERVISORD),
            ("[inet_http_server]", SUPERVISORD),
            ("[supervisorctl]", SUPERVISORD),
            ("a=1\r\n[program:x]\r\n", SUPERVISORD),
            ("a=1\r[program:x]\r", SUPERVISORD),
            ("\u{feff}[program:x]\n", SUPERVISORD),
            ("  [program:x]\n", SUPERVISORD),
            ("\u{a0}[program:x]\n", SUPERVISORD),
            ("[program]\n", None),
            ("[supervisord", None),
            ("[supervisord2]", None),
            ("[includes]", None),
            (";[program:x]\n", None),
            ("a=[program:x]\n", None),
            ("[mysqld]\n[client]\n", None),
            ("server { listen 80; }\n", None),
            ("", None),
        ] {
            assert_eq!(detect("conf.d/app.conf", bytes.as_bytes()), language, "{bytes:?}");
            assert_eq!(detect("app.ini", bytes.as_bytes()), language, "{bytes:?}");
            assert_eq!(detect("app.cfg", bytes.as_bytes()), None, "{bytes:?}");
        }
    }

    #[test]
    fn a_file_that_is_not_utf8_is_still_recognized() {
        assert_eq!(detect("a.conf", b"\xff\xfe\n[program:x]\n"), SUPERVISORD);
    }
}
