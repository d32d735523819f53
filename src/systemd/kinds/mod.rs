//! systemd's kinds of values, one per file, each with its parser and writer.
//!
//! A parser gets a value's text (comment lines dropped, continuations joined, whitespace at both ends stripped) and
//! returns spans relative to it. Kinds know each other, the table and the releases, but nothing about units:
//! [`crate::systemd::check`] calls the right one for a directive.

pub mod address_family;
pub mod architecture;
pub mod base64;
pub mod bind_paths;
mod bits;
pub mod boolean;
pub mod bpf_program;
pub mod bus_name;
pub mod calendar;
pub mod capability;
pub mod cgroup;
pub mod condition;
pub mod coredump_filter;
pub mod cpu_set;
pub mod credential;
pub mod device;
pub mod directory_list;
pub mod enums;
pub mod environment;
pub mod environment_file;
pub mod environment_name;
pub mod errno;
pub mod escape;
pub(super) mod escape_sequence;
pub mod exec;
pub mod exit_status;
pub mod fd_name;
mod fields;
pub mod filesystems;
pub mod image_policy;
pub mod images;
pub mod integer;
pub mod interface_name;
pub mod ip_prefix;
pub mod log_field;
pub mod log_namespace;
pub mod mode;
pub mod namespaces;
pub mod nft_set;
pub mod open_file;
pub mod output;
pub mod path;
pub mod reboot_parameter;
pub mod root_hash;
pub mod search_path;
pub mod secure_bits;
pub mod signal;
pub mod size;
pub mod socket_address;
pub mod socket_bind;
pub mod specifier;
pub mod syscall;
pub mod temporary_filesystem;
pub mod timespan;
pub mod unit_name;
pub mod user;
pub(crate) mod utf8;
pub(super) mod whitespace;
pub mod words;
pub mod working_directory;
