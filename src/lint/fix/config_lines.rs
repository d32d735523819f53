//! Edits on whole lines of a supervisord file: removing an option, inserting one, adding a section.

use memchr::{memchr, memchr2};

use crate::source::Span;
use crate::supervisord::config::Entry;
use crate::syntax::Edit;

/// Deletes an entry but keeps the comment after its value. `None` if there are comments between the lines of the value:
/// they would be deleted with it.
pub(crate) fn remove_entry(entry: &Entry<'_>) -> Option<Edit> {
    let item = entry.item;
    if item.is_multiline() {
        let has_comment = memchr2(b';', b'#', item.span().slice(entry.bytes)).is_some();
        return (!has_comment).then(|| Edit::delete(item.span()));
    }
    let after = Span::new(item.value.end, item.end).slice(entry.bytes);
    Some(match memchr2(b';', b'#', after) {
        Some(at) => Edit::delete(Span::new(item.name.start, item.value.end + at as u32)),
        None => Edit::delete(item.span()),
    })
}

/// Inserts a line after an entry, with the same indentation and delimiter.
pub(crate) fn line_after(entry: &Entry<'_>, name: &str, value: &str) -> Edit {
    let (item, bytes) = (entry.item, entry.bytes);
    let text = |span: Span| std::str::from_utf8(span.slice(bytes)).unwrap_or_default();
    let indent = text(Span::new(item.start, item.name.start));
    let delimiter = match text(Span::new(item.name.end, item.value.start)) {
        // The value starts on a line of its own, or there is only a comment.
        odd if item.value.is_empty() || odd.contains(['\n', '\r']) => "=",
        delimiter => delimiter,
    };
    let line = format!("{indent}{name}{delimiter}{value}");
    let end = line_end(bytes);
    let is_ended = item.span().slice(bytes).ends_with(b"\n");
    Edit::insert(item.end, if is_ended { format!("{line}{end}") } else { format!("{end}{line}") })
}

/// Adds a section with one option at the end of a file.
pub(crate) fn append_section(bytes: &[u8], header: &str, option: &str) -> Edit {
    let end = line_end(bytes);
    let gap = if bytes.ends_with(b"\n") { "" } else { end };
    Edit::insert(bytes.len() as u32, format!("{gap}{end}[{header}]{end}{option}{end}"))
}

/// The line ending of a file.
pub(crate) fn line_end(bytes: &[u8]) -> &'static str {
    match memchr(b'\n', bytes) {
        Some(at) if bytes[..at].ends_with(b"\r") => "\r\n",
        _ => "\n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, Sources};
    use crate::supervisord::Config;
    use crate::syntax::apply;

    /// Applies an edit to the first entry of the only section.
    fn edited(text: &str, edit: impl Fn(&Entry<'_>) -> Option<Edit>) -> Option<String> {
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new("a.conf", text.as_bytes().to_vec()).unwrap());
        let config = Config::of_file(id, &sources);
        let entry = config.entries(&config.sections[0], &sources).next().unwrap();
        let edit = edit(&entry)?;
        Some(String::from_utf8(apply(text.as_bytes(), &[edit]).unwrap()).unwrap())
    }

    #[test]
    fn removing_a_line_keeps_its_comment() {
        assert_eq!(edited("[a]\n x = 1\n y=2\n", remove_entry).unwrap(), "[a]\n y=2\n");
        assert_eq!(edited("[a]\n x = 1  ; why\n y=2", remove_entry).unwrap(), "[a]\n ; why\n y=2");
        assert_eq!(edited("[a]\nx= # why", remove_entry).unwrap(), "[a]\n# why");
        assert_eq!(edited("[a]\nx=1\n  2\ny=3", remove_entry).unwrap(), "[a]\ny=3");
        assert_eq!(edited("[a]\nx=1\n  # why\n  2\ny=3", remove_entry), None);
    }

    #[test]
    fn an_inserted_line_copies_the_style_of_the_line_before_it() {
        let after = |text: &str| edited(text, |entry| Some(line_after(entry, "y", "0"))).unwrap();
        assert_eq!(after("[a]\n\tx : 1 ; c\nz=2\n"), "[a]\n\tx : 1 ; c\n\ty : 0\nz=2\n");
        assert_eq!(after("[a]\nx=1"), "[a]\nx=1\ny=0");
        assert_eq!(after("[a]\r\nx=1\r\n"), "[a]\r\nx=1\r\ny=0\r\n");
        assert_eq!(after("[a]\nx=\n  1\nz=2"), "[a]\nx=\n  1\ny=0\nz=2");
    }

    #[test]
    fn a_new_section_is_appended_after_all_others() {
        let added = |text: &str| {
            let edit = append_section(text.as_bytes(), "b", "y=0");
            String::from_utf8(apply(text.as_bytes(), &[edit]).unwrap()).unwrap()
        };
        assert_eq!(added("[a]\nx=1"), "[a]\nx=1\n\n[b]\ny=0\n");
        assert_eq!(added("[a]\r\nx=1\r\n"), "[a]\r\nx=1\r\n\r\n[b]\r\ny=0\r\n");
    }
}
