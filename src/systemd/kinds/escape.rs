//! Strings and paths as parts of unit names: `unit_name_escape()` and `unit_name_path_escape()` of systemd's
//! `unit-name.c`, as used by `systemd-escape`.

use std::fmt;

use memchr::memchr;

use super::path;
use super::words::push_hex;

/// The text is not an escaped string or path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotEscaped;

impl fmt::Display for NotEscaped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Failed to unescape string: Invalid argument")
    }
}

impl std::error::Error for NotEscaped {}

/// The path contains a `..`, or is just `.`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotNormalized;

impl fmt::Display for NotNormalized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a normalized file system path")
    }
}

impl std::error::Error for NotNormalized {}

/// Escapes any bytes: `/` becomes `-`, and every byte that is not an ASCII letter, a digit, `:`, `_` or `.` becomes
/// `\xNN`, as does a leading `.`.
#[must_use]
pub fn escape(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() + 8);
    for (index, byte) in bytes.iter().copied().enumerate() {
        match byte {
            b'/' => out.push('-'),
            b'.' if index == 0 => push_hex(&mut out, byte),
            b':' | b'_' | b'.' => out.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            _ => push_hex(&mut out, byte),
        }
    }
    out
}

/// Reverses [`escape`].
///
/// # Errors
/// A backslash does not start `\xNN`.
pub fn unescape(text: &str) -> Result<Vec<u8>, NotEscaped> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, tail @ ..] = rest {
        rest = tail;
        match byte {
            b'-' => out.push(b'/'),
            b'\\' => {
                let [b'x', high, low, tail @ ..] = tail else { return Err(NotEscaped) };
                let digit = |byte: &u8| char::from(*byte).to_digit(16).ok_or(NotEscaped);
                out.push((digit(high)? << 4 | digit(low)?) as u8);
                rest = tail;
            }
            _ => out.push(*byte),
        }
    }
    Ok(out)
}

/// Escapes a path: leading, trailing and repeated slashes are removed, and `/` alone becomes `-`.
///
/// # Errors
/// The path contains a `..`, or is just `.`.
pub fn escape_path(path: &str) -> Result<String, NotNormalized> {
    let simple = path::simplify(path);
    if !path::is_normalized(&simple) || simple == "." {
        return Err(NotNormalized);
    }
    Ok(match simple.trim_matches('/') {
        "" => "-".to_owned(),
        inner => escape(inner.as_bytes()),
    })
}

/// Reverses [`escape_path`]; the path starts with a slash.
///
/// # Errors
/// The text is not escaped, empty, or not a path in its simplest form: `a--b`, `-a`, `a-..-b`.
pub fn unescape_path(text: &str) -> Result<Vec<u8>, NotEscaped> {
    if text == "-" {
        return Ok(b"/".to_vec());
    }
    let inner = unescape(text)?;
    // To C code, a NUL ends the path.
    let inner = &inner[..memchr(0, &inner).unwrap_or(inner.len())];
    if text.is_empty()
        || inner.split(|byte| *byte == b'/').any(|part| matches!(part, b"" | b"." | b".."))
            && !inner.is_empty()
    {
        return Err(NotEscaped);
    }
    Ok([b"/", inner].concat())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_string_is_escaped_as_systemd_escape_does() {
        for (text, escaped) in [
            ("/foo/bar baz", r"-foo-bar\x20baz"),
            ("a-b@c:d_é", r"a\x2db\x40c:d_\xc3\xa9"),
            (".x", r"\x2ex"),
            ("a.b", "a.b"),
            ("//", "--"),
            (r"a\b", r"a\x5cb"),
            ("", ""),
        ] {
            assert_eq!(escape(text.as_bytes()), escaped, "{text}");
        }
    }

    #[test]
    fn a_path_is_normalized_before_it_is_escaped() {
        for (text, escaped) in [
            ("/foo/bar", "foo-bar"),
            ("//a///b//", "a-b"),
            ("a/./b", "a-b"),
            ("./a", "a"),
            ("/.x", r"\x2ex"),
            ("/a/.x", "a-.x"),
            ("/", "-"),
            ("", "-"),
            ("-", r"\x2d"),
        ] {
            assert_eq!(escape_path(text).as_deref(), Ok(escaped), "{text}");
        }
        for text in ["/a/../b", "..", "a/..", "."] {
            assert_eq!(escape_path(text), Err(NotNormalized), "{text}");
        }
    }

    #[test]
    fn a_dash_is_a_slash_and_hex_is_a_byte() {
        for (text, plain) in
            [("a-b", "a/b"), (r"a\x2db", "a-b"), (r"a\x2Db", "a-b"), ("x y", "x y"), ("--", "//"), ("é", "é")]
        {
            assert_eq!(unescape(text).as_deref(), Ok(plain.as_bytes()), "{text}");
        }
        for text in [r"a\b", r"a\x2", r"\xg0", "\\"] {
            assert_eq!(unescape(text), Err(NotEscaped), "{text}");
        }
    }

    #[test]
    fn only_a_normalized_path_is_unescaped() {
        for (text, plain) in [("a-b", "/a/b"), ("-", "/"), (r"\x00", "/"), ("x y", "/x y")] {
            assert_eq!(unescape_path(text).as_deref(), Ok(plain.as_bytes()), "{text}");
        }
        for text in [
            "--",
            "-a",
            "a-",
            "a--b",
            r"\x2e\x2e",
            "a-..-b",
            "..",
            ".",
            "a-.-b",
            r"foo\x2f",
            r"\x2ffoo",
            "",
            r"a\b",
        ] {
            assert_eq!(unescape_path(text), Err(NotEscaped), "{text}");
        }
    }

    proptest! {
        #[test]
        fn escaped_bytes_unescape_to_the_original(bytes in prop::collection::vec(any::<u8>(), 0..24)) {
            prop_assert_eq!(unescape(&escape(&bytes)), Ok(bytes));
        }

        #[test]
        fn an_escaped_path_unescapes_to_the_original(parts in prop::collection::vec("[a-z. é-]{0,5}[a-z]", 0..4)) {
            let path = format!("/{}", parts.join("/"));
            prop_assert_eq!(unescape_path(&escape_path(&path).unwrap()), Ok(path.into_bytes()));
        }

        #[test]
        fn escaping_any_text_does_not_panic(text in r"[-.\\x0-9a/]{0,12}|\PC{0,8}") {
            let _ = (unescape(&text), unescape_path(&text), escape_path(&text));
        }
    }
}
