//! Findings in `environment=`.

use super::supervisord::suffix;
use crate::diagnostic::Applicability;
use crate::lint::context::EntryContext;
use crate::lint::rules::supervisord as rules;
use crate::lint::sink::Sink;
use crate::lint::{Rule, SupervisorVersion};
use crate::source::{Logical, Span};
use crate::supervisord::environment::{self, Dialect};
use crate::supervisord::space;
use crate::syntax::Edit;

pub(super) fn check(
    context: &EntryContext<'_>,
    text: &str,
    value: &Logical<'_>,
    in_place: bool,
    sink: &mut Sink,
) {
    if is_plain(text.as_bytes()) {
        return;
    }
    let dialect = if context.options.supervisor_version >= SupervisorVersion(4, 4) {
        Dialect::Posix
    } else {
        Dialect::Legacy
    };
    let place = |span: Span| if in_place { value.span(span) } else { value.whole() };
    let file = context.entry.id.file;
    match environment::parse(text, dialect) {
        Err(error) => {
            let (rule, at, message, fix) = cause(text, error.span);
            let span = place(at);
            let span = if span.is_empty() { value.whole() } else { span };
            let finding = rule.at(file, span, message).label("here the words go out of step").help(format!(
                "supervisord says: {}{}. It refuses the whole file.",
                error.message,
                suffix(context)
            ));
            sink.add(match fix {
                Some((title, edit)) if in_place => {
                    let edit = Edit::insert(value.offset(edit.span.start), edit.text);
                    finding.fix(title, Applicability::Safe, vec![edit])
                }
                _ => finding,
            });
        }
        Ok(pairs) => {
            for pair in &pairs {
                let Some(lost) = pair.lost_span else { continue };
                let shown = text.get(lost.range()).unwrap_or_default();
                sink.add(
                    rules::environment_value_truncated::ENVIRONMENT_VALUE_TRUNCATED
                        .at(file, place(lost), format!("`{}` is lost", shown.trim()))
                        .label("skipped without a message")
                        .help(format!(
                            "supervisord sets {} to `{}` and passes over the rest. Put the value in double quotes, and a comma \
                             between two variables.",
                            pair.key, pair.value
                        )),
                );
            }
            if pairs.is_empty() && !text.trim().is_empty() {
                sink.add(
                    rules::environment_value_truncated::ENVIRONMENT_VALUE_TRUNCATED
                        .at(file, value.whole(), "the whole value is a comment to supervisord")
                        .label("no variable is set")
                        .help("An unquoted `#` starts a comment to the end of the line."),
                );
            }
        }
    }
}

type Cause = (&'static Rule, Span, String, Option<(&'static str, Edit)>);

/// Which slip it most likely is, and where.
fn cause(text: &str, fallback: Span) -> Cause {
    // `NAME=` with nothing behind it.
    for (at, _) in text.match_indices('=') {
        let behind = text[at + 1..].trim_start_matches([' ', '\t', '\n']);
        let before = text[..at].trim_end();
        let names =
            before.chars().next_back().is_some_and(|last| last.is_ascii_alphanumeric() || last == '_');
        if names && (behind.is_empty() || behind.starts_with(',')) && is_outside_quotes(text, at) {
            let insert = Edit::insert(at as u32 + 1, "\"\"");
            return (
                &rules::environment_empty_value::ENVIRONMENT_EMPTY_VALUE,
                Span::new(at as u32, at as u32 + 1),
                "a variable without a value".to_owned(),
                Some(("write \"\"", insert)),
            );
        }
    }
    // `"value" NAME=`: two variables with a blank between.
    for (at, _) in text.match_indices(['"', '\'']) {
        let behind = &text[at + 1..];
        let rest = behind.trim_start_matches([' ', '\t', '\n']);
        let name_len = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        let gap = behind.len() - rest.len();
        let is_next = gap > 0 && name_len > 0 && rest[name_len..].starts_with('=');
        if is_next && is_outside_quotes(text, at + 1) {
            let start = (at + 1) as u32;
            return (
                &rules::environment_missing_comma::ENVIRONMENT_MISSING_COMMA,
                Span::new(start + gap as u32, start + (gap + name_len) as u32),
                "a comma is missing in front of this variable".to_owned(),
                Some(("add the comma", Edit::insert(start, ","))),
            );
        }
    }
    (
        &rules::environment_unquoted_special::ENVIRONMENT_UNQUOTED_SPECIAL,
        fallback,
        "environment= does not come out as NAME=value pairs".to_owned(),
        None,
    )
}

/// Whether a position is outside of quotes, reading from the left.
fn is_outside_quotes(text: &str, at: usize) -> bool {
    let mut open = None;
    for character in text[..at].chars() {
        match open {
            None if matches!(character, '"' | '\'') => open = Some(character),
            Some(quote) if quote == character => open = None,
            _ => {}
        }
    }
    open.is_none()
}

/// Whether a value is as nearly all are: `NAME="text"` or `NAME=word`, with commas between. Those are right in every
/// dialect, and need not be taken apart.
fn is_plain(mut rest: &[u8]) -> bool {
    const fn is_word(byte: u8) -> bool {
        byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'/' | b'.' | b'+' | b'-' | b'(' | b')' | b':')
    }
    loop {
        let name = rest.iter().take_while(|byte| is_word(**byte)).count();
        if name == 0 || rest.get(name) != Some(&b'=') {
            return false;
        }
        rest = &rest[name + 1..];
        let value = match rest.first() {
            Some(b'"') => match rest[1..].iter().position(|byte| matches!(byte, b'"' | b'\'' | b'\\')) {
                Some(end) if rest[end + 1] == b'"' => end + 2,
                _ => return false,
            },
            _ => rest.iter().take_while(|byte| is_word(**byte)).count(),
        };
        if value == 0 {
            return false;
        }
        rest = &rest[value..];
        match rest.split_first() {
            None => return true,
            Some((b',', behind)) => rest = space::strip_start(behind),
            _ => return false,
        }
        if rest.is_empty() {
            return true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plain_is_right_in_both_dialects() {
        for text in ["A=1", "A=\"x y\",B=2", "A=\"\",\n  B=/bin:/usr/bin", "A=1,"] {
            assert!(is_plain(text.as_bytes()), "{text}");
            for dialect in [Dialect::Legacy, Dialect::Posix] {
                let pairs = environment::parse(text, dialect).unwrap();
                assert!(pairs.iter().all(|pair| pair.lost_span.is_none()), "{text}");
            }
        }
        for text in ["A", "A=", "A=a b", "A='x'", "A=\"a\\b\"", "A=1;B=2", "A=x#y", "A=\"1\" B=\"2\"", ""] {
            assert!(!is_plain(text.as_bytes()), "{text}");
        }
    }
}
