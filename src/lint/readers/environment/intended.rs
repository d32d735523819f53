//! What a person means by an `environment=`, however supervisord reads it.

use crate::diagnostic::Applicability;
use crate::source::Span;

/// The pairs as a person reads them: a value ends at the next comma that a `NAME=` follows. Stops at the first text
/// that is not a pair.
pub(super) fn intended_assignments(text: &str) -> impl Iterator<Item = (Span, Span)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let start = text.len() - rest.trim_start_matches([' ', '\t', '\n', ',']).len();
        let len = name_len(&text[start..])?;
        let name = Span::new(start as u32, (start + len) as u32);
        let after = &text[start + len..];
        // `name_len` has seen the sign.
        let value_start = after.find('=').map_or(text.len(), |equals| start + len + equals + 1);
        let value = text[value_start..].trim_start();
        let value_start = text.len() - value.len();
        let quoted = match value.bytes().next() {
            Some(quote @ (b'"' | b'\'')) => {
                value[1..].bytes().position(|byte| byte == quote).map(|len| len + 2)
            }
            _ => None,
        };
        let from = quoted.unwrap_or(0);
        let mut commas = value.match_indices(',').map(|(comma, _)| comma).filter(|comma| *comma >= from);
        let end =
            commas.find(|comma| name_len(value[comma + 1..].trim_start()).is_some()).unwrap_or(value.len());
        let written = value[..end].trim_end_matches([' ', '\t', '\n', ',']);
        at = value_start + end;
        Some((name, Span::new(value_start as u32, (value_start + written.len()) as u32)))
    })
}

/// The length of the name at the start of a text, if a `=` follows it.
pub(super) fn name_len(text: &str) -> Option<usize> {
    let len = text
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
        .count();
    (len > 0 && text[len..].trim_start().starts_with('=')).then_some(len)
}

/// Quotes around a value, and whether it is safe to add them: what a shell would expand was not meant literally, and a
/// comma may be a separator.
pub(super) fn quote(text: &str, value: Span) -> Option<(Vec<(Span, &'static str)>, Applicability)> {
    let written = text.get(value.range()).filter(|written| !written.is_empty())?;
    if written.starts_with(['"', '\'']) || written.contains(" #") || written.contains(" ;") {
        return None;
    }
    let quote = match (written.contains('"'), written.contains('\'')) {
        (false, _) => "\"",
        (true, false) => "'",
        (true, true) => return None,
    };
    // Quotes at the ends of a value are stripped.
    if written.ends_with(['"', '\'']) || written.ends_with('\\') {
        return None;
    }
    let is_doubtful = written.contains(['$', '`', ',']) || written.starts_with('~');
    let applicability = if is_doubtful { Applicability::Unsafe } else { Applicability::Safe };
    Some((vec![(Span::at(value.start), quote), (Span::at(value.end), quote)], applicability))
}
