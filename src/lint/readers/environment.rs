//! Findings in `environment=`.

use super::expanded::Expanded;
use super::pairs;
use super::supervisord::{says, shorten};
use crate::byte_set::ByteSet;
use crate::diagnostic::{Applicability, Diagnostic};
use crate::lint::context::EntryContext;
use crate::lint::rules::supervisord as rules;
use crate::lint::sink::Sink;
use crate::lint::{Rule, SupervisorVersion};
use crate::source::Span;
use crate::supervisord::environment::{self, Dialect, Pair};
use crate::supervisord::space;
use crate::syntax::Edit;

pub(super) fn check(context: &EntryContext<'_>, expanded: &Expanded<'_, '_>, sink: &mut Sink) {
    let text = expanded.text.as_ref();
    let dialect = if context.options.supervisor_version >= SupervisorVersion(4, 4) {
        Dialect::Posix
    } else {
        Dialect::Legacy
    };
    let file = context.entry.id.file;
    match environment::parse(text, dialect) {
        Err(error) => {
            let Cause { rule, span, message, label, fix } = cause(text, error.span, &error.message);
            let finding = rule
                .at(file, place(context, expanded, span), message)
                .label(label)
                .help(says(context, &error.message));
            sink.add(mended(finding, fix, expanded));
        }
        Ok(pairs) => {
            for pair in &pairs {
                if let Some(lost) = pair.lost_span {
                    sink.add(lost_text(context, expanded, pair, lost));
                }
            }
            pairs::check(context, expanded, &pairs, dialect, sink);
            if pairs.is_empty() && !text.trim().is_empty() {
                sink.add(
                    rules::environment_value_truncated::ENVIRONMENT_VALUE_TRUNCATED
                        .at(
                            file,
                            place(context, expanded, Span::default()),
                            "the whole value is a comment to supervisord",
                        )
                        .label("no variable is set")
                        .help("An unquoted `#` starts a comment to the end of the line."),
                );
            }
        }
    }
}

/// Where a range of the text stands; the whole value, or the option's name, where that is nothing to point at.
pub(super) fn place(context: &EntryContext<'_>, expanded: &Expanded<'_, '_>, span: Span) -> Span {
    let whole = Span::new(0, expanded.text.len() as u32);
    let place = expanded.span(if span.is_empty() { whole } else { span });
    if place.is_empty() { context.entry.item.name } else { place }
}

/// What would mend an environment.
struct Mend {
    title: String,
    applicability: Applicability,
    /// Ranges of the text and what is to stand there.
    changes: Vec<(Span, &'static str)>,
}

/// Adds a fix, unless it would have to change the inside of an expansion.
fn mended(finding: Diagnostic, fix: Option<Mend>, expanded: &Expanded<'_, '_>) -> Diagnostic {
    let Some(Mend { title, applicability, changes }) = fix else { return finding };
    let edits: Option<Vec<Edit>> = changes
        .into_iter()
        .map(|(span, text)| {
            let span =
                if span.is_empty() { Span::at(expanded.gap(span.start)?) } else { expanded.span(span) };
            Some(Edit::replace(span, text))
        })
        .collect();
    match edits {
        Some(edits) => finding.fix(title, applicability, edits),
        None => finding,
    }
}

/// Text that supervisord passes over.
fn lost_text(
    context: &EntryContext<'_>,
    expanded: &Expanded<'_, '_>,
    pair: &Pair<'_>,
    lost: Span,
) -> Diagnostic {
    let text = expanded.text.as_ref();
    let shown = text.get(lost.range()).unwrap_or_default();
    let file = context.entry.id.file;
    if matches!(shown, ";" | "|") {
        let changes = vec![(lost, ",")];
        let fix = Mend { title: "write a comma".to_owned(), applicability: Applicability::Safe, changes };
        let finding = rules::environment_separator_not_comma::ENVIRONMENT_SEPARATOR_NOT_COMMA
            .at(file, place(context, expanded, lost), format!("`{shown}` stands where a comma belongs"))
            .label("not a comma")
            .help(
                "supervisord skips one word between two variables without looking at it, so this works by chance. \
                 Two such words, or none, and it refuses the file.",
            );
        return mended(finding, Some(fix), expanded);
    }
    let finding = rules::environment_value_truncated::ENVIRONMENT_VALUE_TRUNCATED
        .at(file, place(context, expanded, lost), format!("`{}` is lost", shorten(shown.trim())))
        .label("skipped without a message")
        .help(format!(
            "supervisord sets {} to `{}` and passes over the rest. Put the value in double quotes, and a comma between two \
             variables.",
            pair.key, pair.value
        ));
    let meant = assignments(text).into_iter().find(|(_, value)| value.start == pair.value_span.start);
    let fix = meant.and_then(|(_, value)| {
        let (changes, applicability) = quote(text, value)?;
        Some(Mend { title: "put the value in quotes".to_owned(), applicability, changes })
    });
    mended(finding, fix, expanded)
}

/// Which slip an environment that does not come out most likely has.
struct Cause {
    rule: &'static Rule,
    /// A range of the text.
    span: Span,
    message: String,
    label: &'static str,
    fix: Option<Mend>,
}

fn cause(text: &str, fallback: Span, says: &str) -> Cause {
    let is_open = says.starts_with("No closing quotation");
    if !is_open && let Some(cause) = empty_value(text).or_else(|| missing_comma(text)) {
        return cause;
    }
    let rule = &rules::environment_unquoted_special::ENVIRONMENT_UNQUOTED_SPECIAL;
    if is_open {
        let message = "this quote is never closed".to_owned();
        return Cause { rule, span: fallback, message, label: "everything behind it is quoted", fix: None };
    }
    if let Some(comma) = idle_comma(text) {
        let (applicability, changes) = (Applicability::Safe, vec![(comma, "")]);
        let fix = Some(Mend { title: "remove the comma".to_owned(), applicability, changes });
        let message = "this comma separates nothing".to_owned();
        return Cause { rule, span: comma, message, label: "one too many", fix };
    }
    let mut first: Option<(Span, Span)> = None;
    let mut changes = Vec::new();
    let mut applicability = Applicability::Safe;
    for (name, value) in assignments(text) {
        let is_special = value.slice(text.as_bytes()).iter().any(|byte| !WORD.has(*byte));
        let Some((quotes, sure)) = quote(text, value).filter(|_| is_special) else { continue };
        first = first.or(Some((name, value)));
        changes.extend(quotes);
        applicability = applicability.min(sure);
    }
    let Some((name, value)) = first else {
        let message = "environment= does not come out as NAME=value pairs".to_owned();
        return Cause { rule, span: fallback, message, label: "here the words go out of step", fix: None };
    };
    let message = format!("the value of {} needs quotes", text.get(name.range()).unwrap_or_default());
    let title = if changes.len() > 2 { "put the values in quotes" } else { "put the value in quotes" };
    let fix = Some(Mend { title: title.to_owned(), applicability, changes });
    Cause { rule, span: value, message, label: "several words to supervisord", fix }
}

/// `NAME=` with nothing behind it.
fn empty_value(text: &str) -> Option<Cause> {
    let mut at_all = None;
    let mut changes = Vec::new();
    for (at, _) in text.match_indices('=').filter(|(at, _)| is_outside_quotes(text, *at)) {
        let (before, behind) = (text[..at].trim_end(), &text[at + 1..]);
        let rest = behind.trim_start();
        let gap = &behind[..behind.len() - rest.len()];
        let is_empty =
            rest.is_empty() || rest.starts_with(',') || (gap.contains('\n') && name_len(rest).is_some());
        if is_empty && before.bytes().next_back().is_some_and(|byte| WORD.has(byte)) {
            let at = at as u32;
            at_all = at_all.or(Some(Span::new(at, at + 1)));
            changes.push((Span::at(at + 1), "\"\""));
        }
    }
    Some(Cause {
        rule: &rules::environment_empty_value::ENVIRONMENT_EMPTY_VALUE,
        span: at_all?,
        message: "a variable without a value".to_owned(),
        label: "nothing behind it",
        fix: Some(Mend { title: "write \"\"".to_owned(), applicability: Applicability::Safe, changes }),
    })
}

/// A value with the next `NAME=` right behind it.
fn missing_comma(text: &str) -> Option<Cause> {
    let mut names = Vec::new();
    let mut changes = Vec::new();
    let mut at = 0;
    while let Some((_, value)) = assignments(text.get(at..)?).first().copied() {
        let start = at + value.start as usize;
        let written = text.get(start..).unwrap_or_default();
        let len = match written.bytes().next() {
            Some(quote @ (b'"' | b'\'')) => {
                written[1..].bytes().position(|byte| byte == quote).map_or(written.len(), |len| len + 2)
            }
            _ => WORD.count_at_start(written.as_bytes()),
        };
        let end = start + len.max(1).min(written.len());
        let behind = text.get(end..)?;
        let rest = behind.trim_start();
        // Unquoted, only a blank tells where the value ends.
        let is_apart = behind.len() > rest.len() || matches!(written.bytes().next(), Some(b'"' | b'\''));
        let next = text.len() - rest.len();
        match name_len(rest).filter(|_| is_apart && len > 0) {
            Some(len) => {
                names.push(Span::new(next as u32, (next + len) as u32));
                changes.push((Span::at(end as u32), ","));
                at = next;
            }
            None => {
                // On to the next pair, past a comma.
                let Some(comma) = behind.find(',') else { break };
                at = end + comma + 1;
            }
        }
    }
    Some(Cause {
        rule: &rules::environment_missing_comma::ENVIRONMENT_MISSING_COMMA,
        span: *names.first()?,
        message: "a comma is missing in front of this variable".to_owned(),
        label: "the next one",
        fix: Some(Mend { title: "add the comma".to_owned(), applicability: Applicability::Safe, changes }),
    })
}

/// A comma with nothing in front of it.
fn idle_comma(text: &str) -> Option<Span> {
    let mut commas = text.match_indices(',').filter(|(at, _)| is_outside_quotes(text, *at));
    let (at, _) = commas.find(|(at, _)| {
        let before = text[..*at].trim_end();
        before.is_empty() || before.ends_with(',')
    })?;
    Some(Span::new(at as u32, at as u32 + 1))
}

/// The pairs as a person reads them: a value reaches to the next comma with a `NAME=` behind it. Stops at what is no
/// pair.
fn assignments(text: &str) -> Vec<(Span, Span)> {
    let mut pairs = Vec::new();
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let start = text.len() - rest.trim_start_matches([' ', '\t', '\n', ',']).len();
        let Some(len) = name_len(&text[start..]) else { return pairs };
        let name = Span::new(start as u32, (start + len) as u32);
        let behind = &text[start + len..];
        // `name_len` saw the sign.
        let value_start = behind.find('=').map_or(text.len(), |equals| start + len + equals + 1);
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
        pairs.push((name, Span::new(value_start as u32, (value_start + written.len()) as u32)));
        at = value_start + end;
    }
}

/// The length of a name with `=` behind it at the start of a text.
fn name_len(text: &str) -> Option<usize> {
    let len = text
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
        .count();
    (len > 0 && text[len..].trim_start().starts_with('=')).then_some(len)
}

/// Quotes around a value, and how sure it is that its text was meant as it is: what a shell would replace was not, and a
/// comma may separate.
fn quote(text: &str, value: Span) -> Option<(Vec<(Span, &'static str)>, Applicability)> {
    let written = text.get(value.range()).filter(|written| !written.is_empty())?;
    if written.starts_with(['"', '\'']) || written.contains(" #") || written.contains(" ;") {
        return None;
    }
    let quote = match (written.contains('"'), written.contains('\'')) {
        (false, _) => "\"",
        (true, false) => "'",
        (true, true) => return None,
    };
    // Quotes at the edges of a value are taken off.
    if written.ends_with(['"', '\'']) || written.ends_with('\\') {
        return None;
    }
    let is_doubtful = written.contains(['$', '`', ',']) || written.starts_with('~');
    let applicability = if is_doubtful { Applicability::Unsafe } else { Applicability::Safe };
    Some((vec![(Span::at(value.start), quote), (Span::at(value.end), quote)], applicability))
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

/// The bytes that need no quotes.
static WORD: ByteSet = ByteSet::new(b"_/.+-():").and_alphanumeric();

/// The bytes that end a text in double quotes, or make more than text of it: to somebody, if not to supervisord.
static IN_QUOTES: ByteSet = ByteSet::new(b"\"'\\$%");

/// Whether a value is as nearly all are: `NAME="text"` or `NAME=word`, with commas between and no name twice. Those are right
/// in every dialect, and need not be taken apart.
pub(super) fn is_plain(mut rest: &[u8]) -> bool {
    // One bit for each name: two that share it may be the same.
    let mut names: u64 = 0;
    loop {
        let name = WORD.count_at_start(rest);
        if name == 0 || rest.get(name) != Some(&b'=') {
            return false;
        }
        let bit = 1 << name_bit(&rest[..name]);
        if names & bit != 0 {
            return false;
        }
        names |= bit;
        rest = &rest[name + 1..];
        let value = match rest.first() {
            Some(b'"') => match IN_QUOTES.find(&rest[1..]) {
                Some(end) if rest[end + 1] == b'"' => end + 2,
                _ => return false,
            },
            _ => WORD.count_at_start(rest),
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

/// The bit that stands for a name: from its length, its first letter and its last.
fn name_bit(name: &[u8]) -> u32 {
    let byte = |byte: Option<&u8>| u32::from(byte.copied().unwrap_or_default());
    let (first, last) = (byte(name.first()), byte(name.last()));
    (first + 7 * last + 29 * name.len() as u32) % u64::BITS
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
        for text in [
            "A",
            "A=",
            "A=a b",
            "A='x'",
            "A=\"a\\b\"",
            "A=1;B=2",
            "A=x#y",
            "A=\"1\" B=\"2\"",
            "A=1,A=2",
            "A=\"$X\"",
            "",
        ] {
            assert!(!is_plain(text.as_bytes()), "{text}");
        }
    }

    /// The rule, what is pointed at, and the text with the fix.
    fn slip(text: &str) -> (&'static str, &str, Option<String>) {
        let error = environment::parse(text, Dialect::Legacy).unwrap_err();
        let cause = cause(text, error.span, &error.message);
        let fixed = cause.fix.map(|fix| {
            let edits = fix.changes.into_iter().map(|(span, text)| Edit::replace(span, text));
            let fixed = crate::syntax::apply(text.as_bytes(), &edits.collect::<Vec<_>>()).unwrap();
            String::from_utf8(fixed).unwrap()
        });
        (cause.rule.name(), &text[cause.span.range()], fixed)
    }

    #[test]
    fn a_slip_is_called_by_its_name_and_mended() {
        for (text, rule, at, fixed) in [
            ("A=\"1\" B=\"2\"", "environment-missing-comma", "B", "A=\"1\", B=\"2\""),
            ("A=\"1\"B=\"2\"", "environment-missing-comma", "B", "A=\"1\",B=\"2\""),
            ("A=1\nB=2\nC=3", "environment-missing-comma", "B", "A=1,\nB=2,\nC=3"),
            ("A=1,B='2' C=3", "environment-missing-comma", "C", "A=1,B='2', C=3"),
            ("A=,B=2", "environment-empty-value", "=", "A=\"\",B=2"),
            ("A=1,B=", "environment-empty-value", "=", "A=1,B=\"\""),
            ("A=a@b,B=1", "environment-unquoted-special", "a@b", "A=\"a@b\",B=1"),
            ("A=hello world,B=2", "environment-unquoted-special", "hello world", "A=\"hello world\",B=2"),
            ("U=$U,H=/home/$U", "environment-unquoted-special", "$U", "U=\"$U\",H=\"/home/$U\""),
            ("A={\"k\":\"v\"}", "environment-unquoted-special", "{\"k\":\"v\"}", "A='{\"k\":\"v\"}'"),
            ("A=1,,B=2", "environment-unquoted-special", ",", "A=1,B=2"),
            (",A=1", "environment-unquoted-special", ",", "A=1"),
        ] {
            assert_eq!(slip(text), (rule, at, Some(fixed.to_owned())), "{text}");
            assert!(environment::parse(fixed, Dialect::Legacy).is_ok(), "{fixed}");
        }
        assert_eq!(slip("export A=1").2, None);
        assert_eq!(slip("A").2, None);
        assert_eq!(slip("A=\"x").1, "\"x");
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_a_cause(text in "[A1=,;#'\"$ \né]{0,16}") {
            if let Err(error) = environment::parse(&text, Dialect::Legacy) {
                let cause = cause(&text, error.span, &error.message);
                proptest::prop_assert!(text.get(cause.span.range()).is_some());
            }
            let _ = assignments(&text);
        }
    }
}
