//! `line-continuation-trap`

use memchr::{memchr, memchr_iter};

use crate::diagnostic::{Applicability, Level};
use crate::lint::{EntryKind, Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::source::Span;
use crate::syntax::{Edit, ItemKind};
use crate::systemd::directives::{self, Section, ValueKind};

rule! {
    /// Flags a line that is meant to continue on the next one and does not: whitespace follows the backslash, or an
    /// empty line comes next. Also a line that is not meant to continue, so that the next setting becomes part of its
    /// value, and a line inside a command that starts with `;`: systemd reads it as a comment.
    ///
    /// ## Why
    ///
    /// A line continues only if the backslash is its very last character, and an empty line ends every value. What
    /// comes below is then a line of its own, and systemd ignores it. A backslash left after the last argument passes
    /// `Restart=always` to the program as another one. Comments may appear between the lines of a value; a script whose
    /// next line is `; then …` or `;;` loses it.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app --one \
    ///
    ///   --two
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app --one \
    ///   --two
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.syntax(7); `config_parse()`, `src/shared/conf-parser.c`. Run on 252: `Ignoring unknown escape sequences:
    /// "\"`, `Missing '=', ignoring line.`
    pub static LINE_CONTINUATION_TRAP = {
        name: "line-continuation-trap",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::UnitEntry(EntryKind::MultilineOrTrailing, check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let (item, bytes) = (entry.item, entry.bytes);
    if matches(bytes, item.value, item.end) && context.unit.reads(entry) {
        let backslash = item.value.end - 1;
        let after = Span::new(item.value.end, item.end).slice(bytes);
        let length = after.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count() as u32;
        let finding = LINE_CONTINUATION_TRAP
            .at(
                entry.id.file,
                Span::new(backslash, item.value.end + length),
                "whitespace after this backslash",
            )
            .label("the line does not continue")
            .help("systemd ends the value here, and looks for a setting in the next line. Remove the whitespace.");
        let items = &context.unit.file_of(entry).tree.items;
        let next = items.get(entry.id.item as usize + 1).map(|item| item.kind);
        let edit = Edit::delete(Span::new(item.value.end, item.value.end + length));
        // What follows is not a setting: it is the rest of the value, and nothing else.
        sink.add(if next == Some(ItemKind::Error) {
            finding.fix("remove the whitespace", Applicability::Safe, vec![edit])
        } else {
            finding
        });
    } else if item.end > item.value.end + 1 {
        report_dangling_backslash(context, sink);
    }
    if item.is_multiline() {
        report_swallowed_line(context, sink);
        report_line_read_as_comment(context, sink);
    }
}

/// Reports a value that continues on a line which is a setting or a section header of its own.
fn report_swallowed_line(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let (entry, unit) = (&context.entry, context.unit);
    let whole = entry.item.span().slice(entry.bytes);
    let Some(section) = entry.section.filter(|_| unit.reads(entry)) else { return };
    // A setting starts its line; continuation lines are mostly indented, and may name anything.
    let starts = memchr_iter(b'\n', whole).map(|at| at + 1);
    for start in starts
        .filter(|start| whole.get(*start).is_some_and(|byte| byte.is_ascii_uppercase() || *byte == b'['))
    {
        let line = &whole[start..];
        let line = line[..memchr(b'\n', line).unwrap_or(line.len())].trim_ascii_end();
        let length = match line.strip_prefix(b"[").and_then(|inside| inside.strip_suffix(b"]")) {
            Some(name) => Section::of(name).map(|_| line.len()),
            None => memchr(b'=', line)
                .filter(|at| directives::lookup(section, line[..*at].trim_ascii_end()).is_some()),
        };
        let Some(length) = length else { continue };
        let at = entry.item.start + start as u32;
        let span = Span::new(at, at + length as u32);
        let shown = String::from_utf8_lossy(span.slice(entry.bytes));
        sink.add(
            LINE_CONTINUATION_TRAP
                .at(entry.id.file, span, format!("`{shown}` is part of the value above"))
                .label("not read as a line of its own")
                .help("The line above ends in a backslash: systemd silently reads this one as the rest of its value. \
                       Remove the backslash."),
        );
    }
}

/// Reports a line of a command that systemd reads as a comment. Real comments mostly start with `#`; a line with a
/// backslash or a quote at its end, or with two signs at its start, was meant to be part of the command.
fn report_line_read_as_comment(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let is_command = entry.row.is_some_and(|row| row.kind == ValueKind::Exec);
    let whole = entry.item.span().slice(entry.bytes);
    if !is_command || memchr(b';', whole).is_none() || !context.unit.reads(entry) {
        return;
    }
    for start in memchr_iter(b'\n', whole).map(|at| at + 1) {
        let line = &whole[start..];
        let line = &line[..memchr(b'\n', line).unwrap_or(line.len())];
        let text = line.trim_ascii();
        let is_partial = text.starts_with(b";;") || matches!(text.last(), Some(b'\\' | b'\'' | b'"'));
        if !text.starts_with(b";") || !is_partial {
            continue;
        }
        let indent = line.len() - line.trim_ascii_start().len();
        let at = entry.item.start + (start + indent) as u32;
        sink.add(
            LINE_CONTINUATION_TRAP
                .at(entry.id.file, Span::new(at, at + text.len() as u32), "this line is a comment, not part of the command")
                .label("skipped")
                .help(
                    "systemd skips a line that starts with `;` or `#`, even between the lines of a value, and \
                     continues after it. Write the `;` at the end of the line above.",
                ),
        );
    }
}

/// Reports a value that an empty line ends although the line above it has a backslash, if what follows is not a
/// setting.
fn report_dangling_backslash(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let (item, bytes) = (entry.item, entry.bytes);
    let whole = item.span().slice(bytes);
    let text = whole.trim_ascii_end();
    if text.last() != Some(&b'\\') || !context.unit.reads(entry) {
        return;
    }
    let items = &context.unit.file_of(entry).tree.items;
    let mut after = items.iter().skip(entry.id.item as usize + 1).map(|item| item.kind);
    if after.find(|kind| *kind != ItemKind::Blank) != Some(ItemKind::Error) {
        return;
    }
    let at = item.start + text.len() as u32;
    sink.add(
        LINE_CONTINUATION_TRAP
            .at(entry.id.file, Span::new(at - 1, at), "an empty line follows this backslash")
            .label("the value ends here")
            .help("systemd reads an empty line as the end of the value, and ignores what was meant to follow. Remove \
                   the empty line."),
    );
}

/// Whether a value ends in a backslash with whitespace after it.
pub(crate) fn matches(bytes: &[u8], value: Span, end: u32) -> bool {
    value.slice(bytes).last() == Some(&b'\\')
        && matches!(Span::new(value.end, end).slice(bytes).first(), Some(b' ' | b'\t'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn a_swallowed_setting_or_header_is_flagged() {
        let texts = |text: &str| {
            let found = unit(&LINE_CONTINUATION_TRAP, &format!("[Service]\n{text}"));
            found.into_iter().map(|found| found.text).collect::<Vec<_>>()
        };
        assert_eq!(texts("ExecStart=/a -b \\\nRestart=always\nType=exec\n"), ["Restart"]);
        assert_eq!(texts("ExecStart=/a -b \\\n[Install]\nWantedBy=a.target\n"), ["[Install]"]);
        assert!(texts("Environment=A=1 \\\nPATH=/b \\\n# Restart=no\n  User=c\n").is_empty());
        assert!(texts("ExecStart=/a \\\n-p Restart=always\n").is_empty());
    }

    #[test]
    fn a_continued_command_line_that_is_a_comment_is_flagged() {
        let texts = |lines: &str| {
            let found = unit(&LINE_CONTINUATION_TRAP, &format!("[Service]\n{lines}\n"));
            found.into_iter().map(|found| found.text).collect::<Vec<_>>()
        };
        assert_eq!(texts("ExecStart=/bin/sh -c 'a \\\n  ; b \\\n c'"), ["; b \\"]);
        assert_eq!(texts("ExecStart=/bin/sh -c 'case a in \\\na) b \\\n;; \\\nesac'"), [";; \\"]);
        assert_eq!(texts("ExecStart=/bin/sh -c 'a \\\n ; b'\n'\nType=exec"), ["; b'"]);
        // The loader skips comments between the lines, so they are deliberate.
        for lines in [
            "ExecStart=/a \\\n  # --verbose \\\n  --quiet",
            "ExecStart=/a \\\n; where it listens\n  --port=80",
            "Environment=A=1 \\\n; B=2 \\\n C=3",
            "ExecStart=/bin/sh -c 'a; \\\n b; c'",
        ] {
            assert!(texts(lines).is_empty(), "{lines}");
        }
    }

    #[test]
    fn the_space_after_a_backslash_is_removed_if_the_value_continues() {
        let found = unit(&LINE_CONTINUATION_TRAP, "[Service]\nExecStart=/a b \\  \n  -c\n");
        assert_eq!(found[0].fixed.as_deref(), Some("[Service]\nExecStart=/a b \\\n  -c\n"));
        let found = unit(&LINE_CONTINUATION_TRAP, "[Service]\nExecStart=/a b \\ \nType=exec\n");
        assert_eq!((found.len(), found[0].fixed.clone()), (1, None));
        assert!(unit(&LINE_CONTINUATION_TRAP, "[Service]\nExecStart=/a b \\\n  -c\n").is_empty());
    }
}
