//! The text of a directive's value as systemd gets it: continuations joined, comments between them dropped.

use super::line::{self, LineSplitter};
use crate::source::{MappedText, Piece, Span};
use crate::syntax::Item;

/// The text of an entry parsed by [`super::parse()`] from `bytes`, with a mapping back to positions in the file.
///
/// The backslash that continues a line becomes one space, the line ending is dropped, and leading whitespace of the
/// next line stays; comment lines in between are dropped.
#[must_use]
pub fn value<'a>(bytes: &'a [u8], item: &Item) -> MappedText<'a> {
    if item.is_multiline() {
        join(bytes, item.value)
    } else {
        MappedText::borrowed(item.value.slice(bytes), item.value.start)
    }
}

/// Joins the physical lines of a range. The first is never a comment: in a value, a `#` after the `=` belongs to
/// the value.
pub(super) fn join(bytes: &[u8], range: Span) -> MappedText<'_> {
    let written = range.slice(bytes);
    let splitter = LineSplitter::new(written);
    let mut text: Vec<u8> = Vec::with_capacity(written.len());
    let mut pieces = Vec::new();
    let mut rest = written;
    while !rest.is_empty() {
        let (physical, after) = splitter.split_first(rest);
        rest = after;
        if !pieces.is_empty() && line::is_comment(physical) {
            continue;
        }
        pieces.push(Piece { text: text.len() as u32, file: Span::of(bytes, physical).start });
        if line::is_continued(physical) {
            text.extend_from_slice(&physical[..physical.len() - 1]);
            text.push(b' ');
        } else {
            text.extend_from_slice(physical);
        }
    }
    // A value never ends in whitespace, not even in the space that replaces a backslash at the end of the file.
    text.truncate(line::strip_end(&text).len());
    MappedText::joined(text, pieces, range.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::ItemKind;
    use crate::systemd::{SyntaxError, parse};

    /// The tree as text, one line per item.
    fn outline(text: &str) -> Vec<String> {
        outline_bytes(text.as_bytes())
    }

    fn outline_bytes(bytes: &[u8]) -> Vec<String> {
        let tree = parse(bytes);
        assert_eq!(tree.print(bytes), bytes);
        let show = |span: Span| String::from_utf8_lossy(span.slice(bytes)).into_owned();
        let outline = tree.items.iter().map(|item| match item.kind {
            ItemKind::Entry => format!("{}={}", show(item.name), value(bytes, item).text().unwrap()),
            ItemKind::Header => format!("[{}]", show(item.name)),
            ItemKind::Error => format!("{:?}", SyntaxError::of(item).unwrap()),
            kind => format!("{kind:?}"),
        });
        outline.collect()
    }

    #[test]
    fn whitespace_around_names_values_and_lines_is_stripped() {
        assert_eq!(outline(" [Unit] \n\tDescription = a b \n"), ["[Unit]", "Description=a b"]);
        assert_eq!(outline("[Unit]\nA=b=c\nA=\n"), ["[Unit]", "A=b=c", "A="]);
    }

    #[test]
    fn trailing_comments_are_part_of_the_value() {
        assert_eq!(outline("[Service]\nRestart=always # c\n")[1], "Restart=always # c");
        assert_eq!(
            outline("[Service]\n  ; note\n# note \\\nA=b"),
            ["[Service]", "Comment", "Comment", "A=b"]
        );
    }

    #[test]
    fn a_continuation_backslash_becomes_one_space() {
        assert_eq!(outline("[Unit]\nDescription=a \\\n   b")[1], "Description=a     b");
        assert_eq!(outline("[Unit]\nDescription=a\\\nb\nX=y"), ["[Unit]", "Description=a b", "X=y"]);
        assert_eq!(outline("[Unit]\nDescription=a \\\\\nX=y"), ["[Unit]", "Description=a \\\\", "X=y"]);
        assert_eq!(outline("[Unit]\nDescription=a \\ \nb"), ["[Unit]", "Description=a \\", "MissingEquals"]);
        assert_eq!(outline("[Unit]\nDescription=\\\n  \\\n a b")[1], "Description=a b");
    }

    #[test]
    fn comments_inside_a_continuation_are_removed() {
        assert_eq!(outline("[Unit]\nA=a \\\n# note\n  ;; lost \\\nb")[1], "A=a  b");
        assert_eq!(outline("[Unit]\nA \\\n# no=te\nb"), ["[Unit]", "MissingEquals"]);
        assert_eq!(outline_bytes(b"[Unit]\nA=a \\\n# \xe9\nb\nC=\xe9"), ["[Unit]", "A=a  b", "NotUtf8"]);
    }

    #[test]
    fn an_empty_line_or_the_end_of_the_file_ends_a_continuation() {
        assert_eq!(outline("[Unit]\nA=a \\\n\nB=b"), ["[Unit]", "A=a", "B=b"]);
        assert_eq!(outline("[Unit]\nA=a \\"), ["[Unit]", "A=a"]);
        assert_eq!(outline("[Unit]\n\\\nA=a"), ["[Unit]", "A=a"]);
    }

    #[test]
    fn a_header_must_end_in_a_bracket() {
        assert_eq!(outline("[Service] # text"), ["InvalidHeader"]);
        assert_eq!(outline("[Service"), ["InvalidHeader"]);
        assert_eq!(outline("["), ["InvalidHeader"]);
        assert_eq!(outline("[Ser\"vice]"), ["BadHeaderCharacters"]);
        assert_eq!(outline("[]\n[ Service ]"), ["[]", "[ Service ]"]);
        assert_eq!(outline("[Uni\\\nt]"), ["[Uni\\\nt]"]);
    }

    #[test]
    fn lines_that_systemd_ignores_are_errors() {
        assert_eq!(
            outline("A=b\n[Unit]\nword\n=b"),
            ["OutsideSection", "[Unit]", "MissingEquals", "MissingName"]
        );
    }

    #[test]
    fn a_byte_order_mark_is_skipped_once_but_hides_a_comment() {
        assert_eq!(outline("\u{feff}[Unit]\nA=b"), ["Bom", "[Unit]", "A=b"]);
        assert_eq!(outline("\u{feff}# c\n[Unit]"), ["Bom", "OutsideSection", "[Unit]"]);
        assert_eq!(outline("[Unit]\n\u{feff}A=b\n\u{feff}A=b"), ["[Unit]", "Bom", "A=b", "\u{feff}A=b"]);
        assert_eq!(outline("\u{feff}"), ["Bom"]);
    }

    #[test]
    fn every_line_end_of_systemd_ends_a_line() {
        assert_eq!(outline("[Unit]\rA=a\r\nB=b\n\rC=c"), ["[Unit]", "A=a", "B=b", "C=c"]);
        assert_eq!(outline("[Unit]\nA=a\0b"), ["[Unit]", "A=a", "MissingEquals"]);
    }

    #[test]
    fn invalid_utf8_is_an_error_but_not_in_a_comment() {
        assert_eq!(outline_bytes(b"[Unit]\n# \xe9\nA=\xe9\nB=b"), ["[Unit]", "Comment", "NotUtf8", "B=b"]);
        // A noncharacter is valid UTF-8, but systemd refuses it.
        let text = "[Unit]\n# \u{fffe}\nA=\u{fffe}\nB=\u{fffd}";
        assert_eq!(outline_bytes(text.as_bytes()), ["[Unit]", "Comment", "NotUtf8", "B=\u{fffd}"]);
    }

    #[test]
    fn a_line_of_one_mebibyte_is_an_error() {
        let long = format!("[Unit]\nA={}\n", "x".repeat(1024 * 1024 - 2));
        assert_eq!(outline(&long), ["[Unit]", "LineTooLong"]);
        let fits = format!("[Unit]\nA={}\n", "x".repeat(1024 * 1024 - 3));
        assert_eq!(parse(fits.as_bytes()).errors().count(), 0);
    }

    #[test]
    fn a_label_lands_on_the_line_of_a_continued_value() {
        let text = "[Service]\nExecStart=/bin/a \\\n# note\n    --verbose \\\n    -x\n";
        let tree = parse(text.as_bytes());
        let value = value(text.as_bytes(), &tree.items[1]);
        let word = value.text().unwrap().find("--verbose").unwrap() as u32;
        assert_eq!(&text[value.span(Span::new(word, word + 9)).range()], "--verbose");
        let end = value.text().unwrap().len() as u32;
        assert_eq!(&text[value.span(Span::new(end - 2, end)).range()], "-x");
        assert_eq!(&text[value.span(Span::new(0, 6)).range()], "/bin/a");
    }

    #[test]
    fn a_label_lands_right_when_the_value_starts_on_the_next_line() {
        let text = "[Service]\nExecStart=\\\n  /bin/a -x\n";
        let tree = parse(text.as_bytes());
        let value = value(text.as_bytes(), &tree.items[1]);
        assert_eq!(value.text(), Some("/bin/a -x"));
        assert_eq!(&text[value.span(Span::new(0, 6)).range()], "/bin/a");
        assert_eq!(&text[value.span(Span::new(7, 9)).range()], "-x");
    }

    proptest::proptest! {
        #[test]
        fn spans_of_a_setting_match_its_joined_lines(text in "\\[U\\]\n([ \t]{0,1}[a=#\\[\\]é]{0,3}[ \\\\]{0,2}(\n|\r|\0)){0,12}[a=\\\\ ]{0,3}") {
            let bytes = text.as_bytes();
            for item in parse(bytes).items.iter().filter(|item| item.kind == ItemKind::Entry) {
                let joined = join(bytes, Span::new(item.start, item.end));
                let content = line::strip(joined.bytes());
                let equals = memchr::memchr(b'=', content).unwrap();
                let (name, value) = (&content[..equals], &content[equals + 1..]);
                let place = |part: &[u8]| joined.span(Span::of(joined.bytes(), part));
                let lies = (place(line::strip_end(name)), place(line::strip_start(value)));
                proptest::prop_assert_eq!((item.name, item.value), lies, "{:?}", text);
            }
        }

        #[test]
        fn any_bytes_round_trip(bytes: Vec<u8>) {
            let tree = parse(&bytes);
            proptest::prop_assert_eq!(tree.print(&bytes), bytes);
        }

        #[test]
        fn lines_of_any_kind_round_trip(text in "(\\[[aU\\]]{0,3}|[ \t]{0,2}[a=#;\\\\é\u{feff}]{0,4}|\r|\n|\0|\\\\\n){0,30}") {
            let bytes = text.as_bytes();
            let tree = parse(bytes);
            proptest::prop_assert_eq!(tree.print(bytes), bytes);
            for item in &tree.items {
                let value = value(bytes, item);
                let _ = value.whole();
                proptest::prop_assert_eq!(value.bytes(), line::strip(value.bytes()));
            }
        }
    }
}
