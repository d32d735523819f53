//! Lines that supervisord refuses.

use crate::diagnostic::{Applicability, Diagnostic};
use crate::lint::placeholder::is_template_line;
use crate::lint::readers::{CONFLICT, is_conflict};
use crate::lint::rules::reader::syntax_error::SYNTAX_ERROR;
use crate::lint::rules::supervisord as rules;
use crate::lint::sink::Sink;
use crate::secret;
use crate::source::{FileId, Sources};
use crate::supervisord::kinds::python;
use crate::supervisord::options::SectionKind;
use crate::supervisord::{Config, SyntaxError};
use crate::syntax::{Edit, Item};

/// Reports the lines that the loader refuses. It stops at the first line outside a section, and at the first byte that
/// it cannot decode: one finding is enough for all lines of either kind.
pub(crate) fn supervisord_syntax(config: &Config, sources: &Sources, sink: &mut Sink) {
    for file in &config.files {
        let (mut is_outside, mut is_stray) = (false, false);
        for item in file.tree.errors() {
            let Some(error) = SyntaxError::of(item) else { continue };
            let again = match error {
                SyntaxError::BeforeFirstSection => std::mem::replace(&mut is_outside, true),
                SyntaxError::NotUtf8 => std::mem::replace(&mut is_stray, true),
                SyntaxError::NoDelimiter | SyntaxError::EmptyName | SyntaxError::ByteOrderMark => false,
            };
            if !again {
                sink.add(line(error, file.id, item, sources));
            }
        }
    }
}

fn line(error: SyntaxError, file: FileId, item: &Item, sources: &Sources) -> Diagnostic {
    let source = sources.get(file);
    let number = source.position(item.name.start).line;
    let name = python::repr(source.name());
    let written = item.span().slice(source.bytes()).split_inclusive(|byte| *byte == b'\n').next();
    let shown = String::from_utf8_lossy(written.unwrap_or_default()).replace("\r\n", "\n");
    let shown = python::repr(&secret::words::redact(&shown));
    let parsing = format!(
        "supervisord says: Source contains parsing errors: {name} [line {number:2}]: {shown}. It refuses the whole file."
    );
    let is_template = is_template_line(item.name.slice(source.bytes()));
    let advice =
        if is_template { " A template has to be filled in before supervisord reads the file." } else { "" };
    match error {
        SyntaxError::NoDelimiter | SyntaxError::EmptyName if is_conflict(item.name.slice(source.bytes())) => {
            SYNTAX_ERROR
                .at(file, item.name, CONFLICT)
                .label("keep one side and remove the markers")
                .help(parsing)
        }
        SyntaxError::NoDelimiter => open_header(
            SYNTAX_ERROR
                .at(file, item.name, "this line is neither a header nor name=value")
                .label("no `=` and no `:`")
                .help(format!("{parsing}{advice}")),
            item,
            source.bytes(),
        ),
        SyntaxError::EmptyName => SYNTAX_ERROR
            .at(file, item.name, "there is no name before the delimiter")
            .label("no option name")
            .help(parsing),
        SyntaxError::BeforeFirstSection => open_header(
            SYNTAX_ERROR
                .at(file, item.name, "text before the first section")
                .label("outside any section")
                .help(format!(
                    "supervisord says: File contains no section headers. file: {name}, line: {number} {shown}. \
                     It refuses the whole file.{advice}"
                )),
            item,
            source.bytes(),
        ),
        SyntaxError::ByteOrderMark => rules::file_bom::FILE_BOM
            .at(file, item.name, "the file starts with a byte order mark")
            .label("invisible, but read as text")
            .help(
                "supervisord says: File contains no section headers. Python reads the mark as a character of \
                 the first line.",
            )
            .fix("remove the mark", Applicability::Safe, vec![Edit::delete(item.name)]),
        SyntaxError::NotUtf8 => rules::file_not_utf8::FILE_NOT_UTF8
            .at(file, item.name, "this line is not UTF-8")
            .label("not UTF-8")
            .help(format!(
                "supervisord says: 'utf-8' codec can't decode byte 0x{:02x} … It refuses the whole file, comments \
                 included. Save the file as UTF-8.",
                first_stray_byte(item.name.slice(source.bytes()))
            )),
    }
}

/// Adds a fix that closes a header without its bracket.
fn open_header(finding: Diagnostic, item: &Item, bytes: &[u8]) -> Diagnostic {
    let text = item.name.slice(bytes);
    match text.strip_prefix(b"[") {
        Some(header) if SectionKind::of(header).is_some() => {
            let edit = Edit::insert(item.name.end, "]");
            let finding = Diagnostic { label: "a header without its `]`".to_owned(), ..finding };
            finding.fix("close the header", Applicability::Safe, vec![edit])
        }
        _ => finding,
    }
}

fn first_stray_byte(bytes: &[u8]) -> u8 {
    bytes.utf8_chunks().find_map(|chunk| chunk.invalid().first().copied()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    #[test]
    fn a_template_tag_line_gets_a_template_note() {
        let help = |text: &str| supervisord(&SYNTAX_ERROR, text).remove(0).help;
        let filled_in = " A template has to be filled in before supervisord reads the file.";
        assert!(help("[program:a]\n{% endif %}\n").ends_with(filled_in));
        assert!(help("{# a comment #}\n[program:a]\n").ends_with(filled_in));
        assert!(help("[program:a]\nwords\n").ends_with("It refuses the whole file."));
    }

    #[test]
    fn merge_conflict_markers_are_recognized() {
        let text = "[program:a]\n<<<<<<< HEAD\ncommand=/a\n=======\ncommand=/b\n>>>>>>> other\n<<<<\n";
        let found = supervisord(&SYNTAX_ERROR, text);
        let marks = found.iter().filter(|one| one.message.contains("conflict")).map(|one| one.text.as_str());
        assert_eq!(marks.collect::<Vec<_>>(), ["<<<<<<< HEAD", "=======", ">>>>>>> other"]);
        assert_eq!(found.len(), 4);
    }
}
