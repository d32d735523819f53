//! Passwords of supervisord's servers and of supervisorctl: a report is pasted into a pull request, so it shows `…` in their
//! place. The files that are emitted hold them as before.

use std::borrow::Cow;

use crate::fidelity::Written;

/// What stands for a password.
pub(super) const HIDDEN: &str = "…";

/// A value of a setting as a report shows it: the setting's own, or that of a line that came of it.
pub(super) fn shown<'v>(setting: Option<&Written>, value: &'v str) -> Cow<'v, str> {
    match setting.and_then(|setting| setting.table_name) {
        Some("password") if !value.is_empty() => Cow::Borrowed(HIDDEN),
        Some("serverurl") => without_login(value),
        _ => Cow::Borrowed(value),
    }
}

/// Whether a report must not show a setting's value as it stands in the file.
pub(super) fn is_hidden(setting: &Written) -> bool {
    shown(Some(setting), &setting.value) != setting.value
}

/// A URL without the user and the password that it may hold: `http://…@localhost:9001`. supervisorctl takes the host from
/// behind the last `@` (`urllib.parse`), and a password may hold any character.
fn without_login(url: &str) -> Cow<'_, str> {
    let is_scheme = |at: &usize| url.as_bytes()[..*at].iter().all(u8::is_ascii_alphanumeric);
    let start = url.find("://").filter(is_scheme).map_or(0, |at| at + 3);
    match url.rfind('@') {
        Some(end) if end >= start => Cow::Owned(format!(
            "{}{HIDDEN}{}",
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
    fn a_url_keeps_its_host_and_loses_its_login() {
        assert_eq!(without_login("http://u:p@ss/w@localhost:9001"), "http://…@localhost:9001");
        assert_eq!(without_login("u:p@localhost"), "…@localhost");
        assert_eq!(without_login("unix:///run/supervisor.sock"), "unix:///run/supervisor.sock");
        assert_eq!(without_login("a@b://c"), "…@b://c");
    }
}
