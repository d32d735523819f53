//! The grammars of whole files against the parsers: a text is refused if its tree contains an error.

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
            // The grammar leaves these to the parser's tests: indented headers and names, a lone CR as line end, and lines
            // with both comment prefixes.
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
            // The grammar leaves these to the parser's tests: line ends other than LF and CRLF, and a byte order mark after
            // the start.
            let mark = bytes.windows(3).skip(1).any(|window| window == b"\xEF\xBB\xBF");
            let odd_end = bytes.contains(&0) || bytes.windows(2).any(|pair| pair == b"\n\r");
            !mark && !odd_end && !has_lone_cr(bytes)
        },
    }
    .check(3000);
}

/// Whether the parser accepts every line; the tree must print back in any case.
fn takes(tree: &Tree, bytes: &[u8]) -> bool {
    assert_eq!(tree.print(bytes), bytes, "{}", bytes.escape_ascii());
    tree.errors().next().is_none()
}

fn has_lone_cr(bytes: &[u8]) -> bool {
    bytes.iter().enumerate().any(|(at, byte)| *byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'))
}
