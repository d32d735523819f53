//! Bytes and where they come from: files with names, byte ranges, lines, and the only access to the disk.

mod file;
mod files;
mod hash;
mod interner;
mod lines;
mod links;
mod mapped_text;
mod memory;
mod path;
mod rooted;
mod span;

pub use file::{FileId, SourceFile, Sources, TooLarge};
pub use files::{Disk, Entry, EntryKind, Files, Found};
pub use hash::{ByAddress, Map, digest};
pub use interner::{Interner, Symbol};
pub(crate) use lines::count_characters;
pub use lines::{LineIndex, Position};
pub use mapped_text::{MappedText, Piece, lossy};
pub use memory::Memory;
pub(crate) use path::{base_name, base_name_bytes, dir_name};
pub use rooted::Rooted;
pub use span::Span;
