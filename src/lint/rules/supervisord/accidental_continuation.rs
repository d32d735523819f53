//! `accidental-continuation`

use crate::diagnostic::{Applicability, Level};
use crate::lint::readers::supervisord_accepts;
use crate::lint::{EntryContext, EntryKind, Fixable, LooksAt, Sink};
use crate::rule;
use crate::source::Span;
use crate::supervisord::kinds::space;
use crate::supervisord::options::{self, OptionKind, SectionKind};
use crate::syntax::Edit;

rule! {
    /// Flags an indented line that looks like an option or a section header: it is part of the value above it.
    ///
    /// ## Why
    ///
    /// A line indented deeper than the option above it continues that option's value. The option that it was meant to
    /// be keeps its default, and the value above grows by a line that nobody sees.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    ///   autostart=false
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// autostart=false
    /// ```
    ///
    /// ## Source
    ///
    /// CPython's `configparser`: a line indented deeper than the one with the name is a continuation.
    pub static ACCIDENTAL_CONTINUATION = {
        name: "accidental-continuation",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Entry(EntryKind::Continued, check),
    }
}

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let item = context.entry.item;
    if !item.is_multiline() {
        return;
    }
    let bytes = context.entry.bytes;
    let is_environment = context.entry.row.is_some_and(|row| row.kind == OptionKind::Environment);
    let mut found = Vec::new();
    // The section that a line of its own would be in.
    let mut kind = context.section.kind;
    let mut is_all = true;
    let mut before: &[u8] = b"";
    let mut at = item.start;
    for line in item.span().slice(bytes).split_inclusive(|byte| *byte == b'\n') {
        let start = at;
        at += line.len() as u32;
        let text = space::strip(line);
        let is_comment = text.is_empty() || matches!(text.first(), Some(b';' | b'#'));
        if start == item.start || is_comment {
            if start == item.start {
                before = text;
            }
            continue;
        }
        // `USER="x"` after a comma is a variable.
        let is_variable =
            is_environment && (before.ends_with(b",") || text.iter().any(u8::is_ascii_uppercase));
        before = text;
        match line_of_its_own(text, kind) {
            Some(own) if !is_variable => {
                is_all &= kind != own || has_valid_value(text, kind);
                kind = own;
                found.push((Span::new(start, Span::of(bytes, text).start), Span::of(bytes, text)));
            }
            // A line that follows would become part of the line above it.
            _ => is_all &= found.is_empty(),
        }
    }
    let own_indent = Span::new(item.start, item.name.start).slice(bytes);
    let own_indent = std::str::from_utf8(own_indent).unwrap_or_default();
    let name = String::from_utf8_lossy(context.entry.name()).into_owned();
    for (indent, span) in found {
        let shown = String::from_utf8_lossy(span.slice(bytes)).into_owned();
        let finding = ACCIDENTAL_CONTINUATION
            .at(context.entry.id.file, span, format!("this line is part of the value of `{name}`"))
            .label("indented, so it continues the line above")
            .help(format!(
                "supervisord reads `{shown}` as text of `{name}`, not as a line of its own. Remove its indentation."
            ))
            .related(context.entry.id.file, item.name, "the value starts here");
        let applicability = if is_all { Applicability::Safe } else { Applicability::Unsafe };
        sink.add(finding.fix(
            "remove the indentation",
            applicability,
            vec![Edit::replace(indent, own_indent)],
        ));
    }
}

/// Whether a line looks like one of its own: an option of the section, or a section header. Returns the kind of section
/// that the next line is in.
fn line_of_its_own(text: &[u8], kind: Option<SectionKind>) -> Option<Option<SectionKind>> {
    if let Some(inside) = text.strip_prefix(b"[") {
        let (kind, _) = SectionKind::of(inside.strip_suffix(b"]")?)?;
        return Some(Some(kind));
    }
    let at = text.iter().position(|byte| matches!(byte, b'=' | b':'))?;
    let name = space::strip_end(&text[..at]);
    options::lookup(kind?, name).map(|_| kind)
}

/// Whether a line that was meant as an option has a value that the option accepts: otherwise supervisord would refuse
/// the whole file.
fn has_valid_value(line: &[u8], kind: Option<SectionKind>) -> bool {
    let Some(at) = line.iter().position(|byte| matches!(byte, b'=' | b':')) else { return false };
    let row = kind.and_then(|kind| options::lookup(kind, space::strip_end(&line[..at])));
    let value = std::str::from_utf8(space::strip_start(&line[at + 1..]));
    row.zip(value.ok()).is_some_and(|(row, value)| supervisord_accepts(row, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn fixed(text: &str) -> Vec<Option<String>> {
        supervisord(&ACCIDENTAL_CONTINUATION, text).into_iter().map(|found| found.fixed).collect()
    }

    #[test]
    fn an_option_with_an_invalid_value_has_no_safe_fix() {
        let is_safe = |line: &str| {
            let text = format!("[program:w]\ncommand=/bin/x\n  {line}\n");
            supervisord(&ACCIDENTAL_CONTINUATION, &text).remove(0).is_safe
        };
        assert!(is_safe("autostart=true"));
        assert!(!is_safe("autostart=ten") && !is_safe("environment=A%%B=\"c\""));
    }

    #[test]
    fn variables_and_arguments_are_not_options() {
        for text in [
            "[program:w]\nenvironment=A=\"1\",\n  USER=\"w\",\n  user=\"w\"\n",
            "[program:w]\ncommand=/bin/x\n  --user=w\n  port=80\n  http://x\n",
            "[include]\nfiles=a.conf\n  b.conf\n",
        ] {
            assert!(fixed(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_swallowed_section_is_flagged_with_its_options() {
        let found = supervisord(
            &ACCIDENTAL_CONTINUATION,
            "[program:w]\ncommand=a\n  [program:v]\n  command=b\n  # c\n  autostart=no\n",
        );
        let texts: Vec<&str> = found.iter().map(|found| found.text.as_str()).collect();
        assert_eq!(texts, ["[program:v]", "command=b", "autostart=no"]);
    }

    #[test]
    fn the_indentation_becomes_that_of_the_entry() {
        let text = "[program:w]\n  command=a\n    autostart=no\n";
        assert_eq!(fixed(text), [Some("[program:w]\n  command=a\n  autostart=no\n".to_owned())]);
    }
}
