//! Everything that sysvisor knows about systemd.
//!
//! The value kinds stand one in a file, reader and writer side by side. A reader takes a value's text (comment
//! lines dropped, continuations joined, blanks cut at both ends) and gives spans relative to it.

pub mod address_family;
pub mod architecture;
pub mod base64;
pub mod bind_paths;
mod bits;
pub mod boolean;
pub mod bus_name;
pub mod calendar;
pub mod capability;
pub mod cgroup;
pub mod check;
mod comments;
pub mod condition;
pub mod coredump_filter;
pub mod cpu_set;
pub mod credential;
pub mod device;
pub mod directives;
pub mod emit;
pub mod enums;
pub mod environment;
pub mod environment_file;
pub mod environment_name;
pub mod errno;
pub mod escape;
mod escape_sequence;
pub mod exec;
pub mod exit_status;
pub mod facts;
pub mod fd_name;
pub mod filesystems;
pub mod integer;
pub mod interface_name;
pub mod ip_prefix;
mod line;
pub mod log_field;
pub mod log_namespace;
pub mod lower;
pub mod mode;
pub mod namespaces;
mod neighbours;
pub mod output;
mod parse;
pub mod path;
pub mod root_hash;
pub mod secure_bits;
pub mod signal;
pub mod size;
pub mod socket_address;
pub mod socket_bind;
pub mod specifier;
pub mod timespan;
pub mod unit;
pub mod unit_name;
pub mod user;
mod value;
pub mod versions;
pub mod words;
pub mod working_directory;

pub use comments::UnitComments;
pub use parse::{SyntaxError, parse};
pub use unit::{Unit, Units};
pub use value::value;
