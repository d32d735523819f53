//! Hides the secrets in lines of a file: a report may end up in the log of a CI job, which may be public when the file is
//! not.

use std::borrow::Cow;
use std::ops::Range;

use super::{Separator, secrets_of};
use crate::secret;
use crate::source::Span;

/// A line as it is shown.
pub(in crate::report) struct Shown<'l> {
    pub(in crate::report) bytes: Cow<'l, [u8]>,
    /// The ranges of the secrets in the original line.
    hidden: Vec<Range<usize>>,
    /// The length in bytes of each replacement.
    length: usize,
}

impl<'l> Shown<'l> {
    /// Replaces each secret in the line by `for_it`.
    pub(in crate::report) fn new(line: &'l [u8], for_it: &str) -> Self {
        let hidden = secrets(line);
        let mut bytes = Cow::Borrowed(line);
        for range in hidden.iter().rev() {
            bytes.to_mut().splice(range.clone(), for_it.bytes());
        }
        Self { bytes, hidden, length: for_it.len() }
    }

    /// Maps an offset in the original line. Inside a secret, the start of a label moves to the secret's start, and its end
    /// to the secret's end.
    pub(in crate::report) fn place(&self, at: usize, is_end: bool) -> usize {
        let (mut kept, mut before) = (0, 0);
        for Range { start, end } in self.hidden.iter().cloned() {
            if at <= start {
                break;
            }
            let place = start - kept + before;
            if at < end {
                return place + if is_end { self.length } else { 0 };
            }
            kept += end - start;
            before += self.length;
        }
        at - kept + before
    }
}

/// The ranges of the secrets in a line, in order and without overlaps. The language of the line does not matter, and it may
/// be a comment.
fn secrets(line: &[u8]) -> Vec<Range<usize>> {
    // Secrets are recognized in ASCII only: other bytes count as letters, so that all offsets are preserved.
    let text: Cow<'_, str> = match std::str::from_utf8(line) {
        Ok(text) if text.is_ascii() => text.into(),
        _ => line.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { 'x' }).collect(),
    };
    let (name, value) = text.split_at(text.find(['=', ':']).unwrap_or(text.len()));
    let value = value.get(1..).unwrap_or_default().trim();
    // Leading whitespace marks a continuation line, in most files one of `environment=`.
    let (name, goes_on) = (name.trim_end(), name.starts_with([' ', '\t']));
    let place = |value: &str| Span::of(text.as_bytes(), value.as_bytes()).range();
    let mut found = match name {
        // For the servers and supervisorctl: up to the end of the line; a hash is a secret, too.
        _ if name.eq_ignore_ascii_case("password") && !value.is_empty() => {
            vec![place(value)]
        }
        name if secret::name::is_credential_directive(name) => {
            // Without a name before it, the whole value may be the secret.
            vec![place(value.split_once(':').map_or(value, |(_, secret)| secret))]
        }
        _ if goes_on || name.eq_ignore_ascii_case("environment") && name != "Environment" => {
            secrets_of(&text, Separator::Commas)
        }
        _ => secrets_of(&text, Separator::Spaces),
    };
    if name.eq_ignore_ascii_case("environment") {
        cut_off(&text, &mut found);
    }
    found.retain(|range| !is_told(text.get(range.clone()).unwrap_or_default().trim_matches(['"', '\''])));
    found
}

/// What whitespace separates from a secret's value or from its name: `Environment=PASSWORD=one two`, `TOKEN abc`.
fn cut_off(text: &str, found: &mut Vec<Range<usize>>) {
    let is_blank_or_comma = |c: char| c.is_ascii_whitespace() || c == ',';
    let mut is_value = false;
    for word in text.split(is_blank_or_comma).filter(|word| !word.is_empty()) {
        let range = Span::of(text.as_bytes(), word.as_bytes()).range();
        if word.starts_with([';', '#']) {
            break;
        }
        let is_found = found.iter().any(|one| one.start < range.end && range.start < one.end);
        let (bare, has_sign) = (word.trim_matches(['"', '\'']), word.contains('='));
        if is_value && !is_found && !has_sign && bare != "\\" {
            found.push(range);
            continue;
        }
        let is_name = secret::name::is_secret_name(bare.trim_end_matches('=').as_bytes());
        is_value = is_name || is_found && !word.ends_with(['"', '\'']);
    }
    found.sort_by_key(|range| range.start);
}

/// Whether a value is not a secret but a placeholder or the location of one. A hash is a secret: passwords can be tried
/// against it.
fn is_told(value: &str) -> bool {
    match value.strip_prefix('%') {
        Some(name) => name.len() == 1 || is_expansion(value),
        None => !value.starts_with("{SHA}") && !secret::name::is_literal_secret(value),
    }
}

/// Whether the value is a single expansion such as `%(ENV_PASSWORD)s`.
fn is_expansion(value: &str) -> bool {
    value.strip_prefix("%(").and_then(|rest| rest.strip_suffix(")s")).is_some_and(|name| !name.contains(')'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> String {
        String::from_utf8(Shown::new(line.as_bytes(), "…").bytes.into_owned()).unwrap()
    }

    #[test]
    fn secrets_are_redacted_in_lines_of_either_language() {
        for (line, what) in [
            ("password = a b ; c", "password = …"),
            ("PassWord:{SHA}82ab876d", "PassWord:…"),
            ("password=%(ENV_PASSWORD)s", "password=%(ENV_PASSWORD)s"),
            ("serverurl=http://me:pw@localhost:9001", "serverurl=http://me:…@localhost:9001"),
            ("environment=A=1,DB_PASSWORD=\"a b\",B=2", "environment=A=1,DB_PASSWORD=…,B=2"),
            ("environment=TOKEN=abc,B=2", "environment=TOKEN=…,B=2"),
            ("    TOKEN = 'abc', B=2", "    TOKEN = …, B=2"),
            ("Environment=A=1 \"API_KEY=a b\" TOKEN=é,f C=3", "Environment=A=1 \"API_KEY=…\" TOKEN=… C=3"),
            ("Environment=PASSWORD=a b C=1 d", "Environment=PASSWORD=… … C=1 d"),
            ("Environment=PASSWORD = a", "Environment=PASSWORD = …"),
            ("environment=A=1,TOKEN abc ; why not", "environment=A=1,TOKEN … ; why not"),
            ("environment=TOKEN=\"a\" B=\"1\"", "environment=TOKEN=… B=\"1\""),
            ("SetCredential=abc", "SetCredential=…"),
            ("SetCredential=db:a:b", "SetCredential=db:…"),
            ("ExecStart=/usr/bin/app --token abc $X", "ExecStart=/usr/bin/app --token … $X"),
            ("; mysql -uroot -pabc", "; mysql -uroot -p…"),
            ("#Environment=TOKEN=abc", "#Environment=TOKEN=…"),
            ("environment=A=\"x,y\"", "environment=A=\"x,y\""),
            ("Environment=TOKEN_FILE=/a TOKEN=%i PASSWORD=", "Environment=TOKEN_FILE=/a TOKEN=%i PASSWORD="),
            ("[program:token]", "[program:token]"),
            ("", ""),
        ] {
            assert_eq!(shown(line), what);
        }
    }

    #[test]
    fn invalid_utf8_is_kept_verbatim() {
        let shown = Shown::new(b"\xff\xfe TOKEN=\xffab c\xfe", "...");
        assert_eq!(&*shown.bytes, b"\xff\xfe TOKEN=... c\xfe");
        assert_eq!([shown.place(2, false), shown.place(13, false)], [2, 13]);
    }
}
