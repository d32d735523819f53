//! Everything that sysvisor knows about systemd.
//!
//! The value kinds stand one in a file, reader and writer side by side. A reader takes a value's text (comment
//! lines dropped, continuations joined, blanks cut at both ends) and gives spans relative to it.

pub mod boolean;
pub mod check;
mod comments;
pub mod dependencies;
pub mod directives;
mod drop_ins;
pub mod effective;
pub mod emit;
pub mod enums;
pub mod environment;
pub mod environment_file;
pub mod escape;
mod escape_sequence;
pub mod exec;
pub mod exit_status;
pub mod facts;
pub mod integer;
mod line;
mod load_path;
pub mod lower;
pub mod mode;
mod neighbours;
pub mod output;
mod parse;
pub mod path;
mod search;
pub mod signal;
pub mod size;
pub mod specifier;
pub mod timespan;
pub mod transaction;
pub mod unit;
pub mod unit_name;
pub mod user;
mod value;
pub mod versions;
pub mod words;
pub mod working_directory;

pub use comments::UnitComments;
pub use parse::{SyntaxError, parse};
pub use unit::{Unit, Units, locate};
pub use value::value;
