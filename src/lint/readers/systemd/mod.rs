//! Findings that systemd's readers make.

mod lines;

use super::{RefusedValue, exec, specific_rules, unit_name_specifiers};
use crate::lint::context::UnitEntryContext;
use crate::lint::mistake::Mistake;
use crate::lint::rules::systemd::{
    env_quoting, exec_nested_quotes, invalid_value, trailing_comment, unescaped_percent,
};
use crate::lint::sink::Sink;
use crate::secret;
use crate::systemd::check::{self, Cause, Refusal};
use crate::systemd::directives::{Name, ValueKind};

pub(crate) use lines::systemd_syntax;

/// Reports what the loader refuses in the value of an entry, in a section that it reads. Returns whether it accepts the
/// value in whatever unit it is.
pub(crate) fn systemd_value(context: &UnitEntryContext<'_>, sink: &mut Sink) -> bool {
    let entry = &context.entry;
    let Some(row) = entry.row else { return false };
    let is_command = matches!(row.kind, ValueKind::Exec);
    // Most commands over several lines can be seen to be right without joining the lines.
    if is_command && entry.item.is_multiline() && is_plain_over_lines(entry.item.value.slice(entry.bytes)) {
        return true;
    }
    let value = entry.value();
    // A line that is not UTF-8 was refused as such.
    let Some(text) = value.text() else { return false };
    let mut refusals: Vec<Refusal> = Vec::new();
    check::check(row, text, context.release(), &mut |refused| refusals.push(refused));
    if refusals.is_empty() {
        return match row.kind {
            _ if is_command => {
                // A release does not read directives that it does not know.
                if row.is_known_to(context.release()) {
                    exec::check_unit_name(context, row, &value, text, sink);
                }
                exec_nested_quotes::check(context, &value, text, sink);
                memchr::memchr3(b'"', b'\'', b'%', text.as_bytes()).is_none()
            }
            _ if memchr::memchr(b'%', text.as_bytes()).is_some() => {
                unit_name_specifiers::check(context.unit, row, &value, context.release(), &mut |refused| {
                    let mistake = Mistake { row, text, refused: &refused };
                    report(&RefusedValue { context, value: &value, mistake }, sink);
                });
                false
            }
            _ => true,
        };
    }
    // That rule explains what is wrong.
    let specific_rule = &trailing_comment::TRAILING_COMMENT;
    if sink.wants(specific_rule) && trailing_comment::find(row, text, context.release()).is_some() {
        return false;
    }
    if row.name == Name::Documentation {
        join_neighbours(&mut refusals, text);
    }
    for refused in &refusals {
        let refused = RefusedValue { context, value: &value, mistake: Mistake { row, text, refused } };
        report(&refused, sink);
    }
    false
}

/// Merges adjacent refused words: they are a sentence.
fn join_neighbours(refusals: &mut Vec<Refusal>, text: &str) {
    refusals.dedup_by(|next, last| {
        let between = text.get(last.error.span.end as usize..next.error.span.start as usize);
        let is_next = between.is_some_and(|between| between.trim().is_empty());
        let joins = is_next && next.cause == Cause::Value && last.cause == Cause::Value;
        if joins {
            last.error.span = last.error.span.cover(next.error.span);
        }
        joins
    });
}

fn report(refused: &RefusedValue<'_>, sink: &mut Sink) {
    if specific_rules::report(refused, sink) {
        return;
    }
    match refused.mistake.refused.cause {
        Cause::Value => invalid_value::report(refused, sink),
        Cause::Specifier => unescaped_percent::report(refused, sink),
        Cause::Assignment => env_quoting::report(refused, sink),
        Cause::Command(kind) => exec::report(refused, kind, sink),
        Cause::Escape => exec::report_escape(refused, sink),
    }
}

/// Whether a command is as simple as most are ([`is_plain`](crate::systemd::kinds::exec::is_plain)), with backslashes
/// only at the ends of lines and no comments between them.
fn is_plain_over_lines(written: &[u8]) -> bool {
    let program = written.iter().position(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\\'));
    let program = &written[..program.unwrap_or(written.len())];
    let is_at_end = |at: usize| written.get(at + 1) == Some(&b'\n');
    program.first() == Some(&b'/')
        && program.last() != Some(&b'/')
        && program.len() < 256
        && !program.iter().any(u8::is_ascii_control)
        && memchr::memchr3(b'"', b'\'', b'%', written).is_none()
        && memchr::memchr2(b';', b'#', written).is_none()
        && memchr::memchr_iter(b'\\', written).all(is_at_end)
        && written.is_ascii()
}

/// systemd's message as a sentence, with any secret in it hidden.
pub(crate) fn sentence(message: &str) -> String {
    let message = secret::words::redact(message.trim_end());
    if message.ends_with('.') { message.into_owned() } else { format!("{message}.") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Level};
    use crate::lint::testing::unit;
    use crate::source::{Memory, SourceFile, Sources};
    use crate::syntax::ItemKind;
    use crate::systemd::kinds::exec::is_plain;
    use crate::systemd::{Units, parse, value};

    proptest::proptest! {
        #[test]
        fn plain_multiline_values_stay_plain_when_joined(text in "/[ab/;#\"'%\\\\\n \t\r]{0,24}") {
            let file = format!("[Service]\nExecStart={text}\n");
            let tree = parse(file.as_bytes());
            for item in tree.items.iter().filter(|item| item.kind == ItemKind::Entry) {
                if is_plain_over_lines(item.value.slice(file.as_bytes())) {
                    let joined = value(file.as_bytes(), item);
                    proptest::prop_assert!(is_plain(joined.text().unwrap()), "{file:?}");
                }
            }
        }
    }

    fn found(name: &str, text: Vec<u8>) -> Vec<Diagnostic> {
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new(name, text).unwrap());
        let units = Units::read(&[id], &mut sources, &Memory::new());
        crate::lint::check_units(&units, &sources, &crate::lint::Options::default())
    }

    #[test]
    fn errors_in_a_drop_in_are_warnings_because_the_unit_still_loads() {
        for line in
            ["[Service] x", "[Ser\"vice]", "UMask=0x\nExecStart=bin/relative", "# caf\u{e9}\nA=\u{e9}"]
        {
            let text = format!("[Service]\n{line}\n");
            let levels = |name: &str| -> Vec<Level> {
                let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
                found(name, latin).iter().map(|finding| finding.level).collect()
            };
            assert!(levels("a.service").contains(&Level::Error), "{line}");
            let of_drop_in = levels("a.service.d/b.conf");
            assert!(!of_drop_in.is_empty() && !of_drop_in.contains(&Level::Error), "{line}");
        }
    }

    #[test]
    fn a_trailing_comment_is_reported_once() {
        let text = "[Service]\nRestart=always # c\n";
        let mut rules: Vec<&str> =
            found("a.service", text.into()).iter().map(|finding| finding.rule).collect();
        rules.retain(|rule| matches!(*rule, "invalid-value" | "trailing-comment"));
        assert_eq!(rules, ["trailing-comment"]);
        assert_eq!(unit(&invalid_value::INVALID_VALUE, text).len(), 1, "reported if selected alone");
    }
}
