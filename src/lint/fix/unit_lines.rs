//! Edits on whole lines of a unit: moving one to another section, inserting one above another.

use std::borrow::Cow;

use crate::diagnostic::{Applicability, Diagnostic};
use crate::lint::fix::config_lines::line_end;
use crate::source::Span;
use crate::syntax::comments::is_for_people;
use crate::syntax::{Edit, Item, ItemKind};
use crate::systemd::directives::{Section, ValueKind};
use crate::systemd::unit::{UnitEntry, UnitFile};

/// Moves an entry to the end of another section of its file, under the name it has there; adds the section if there is
/// none. A comment about this entry alone moves with it.
pub(crate) fn move_to(file: &UnitFile, entry: &UnitEntry<'_>, section: Section, name: &str) -> Vec<Edit> {
    let (item, bytes) = (entry.item, entry.bytes);
    let end = line_end(bytes);
    let rest = String::from_utf8_lossy(Span::new(item.name.end, item.end).slice(bytes));
    let start = comment_of_entry(&file.tree.items, item, bytes).unwrap_or(item.start);
    let comment = String::from_utf8_lossy(Span::new(start, item.start).slice(bytes));
    let line = format!("{comment}{name}{}{end}", rest.trim_end_matches(['\r', '\n']));
    let insert = match section_end(&file.tree.items, bytes, section) {
        Some(at) => Edit::insert(at, if is_line_start(bytes, at) { line } else { format!("{end}{line}") }),
        None => new_section(&file.tree.items, bytes, section, &line),
    };
    vec![Edit::delete(Span::new(start, item.end)), insert]
}

/// Whether there is a comment at the head of the group of lines that an entry belongs to.
pub(crate) fn is_under_comment(file: &UnitFile, entry: &UnitEntry<'_>) -> bool {
    let items = &file.tree.items;
    let above = items[..index_of(items, entry.item)].iter().rfind(|item| item.kind != ItemKind::Entry);
    above.is_some_and(|item| item.kind == ItemKind::Comment)
}

/// The start of the comment that is about an entry alone: it is right above, and no entry is right below. A comment
/// addressed to sysvisor is about the one entry in any case.
fn comment_of_entry(items: &[Item], entry: &Item, bytes: &[u8]) -> Option<u32> {
    let at = index_of(items, entry);
    let is_alone = items.get(at + 1).is_none_or(|below| below.kind != ItemKind::Entry);
    let is_own = |item: &&Item| item.kind == ItemKind::Comment && (is_alone || !is_for_people(item, bytes));
    items[..at].iter().rev().take_while(is_own).last().map(|first| first.start)
}

/// The index of an entry among the items of its file.
fn index_of(items: &[Item], entry: &Item) -> usize {
    items.partition_point(|item| item.start < entry.start)
}

/// The end of the last line of the last section of this name.
fn section_end(items: &[Item], bytes: &[u8], section: Section) -> Option<u32> {
    let is_header = |item: &Item| item.kind == ItemKind::Header;
    let is_own = |item: &Item| is_header(item) && item.name.slice(bytes) == section.as_str().as_bytes();
    let header = items.iter().rposition(is_own)?;
    let body = &items[header + 1..];
    let body = &body[..body.iter().position(is_header).unwrap_or(body.len())];
    let last = body.iter().rfind(|item| matches!(item.kind, ItemKind::Entry | ItemKind::Error));
    Some(last.unwrap_or(&items[header]).end)
}

/// Adds a section: `[Unit]` before all others, `[Install]` after them, that of a unit type before `[Install]`.
fn new_section(items: &[Item], bytes: &[u8], section: Section, line: &str) -> Edit {
    let end = line_end(bytes);
    let header = format!("[{}]{end}", section.as_str());
    let before = items.iter().find(|item| {
        item.kind == ItemKind::Header
            && match section {
                Section::Unit => true,
                Section::Install => false,
                _ => item.name.slice(bytes) == b"Install",
            }
    });
    match before {
        Some(item) => Edit::insert(item.start, format!("{header}{line}{end}")),
        None => {
            let at = bytes.len() as u32;
            let gap = if is_line_start(bytes, at) { "" } else { end };
            Edit::insert(at, format!("{gap}{end}{header}{line}"))
        }
    }
}

/// Whether a line looks like an argument of the command above it: `--port=80`, `'-v'`.
pub(crate) fn is_argument(line: &[u8]) -> bool {
    let word = line.strip_prefix(b"'").or_else(|| line.strip_prefix(b"\"")).unwrap_or(line);
    matches!(word, [b'-', b'-' | b'a'..=b'z' | b'A'..=b'Z', ..])
}

/// Makes the line at index `at`, an argument, a continuation of the line right above it. `None` if that is neither a command
/// nor another such argument, or if it ends in a backslash already: whitespace after a backslash has a rule of its own.
fn continue_command(file: &UnitFile, at: usize, bytes: &[u8]) -> Option<Edit> {
    let above = at.checked_sub(1)?;
    let item = file.tree.items.get(above)?;
    let is_command = file.row(above).is_some_and(|row| row.kind == ValueKind::Exec) && !item.value.is_empty();
    if !is_command && !is_argument(item.name.slice(bytes)) {
        return None;
    }
    let text = Span::new(item.start, item.end).slice(bytes);
    let line = text.trim_ascii_end();
    let end = item.start + line.len() as u32;
    let whitespace = text[line.len()..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let span = Span::new(end, end + whitespace as u32);
    (!line.ends_with(b"\\")).then(|| Edit::replace(span, " \\"))
}

/// Adds the fix that makes an argument a continuation of the command above it, if there is one.
pub(crate) fn with_continuation_fix(
    finding: Diagnostic,
    file: &UnitFile,
    at: usize,
    bytes: &[u8],
) -> Diagnostic {
    match continue_command(file, at, bytes) {
        Some(edit) => finding.fix("continue the line above", Applicability::Unsafe, vec![edit]),
        None => finding,
    }
}

/// Inserts a line above an entry, or below it if there is a comment right above: that one is about the entry.
pub(crate) fn line_near(file: &UnitFile, entry: &UnitEntry<'_>, line: &str) -> Edit {
    let (items, item, bytes) = (&file.tree.items, entry.item, entry.bytes);
    let above = items[..index_of(items, item)].last();
    if above.is_none_or(|above| above.kind != ItemKind::Comment) || !is_line_start(bytes, item.end) {
        return line_above(item, bytes, line);
    }
    Edit::insert(item.end, format!("{}{line}{}", indent_of(item, bytes), line_end(bytes)))
}

/// Inserts a line above an item, with the same indentation.
pub(crate) fn line_above(item: &Item, bytes: &[u8], line: &str) -> Edit {
    Edit::insert(item.start, format!("{}{line}{}", indent_of(item, bytes), line_end(bytes)))
}

fn indent_of<'b>(item: &Item, bytes: &'b [u8]) -> Cow<'b, str> {
    let indent = Span::new(item.start, item.name.start).slice(bytes);
    // A header's name starts after its bracket.
    String::from_utf8_lossy(indent.strip_suffix(b"[").unwrap_or(indent))
}

fn is_line_start(bytes: &[u8], at: u32) -> bool {
    at == 0 || matches!(bytes.get(at as usize - 1), Some(b'\n' | b'\r'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, Sources};
    use crate::syntax::apply;
    use crate::systemd::Unit;

    /// Moves the entry `X=1`.
    fn moved(text: &str, section: Section, name: &str) -> String {
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new("a.service", text.as_bytes().to_vec()).unwrap());
        let unit = Unit::of_file(id, &sources);
        let entry = unit.entries(&sources).find(|entry| entry.name() == b"X").unwrap();
        let edits = move_to(unit.main(), &entry, section, name);
        String::from_utf8(apply(text.as_bytes(), &edits).unwrap()).unwrap()
    }

    #[test]
    fn a_line_moves_to_the_end_of_the_target_section() {
        let text = "[Unit]\nA=1\n\n# about the service\n[Service]\n X = 1\nB=2\n";
        let expected = "[Unit]\nA=1\nX = 1\n\n# about the service\n[Service]\nB=2\n";
        assert_eq!(moved(text, Section::Unit, "X"), expected);
        assert_eq!(moved("[Unit]\n[Service]\nX=1", Section::Unit, "Y"), "[Unit]\nY=1\n[Service]\n");
        assert_eq!(
            moved("[Unit]\r\nX=1\r\n[Install]", Section::Install, "X"),
            "[Unit]\r\n[Install]\r\nX=1\r\n"
        );
    }

    #[test]
    fn a_comment_about_one_line_moves_with_it() {
        let text = "[Unit]\nA=1\n[Service]\nB=2\n\n# why\n# it is\nX=1\n\n# C\nC=3\n";
        let expected = "[Unit]\nA=1\n# why\n# it is\nX=1\n[Service]\nB=2\n\n\n# C\nC=3\n";
        assert_eq!(moved(text, Section::Unit, "X"), expected);
        // A comment that is about the lines below as well stays with them.
        let text = "[Unit]\n[Service]\n# why\nX=1\nB=2\n";
        assert_eq!(moved(text, Section::Unit, "X"), "[Unit]\nX=1\n[Service]\n# why\nB=2\n");
        let text = "[Unit]\n[Service]\n# why\n# sysvisor: ignore[a]\nX=1\nB=2\n";
        let expected = "[Unit]\n# sysvisor: ignore[a]\nX=1\n[Service]\n# why\nB=2\n";
        assert_eq!(moved(text, Section::Unit, "X"), expected);
        let text = "[Unit]\n[Service]\n# made for sysvisor: see there\nX=1\nB=2\n";
        let expected = "[Unit]\nX=1\n[Service]\n# made for sysvisor: see there\nB=2\n";
        assert_eq!(moved(text, Section::Unit, "X"), expected);
    }

    #[test]
    fn a_multiline_value_moves_as_a_whole() {
        let text = "[Unit]\nX=1 \\\n  2\nA=1\n[Service]\nB=2\n";
        assert_eq!(moved(text, Section::Service, "X"), "[Unit]\nA=1\n[Service]\nB=2\nX=1 \\\n  2\n");
    }

    #[test]
    fn a_missing_section_is_created_in_its_usual_place() {
        let service = "# top\n[Service]\nX=1\nB=2\n";
        assert_eq!(moved(service, Section::Unit, "X"), "# top\n[Unit]\nX=1\n\n[Service]\nB=2\n");
        assert_eq!(moved(service, Section::Install, "X"), "# top\n[Service]\nB=2\n\n[Install]\nX=1\n");
        let unit = "[Unit]\nX=1\n[Install]\nB=2";
        assert_eq!(moved(unit, Section::Service, "X"), "[Unit]\n[Service]\nX=1\n\n[Install]\nB=2");
    }
}
