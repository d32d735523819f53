//! What a template has that nobody has filled in yet.

/// Whether the `%` at a place begins or ends what looks like a placeholder of a template: `%HOME%`, `%{home}`.
pub(crate) fn is_placeholder(text: &str, at: u32) -> bool {
    let (before, behind) = text.split_at(at as usize);
    let behind = behind.get(1..).unwrap_or_default();
    let is_of_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    // `%Y%m` is a date.
    let is_name = |name: &str| name.len() > 2 && name.chars().all(is_of_name);
    behind.strip_prefix('{').is_some_and(|rest| rest.contains('}'))
        || behind.split_once('%').is_some_and(|(name, _)| is_name(name))
        || before.rsplit_once('%').is_some_and(|(_, name)| is_name(name))
}

/// Whether a line is one of a template's own: a statement of Jinja (`{% if … %}`) or of ERB (`<% if … %>`), a comment, or a value
/// that becomes whole lines.
pub(crate) fn is_of_template(line: &[u8]) -> bool {
    let line = line.trim_ascii_start();
    [&b"{%"[..], b"{{", b"{#", b"<%"].iter().any(|sign| line.starts_with(sign))
}
