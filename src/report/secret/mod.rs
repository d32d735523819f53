//! Hides passwords of supervisord's servers and of supervisorctl, variables whose names suggest a secret, and secrets in
//! command lines: a report is pasted into pull requests, so it shows `…` instead. The emitted files are not affected.

#[cfg(feature = "cli")]
pub(in crate::report) mod lines;

use std::borrow::Cow;
use std::ops::Range;

use crate::fidelity::{SpelledLine, Written};
use crate::secret;

pub(in crate::report) use crate::secret::words::REDACTED;

/// A value as a report shows it: a setting's own, or that of a line that it resulted in.
pub(in crate::report) fn redacted_value<'v>(setting: Option<&Written>, value: &'v str) -> Cow<'v, str> {
    match setting.and_then(|setting| setting.table_name) {
        Some("password") if !value.is_empty() => Cow::Borrowed(REDACTED),
        Some("serverurl") => without_login(value),
        Some(name) if secret::name::is_credential_directive(name) => match value.split_once(':') {
            Some((name, _)) => Cow::Owned(format!("{name}:{REDACTED}")),
            None if value.is_empty() => Cow::Borrowed(value),
            None => Cow::Borrowed(REDACTED),
        },
        Some("environment") => without_secret_variables(value, Separator::Commas),
        Some("Environment") => without_secret_variables(value, Separator::Spaces),
        _ => secret::words::redact(value),
    }
}

/// A text that may quote a value, such as a reason, as a report shows it.
pub(in crate::report) fn redacted(text: &str) -> Cow<'_, str> {
    secret::words::redact(text)
}

/// A line of a file as a report shows it: without the secrets of the setting that it belongs to, if any.
pub(in crate::report) fn redacted_line<'l>(line: &'l str, setting: Option<&Written>) -> Cow<'l, str> {
    // A shorter text could occur anywhere by chance.
    const SHORT: usize = 4;
    let mut line = secret::words::redact(line);
    let value = setting.map_or("", |setting| &*setting.value);
    for secret in secret::words::find_secrets(value).into_iter().filter_map(|range| value.get(range)) {
        let secret = secret.trim_matches(['"', '\'']);
        if secret.len() >= SHORT && line.contains(secret) {
            line = Cow::Owned(line.replace(secret, REDACTED));
        }
    }
    line
}

/// The value of a line that a setting resulted in, as a report shows it; `value` may be only the beginning.
pub(in crate::report) fn redacted_line_value<'v>(
    setting: Option<&Written>,
    line: &SpelledLine,
    value: &'v str,
) -> Cow<'v, str> {
    let is_environment = |one: &Written| matches!(one.table_name, Some("environment" | "Environment"));
    if setting.is_some_and(is_environment) {
        let separator = if line.setting == "environment" { Separator::Commas } else { Separator::Spaces };
        return without_secret_variables(value, separator);
    }
    redacted_value(setting, value)
}

/// The separator between two variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Separator {
    /// supervisord's `environment=`.
    Commas,
    /// systemd's `Environment=`.
    Spaces,
}

/// Whether a report must not show a setting's value as it is in the file.
pub(in crate::report) fn is_hidden(setting: &Written) -> bool {
    redacted_value(Some(setting), &setting.value) != setting.value
}

/// A text without the values of those variables in it that are secrets, in the syntax of either manager: `A_TOKEN="x"`,
/// `"A_TOKEN=x y"`, `A_TOKEN=x,B=1`. Unusual quoting may hide more than necessary, never less.
pub(in crate::report) fn without_secret_variables(text: &str, separator: Separator) -> Cow<'_, str> {
    let found = secrets_of(text, separator);
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(secret::words::redact_ranges(text, &found))
}

/// The ranges of the secrets in a text: values of variables, and whatever is a secret in any text.
pub(in crate::report) fn secrets_of(text: &str, separator: Separator) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((start, end)) = secret_value(&text[from..], separator) {
        found.push(from + start..from + end);
        from += end;
    }
    if found.is_empty() {
        return secret::words::find_secrets(text);
    }
    // What was found is masked by `$`: a value that begins with it is a reference, not a secret.
    let mut rest = text.to_owned();
    for range in &found {
        rest.replace_range(range.clone(), &"$".repeat(range.len()));
    }
    found.extend(secret::words::find_secrets(&rest));
    secret::words::merge_overlapping(found)
}

/// The range of the first value that is a secret.
fn secret_value(text: &str, separator: Separator) -> Option<(usize, usize)> {
    text.match_indices('=').find_map(|(at, _)| {
        let name = text[..at].trim_end();
        if !secret::name::may_name_secret(name.as_bytes()) {
            return None;
        }
        let is_of_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        let before = name.trim_end_matches(is_of_name);
        let quote = before.chars().next_back().filter(|c| matches!(c, '"' | '\''));
        let gap = text[at + 1..].len() - text[at + 1..].trim_start_matches([' ', '\t']).len();
        // systemd ends the word at whitespace; supervisord skips it and reads the value.
        let start = at + 1 + gap;
        let end = start + value_length(&text[start..], quote, separator);
        let is_hidden = end > start && secret::name::hides_value(name.as_bytes(), &text[start..end]);
        is_hidden.then_some((start, end))
    })
}

/// The length of a value that may be quoted, in a word that may be quoted as well (`quote`).
fn value_length(text: &str, mut quote: Option<char>, separator: Separator) -> usize {
    let is_word = quote.is_some();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match (character, quote) {
            ('\\', _) => _ = characters.next(),
            (c, Some(open)) if c == open => {
                if is_word {
                    return at;
                }
                quote = None;
            }
            (_, Some(_)) => {}
            ('"' | '\'', None) => quote = Some(character),
            (c, None) if c.is_whitespace() => return at,
            (',', None) if separator == Separator::Commas => return at,
            _ => {}
        }
    }
    text.len()
}

/// A URL without the user and password in it: `http://…@localhost:9001`. supervisorctl takes the host from after the last
/// `@` (`urllib.parse`), and a password may contain any character.
fn without_login(url: &str) -> Cow<'_, str> {
    let is_scheme = |at: &usize| url.as_bytes()[..*at].iter().all(u8::is_ascii_alphanumeric);
    let start = url.find("://").filter(is_scheme).map_or(0, |at| at + 3);
    match url.rfind('@') {
        Some(end) if end >= start => Cow::Owned(format!(
            "{}{REDACTED}{}",
            url.get(..start).unwrap_or_default(),
            url.get(end..).unwrap_or_default()
        )),
        _ => Cow::Borrowed(url),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_secret_variables_lose_their_value() {
        let commas = [
            ("A=1,DB_PASSWORD=\"hunt\\\"er 2\",B='x'", "A=1,DB_PASSWORD=…,B='x'"),
            ("API_KEY = abc,B=2", "API_KEY = …,B=2"),
            ("SECRET='a'b", "SECRET=…"),
            ("SECRET='open end", "SECRET=…"),
            ("PASSWORD_FILE=/a,TOKEN_TTL=3", "PASSWORD_FILE=/a,TOKEN_TTL=3"),
            (
                "APP_SALT=\"a,b\",MY_CREDENTIALS=/etc/x,SSH_KEY=\"/a\",B=1",
                "APP_SALT=…,MY_CREDENTIALS=/etc/x,SSH_KEY=\"/a\",B=1",
            ),
            (
                "DB_PWD=x,PWD=/a,OLDPWD=/b,GH_PAT=ghp_1,PUBLIC_KEY=a",
                "DB_PWD=…,PWD=/a,OLDPWD=/b,GH_PAT=…,PUBLIC_KEY=a",
            ),
        ];
        for (text, shown) in commas {
            assert_eq!(without_secret_variables(text, Separator::Commas), shown);
        }
        let text = "A=1 \"db_password=a b\" GITHUB_TOKEN=ghp_x,Y=2 C=2";
        let shown = "A=1 \"db_password=…\" GITHUB_TOKEN=… C=2";
        assert_eq!(without_secret_variables(text, Separator::Spaces), shown);
    }

    #[test]
    fn the_login_is_removed_from_a_url() {
        assert_eq!(without_login("http://u:p@ss/w@localhost:9001"), "http://…@localhost:9001");
        assert_eq!(without_login("u:p@localhost"), "…@localhost");
        assert_eq!(without_login("unix:///run/supervisor.sock"), "unix:///run/supervisor.sock");
        assert_eq!(without_login("a@b://c"), "…@b://c");
    }
}
