//! The grammars of whole files against the parsers: a text is refused where the tree holds an error.

use sysvisor::syntax::{ItemKind, Tree};
use sysvisor::{supervisord, systemd};

use super::Tie;

#[test]
fn the_grammar_of_a_supervisord_file_and_the_parser_agree() {
    Tie {
        file: "supervisord/file.abnf",
        rule: "file",
        size: 80,
        accepts: &|bytes| takes(&supervisord::parse(bytes), bytes),
        covers: &|bytes| {
            // A header or a name that is indented, a line end of a lone CR, and a line with both comment
            // prefixes are what the grammar leaves to the parser's tests.
            let tree = supervisord::parse(bytes);
            let indented = tree.items.iter().any(|item| {
                !matches!(item.kind, ItemKind::Blank | ItemKind::Comment) && item.name.start != item.start
            });
            let both = |line: &[u8]| line.contains(&b';') && line.contains(&b'#');
            !indented && !has_lone_cr(bytes) && !bytes.split(|byte| *byte == b'\n').any(both)
        },
    }
    .check(3000);
}

#[test]
fn the_grammar_of_a_unit_file_and_the_parser_agree() {
    Tie {
        file: "systemd/unit.abnf",
        rule: "unit-file",
        size: 80,
        accepts: &|bytes| takes(&systemd::parse(bytes), bytes),
        covers: &|bytes| {
            // Line ends other than LF and CRLF, and a byte order mark further down, are what the grammar leaves
            // to the parser's tests.
            let mark = bytes.windows(3).skip(1).any(|window| window == b"\xEF\xBB\xBF");
            let odd_end = bytes.contains(&0) || bytes.windows(2).any(|pair| pair == b"\n\r");
            !mark && !odd_end && !has_lone_cr(bytes)
        },
    }
    .check(3000);
}

/// Whether the parser has a meaning for every line; the tree must print back whatever it says.
fn takes(tree: &Tree, bytes: &[u8]) -> bool {
    assert_eq!(tree.print(bytes), bytes, "{}", bytes.escape_ascii());
    tree.errors().next().is_none()
}

fn has_lone_cr(bytes: &[u8]) -> bool {
    bytes.iter().enumerate().any(|(at, byte)| *byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'))
}
