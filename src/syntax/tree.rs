//! The tree's items and the ways to walk them.

use crate::source::Span;

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum ItemKind {
    /// A byte order mark.
    Bom,
    /// A blank line.
    Blank,
    /// A comment that has a line of its own.
    Comment,
    /// A section header; `name` is the text between the brackets.
    Header,
    /// A name with a value. Covers all lines of the value, including comments between them.
    Entry,
    /// A line that is invalid in its language. The reader that made the item defines the reason.
    Error,
}

/// A part of the file: one line, or an entry with all of its lines. Ends where the next item starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// The offset of the first byte, indentation included.
    pub start: u32,
    /// The offset after the last byte, line terminator included.
    pub end: u32,
    /// The name of a header or an entry, without surrounding whitespace; for other kinds the relevant part of the line.
    pub name: Span,
    /// The value of an entry, from its first byte to its last, verbatim: with continuation marks and inline comments.
    /// Empty for other kinds; for an error the reader's code is in `detail`.
    pub value: Span,
    /// The kind of the item.
    pub kind: ItemKind,
    /// For an entry: 1 if the value spans several lines. For an error: the reader's own error code.
    pub detail: u8,
}

impl Item {
    /// The span of all its bytes.
    #[must_use]
    pub const fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }

    /// Whether this is an entry whose value spans several lines.
    #[must_use]
    pub const fn is_multiline(&self) -> bool {
        matches!(self.kind, ItemKind::Entry) && self.detail != 0
    }
}

/// A parsed file: items that lie end to end and cover every byte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// The items, in file order.
    pub items: Vec<Item>,
    /// Whether any comment is addressed to sysvisor. The reader sees every comment anyway, which saves a second search.
    pub has_pragma: bool,
}

/// A header with the items up to the next header.
#[derive(Clone, Copy, Debug)]
pub struct Section<'t> {
    /// The header; `None` for the part before the first header.
    pub header: Option<&'t Item>,
    /// The items after the header.
    pub items: &'t [Item],
}

impl<'t> Section<'t> {
    /// The entries, in file order.
    pub fn entries(&self) -> impl Iterator<Item = &'t Item> + use<'t> {
        self.items.iter().filter(|item| item.kind == ItemKind::Entry)
    }

    /// The section's name; empty before the first header.
    #[must_use]
    pub fn name<'b>(&self, bytes: &'b [u8]) -> &'b [u8] {
        self.header.map_or(&[], |header| header.name.slice(bytes))
    }
}

impl Tree {
    /// Reassembles the file's bytes from the items.
    #[must_use]
    pub fn print(&self, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(bytes.len());
        for item in &self.items {
            out.extend_from_slice(item.span().slice(bytes));
        }
        out
    }

    /// The sections in file order, preceded by the part before the first header unless it is empty.
    pub fn sections(&self) -> impl Iterator<Item = Section<'_>> {
        let mut rest = self.items.as_slice();
        std::iter::from_fn(move || {
            let (first, after) = rest.split_first()?;
            let (header, body) =
                if first.kind == ItemKind::Header { (Some(first), after) } else { (None, rest) };
            let len = body.iter().position(|item| item.kind == ItemKind::Header).unwrap_or(body.len());
            let (items, next) = body.split_at(len);
            rest = next;
            Some(Section { header, items })
        })
    }

    /// The lines that are invalid in their language.
    pub fn errors(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.kind == ItemKind::Error)
    }
}
