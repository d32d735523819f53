//! Everything that sysvisor knows about systemd.
//!
//! The value kinds stand one in a file, reader and writer side by side. A reader takes a value's text (comment
//! lines dropped, continuations joined, blanks cut at both ends) and gives spans relative to it.

pub mod boolean;
pub mod enums;
pub mod environment;
pub mod environment_file;
pub mod escape;
mod escape_sequence;
pub mod exec;
pub mod exit_status;
pub mod integer;
pub mod mode;
pub mod output;
pub mod path;
pub mod signal;
pub mod size;
pub mod specifier;
pub mod timespan;
pub mod unit_name;
pub mod user;
pub mod versions;
pub mod words;
pub mod working_directory;
