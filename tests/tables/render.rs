//! Helpers for rendering both tables.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The start of a generated file.
pub(super) const HEAD: &str =
    "//! Made from grammar/ by tests/tables: do not edit, change the tables and run the tests.\n\n";

/// A Rust string literal.
pub(super) fn literal(text: &str) -> String {
    format!("{text:?}")
}

/// Collects many texts as ranges of a single one.
#[derive(Default)]
pub(super) struct Texts {
    lines: Vec<String>,
    length: usize,
    known: BTreeMap<String, (usize, usize)>,
}

impl Texts {
    /// The range of this text.
    pub(super) fn put(&mut self, text: &str) -> String {
        if text.is_empty() {
            return "t(0, 0)".to_owned();
        }
        let (start, end) = *self.known.entry(text.to_owned()).or_insert_with(|| {
            let start = self.length;
            self.length += text.len();
            self.lines.push(text.to_owned());
            (start, self.length)
        });
        format!("t({start}, {end})")
    }

    /// The text that contains all of them.
    pub(super) fn render(&self) -> String {
        let mut out = "/// The texts of the table.\npub(super) static TEXT: &str = concat!(\n".to_owned();
        for line in &self.lines {
            let _ = writeln!(out, "    {},", literal(line));
        }
        out.push_str(
            ");\n\nconst fn t(start: u16, end: u16) -> TextRange {\n    TextRange::new(start, end)\n}\n\n",
        );
        out
    }
}

/// `Some(247)`, or `None` for an empty field.
pub(super) fn option(number: &str) -> String {
    if number.is_empty() {
        return "None".to_owned();
    }
    let number: u16 = number.parse().unwrap_or_else(|_| panic!("not a release: {number}"));
    format!("Some({number})")
}

/// The `Name` enum with its texts, sorted by text, and the function that finds the candidate for a name. `names` are text,
/// variant and documentation.
pub(super) fn names(names: &[(&str, String, String)], fold: bool) -> String {
    let mut out = String::new();
    out.push_str("/// A setting name of the table. A name that several sections have is listed once.\n");
    out.push_str("#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n#[repr(u16)]\n");
    out.push_str("pub enum Name {\n");
    for (_, variant, doc) in names {
        let _ = writeln!(out, "    /// {doc}\n    {variant},");
    }
    out.push_str("}\n\nuse Name as N;\n\n");
    out.push_str("/// All names, concatenated in the order of [`Name`].\npub(super) static NAMES: NameTable = NameTable::new(concat!(\n");
    for (text, _, _) in names {
        let _ = writeln!(out, "    {},", literal(text));
    }
    let lengths = names.iter().map(|(text, _, _)| text.len());
    let ends = lengths.scan(0, |end, length| {
        *end += length;
        Some(*end)
    });
    let starts: Vec<String> = std::iter::once(0).chain(ends).map(|start| start.to_string()).collect();
    let _ =
        writeln!(out, "), &[{}]);\n\npub(super) static ALL: [Name; {}] = [", starts.join(", "), names.len());
    for (_, variant, _) in names {
        let _ = writeln!(out, "    N::{variant},");
    }
    out.push_str("];\n\n/// Returns the only name that `name` can be, if it is one of the table. The caller must compare them.\n");
    out.push_str("pub(super) fn guess(name: &[u8]) -> Option<Name> {\n");
    let pairs: Vec<_> = names.iter().map(|(text, variant, _)| (*text, variant.clone())).collect();
    out.push_str(&super::name_tree::render(&pairs, fold));
    out.push_str("}\n\n");
    out
}
