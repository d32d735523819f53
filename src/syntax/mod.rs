//! The lossless tree: file > section > entry, with trivia and error nodes. Knows no language.
//!
//! The tree is a flat list of items that lie end to end: every byte of the file belongs to exactly one item, so
//! printing the tree is printing the items' bytes in order, for every input ([`Tree::print`]). What a name or a
//! value means, and how a value over several lines is joined, is each language's business.

pub(crate) mod comments;
mod edit;
mod tree;

pub use edit::{Edit, Overlap, apply};
pub use tree::{Item, ItemKind, Section, Tree};
