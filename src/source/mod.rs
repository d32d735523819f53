//! Bytes and where they come from: files with names, byte ranges, lines, and the only access to the disk.

mod file;
mod files;
mod hash;
mod lines;
mod links;
mod logical;
mod memory;
mod names;
mod path;
mod rooted;
mod span;

pub use file::{FileId, SourceFile, Sources, TooLarge};
pub use files::{Disk, Entry, EntryKind, Files, Found};
pub use hash::{ByPlace, Map, digest};
pub(crate) use lines::count_characters;
pub use lines::{LineIndex, Position};
pub use logical::{Logical, Piece, lossy};
pub use memory::Memory;
pub use names::{Names, Symbol};
pub(crate) use path::{base_name, base_name_bytes, dir_name};
pub use rooted::Rooted;
pub use span::Span;
