//! The lossless tree: file > section > entry, with trivia and error nodes. Knows no language.
//!
//! The tree is a flat list of items that lie end to end: every byte of the file belongs to exactly one item, so
//! printing the tree is printing the items' bytes in order, for every input ([`Tree::print`]). What a name or a
//! value means, and how a value over several lines is joined, is each language's business.
//!
//! ```
//! use sysvisor::syntax::{Edit, apply};
//!
//! let text = b"[Service]\n# It leaks.\nRestart = on-failure\n";
//! let tree = sysvisor::systemd::parse(text);
//! assert_eq!(tree.print(text), text);
//!
//! let service = tree.sections().next().expect("there is a section");
//! let restart = service.entries().find(|entry| entry.name.slice(text) == b"Restart").expect("it is set");
//! let edited = apply(text, &[Edit::replace(restart.value, "always")])?;
//! assert_eq!(edited, b"[Service]\n# It leaks.\nRestart = always\n");
//! # Ok::<(), sysvisor::syntax::Overlap>(())
//! ```

pub(crate) mod comments;
mod edit;
mod tree;

pub use edit::{Edit, Overlap, apply};
pub use tree::{Item, ItemKind, Section, Tree};
